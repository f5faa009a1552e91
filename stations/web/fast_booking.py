"""The fast pages of a session: its slots and the booking form, which keeps what was typed when something is wrong."""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from itertools import count
from typing import Any

from starlette.responses import Response

from stations import phones
from stations.actions import book as booking
from stations.actions.station import see
from stations.booking_form import mistakes
from stations.bookings import CATEGORIES, NAME_LENGTH, BookingView
from stations.errors import Code, Refused
from stations.instants import to_wall
from stations.privacy import NOTICE_VERSION
from stations.roles import DRIVER
from stations.sessions import Slot, refuse_booking
from stations.settings import settings
from stations.station import Station
from stations.web.fast_page import Visit, page, refused_status, see_other
from stations.web.fast_station import event
from stations.web.visitor import client_address
from stations.words import DEFAULT_LANGUAGE, can_say, explain, explain_code

REGIONS = {region: prefix for prefix, region in phones.REGIONS.items()}
_KEY = re.compile(r"[\w-]{16,64}", re.ASCII)
_FIELDS = ("slot", "name", "phone", "region", "category", "consent", "request_key")


@dataclass(frozen=True, slots=True)
class Choice:
    """A slot to choose, in words; ``why_not`` is "" while it can be taken."""

    id: int
    time: str
    free: int
    why_not: str


@dataclass(frozen=True, slots=True)
class Form:
    """What was typed, and what is wrong with it by field ("" for the whole form)."""

    typed: Mapping[str, str]
    wrong: Mapping[str, str] = field(default_factory=dict)
    status: int = 200


def session_page(visit: Visit) -> Response:
    """Answer ``GET /m/session/ID``; raises NotFound."""
    view, station = _session(visit)
    typed = dict.fromkeys(_FIELDS, "") | {"region": station.jurisdiction, "request_key": _new_key()}
    return _page(visit, view, station, Form(typed))


def book_place(visit: Visit) -> Response:
    """Answer ``POST /m/session/ID``: book and go to the booking, or show the form again with its mistakes."""
    view, station = _session(visit)
    typed = {name: visit.one(name)[:200] for name in _FIELDS}
    if not _KEY.fullmatch(typed["request_key"]):
        typed["request_key"] = _new_key()
    wrong = _mistakes(visit, view, typed)
    if wrong:
        return _page(visit, view, station, Form(typed, wrong, 422))
    result = booking.book(visit.db, DRIVER, visit.now, _request(visit, typed), client_address(visit.request))
    if isinstance(result, BookingView):
        return see_other(f"/m/booking/{result.booking.token}")
    return _refused(visit, station, typed, result)


def _session(visit: Visit) -> tuple[booking.SessionView, Station]:
    view = booking.see_session(visit.db, visit.part("session_id"))
    return view, see(visit.db, visit.now, view.session.station_id).station


def _new_key() -> str:
    return secrets.token_urlsafe(18)


def _request(visit: Visit, typed: Mapping[str, str]) -> booking.Request:
    return booking.Request(
        slot_id=int(typed["slot"]),
        name=typed["name"],
        phone=typed["phone"],
        category=typed["category"],
        has_consented=True,
        lang=visit.lang,
        region=typed["region"],
        request_key=typed["request_key"],
    )


def _mistakes(visit: Visit, view: booking.SessionView, typed: Mapping[str, str]) -> dict[str, str]:
    """Return what is wrong with every field at once, in words."""
    region = typed["region"] if typed["region"] in REGIONS else "CN"
    wrong = {}
    if typed["slot"] not in {str(slot.id) for slot in view.slots}:
        is_chosen = bool(typed["slot"])
        wrong["slot"] = explain_code(visit.lang, Code.SLOT_NOT_FOUND) if is_chosen else visit.say("m-choose-slot")
    told = mistakes(typed["name"], typed["phone"], region, typed["category"], has_consented=typed["consent"] == "1")
    return wrong | {name: explain(visit.lang, error) for name, error in told.items()}


def _refused(visit: Visit, station: Station, typed: dict[str, str], refused: Refused) -> Response:
    """Show the form again as things are now; a key that belongs to another request is replaced."""
    if refused.code is Code.KEY_REUSED:
        typed = typed | {"request_key": _new_key()}
    view = booking.see_session(visit.db, visit.part("session_id"))
    place = "slot" if refused.code is Code.SLOT_PAST else refused.field
    wrong = {place: explain(visit.lang, refused)}
    return _page(visit, view, station, Form(typed, wrong, refused_status(refused)))


def _page(visit: Visit, view: booking.SessionView, station: Station, form: Form) -> Response:
    session = view.session
    choices = choices_of(visit, view, station.jurisdiction)
    refused = refuse_booking(session, None, visit.now)
    return page(
        visit,
        "m_session.html",
        status=form.status,
        is_private=form.status != 200,
        session=session,
        event=event(visit, session, station.jurisdiction),
        station=station,
        closed=explain(visit.lang, refused) if refused else "",
        choices=choices,
        has_places=any(not one.why_not for one in choices),
        walk_ins=max(0, session.walk_in_capacity - session.walk_in_taken),
        typed=form.typed,
        wrong=form.wrong,
        regions=REGIONS,
        categories=CATEGORIES,
        name_length=NAME_LENGTH,
        **notice(),
        twin=f"/book?session={session.id}",
    )


def choices_of(visit: Visit, view: booking.SessionView, jurisdiction: str, current: int | None = None) -> list[Choice]:
    """Return the slots of a session to choose from; ``current`` is the slot somebody already has."""
    return [
        Choice(slot.id, slot_time(slot, jurisdiction), slot.free, _why_not(visit, view, slot, current))
        for slot in view.slots
    ]


def _why_not(visit: Visit, view: booking.SessionView, slot: Slot, current: int | None) -> str:
    if slot.id == current:
        return visit.say("m-slot-yours")
    refused = refuse_booking(view.session, slot, visit.now)
    if refused is not None:
        return visit.say("m-slot-past") if refused.code is Code.SLOT_PAST else explain_code(visit.lang, refused.code)
    return "" if slot.free else visit.say("m-slot-full")


def slot_time(slot: Slot, jurisdiction: str) -> str:
    """Return the times of a slot on the station's wall clock."""
    return f"{to_wall(slot.starts_at, jurisdiction):%H:%M}–{to_wall(slot.ends_at, jurisdiction):%H:%M}"


def notice() -> dict[str, Any]:
    """Return what the text of the privacy notice needs."""
    return {"days": settings().retention_days, "version": NOTICE_VERSION, "notice_parts": _notice_parts()}


@cache
def _notice_parts() -> int:
    return next(number for number in count(1) if not can_say(DEFAULT_LANGUAGE, f"privacy-{number}")) - 1
