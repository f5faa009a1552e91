"""A crew booked at once: the lines of its list, and what is answered to each of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from stations.bookings import BookingView, fingerprint
from stations.errors import Refused

MOST_LINES = 300
NOTE_LENGTH = 200


@dataclass(frozen=True, slots=True)
class CrewLine:
    """A person of the list as read. ``number`` is the line in the list, counted from 1; ``problems`` are what is wrong with it.

    ``phone`` is E.164, "" for somebody without one, or the text as given where it cannot be read; ``category`` is "" where
    the line says none. ``repeat`` counts those of the same name and phone above it. ``note`` comes back in the answers and
    is stored nowhere: nobody knows what people write there.
    """

    number: int
    name: str
    phone: str = ""
    category: str = ""
    party: int = 1
    note: str = ""
    problems: tuple[Refused, ...] = ()
    repeat: int = 0


class Outcome(StrEnum):
    """What became of a line, or would: ``ready`` and ``wrong`` before booking, the others after it."""

    READY = "ready"
    WRONG = "wrong"
    BOOKED = "booked"
    ALREADY = "already"
    ENDED = "ended"
    WAITING = "waiting"
    REFUSED = "refused"


DONE = frozenset({Outcome.BOOKED, Outcome.ALREADY, Outcome.WAITING})


@dataclass(frozen=True, slots=True)
class CrewAnswer:
    """The answer to one line: its booking where there is one, or why there is none."""

    line: CrewLine
    outcome: Outcome
    view: BookingView | None = None
    refused: Refused | None = None


def with_repeats(lines: Sequence[CrewLine]) -> tuple[CrewLine, ...]:
    """Return the lines, each with how many above it name the same person."""
    seen: Counter[tuple[str, str]] = Counter()
    counted = []
    for line in lines:
        who = (line.name, line.phone)
        counted.append(replace(line, repeat=seen[who]))
        seen[who] += 1
    return tuple(counted)


def request_key(session_id: str, line: CrewLine) -> str:
    """Return the key under which the line is booked: the same person of a list sent again gets the same one.

    Two people of one name and without a phone are told apart by their order, so that both are booked, once.
    """
    return "crew-" + fingerprint(session=session_id, name=line.name, phone=line.phone, repeat=line.repeat)
