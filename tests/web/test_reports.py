"""Reports over HTTP: the API without cookies, the plain form, the reporter's link."""

from __future__ import annotations

import base64
import json
from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
from PIL import Image
from starlette.testclient import TestClient

from stations.actions.report import MOST_OF_A_DEVICE
from stations.instants import format_instant
from stations.storage import reports
from stations.storage.engine import Database
from stations.web.logs import shown_path
from stations.web.visitor import SIGN_IN_COOKIE
from stations.words import LANGUAGES, say
from tests.pages.conftest import sign_in

PATH = "/api/v1/stations/hzmb-truck-drivers/reports"
FORM = "/m/station/hzmb-truck-drivers/report"


def body(number: int = 1, **more: object) -> dict[str, object]:
    given = {
        "kind": "locked",
        "observed_at": format_instant(datetime.now(UTC)),
        "device": f"device-{number:032}",
        "key": f"key-{number:032}",
    }
    return given | more


def test_a_report_is_taken_once_and_its_link_tells_what_became_of_it(client: TestClient, served: Database) -> None:
    first, again = (client.post(PATH, json=body()) for _ in range(2))
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()
    assert "set-cookie" not in first.headers
    told = client.get(first.headers["Location"]).json()
    assert (told["kind"], told["station"]) == ("locked", "hzmb-truck-drivers")
    assert [(it["subject"], it["disputed"], it["outcome"]) for it in told["concerns"]] == [("hours", False, None)]
    assert len(served.read(lambda tx: reports.latest(tx, 10))) == 1


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_link_is_a_page_in_every_language(client: TestClient, lang: str) -> None:
    link = client.post(PATH, json=body()).json()["link"]
    page = client.get(link, headers={"Accept-Language": lang})
    assert say(lang, "report-taken") in page.text
    assert page.headers["Cache-Control"] == "no-store"
    assert 'content="noindex"' in page.text


@pytest.mark.parametrize(
    ("change", "status", "code", "field"),
    [
        ({"kind": "on fire"}, 422, "invalid", "kind"),
        ({"observed_at": "yesterday"}, 422, "instant-invalid", "observed_at"),
        ({"observed_at": "2020-01-01T00:00:00Z"}, 422, "instant-invalid", "observed_at"),
        ({"device": "x"}, 422, "invalid", "device"),
        ({"key": "x"}, 422, "invalid", "key"),
        ({"kind": "broken", "facility": "jacuzzi"}, 422, "facility-unknown", "facility"),
        ({"note": "x" * 201}, 422, "too-long", "note"),
        ({"photo": "!!!"}, 422, "photo-not-an-image", "photo"),
        ({"photo": base64.b64encode(b"no picture").decode()}, 422, "photo-not-an-image", "photo"),
    ],
)
def test_what_cannot_be_meant_is_a_problem_with_its_field(
    client: TestClient, change: dict[str, object], status: int, code: str, field: str
) -> None:
    answer = client.post(PATH, json=body(**change))
    assert (answer.status_code, answer.json()["code"], answer.json()["field"]) == (status, code, field)


def test_a_photo_comes_along_and_is_shown_to_no_stranger(client: TestClient, served: Database) -> None:
    out = BytesIO()
    Image.new("RGB", (800, 600), "green").save(out, "JPEG")
    photo = base64.b64encode(out.getvalue()).decode()
    assert client.post(PATH, json=body(photo=f"data:image/jpeg;base64,{photo}")).status_code == 201
    (kept,) = served.read(lambda tx: reports.latest(tx, 10))
    assert kept.has_photo
    assert client.get(f"/reports/{kept.id}.jpg").status_code == 401


@pytest.mark.parametrize(("who", "status"), [("manager", 200), ("admin", 200), ("other_manager", 403), ("staff", 403)])
def test_the_photo_of_a_report_is_for_whoever_cares_for_the_station_and_for_no_cache(
    who: str, status: int, client: TestClient, served: Database, request: pytest.FixtureRequest
) -> None:
    out = BytesIO()
    Image.new("RGB", (800, 600), "green").save(out, "JPEG")
    client.post(PATH, json=body(photo=f"data:image/jpeg;base64,{base64.b64encode(out.getvalue()).decode()}"))
    (kept,) = served.read(lambda tx: reports.latest(tx, 10))
    client.cookies.set(SIGN_IN_COOKIE, sign_in(served, request.getfixturevalue(who)))
    answer = client.get(f"/reports/{kept.id}.jpg")
    assert answer.status_code == status
    assert "no-store" in answer.headers["Cache-Control"]
    if status == 200:
        assert (answer.headers["Content-Type"], answer.content[:2]) == ("image/jpeg", b"\xff\xd8")
        assert client.get("/reports/nothing.jpg").status_code == 404
        assert client.get("/reports/..%2Fx.jpg").status_code == 404


