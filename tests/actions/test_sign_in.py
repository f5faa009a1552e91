"""Signing in: the first administrator, limits, expiry, and one's own password."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from structlog.testing import capture_logs

from stations.actions import accounts, sign_in
from stations.actions.sign_in import SignedIn
from stations.actions.start import make_setup_code
from stations.errors import Code, InvalidInput, Refused
from stations.roles import DRIVER, SYSTEM, Role
from stations.storage import attempts
from stations.storage.engine import Database

ADDRESS, OTHER_ADDRESS = "192.0.2.7", "192.0.2.8"
PASSWORD, NEXT_PASSWORD = "four words you remember", "four others you remember"


@pytest.fixture
def account(db: Database, now: datetime) -> str:
    """The id of an account called ``staff`` with the password above."""
    given = accounts.add_account(db, SYSTEM, now, "staff", "医护", "staff", ["hzmb-port"])
    assert isinstance(given, accounts.OneTimePassword)
    first = entered(db, now, given.password)
    again = sign_in.change_own_password(db, now, first.secret, given.password, PASSWORD, ADDRESS)
    assert isinstance(again, SignedIn)
    sign_in.sign_out(db, now, again.secret)
    return given.account_id


def entered(db: Database, now: datetime, password: str = PASSWORD, address: str = ADDRESS) -> SignedIn:
    result = sign_in.sign_in(db, now, "staff", password, address)
    assert isinstance(result, SignedIn)
    return result


@pytest.mark.usefixtures("account")
def test_whoever_knows_name_and_password_is_signed_in(db: Database, now: datetime) -> None:
    result = sign_in.sign_in(db, now, "  STAFF ", PASSWORD, ADDRESS)
    assert isinstance(result, SignedIn)
    actor = sign_in.who_is(db, now, result.secret)
    assert (actor.role, actor.station_ids, actor.name) == (Role.STAFF, {"hzmb-port"}, "医护")
    assert not result.must_change


@pytest.mark.usefixtures("account")
@pytest.mark.parametrize(("name", "password"), [("staff", "wrong"), ("nobody", PASSWORD), ("", ""), ("staff", "")])
def test_a_wrong_name_and_a_wrong_password_get_the_same_answer(
    db: Database, now: datetime, name: str, password: str
) -> None:
    assert sign_in.sign_in(db, now, name, password, ADDRESS) == Refused(Code.SIGN_IN_WRONG)


@pytest.mark.parametrize("secret", [None, "", "made up"])
def test_without_a_good_cookie_one_is_a_driver(db: Database, now: datetime, secret: str | None) -> None:
    assert sign_in.who_is(db, now, secret) == DRIVER
    sign_in.sign_out(db, now, secret)  # nothing to end


@pytest.mark.usefixtures("account")
def test_a_sign_in_ends_after_its_hours(db: Database, now: datetime) -> None:
    result = entered(db, now)
    assert result.expires_at == now + timedelta(hours=12)
    assert sign_in.who_is(db, result.expires_at - timedelta(seconds=1), result.secret).is_signed_in
    assert sign_in.who_is(db, result.expires_at, result.secret) == DRIVER


@pytest.mark.usefixtures("account")
def test_signing_out_ends_this_sign_in_and_no_other(db: Database, now: datetime) -> None:
    one, other = entered(db, now), entered(db, now)
    sign_in.sign_out(db, now, one.secret)
    assert sign_in.who_is(db, now, one.secret) == DRIVER
    assert sign_in.who_is(db, now, other.secret).is_signed_in


@pytest.mark.usefixtures("account")
def test_too_many_tries_shut_a_name_out_for_that_address_and_not_for_its_owner(db: Database, now: datetime) -> None:
    later = now + timedelta(hours=1)
    answers = [sign_in.sign_in(db, later, "staff", "wrong", ADDRESS) for _ in range(9)]
    assert answers == [Refused(Code.SIGN_IN_WRONG)] * 8 + [Refused(Code.TOO_MANY_TRIES)]
    assert sign_in.sign_in(db, later, "staff", PASSWORD, ADDRESS) == Refused(Code.TOO_MANY_TRIES)
    entered(db, later, address=OTHER_ADDRESS)
    entered(db, later + timedelta(minutes=15))


@pytest.mark.usefixtures("account")
def test_too_many_tries_from_many_addresses_shut_a_name_out_for_a_while(db: Database, now: datetime) -> None:
    later = now + timedelta(hours=1)
    for _ in range(80):
        db.write(lambda tx: attempts.allow(tx, "sign-in-name", "staff", 80, timedelta(minutes=15), later))
    assert sign_in.sign_in(db, later, "staff", PASSWORD, "198.51.100.1") == Refused(Code.TOO_MANY_TRIES)
    entered(db, later + timedelta(minutes=15))


def test_an_address_that_is_shut_out_leaves_no_more_traces(db: Database, now: datetime) -> None:
    for _ in range(40):
        db.write(lambda tx: attempts.allow(tx, "sign-in-address", ADDRESS, 40, timedelta(minutes=15), now))
    for n in range(20):
        assert sign_in.sign_in(db, now, f"guess{n}", "wrong", ADDRESS) == Refused(Code.TOO_MANY_TRIES)
    assert db.read(lambda tx: tx.tuples("SELECT count(*) FROM attempt")) == [(1,)]


@pytest.mark.usefixtures("account")
def test_too_many_tries_from_one_address_shut_it_out_of_every_name(db: Database, now: datetime) -> None:
    later = now + timedelta(hours=1)
    for n in range(40):
        assert sign_in.sign_in(db, later, f"guess{n}", "wrong", ADDRESS) == Refused(Code.SIGN_IN_WRONG)
    assert sign_in.sign_in(db, later, "staff", PASSWORD, ADDRESS) == Refused(Code.TOO_MANY_TRIES)
    entered(db, later, address=OTHER_ADDRESS)


def test_a_disabled_account_is_told_so_only_with_its_password(db: Database, now: datetime, account: str) -> None:
    secret = entered(db, now).secret
    accounts.set_disabled(db, SYSTEM, now, account, True)
    assert sign_in.who_is(db, now, secret) == DRIVER
    assert sign_in.sign_in(db, now, "staff", PASSWORD, ADDRESS) == Refused(Code.ACCOUNT_DISABLED)
    assert sign_in.sign_in(db, now, "staff", "wrong", ADDRESS) == Refused(Code.SIGN_IN_WRONG)


@pytest.mark.usefixtures("account")
def test_a_new_password_ends_every_other_sign_in(db: Database, now: datetime) -> None:
    here, elsewhere = entered(db, now), entered(db, now)
    result = sign_in.change_own_password(db, now, here.secret, PASSWORD, NEXT_PASSWORD, ADDRESS)
    assert isinstance(result, SignedIn)
    assert sign_in.who_is(db, now, result.secret).is_signed_in
    assert sign_in.who_is(db, now, elsewhere.secret) == DRIVER
    assert sign_in.sign_in(db, now, "staff", PASSWORD, ADDRESS) == Refused(Code.SIGN_IN_WRONG)
    entered(db, now, NEXT_PASSWORD)


@pytest.mark.usefixtures("account")
def test_a_password_is_changed_only_by_whoever_knows_the_old_one_and_is_signed_in(db: Database, now: datetime) -> None:
    here = entered(db, now)
    wrong = sign_in.change_own_password(db, now, here.secret, "wrong", NEXT_PASSWORD, ADDRESS)
    assert wrong == Refused(Code.SIGN_IN_WRONG, field="old")
    stranger = sign_in.change_own_password(db, now, "made up", PASSWORD, NEXT_PASSWORD, ADDRESS)
    assert stranger == Refused(Code.SIGN_IN_NEEDED)
    assert sign_in.who_is(db, now, here.secret).is_signed_in


@pytest.mark.usefixtures("account")
@pytest.mark.parametrize("weak", ["", "short", "aaaaaaaaaaaaaa", "my staff password"])
def test_a_weak_password_is_refused_and_the_old_one_stays(db: Database, now: datetime, weak: str) -> None:
    here = entered(db, now)
    with pytest.raises(InvalidInput) as caught:
        sign_in.change_own_password(db, now, here.secret, PASSWORD, weak, ADDRESS)
    assert caught.value.code is Code.PASSWORD_WEAK
    entered(db, now)


def test_the_setup_code_makes_the_first_administrator_once(db: Database, now: datetime) -> None:
    code = make_setup_code(db)
    assert code
    assert sign_in.needs_setup(db)
    assert make_setup_code(db) is None  # a second start makes no second code
    result = sign_in.set_up(db, now, f" {code.lower().replace('-', ' ')} ", "Admin", "", PASSWORD, ADDRESS)
    assert isinstance(result, SignedIn)
    actor = sign_in.who_is(db, now, result.secret)
    assert (actor.role, actor.name) == (Role.ADMINISTRATOR, "admin")
    assert not sign_in.needs_setup(db)
    again = sign_in.set_up(db, now, code, "second", "", PASSWORD, OTHER_ADDRESS)
    assert again == Refused(Code.SETUP_DONE)
    assert make_setup_code(db) is None


def test_a_wrong_setup_code_makes_nobody_and_tries_are_limited(db: Database, now: datetime) -> None:
    code = make_setup_code(db)
    assert code
    for n in range(10):
        answer = sign_in.set_up(db, now, f"AAAA-AAAA-AAAA-AAA{n}", "mallory", "", PASSWORD, ADDRESS)
        assert answer == Refused(Code.SETUP_CODE_WRONG, field="code")
    assert sign_in.set_up(db, now, code, "mallory", "", PASSWORD, ADDRESS) == Refused(Code.TOO_MANY_TRIES)
    assert accounts.list_accounts(db, SYSTEM) == []
    # strangers must not keep the owner of the house out, who sits elsewhere
    assert isinstance(sign_in.set_up(db, now, code, "admin", "", PASSWORD, OTHER_ADDRESS), SignedIn)


@pytest.mark.parametrize(("username", "password"), [("x", PASSWORD), ("admin", "short")])
def test_a_wrong_name_or_password_at_setup_leaves_the_code_good(
    db: Database, now: datetime, username: str, password: str
) -> None:
    code = make_setup_code(db)
    assert code
    with pytest.raises(InvalidInput):
        sign_in.set_up(db, now, code, username, "", password, ADDRESS)
    assert isinstance(sign_in.set_up(db, now, code, "admin", "", PASSWORD, ADDRESS), SignedIn)


def test_a_refused_sign_in_is_logged_with_the_account_and_without_what_was_typed(
    db: Database, now: datetime, account: str
) -> None:
    with capture_logs() as logged:
        sign_in.sign_in(db, now, "staff", "a wrong password", ADDRESS)
        sign_in.sign_in(db, now, "my password by mistake", "", ADDRESS)
        accounts.set_disabled(db, SYSTEM, now, account, True)
        sign_in.sign_in(db, now, "staff", PASSWORD, ADDRESS)
    assert [(one["event"], one["code"], one["account"]) for one in logged] == [
        ("sign-in refused", "sign-in-wrong", account),
        ("sign-in refused", "sign-in-wrong", ""),
        ("sign-in refused", "account-disabled", account),
    ]
    assert "password" not in str(logged)
    assert ADDRESS not in str(logged)


def test_a_limit_that_is_reached_is_logged_without_whose_it_is(db: Database, now: datetime) -> None:
    with capture_logs() as logged:
        for _ in range(11):
            db.write(lambda tx: attempts.allow(tx, "set-up", ADDRESS, 10, timedelta(minutes=15), now))
    assert [(one["event"], one["what"], one["limit"]) for one in logged] == [("limit reached", "set-up", 10)]
    assert ADDRESS not in str(logged)
