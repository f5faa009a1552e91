"""Does fading and contradiction help: a seeded year of stations that break, managers who look and drivers who report.

Every facility has a hidden true state. Managers of different diligence look and say what they see (some without looking),
drivers report now and then and sometimes wrongly, and drivers ask "can I use it now?". Three answer the same questions: the
product's rules, called as they are (:func:`stations.amenities.judged`, :func:`stations.facts.judged_fact`); the last value
the manager or the list stated, as maps have it today; and "always yes".

The world below was written down before the first run and is printed with every run. Where no figure is public it is a
choice, and worlds with better and worse managers are measured beside it.
"""

from __future__ import annotations

import heapq
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from unittest.mock import patch

import numpy as np

from bench.figures import Figures
from stations import amenities, facts, trust
from stations.amenities import Amenity, AmenityState, Seen
from stations.claims import Claim, Standing
from stations.trust import HOURS, CheckedBy, Decay

START = datetime(2026, 1, 1, tzinfo=UTC)
PLOT = Path(__file__).resolve().parent.parent / "docs" / "trust-curve.svg"
GOOD = AmenityState.AVAILABLE
SEEDS = (1, 2, 3, 4, 5)
_DRAWN_DAYS = 2.0
FACTORS = (0.125, 0.25, 0.5, 1.0, 2.0, 4.0, 8.0)


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


# --- answering


def _instant(days: float) -> datetime:
    return START + timedelta(days=days)


def _seen_before(thing: Thing, at: float, spoken_at: float) -> list[Seen]:
    return [
        Seen(name, _instant(when), value) for got, when, name, value in thing.seen if got <= at and when > spoken_at
    ]


def by_the_product(thing: Thing, at: float) -> AmenityState:
    """Return what the product's rules answer."""
    spoken_at, said = thing.statement(at)
    by = CheckedBy.PUBLISHED if spoken_at == 0 else CheckedBy.MANAGER
    seen, now = _seen_before(thing, at, spoken_at), _instant(at)
    if thing.subject == HOURS:
        return _door(spoken_at, said, by, seen, now)
    amenity = Amenity(thing.subject, said, checked_at=_instant(spoken_at), checked_by=by, version=1)
    return amenities.state_of(amenity, amenities.judged(amenity, seen, "CN", now))


def _door(spoken_at: float, said: AmenityState, by: CheckedBy, seen: list[Seen], now: datetime) -> AmenityState:
    if said is not GOOD:
        return said  # the manager has closed it or changed the hours
    claims = {HOURS: Claim(by, "", *(_instant(spoken_at),) * 3)}
    words = [Seen(it.device, it.at, facts.OPEN if it.value == GOOD else facts.LOCKED) for it in seen]
    judgement = facts.judged_fact(claims, HOURS, words, now)
    if judgement.standing.is_believed:
        return GOOD
    return AmenityState.DISPUTED if judgement.standing is Standing.DISPUTED else AmenityState.UNKNOWN


def by_last_statement(thing: Thing, at: float) -> AmenityState:
    """Return the last value that the manager or the list stated."""
    return thing.statement(at)[1]


def by_last_word(thing: Thing, at: float) -> AmenityState:
    """Return the last value that anybody stated, drivers too."""
    spoken_at, said = thing.statement(at)
    later = [(when, value) for got, when, _, value in thing.seen if got <= at and when > spoken_at]
    return max(later)[1] if later else said


def always_yes(_thing: Thing, _at: float) -> AmenityState:
    """Return yes."""
    return GOOD


Answerer = Callable[[Thing, float], AmenityState]


@dataclass
class Score:
    """How one answerer did. ``false`` are answers "you can use it now" that were not true, ``false_no`` wrong noes."""

    asked: int = 0
    available: int = 0
    false: int = 0
    unknown: int = 0
    disputed: int = 0
    false_no: int = 0

    @property
    def answered_share(self) -> float:
        """Questions answered other than unknown; a dispute is not an answer."""
        return 1 - (self.unknown + self.disputed) / max(1, self.asked)

    @property
    def false_share(self) -> float:
        """Of the answers "available", those that were not true."""
        return self.false / max(1, self.available)


Question = tuple[Thing, float]


