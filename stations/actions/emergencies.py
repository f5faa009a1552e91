"""Closing all stations of an area for a signal, and opening them again."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime

from stations.actions.areas import jurisdiction_of
from stations.actions.outcome import write_or_refuse
from stations.audit import Entry
from stations.emergencies import Closure, checked_closure, checked_end, signals
from stations.errors import Code, NotFound, Refused
from stations.instants import format_instant
from stations.roles import Actor, Permission, require
from stations.storage import audit, emergencies
from stations.storage.engine import Database, Tx

_SHOWN = 30


@dataclass(frozen=True, slots=True)
class Closures:
    """What holds or will, the one that ends last first, and the latest that are over."""

    coming: tuple[Closure, ...]
    past: tuple[Closure, ...]


def list_closures(db: Database, actor: Actor, now: datetime) -> Closures:
    """Return the closures; raises Forbidden."""
    require(actor, Permission.CLOSE_DISTRICT)

    def work(tx: Tx) -> Closures:
        coming = tuple(emergencies.coming(tx, now))
        ids = {it.id for it in coming}
        return Closures(coming, tuple(it for it in emergencies.recent(tx, _SHOWN) if it.id not in ids))

    return db.read(work)


def declare(
    db: Database, actor: Actor, now: datetime, signal: str, area: str, ends_at: datetime | None = None
) -> Closure | Refused:
    """Close an area from now until ``ends_at`` (None: as long as the signal usually stands).

    The same signal for the same area again makes the closing longer instead of closing twice; to make it shorter, move
    its end. `area-unknown` where no district begins so, `signal-not-there` where the area's weather office gives none such.

    Raises:
        Forbidden. InvalidInput: see :func:`stations.emergencies.checked_closure`.
    """
    require(actor, Permission.CLOSE_DISTRICT)
    place, end = checked_closure(signal, area, ends_at, now)

    def work(tx: Tx) -> Closure | Refused:
        jurisdiction = jurisdiction_of(tx, place)
        if not jurisdiction:
            return Refused(Code.AREA_UNKNOWN, field="area")
        if jurisdiction not in signals()[signal].jurisdictions:
            return Refused(Code.SIGNAL_NOT_THERE, field="signal")
        emergencies.take_turn(tx)
        known = next((it for it in emergencies.coming(tx, now) if (it.signal, it.area) == (signal, place)), None)
        return _longer(tx, actor, now, known, end) if known else _new(tx, actor, now, signal, place, end)

    return write_or_refuse(db, work)


def _longer(tx: Tx, actor: Actor, now: datetime, known: Closure, end: datetime) -> Closure:
    if end <= known.ends_at or not emergencies.move_end(tx, known.id, known.ends_at, end, now):
        return known
    return _told(tx, actor, now, known.id, "area.closing-moved")


def _new(tx: Tx, actor: Actor, now: datetime, signal: str, area: str, end: datetime) -> Closure:
    closure = Closure(uuid.uuid4().hex, signal, area, now, end)
    emergencies.add(tx, closure, actor.account_id)
    return _told(tx, actor, now, closure.id, "area.closed")


def lift(db: Database, actor: Actor, now: datetime, closure_id: str) -> Closure | Refused:
    """Open the area again, at once; `changed-meanwhile` when the closing is over already. Raises Forbidden, NotFound."""
    require(actor, Permission.CLOSE_DISTRICT)

    def work(tx: Tx) -> Closure | Refused:
        _existing(tx, closure_id)
        if not emergencies.lift(tx, closure_id, now):
            return Refused(Code.CHANGED_MEANWHILE)
        return _told(tx, actor, now, closure_id, "area.opened")

    return write_or_refuse(db, work)


def move_end(
    db: Database, actor: Actor, now: datetime, closure_id: str, seen: datetime, ends_at: datetime
) -> Closure | Refused:
    """Give a closing that was ``seen`` to end then another end.

    Refusals and errors as :func:`lift`, also when somebody moved it since, and InvalidInput for an impossible end.
    """
    require(actor, Permission.CLOSE_DISTRICT)
    end = checked_end(ends_at, now)

    def work(tx: Tx) -> Closure | Refused:
        _existing(tx, closure_id)
        if not emergencies.move_end(tx, closure_id, seen, end, now):
            return Refused(Code.CHANGED_MEANWHILE)
        return _told(tx, actor, now, closure_id, "area.closing-moved")

    return write_or_refuse(db, work)


def _existing(tx: Tx, closure_id: str) -> Closure:
    closure = emergencies.get(tx, closure_id)
    if closure is None:
        raise NotFound(Code.NOT_FOUND)
    return closure


def _told(tx: Tx, actor: Actor, now: datetime, closure_id: str, action: str) -> Closure:
    closure = _existing(tx, closure_id)
    detail = {"signal": closure.signal, "until": format_instant(closure.until)}
    audit.add(tx, Entry(now, action, actor, closure.area, "", detail))
    return closure
