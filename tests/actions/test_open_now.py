"""Statuses of all schedules, worked out once for a minute and a stay."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from stations.actions import open_now
from stations.actions.care import see_for_care
from stations.actions.care_station import set_hours
from stations.edits import Part
from stations.hours import OpenState, OpenStatus, Reason, Schedule, stay_at
from stations.roles import Actor
from stations.storage.engine import Database
from tests.conftest import TRUCK

MINUTE = timedelta(minutes=1)


@pytest.fixture
def worked_out(monkeypatch: pytest.MonkeyPatch) -> list[tuple[datetime, int]]:
    """The moments and stays for which a schedule was evaluated, in order."""
    asked: list[tuple[datetime, int]] = []

    def counted(schedule: Schedule, at: datetime, minutes: int) -> OpenStatus:
        asked.append((at, minutes))
        return stay_at(schedule, at, minutes)

    monkeypatch.setattr(open_now, "stay_at", counted)
    return asked


def statuses(db: Database, at: datetime, stay: int = 0) -> list[OpenStatus]:
    return list(db.read(lambda tx: open_now.statuses_at(db, tx, at, stay)).values())


def test_asking_again_for_the_same_minute_and_stay_costs_nothing(
    db: Database, now: datetime, worked_out: list[tuple[datetime, int]]
) -> None:
    for at, stay in ((now, 0), (now + timedelta(seconds=59), 0), (now, 30), (now, 30), (now + MINUTE, 30), (now, 0)):
        statuses(db, at, stay)
    assert list(dict.fromkeys(worked_out)) == [(now, 0), (now, 30), (now + MINUTE, 30)]
    assert len(worked_out) == 3 * len(statuses(db, now))


def test_what_was_asked_long_ago_is_let_go_and_what_is_asked_often_is_kept(
    db: Database, now: datetime, worked_out: list[tuple[datetime, int]]
) -> None:
    statuses(db, now)
    for number in range(1, 40):
        statuses(db, now + number * MINUTE, 15)
        statuses(db, now)
    assert worked_out.count((now, 0)) == len(statuses(db, now))
    statuses(db, now + MINUTE, 15)
    assert worked_out.count((now + MINUTE, 15)) == 2 * len(statuses(db, now))


def test_a_stay_is_answered_by_the_hours_as_they_are_now(db: Database, admin: Actor, now: datetime) -> None:
    assert {status.state for status in statuses(db, now, 30)} == {OpenState.UNKNOWN}
    mark = see_for_care(db, admin, now, TRUCK).marks[Part.HOURS]
    set_hours(db, admin, now, TRUCK, mark, "Mo-Su 08:00-10:20 || PH off")
    assert {status.state for status in statuses(db, now, 20)} >= {OpenState.OPEN}
    assert {status.reason for status in statuses(db, now, 21)} >= {Reason.CLOSES_TOO_SOON}
