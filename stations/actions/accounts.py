"""Accounts: who can sign in, as what, and for which stations."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from stations import passwords
from stations.actions.outcome import write_or_refuse
from stations.actions.sign_in import SETUP_CODE
from stations.audit import Entry
from stations.edits import tidied
from stations.errors import Code, InvalidInput, NotFound, Refused
from stations.roles import ACCOUNT_ROLES, Actor, Permission, Role, require
from stations.storage import accounts, audit, house, search, stations
from stations.storage.accounts import Account
from stations.storage.engine import Database, Tx

Detail = Mapping[str, str | int | None]
NAME_LENGTH = 60
_GROUPS = 3
_MOST_FOUND = 30


@dataclass(frozen=True, slots=True)
class AccountView:
    """An account as administrators see it; ``must_change`` while its one-time password has not been replaced."""

    id: str
    username: str
    name: str
    role: Role
    is_disabled: bool
    must_change: bool
    station_ids: tuple[str, ...]
    created_at: datetime


@dataclass(frozen=True, slots=True)
class OneTimePassword:
    """A password that was just made and is known nowhere else; its owner replaces it at the first sign-in."""

    account_id: str
    username: str
    password: str


def list_accounts(db: Database, actor: Actor) -> list[AccountView]:
    """Return all accounts by user name."""
    require(actor, Permission.MANAGE_ACCOUNTS)
    return [_view(account) for account in db.read(accounts.every)]


def see_own(db: Database, actor: Actor) -> AccountView:
    """Return the account of whoever asks; raises NotFound for somebody without one."""
    account = db.read(lambda tx: accounts.get(tx, actor.account_id)) if actor.is_signed_in else None
    if account is None:
        raise NotFound(Code.ACCOUNT_NOT_FOUND)
    return _view(account)


def _view(account: Account) -> AccountView:
    return AccountView(
        account.id,
        account.username,
        account.name,
        account.role,
        account.is_disabled,
        account.must_change,
        tuple(sorted(account.station_ids)),
        account.created_at,
    )


def find_stations(db: Database, actor: Actor, text: str, also: Collection[str] = ()) -> dict[str, dict[str, str]]:
    """Return the names of up to 30 stations that ``text`` finds ("": none) and of those in ``also``, by id."""
    require(actor, Permission.MANAGE_ACCOUNTS)

    def work(tx: Tx) -> dict[str, dict[str, str]]:
        keys = search.matching(tx, text, _MOST_FOUND) if text.strip() else []
        found = {brief.id: dict(brief.names) for brief in stations.briefs(tx, keys).values()}
        return stations.names_of(tx, also) | found

    return db.read(work)


def names_of_own(db: Database, actor: Actor) -> dict[str, dict[str, str]]:
    """Return the names of the stations that the actor looks after, by id."""
    return db.read(lambda tx: stations.names_of(tx, sorted(actor.station_ids)))


def add_account(
    db: Database, actor: Actor, now: datetime, username: str, name: str, role: str, station_ids: Collection[str] = ()
) -> OneTimePassword | Refused:
    """Make an account with a one-time password. With an administrator there, the setup code is needed no more.

    Raises:
        Forbidden. InvalidInput: a user name, name or role that cannot be accepted. NotFound: no such station.
    """
    require(actor, Permission.MANAGE_ACCOUNTS)
    checked_name, checked_role = passwords.check_username(username), _checked_role(role)
    shown_name = tidied(name, NAME_LENGTH, "name") or checked_name
    given, account_id = passwords.readable_secret(_GROUPS), uuid.uuid4().hex
    hashed = passwords.hash_password(given)

    def work(tx: Tx) -> OneTimePassword | Refused:
        _check_stations(tx, station_ids)
        account = Account(
            account_id, checked_name, shown_name, hashed, checked_role, False, True, frozenset(station_ids), 1, now
        )
        if not accounts.add(tx, account, now):
            return Refused(Code.USERNAME_TAKEN, field="username")
        if checked_role is Role.ADMINISTRATOR:
            house.forget(tx, SETUP_CODE)
        detail: Detail = {"new-role": str(checked_role), "stations": len(station_ids)}
        audit.add(tx, Entry(now, "account.created", actor, account_id, detail=detail))
        return OneTimePassword(account_id, checked_name, given)

    return write_or_refuse(db, work)


def reset_password(db: Database, actor: Actor, now: datetime, account_id: str) -> OneTimePassword:
    """Give an account a one-time password; whoever is signed in to it is signed out everywhere."""
    require(actor, Permission.MANAGE_ACCOUNTS)
    given = passwords.readable_secret(_GROUPS)
    hashed = passwords.hash_password(given)

    def work(tx: Tx) -> OneTimePassword:
        account = _account(tx, account_id)
        accounts.set_password(tx, account_id, hashed, now, must_change=True)
        audit.add(tx, Entry(now, "account.password-reset", actor, account_id))
        return OneTimePassword(account_id, account.username, given)

    return db.write(work)


def reset_password_of(db: Database, actor: Actor, now: datetime, username: str) -> OneTimePassword:
    """Give the account with this user name a one-time password, for the command line."""
    require(actor, Permission.MANAGE_ACCOUNTS)
    account = db.read(lambda tx: accounts.by_username(tx, username.strip().lower()))
    if account is None:
        raise NotFound(Code.ACCOUNT_NOT_FOUND)
    return reset_password(db, actor, now, account.id)


def set_disabled(
    db: Database, actor: Actor, now: datetime, account_id: str, is_disabled: bool
) -> AccountView | Refused:
    """Switch an account off, which signs it out everywhere, or on again; never the last administrator's."""

    def change(tx: Tx, account: Account) -> str:
        accounts.change(tx, account.id, now, is_disabled=int(is_disabled))
        if is_disabled:
            accounts.end_all_sign_ins(tx, account.id)
        return "account.disabled" if is_disabled else "account.enabled"

    return _carry_out(db, actor, now, account_id, change)


