"""Moving house: every table arrives on either engine, or the target stays empty."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import pytest

from stations.actions import my_booking, seals
from stations.actions.book import SessionView, book, see_session
from stations.actions.checks import check_house
from stations.actions.moving import Moved, move_house
from stations.actions.start import furnish, start
from stations.audit import Entry
from stations.bookings import BookingView
from stations.errors import Code, Forbidden, InvalidInput, Refused
from stations.roles import DRIVER, SYSTEM, Actor
from stations.settings import DATA
from stations.storage import audit, bookings
from stations.storage.engine import Database, Tx, open_database
from stations.storage.migrations import MIGRATIONS
from stations.storage.migrations.step import Migration
from tests.conftest import ENGINES

Urls = Callable[..., str]
LATER = Migration(
    "9999_later",
    both=(
        "CREATE TABLE z_parent (id {serial}, about {real}, picture {blob}) {strict}",
        """CREATE TABLE a_child (id TEXT PRIMARY KEY, parent_id {int} REFERENCES z_parent (id),
            after_id TEXT REFERENCES a_child (id), is_true {int} NOT NULL, said TEXT) {strict}""",
    ),
)
SPOILING = Migration(
    "9999_spoiling",
    both=(),
    sqlite=(
        """CREATE TRIGGER spoil AFTER INSERT ON counter BEGIN
            UPDATE counter SET value = value + 1 WHERE name = new.name;
        END""",
    ),
    postgresql=(
        """CREATE FUNCTION spoil() RETURNS trigger LANGUAGE plpgsql AS
            $$ BEGIN NEW.value = NEW.value + 1; RETURN NEW; END $$""",
        "CREATE TRIGGER spoil BEFORE INSERT ON counter FOR EACH ROW EXECUTE FUNCTION spoil()",
    ),
)


@pytest.fixture(params=ENGINES)
def target_url(request: pytest.FixtureRequest, new_database_url: Urls) -> str:
    """The address of an empty database of either engine to move into."""
    return new_database_url(request.param)


@pytest.fixture
def opened(target_url: str) -> Iterator[Database]:
    """The database that was moved into."""
    database = open_database(target_url)
    yield database
    database.close()


@pytest.fixture
def with_step(monkeypatch: pytest.MonkeyPatch) -> Callable[[Migration], None]:
    """Make a function that adds a step to the schema."""

    def add(step: Migration) -> None:
        for module in ("schema", "sqlite", "postgresql"):
            monkeypatch.setattr(f"stations.storage.{module}.MIGRATIONS", (*MIGRATIONS, step))

    return add


def move(db: Database, url: str) -> list[Moved] | Refused:
    shown: list[Moved] = []
    moved = move_house(db, SYSTEM, url, shown.extend)
    assert isinstance(moved, Refused) or moved == shown
    return moved  # type: ignore[return-value]


def tables_of(tx: Tx) -> set[str]:
    sql = (
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite!_%' ESCAPE '!'"
        if tx.engine == "sqlite"
        else "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
    )
    return {row[0] for row in tx.tuples(sql)}


def is_data(table: str) -> bool:
    return table not in ("_sqlite_migrations", "schema_migration") and not table.startswith("station_search")


def test_every_table_arrives_and_the_product_goes_on_in_the_new_house(
    db: Database, opened: Database, target_url: str, now: datetime, booked: Callable[..., BookingView], staff: Actor
) -> None:
    kept, cancelled = booked(1), booked(2)
    my_booking.cancel(db, now, cancelled.booking.token)
    moved = move(db, target_url)
    assert isinstance(moved, list)
    assert all(each.is_same for each in moved)
    assert {each.table: each.source.rows for each in moved}["booking"] == 2
    assert {each.table for each in moved} == {table for table in opened.read(tables_of) if is_data(table)}
    assert {each.table for each in moved} == {table for table in db.read(tables_of) if is_data(table)}
    assert check_house(opened, SYSTEM).is_well
    assert not start(opened, now).migrations
    assert my_booking.open_booking(opened, kept.booking.token).view.booking.code == kept.booking.code  # type: ignore[union-attr]


def test_a_link_and_a_repeated_request_mean_the_same_after_the_move(
    db: Database, opened: Database, target_url: str, now: datetime, request_for: Callable[..., object]
) -> None:
    request = request_for(1, request_key="once")
    before = book(db, DRIVER, now, request)  # type: ignore[arg-type]
    move(db, target_url)
    again = book(opened, DRIVER, now, request)  # type: ignore[arg-type]
    assert isinstance(before, BookingView)
    assert isinstance(again, BookingView)
    assert (again.booking.id, again.booking.token) == (before.booking.id, before.booking.token)


def test_stations_are_found_by_their_text_after_the_move(db: Database, opened: Database, target_url: str) -> None:
    from stations.storage.search import matching

    move(db, target_url)
    assert opened.read(lambda tx: matching(tx, "珠海", 5))
    assert sorted(opened.read(lambda tx: matching(tx, "珠海", 5))) == sorted(
        db.read(lambda tx: matching(tx, "珠海", 5))
    )


def _fill(tx: Tx) -> None:
    tx.many(
        "INSERT INTO z_parent (id, about, picture) VALUES (:id, :about, :picture)",
        [
            {"id": 1, "about": 0.1, "picture": bytes(range(256))},
            {"id": 7, "about": -0.0, "picture": b""},
            {"id": 8, "about": 5e-324, "picture": None},
            {"id": 40, "about": None, "picture": b"gone"},
        ],
    )
    tx.run("DELETE FROM z_parent WHERE id = 40")
    rows = [("b", None, None, 1, "甲\t\\N\r\n\u200b"), ("a", 7, "b", 0, ""), ("c", 8, "a", 1, None)]
    for row in rows:
        names = ("id", "parent_id", "after_id", "is_true", "said")
        tx.run(
            f"INSERT INTO a_child ({', '.join(names)}) VALUES (:id, :parent_id, :after_id, :is_true, :said)",
            **dict(zip(names, row, strict=True)),
        )
    tx.run("UPDATE a_child SET after_id = 'c' WHERE id = 'b'")  # a ring of rows: no order of them would do


def _all_of(table: str) -> Callable[[Tx], list[tuple[object, ...]]]:
    return lambda tx: [tuple(row) for row in tx.tuples(f"SELECT * FROM {table} ORDER BY id")]


def test_a_table_that_is_new_tomorrow_is_moved_with_all_that_columns_can_hold(
    empty_db: Database, opened: Database, target_url: str, with_step: Callable[[Migration], None]
) -> None:
    with_step(LATER)
    empty_db.migrate()
    empty_db.write(_fill)
    moved = move(empty_db, target_url)
    assert isinstance(moved, list)
    assert {each.table: each.target.rows for each in moved if each.table in ("z_parent", "a_child")} == {
        "z_parent": 3,
        "a_child": 3,
    }
    for table in ("z_parent", "a_child"):
        assert opened.read(_all_of(table)) == empty_db.read(_all_of(table))


def test_no_number_is_given_out_a_second_time(
    empty_db: Database, opened: Database, target_url: str, with_step: Callable[[Migration], None], now: datetime
) -> None:
    with_step(LATER)
    empty_db.migrate()
    empty_db.write(_fill)
    highest = empty_db.read(lambda tx: tx.tuples("SELECT max(id) FROM z_parent"))[0][0]
    furnish(empty_db, now, DATA / "stations" / "hzmb.json")
    entries = empty_db.read(lambda tx: audit.latest(tx))
    move(empty_db, target_url)
    add = "INSERT INTO z_parent (about) VALUES (1) RETURNING id"
    number = opened.write(lambda tx: tx.tuples(add))[0][0]
    there = empty_db.write(lambda tx: tx.tuples(add))[0][0]
    assert number > highest
    if empty_db.engine == "sqlite":  # where a number given by hand counts, it counts after the move too
        assert number == there == 41
    opened.write(lambda tx: audit.add(tx, Entry(now, "house.moved", SYSTEM, "house")))
    assert opened.read(lambda tx: audit.latest(tx, limit=1))[0].id == entries[0].id + 1


def test_a_house_that_somebody_lives_in_is_left_alone(db: Database, opened: Database, target_url: str) -> None:
    opened.write(lambda tx: tx.run("CREATE TABLE theirs (name TEXT)"))
    opened.write(lambda tx: tx.run("INSERT INTO theirs (name) VALUES ('cat')"))
    assert move(db, target_url) == Refused(Code.TARGET_NOT_EMPTY)
    assert opened.read(tables_of) == {"theirs"}
    assert opened.read(lambda tx: tx.tuples("SELECT name FROM theirs")) == [("cat",)]


def test_nothing_is_moved_onto_itself(engine: str, new_database_url: Urls, models: Callable[[str, bool], str]) -> None:
    url = new_database_url(engine, models(engine, True))
    database = open_database(url)
    assert move(database, url) == Refused(Code.TARGET_NOT_EMPTY)
    assert check_house(database, SYSTEM).is_well
    database.close()


def test_what_arrives_otherwise_is_shown_and_undone(
    db: Database, opened: Database, target_url: str, with_step: Callable[[Migration], None]
) -> None:
    with_step(SPOILING)
    db.migrate()
    shown: list[Moved] = []
    assert move_house(db, SYSTEM, target_url, shown.extend) == Refused(Code.COPY_DIFFERS)
    assert [each.table for each in shown if not each.is_same] == ["counter"]
    assert opened.read(tables_of) == set()


def test_a_booking_made_while_the_move_is_under_way_is_noticed_and_the_move_undone(
    db: Database, opened: Database, target_url: str, booked: Callable[..., BookingView]
) -> None:
    def meanwhile(_: object) -> None:
        booked(1)

    assert move_house(db, SYSTEM, target_url, meanwhile) == Refused(Code.SOURCE_CHANGED)
    assert opened.read(tables_of) == set()
    assert isinstance(move(db, target_url), list)
    assert opened.read(lambda tx: tx.tuples("SELECT count(*) FROM booking")) == [(1,)]


def test_a_program_that_dies_before_the_end_leaves_an_empty_house(
    db: Database, opened: Database, target_url: str
) -> None:
    def die(_: object) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        move_house(db, SYSTEM, target_url, die)
    assert opened.read(tables_of) == set()


def test_a_text_that_postgresql_cannot_keep_is_named(
    new_database_url: Urls, models: Callable[[str, bool], str], opened: Database, target_url: str
) -> None:
    source = open_database(new_database_url("sqlite", models("sqlite", True)))
    source.write(lambda tx: tx.run("INSERT INTO house (key, value) VALUES ('odd', :value)", value="a\x00b"))
    if opened.engine == "sqlite":
        assert isinstance(move(source, target_url), list)
    else:
        with pytest.raises(InvalidInput) as refusal:
            move(source, target_url)
        assert (refusal.value.code, refusal.value.args_) == (Code.TEXT_UNFIT, {"table": "house"})
        assert opened.read(tables_of) == set()
    source.close()


@pytest.mark.parametrize("who", ["driver", "staff", "manager"])
def test_who_does_not_keep_the_house_may_not_move_it(
    request: pytest.FixtureRequest, db: Database, opened: Database, target_url: str, who: str
) -> None:
    with pytest.raises(Forbidden):
        move_house(db, request.getfixturevalue(who), target_url, lambda _: None)
    assert opened.read(tables_of) == set()


def test_places_are_counted_on_after_the_move(
    db: Database,
    opened: Database,
    target_url: str,
    now: datetime,
    clinic: SessionView,
    booked: Callable[..., BookingView],
    request_for: Callable[..., object],
) -> None:
    booked(1)
    move(db, target_url)
    assert isinstance(book(opened, DRIVER, now, request_for(2)), BookingView)  # type: ignore[arg-type]
    assert book(opened, DRIVER, now, request_for(3)) == Refused(Code.SLOT_FULL, field="slot")  # type: ignore[arg-type]
    assert [slot.taken for slot in see_session(opened, clinic.session.id).slots] == [2, 0, 0]
    assert opened.read(lambda tx: bookings.by_request_key(tx, "nothing")) is None


def test_a_sealed_audit_trail_is_still_proven_after_the_move(
    db: Database, opened: Database, target_url: str, now: datetime
) -> None:
    kept = seals.verify(db, SYSTEM, now + timedelta(minutes=1)).last
    assert kept is not None
    move(db, target_url)
    verdict = seals.verify(opened, SYSTEM, now + timedelta(minutes=2), kept.hash)
    assert (verdict.is_well, verdict.last) == (True, kept)
