"""One station as the log of claims knew it at a moment, read row by row and from nothing noted later.

A **look** is what somebody on the spot confirmed or stated. A feed repeats what it was told: a list that comes in, or comes
in again, is no look, and one that brings another value leaves that value unlooked at.

**Mending** takes from the moment ``out-of-order`` or ``absent`` was stated until ``available`` is; what a station was listed
with is no failure that began then. **Settling** takes from a dispute until somebody who cares for the station answered it;
one that fell because its reports were hidden, or because other drivers found it as shown, was never answered and does not
count.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Protocol

from stations.amenities import STATED, AmenityState
from stations.concerns import Outcome
from stations.instants import parse_instant
from stations.trust import FACTS, HOURS, CheckedBy, is_on_the_spot

_BROKEN = frozenset({str(AmenityState.OUT_OF_ORDER), str(AmenityState.ABSENT)})
_SAID = frozenset(str(state) for state in STATED if state is not AmenityState.UNKNOWN)
_ON_THE_SPOT = frozenset(str(by) for by in CheckedBy if is_on_the_spot(by))
_ANSWERS = frozenset({str(it) for it in Outcome if it is not Outcome.HIDDEN})
_SOMETHING = ""  # confirmed, but stated before the log was kept, which therefore does not know as what


class Noted(Protocol):
    """A row of the log (:mod:`stations.storage.claim_log`)."""

    @property
    def at(self) -> datetime:
        """The moment it was noted."""

    @property
    def kind(self) -> str:
        """``listed``, ``stated``, ``confirmed``, ``disputed`` or ``settled``."""

    @property
    def subject(self) -> str:
        """A facility or fact; several of a confirmation, separated by commas."""

    @property
    def value(self) -> str:
        """A state, the hours' text, or an outcome."""

    @property
    def checked_by(self) -> str:
        """Who said so."""

    @property
    def listed(self) -> Mapping[str, Sequence[str]]:
        """What a ``listed`` row holds, by subject: value, stored instant of the check or "", and by whom."""


@lru_cache(maxsize=4096)
def _confirmed(text: str) -> tuple[tuple[str, ...], frozenset[str]]:
    """Return what a confirmation names, and the facilities among it."""
    subjects = tuple(filter(None, text.split(",")))
    return subjects, frozenset(subjects).difference(FACTS)


@dataclass(slots=True)
class Hindsight:
    """What was said by now, and what ended by now: each ``mended`` and ``settled`` with when it ended and how long it took."""

    is_known: bool = False
    states: dict[str, str] = field(default_factory=dict)
    looks: dict[str, datetime] = field(default_factory=dict)
    hours: str = ""
    broken: dict[str, datetime] = field(default_factory=dict)
    disputed: dict[str, datetime] = field(default_factory=dict)
    mended: list[tuple[datetime, timedelta]] = field(default_factory=list)
    settled: list[tuple[datetime, timedelta]] = field(default_factory=list)

    def note(self, row: Noted) -> None:
        """Take in the next row of the log."""
        self.is_known = True
        if row.kind == "confirmed":
            self._confirm(row)
        elif row.kind == "stated":
            self._state(row)
        elif row.kind == "listed":
            for subject, (value, checked_at, by) in row.listed.items():
                self._list(subject, value, checked_at, by)
        elif row.kind == "disputed":
            self.disputed.setdefault(row.subject, row.at)
        else:
            self._settle(row)

    def _list(self, subject: str, value: str, checked_at: str, by: str) -> None:
        self._say(subject, value)
        if checked_at and by in _ON_THE_SPOT:
            self.looks[subject] = parse_instant(checked_at)

    def _say(self, subject: str, value: str) -> None:
        if subject == HOURS:
            self.hours = value
        elif value in _SAID and subject not in FACTS:
            self.states[subject] = value
        else:
            self.states.pop(subject, None)

    def _confirm(self, row: Noted) -> None:
        if row.checked_by in _ON_THE_SPOT:
            subjects, facilities = _confirmed(row.subject)
            self.looks.update(dict.fromkeys(subjects, row.at))
            if not facilities <= self.states.keys():
                self.states = dict.fromkeys(facilities, _SOMETHING) | self.states

    def _state(self, row: Noted) -> None:
        self._say(row.subject, row.value)
        if row.checked_by in _ON_THE_SPOT:
            self.looks[row.subject] = row.at
        else:
            self.looks.pop(row.subject, None)
        if row.value in _BROKEN:
            self.broken.setdefault(row.subject, row.at)
        elif row.value == AmenityState.AVAILABLE and row.subject in self.broken:
            self.mended.append((row.at, row.at - self.broken.pop(row.subject)))

    def _settle(self, row: Noted) -> None:
        since = self.disputed.pop(row.subject, None)
        if since is not None and row.value in _ANSWERS:
            self.settled.append((row.at, row.at - since))