def set_role(db: Database, actor: Actor, now: datetime, account_id: str, role: str) -> AccountView | Refused:
    """Give an account another role; never the last administrator's."""
    checked_role = _checked_role(role)

    def change(tx: Tx, account: Account) -> str:
        accounts.change(tx, account.id, now, role=str(checked_role))
        return "account.role-set"

    return _carry_out(db, actor, now, account_id, change)


def set_stations(
    db: Database, actor: Actor, now: datetime, account_id: str, station_ids: Collection[str]
) -> AccountView | Refused:
    """Make these the stations that an account looks after; raises NotFound when one of them does not exist."""

    def change(tx: Tx, account: Account) -> str:
        _check_stations(tx, station_ids)
        accounts.set_stations(tx, account.id, station_ids)
        return "account.stations-set"

    return _carry_out(db, actor, now, account_id, change)


def _carry_out(
    db: Database, actor: Actor, now: datetime, account_id: str, change: Callable[[Tx, Account], str]
) -> AccountView | Refused:
    require(actor, Permission.MANAGE_ACCOUNTS)

    def work(tx: Tx) -> AccountView | Refused:
        accounts.hold_administrators(tx)
        before = _account(tx, account_id)
        had_administrator = accounts.administrators(tx) > 0
        action = change(tx, before)
        after = _account(tx, account_id)
        if had_administrator and accounts.administrators(tx) == 0:
            return Refused(Code.LAST_ADMINISTRATOR)
        detail: Detail = {"role-is": str(after.role), "stations": len(after.station_ids)}
        audit.add(tx, Entry(now, action, actor, account_id, detail=detail))
        return _view(after)

    return write_or_refuse(db, work)


def _account(tx: Tx, account_id: str) -> Account:
    account = accounts.get(tx, account_id)
    if account is None:
        raise NotFound(Code.ACCOUNT_NOT_FOUND)
    return account


def _checked_role(role: str) -> Role:
    if not role:
        raise InvalidInput(Code.ROLE_NEEDED, "role")
    if role not in ACCOUNT_ROLES:
        raise InvalidInput(Code.ROLE_UNKNOWN, "role")
    return Role(role)


def _check_stations(tx: Tx, station_ids: Collection[str]) -> None:
    if len(stations.known_ids(tx, list(station_ids))) != len(set(station_ids)):
        raise NotFound(Code.STATION_NOT_FOUND)
