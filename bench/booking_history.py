"""A million bookings of the past, with their links and notices, loaded in bulk: does an old house book more slowly?"""

from __future__ import annotations

import random
import time
from datetime import UTC, date, datetime, timedelta

from bench.booking_world import STATION
from stations.bookings import CODE_LETTERS
from stations.instants import format_instant
from stations.storage.engine import Tx, open_database

_SLOTS, _PLACES = 10, 10
_IN_SESSION = _SLOTS * _PLACES
_TOGETHER = 1000
_FIRST_DAY = date(2024, 1, 1)
_STATUSES = ("fulfilled", "fulfilled", "fulfilled", "noshow", "cancelled")


def add_history(url: str, count: int) -> float:
    """Load ``count`` bookings of the past; return how many seconds that took."""
    database = open_database(url)
    begun = time.perf_counter()
    for first in range(0, count // _IN_SESSION, _TOGETHER):
        numbers = range(first, min(first + _TOGETHER, count // _IN_SESSION))
        database.write(lambda tx, numbers=numbers: _load(tx, numbers))
    if database.engine == "postgresql":
        database.write(lambda tx: tx.run("ANALYZE"))
    database.close()
    return time.perf_counter() - begun


def _load(tx: Tx, numbers: range) -> None:
    slot_key = int(tx.tuples("SELECT coalesce(max(id), 0) FROM slot")[0][0]) + 1
    for number in numbers:
        _session(tx, number)
    slots = [(number, at) for number in numbers for at in range(_SLOTS)]
    tx.many(
        "INSERT INTO slot (id, session_id, starts_at, ends_at, capacity, taken, planned)"
        " VALUES (:id, :session_id, :starts_at, :ends_at, 10, 0, 10)",
        [
            {
                "id": slot_key + place,
                "session_id": f"past-{number}",
                "starts_at": format_instant(_start(number, at)),
                "ends_at": format_instant(_start(number, at + 1)),
            }
            for place, (number, at) in enumerate(slots)
        ],
    )
    made = [
        _booking(number, slot_key + place, at, one)
        for place, (number, at) in enumerate(slots)
        for one in range(_PLACES)
    ]
    tx.load("booking", _BOOKING, [one for one, _, _ in made])
    tx.load("booking_link", ("token_hash", "booking_id", "made_at"), [one for _, one, _ in made])
    tx.load(
        "notice",
        ("booking_id", "kind", "version", "args", "created_at", "state", "due_at"),
        [one for _, _, one in made],
    )
    tx.run(
        "UPDATE slot SET taken = (SELECT count(*) FROM booking WHERE slot_id = slot.id AND booking.status = 'fulfilled')"
        " WHERE id >= :first",
        first=slot_key,
    )
    if tx.engine == "postgresql":
        tx.tuples("SELECT setval(pg_get_serial_sequence('slot', 'id'), (SELECT max(id) FROM slot))")


_BOOKING = (
    "id", "session_id", "slot_id", "code", "status", "is_walk_in", "name", "phone", "category", "lang", "consent_version",
    "consent_lang", "consent_at", "booked_by", "created_at", "updated_at", "version",
)  # fmt: skip


def _booking(
    number: int, slot_id: int, at: int, one: int
) -> tuple[tuple[object, ...], tuple[object, ...], tuple[object, ...]]:
    place = (number * _SLOTS + at) * _PLACES + one
    rng = random.Random(place)
    booking_id = f"{place:016x}{rng.getrandbits(64):016x}"
    made = format_instant(_start(number, 0) - timedelta(days=3))
    booking = (
        booking_id, f"past-{number}", slot_id, _code(place), rng.choice(_STATUSES), 0, "司机", f"+86139{place:08}", "truck",
        "zh-Hans", "2024-01-01", "zh-Hans", made, "driver", made, made, 2,
    )  # fmt: skip
    link = (f"{rng.getrandbits(256):064x}", booking_id, made)
    return booking, link, (booking_id, "booked", 1, "{}", made, "sent", made)


def _code(place: int) -> str:
    """Return a code of seven letters, one more than those given out, so that none is taken."""
    letters = []
    for _ in range(7):
        place, letter = divmod(place, len(CODE_LETTERS))
        letters.append(CODE_LETTERS[letter])
    return "".join(letters)


def _start(number: int, at: int) -> datetime:
    """Return when the slot ``at`` of the session ``number`` began: forty sessions a day, at many stations' desks."""
    day = _FIRST_DAY + timedelta(days=number // 40)
    return datetime(day.year, day.month, day.day, 1, tzinfo=UTC) + timedelta(minutes=10 * at)


def _session(tx: Tx, number: int) -> None:
    tx.run(
        "INSERT INTO session (id, station_key, kind, title, hosts, on_date, starts_at, ends_at, slot_minutes,"
        " places_per_slot, walk_in_capacity, walk_in_taken, audience, notes, status, sequence, version, is_demo, source,"
        " created_at, updated_at) VALUES (:id, (SELECT key FROM station WHERE id = :station), 'clinic', :title, '[]', :day,"
        " :starts_at, :ends_at, 10, 10, 5, 0, 'anyone', :notes, 'published', 1, 2, 0, 'staff', :starts_at, :starts_at)",
        id=f"past-{number}",
        station=STATION,
        title='{"zh-Hans":"量血压"}',
        notes="{}",
        day=_start(number, 0).date().isoformat(),
        starts_at=format_instant(_start(number, 0)),
        ends_at=format_instant(_start(number, _SLOTS)),
    )
