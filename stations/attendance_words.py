"""The attendance board as tables of words and numbers, for the screen and for files alike."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from stations.attendance import PEOPLE, Federation, Line, SmallTally, Tally, made_by_day
from stations.instants import to_wall
from stations.sessions import Slot
from stations.suppression import LEAST, Shown
from stations.words import Names, pick, say

Cell = int | str
_OF_PLACES = ("sessions", "called_off", "places", "walk_in_places")
_SHARES = ("fill", "absence")


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a table: its name, what it leads to, its cells, and the width of its bar in percent (None: no bar)."""

    name: str
    cells: tuple[Cell, ...]
    key: str = ""
    bar: float | None = None
    is_total: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a heading over each column; the first column is the rows' names."""

    title: str
    head: tuple[str, ...]
    rows: tuple[Row, ...]


def without_noughts(table: Table) -> Table:
    """Return the table without the columns that are 0 in every row, for a screen that has no room for them."""
    kept = [at for at in range(len(table.head) - 1) if any(row.cells[at] != 0 for row in table.rows)]
    rows = tuple(replace(row, cells=tuple(row.cells[at] for at in kept)) for row in table.rows)
    return Table(table.title, (table.head[0], *(table.head[at + 1] for at in kept)), rows)


@dataclass(frozen=True, slots=True)
class Titled:
    """A line with what it is called."""

    line: Line
    name: str


def _head(lang: str, first: str, columns: Sequence[str]) -> tuple[str, ...]:
    return (say(lang, first), *(say(lang, f"attendance-{name.replace('_', '-')}") for name in columns))


def percent(share: float | None) -> str:
    """Return a share in whole percent, a dash where there is none."""
    return "–" if share is None else f"{100 * share:.0f} %"


def _cells(tally: Tally) -> tuple[Cell, ...]:
    counts = [getattr(tally, name) for name in (*_OF_PLACES, *PEOPLE)]
    return (*counts, percent(tally.fill), percent(tally.absence))


def _bar(tally: Tally) -> float | None:
    return None if tally.fill is None else min(100.0, 100 * tally.fill)


def lines_table(lines: Sequence[Titled], whole: Tally, lang: str) -> Table:
    """Return the counts of sessions, series or stations, all together first."""
    rows = [Row(say(lang, "attendance-all"), _cells(whole), bar=_bar(whole), is_total=True)]
    rows += [Row(one.name, _cells(one.line.tally), one.line.key, _bar(one.line.tally)) for one in lines]
    head = _head(lang, "attendance-what", (*_OF_PLACES, *PEOPLE, *_SHARES))
    return Table(say(lang, "attendance-title"), head, tuple(rows))


def shown(one: Shown) -> Cell:
    """Return a count as a federation sees it."""
    if one.value is not None:
        return one.value
    return f"<{LEAST}" if one.is_small else f"≥{LEAST}"


def federation_table(found: Federation, lang: str, district_name: Callable[[str], str]) -> Table:
    """Return all, each jurisdiction with its districts under it; hidden counts as ``<5`` or ``≥5``."""
    rows = [_small(found.whole, say(lang, "attendance-all"), is_total=True)]
    for jurisdiction in found.jurisdictions:
        rows.append(_small(jurisdiction, say(lang, f"jurisdiction-{jurisdiction.jurisdiction}"), is_total=True))
        inside = [one for one in found.districts if one.jurisdiction == jurisdiction.jurisdiction]
        rows += [_small(one, district_name(one.key) or say(lang, "attendance-no-district")) for one in inside]
    head = _head(lang, "attendance-district", (*_OF_PLACES, *PEOPLE))
    return Table(say(lang, "attendance-districts-title"), head, tuple(rows))


def _small(tally: SmallTally, name: str, *, is_total: bool = False) -> Row:
    places = (tally.sessions, tally.called_off, tally.places, tally.walk_in_places)
    return Row(name, (*places, *(shown(tally.people[figure]) for figure in PEOPLE)), tally.key, is_total=is_total)


def federation_categories(found: Federation, lang: str) -> Table:
    """Return the same people by kind of work."""
    rows = [
        Row(say(lang, f"category-{key}"), tuple(shown(people[figure]) for figure in PEOPLE))
        for key, people in found.categories.items()
    ]
    return Table(say(lang, "attendance-categories-title"), _head(lang, "attendance-category", PEOPLE), tuple(rows))


def categories_table(categories: Mapping[str, Tally], lang: str) -> Table:
    """Return people by kind of work, the bar being the share of all who were booked or walked in."""
    most = max((tally.booked + tally.walk_ins for tally in categories.values()), default=0)
    rows = [
        Row(
            say(lang, f"category-{key}"),
            (*(getattr(tally, figure) for figure in PEOPLE), percent(tally.absence)),
            bar=100 * (tally.booked + tally.walk_ins) / most if most else None,
        )
        for key, tally in categories.items()
    ]
    head = _head(lang, "attendance-category", (*PEOPLE, "absence"))
    return Table(say(lang, "attendance-categories-title"), head, tuple(rows))


def made_table(made: Mapping[int, int], lang: str) -> Table:
    """Return how many people were booked by the end of each day before the session, as a chart that is a table."""
    days = made_by_day(made)
    whole = days[-1][1] if days else 0
    rows = [
        Row(
            say(lang, "attendance-days-before", days=number) if number >= 0 else say(lang, "attendance-after"),
            (so_far, percent(so_far / whole)),
            bar=100 * so_far / whole,
        )
        for number, so_far in days
    ]
    head = (say(lang, "attendance-day"), say(lang, "attendance-booked-by-then"), say(lang, "attendance-share"))
    return Table(say(lang, "attendance-made-title"), head, tuple(rows))


def slots_table(slots: Sequence[Slot], jurisdiction: str, lang: str) -> Table:
    """Return the places of each slot and how many are taken, as a chart that is a table."""
    rows = [
        Row(
            f"{to_wall(slot.starts_at, jurisdiction):%H:%M}–{to_wall(slot.ends_at, jurisdiction):%H:%M}",
            (slot.taken, slot.capacity, percent(slot.taken / slot.capacity if slot.capacity else None)),
            bar=100 * slot.taken / slot.capacity if slot.capacity else None,
        )
        for slot in slots
    ]
    head = _head(lang, "attendance-slot", ("taken", "places", "fill"))
    return Table(say(lang, "attendance-slots-title"), head, tuple(rows))


def summary(tally: Tally, lang: str) -> list[tuple[str, str]]:
    """Return the counts of one session, each with its name."""
    names = ("places", "walk_in_places", *PEOPLE)
    told = [(say(lang, f"attendance-{name.replace('_', '-')}"), str(getattr(tally, name))) for name in names]
    shares = [(say(lang, f"attendance-{name}"), percent(getattr(tally, name))) for name in _SHARES]
    return [*told, *shares]


def title(names: Names, station_names: Names, day: str, lang: str) -> str:
    """Return what a line is called: the title, its day and its station, as far as they are there."""
    return " · ".join(part for part in (day, pick(names, lang), pick(station_names, lang)) if part)
