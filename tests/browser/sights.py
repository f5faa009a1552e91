"""Every page there is to look at, who looks at it, and what must be there before it is looked at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

import httpx

from stations.actions import series
from stations.instants import local_date
from stations.plans import Plan
from stations.recurrence import Rule
from stations.roles import Actor, Role
from stations.rrule_text import parse_rule
from tests.browser.conftest import TRUCK
from tests.browser.server import Server
from tests.browser.windows import Window, map_is_drawn

DRIVER, PLAIN, MANAGER, STAFF, ADMINISTRATOR = "", "plain", "zhan", "yi", "guan"
GROUPS = {"driver": (DRIVER,), "plain": (PLAIN,), "staff": (MANAGER, STAFF), "administrator": (ADMINISTRATOR,)}


@dataclass(frozen=True, slots=True)
class Sight:
    """A page: its name in files, its path (with ``{session}`` and ``{token}``), and the account that sees it."""

    name: str
    path: str
    who: str = DRIVER
    has_map: bool = False

    def show(self, window: Window, things: Mapping[str, str]) -> None:
        """Open the page in ``window`` in its language and wait until it is whole."""
        window.open(self.path.format(**things))
        if self.has_map:
            map_is_drawn(window)
        window.page.evaluate("document.fonts.ready")


SIGHTS = (
    Sight("find", "/", has_map=True),
    Sight("station", f"/station?station={TRUCK}"),
    Sight("aed", "/aed"),
    Sight("book", "/book?session={session}"),
    Sight("my-booking", "/booking?token={token}"),
    Sight("my-booking-by-code", "/booking"),
    Sight("privacy", "/privacy"),
    Sight("m-find", "/m", PLAIN, has_map=True),
    Sight("m-station", f"/m/station/{TRUCK}", PLAIN),
    Sight("m-aed", "/m/aed", PLAIN),
    Sight("m-book", "/m/session/{session}", PLAIN),
    Sight("m-my-booking", "/m/booking/{token}", PLAIN),
    Sight("m-my-data", "/m/booking/{token}/data", PLAIN),
    Sight("m-my-booking-by-code", "/m/bookings", PLAIN),
    Sight("m-privacy", "/m/privacy", PLAIN),
    Sight("sign-in", "/sign-in", PLAIN),
    Sight("set-up", "/set-up", PLAIN),
    Sight("shift", "/shift", MANAGER),
    Sight("manage", "/manage", MANAGER),
    Sight("reports", "/reports", MANAGER),
    Sight("aed-board", "/aed-board", MANAGER),
    Sight("account", "/account", MANAGER),
    Sight("password", "/password", MANAGER),
    Sight("clinics", "/clinics", STAFF),
    Sight("clinic-form", "/clinics?new=1", STAFF),
    Sight("series", "/clinics?series={series}", STAFF),
    Sight("series-form", "/clinics?edit={series_date}&scope=following", STAFF),
    Sight("roster", "/roster?session={session}", STAFF),
    Sight("check-in", "/check-in", STAFF),
    Sight("attendance", "/attendance?session={session}", STAFF),
    Sight("paper", "/paper", ADMINISTRATOR),
    Sight("accounts", "/accounts", ADMINISTRATOR),
    Sight("import", "/import", ADMINISTRATOR),
    Sight("emergencies", "/emergencies", ADMINISTRATOR),
    Sight("audit", "/audit", ADMINISTRATOR),
    Sight("moderation", "/reports", ADMINISTRATOR),
    Sight("recheck", "/recheck", ADMINISTRATOR),
    Sight("ledger", "/ledger", ADMINISTRATOR),
)


def sights_of(who: str) -> list[Sight]:
    """The pages that one account sees."""
    return [sight for sight in SIGHTS if sight.who == who]


def things(server: Server) -> dict[str, str]:
    """The demo clinic with a few bookings (made once), and the token of one of them."""
    with httpx.Client(base_url=server.url) as client:
        sessions = client.get("/api/v1/sessions", params={"station": TRUCK}).json()["sessions"]
        session = next(one["id"] for one in sessions if one["id"].startswith("demo-"))
        slots = client.get(f"/api/v1/sessions/{session}/slots").json()["slots"]
        people = [("陈师傅（示例）", "truck"), ("黃師傅（示例）", "truck"), ("A. Demo", "courier")]
        for number, (name, category) in enumerate(people):
            booking = {
                "slot_id": slots[number // 2]["id"], "name": name, "phone": f"1390013900{number}", "region": "CN",
                "category": category, "consent": True,
            }  # fmt: skip
            answer = client.post("/api/v1/bookings", json=booking, headers={"Idempotency-Key": f"sights-{number}"})
            answer.raise_for_status()
            token = answer.json()["token"]
    return {"session": session, "token": token} | _series(server)


def _series(server: Server) -> dict[str, str]:
    """The drafts of a series (made once), which no driver sees."""
    now, staff = datetime.now(UTC), Actor(Role.STAFF, "sights", frozenset({TRUCK}))
    day = local_date(now, "CN") + timedelta(days=10)
    title = {"zh-Hans": "量血压（示例）", "zh-Hant": "量血壓（示例）", "en": "Blood pressure (demo)"}
    plan = Plan(TRUCK, "clinic", title, (), day, time(14), time(16), 15, 2, 2)
    made: list[object] = []
    rule = Rule(parse_rule("FREQ=WEEKLY;INTERVAL=2;COUNT=6"))
    server.do(lambda db: made.append(series.create(db, staff, now, plan, rule, "sights")))
    dates = made[0]
    assert isinstance(dates, series.Dates)
    return {"series": dates.series.id, "series_date": dates.sessions[1].id}
