"""The fast pages of a session: its slots and the booking form, which keeps what was typed when something is wrong."""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from itertools import count
from typing import Any

from starlette.responses import JSONResponse, Response

from stations import phones
from stations.actions import book as booking
from stations.actions import holds, phone_codes
from stations.actions.station import see
from stations.booking_form import mistakes
from stations.bookings import CATEGORIES, EMAIL_LENGTH, NAME_LENGTH, BookingView
from stations.errors import Code, InvalidInput, Refused, StationsError
from stations.instants import to_wall
from stations.privacy import NOTICE_VERSION
from stations.questions import ANSWER_LENGTH
from stations.roles import DRIVER
from stations.sessions import Session, Slot, refuse_booking, refuse_by_window
from stations.settings import settings
from stations.station import Station
from stations.web import problem
from stations.web.fast_page import Visit, page, refused_status, see_other
from stations.web.fast_station import event
from stations.web.visitor import client_address
from stations.words import DEFAULT_LANGUAGE, can_say, explain, explain_code

REGIONS = {region: prefix for prefix, region in phones.REGIONS.items()}
_KEY = re.compile(r"[\w-]{16,64}", re.ASCII)
_SLOT = re.compile(r"(wait-)?(\d{1,15})", re.ASCII)
_FIELDS = (
    "slot", "party", "name", "phone", "region", "email", "category", "consent", "at_once", "request_key", "hold", "website", "phone_code",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Choice:
    """A slot to choose, in words; ``why_not`` is "" while it can be taken or waited for.

    ``value`` is what the form sends: the slot, or ``wait-`` and the slot (0: any) for who waits.
    """

    value: str
    time: str
    words: str
    why_not: str


@dataclass(frozen=True, slots=True)
class Form:
    """What was typed, and what is wrong with it by field ("" for the whole form)."""

    typed: Mapping[str, str]
    wrong: Mapping[str, str] = field(default_factory=dict)
    status: int = 200
    good: str = ""


def session_page(visit: Visit) -> Response:
    """Answer ``GET /m/session/ID``; raises NotFound."""
    view, station = _session(visit)
    typed = dict.fromkeys(_FIELDS, "") | {"region": station.jurisdiction, "request_key": _new_key(), "party": "1"}
    return _page(visit, view, station, Form(typed))


def book_place(visit: Visit) -> Response:
    """Answer ``POST /m/session/ID``: book or wait and go to the booking, or show the form again with its mistakes."""
    view, station = _session(visit)
    names = (*_FIELDS, *(f"answer-{one.id}" for one in view.session.questions))
    typed = {name: visit.one(name)[:500] for name in names}
    if not _KEY.fullmatch(typed["request_key"]):
        typed["request_key"] = _new_key()
    if visit.one("send_code"):
        return _send_code(visit, view, station, typed)
    wrong = _mistakes(visit, view, typed)
    if wrong:
        return _page(visit, view, station, Form(typed, wrong, 422))
    result = _carry_out(visit, view, typed)
    if isinstance(result, BookingView):
        return see_other(f"/m/booking/{result.booking.token}")
    return _refused(visit, station, typed, result)


def _send_code(visit: Visit, view: booking.SessionView, station: Station, typed: dict[str, str]) -> Response:
    """Send a one-time code to the phone in the form, and show the form again with what came of it."""
    region, address = typed["region"] if typed["region"] in REGIONS else "CN", client_address(visit.request)
    try:
        refused = phone_codes.send_code(visit.db, visit.now, typed["phone"], region, visit.lang, address)
    except InvalidInput as error:
        return _page(visit, view, station, Form(typed, {"phone": explain(visit.lang, error)}, 422))
    if refused is not None:
        return _page(
            visit, view, station, Form(typed, {"phone": explain(visit.lang, refused)}, refused_status(refused))
        )
    return _page(visit, view, station, Form(typed, good=visit.say("book-code-sent")))


def _carry_out(visit: Visit, view: booking.SessionView, typed: Mapping[str, str]) -> BookingView | Refused:
    if typed["website"]:  # no person sees this field; a program that fills in everything is told it was too fast
        return Refused(Code.TOO_MANY_TRIES)
    is_wait, slot = _chosen(typed["slot"])
    request, address = _request(view, visit, typed, slot), client_address(visit.request)
    if is_wait:
        at_once = typed["at_once"] == "1"
        return booking.wait(
            visit.db, DRIVER, visit.now, view.session.id, request, accepts_at_once=at_once, address=address
        )
    if typed["hold"]:
        return holds.confirm(visit.db, visit.now, typed["hold"], request, address)
    return booking.book(visit.db, DRIVER, visit.now, request, address)


def _chosen(text: str) -> tuple[bool, int]:
    """Return whether a place is waited for, and the slot; (False, -1) for what the form does not send."""
    match = _SLOT.fullmatch(text)
    return (bool(match[1]), int(match[2])) if match else (False, -1)


def hold_place(visit: Visit) -> Response:
    """Answer ``POST /m/session/ID/hold``, which the form's script sends: hold a time in place of the one held before.

    The body is JSON: ``hold`` (the link of the place, "" when none is held) and ``words`` for the person.
    """
    _, station = _session(visit)
    party = visit.one("party")
    result: BookingView | Refused | StationsError
    try:
        result = holds.hold(
            visit.db,
            visit.now,
            _chosen(visit.one("slot"))[1],
            visit.lang,
            party=int(party) if party.isascii() and party.isdigit() and len(party) < 4 else 1,
            address=client_address(visit.request),
            instead_of=visit.one("hold")[:100],
        )
    except StationsError as error:
        result = error
    if isinstance(result, BookingView) and result.booking.expires_at is not None:
        until = f"{to_wall(result.booking.expires_at, station.jurisdiction):%H:%M}"
        return _told(result.booking.token, visit.say("book-held", until=until))
    assert not isinstance(result, BookingView)
    # that a place is gone is an ordinary answer to our own script, and no fault for the browser to report
    status = 200 if isinstance(result, Refused) else problem.status_of(result.code)
    return _told("", explain(visit.lang, result), status)


def _told(hold: str, words: str, status: int = 200) -> Response:
    return JSONResponse({"hold": hold, "words": words}, status, {"Cache-Control": "no-store"})


def _session(visit: Visit) -> tuple[booking.SessionView, Station]:
    view = booking.see_session(visit.db, visit.part("session_id"))
    return view, see(visit.db, visit.now, view.session.station_id).station


def _new_key() -> str:
    return secrets.token_urlsafe(18)


def _request(view: booking.SessionView, visit: Visit, typed: Mapping[str, str], slot: int) -> booking.Request:
    return booking.Request(
        slot_id=slot,
        name=typed["name"],
        phone=typed["phone"],
        category=typed["category"],
        has_consented=True,
        lang=visit.lang,
        region=typed["region"],
        request_key=typed["request_key"],
        email=typed["email"],
        party=_party(typed) or 1,
        answers=_answers(view, typed),
        phone_code=typed["phone_code"],
    )


def _party(typed: Mapping[str, str]) -> int | None:
    text = (typed["party"] or "1").strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 4 else None


def _answers(view: booking.SessionView, typed: Mapping[str, str]) -> dict[str, str]:
    return {one.id: typed[f"answer-{one.id}"] for one in view.session.questions}


def _mistakes(visit: Visit, view: booking.SessionView, typed: Mapping[str, str]) -> dict[str, str]:
    """Return what is wrong with every field at once, in words."""
    region = typed["region"] if typed["region"] in REGIONS else "CN"
    wrong = {}
    is_wait, slot = _chosen(typed["slot"])
    if not (slot == 0 and is_wait) and slot not in {one.id for one in view.slots}:
        is_chosen = bool(typed["slot"])
        wrong["slot"] = explain_code(visit.lang, Code.SLOT_NOT_FOUND) if is_chosen else visit.say("m-choose-slot")
    most, party = view.session.terms.most_party, _party(typed)
    if party is None or not 1 <= party <= most:
        wrong["party"] = explain_code(visit.lang, Code.PARTY_TOO_LARGE, {"most": most})
    told = mistakes(
        typed["name"],
        typed["phone"],
        region,
        typed["category"],
        has_consented=typed["consent"] == "1",
        email=typed["email"],
        questions=view.session.questions,
        answers=_answers(view, typed),
    )
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
    refused = refuse_booking(session, None, visit.now) or refuse_by_window(session, visit.now)
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
        waits=any(one.value.startswith("wait-") for one in choices),
        only_waits=all(one.why_not or one.value.startswith("wait-") for one in choices),
        most_party=session.terms.most_party,
        questions=session.questions,
        email_length=EMAIL_LENGTH,
        answer_length=ANSWER_LENGTH,
        walk_ins=max(0, session.walk_in_capacity - session.walk_in_taken),
        typed=form.typed,
        wrong=form.wrong,
        good=form.good,
        asks_code=phone_codes.is_asked(DRIVER),
        regions=REGIONS,
        categories=CATEGORIES,
        name_length=NAME_LENGTH,
        **notice(),
        twin=f"/book?session={session.id}",
    )


