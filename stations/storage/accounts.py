"""Accounts, the stations they look after, and who is signed in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from stations.instants import format_instant, parse_instant
from stations.roles import Role
from stations.storage.engine import Row, Tx


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody who can sign in. ``must_change`` asks for a new password at the next sign-in."""

    id: str
    username: str
    name: str
    password_hash: str
    role: Role
    is_disabled: bool
    must_change: bool
    station_ids: frozenset[str]
    version: int
    created_at: datetime


def add(tx: Tx, account: Account, now: datetime) -> bool:
    """Insert an account; False when the user name is taken."""
    added = tx.run(
        "INSERT INTO account (id, username, name, password_hash, role, is_disabled, must_change, version, created_at,"
        " updated_at) VALUES (:id, :username, :name, :password_hash, :role, :is_disabled, :must_change, 1, :now, :now)"
        " ON CONFLICT DO NOTHING",
        id=account.id,
        username=account.username,
        name=account.name,
        password_hash=account.password_hash,
        role=str(account.role),
        is_disabled=int(account.is_disabled),
        must_change=int(account.must_change),
        now=format_instant(now),
    )
    if added == 1:
        set_stations(tx, account.id, account.station_ids)
    return added == 1


def set_stations(tx: Tx, account_id: str, station_ids: Iterable[str]) -> None:
    """Make these the stations that the account looks after."""
    tx.run("DELETE FROM account_station WHERE account_id = :id", id=account_id)
    for station_id in station_ids:
        tx.run(
            "INSERT INTO account_station (account_id, station_key) SELECT :id, key FROM station WHERE id = :station_id",
            id=account_id,
            station_id=station_id,
        )


def get(tx: Tx, account_id: str) -> Account | None:
    """Return the account with this id, or None."""
    return _first(tx, "SELECT * FROM account WHERE id = :value", account_id)


def by_username(tx: Tx, username: str) -> Account | None:
    """Return the account with this user name, or None."""
    return _first(tx, "SELECT * FROM account WHERE username = :value", username)


def _first(tx: Tx, sql: str, value: str) -> Account | None:
    row = tx.one(sql, value=value)
    return _account(tx, row) if row else None


def every(tx: Tx) -> list[Account]:
    """Return all accounts by user name."""
    return [_account(tx, row) for row in tx.all("SELECT * FROM account ORDER BY username")]


def _account(tx: Tx, row: Row) -> Account:
    stations = tx.tuples(
        "SELECT station.id FROM account_station JOIN station ON station.key = station_key WHERE account_id = :id",
        id=row["id"],
    )
    return Account(
        id=row["id"],
        username=row["username"],
        name=row["name"],
        password_hash=row["password_hash"],
        role=Role(row["role"]),
        is_disabled=bool(row["is_disabled"]),
        must_change=bool(row["must_change"]),
        station_ids=frozenset(station_id for (station_id,) in stations),
        version=row["version"],
        created_at=parse_instant(row["created_at"]),
    )


def change(tx: Tx, account_id: str, now: datetime, **values: str | int) -> None:
    """Set columns of an account (name, role, is_disabled)."""
    assignments = ", ".join(f"{column} = :{column}" for column in values)
    tx.run(
        f"UPDATE account SET {assignments}, version = version + 1, updated_at = :now WHERE id = :id",
        id=account_id,
        now=format_instant(now),
        **values,
    )


def set_password(tx: Tx, account_id: str, password_hash: str, now: datetime, *, must_change: bool) -> None:
    """Store a new password's hash and end every sign-in of the account."""
    change(tx, account_id, now, password_hash=password_hash, must_change=int(must_change))
    end_all_sign_ins(tx, account_id)


def hold_administrators(tx: Tx) -> None:
    """Make others who would disable or demote an administrator wait for this transaction's end."""
    tx.run("UPDATE account SET version = version WHERE role = 'administrator'")


def administrators(tx: Tx) -> int:
    """Return how many administrators can sign in."""
    return int(tx.tuples("SELECT count(*) FROM account WHERE role = 'administrator' AND is_disabled = 0")[0][0])


def add_sign_in(tx: Tx, secret_hash: str, account_id: str, now: datetime, expires_at: datetime) -> None:
    """Note that the bearer of a secret is signed in."""
    tx.run(
        "INSERT INTO sign_in (secret_hash, account_id, created_at, expires_at) VALUES (:hash, :id, :now, :expires_at)",
        hash=secret_hash,
        id=account_id,
        now=format_instant(now),
        expires_at=format_instant(expires_at),
    )


def signed_in(tx: Tx, secret_hash: str, now: datetime) -> Account | None:
    """Return whose secret this is, unless it has expired or the account is disabled."""
    row = tx.one(
        "SELECT account.* FROM sign_in JOIN account ON account.id = account_id"
        " WHERE secret_hash = :hash AND expires_at > :now AND is_disabled = 0",
        hash=secret_hash,
        now=format_instant(now),
    )
    return _account(tx, row) if row else None


def end_sign_in(tx: Tx, secret_hash: str) -> None:
    """Sign the bearer of a secret out."""
    tx.run("DELETE FROM sign_in WHERE secret_hash = :hash", hash=secret_hash)


def end_all_sign_ins(tx: Tx, account_id: str) -> None:
    """Sign an account out everywhere."""
    tx.run("DELETE FROM sign_in WHERE account_id = :id", id=account_id)


def drop_expired_sign_ins(tx: Tx, now: datetime) -> int:
    """Delete sign-ins past their time; return how many."""
    return tx.run("DELETE FROM sign_in WHERE expires_at <= :now", now=format_instant(now))
