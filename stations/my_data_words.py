"""What is kept about the owner of a booking, in words: lines for a page, and a record for a file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from stations.audit import Recorded
from stations.bookings import BookingView, show_code
from stations.instants import format_instant, to_wall
from stations.notices import Notice
from stations.privacy import Consent
from stations.questions import Question, QuestionKind
from stations.words import Names, can_say, pick, say


@dataclass(frozen=True, slots=True)
class MyData:
    """Everything that is kept about the owner of a booking; ``entries`` are those of the audit trail, which name nobody."""

    view: BookingView
    station_names: Names
    jurisdiction: str
    answers: Mapping[str, str]
    consent: Consent | None
    notices: Sequence[Notice]
    links: int
    entries: Sequence[Recorded]


@dataclass(frozen=True, slots=True)
class Part:
    """A heading and its lines, each a name and what is kept."""

    heading: str
    lines: tuple[tuple[str, str], ...]


def parts(data: MyData, lang: str) -> list[Part]:
    """Return what is kept, to be read; times are those of the station's clock."""
    return [
        Part(say(lang, "mine-booking"), tuple(_booking(data, lang))),
        Part(say(lang, "mine-answers"), tuple(_answers(data, lang))),
        Part(say(lang, "mine-consent"), tuple(_consent(data, lang))),
        Part(say(lang, "mine-notices"), tuple(_notices(data, lang))),
        Part(say(lang, "mine-entries"), tuple(_entries(data, lang))),
    ]


def _booking(data: MyData, lang: str) -> list[tuple[str, str]]:
    booking, session, slot = data.view.booking, data.view.session, data.view.slot
    when = _clock(data, slot.starts_at) if slot else session.on_date.isoformat()
    kept = {
        "session": pick(session.title, lang),
        "station": pick(data.station_names, lang),
        "when": when,
        "name": booking.name,
        "phone": booking.phone,
        "email": booking.email or say(lang, "mine-none"),
        "category": say(lang, f"category-{booking.category}") if booking.category else say(lang, "mine-none"),
        "party": str(booking.party),
        "state": say(lang, f"booking-{booking.status}"),
        "code": show_code(booking.code),
        "lang": say(lang, f"language-{booking.lang}"),
        "made": _clock(data, booking.created_at),
        "changed": _clock(data, booking.updated_at),
        "links": str(data.links),
    }
    if booking.checked_in_at is not None:
        kept["here"] = _clock(data, booking.checked_in_at)
    return [(say(lang, f"mine-{key}"), text) for key, text in kept.items()]


def _clock(data: MyData, instant: datetime) -> str:
    return f"{to_wall(instant, data.jurisdiction):%Y-%m-%d %H:%M}"


def _answers(data: MyData, lang: str) -> list[tuple[str, str]]:
    asked = {question.id: question for question in data.view.session.questions}
    return [
        (pick(asked[key].words, lang) if key in asked else key, _answer(asked.get(key), value, lang))
        for key, value in data.answers.items()
    ]


def _answer(question: Question | None, value: str, lang: str) -> str:
    if question is None or question.kind is not QuestionKind.CHOICE:
        return value
    return pick(question.options[int(value)], lang) if int(value) < len(question.options) else value


def _consent(data: MyData, lang: str) -> list[tuple[str, str]]:
    if data.consent is None:
        return []
    return [
        (say(lang, "mine-consent-version"), data.consent.version),
        (say(lang, "mine-lang"), say(lang, f"language-{data.consent.lang}")),
        (say(lang, "mine-consent-at"), _clock(data, data.consent.given_at)),
    ]


def _notices(data: MyData, lang: str) -> list[tuple[str, str]]:
    return [(_clock(data, one.created_at), say(lang, f"notice-{one.kind}")) for one in data.notices]


def _entries(data: MyData, lang: str) -> list[tuple[str, str]]:
    return [(_clock(data, one.at), _action(one.action, lang)) for one in data.entries]


def _action(action: str, lang: str) -> str:
    key = f"audit-{action.replace('.', '-')}"
    return say(lang, key) if can_say(lang, key) else action


def record(data: MyData) -> dict[str, object]:
    """Return what is kept as JSON keeps it, instants in UTC."""
    booking, session, consent = data.view.booking, data.view.session, data.consent
    return {
        "booking": {
            "code": booking.code,
            "status": str(booking.status),
            "name": booking.name,
            "phone": booking.phone,
            "email": booking.email,
            "category": booking.category,
            "party": booking.party,
            "lang": booking.lang,
            "is_walk_in": booking.is_walk_in,
            "created_at": format_instant(booking.created_at),
            "updated_at": format_instant(booking.updated_at),
            "checked_in_at": format_instant(booking.checked_in_at) if booking.checked_in_at else None,
            "slot_starts_at": format_instant(data.view.slot.starts_at) if data.view.slot else None,
        },
        "session": {"id": session.id, "title": dict(session.title), "date": session.on_date.isoformat()},
        "station": {"id": session.station_id, "names": dict(data.station_names)},
        "answers": _asked(data),
        "consent": {"version": consent.version, "lang": consent.lang, "given_at": format_instant(consent.given_at)}
        if consent
        else None,
        "notices": [_notice(one) for one in data.notices],
        "links": data.links,
        "record": [{"at": format_instant(one.at), "action": one.action} for one in data.entries],
    }


def _asked(data: MyData) -> list[dict[str, object]]:
    asked = {question.id: question for question in data.view.session.questions}
    return [
        {"question": dict(asked[key].words) if key in asked else {}, "id": key, "answer": value}
        for key, value in data.answers.items()
    ]


def _notice(notice: Notice) -> dict[str, object]:
    return {
        "kind": str(notice.kind),
        "created_at": format_instant(notice.created_at),
        "told_at": format_instant(notice.told_at) if notice.told_at else None,
        "state": str(notice.delivery),
        "channel": notice.channel,
        "args": dict(notice.args),
    }
