"""Reading the ledger as of a day: the log of claims, read station by station."""

from __future__ import annotations

import threading
import weakref
from collections import OrderedDict, defaultdict
from datetime import date, datetime

from stations.errors import Code, InvalidInput
from stations.instants import FIRST_YEAR, local_date
from stations.ledger import Figures, Ledger, blank, day_end, sum_of
from stations.roles import Actor, Permission, require
from stations.storage import claim_log, counters, stations
from stations.storage.claim_log import Logged
from stations.storage.engine import Database, Tx

_AT_ONCE = 100
_MOST_KEPT = 16
_lock = threading.Lock()
_Known = tuple[date, int, int]
_remembered: weakref.WeakKeyDictionary[Database, OrderedDict[_Known, Ledger]] = weakref.WeakKeyDictionary()


def read_ledger(db: Database, actor: Actor, now: datetime, as_of: date) -> Ledger:
    """Return the ledger as of the end of the day ``as_of``, by district; districts are those the stations are in now.

    What was worked out holds until something is claimed or a station's place in the lists changes.

    Raises:
        Forbidden. InvalidInput: `date-invalid`, a day that is still to come or before the year 2000.
    """
    require(actor, Permission.READ_LEDGER)
    if as_of > local_date(now, "CN") or as_of.year <= FIRST_YEAR:
        raise InvalidInput(Code.DATE_INVALID, "as_of")
    return db.read(lambda tx: _read(db, tx, as_of))


def _read(db: Database, tx: Tx, as_of: date) -> Ledger:
    known = (as_of, claim_log.last_id(tx), counters.current(tx, "station_text"))
    with _lock:
        kept = _remembered.setdefault(db, OrderedDict())
        found = kept.get(known)
    if found is None:
        found = _worked_out(tx, as_of)
        with _lock:
            kept[known] = found
            while len(kept) > _MOST_KEPT:
                kept.popitem(last=False)
    return found


def _worked_out(tx: Tx, as_of: date) -> Ledger:
    found: dict[str, Figures] = defaultdict(lambda: blank(as_of))
    block = stations.located(tx, 0, _AT_ONCE)
    while block:
        logged = _by_station(claim_log.until(tx, [key for key, _, _ in block], day_end(as_of)))
        for key, jurisdiction, district in block:
            found[district].count(logged[key], jurisdiction)
        block = stations.located(tx, block[-1][0], _AT_ONCE)
    counted = {district: figures for district, figures in found.items() if figures.stations}
    ordered = sorted(counted, key=lambda district: (-counted[district].stations, district))
    return Ledger(as_of, sum_of(counted.values(), as_of), {district: counted[district] for district in ordered})


def _by_station(rows: list[Logged]) -> dict[int, list[Logged]]:
    found: dict[int, list[Logged]] = defaultdict(list)
    for row in rows:
        found[row.station_key].append(row)
    return found
