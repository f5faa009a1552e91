"""The ledger in words: figures as sentences and as the bars of a table, each bar beside what it says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from stations.doors import HOURS_A_DAY, NIGHT_HOURS, Door
from stations.instants import local_date
from stations.ledger import DAY, Figures, Looks, median_hours
from stations.trust import decay_of
from stations.ui.shell import Visit

_TWO_DAYS = 48.0


@dataclass(frozen=True, slots=True)
class Bar:
    """A line of a chart that is a table: its name, what it says, and the widths of its parts in percent by kind."""

    name: str
    words: str
    parts: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class DistrictLine:
    """A district in the table: its name, and each figure with its short name and the width of its bar (None: no bar)."""

    name: str
    cells: tuple[tuple[str, str, float | None], ...]


def summary(visit: Visit, figures: Figures) -> list[tuple[str, str]]:
    """Return the figures of some stations, each with its name."""
    say, looks = visit.say, figures.looks
    return [
        (say("ledger-known-stations"), str(figures.stations)),
        (say("ledger-known-amenities"), str(looks.amenities)),
        (say("ledger-in-time"), share_line(visit, looks)),
        (say("ledger-never-looked"), str(looks.never)),
        (say("ledger-age"), age(visit, looks)),
        (say("ledger-disputes"), disputes(visit, figures)),
        (say("ledger-mend"), waits(visit, figures.mended)),
        (say("ledger-settle"), waits(visit, figures.settled)),
    ]


def share_line(visit: Visit, looks: Looks) -> str:
    """Return "62 % (31 of 50)", a dash where there is nothing to look at."""
    if looks.share_within is None:
        return visit.say("ledger-nothing")
    return visit.say(
        "ledger-share", share=_percent(looks.share_within), count=str(looks.within), total=str(looks.amenities)
    )


def _percent(share: float) -> str:
    return f"{100 * share:.0f}"


def age(visit: Visit, looks: Looks) -> str:
    """Return the median age of the last look, a dash where nobody looked."""
    days = looks.median_age
    return visit.say("ledger-nothing") if days is None else visit.say("ledger-days", count=days)


def wait(visit: Visit, hours: float) -> str:
    """Return a wait in whole hours, from two days on in days."""
    if hours < _TWO_DAYS:
        return visit.say("ledger-hours", count=round(hours))
    return visit.say("ledger-days", count=round(hours / 24))


def waits(visit: Visit, hours: Sequence[float]) -> str:
    """Return the median of waits and how many there were, a dash where there were none."""
    middle = median_hours(hours)
    if middle is None:
        return visit.say("ledger-nothing")
    return visit.say("ledger-wait", wait=wait(visit, middle), count=len(hours))


def disputes(visit: Visit, figures: Figures) -> str:
    """Return how many disputes are open and since when the oldest is."""
    if not figures.disputes:
        return "0"
    longest = wait(visit, max(figures.disputes))
    return visit.say("ledger-dispute-longest", count=len(figures.disputes), wait=longest)


def months(visit: Visit, figures: Figures) -> list[Bar]:
    """Return the share looked at in time, a line a month and one for the day chosen; months without anything are left out."""
    return [
        Bar(_month(looks), share_line(visit, looks), (("within", 100 * looks.share_within),))
        for looks in figures.months
        if looks.share_within is not None
    ]


def months_note(visit: Visit) -> str:
    """Return what "in time" means, with the intervals of two facilities."""
    aed, water = (decay_of(code).interval.days for code in ("aed", "hot_water"))
    return visit.say("ledger-months-note", aed=aed, water=water)


def _month(looks: Looks) -> str:
    return local_date(looks.ends - DAY, "CN").isoformat()


def nights(visit: Visit, figures: Figures) -> list[Bar]:
    """Return what one finds at the door at the hours of the night shifts."""
    return [
        Bar(visit.say(f"ledger-night-{hour}"), _night(visit, figures, hour), _parts(figures, hour))
        for hour in NIGHT_HOURS
    ]


def _night(visit: Visit, figures: Figures, hour: int) -> str:
    door, share = figures.door[hour], figures.closed_share(hour)
    if share is None:
        return visit.say("ledger-night-untold", unknown=door[Door.UNKNOWN])
    told = door[Door.CLOSED] + door[Door.OPEN]
    return visit.say(
        "ledger-night-line", share=_percent(share), closed=door[Door.CLOSED], told=told, unknown=door[Door.UNKNOWN]
    )


def _parts(figures: Figures, hour: int) -> tuple[tuple[str, float], ...]:
    whole = figures.door[hour].total() or 1
    return tuple((str(door), 100 * figures.door[hour][door] / whole) for door in Door)


def hours(figures: Figures) -> list[tuple[str, tuple[int, ...], tuple[tuple[str, float], ...]]]:
    """Return each hour of the day with how many stations are open, closed and not known, as numbers and as widths."""
    return [
        (f"{hour:02}:00", tuple(figures.door[hour][door] for door in Door), _parts(figures, hour))
        for hour in range(HOURS_A_DAY)
    ]


def district(visit: Visit, name: str, figures: Figures) -> DistrictLine:
    """Return the line of a district in the table."""
    say, looks = visit.say, figures.looks
    share = looks.share_within
    cells: list[tuple[str, str, float | None]] = [
        (say("ledger-short-stations"), str(figures.stations), None),
        (say("ledger-short-in-time"), share_line(visit, looks), None if share is None else 100 * share),
        (say("ledger-short-age"), age(visit, looks), None),
        (say("ledger-short-disputes"), disputes(visit, figures), None),
        (say("ledger-short-mend"), waits(visit, figures.mended), None),
        (say("ledger-short-settle"), waits(visit, figures.settled), None),
    ]
    cells += [
        (say("ledger-short-night", hour=f"{hour:02}"), _closed(visit, figures, hour), None) for hour in NIGHT_HOURS
    ]
    return DistrictLine(name, tuple(cells))


def _closed(visit: Visit, figures: Figures, hour: int) -> str:
    told = figures.door[hour][Door.OPEN] + figures.door[hour][Door.CLOSED]
    if not told:
        return visit.say("ledger-door-unknown")
    return visit.say("ledger-of", count=figures.door[hour][Door.CLOSED], total=told)
