"""Schedules: stations with the same hours share a row, so that "open now" is asked once for all of them."""

from __future__ import annotations

from stations.hours import Schedule, content_key, from_json, to_json
from stations.storage import counters
from stations.storage.engine import Tx


def intern(tx: Tx, schedule: Schedule) -> int:
    """Return the key of the row that holds ``schedule``, made if it is not there yet."""
    content = content_key(schedule)
    row = tx.one("SELECT key FROM schedule WHERE content = :content", content=content)
    if row is not None:
        return int(row["key"])
    key = counters.advance(tx, "schedule_key")
    tx.run(
        "INSERT INTO schedule (key, content, body) VALUES (:key, :content, :body) ON CONFLICT (content) DO NOTHING",
        key=key,
        content=content,
        body=to_json(schedule),
    )
    counters.advance(tx, "schedule")
    return int(tx.tuples("SELECT key FROM schedule WHERE content = :content", content=content)[0][0])


def version(tx: Tx) -> int:
    """Return a number that grows whenever a schedule is added."""
    return counters.current(tx, "schedule")


def every(tx: Tx) -> dict[int, Schedule]:
    """Return all schedules by key."""
    return {int(key): from_json(body) for key, body in tx.tuples("SELECT key, body FROM schedule")}


def drop_unused(tx: Tx) -> int:
    """Delete the schedules that no station uses any more; return how many.

    Whoever gives a station a schedule holds the stations' counter, so holding it here keeps one from being deleted that
    is just being given.
    """
    tx.run("UPDATE counter SET value = value WHERE name = 'station'")
    gone = tx.run("DELETE FROM schedule WHERE key NOT IN (SELECT schedule_key FROM station)")
    if gone:
        counters.advance(tx, "schedule")
    return gone
