"""Answers to a session's questions, kept apart from the bookings."""

from __future__ import annotations

from collections.abc import Mapping

from stations.storage.engine import Tx


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
