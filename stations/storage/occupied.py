"""Which minutes of a person are taken by a booking: a unique key refuses the second one on either engine."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from stations.occupancy import CELL_MINUTES, cells
from stations.sessions import Slot
from stations.storage.engine import Tx
from stations.storage.sql_lists import in_texts


def claim(tx: Tx, phone: str, booking_id: str, starts_at: datetime, ends_at: datetime) -> bool:
    """Take the time for the booking; False when another booking of this phone has a part of it (some may be taken then).

    Without a phone nobody knows who comes, and nothing is refused. The cells are inserted in their order, so that two bookings
    of one person wait for each other and never for ever.
    """
    if not phone:
        return True
    wanted = cells(starts_at, ends_at)
    names = {f"cell_{place}": cell for place, cell in enumerate(wanted)}
    values = ", ".join(f"(:phone, :{name}, :booking_id)" for name in names)
    taken = tx.run(
        f"INSERT INTO occupied (phone, cell, booking_id) VALUES {values} ON CONFLICT DO NOTHING",
        phone=phone,
        booking_id=booking_id,
        **names,
    )
    return taken == len(wanted)


def is_free(tx: Tx, phone: str, starts_at: datetime, ends_at: datetime) -> bool:
    """Tell whether no booking of this phone has a part of the time now."""
    wanted = cells(starts_at, ends_at)
    rows = tx.tuples(
        "SELECT 1 FROM occupied WHERE phone = :phone AND cell BETWEEN :first AND :last LIMIT 1",
        phone=phone,
        first=wanted[0],
        last=wanted[-1],
    )
    return not rows


def busy(tx: Tx, phone: str, slots: Sequence[Slot]) -> frozenset[int]:
    """Return the ids of the slots of whose time a booking of this phone has a part; ``slots`` are in the order of time."""
    if not phone or not slots:
        return frozenset()
    wanted = {slot.id: cells(slot.starts_at, slot.ends_at) for slot in slots}
    rows = tx.tuples(
        "SELECT cell FROM occupied WHERE phone = :phone AND cell BETWEEN :first AND :last",
        phone=phone,
        first=min(part[0] for part in wanted.values()),
        last=max(part[-1] for part in wanted.values()),
    )
    taken = {int(row[0]) for row in rows}
    return frozenset(slot_id for slot_id, part in wanted.items() if not taken.isdisjoint(part))


def release(tx: Tx, booking_id: str) -> None:
    """Give the time of the booking back."""
    tx.run("DELETE FROM occupied WHERE booking_id = :id", id=booking_id)


def past(tx: Tx, limit: datetime) -> list[str]:
    """Return the bookings that hold time before ``limit``. What is past goes every day, so there is little to look through."""
    rows = tx.tuples("SELECT DISTINCT booking_id FROM occupied WHERE cell < :cell", cell=_cell(limit))
    return [str(row[0]) for row in rows]


def forget_before(tx: Tx, booking_ids: Iterable[str], limit: datetime) -> int:
    """Delete the time before ``limit`` of these bookings; return how many cells. One that was moved meanwhile keeps its new time."""
    wanted, params = in_texts("id", booking_ids)
    return tx.run(f"DELETE FROM occupied WHERE booking_id IN ({wanted}) AND cell < :cell", cell=_cell(limit), **params)


def _cell(instant: datetime) -> int:
    return int(instant.timestamp()) // (CELL_MINUTES * 60)


def drop(tx: Tx, booking_ids: Iterable[str]) -> None:
    """Delete all time of these bookings."""
    wanted, params = in_texts("id", booking_ids)
    tx.run(f"DELETE FROM occupied WHERE booking_id IN ({wanted})", **params)
