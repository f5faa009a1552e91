"""Signing in: a cookie no script reads, limits on tries, and no way to be sent or used by another site."""

from __future__ import annotations

import re
from collections.abc import Callable
from http.cookies import SimpleCookie

import httpx
import pytest
from starlette.testclient import TestClient

from stations.storage.engine import Database

PASSWORD = "correct horse battery"
SETUP = {"username": "boss", "name": "老板", "password": PASSWORD}
Setting = Callable[[str, str], None]


@pytest.fixture
def administrator(client: TestClient, setup_code: str) -> TestClient:
    """A client who has set up the first administrator and is signed in."""
    answer = client.post("/set-up", data={**SETUP, "code": setup_code})
    assert (answer.status_code, answer.headers["location"]) == (303, "/accounts")
    return client


def sign_in(client: TestClient, password: str = PASSWORD, **others: str) -> httpx.Response:
    return client.post("/sign-in", data={"username": "boss", "password": password, **others})


def is_signed_in(client: TestClient) -> bool:
    return "You are signed in as 老板" in client.get("/sign-in").text


def cookie_of(answer: httpx.Response) -> dict[str, str]:
    cookie = SimpleCookie(answer.headers["set-cookie"])["stations_sign_in"]
    return {name: value for name, value in cookie.items() if value} | {"value": cookie.value}


def test_the_cookie_is_read_by_no_script_and_sent_by_no_other_site(administrator: TestClient):
    cookie = cookie_of(sign_in(administrator))
    assert cookie["httponly"] is True
    assert cookie["samesite"].lower() == "lax"
    assert cookie["path"] == "/"
    assert len(cookie["value"]) >= 40
    assert "secure" not in cookie


def test_behind_a_certificate_the_cookie_travels_over_https_only(administrator: TestClient, change_setting: Setting):
    change_setting("COOKIE_SECURE", "1")
    assert cookie_of(sign_in(administrator))["secure"] is True


def test_a_sign_in_survives_reloading_and_ends_with_signing_out(administrator: TestClient):
    assert is_signed_in(administrator)
    assert is_signed_in(administrator)
    copied = administrator.cookies["stations_sign_in"]
    assert administrator.post("/sign-out").status_code == 303
    assert not is_signed_in(administrator)
    administrator.cookies.set("stations_sign_in", copied)
    assert not is_signed_in(administrator)


def test_a_sign_in_ends_when_the_account_is_disabled(administrator: TestClient, served: Database):
    served.write(lambda tx: tx.run("UPDATE account SET is_disabled = 1"))
    assert not is_signed_in(administrator)
    answer = sign_in(administrator)
    assert answer.status_code == 403
    assert "switched off" in answer.text


def test_a_sign_in_ends_after_its_hours(administrator: TestClient, served: Database):
    served.write(lambda tx: tx.run("UPDATE sign_in SET expires_at = '2020-01-01T00:00:00Z'"))
    assert not is_signed_in(administrator)


def test_a_wrong_password_keeps_the_name_but_never_the_password(administrator: TestClient):
    answer = sign_in(administrator, "a wrong password", next="/accounts")
    assert answer.status_code == 401
    assert 'value="boss"' in answer.text
    assert 'value="/accounts"' in answer.text
    assert "a wrong password" not in answer.text
    assert "set-cookie" not in answer.headers


def test_a_stranger_and_a_wrong_password_get_the_same_answer(administrator: TestClient):
    known = sign_in(administrator, "a wrong password").text
    unknown = administrator.post("/sign-in", data={"username": "nobody", "password": "a wrong password"}).text
    assert known.replace("boss", "") == unknown.replace("nobody", "")


def test_tries_are_limited_even_for_the_right_password(administrator: TestClient):
    statuses = [sign_in(administrator, "a wrong password").status_code for _ in range(9)]
    assert statuses[0] == 401
    assert statuses[-1] == 429
    answer = sign_in(administrator)
    assert answer.status_code == 429
    assert "Too many tries" in answer.text
    assert int(answer.headers["retry-after"]) > 0


