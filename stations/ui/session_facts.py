"""What a page tells of a session, in words."""

from __future__ import annotations

from dataclasses import dataclass

from stations import kinds
from stations.sessions import Session, SessionStatus
from stations.ui.session_words import when
from stations.ui.shell import Visit
from stations.words import pick


@dataclass(frozen=True, slots=True)
class SessionFacts:
    """A session in the visitor's words; ``cancelled`` is "" while it is on."""

    id: str
    title: str
    kind: str
    book: str
    when: str
    audience: str
    hosts: str
    notes: str
    details: tuple[tuple[str, str], ...]
    cancelled: str
    is_demo: bool


def facts_of(visit: Visit, session: Session, jurisdiction: str) -> SessionFacts:
    """Return ``session`` in words, its times on the wall clock of its station."""
    is_cancelled = session.status is SessionStatus.CANCELLED
    return SessionFacts(
        id=session.id,
        title=pick(session.title, visit.lang),
        kind=kinds.name_of(session.kind, visit.lang),
        book=pick(kinds.kind_of(session.kind).book, visit.lang),
        when=when(visit, session, jurisdiction),
        audience=visit.say(f"session-audience-{session.audience}"),
        hosts=visit.say("find-comma").join(pick(host, visit.lang) for host in session.hosts),
        notes=pick(session.notes, visit.lang),
        details=kinds.details_in_words(session.kind, session.details, visit.lang),
        cancelled=visit.say("book-cancelled") if is_cancelled else "",
        is_demo=session.is_demo,
    )
