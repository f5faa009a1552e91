"""Does fading and contradiction help: three answer the same questions of a simulated year (:mod:`bench.trust_world`).

They are the product's rules, called as they are (:func:`stations.amenities.judged`, :func:`stations.facts.judged_fact`); the
last value the manager or the list stated, as maps have it today, and the last word of anybody; and "always yes".
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from unittest.mock import patch

import numpy as np

from bench.figures import Figures
from bench.trust_curve import plot
from bench.trust_world import GOOD, MIDDLE, START, WORLDS, Thing, World, simulate
from stations import amenities, facts, trust
from stations.amenities import Amenity, AmenityState, Seen
from stations.claims import Claim, Standing
from stations.trust import HOURS, CheckedBy, Decay

PLOT = Path(__file__).resolve().parent.parent / "docs" / "trust-curve.svg"
SEEDS = (1, 2, 3, 4, 5)
FACTORS = (0.125, 0.25, 0.5, 1.0, 2.0, 4.0, 8.0)


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
