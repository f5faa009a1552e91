"""The moments offered for "closed now until …"."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from stations.closures import Choice, checked_until, choices
from stations.errors import Code, InvalidInput
from stations.hours import DatedException, Schedule


def _at(day: int, hour: int, minute: int = 0) -> datetime:
    """An instant in November 2026 by the clock at the bridge."""
    return datetime(2026, 11, day, hour, minute, tzinfo=UTC) - timedelta(hours=8)


MONDAY_MORNING, SUNDAY_NIGHT = _at(23, 10), _at(22, 23)


@pytest.mark.parametrize(
    ("hours", "now", "today", "tomorrow"),
    [
        ("Mo-Su 08:00-22:00", MONDAY_MORNING, Choice("closing-time", _at(23, 22)), _at(24, 8)),
        ("Mo-Su 06:30-22:00", MONDAY_MORNING, Choice("closing-time", _at(23, 22)), _at(24, 6, 30)),
        ("Mo 08:00-12:00,14:00-18:00", MONDAY_MORNING, Choice("closing-time", _at(23, 18)), _at(24, 8)),
        ("Mo-Su 08:00-22:00", SUNDAY_NIGHT, Choice("end-of-day", _at(23, 0)), _at(23, 8)),
        ("Mo-Su 18:00-02:00", _at(23, 20), Choice("end-of-day", _at(24, 0)), _at(24, 18)),
        ("24/7", MONDAY_MORNING, Choice("end-of-day", _at(24, 0)), _at(24, 8)),
        (None, MONDAY_MORNING, Choice("end-of-day", _at(24, 0)), _at(24, 8)),
        (
            'Mo-Su 22:00-08:00 open "QR", Mo-Su 09:00-22:00',
            MONDAY_MORNING,
            Choice("end-of-day", _at(24, 0)),
            _at(24, 9),
        ),
    ],
    ids=["open", "opens early", "lunch", "after closing", "over midnight", "always", "unknown", "door by QR at night"],
)
def test_today_and_tomorrow_are_offered(hours: str | None, now: datetime, today: Choice, tomorrow: datetime) -> None:
    assert choices(Schedule("CN", hours), now) == (today, Choice("tomorrow", tomorrow))


def test_an_exception_tomorrow_moves_the_opening() -> None:
    late = DatedException(_at(24, 12).date(), _at(24, 12).date(), "13:00-15:00")
    assert choices(Schedule("CN", "Mo-Su 08:00-22:00", exceptions=(late,)), MONDAY_MORNING)[1].until == _at(24, 13)


@pytest.mark.parametrize("ahead", [timedelta(seconds=1), timedelta(days=366)])
def test_a_moment_ahead_within_a_year_is_accepted(ahead: timedelta) -> None:
    assert checked_until(MONDAY_MORNING + ahead, MONDAY_MORNING) == MONDAY_MORNING + ahead


@pytest.mark.parametrize("ahead", [timedelta(0), timedelta(seconds=-1), timedelta(days=366, seconds=1)])
def test_another_is_not(ahead: timedelta) -> None:
    with pytest.raises(InvalidInput) as refusal:
        checked_until(MONDAY_MORNING + ahead, MONDAY_MORNING)
    assert refusal.value.code is Code.INSTANT_INVALID