def questions(world: World, things: list[Thing], visits: np.ndarray, seed: int) -> Iterator[Question]:
    """Yield what is asked: things by how often they are visited, at any moment of the year."""
    rng = np.random.default_rng(seed + 10_000)
    chosen = rng.choice(len(things), world.questions, p=visits / visits.sum())
    moments = world.warm_up + rng.random(world.questions) * world.days
    for place, at in zip(chosen, moments, strict=True):
        yield things[place], float(at)


def score(asked: list[Question], answer: Answerer) -> Score:
    """Return how ``answer`` does on the questions."""
    result = Score(asked=len(asked))
    for thing, at in asked:
        told = answer(thing, at)
        result.unknown += told is AmenityState.UNKNOWN
        result.disputed += told is AmenityState.DISPUTED
        if told is GOOD:
            result.available += 1
            result.false += thing.truth(at) is not GOOD
        elif told in (AmenityState.OUT_OF_ORDER, AmenityState.ABSENT):
            result.false_no += thing.truth(at) is GOOD
    return result


def scaled(factor: float) -> Callable[[str], Decay]:
    """Return the table of decay classes with every interval multiplied."""
    return lambda subject: replace(trust.decay_of(subject), interval=trust.decay_of(subject).interval * factor)


def curve(asked: list[Question]) -> list[tuple[float, Score]]:
    """Return the product's scores as all intervals are multiplied."""
    points = []
    for factor in FACTORS:
        with patch.object(amenities, "decay_of", scaled(factor)), patch.object(facts, "decay_of", scaled(factor)):
            points.append((factor, score(asked, by_the_product)))
    return points


# --- telling


def measure(figures: Figures) -> None:
    """Run the worlds, print everything, save the plot."""
    print(f"\n  the world: {asdict(MIDDLE)}", flush=True)
    things, visits = simulate(MIDDLE, SEEDS[0])
    asked = list(questions(MIDDLE, things, visits, SEEDS[0]))
    product, last = score(asked, by_the_product), score(asked, by_last_statement)
    figures.add("trust_questions", len(asked))
    for name, it in (("product", product), ("last_known", last), ("last_word", score(asked, by_last_word)), ("always_yes", score(asked, always_yes))):  # fmt: skip
        figures.add(f"trust_{name}_false_available", it.false)
        figures.add(f"trust_{name}_false_share", it.false_share)
        figures.add(f"trust_{name}_answered_share", it.answered_share)
        figures.add(f"trust_{name}_false_no", it.false_no)
    figures.add("trust_disputed_share", product.disputed / product.asked)
    figures.add("trust_false_available_vs_last_known", last.false / max(1, product.false))
    figures.add("trust_answered_share", product.answered_share)
    _break_down(asked)
    points = curve(asked)
    for factor, it in points:
        print(f"  intervals × {factor:<6g} false {it.false:>6} answered {it.answered_share:.3f}", flush=True)
    PLOT.write_text(plot(points, last), encoding="utf-8")
    _other_worlds(figures)


def _break_down(asked: list[Question]) -> None:
    for what, of in (
        ("manager", lambda thing: thing.manager),
        ("class", lambda thing: trust.decay_of(thing.subject).code),
    ):
        groups: dict[str, list[Question]] = {}
        for question in asked:
            groups.setdefault(of(question[0]), []).append(question)
        for name, some in groups.items():
            product, last = score(some, by_the_product), score(some, by_last_statement)
            print(
                f"  {what:<8}{name:<12} asked {len(some):>6}  false: product {product.false:>5}, last known {last.false:>5};"
                f" answered {product.answered_share:.3f}",
                flush=True,
            )


