"""What every answer tells the browser, and what the log never hears."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.testclient import TestClient

PATHS = ["/", "/m", "/m/aed", "/sign-in", "/api/v1/stations", "/api/docs", "/assets/site.css", "/healthz", "/map"]


@pytest.mark.parametrize("path", PATHS)
def test_every_answer_carries_the_headers(client: TestClient, path: str):
    headers = client.get(path).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert "geolocation=(self)" in headers["permissions-policy"]
    assert "camera=(self)" in headers["permissions-policy"]
    assert "object-src 'none'" in headers["content-security-policy"]
    assert (
        "script-src 'self'" in headers["content-security-policy"]
        or "default-src 'self'" in headers["content-security-policy"]
    )


@pytest.mark.parametrize("path", PATHS)
def test_no_policy_lets_any_inline_script_run(client: TestClient, path: str):
    policy = client.get(path).headers["content-security-policy"]
    scripts = next((part for part in policy.split(";") if part.strip().startswith("script-src")), "")
    assert "unsafe-inline" not in scripts
    assert "'unsafe-eval'" not in scripts


@pytest.mark.parametrize("path", ["/", "/m", "/map", "/sign-in"])
def test_the_inline_scripts_of_a_page_are_allowed_by_their_digest(client: TestClient, path: str):
    answer = client.get(path)
    scripts = re.findall(r"<script(?![^>]*src=)[^>]*>(.*?)</script>", answer.text, re.DOTALL)
    for script in scripts:
        digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
        assert f"'sha256-{digest}'" in answer.headers["content-security-policy"]


def test_only_the_map_may_be_framed_by_others(client: TestClient):
    framed = {path: client.get(path).headers["content-security-policy"].split("frame-ancestors ")[1] for path in PATHS}
    assert {path for path, who in framed.items() if who.startswith("*")} == {"/map"}
    assert {who for path, who in framed.items() if path != "/map"} == {"'self'"}


def test_the_map_document_is_in_the_visitors_language(client: TestClient):
    assert '<html lang="zh-Hant">' in client.get("/map?lang=zh-Hant").text
    assert '<html lang="en">' in client.get("/map").text


def test_the_log_never_holds_a_position_a_search_or_a_bookings_link(
    client: TestClient, capsys: pytest.CaptureFixture[str]
):
    from stations.web import logs

    logs.configure()
    client.get("/api/v1/stations?near=22.2345,113.5678&q=secret-search")
    client.get("/m?near=22.2345,113.5678")
    client.get("/api/v1/bookings/secret-token")
    client.get("/m/booking/secret-token")
    client.get("/calendar/booking/secret-token.ics")
    logged = capsys.readouterr().err
    assert logged.count("request") >= 5
    assert "22.2345" not in logged
    assert "secret" not in logged


@pytest.mark.parametrize("log_format", ["text", "json"])
def test_a_traceback_in_the_log_holds_no_values_and_no_bookings_link(
    client: TestClient,
    change_setting: Callable[[str, str], None],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    log_format: str,
):
    from stations.actions import start
    from stations.errors import Code, DatabaseUnavailable
    from stations.web import logs

    def locked() -> None:
        raise DatabaseUnavailable(Code.DATABASE_LOCKED)

    change_setting("LOG_FORMAT", log_format)
    logs.configure()
    monkeypatch.setattr(start, "database", locked)
    client.get("/m/booking/secret-token")
    client.get("/api/v1/bookings/secret-token")
    client.post("/m/list", data={"near": "22.2345,113.5678"})
    logged = capsys.readouterr().err
    assert "DatabaseUnavailable" in logged
    assert "secret-token" not in logged
    assert "22.2345" not in logged


def test_a_path_cannot_write_control_characters_into_the_log(client: TestClient, capsys: pytest.CaptureFixture[str]):
    from stations.web import logs

    logs.configure()
    client.get("/nothing/%1b[31mred%0aline")
    client.get("/nothing/" + "a" * 3000)
    logged = capsys.readouterr().err
    assert "red" in logged
    assert "\x1b[31m" not in logged
    assert max(map(len, logged.splitlines())) < 500


def test_each_line_of_the_log_for_machines_is_json_with_its_time_in_utc(
    client: TestClient, change_setting: Callable[[str, str], None], capsys: pytest.CaptureFixture[str]
) -> None:
    from stations.web import logs

    change_setting("LOG_FORMAT", "json")
    logs.configure()
    client.get("/api/v1/stations/nowhere")
    (line,) = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    assert (line["event"], line["level"], line["status"]) == ("request", "info", 404)
    assert datetime.fromisoformat(line["timestamp"]).utcoffset() == timedelta(0)


def test_a_roster_that_a_screen_offers_is_kept_by_no_cache() -> None:
    from stations.web.routes import middleware

    def file(_request: Request) -> Response:
        return Response("何永强,13800138000", media_type="text/csv")

    site = Starlette(routes=[Route("/media/roster.csv", file), Route("/open.csv", file)], middleware=middleware())
    client = TestClient(site)
    assert client.get("/media/roster.csv").headers["cache-control"] == "no-store"
    assert "cache-control" not in client.get("/open.csv").headers


def test_every_address_that_holds_a_secret_is_hidden_in_our_log_and_in_the_proxys() -> None:
    from stations.settings import ROOT
    from stations.web import logs
    from stations.web.api.service import service
    from stations.web.routes import routes

    outside = [route.path for route in routes(lambda lang: lang) if hasattr(route, "path")]
    within = [f"/api{path}" for path in service().openapi()["paths"]]
    secret = [path for path in outside + within if "{token}" in path]
    assert len(secret) > len(logs.SECRET_PATHS)
    assert [path for path in secret if not path.startswith(logs.SECRET_PATHS)] == []
    proxy = (ROOT / "deploy" / "nginx.conf").read_text(encoding="utf-8")
    assert f'"~^(?<before_secret>{"|".join(logs.SECRET_PATHS)})"' in proxy
    assert "$shown_path" in proxy.split("log_format")[1]
    assert "$uri" not in proxy.split("log_format")[1].split(";")[0]
