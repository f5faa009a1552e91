"""One person, one place at a time: the five-minute cells of the clock that a booking occupies.

Every slot begins and ends on a multiple of five minutes (:func:`stations.sessions.check_plan`), so two slots overlap exactly
when they share a cell, and a unique key over (person, cell) refuses the second booking on any engine.
"""

from __future__ import annotations

from datetime import datetime

CELL_MINUTES = 5
_CELL_SECONDS = CELL_MINUTES * 60


def cells(starts_at: datetime, ends_at: datetime) -> range:
    """Return the numbers of the cells from ``starts_at`` to before ``ends_at``, counted from 1970."""
    first = int(starts_at.timestamp()) // _CELL_SECONDS
    last = -(-int(ends_at.timestamp()) // _CELL_SECONDS)
    return range(first, max(last, first + 1))
