"""Signing in and out, the first administrator, and who a cookie belongs to."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache

import structlog

from stations import passwords
from stations.actions.outcome import write_or_refuse
from stations.audit import Entry
from stations.errors import Code, Refused
from stations.roles import DRIVER, Actor, Role
from stations.settings import settings
from stations.storage import accounts, attempts, audit, house
from stations.storage.accounts import Account
from stations.storage.engine import Database, Tx

SETUP_CODE = "setup_code"
_TRIES_PER_NAME_AND_ADDRESS = 8
_TRIES_PER_NAME = 80
_TRIES_PER_ADDRESS = 40
_SET_UPS_PER_ADDRESS = 10
_WINDOW = timedelta(minutes=15)
_log = structlog.get_logger("stations.sign_in")


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A fresh sign-in: the secret for the cookie, when it ends, and whether a new password is asked for first."""

    secret: str
    expires_at: datetime
    actor: Actor
    must_change: bool


def actor_of(account: Account) -> Actor:
    """Return the actor that an account makes of whoever is signed in to it."""
    return Actor(account.role, account.id, account.station_ids, account.name)


def who_is(db: Database, now: datetime, secret: str | None) -> Actor:
    """Return whom the cookie's secret belongs to; a driver when it is missing, expired, or its account is disabled."""
    if not secret:
        return DRIVER
    account = db.read(lambda tx: accounts.signed_in(tx, passwords.digest(secret), now))
    return actor_of(account) if account and not account.must_change else DRIVER


@cache
def _nobodys_hash() -> str:
    """A hash to verify against when there is no such account, so that both answers take as long."""
    return passwords.hash_password(passwords.new_secret())


def sign_in(db: Database, now: datetime, username: str, password: str, address: str) -> SignedIn | Refused:
    """Sign in with a user name and password; wrong names and wrong passwords get the same answer after the same work."""
    name = username.strip().lower()[:64]
    if not db.write(lambda tx: _may_try(tx, now, name, address)):
        return _refuse(Code.TOO_MANY_TRIES)
    account = db.read(lambda tx: accounts.by_username(tx, name))
    is_right = passwords.is_password(account.password_hash if account else _nobodys_hash(), password)
    if account is None or not is_right:
        return _refuse(Code.SIGN_IN_WRONG, account)
    if account.is_disabled:
        return _refuse(Code.ACCOUNT_DISABLED, account)
    return db.write(lambda tx: _admit(tx, now, account))


def _refuse(code: Code, account: Account | None = None, field: str = "") -> Refused:
    # The name that was typed stays out of the log: people type their password there. Addresses do too; the proxy has them.
    _log.warning("sign-in refused", code=str(code), account=account.id if account else "")
    return Refused(code, field=field)


def _may_try(tx: Tx, now: datetime, name: str, address: str) -> bool:
    # A name is shut out for one address long before it is for all, or anybody could keep its owner out. What the address
    # may not try any more is not counted further, so that made-up names cannot fill the table.
    return (
        attempts.allow(tx, "sign-in-address", address, _TRIES_PER_ADDRESS, _WINDOW, now)
        and attempts.allow(tx, "sign-in-pair", f"{address} {name}", _TRIES_PER_NAME_AND_ADDRESS, _WINDOW, now)
        and attempts.allow(tx, "sign-in-name", name, _TRIES_PER_NAME, _WINDOW, now)
    )


def _admit(tx: Tx, now: datetime, account: Account) -> SignedIn:
    secret = passwords.new_secret()
    expires_at = now + timedelta(hours=settings().session_hours)
    accounts.add_sign_in(tx, passwords.digest(secret), account.id, now, expires_at)
    audit.add(tx, Entry(now, "account.signed-in", actor_of(account), account.id))
    return SignedIn(secret, expires_at, actor_of(account), account.must_change)


def sign_out(db: Database, now: datetime, secret: str | None) -> None:
    """End the sign-in behind a cookie; nothing happens when there is none."""
    if not secret:
        return
    digest = passwords.digest(secret)

    def work(tx: Tx) -> None:
        account = accounts.signed_in(tx, digest, now)
        accounts.end_sign_in(tx, digest)
        if account is not None:
            audit.add(tx, Entry(now, "account.signed-out", actor_of(account), account.id))

    db.write(work)


def change_own_password(
    db: Database, now: datetime, secret: str | None, old: str, new: str, address: str
) -> SignedIn | Refused:
    """Replace one's own password; every other sign-in of the account ends.

    Raises:
        InvalidInput: the new password is weak.
    """
    account = db.read(lambda tx: accounts.signed_in(tx, passwords.digest(secret or ""), now))
    if account is None:
        return Refused(Code.SIGN_IN_NEEDED)
    if not db.write(lambda tx: _may_try(tx, now, account.username, address)):
        return _refuse(Code.TOO_MANY_TRIES, account)
    if not passwords.is_password(account.password_hash, old):
        return _refuse(Code.SIGN_IN_WRONG, account, "old")
    hashed = passwords.hash_password(passwords.check_password(new, account.username))

    def work(tx: Tx) -> SignedIn:
        accounts.set_password(tx, account.id, hashed, now, must_change=False)
        audit.add(tx, Entry(now, "account.password-changed", actor_of(account), account.id))
        return _admit(tx, now, account)

    signed_in = db.write(work)
    return SignedIn(signed_in.secret, signed_in.expires_at, signed_in.actor, must_change=False)


def needs_setup(db: Database) -> bool:
    """Tell whether the first administrator has still to be made."""
    return db.read(lambda tx: house.recall(tx, SETUP_CODE)) is not None


def set_up(
    db: Database, now: datetime, code: str, username: str, name: str, password: str, address: str
) -> SignedIn | Refused:
    """Make the first administrator with the one-time code that the first start printed.

    Raises:
        InvalidInput: a user name or password that cannot be accepted; the code stays good.
    """
    # Limited by address alone: the code has 80 bits, and strangers must not keep the owner of the house from entering it.
    if not db.write(lambda tx: attempts.allow(tx, "set-up", address, _SET_UPS_PER_ADDRESS, _WINDOW, now)):
        return _refuse(Code.TOO_MANY_TRIES)
    checked_name = passwords.check_username(username)
    hashed = passwords.hash_password(passwords.check_password(password, checked_name))
    given = passwords.digest(passwords.as_typed(code))

    def work(tx: Tx) -> SignedIn | Refused:
        expected = house.recall(tx, SETUP_CODE)
        if expected is None:
            return Refused(Code.SETUP_DONE)
        if expected != given:
            return _refuse(Code.SETUP_CODE_WRONG, field="code")
        account = _new_administrator(checked_name, name.strip()[:60] or checked_name, hashed, now)
        if not accounts.add(tx, account, now):
            return Refused(Code.USERNAME_TAKEN, field="username")
        house.forget(tx, SETUP_CODE)
        audit.add(tx, Entry(now, "account.created", actor_of(account), account.id, detail={"by": "setup-code"}))
        return _admit(tx, now, account)

    return write_or_refuse(db, work)


def _new_administrator(username: str, name: str, hashed: str, now: datetime) -> Account:
    return Account(uuid.uuid4().hex, username, name, hashed, Role.ADMINISTRATOR, False, False, frozenset(), 1, now)
