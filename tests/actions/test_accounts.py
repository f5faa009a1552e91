"""Accounts: made, changed, switched off; never without an administrator."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

import pytest
from structlog.testing import capture_logs

from stations import passwords
from stations.actions import accounts, read_audit, sign_in
from stations.actions.accounts import AccountView, OneTimePassword
from stations.actions.start import make_setup_code
from stations.errors import Code, Forbidden, InvalidInput, NotFound, Refused
from stations.roles import SYSTEM, Actor, Permission, require
from stations.storage.engine import Database

TRUCK, PORT = "hzmb-truck-drivers", "hzmb-port"
ADDRESS = "192.0.2.7"
Act = Callable[[Database, Actor, datetime], object]


def made(db: Database, now: datetime, username: str = "wang.li", role: str = "manager") -> OneTimePassword:
    result = accounts.add_account(db, SYSTEM, now, username, "王丽", role, [TRUCK])
    assert isinstance(result, OneTimePassword)
    return result


def by_name(db: Database, username: str) -> AccountView:
    return next(account for account in accounts.list_accounts(db, SYSTEM) if account.username == username)


def is_signed_in(db: Database, now: datetime, secret: str) -> bool:
    return sign_in.who_is(db, now, secret).is_signed_in


def signed_in(db: Database, now: datetime, given: OneTimePassword) -> str:
    """Sign in with the one-time password, replace it, and return the cookie's secret."""
    first = sign_in.sign_in(db, now, given.username, given.password, ADDRESS)
    assert isinstance(first, sign_in.SignedIn)
    second = sign_in.change_own_password(db, now, first.secret, given.password, "a password of my own", ADDRESS)
    assert isinstance(second, sign_in.SignedIn)
    return second.secret


def test_a_new_account_has_a_one_time_password_that_must_be_replaced(db: Database, now: datetime) -> None:
    given = made(db, now)
    result = sign_in.sign_in(db, now, "wang.li", given.password, ADDRESS)
    assert isinstance(result, sign_in.SignedIn)
    assert result.must_change
    assert by_name(db, "wang.li") == AccountView(
        given.account_id, "wang.li", "王丽", result.actor.role, False, True, (TRUCK,), now
    )


def test_until_it_is_replaced_its_owner_may_nothing(db: Database, now: datetime) -> None:
    result = sign_in.sign_in(db, now, "wang.li", made(db, now).password, ADDRESS)
    assert isinstance(result, sign_in.SignedIn)
    assert not is_signed_in(db, now, result.secret)


def test_a_user_name_is_given_once(db: Database, now: datetime) -> None:
    made(db, now)
    assert accounts.add_account(db, SYSTEM, now, " Wang.Li ", "", "staff") == Refused(
        Code.USERNAME_TAKEN, field="username"
    )


@pytest.mark.parametrize(
    ("username", "name", "role", "field", "code"),
    [
        ("ab", "", "staff", "username", Code.USERNAME_INVALID),
        ("王丽", "", "staff", "username", Code.USERNAME_INVALID),
        ("wang", "x" * 61, "staff", "name", Code.TOO_LONG),
        ("wang", "", "driver", "role", Code.ROLE_UNKNOWN),
        ("wang", "", "system", "role", Code.ROLE_UNKNOWN),
        ("wang", "", "", "role", Code.ROLE_NEEDED),
    ],
)
def test_a_field_that_cannot_be_accepted_is_named(
    db: Database, now: datetime, username: str, name: str, role: str, field: str, code: Code
) -> None:
    with pytest.raises(InvalidInput) as caught:
        accounts.add_account(db, SYSTEM, now, username, name, role)
    assert (caught.value.field, caught.value.code) == (field, code)


def test_an_account_cannot_look_after_a_station_that_is_not_there(db: Database, now: datetime) -> None:
    with pytest.raises(NotFound):
        accounts.add_account(db, SYSTEM, now, "wang", "", "staff", ["no-such-station"])
    assert accounts.list_accounts(db, SYSTEM) == []


