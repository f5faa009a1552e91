"""Paper stations as a file: columns in three languages, numbers as numbers, nothing that a spreadsheet would run."""

from __future__ import annotations

import csv
import io

import pytest

from stations.exchange.paper_file import COLUMNS, PaperStation, paper_csv
from stations.paper import Suspect
from stations.paper_traits import Entry, Trait
from stations.words import LANGUAGES, say


def listed(name: str = "农业路驿站", district: str = "金水区", source: str = "a list") -> PaperStation:
    entry = Entry(1, name, source, district, -34.7, 113.6, False, "24/7", 7, False)
    suspect = Suspect(entry, (Trait.DOUBLE, Trait.ALWAYS_OPEN, Trait.NEVER_CONFIRMED))
    return PaperStation("p-1", {"zh-Hans": name, "en": f"{name} (en)"}, suspect)


def read(data: bytes) -> list[dict[str, str]]:
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    return [dict(zip(COLUMNS, cells, strict=True)) for cells in rows]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_row_a_station_in_the_readers_language(lang: str) -> None:
    head, row = read(paper_csv([listed()], lang))
    assert head == {name: say(lang, f"paper-column-{name}") for name in COLUMNS}
    assert row["reasons"].split("; ") == [say(lang, f"paper-{it}") for it in listed().suspect.traits]
    assert row["station"] == ("农业路驿站 (en)" if lang == "en" else "农业路驿站")
    assert (row["points"], row["id"], row["lat"], row["lng"]) == ("7", "p-1", "-34.700000", "113.600000")


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "'"])
def test_a_text_that_a_spreadsheet_would_run_is_kept_from_it(start: str) -> None:
    evil = f"{start}HYPERLINK(1)"
    row = read(paper_csv([listed(evil, evil, evil)], "zh-Hans"))[1]
    assert row["station"] == row["district"] == row["source"] == f"'{evil}"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_reason_has_a_name_and_an_explanation(lang: str) -> None:
    names = [say(lang, f"paper-{trait}") for trait in Trait]
    assert len(set(names)) == len(names)
    assert all(say(lang, f"paper-why-{trait}") for trait in Trait)
