"""Will it be open: the hours as stated, weighed with what the statement is still worth."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from stations.claims import Standing
from stations.emergencies import Closure, under
from stations.hours import OpenState, OpenStatus, Reason, Schedule, status_at

_CERTAIN = (Reason.CLOSED_NOW, Reason.EXCEPTION)


def standing_by_clock(hours_until: int, disputed_until: int, now: datetime) -> Standing:
    """Return the standing of the hours by the two numbers of :func:`stations.facts.clocks_of`."""
    seconds = now.timestamp()
    if hours_until > seconds:
        return Standing.HOLDS
    return Standing.DISPUTED if disputed_until > seconds else Standing.FADED


def weighed(status: OpenStatus, standing: Standing) -> OpenStatus:
    """Return the status that may be told when the hours it follows from have this ``standing``.

    Hours that are believed are told as they are. Faded hours say neither open nor closed; disputed ones do not say open.
    That somebody closed the door for now, or for a date, stands by itself.
    """
    if standing.is_believed or status.state is OpenState.UNKNOWN:
        return status
    is_closed = status.state is OpenState.CLOSED
    if is_closed and (status.reason in _CERTAIN or standing is Standing.DISPUTED):
        return status
    if standing is Standing.DISPUTED:
        return replace(status, state=OpenState.DISPUTED, reason=Reason.DISPUTED, until=None, next_state=None, note="")
    return OpenStatus(OpenState.UNKNOWN, None, Reason.FADED)


def at_the_door(
    stated: OpenStatus, schedule: Schedule, standing: Standing, closure: Closure | None, at: datetime
) -> OpenStatus:
    """Return what may be told to who arrives at ``at``: the hours for what they are worth, under ``closure`` if there is one."""
    status = weighed(stated, standing)
    if closure is None:
        return status
    return under(status, closure, at, weighed(status_at(schedule, closure.until), standing))


ANSWERS = {
    OpenState.OPEN: "yes",
    OpenState.OPEN_BY_QR: "by-qr",
    OpenState.CLOSED: "no",
    OpenState.UNKNOWN: "unknown",
    OpenState.DISPUTED: "unknown",
}


def answer_of(status: OpenStatus) -> str:
    """Return the answer to "can I get in": ``yes``, ``no``, ``by-qr`` or ``unknown``; a dispute is no yes and no no."""
    return ANSWERS[status.state]
