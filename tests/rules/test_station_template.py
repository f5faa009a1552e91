"""The list to begin from: its columns are ours in every language, its example shows how and stays out."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from stations.exchange.station_columns import COLUMNS, TEXTS, layout_of, worded_column
from stations.exchange.station_csv import read_csv
from stations.exchange.station_export import csv_lines
from stations.exchange.station_row import Options, Row
from stations.exchange.station_template import TEMPLATE_COLUMNS, template_rows
from stations.words import LANGUAGES

NOW = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)


def rows(*lines: list[str]) -> list[Row]:
    return list(read_csv(b"".join(csv_lines(lines)), Options("list")).rows(NOW))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_columns_are_named_in_a_persons_language_and_understood(lang: str) -> None:
    headers, _ = template_rows(lang)
    assert layout_of(headers).fields == TEMPLATE_COLUMNS
    assert layout_of([worded_column(lang, column) for column in COLUMNS]).fields == COLUMNS
    assert layout_of([worded_column(lang, text) for text in TEXTS]).fields == TEXTS


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_example_is_not_imported_and_what_stands_below_it_is(lang: str) -> None:
    headers, example = template_rows(lang)
    real = ["" for _ in headers]
    for column, text in {"id": "tea", "name": "茶水站", "jurisdiction": "CN", "lat": "22.27", "lng": "113.55"}.items():
        real[TEMPLATE_COLUMNS.index(column)] = text
    real[TEMPLATE_COLUMNS.index("datum")] = "wgs84"
    assert rows(headers, example) == []
    (found,) = rows(headers, example, real)
    assert found.record is not None
    assert (found.line, found.record.station.id) == (3, "tea")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_example_would_be_a_station_without_a_flaw_once_it_has_an_id(lang: str) -> None:
    headers, example = template_rows(lang)
    (found,) = rows(headers, ["mine", *example[1:]])
    assert (found.problems, found.warnings) == ((), ())
    assert found.record is not None
    station = found.record.station
    assert (station.side, station.schedule.way_in, station.audience) == ("cn", "guard", "anyone")
    assert (station.height_limit_m, station.parking_fee) == (4.2, "paid")
    assert len(found.record.amenities) == 4