def test_stations_and_role_hold_at_the_next_page(db: Database, now: datetime) -> None:
    given = made(db, now)
    secret = signed_in(db, now, given)
    accounts.set_stations(db, SYSTEM, now, given.account_id, [PORT])
    accounts.set_role(db, SYSTEM, now, given.account_id, "staff")
    actor = sign_in.who_is(db, now, secret)
    assert (actor.role, actor.station_ids) == ("staff", {PORT})


def test_switching_off_signs_out_at_once_and_for_good(db: Database, now: datetime) -> None:
    given = made(db, now)
    secret = signed_in(db, now, given)
    result = accounts.set_disabled(db, SYSTEM, now, given.account_id, True)
    assert isinstance(result, AccountView)
    assert not is_signed_in(db, now, secret)
    accounts.set_disabled(db, SYSTEM, now, given.account_id, False)
    assert not is_signed_in(db, now, secret)  # the old cookie stays worthless


def test_a_new_password_signs_out_everywhere_and_the_old_one_is_wrong(db: Database, now: datetime) -> None:
    given = made(db, now)
    secret = signed_in(db, now, given)
    again = accounts.reset_password_of(db, SYSTEM, now, " WANG.LI ")
    assert not is_signed_in(db, now, secret)
    assert sign_in.sign_in(db, now, "wang.li", "a password of my own", ADDRESS) == Refused(Code.SIGN_IN_WRONG)
    result = sign_in.sign_in(db, now, "wang.li", again.password, ADDRESS)
    assert isinstance(result, sign_in.SignedIn)
    assert result.must_change


@pytest.mark.parametrize(
    "act",
    [
        lambda db, now, id_: accounts.set_disabled(db, SYSTEM, now, id_, True),
        lambda db, now, id_: accounts.set_role(db, SYSTEM, now, id_, "manager"),
    ],
    ids=["switch off", "other role"],
)
def test_the_last_administrator_stays(
    db: Database, now: datetime, act: Callable[[Database, datetime, str], object]
) -> None:
    last = made(db, now, "admin", "administrator")
    assert act(db, now, last.account_id) == Refused(Code.LAST_ADMINISTRATOR)
    assert (by_name(db, "admin").role, by_name(db, "admin").is_disabled) == ("administrator", False)
    made(db, now, "second", "administrator")
    assert isinstance(act(db, now, last.account_id), AccountView)


def test_two_administrators_who_switch_each_other_off_leave_one(db: Database, now: datetime) -> None:
    ids = [made(db, now, name, "administrator").account_id for name in ("first", "second")]
    with ThreadPoolExecutor(2) as pool:
        results = list(pool.map(lambda id_: accounts.set_disabled(db, SYSTEM, now, id_, True), ids))
    assert sorted(isinstance(result, Refused) for result in results) == [False, True]
    assert sum(not account.is_disabled for account in accounts.list_accounts(db, SYSTEM)) == 1


def test_with_an_administrator_there_the_setup_code_is_worthless(db: Database, now: datetime) -> None:
    code = make_setup_code(db)
    assert code
    made(db, now, "admin", "administrator")
    assert not sign_in.needs_setup(db)
    result = sign_in.set_up(db, now, code, "intruder", "", "a password of my own", ADDRESS)
    assert result == Refused(Code.SETUP_DONE)


def test_the_trail_tells_what_was_done_and_holds_no_password(db: Database, now: datetime, admin: Actor) -> None:
    given = made(db, now)
    accounts.set_stations(db, admin, now, given.account_id, [PORT])
    again = accounts.reset_password(db, admin, now, given.account_id)
    accounts.set_disabled(db, admin, now, given.account_id, True)
    page = read_audit.list_entries(db, admin, action="account.")
    assert [entry.action for entry in page.entries] == [
        "account.disabled",
        "account.password-reset",
        "account.stations-set",
        "account.created",
    ]
    assert {entry.subject for entry in page.entries} == {given.account_id}
    assert again.password not in str(page.entries)


