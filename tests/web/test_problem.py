"""Errors as problem details (RFC 9457): the same codes as on the pages, worded in the caller's language."""

from __future__ import annotations

import pytest
from starlette.applications import Starlette
from starlette.routing import Route
from starlette.testclient import TestClient

from stations.errors import Code
from stations.web import problem, routes

WRONG_REQUESTS = [
    pytest.param("/api/v1/stations?near=somewhere", 422, "coordinates-invalid", "near", id="near is words"),
    pytest.param("/api/v1/stations?near=113.57,22.2", 422, "coordinates-swapped", "near", id="near is swapped"),
    pytest.param("/api/v1/stations?near=48.85,2.35", 422, "coordinates-impossible", "near", id="near is in Paris"),
    pytest.param("/api/v1/stations?facilities=aed,sauna", 422, "facility-unknown", "facilities", id="no such facility"),
    pytest.param("/api/v1/stations?limit=0", 422, "limit-invalid", "limit", id="limit is nought"),
    pytest.param("/api/v1/stations?limit=201", 422, "limit-invalid", "limit", id="limit is too large"),
    pytest.param("/api/v1/stations?limit=many", 422, "limit-invalid", "limit", id="limit is a word"),
    pytest.param("/api/v1/stations?open_at=tomorrow", 422, "instant-invalid", "open_at", id="open_at is a word"),
    pytest.param("/api/v1/stations?open_at=2026-12-01T09:30", 422, "instant-invalid", "open_at", id="no zone"),
    pytest.param("/api/v1/stations?open=maybe", 422, "invalid", "open", id="open is neither"),
    pytest.param("/api/v1/stations?bbox=1,2,3", 422, "coordinates-invalid", "bbox", id="three numbers"),
    pytest.param("/api/v1/stations?q=" + "x" * 101, 422, "too-long", "q", id="a long text"),
    pytest.param("/api/v1/stations/nowhere", 404, "station-not-found", None, id="no such station"),
    pytest.param("/api/v1/stations/a%00b", 404, "station-not-found", None, id="a NUL in the id"),
    pytest.param("/api/v1/stations/nowhere/sessions.ics", 404, "station-not-found", None, id="no such calendar"),
    pytest.param("/api/v1/sessions?from=yesterday", 422, "date-invalid", "from", id="from is a word"),
    pytest.param("/api/v1/sessions?from=2026-12-02&to=2026-12-01", 422, "date-invalid", "to", id="to before from"),
    pytest.param("/api/v1/sessions?station=nowhere", 404, "station-not-found", None, id="sessions of no station"),
    pytest.param("/api/v1/sessions/none/slots", 404, "session-not-found", None, id="no such session"),
    pytest.param("/api/v1/bookings/none", 404, "booking-not-found", None, id="no such booking"),
    pytest.param("/api/v1/bookings/a%00b", 404, "booking-not-found", None, id="a NUL in the token"),
    pytest.param("/api/v2/stations", 404, "not-found", None, id="no such version"),
    pytest.param("/map/stations?bbox=a&zoom=9", 422, "coordinates-invalid", "bbox", id="map: no box"),
    pytest.param("/map/stations?bbox=113,22,114,23&zoom=x", 422, "invalid", "zoom", id="map: no zoom"),
    pytest.param("/map/stations?bbox=113,22,114,23&zoom=nan", 422, "invalid", "zoom", id="map: zoom is not a number"),
]


@pytest.mark.parametrize(("path", "status", "code", "field"), WRONG_REQUESTS)
def test_a_wrong_request_is_told_what_is_wrong(
    client: TestClient, path: str, status: int, code: str, field: str | None
):
    answer = client.get(path)
    body = answer.json()
    assert (answer.status_code, body["code"], body.get("field")) == (status, code, field)
    assert answer.headers["content-type"] == "application/problem+json"
    assert body["status"] == status
    assert body["title"]
    assert client.get(body["type"]).json()["code"] == code


@pytest.mark.parametrize(
    ("header", "lang", "words"),
    [
        ("en", "en", "There is no such station."),
        ("zh-CN,en;q=0.5", "zh-Hans", "驿站"),
        ("zh-HK", "zh-Hant", "驛站"),
    ],
)
def test_the_title_is_in_the_callers_language(client: TestClient, header: str, lang: str, words: str):
    answer = client.get("/api/v1/stations/nowhere", headers={"Accept-Language": header})
    assert answer.headers["content-language"] == lang
    assert words in answer.json()["title"]


def test_a_method_that_the_api_does_not_have_is_refused_with_those_it_has(client: TestClient):
    answer = client.put("/api/v1/stations")
    assert answer.status_code == 405
    assert answer.headers["allow"] == "GET"
    assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize("code", list(Code))
def test_every_code_has_a_status_of_an_error_and_can_be_looked_up(client: TestClient, code: Code):
    assert 400 <= problem.status_of(code) < 600
    body = client.get(f"/api/problems/{code}").json()
    assert body["status"] == problem.status_of(code)
    assert all(body["titles"].values())


def test_a_bug_is_told_as_a_sentence_with_a_reference_that_the_log_knows(capsys: pytest.CaptureFixture[str]):
    def broken(_request: object) -> None:
        raise RuntimeError("a secret detail")

    from stations.web import logs

    logs.configure()
    site = Starlette(
        routes=[Route("/broken", broken), Route("/api/broken", broken)],
        middleware=routes.middleware(),
        exception_handlers=routes.exception_handlers(),
    )
    client = TestClient(site, headers={"Accept-Language": "en"})
    body = client.get("/api/broken").json()
    page = client.get("/broken")
    logged = capsys.readouterr().err
    assert body["code"] == "internal"
    assert body["reference"] in logged
    assert page.status_code == 500
    assert "a secret detail" not in page.text
    assert "a secret detail" not in str(body)
    assert logged.count("a secret detail") >= 2
