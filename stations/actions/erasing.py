"""Erasing who bookings were for, wherever that is kept: the one place that both the purge and a booking's owner go through."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from stations.storage import answers, bookings, links, notices, occupied
from stations.storage.engine import Tx


def erase_people(tx: Tx, booking_ids: Sequence[str], now: datetime) -> int:
    """Erase name, phone, e-mail, keys, answers, links and taken time of these bookings; return how many were not erased yet.

    The bookings stay, as counts of people and kinds of work, with the version of the notice that was accepted. Entries of the audit
    trail about them hold ids and codes, and lose even those details with the next purge (:mod:`stations.actions.redact`).
    """
    erased = bookings.erase(tx, booking_ids, now)
    answers.drop(tx, booking_ids)
    occupied.drop(tx, booking_ids)
    notices.empty(tx, booking_ids)
    links.spend(tx, booking_ids, now)
    return erased