@pytest.mark.parametrize(
    ("role", "place"), [("manager", "/shift"), ("staff", "/clinics"), ("administrator", "/accounts")]
)
def test_whoever_asked_for_no_page_comes_to_their_own_work(
    administrator: TestClient, served: Database, role: str, place: str
):
    served.write(lambda tx: tx.run("UPDATE account SET role = :role", role=role))
    assert sign_in(administrator).headers["location"] == place
    assert sign_in(administrator, next="/station?station=x").headers["location"] == "/station?station=x"


@pytest.mark.parametrize(
    ("target", "place"),
    [
        ("/accounts", "/accounts"),
        ("/manage?station=hzmb-port", "/manage?station=hzmb-port"),
        ("", "/"),
        ("https://evil.example/", "/"),
        ("//evil.example/", "/"),
        ("/\\evil.example/", "/"),
        ("\\\\evil.example", "/"),
        ("/a\r\nSet-Cookie: x=y", "/"),
        ("/\t/evil.example", "/"),
        ("javascript:alert(1)", "/"),
    ],
)
def test_signing_in_leads_to_this_site_only(administrator: TestClient, target: str, place: str):
    answer = sign_in(administrator, next=target)
    assert (answer.status_code, answer.headers["location"]) == (303, "/accounts" if place == "/" else place)
    assert administrator.get("/language", params={"lang": "en", "next": target}).headers["location"] == place


@pytest.mark.parametrize("path", ["/sign-in", "/sign-out", "/set-up", "/password", "/m/bookings"])
@pytest.mark.parametrize(
    "headers",
    [
        pytest.param({"Sec-Fetch-Site": "cross-site"}, id="the browser says cross-site"),
        pytest.param({"Sec-Fetch-Site": "same-site"}, id="a neighbour under the same domain"),
        pytest.param({"Origin": "https://evil.example"}, id="an older browser names the origin"),
        pytest.param({"Origin": "null"}, id="an origin that hides"),
    ],
)
def test_another_sites_form_is_not_carried_out(administrator: TestClient, path: str, headers: dict[str, str]):
    answer = administrator.post(path, data={"username": "boss", "password": PASSWORD}, headers=headers)
    assert answer.status_code == 403
    assert "came from another website" in answer.text
    assert "set-cookie" not in answer.headers
    assert is_signed_in(administrator)


def test_our_own_form_is_carried_out(administrator: TestClient):
    headers = {"Origin": "http://testserver", "Sec-Fetch-Site": "same-origin"}
    answer = administrator.post("/sign-in", data={"username": "boss", "password": PASSWORD}, headers=headers)
    assert answer.status_code == 303


def test_the_setup_code_works_once(administrator: TestClient, setup_code: str):
    answer = administrator.post("/set-up", data={**SETUP, "username": "second", "code": setup_code})
    assert answer.status_code == 409
    assert "already set up" in answer.text
    assert "already set up" in administrator.get("/set-up").text


@pytest.mark.parametrize(
    ("change", "status", "words"),
    [
        ({"code": "AAAA-BBBB-CCCC-DDDD"}, 403, "The setup code is wrong"),
        ({"password": "short"}, 422, "at least 10 characters"),
        ({"username": "x"}, 422, "3 to 32 characters"),
    ],
)
def test_a_wrong_set_up_keeps_what_was_typed_and_leaves_the_code_good(
    client: TestClient, setup_code: str, change: dict[str, str], status: int, words: str
):
    answer = client.post("/set-up", data={**SETUP, "code": setup_code, **change})
    assert answer.status_code == status
    assert words in answer.text
    assert 'value="老板"' in answer.text
    assert SETUP["password"] not in answer.text
    assert client.post("/set-up", data={**SETUP, "code": setup_code}).status_code == 303


