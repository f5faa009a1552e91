"""Watching the program: alive, ready, and what is said when the database cannot be used."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from stations.actions import start
from stations.storage.engine import Database


def test_the_process_says_that_it_is_alive(client: TestClient):
    assert client.get("/healthz").json() == {"status": "ok"}


def test_a_process_with_a_database_says_what_it_runs_on(client: TestClient, served: Database):
    body = client.get("/readyz").json()
    assert body["status"] == "ok"
    assert body["engine"] == served.engine
    assert body["stations"] == 2


@pytest.fixture
def client_without_database(
    site: Starlette, tmp_path: Path, change_setting: Callable[[str, str], None]
) -> Iterator[TestClient]:
    broken = tmp_path / "broken.db"
    broken.write_bytes(b"this is not a database " * 100)
    change_setting("DATABASE_URL", f"sqlite:///{broken}")
    start.use(None)
    yield TestClient(site, headers={"Accept-Language": "en"}, follow_redirects=False)
    start.close()


def test_without_a_database_the_process_is_alive_but_not_ready(client_without_database: TestClient):
    assert client_without_database.get("/healthz").status_code == 200
    answer = client_without_database.get("/readyz")
    assert answer.status_code == 503
    assert answer.json() == {"status": "unavailable", "code": "database-damaged"}


@pytest.mark.parametrize("path", ["/m", "/sign-in", "/m/aed", "/calendar/booking/abc.ics", "/photos/abc.jpg"])
def test_without_a_database_pages_say_so_in_plain_words(client_without_database: TestClient, path: str):
    answer = client_without_database.get(path)
    assert answer.status_code == 503
    assert "The database is damaged." in answer.text
    assert "Traceback" not in answer.text


@pytest.mark.parametrize(
    "path", ["/api/v1/stations", "/api/v1/sessions", "/api/v1/bookings/abc", "/map/stations?bbox=113,22,114,23&zoom=9"]
)
def test_without_a_database_programs_get_problem_details(client_without_database: TestClient, path: str):
    answer = client_without_database.get(path)
    assert answer.status_code == 503
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["code"] == "database-damaged"


def test_a_database_that_comes_back_is_used_again(
    client_without_database: TestClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(start, "_PAUSE_SECONDS", 0.0)
    assert client_without_database.get("/readyz").status_code == 503
    (tmp_path / "broken.db").unlink()
    assert client_without_database.get("/readyz").status_code == 200


def test_a_backup_that_is_put_in_place_is_served_without_a_restart(
    site: Starlette, tmp_path: Path, change_setting: Callable[[str, str], None]
):
    path, backup = tmp_path / "house.db", tmp_path / "backup.db"
    change_setting("DATABASE_URL", f"sqlite:///{path}")
    start.use(None)
    client = TestClient(site, headers={"Accept-Language": "en"}, follow_redirects=False)
    start.database().backup(backup)
    path.unlink()
    assert client.get("/readyz").json() == {"status": "unavailable", "code": "database-missing"}
    assert client.get("/m").status_code == 503
    for leftover in tmp_path.glob("house.db-*"):
        leftover.unlink()
    backup.rename(path)
    assert client.get("/readyz").json()["stations"] == 2
    start.close()