def choices_of(visit: Visit, view: booking.SessionView, jurisdiction: str) -> list[Choice]:
    """Return the times of a session: those with a place, and where there is a waiting list those without one."""
    waits = view.session.terms.has_waitlist
    coming = [slot for slot in view.slots if slot.starts_at > visit.now]
    is_full = bool(coming) and not any(slot.free for slot in coming)
    anything = [Choice("wait-0", visit.say("book-any-slot"), visit.say("book-slot-wait"), "")]
    return (anything if waits and is_full else []) + [
        _choice(visit, view, slot, jurisdiction, waits=waits) for slot in view.slots
    ]


def _choice(visit: Visit, view: booking.SessionView, slot: Slot, jurisdiction: str, *, waits: bool) -> Choice:
    time, why_not = slot_time(slot, jurisdiction), _why_not(visit, view.session, slot)
    if why_not or slot.free:
        return Choice(str(slot.id), time, visit.say("m-slot-free", count=slot.free), why_not)
    if waits:
        return Choice(f"wait-{slot.id}", time, visit.say("book-slot-wait"), "")
    return Choice(str(slot.id), time, "", visit.say("m-slot-full"))


def _why_not(visit: Visit, session: Session, slot: Slot) -> str:
    refused = refuse_booking(session, slot, visit.now)
    if refused is None:
        return ""
    return visit.say("m-slot-past") if refused.code is Code.SLOT_PAST else explain_code(visit.lang, refused.code)


def slot_time(slot: Slot, jurisdiction: str) -> str:
    """Return the times of a slot on the station's wall clock."""
    return f"{to_wall(slot.starts_at, jurisdiction):%H:%M}–{to_wall(slot.ends_at, jurisdiction):%H:%M}"


def notice() -> dict[str, Any]:
    """Return what the text of the privacy notice needs."""
    return {"days": settings().retention_days, "version": NOTICE_VERSION, "notice_parts": _notice_parts()}


@cache
def _notice_parts() -> int:
    return next(number for number in count(1) if not can_say(DEFAULT_LANGUAGE, f"privacy-{number}")) - 1
