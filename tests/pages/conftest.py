"""The screens, run as Streamlit runs them: the main script, a page, and somebody at the browser."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from streamlit.runtime.context import ContextProxy
from streamlit.testing.v1 import AppTest

from stations import passwords
from stations.actions import start
from stations.instants import local_date
from stations.roles import Actor
from stations.sessions import Session, SessionStatus, slot_times
from stations.settings import ROOT
from stations.storage import accounts, sessions
from stations.storage.accounts import Account
from stations.storage.engine import Database
from stations.ui.menu import PAGES
from stations.ui.shell import LANGUAGE_COOKIE, SIGN_IN_COOKIE

MAIN = ROOT / "stations" / "ui" / "main.py"
TIMEOUT_S = 30
Open = Callable[..., AppTest]


class Browser:
    """What a browser sends along when it connects: cookies and headers. AppTest has none of its own."""

    def __init__(self) -> None:
        self.cookies: dict[str, str] = {}
        self.headers: dict[str, str] = {}


@pytest.fixture
def browser(monkeypatch: pytest.MonkeyPatch) -> Browser:
    """A browser without cookies that prefers no language."""
    browser = Browser()
    monkeypatch.setattr(ContextProxy, "cookies", property(lambda _: browser.cookies))
    monkeypatch.setattr(ContextProxy, "headers", property(lambda _: browser.headers))
    monkeypatch.setattr(ContextProxy, "ip_address", property(lambda _: "192.0.2.7"))
    return browser


@pytest.fixture
def site(db: Database) -> Iterator[Database]:
    """The process's database, with the two stations, on both engines."""
    start.use(db)
    yield db
    start.use(None)


def sign_in(db: Database, actor: Actor) -> str:
    """Give ``actor`` an account and a sign-in; return the secret that their browser's cookie holds."""
    now, secret = datetime.now(UTC).replace(microsecond=0), passwords.new_secret()
    account = Account(
        actor.account_id,
        actor.account_id,
        actor.name,
        "no password",
        actor.role,
        False,
        False,
        actor.station_ids,
        1,
        now,
    )

    def work(tx: object) -> None:
        accounts.add(tx, account, now)  # type: ignore[arg-type]
        accounts.add_sign_in(tx, passwords.digest(secret), account.id, now, now + timedelta(hours=1))  # type: ignore[arg-type]

    db.write(work)
    return secret


@pytest.fixture
def open_screen(site: Database, browser: Browser) -> Open:
    """Make a function that opens a page: ``open_screen("station", actor, lang="en", station="hzmb-port")``."""

    def open_it(page: str = "find", actor: Actor | None = None, *, lang: str = "zh-Hans", **params: str) -> AppTest:
        browser.cookies[LANGUAGE_COOKIE] = lang
        if actor is not None and actor.is_signed_in:
            browser.cookies[SIGN_IN_COOKIE] = sign_in(site, actor)
        app = AppTest.from_file(str(MAIN), default_timeout=TIMEOUT_S)
        app.run()
        if page != "find":
            app.switch_page(str(PAGES / f"{page}.py"))
        for name, value in params.items():
            app.query_params[name] = value
        return app.run()

    return open_it


def page_names() -> list[str]:
    """The pages there are, by the names of their files."""
    return sorted(path.stem for path in Path(PAGES).glob("*.py"))


def words_on(app: AppTest) -> str:
    """Everything readable that a page shows, for tests that ask whether something is said."""
    kinds = (
        "title",
        "header",
        "subheader",
        "markdown",
        "caption",
        "text",
        "html",
        "info",
        "warning",
        "error",
        "success",
    )
    found = [str(getattr(one, "value", "")) for kind in kinds for one in app.get(kind)]
    return "\n".join(found)


def drawn(app: AppTest, component: str) -> list[dict[str, Any]]:
    """What the page gave to its elements of our own called ``component``, in the order drawn."""
    return [
        json.loads(one.proto.json)
        for one in app.get("bidi_component")
        if one.proto.component_name == component  # type: ignore[union-attr]
    ]


def listed(app: AppTest) -> list[str]:
    """The ids of the stations in the first list of the page."""
    return [card["id"] for card in drawn(app, "stations_list")[0]["stations"]]


@pytest.fixture
def clinic(site: Database) -> Session:
    """A published clinic at the truck drivers' station in three days: three slots of a quarter of an hour, two places each."""
    starts_at = datetime.now(UTC).replace(hour=2, minute=0, second=0, microsecond=0) + timedelta(days=3)
    session = Session(
        id="clinic-1",
        station_id="hzmb-truck-drivers",
        kind="clinic",
        title={"zh-Hans": "量血压", "zh-Hant": "量血壓", "en": "Blood pressure"},
        hosts=({"zh-Hans": "社区卫生服务中心", "en": "Community health centre"},),
        on_date=local_date(starts_at, "CN"),
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=45),
        slot_minutes=15,
        places_per_slot=2,
        walk_in_capacity=0,
        walk_in_taken=0,
        audience="anyone",
        notes={},
        status=SessionStatus.PUBLISHED,
        sequence=0,
        version=1,
        is_demo=False,
        source="test",
        updated_at=starts_at - timedelta(days=4),
    )
    times = list(slot_times(starts_at, starts_at + timedelta(minutes=45), 15))
    site.write(lambda tx: sessions.add(tx, session, times))
    return session
