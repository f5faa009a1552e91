"""Which stations look as if they existed on paper only; a list to look at, changing nothing."""

from __future__ import annotations

import threading
import weakref
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from stations.exchange.paper_file import PaperStation
from stations.paper import Suspect, suspects
from stations.paper_traits import Trait
from stations.roles import Actor, Permission, require
from stations.search_text import fold
from stations.storage import counters, paper, stations
from stations.storage.engine import Database, Tx

MOST_SHOWN = 50
_AT_ONCE = 1000
_Judged = tuple[int, int, tuple[Suspect, ...]]
_lock = threading.Lock()
_remembered: weakref.WeakKeyDictionary[Database, _Judged] = weakref.WeakKeyDictionary()


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which suspects: of one district, of one source, with ``text`` in the name, with all of ``traits``; None and "" are all."""

    district: str | None = None
    source: str | None = None
    text: str = ""
    traits: frozenset[Trait] = frozenset()


@dataclass(frozen=True, slots=True)
class PaperList:
    """The first of the suspects that were wanted, and what there is to choose from.

    ``looked_through``: how many stations were judged; ``suspected``: how many are listed in all; ``found``: how many of
    those were wanted. ``counts``: of district, source and text as wanted, how many each trait holds for.
    """

    looked_through: int
    suspected: int
    found: int
    counts: Mapping[Trait, int]
    districts: tuple[str, ...]
    sources: tuple[str, ...]
    shown: tuple[PaperStation, ...]


def paper_stations(
    db: Database, actor: Actor, wanted: Wanted | None = None, limit: int | None = MOST_SHOWN
) -> PaperList:
    """Return the stations against which enough speaks, most points first, ``limit`` of them described (None: all).

    What is wanted is chosen after all stations were judged: a part of a list has other shares than the whole.

    Raises:
        Forbidden.
    """
    require(actor, Permission.REVIEW_STATIONS)

    def work(tx: Tx) -> PaperList:
        return _chosen(tx, _judged(db, tx), wanted or Wanted(), limit)

    return db.read(work)


def _judged(db: Database, tx: Tx) -> _Judged:
    """Return all suspects; judged anew only after something of a station changed."""
    change = counters.current(tx, "station")
    with _lock:
        kept = _remembered.get(db)
    if kept is not None and kept[0] == change:
        return kept
    entries = paper.entries(tx)
    judged = (change, len(entries), tuple(suspects(entries)))
    with _lock:
        _remembered[db] = judged
    return judged


def _chosen(tx: Tx, judged: _Judged, wanted: Wanted, limit: int | None) -> PaperList:
    _, looked_through, everyone = judged
    text = fold(wanted.text)
    there = [it for it in everyone if _is_there(it, wanted, text)]
    found = [it for it in there if wanted.traits <= frozenset(it.traits)]
    return PaperList(
        looked_through=looked_through,
        suspected=len(everyone),
        found=len(found),
        counts=Counter(trait for it in there for trait in it.traits),
        districts=tuple(sorted({it.entry.district for it in everyone})),
        sources=tuple(sorted({it.entry.source for it in everyone})),
        shown=tuple(_described(tx, found[:limit])),
    )


def _is_there(suspect: Suspect, wanted: Wanted, text: str) -> bool:
    entry = suspect.entry
    return (
        wanted.district in (None, entry.district)
        and wanted.source in (None, entry.source)
        and (not text or text in entry.name)
    )


def _described(tx: Tx, found: Sequence[Suspect]) -> list[PaperStation]:
    described = []
    for first in range(0, len(found), _AT_ONCE):
        part = found[first : first + _AT_ONCE]
        briefs = stations.briefs(tx, [it.entry.key for it in part])
        described += [PaperStation(briefs[it.entry.key].id, briefs[it.entry.key].names, it) for it in part]
    return described