def _other_worlds(figures: Figures) -> None:
    """Print the ratio for other seeds and other managers, on a sixth of the stations and questions."""
    for name, world in WORLDS.items():
        small = replace(world, stations=world.stations // 6, questions=world.questions // 6)
        found = []
        for seed in SEEDS:
            things, visits = simulate(small, seed)
            asked = list(questions(small, things, visits, seed))
            product, last = score(asked, by_the_product), score(asked, by_last_statement)
            found.append((last.false / max(1, product.false), product.answered_share))
        ratios, shares = zip(*found, strict=True)
        key = name.replace(" ", "_")
        figures.add(f"trust_{key}_least_ratio_of_{len(SEEDS)}_seeds", min(ratios))
        figures.add(f"trust_{key}_least_answered_share", min(shares))


_WIDTH, _HEIGHT, _LEFT, _BOTTOM, _TOP, _RIGHT = 720, 440, 90, 70, 30, 40


def plot(points: list[tuple[float, Score]], last: Score) -> str:
    """Return the trade-off as an SVG: questions answered against false "available" per thousand questions."""
    most = max([it.false / it.asked for _, it in points] + [last.false / last.asked]) * 1000 * 1.1

    least = int(min(it.answered_share for _, it in points) * 10) / 10

    def x(share: float) -> float:
        return _LEFT + (share - least) / (1 - least) * (_WIDTH - _LEFT - _RIGHT)

    def y(per_thousand: float) -> float:
        return _HEIGHT - _BOTTOM - per_thousand / most * (_HEIGHT - _BOTTOM - _TOP)

    def spot(it: Score) -> tuple[float, float]:
        return x(it.answered_share), y(it.false / it.asked * 1000)

    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" font-family="system-ui, sans-serif" font-size="14">',
        f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="#fff"/>',
    ]
    for tick in range(round(least * 100), 101, 5):
        at = x(tick / 100)
        lines.append(f'<line x1="{at:.1f}" x2="{at:.1f}" y1="{_TOP}" y2="{_HEIGHT - _BOTTOM}" stroke="#e3e7e5"/>')
        lines.append(
            f'<text x="{at:.1f}" y="{_HEIGHT - _BOTTOM + 20}" text-anchor="middle" fill="#333">{tick} %</text>'
        )
    step = max(1, round(most / 5))
    for tick in range(0, int(most) + 1, step):
        at = y(tick)
        lines.append(f'<line x1="{_LEFT}" x2="{_WIDTH - _RIGHT}" y1="{at:.1f}" y2="{at:.1f}" stroke="#e3e7e5"/>')
        lines.append(f'<text x="{_LEFT - 8}" y="{at + 5:.1f}" text-anchor="end" fill="#333">{tick}</text>')
    path = " ".join(f"{px:.1f},{py:.1f}" for px, py in (spot(it) for _, it in points))
    lines.append(f'<polyline points="{path}" fill="none" stroke="#0b6e4f" stroke-width="3"/>')
    for factor, it in points:
        px, py = spot(it)
        is_own = factor == 1.0
        lines.append(f'<circle cx="{px:.1f}" cy="{py:.1f}" r="{7 if is_own else 4}" fill="#0b6e4f"/>')
        if is_own:
            lines.append(f'<text x="{px + 12:.1f}" y="{py + 20:.1f}" fill="#0b6e4f" font-weight="700">the product’s intervals</text>')  # fmt: skip
        elif factor < 1 or factor == points[-1][0]:
            lines.append(f'<text x="{px:.1f}" y="{py - 10:.1f}" text-anchor="middle" fill="#0b6e4f">× {factor:g}</text>')  # fmt: skip
    px, py = spot(last)
    lines.append(f'<rect x="{px - 6:.1f}" y="{py - 6:.1f}" width="12" height="12" fill="#8a1c16"/>')
    lines.append(f'<text x="{px - 14:.1f}" y="{py + 5:.1f}" text-anchor="end" fill="#8a1c16" font-weight="700">last known value</text>')  # fmt: skip
    lines.append(f'<line x1="{x(0.8):.1f}" x2="{x(0.8):.1f}" y1="{_TOP}" y2="{_HEIGHT - _BOTTOM}" stroke="#5b4a00" stroke-dasharray="5 5"/>')  # fmt: skip
    lines.append(f'<text x="{_WIDTH / 2}" y="{_HEIGHT - 18}" text-anchor="middle" fill="#111">questions answered other than “unknown” or “disputed”</text>')  # fmt: skip
    lines.append(f'<text transform="translate(24 {_HEIGHT / 2}) rotate(-90)" text-anchor="middle" fill="#111">false “available” per 1,000 questions</text>')  # fmt: skip
    return "\n".join([*lines, "</svg>\n"])
