"""Distances and ages in words."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from stations.distance_words import ago, distance

NOW = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("metres", "said"),
    [
        (0.0, "0 m"),
        (4.9, "0 m"),
        (344.0, "340 m"),
        (994.9, "990 m"),
        (995.0, "1.0 km"),
        (1_449.0, "1.4 km"),
        (9_949.0, "9.9 km"),
        (9_951.0, "10 km"),
        (123_456.0, "123 km"),
    ],
)
def test_a_distance_is_no_more_exact_than_is_useful(metres: float, said: str) -> None:
    assert distance(metres, "en") == said


def test_a_distance_is_said_in_the_readers_language() -> None:
    assert (distance(350, "zh-Hans"), distance(3_500, "zh-Hant")) == ("350 米", "3.5 公里")


@pytest.mark.parametrize(
    ("then", "said"),
    [
        (NOW, "today"),
        (NOW + timedelta(hours=5), "today"),
        (datetime(2026, 11, 21, 16, 0, tzinfo=UTC), "today"),  # midnight at the bridge
        (datetime(2026, 11, 21, 15, 59, tzinfo=UTC), "yesterday"),
        (NOW - timedelta(days=2), "2 days ago"),
        (NOW - timedelta(days=59), "59 days ago"),
        (NOW - timedelta(days=60), "2 months ago"),
        (NOW - timedelta(days=729), "24 months ago"),
        (NOW - timedelta(days=730), "2 years ago"),
    ],
)
def test_an_age_is_told_by_the_calendar_at_the_bridge(then: datetime, said: str) -> None:
    assert ago(then, NOW, "en") == said
