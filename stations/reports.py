"""What a driver on the spot can say with one tap, without an account, and what that says of the claims about a station."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from stations.amenities import Amenity, AmenityState
from stations.claims import Judgement
from stations.edits import tidied
from stations.errors import Code, InvalidInput
from stations.facts import LOCKED, OPEN, RIGHT, WRONG
from stations.hours import GETS_IN, OpenState, OpenStatus
from stations.open_answer import weighed
from stations.trust import ACCESS, HOURS, POSITION

NOTE_LENGTH = 200
LONGEST_ON_ITS_WAY = timedelta(days=14)
_SECRET = re.compile(r"[A-Za-z0-9_-]{16,64}", re.ASCII)


class ReportKind(StrEnum):
    """The taps."""

    AS_SHOWN = "as-shown"
    LOCKED = "locked"
    BROKEN = "broken"
    GONE = "gone"
    WORKS = "works"
    WRONG_POSITION = "wrong-position"


_STATES = {
    ReportKind.BROKEN: AmenityState.OUT_OF_ORDER,
    ReportKind.GONE: AmenityState.ABSENT,
    ReportKind.WORKS: AmenityState.AVAILABLE,
}
ABOUT_A_FACILITY = frozenset(_STATES)


@dataclass(frozen=True, slots=True)
class Sending:
    """A report as a device sends it. ``observed_at`` is the device's own time of the tap, an aware instant.

    ``device`` is a random name that the browser made up for itself, ``request_key`` one for this report: sent again, it is
    the same report. The driver's position is no part of it.
    """

    station_id: str
    kind: ReportKind
    facility: str
    observed_at: datetime
    device: str
    request_key: str
    note: str = ""
    photo: bytes | None = None
    lang: str = "zh-Hans"


def checked_sending(sending: Sending, said: Mapping[str, Amenity], now: datetime) -> Sending:
    """Return the report with its note tidied and its time no later than ``now``.

    Raises:
        InvalidInput: `instant-invalid` for one that was under way for over a fortnight, `facility-unknown` for a facility
            of which nothing is said at the station, `invalid` for names that are none, `too-long`.
    """
    if not _SECRET.fullmatch(sending.device):
        raise InvalidInput(Code.INVALID, "device")
    if not _SECRET.fullmatch(sending.request_key):
        raise InvalidInput(Code.INVALID, "key")
    if (sending.kind in _STATES) != bool(sending.facility) or (sending.facility and sending.facility not in said):
        raise InvalidInput(Code.FACILITY_UNKNOWN, "facility", given=sending.facility[:40])
    if now - sending.observed_at > LONGEST_ON_ITS_WAY:
        raise InvalidInput(Code.INSTANT_INVALID, "observed_at")
    note = tidied(sending.note, NOTE_LENGTH, "note")
    return replace(sending, observed_at=min(sending.observed_at, now), note=note)


def testimony(
    sending: Sending, said: Mapping[str, Amenity], judgements: Mapping[str, Judgement], stated: OpenStatus
) -> dict[str, str]:
    """Return what the report says, as value by subject; ``stated`` is what the hours say of that moment, believed or not.

    "All as shown" speaks of what was shown as known at that moment: facilities whose claim is believed, the door where it
    was said to be open, the position. The other taps speak of one subject. A locked door while the station says itself that
    it is closed speaks against nothing.
    """
    if sending.kind is ReportKind.LOCKED:
        return {} if stated.state is OpenState.CLOSED else {HOURS: LOCKED}
    if sending.kind is ReportKind.WRONG_POSITION:
        return {POSITION: WRONG}
    if sending.kind in _STATES:
        return {sending.facility: str(_STATES[sending.kind])}
    found = {code: str(one.state) for code, one in said.items() if judgements[code].standing.is_believed}
    if weighed(stated, judgements[HOURS].standing).state in GETS_IN:
        found[HOURS] = OPEN
    return found | {POSITION: RIGHT}


def contradicts(subject: str, value: str, said: Mapping[str, Amenity]) -> bool:
    """Tell whether ``value`` is otherwise than what is claimed of ``subject``."""
    if subject in (HOURS, ACCESS, POSITION):
        return value in (LOCKED, WRONG)
    return subject in said and said[subject].state != value
