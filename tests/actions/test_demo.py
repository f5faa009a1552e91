"""The invented stations of the demo stay as fresh as they say, and what somebody said of them stays theirs."""

from __future__ import annotations

from datetime import datetime, timedelta

from stations.actions.care import see_for_care, set_amenity
from stations.actions.demo import keep_demo_fresh
from stations.actions.start import furnish
from stations.amenities import AmenityState, CheckedBy
from stations.edits import AmenityChange
from stations.hours import OpenState
from stations.roles import Actor
from stations.settings import DATA
from stations.storage.engine import Database

DEMO = DATA / "stations" / "demo.json"
GONGBEI = "demo-zhuhai-gongbei"
YEAR = timedelta(days=365)


def test_a_demo_that_runs_for_a_year_does_not_go_grey(empty_db: Database, admin: Actor, now: datetime) -> None:
    furnish(empty_db, now - YEAR, DEMO)
    before = see_for_care(empty_db, admin, now, GONGBEI)
    assert before.told.states["aed"] is AmenityState.UNKNOWN
    assert before.status.state is OpenState.UNKNOWN
    assert keep_demo_fresh(empty_db, now, DEMO) > 0
    after = see_for_care(empty_db, admin, now, GONGBEI)
    assert after.told.states["aed"] is AmenityState.AVAILABLE
    assert after.status.state in (OpenState.OPEN, OpenState.OPEN_BY_QR)
    assert keep_demo_fresh(empty_db, now, DEMO) == 0


def test_what_somebody_said_in_the_demo_fades_like_everything(empty_db: Database, admin: Actor, now: datetime) -> None:
    furnish(empty_db, now, DEMO)
    set_amenity(empty_db, admin, now, GONGBEI, AmenityChange("aed", 1, AmenityState.OUT_OF_ORDER))
    keep_demo_fresh(empty_db, now + YEAR, DEMO)
    aed = see_for_care(empty_db, admin, now + YEAR, GONGBEI).told.amenities["aed"]
    assert (aed.checked_by, aed.checked_at, aed.state) == (CheckedBy.ADMINISTRATOR, now, AmenityState.OUT_OF_ORDER)
