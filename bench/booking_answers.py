"""What the clients were told, held against what lies in the database afterwards."""

from __future__ import annotations

from dataclasses import dataclass

from stations.bookings import BookingView
from stations.errors import Refused
from stations.storage import sessions
from stations.storage.engine import Database, Tx

_ACTIVE = "('pending', 'booked', 'waitlist', 'checked-in', 'fulfilled')"
_CONSUMING = "('pending', 'booked', 'checked-in', 'fulfilled')"
_MAY_BE = {"booked": {"booked"}, "cancelled": {"cancelled"}, "waitlist": {"waitlist", "pending"}}


@dataclass(frozen=True)
class Told:
    """One answer: to what, after how long, and which."""

    kind: str
    milliseconds: float
    answer: BookingView | Refused

    @property
    def outcome(self) -> str:
        """The status that the booking had, or the code of the refusal."""
        return str(self.answer.code if isinstance(self.answer, Refused) else self.answer.booking.status)

    @property
    def has_booked(self) -> bool:
        """Whether this answer made a booking."""
        return self.kind == "book" and isinstance(self.answer, BookingView)


def wrong(db: Database, told: list[Told]) -> list[str]:
    """Return everything that is not as it was promised ([]: every answer was true, nothing was sold twice)."""
    return db.read(lambda tx: [*sessions.miscounted(tx), *_oversold(tx), *_doubled(tx), *_lost(tx, told)])


def _oversold(tx: Tx) -> list[str]:
    rows = tx.tuples(
        "SELECT slot.id FROM slot JOIN booking ON booking.slot_id = slot.id"
        f" WHERE booking.status IN {_CONSUMING} GROUP BY slot.id, capacity HAVING sum(party) > capacity"
    )
    return [f"slot {row[0]} is oversold" for row in rows]


def _doubled(tx: Tx) -> list[str]:
    rows = tx.tuples(
        f"SELECT session_id, phone FROM booking WHERE status IN {_ACTIVE} GROUP BY session_id, phone HAVING count(*) > 1"
    )
    return [f"{row[1]} is in session {row[0]} twice" for row in rows]


def _lost(tx: Tx, told: list[Told]) -> list[str]:
    """Return the bookings that were acknowledged and are not there, or not in the state that was acknowledged last."""
    found = {str(row[0]): str(row[1]) for row in tx.tuples("SELECT id, status FROM booking")}
    promised: dict[str, set[str]] = {}
    for one in told:  # a client's cancellation comes after its booking in its own list
        if isinstance(one.answer, BookingView):
            promised[one.answer.booking.id] = _MAY_BE[one.outcome]
    return [
        f"{booking_id} was told {expected} and is {found.get(booking_id)}"
        for booking_id, expected in promised.items()
        if found.get(booking_id) not in expected
    ]
