"""The queue of stations to look at again: which could be on top of it, and who said that they will look."""

from __future__ import annotations

from datetime import date, datetime

from stations.catalogue import catalogue
from stations.instants import format_instant, local_date, parse_instant
from stations.rechecks import DEMAND_DAYS, MOST_VIEWS, NEVER, OLDEST, Lease
from stations.storage.engine import Tx
from stations.trust import LOOKED_AT, CheckedBy, decay_of, is_on_the_spot

_FEEDS = ", ".join(f"'{by}'" for by in CheckedBy if not is_on_the_spot(by))
_INSIDERS = ", ".join(f"'{by}'" for by in (CheckedBy.MANAGER, CheckedBy.ADMINISTRATOR))
_OF_FACTS = NEVER * sum(decay_of(fact).harm for fact in LOOKED_AT)
_IS_DONE = f"""EXISTS (SELECT 1 FROM claim_log WHERE claim_log.station_key = recheck_lease.station_key
    AND claim_log.at >= recheck_lease.taken_at AND kind IN ('stated', 'confirmed') AND checked_by IN ({_INSIDERS}))"""


def candidates(tx: Tx, now: datetime, first_day: date, district: str, limit: int) -> list[int]:
    """Return the keys of the ``limit`` stations whose score could be highest but for disagreement, highest first.

    What is ranked by is no less than the score (:mod:`stations.rechecks`): ages are rounded up to half an interval, a whole
    one or two, drivers' confirmations are left out, hours and way in count as never looked at.
    """
    sql = f"""WITH aging (facility, harm, half, whole) AS (VALUES {_aging(now)})
        SELECT station.key FROM station
        LEFT JOIN (SELECT station_key, sum(CASE
                WHEN checked_at IS NULL OR checked_by IS NULL OR checked_by IN ({_FEEDS}) THEN {NEVER} * harm
                WHEN pads_expire_on < :today OR battery_expire_on < :today OR medicine_expire_on < :today THEN {NEVER} * harm
                WHEN checked_at < whole THEN {OLDEST} * harm WHEN checked_at < half THEN harm ELSE 0.5 * harm END) AS most
            FROM amenity JOIN aging ON aging.facility = amenity.facility WHERE state <> 'unknown' GROUP BY station_key
        ) AS said ON said.station_key = station.key
        LEFT JOIN (SELECT station_key, sum(views) AS views FROM demand WHERE on_date >= :first GROUP BY station_key)
            AS asked ON asked.station_key = station.key
        {"WHERE district = :district" if district else ""}
        ORDER BY (coalesce(most, 0) + {_OF_FACTS}) * (1 + (CASE WHEN views > {MOST_VIEWS} THEN {MOST_VIEWS}
            ELSE coalesce(views, 0) END) / {DEMAND_DAYS}.0) DESC, station.key LIMIT :limit"""
    params = {"today": local_date(now, "CN").isoformat(), "first": first_day.isoformat(), "limit": limit}
    named = {"district": district} if district else {}
    return [int(key) for (key,) in tx.tuples(sql, **params, **named)]


def _aging(now: datetime) -> str:
    rows = []
    for code in catalogue().codes:
        decay = decay_of(code)
        half, whole = format_instant(now - decay.interval / 2), format_instant(now - decay.interval)
        rows.append(f"('{code}', {decay.harm}, '{half}', '{whole}')")
    return ", ".join(rows)


def contradicted(tx: Tx, district: str, limit: int) -> list[int]:
    """Return the keys of up to ``limit`` stations with an open concern."""
    where = "AND district = :district" if district else ""
    rows = tx.tuples(
        "SELECT DISTINCT station_key FROM concern JOIN station ON station.key = station_key"
        f" WHERE settled_at IS NULL {where} ORDER BY station_key LIMIT :limit",
        limit=limit,
        **({"district": district} if district else {}),
    )
    return [int(key) for (key,) in rows]


def take(tx: Tx, station_key: int, account_id: str, now: datetime, ends_at: datetime) -> bool:
    """Note that ``account_id`` will look until ``ends_at``; False when somebody else said so and has not looked yet.

    One guarded statement, so that of two who ask at once one gets it. Whoever has it already begins anew.
    """
    taken = tx.run(
        "INSERT INTO recheck_lease (station_key, account_id, taken_at, ends_at)"
        " VALUES (:key, :account_id, :now, :ends_at) ON CONFLICT (station_key) DO UPDATE"
        " SET account_id = excluded.account_id, taken_at = excluded.taken_at, ends_at = excluded.ends_at"
        f" WHERE recheck_lease.ends_at <= :now OR recheck_lease.account_id = :account_id OR {_IS_DONE}",
        key=station_key,
        account_id=account_id,
        now=format_instant(now),
        ends_at=format_instant(ends_at),
    )
    return taken == 1


def give_back(tx: Tx, station_key: int, account_id: str) -> bool:
    """Free a station that ``account_id`` said to look at; False when it was not theirs (any more)."""
    return (
        tx.run(
            "DELETE FROM recheck_lease WHERE station_key = :key AND account_id = :account_id",
            key=station_key,
            account_id=account_id,
        )
        == 1
    )


def leases(tx: Tx, now: datetime) -> dict[int, Lease]:
    """Return who said to look where and has not yet, by the station's key; what ended or was done is left out."""
    rows = tx.tuples(
        "SELECT station_key, account_id, taken_at, ends_at FROM recheck_lease"
        f" WHERE ends_at > :now AND NOT {_IS_DONE} ORDER BY ends_at",
        now=format_instant(now),
    )
    return {int(key): Lease(who, parse_instant(taken), parse_instant(ends)) for key, who, taken, ends in rows}
