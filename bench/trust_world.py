"""A seeded year of stations that break, managers who look and drivers who report: what is assumed, and what then happens.

Written down before the first run. Where no figure is public it is a choice, and worlds with better and worse managers stand
beside it.
"""

from __future__ import annotations

import heapq
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

import numpy as np

from stations import trust
from stations.amenities import AmenityState
from stations.trust import HOURS, Decay

START = datetime(2026, 1, 1, tzinfo=UTC)
GOOD = AmenityState.AVAILABLE
_DRAWN_DAYS = 2.0


@dataclass(frozen=True)
class Manager:
    """A kind of manager: share of all, days between looks (0: never after the start), share of looks that are blind.

    ``answers``: the share of disputes they go and look at, ``after_hours`` later on average.
    """

    share: float
    every_days: float
    blind: float
    answers: float
    after_hours: float


@dataclass(frozen=True)
class World:
    """What is assumed. Times in days, shares of one."""

    stations: int = 3000
    warm_up: int = 60
    days: int = 365
    questions: int = 120_000
    # how long a thing works before it fails, on average, by decay class; choices: a water heater or a microwave in public use
    # fails about once a year, small things are used up within two months, a door is found locked in posted hours for some days
    # about twice a year
    fails_after: Mapping[str, float] = field(
        default_factory=lambda: {
            "emergency": 700,
            "device": 250,
            "consumable": 80,
            "room": 600,
            "parking": 900,
            "hours": 180,
        }
    )
    # how long it takes to put it right once somebody who cares for the station knows; and if nobody ever notices
    mended_after: Mapping[str, float] = field(
        default_factory=lambda: {"emergency": 6, "device": 10, "consumable": 4, "room": 10, "parking": 14, "hours": 2}
    )
    mended_by_chance: float = 240
    # of what fails, the share that is gone rather than broken
    gone: float = 0.3
    # the kinds of managers; choices, and the thing the answer depends on most: see the other worlds
    managers: Mapping[str, Manager] = field(
        default_factory=lambda: {
            "every shift": Manager(0.30, 0.5, 0.05, 0.95, 6),
            "daily": Manager(0.25, 1.0, 0.08, 0.9, 12),
            "weekly": Manager(0.20, 7.0, 0.10, 0.7, 36),
            "monthly": Manager(0.12, 30.0, 0.10, 0.4, 96),
            "once": Manager(0.08, 0.0, 0.0, 0.1, 240),
            "never": Manager(0.05, 0.0, 0.0, 0.0, 0),
        }
    )
    # visits a day: lognormal, so that a few stations see many; the mean is that of the country, 2.3 million visits a day
    # at 186,000 stations
    visits_mean: float = 12.4
    visits_spread: float = 1.0
    # of those who meet it, the share that uses a given thing and reports: when it is not as shown, when it is, and wrongly
    reports_bad: float = 0.02
    reports_good: float = 0.002
    reports_wrong: float = 0.0002
    # a tenth of reports come hours late, over a bad line
    late: float = 0.1
    late_hours: float = 8
    facilities: tuple[str, ...] = ("aed", "first_aid_kit", "hot_water", "microwave", "phone_charging", "rest_area", "toilet", "umbrella", "truck_parking", HOURS)  # fmt: skip


MIDDLE = World()


def _with_shares(**shares: float) -> World:
    kinds = {name: replace(kind, share=shares[name.replace(" ", "_")]) for name, kind in MIDDLE.managers.items()}
    return replace(MIDDLE, managers=kinds)


WORLDS = {
    "middle": MIDDLE,
    "good managers": _with_shares(every_shift=0.45, daily=0.30, weekly=0.13, monthly=0.06, once=0.04, never=0.02),
    "silent drivers": replace(MIDDLE, reports_bad=0.002, reports_good=0.0002, reports_wrong=0.00002),
    "poor managers": _with_shares(every_shift=0.15, daily=0.20, weekly=0.22, monthly=0.18, once=0.15, never=0.10),
}


@dataclass
class Thing:
    """A facility (or the door) at a station, with everything that happened to it; times in days."""

    subject: str
    manager: str
    looks: np.ndarray
    blind: np.ndarray
    changes: list[float] = field(default_factory=list)
    states: list[AmenityState] = field(default_factory=lambda: [GOOD])
    said: list[tuple[float, AmenityState]] = field(default_factory=list)
    seen: list[tuple[float, float, str, AmenityState]] = field(default_factory=list)

    def truth(self, at: float) -> AmenityState:
        """Return the hidden state."""
        return self.states[bisect_right(self.changes, at)]

    def statement(self, at: float) -> tuple[float, AmenityState]:
        """Return when an insider (or, at the start, the list) spoke last before ``at``, and what they said."""
        number = int(np.searchsorted(self.looks, at, side="right")) - 1
        look = float(self.looks[number])
        spoken = bisect_right(self.said, at, key=lambda it: it[0]) - 1
        if spoken >= 0 and self.said[spoken][0] >= look:
            return self.said[spoken]
        return look, GOOD if self.blind[number] else self.truth(look)


def _visits(world: World, rng: np.random.Generator) -> np.ndarray:
    mean = np.log(world.visits_mean) - world.visits_spread**2 / 2
    return rng.lognormal(mean, world.visits_spread, world.stations)


