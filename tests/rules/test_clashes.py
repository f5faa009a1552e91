"""What speaks against the times of a planned session."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from stations.clashes import ClashKind, clashes
from stations.hours import DatedException, Schedule
from stations.sessions import Session, SessionStatus

OFFICE = "Mo-Fr 09:00-17:00; PH off"


def at(day: int, hour: int, month: int = 9) -> datetime:
    return datetime(2026, month, day, hour, tzinfo=UTC)


def other(session_id: str, starts: datetime | None, ends: datetime | None, status: str = "published") -> Session:
    return Session(
        session_id, "s", "clinic", {"en": session_id}, (), date(2026, 9, 24), starts, ends, 15, 2, 0, 0, "anyone", {},
        SessionStatus(status), 0, 1, False, "test", at(1, 0),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("schedule", "day", "kinds"),
    [
        pytest.param(Schedule("CN", OFFICE), (24, 1, 3, 9), [], id="Thursday 9 to 11, open"),
        pytest.param(Schedule("CN", OFFICE), (24, 0, 2, 9), [ClashKind.CLOSED], id="begins before the door opens"),
        pytest.param(Schedule("CN", OFFICE), (24, 8, 11, 9), [ClashKind.CLOSES_DURING], id="ends after it closes"),
        pytest.param(Schedule("CN", OFFICE), (26, 1, 3, 9), [ClashKind.CLOSED_ON_HOLIDAY], id="Mid-Autumn"),
        pytest.param(Schedule("CN", OFFICE), (1, 1, 3, 10), [ClashKind.CLOSED_ON_HOLIDAY], id="National Day"),
        pytest.param(Schedule("CN", "Mo-Fr 09:00-17:00"), (1, 1, 3, 10), [ClashKind.HOLIDAY_UNSTATED], id="not said"),
        pytest.param(Schedule("HK", OFFICE), (2, 1, 3, 10), [], id="2 October is worked in Hong Kong"),
        pytest.param(Schedule("MO", OFFICE), (2, 1, 3, 10), [ClashKind.CLOSED_ON_HOLIDAY], id="and not in Macao"),
        pytest.param(Schedule("CN", None), (24, 1, 3, 9), [], id="hours nobody published"),
        pytest.param(Schedule("CN", "24/7", way_in="qr"), (24, 1, 3, 9), [], id="by QR door"),
        pytest.param(
            Schedule("CN", OFFICE, exceptions=(DatedException(date(2026, 9, 24), date(2026, 9, 25), None, "repairs"),)),
            (24, 1, 3, 9),
            [ClashKind.CLOSED_THAT_DAY],
            id="a dated closure",
        ),
        pytest.param(
            Schedule("CN", OFFICE, closed_until=at(30, 0), closed_reason="flood"),
            (24, 1, 3, 9),
            [ClashKind.CLOSED_THAT_DAY],
            id="closed now until",
        ),
    ],
)
def test_a_station_that_is_closed_then(
    schedule: Schedule, day: tuple[int, int, int, int], kinds: list[ClashKind]
) -> None:
    on, start, end, month = day
    assert [it.kind for it in clashes(schedule, at(on, start, month), at(on, end, month), ())] == kinds


def test_a_closure_says_the_managers_reason_and_a_closing_door_its_time() -> None:
    closed = Schedule("CN", OFFICE, exceptions=(DatedException(date(2026, 9, 24), date(2026, 9, 24), None, "repairs"),))
    assert clashes(closed, at(24, 1), at(24, 3), ())[0].note == "repairs"
    assert clashes(Schedule("CN", OFFICE), at(24, 8), at(24, 10), ())[0].closes_at == at(24, 9)


@pytest.mark.parametrize(
    ("there", "is_clash"),
    [
        (other("x", at(24, 2), at(24, 4)), True),
        (other("x", at(24, 1), at(24, 3), "draft"), True),
        (other("x", at(24, 3), at(24, 4)), False),
        (other("x", at(24, 0), at(24, 1)), False),
        (other("x", at(24, 1), at(24, 3), "cancelled"), False),
        (other("x", None, None), False),
    ],
    ids=[
        "overlaps",
        "a draft overlaps",
        "begins when it ends",
        "ends when it begins",
        "cancelled",
        "no times",
    ],
)
def test_another_session_in_the_room(there: Session, is_clash: bool) -> None:
    found = clashes(Schedule("CN", "24/7"), at(24, 1), at(24, 3), [there])
    assert [it.other for it in found] == ([there] if is_clash else [])