def test_a_new_password_ends_the_other_sign_ins(administrator: TestClient):
    elsewhere = administrator.cookies["stations_sign_in"]
    new = "a longer battery horse"
    form = {"old": PASSWORD, "new": new, "again": new, "next": "/account"}
    answer = administrator.post("/password", data=form)
    assert (answer.status_code, answer.headers["location"]) == (303, "/account")
    assert is_signed_in(administrator)
    assert sign_in(administrator).status_code == 401
    assert sign_in(administrator, new).status_code == 303
    administrator.cookies.set("stations_sign_in", elsewhere)
    assert not is_signed_in(administrator)


@pytest.mark.parametrize(
    ("form", "status", "words"),
    [
        ({"old": "not this one", "new": "a new password", "again": "a new password"}, 401, "is wrong"),
        ({"old": PASSWORD, "new": "a new password", "again": "another one"}, 422, "not the same"),
        ({"old": PASSWORD, "new": "brief", "again": "brief"}, 422, "at least 10 characters"),
    ],
)
def test_a_password_that_cannot_be_changed_stays(
    administrator: TestClient, form: dict[str, str], status: int, words: str
):
    answer = administrator.post("/password", data=form)
    assert answer.status_code == status
    assert words in answer.text
    assert form["new"] not in answer.text
    assert sign_in(administrator).status_code == 303


def test_a_stranger_cannot_change_a_password(client: TestClient):
    form = {"old": PASSWORD, "new": "a new password", "again": "a new password"}
    answer = client.post("/password", data=form)
    assert (answer.status_code, "Please sign in first." in answer.text) == (401, True)


def test_a_password_that_must_be_changed_lets_nobody_in_until_it_is(administrator: TestClient, served: Database):
    served.write(lambda tx: tx.run("UPDATE account SET must_change = 1"))
    answer = sign_in(administrator, next="/accounts")
    assert answer.headers["location"] == "/password?next=%2Faccounts"
    assert not is_signed_in(administrator)
    assert 'href="/sign-in"' not in administrator.get(answer.headers["location"]).text
    new = "a longer battery horse"
    form = {"old": PASSWORD, "new": new, "again": new, "next": "/accounts"}
    assert administrator.post("/password", data=form).headers["location"] == "/accounts"
    assert is_signed_in(administrator)


def test_a_form_without_end_is_refused(client: TestClient):
    answer = client.post("/sign-in", data={"username": "x" * 100_000})
    assert answer.status_code == 422


@pytest.mark.parametrize("path", ["/sign-in", "/set-up", "/password"])
@pytest.mark.parametrize(("lang", "words"), [("zh-Hans", "密码"), ("zh-Hant", "密碼"), ("en", "password")])
def test_each_form_speaks_three_languages_and_needs_no_script(
    client: TestClient, setup_code: str, path: str, lang: str, words: str
):
    page = client.get(f"{path}?lang={lang}")
    assert page.status_code == 200
    assert f'<html lang="{lang}">' in page.text
    assert words in page.text.lower()
    assert "<script" not in page.text
    assert page.headers["cache-control"] == "no-store"


@pytest.mark.parametrize(("path", "count"), [("/sign-in", 1), ("/set-up", 1), ("/password", 3)])
def test_what_is_typed_as_a_password_is_hidden_and_password_managers_are_welcome(
    client: TestClient, setup_code: str, path: str, count: int
):
    fields = re.findall(r'<input[^>]*autocomplete="(?:current|new)-password"[^>]*>', client.get(path).text)
    assert len(fields) == count
    assert all('type="password"' in field and "onpaste" not in field for field in fields)


def test_the_language_switch_remembers_and_comes_back(client: TestClient):
    answer = client.get("/language", params={"lang": "zh-Hant", "next": "/sign-in?lang=en&next=%2Faccounts"})
    assert answer.headers["location"] == "/sign-in?next=%2Faccounts"
    assert '<html lang="zh-Hant">' in client.get("/sign-in").text
