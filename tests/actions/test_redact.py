"""Entries about erased bookings lose their detail, stay in the chain, and nothing else loses anything."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from stations.actions import forget, redact, seals
from stations.actions.book import SessionView
from stations.audit import Recorded
from stations.bookings import BookingView
from stations.errors import Forbidden
from stations.roles import SYSTEM, Actor
from stations.storage import audit
from stations.storage.engine import Database

Booked = Callable[..., BookingView]


def entries(db: Database, action: str = "booking.") -> list[Recorded]:
    return db.read(lambda tx: audit.latest(tx, action=action))


@pytest.fixture
def then(clinic: SessionView) -> datetime:
    """Just after the bookings of the clinic are past their time."""
    assert clinic.session.ends_at is not None
    return clinic.session.ends_at + timedelta(days=30, seconds=1)


def test_what_tells_of_an_erased_booking_loses_its_detail_and_is_proven_still(
    db: Database, booked: Booked, then: datetime
) -> None:
    view = booked()
    (before,) = entries(db)
    assert before.detail
    purged = forget.purge(db, SYSTEM, then)
    assert (purged.bookings, purged.redacted) == (1, 1)
    (after,) = entries(db)
    assert (after.subject, after.detail, after.redacted_at) == (view.booking.id, {}, then)
    assert (after.id, after.at, after.action, after.role, after.station_id) == (
        before.id, before.at, before.action, before.role, before.station_id,
    )  # fmt: skip
    assert [entry.detail for entry in entries(db, "audit.redacted")] == [{"entries": 1}]
    verdict = seals.verify(db, SYSTEM, then + timedelta(minutes=1))
    assert (verdict.redacted, verdict.finding) == (1, None)


def test_the_salt_is_gone_so_that_the_detail_cannot_be_guessed(db: Database, booked: Booked, then: datetime) -> None:
    booked()
    salts = "SELECT salt FROM audit WHERE action = 'booking.created'"
    assert len(db.read(lambda tx: tx.tuples(salts))[0][0]) == 32
    forget.purge(db, SYSTEM, then)
    assert db.read(lambda tx: tx.tuples(salts)) == [("",)]


def test_nothing_else_is_redacted_and_nothing_twice(db: Database, booked: Booked, then: datetime) -> None:
    booked()
    others = [entry for entry in db.read(audit.latest) if not entry.action.startswith("booking.")]
    assert any(entry.detail for entry in others)
    forget.purge(db, SYSTEM, then)
    assert forget.purge(db, SYSTEM, then + timedelta(hours=1)).redacted == 0
    kept = {entry.id: entry for entry in db.read(audit.latest)}
    assert [kept[entry.id] for entry in others] == others
    assert len(entries(db, "audit.redacted")) == 1


def test_entries_about_bookings_that_are_not_past_their_time_stay(db: Database, booked: Booked, then: datetime) -> None:
    booked()
    assert forget.purge(db, SYSTEM, then - timedelta(seconds=1)).redacted == 0
    assert [entry.redacted_at for entry in entries(db)] == [None]


def test_what_could_not_be_sealed_yet_is_redacted_the_next_time(
    db: Database, booked: Booked, then: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    booked()
    with monkeypatch.context() as never:
        never.setattr("stations.actions.redact.seal", lambda *_, **__: 0)
        assert forget.purge(db, SYSTEM, then).redacted == 0
    assert [entry.redacted_at for entry in entries(db)] == [None]
    assert forget.purge(db, SYSTEM, then + timedelta(hours=1)).redacted == 1


def test_many_are_redacted_in_several_transactions(
    db: Database, booked: Booked, then: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("stations.actions.redact._BOOKINGS_AT_ONCE", 2)
    for number in range(1, 6):
        booked(driver=number, slot=(number - 1) // 2)
    assert forget.purge(db, SYSTEM, then).redacted == 5
    assert sorted(entry.detail["entries"] for entry in entries(db, "audit.redacted")) == [1, 2, 2]
    assert seals.verify(db, SYSTEM, then + timedelta(minutes=1)).is_well


def test_tampering_with_a_redacted_entry_is_found(db: Database, booked: Booked, then: datetime) -> None:
    booked()
    forget.purge(db, SYSTEM, then)
    (entry,) = entries(db)
    off = "DROP TRIGGER audit_no_update" + (" ON audit" if db.engine == "postgresql" else "")
    db.write(lambda tx: (tx.run(off), tx.run("UPDATE audit SET account_id = 'x' WHERE id = :id", id=entry.id)))
    finding = seals.look_through(db, SYSTEM).finding
    assert finding is not None
    assert (finding.wrong, finding.number) == ("entry-changed", entry.id)


@pytest.mark.parametrize("who", ["driver", "manager", "staff"])
def test_only_the_house_and_administrators_redact(
    db: Database, booked: Booked, then: datetime, request: pytest.FixtureRequest, who: str
) -> None:
    booked()
    actor: Actor = request.getfixturevalue(who)
    with pytest.raises(Forbidden):
        redact.redact(db, actor, then)
    assert [entry.redacted_at for entry in entries(db)] == [None]


def test_an_administrator_may(db: Database, booked: Booked, admin: Actor, then: datetime) -> None:
    booked()
    assert forget.purge(db, admin, then).redacted == 1