def test_everybody_sees_their_own_account_and_no_stranger_has_one(db: Database, now: datetime, driver: Actor) -> None:
    given = made(db, now)
    actor = sign_in.who_is(db, now, signed_in(db, now, given))
    assert accounts.see_own(db, actor).username == "wang.li"
    assert set(accounts.names_of_own(db, actor)) == {TRUCK}
    with pytest.raises(NotFound):
        accounts.see_own(db, driver)


def test_stations_to_choose_from_are_found_by_their_names(db: Database, admin: Actor) -> None:
    assert set(accounts.find_stations(db, admin, "货车")) == {TRUCK}
    assert set(accounts.find_stations(db, admin, "货车", [PORT])) == {TRUCK, PORT}
    assert accounts.find_stations(db, admin, "  ") == {}


NOT_THEIRS: dict[str, Act] = {
    "list": lambda db, actor, _now: accounts.list_accounts(db, actor),
    "find stations": lambda db, actor, _now: accounts.find_stations(db, actor, "港"),
    "add": lambda db, actor, now: accounts.add_account(db, actor, now, "mallory", "", "administrator"),
    "reset": lambda db, actor, now: accounts.reset_password(db, actor, now, "manager-1"),
    "reset by name": lambda db, actor, now: accounts.reset_password_of(db, actor, now, "manager-1"),
    "switch off": lambda db, actor, now: accounts.set_disabled(db, actor, now, "manager-1", True),
    "role": lambda db, actor, now: accounts.set_role(db, actor, now, "manager-1", "administrator"),
    "stations": lambda db, actor, now: accounts.set_stations(db, actor, now, "manager-1", [PORT]),
    "audit": lambda db, actor, _now: read_audit.list_entries(db, actor),
}


@pytest.mark.parametrize("who", ["driver", "manager", "staff"])
@pytest.mark.parametrize("act", NOT_THEIRS.values(), ids=NOT_THEIRS.keys())
def test_only_administrators_may(
    db: Database, now: datetime, request: pytest.FixtureRequest, who: str, act: Act
) -> None:
    with pytest.raises(Forbidden):
        act(db, request.getfixturevalue(who), now)


def test_what_somebody_may_not_is_logged_with_who_and_where(db: Database, now: datetime, manager: Actor) -> None:
    with capture_logs() as logged, pytest.raises(Forbidden):
        accounts.reset_password(db, manager, now, "manager-1")
    with capture_logs() as elsewhere, pytest.raises(Forbidden):
        require(manager, Permission.CARE_FOR_STATION, "not-theirs")
    told = {"event": "forbidden", "role": "manager", "account": manager.account_id, "log_level": "warning"}
    assert logged == [told | {"permission": "manage-accounts", "station": ""}]
    assert elsewhere == [told | {"permission": "care-for-station", "station": "not-theirs"}]


def test_the_trail_is_read_a_page_at_a_time(db: Database, now: datetime, admin: Actor) -> None:
    given = [made(db, now, f"person{n}") for n in range(5)]
    first = read_audit.list_entries(db, admin, action="account.", limit=3)
    second = read_audit.list_entries(db, admin, action="account.", limit=3, before_id=first.next_before)
    subjects = [entry.subject for entry in (*first.entries, *second.entries)]
    assert subjects == [one.account_id for one in reversed(given)]
    assert second.next_before is None
    assert first.usernames[given[4].account_id] == "person4"


def test_the_trail_is_filtered_by_station(db: Database, admin: Actor) -> None:
    assert read_audit.list_entries(db, admin, station_id="nowhere").entries == ()
    assert read_audit.list_entries(db, admin, station_id="").entries


def test_one_time_passwords_are_long_enough_to_be_accepted(db: Database, now: datetime) -> None:
    assert passwords.check_password(made(db, now).password, "wang.li")
