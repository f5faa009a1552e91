"""Answers to a session's questions, kept apart from the bookings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from stations.instants import format_instant
from stations.storage.engine import Tx
from stations.storage.sessions import ENDED_BEFORE
from stations.storage.sql_lists import in_texts


def replace(tx: Tx, booking_id: str, answers: Mapping[str, str]) -> None:
    """Keep the answers of a booking in place of those that were there."""
    tx.run("DELETE FROM answer WHERE booking_id = :id", id=booking_id)
    tx.many(
        "INSERT INTO answer (booking_id, question_id, value) VALUES (:booking_id, :question_id, :value)",
        [{"booking_id": booking_id, "question_id": key, "value": value} for key, value in answers.items()],
    )


def of_booking(tx: Tx, booking_id: str) -> dict[str, str]:
    """Return the booking's answers by question."""
    rows = tx.tuples("SELECT question_id, value FROM answer WHERE booking_id = :id", id=booking_id)
    return {str(question_id): str(value) for question_id, value in rows}


def of_session(tx: Tx, session_id: str) -> dict[str, dict[str, str]]:
    """Return the answers by booking and question."""
    found: dict[str, dict[str, str]] = {}
    for booking_id, question_id, value in tx.tuples(
        "SELECT booking_id, question_id, value FROM answer JOIN booking ON booking.id = booking_id WHERE session_id = :id",
        id=session_id,
    ):
        found.setdefault(str(booking_id), {})[str(question_id)] = str(value)
    return found


def due(tx: Tx, limit: datetime) -> list[str]:
    """Return the bookings with answers in sessions that ended before ``limit``. Answers are few: those past it are gone."""
    rows = tx.tuples(
        "SELECT DISTINCT booking_id FROM answer JOIN booking ON booking.id = booking_id"
        f" JOIN session ON session.id = booking.session_id WHERE {ENDED_BEFORE}",
        limit=format_instant(limit),
    )
    return [str(row[0]) for row in rows]


def drop(tx: Tx, booking_ids: Iterable[str]) -> int:
    """Delete the answers of these bookings; return how many."""
    wanted, params = in_texts("id", booking_ids)
    return tx.run(f"DELETE FROM answer WHERE booking_id IN ({wanted})", **params)