def test_too_many_are_told_to_wait_and_unknown_stations_and_links_are_not_found(client: TestClient) -> None:
    for number in range(MOST_OF_A_DEVICE):
        client.post(PATH, json=body(number, device=f"device-{0:032}"))
    answer = client.post(PATH, json=body(99, device=f"device-{0:032}"))
    assert answer.status_code == 429
    assert "Retry-After" in answer.headers
    assert client.post("/api/v1/stations/nowhere/reports", json=body(555)).status_code == 404
    for path in ("/api/v1/reports/nothing", "/m/report/nothing"):
        assert client.get(path).status_code == 404


def test_the_plain_form_leads_to_the_link_and_names_the_device_by_a_cookie(
    client: TestClient, served: Database
) -> None:
    answer = client.post(FORM, data={"kind": "locked", "note": "QR 坏了"})
    assert answer.status_code == 303
    assert answer.headers["Location"].startswith("/m/report/")
    cookie = answer.headers["set-cookie"]
    assert "stations_device=" in cookie
    assert "HttpOnly" in cookie
    client.post(FORM, data={"kind": "locked"})
    assert len({it.device for it in served.read(lambda tx: reports.latest(tx, 10))}) == 1
    page = client.get("/m/station/hzmb-truck-drivers").text
    assert "One driver found it locked, last today" in page
    assert "QR 坏了" not in page


def test_the_plain_form_speaks_of_single_facilities_too(client: TestClient, served: Database) -> None:
    assert 'value="broken:aed"' in client.get("/m/station/hzmb-truck-drivers").text
    link = client.post(FORM, data={"kind": "broken:aed"}).headers["Location"]
    assert "AED (defibrillator): Broken" in client.get(link).text
    assert client.post(FORM, data={"kind": "broken:jacuzzi"}).status_code == 422
    assert client.post(FORM, data={"kind": "locked:aed"}).status_code == 422
    assert len(served.read(lambda tx: reports.latest(tx, 10))) == 1


def test_other_sites_cannot_send_the_form_and_junk_is_explained(client: TestClient) -> None:
    assert client.post(FORM, data={"kind": "locked"}, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403
    assert client.post(FORM, data={"kind": "on fire"}).status_code == 422
    old = format_instant(datetime.now(UTC) - timedelta(days=1))
    assert client.post(FORM, data={"kind": "as-shown", "observed_at": old}).status_code == 303


@pytest.mark.parametrize("content_type", ["", "text/plain", "application/x-www-form-urlencoded"])
def test_what_a_form_of_another_site_could_send_is_not_read_as_a_report(
    content_type: str, client: TestClient, served: Database
) -> None:
    headers = {"Content-Type": content_type} if content_type else {}
    answer = client.post(PATH, content=json.dumps(body()), headers=headers)
    assert answer.status_code == 422
    assert served.read(lambda tx: reports.latest(tx, 10)) == []


@pytest.mark.parametrize("path", ["/m/report/0123456789abcdef", "/api/v1/reports/0123456789abcdef"])
def test_the_secret_of_a_link_is_not_logged(path: str) -> None:
    assert "0123456789abcdef" not in shown_path(path)


@pytest.mark.parametrize(
    ("kind", "facility", "said"),
    [
        ("works", "rest_area", "Rest area: It works"),
        ("broken", "aed", "AED (defibrillator): Broken"),
        ("locked", "", "It is locked"),
    ],
)
def test_the_link_says_of_which_facility_also_where_nothing_is_contradicted(
    kind: str, facility: str, said: str, client: TestClient
) -> None:
    link = client.post(PATH, json=body(kind=kind, facility=facility)).json()["link"]
    assert said in client.get(link).text


def test_a_browser_that_keeps_no_cookie_is_not_counted_as_many(client: TestClient, served: Database) -> None:
    for _ in range(2):
        client.cookies.clear()
        assert client.post(FORM, data={"kind": "locked"}).status_code == 303
    assert len({it.device for it in served.read(lambda tx: reports.latest(tx, 10))}) == 1
