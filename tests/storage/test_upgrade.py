"""A database of an earlier version is brought up to date with all that is in it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from stations.actions import my_booking, redact, seals
from stations.bookings import BookingView
from stations.instants import format_instant, parse_instant
from stations.roles import SYSTEM
from stations.storage import amenities, audit, migrations, sessions, sightings, stations
from stations.storage.engine import Database, Tx, open_database
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


def _upgraded(url: str, first_new: str, content: Callable[[Tx], None], monkeypatch: pytest.MonkeyPatch) -> Database:
    """Open a database that was made before the step ``first_new``, with ``content``, and brought up to date."""
    everything = migrations.MIGRATIONS
    old = tuple(it for it in everything if it.name < first_new)
    database = open_database(url)
    with monkeypatch.context() as past:
        for where in ("sqlite", "postgresql"):
            past.setattr(f"stations.storage.{where}.MIGRATIONS", old)
        assert database.migrate() == [it.name for it in old]
    database.write(content)
    assert database.migrate() == [it.name for it in everything if it not in old]
    return database


def test_what_was_stated_before_claims_were_kept_counts_from_the_last_change(
    engine: str, new_database_url: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    database = _upgraded(new_database_url(engine), "0003", _old_content, monkeypatch)

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


def _old_bookings(tx: Tx) -> None:
    _old_content_of_0006(tx)
    for number, status in ((1, "booked"), (2, "cancelled")):
        tx.run(
            "INSERT INTO booking (id, session_id, slot_id, code, token, status, is_walk_in, name, phone, category, lang,"
            " consent_version, consent_lang, consent_at, booked_by, created_at, updated_at, version)"
            " VALUES (:id, 'clinic', 1, :code, :token, :status, 0, '司机', :phone, 'truck', 'zh-Hans', 'v', 'en', :at, 'driver',"
            " :at, :at, 3)",
            id=f"b{number}",
            code=f"CODE0{number}",
            token=f"the-old-link-of-{number}",
            status=status,
            phone=f"+861380013800{number}",
            at=format_instant(AT),
        )
        for kind in ("booked", "moved", "moved"):
            tx.run(
                "INSERT INTO notice (booking_id, kind, args, created_at, told_at) VALUES (:id, :kind, '{}', :at, NULL)",
                id=f"b{number}",
                kind=kind,
                at=format_instant(AT),
            )


def _old_content_of_0006(tx: Tx) -> None:
    tx.run("INSERT INTO schedule (key, content, body) VALUES (1, '1', :body)", body=_BODY % "null")
    tx.run(
        "INSERT INTO station (key, id, names, jurisdiction, lat, lng, given_lat, given_lng, datum, position, address, district,"
        " directions, audience, contact_phone, contact_note, owner, partners, serves, schedule_key, offered, mentioned,"
        " search_tokens, is_demo, source, change, version, updated_at) VALUES (1, 's1', '{}', 'CN', 22.2, 113.5, 22.2, 113.5,"
        " 'wgs84', 'exact', '{}', '', '{}', 'unknown', '', '', '{}', '[]', '{}', 1, 1, 1, '', 0, 'a list', 1, 1, :at)",
        at=format_instant(AT),
    )
    tx.run(
        "INSERT INTO session VALUES ('clinic', 1, 'clinic', '{}', '[]', '2026-10-03', '2026-10-03T01:00:00Z',"
        " '2026-10-03T02:00:00Z', 15, 3, 0, 0, 'anyone', '{}', 'published', 1, 2, 0, 'staff', :at, :at)",
        at=format_instant(AT),
    )
    tx.run(
        "INSERT INTO slot (id, session_id, starts_at, ends_at, capacity, taken)"
        " VALUES (1, 'clinic', '2026-10-03T01:00:00Z', '2026-10-03T01:15:00Z', 3, 1)"
    )


def test_bookings_of_before_keep_their_links_and_notices_and_nothing_is_sent_again(
    engine: str, new_database_url: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    database = _upgraded(new_database_url(engine), "0007", _old_bookings, monkeypatch)
    mine = my_booking.open_booking(database, "the-old-link-of-1")
    assert isinstance(mine, my_booking.MyBooking)
    assert (mine.view.booking.id, mine.view.booking.status, mine.view.booking.version) == ("b1", "booked", 3)
    assert [(one.kind, one.version, one.delivery) for one in mine.notices] == [
        ("moved", 2, "kept"),
        ("moved", 1, "kept"),
        ("booked", 1, "kept"),
    ]
    assert isinstance(my_booking.cancel(database, AT, "the-old-link-of-1"), BookingView)
    slots = database.read(lambda tx: sessions.slots_of(tx, "clinic"))
    assert [(slot.planned, slot.capacity, slot.taken) for slot in slots] == [(3, 3, 0)]
    kept = database.read(lambda tx: tx.tuples("SELECT * FROM booking_link")) + database.read(
        lambda tx: tx.tuples("SELECT * FROM booking")
    )
    assert "the-old-link" not in repr(kept)
    assert database.check() == []
    database.close()


def _old_trail(tx: Tx) -> None:
    _old_bookings(tx)
    tx.run("UPDATE booking SET erased_at = :at WHERE id = 'b1'", at=format_instant(AT))
    for subject, detail in (("b1", '{"to":"已约"}'), ("b2", "{}")):
        tx.run(
            "INSERT INTO audit (at, action, role, account_id, subject, station_id, detail)"
            " VALUES (:at, 'booking.created', 'driver', '', :subject, 's1', :detail)",
            at=format_instant(AT),
            subject=subject,
            detail=detail,
        )


def test_a_trail_of_before_is_sealed_as_it_is_and_can_be_redacted(
    engine: str, new_database_url: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    database, now = _upgraded(new_database_url(engine), "0007", _old_trail, monkeypatch), AT + timedelta(days=60)
    before = database.read(lambda tx: tx.tuples("SELECT salt, digest FROM audit"))
    assert [(len(salt), digest) for salt, digest in before] == [(32, ""), (32, "")]
    assert len(set(before)) == 2
    assert seals.look_through(database, SYSTEM).unsealed == 2
    verdict = seals.verify(database, SYSTEM, now)
    assert (verdict.entries, verdict.unsealed, verdict.is_well) == (2, 0, True)
    assert redact.redact(database, SYSTEM, now) == 1
    details = {entry.subject: entry.detail for entry in database.read(audit.latest)}
    assert details == {"b1": {}, "b2": {}, "": {"entries": 1}}
    assert seals.verify(database, SYSTEM, now + timedelta(minutes=1)).is_well
    for table in ("audit", "audit_link", "audit_seal"):
        with pytest.raises(Exception, match="the audit trail is not changed"):
            database.write(lambda tx, table=table: tx.run(f"DELETE FROM {table}"))  # type: ignore[misc]
    assert database.check() == []
    database.close()