def simulate(world: World, seed: int) -> tuple[list[Thing], np.ndarray]:
    """Return every thing with its history, and how often its station is visited a day."""
    rng = np.random.default_rng(seed)
    names = list(world.managers)
    kinds = rng.choice(len(names), world.stations, p=[world.managers[name].share for name in names])
    visits = _visits(world, rng)
    things = []
    for station in range(world.stations):
        name = names[kinds[station]]
        looks, blind = _looks(world, world.managers[name], rng)
        for subject in world.facilities:
            thing = Thing(subject, name, looks, blind)
            _live(world, thing, visits[station], rng)
            things.append(thing)
    return things, np.repeat(visits, len(world.facilities))


def _looks(world: World, manager: Manager, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Return when the manager looks; the first look is the day on which the station was listed, and saw what is there."""
    end = world.warm_up + world.days
    if not manager.every_days:
        return np.zeros(1), np.zeros(1, dtype=bool)
    count = int(end / manager.every_days) + 2
    gaps = rng.gamma(4.0, manager.every_days / 4.0, count)
    looks = np.concatenate([[0.0], np.cumsum(gaps)])
    looks = looks[looks <= end]
    blind = rng.random(looks.size) < manager.blind
    blind[0] = False
    return looks, blind


_FAIL, _MEND, _REPORT, _LATER, _ANSWER = range(5)


def _live(world: World, thing: Thing, visits: float, rng: np.random.Generator) -> None:
    """Let a thing break, be noticed, reported and mended until the end."""
    decay, manager = trust.decay_of(thing.subject), world.managers[thing.manager]
    end = float(world.warm_up + world.days)
    noticed_until = -1.0
    events: list[tuple[float, int, int]] = []
    number = 0

    def later(at: float, kind: int) -> None:
        nonlocal number
        number += 1
        if at <= end:
            heapq.heappush(events, (at, kind, number))

    def become(at: float, state: AmenityState) -> None:
        thing.changes.append(at)
        thing.states.append(state)

    later(rng.exponential(world.fails_after[decay.code]), _FAIL)
    later(*_next_report(world, visits, GOOD, 0.0, rng))
    while events:
        at, kind, _ = heapq.heappop(events)
        state = thing.states[-1]
        if kind == _FAIL and state is GOOD:
            become(at, AmenityState.ABSENT if rng.random() < world.gone else AmenityState.OUT_OF_ORDER)
            notice = _noticed(thing, at)
            mend = notice + rng.exponential(world.mended_after[decay.code])
            later(min(mend, at + rng.exponential(world.mended_by_chance)), _MEND)
        elif kind == _MEND and state is not GOOD:
            become(at, GOOD)
            if thing.statement(at)[1] is not GOOD:
                thing.said.append((at, GOOD))  # whoever mended it says so
            later(at + rng.exponential(world.fails_after[decay.code]), _FAIL)
        elif kind == _REPORT:
            _report(world, thing, at, state, rng)
            if at > noticed_until and _disputes(thing, at, decay):
                noticed_until = at + decay.window / timedelta(days=1)
                if rng.random() < manager.answers:
                    later(at + rng.exponential(manager.after_hours) / 24, _ANSWER)
            later(*_next_report(world, visits, state, at, rng))
        elif kind == _LATER:
            later(*_next_report(world, visits, state, at, rng))
        elif kind == _ANSWER:
            thing.said.append((at, state))
            if state is not GOOD:
                later(at + rng.exponential(world.mended_after[decay.code]), _MEND)


def _noticed(thing: Thing, at: float) -> float:
    """Return when the manager's own round finds it: the next look that is not blind."""
    for number in range(int(np.searchsorted(thing.looks, at, side="right")), thing.looks.size):
        if not thing.blind[number]:
            return float(thing.looks[number])
    return float("inf")


def _rate(world: World, visits: float, state: AmenityState) -> float:
    return visits * (world.reports_bad if state is not GOOD else world.reports_good + world.reports_wrong)


def _next_report(
    world: World, visits: float, state: AmenityState, at: float, rng: np.random.Generator
) -> tuple[float, int]:
    """Return when the next report comes, or, because the state may change before it does, when to draw again."""
    wait = rng.exponential(1 / _rate(world, visits, state))
    return (at + wait, _REPORT) if wait < _DRAWN_DAYS else (at + _DRAWN_DAYS, _LATER)


def _report(world: World, thing: Thing, at: float, state: AmenityState, rng: np.random.Generator) -> None:
    is_wrong = state is GOOD and rng.random() < world.reports_wrong / (world.reports_good + world.reports_wrong)
    value = AmenityState.OUT_OF_ORDER if is_wrong else state
    delay = rng.exponential(world.late_hours) / 24 if rng.random() < world.late else 0.0
    thing.seen.append((at + delay, at, f"d{len(thing.seen)}", value))


def _disputes(thing: Thing, at: float, decay: Decay) -> bool:
    """Tell whether two have contradicted the statement within the window: then the manager is told."""
    spoken_at, said = thing.statement(at)
    window = decay.window / timedelta(days=1)
    against = [
        it for it in thing.seen[-8:] if it[0] <= at and it[1] > max(spoken_at, at - window) and it[3] is not said
    ]
    return len(against) >= 2
