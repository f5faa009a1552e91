"""A database of an earlier version is brought up to date with all that is in it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from stations.instants import format_instant, parse_instant
from stations.storage import amenities, migrations, sightings, stations
from stations.storage.engine import Tx, open_database
from stations.trust import ACCESS, HOURS, POSITION, CheckedBy

AT = datetime(2026, 10, 1, 8, tzinfo=UTC)
_BODY = (
    '{"closed_reason":"","closed_until":null,"exceptions":[],"jurisdiction":"CN","opening_hours":%s,"way_in":"unknown"}'
)


def _old_content(tx: Tx) -> None:
    for key, hours in ((1, "null"), (2, '"24/7"')):
        tx.run("INSERT INTO schedule (key, content, body) VALUES (:key, :content, :body)", key=key, content=str(key), body=_BODY % hours)  # fmt: skip
        tx.run(
            "INSERT INTO station VALUES (:key, :id, '{}', 'CN', 22.2, 113.5, 22.2, 113.5, 'wgs84', 'exact', '{}', '', '{}',"
            " 'unknown', '', '', '{}', '[]', '{}', :key, 1, 1, '', :is_demo, 'a list', 1, 1, :at"
            + (")" if tx.engine == "sqlite" else ", DEFAULT)"),
            key=key,
            id=f"s{key}",
            is_demo=key - 1,
            at=format_instant(AT),
        )
        tx.run(
            "INSERT INTO amenity VALUES (:key, 'aed', 'available', NULL, '', '', NULL, NULL, :at, 'import', :at, 1)",
            key=key,
            at=format_instant(AT),
        )


def test_what_was_stated_before_claims_were_kept_counts_from_the_last_change(
    engine: str, new_database_url: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    everything = migrations.MIGRATIONS
    old = tuple(it for it in everything if it.name < "0003")
    database = open_database(new_database_url(engine))
    with monkeypatch.context() as past:
        for where in ("sqlite", "postgresql"):
            past.setattr(f"stations.storage.{where}.MIGRATIONS", old)
        assert database.migrate() == [it.name for it in old]
    database.write(_old_content)
    assert database.migrate() == [it.name for it in everything if it not in old]

    without, with_hours = (database.read(lambda tx, key=key: stations.get(tx, f"s{key}")) for key in (1, 2))
    assert without is not None
    assert with_hours is not None
    assert set(without.claims) == {ACCESS, POSITION}
    assert set(with_hours.claims) == {ACCESS, HOURS, POSITION}
    claim = with_hours.claims[HOURS]
    assert (claim.checked_by, claim.checked_at) == (CheckedBy.DEMO, AT)
    briefs = database.read(lambda tx: stations.briefs(tx, [1, 2]))
    assert briefs[1].hours_until == 0
    assert briefs[2].hours_until == int((AT + timedelta(days=90)).timestamp())
    aed = database.read(lambda tx: amenities.of_station(tx, 2))["aed"]
    assert (aed.observed_at, aed.said_by) == (parse_instant(format_instant(AT)), "")
    assert database.read(lambda tx: sightings.of_stations(tx, [1, 2])) == {1: {}, 2: {}}
    database.close()
