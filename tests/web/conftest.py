"""The HTTP layer on a real database: called in the process, or through a socket where clients race."""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import httpx
import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.testclient import TestClient

from stations.actions import start
from stations.actions.start import make_setup_code
from stations.sessions import Session, SessionStatus, slot_times
from stations.settings import settings
from stations.storage import sessions
from stations.storage.engine import Database
from stations.web import logs, routes

MAP = '<!doctype html><html lang="{lang}"><body><script>let words = "map";</script><p>map</p></body></html>'
TRUCK = "hzmb-truck-drivers"
PERSON = {"name": "陈司机", "phone": "13800138000", "category": "truck", "consent": True}


@pytest.fixture(autouse=True)
def _fresh_settings() -> Iterator[None]:
    settings.cache_clear()
    yield
    settings.cache_clear()


@pytest.fixture
def change_setting(monkeypatch: pytest.MonkeyPatch) -> Callable[[str, str], None]:
    """Make a function that changes a STATIONS_… setting for the rest of the test."""

    def change(name: str, value: str) -> None:
        monkeypatch.setenv(f"STATIONS_{name}", value)
        settings.cache_clear()

    return change


@pytest.fixture
def served(db: Database) -> Iterator[Database]:
    """The database of the test as the database of the process."""
    start.use(db)
    yield db
    start.use(None)


@pytest.fixture
def site() -> Starlette:
    """Every route of ours with its layers; the screens need a browser and are tested elsewhere."""
    logs.configure()
    return Starlette(
        routes=routes.routes(lambda lang: MAP.replace("{lang}", lang)),
        middleware=routes.middleware(),
        exception_handlers=routes.exception_handlers(),
    )


@pytest.fixture
def client(site: Starlette, served: Database) -> TestClient:
    """A client that speaks English and follows no redirect."""
    return TestClient(site, headers={"Accept-Language": "en"}, follow_redirects=False)


@pytest.fixture
def setup_code(served: Database) -> str:
    """The one-time code for the first administrator."""
    code = make_setup_code(served)
    assert code is not None
    return code


@pytest.fixture
def add_clinic(served: Database) -> Callable[..., Session]:
    """Make a function that adds a clinic tomorrow (by the real clock, which the HTTP layer reads)."""

    def add(session_id: str = "clinic", places: int = 2, slots: int = 2, hours_ahead: float = 24) -> Session:
        now = datetime.now(UTC).replace(microsecond=0)
        starts_at = now + timedelta(hours=hours_ahead)
        ends_at = starts_at + timedelta(minutes=15 * slots)
        session = Session(
            id=session_id,
            station_id=TRUCK,
            kind="clinic",
            title={"zh-Hans": "义诊", "zh-Hant": "義診", "en": "Free clinic"},
            hosts=({"zh-Hans": "社区卫生服务中心", "en": "Community Health Centre"},),
            on_date=(starts_at + timedelta(hours=8)).date(),
            starts_at=starts_at,
            ends_at=ends_at,
            slot_minutes=15,
            places_per_slot=places,
            walk_in_capacity=0,
            walk_in_taken=0,
            audience="anyone",
            notes={},
            status=SessionStatus.PUBLISHED,
            sequence=0,
            version=1,
            is_demo=False,
            source="test",
            updated_at=now,
        )
        served.write(lambda tx: sessions.add(tx, session, list(slot_times(starts_at, ends_at, 15))))
        return session

    return add


@pytest.fixture
def slot_ids(client: TestClient) -> Callable[[str], list[int]]:
    """Make a function that returns the ids of a session's slots, as a caller of the API learns them."""

    def ids(session_id: str = "clinic") -> list[int]:
        return [slot["id"] for slot in client.get(f"/api/v1/sessions/{session_id}/slots").json()["slots"]]

    return ids


@contextmanager
def _serving(site: Starlette) -> Iterator[str]:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen(256)
        server = uvicorn.Server(uvicorn.Config(site, log_level="error", lifespan="off"))
        thread = threading.Thread(target=lambda: asyncio.run(server.serve(sockets=[listener])))
        thread.start()
        try:
            yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join()


@pytest.fixture
def address(site: Starlette, served: Database) -> Iterator[str]:
    """The address of the site, served by uvicorn over a real socket."""
    with _serving(site) as url:
        assert httpx.get(f"{url}/readyz", timeout=30).status_code == 200
        yield url
