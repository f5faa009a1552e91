"""The simulated year: the same seed gives the same figures, and it cannot say what it should not."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from unittest.mock import patch

import pytest

from bench import trust as simulation
from bench.trust import Question, always_yes, by_last_statement, by_last_word, by_the_product, score
from bench.trust_curve import plot
from bench.trust_world import GOOD, World, simulate
from stations import amenities, facts, trust

TINY = World(stations=30, days=60, warm_up=10, questions=1500)


def asked(world: World, seed: int = 1) -> list[Question]:
    things, visits = simulate(world, seed)
    return list(simulation.questions(world, things, visits, seed))


def test_the_same_seed_gives_the_same_figures_and_another_seed_others() -> None:
    one, same, other = (score(asked(TINY, seed), by_the_product) for seed in (1, 1, 2))
    assert one == same
    assert one != other


def test_always_yes_is_never_unknown_and_promises_whatever_is_broken() -> None:
    questions = asked(TINY)
    always = score(questions, always_yes)
    assert (always.answered_share, always.available) == (1.0, TINY.questions)
    broken = sum(thing.truth(at) is not GOOD for thing, at in questions)
    assert always.false == broken > 0


@pytest.mark.parametrize("answer", [by_the_product, by_last_statement, by_last_word, always_yes])
def test_where_nothing_ever_fails_and_nobody_errs_no_answer_is_false(answer: simulation.Answerer) -> None:
    for_ever = dict.fromkeys(TINY.fails_after, 1e9)
    world = replace(TINY, fails_after=for_ever, reports_wrong=0.0)
    result = score(asked(world), answer)
    assert (result.false, result.false_no) == (0, 0)


def test_without_reports_and_without_fading_the_product_is_the_last_known_value() -> None:
    silent = replace(TINY, reports_bad=1e-12, reports_good=1e-12, reports_wrong=0.0)
    questions = asked(silent)

    def for_ever(subject: str) -> trust.Decay:
        return replace(trust.decay_of(subject), interval=timedelta(days=99_999))

    with patch.object(amenities, "decay_of", for_ever), patch.object(facts, "decay_of", for_ever):
        assert score(questions, by_the_product) == score(questions, by_last_statement)


def test_longer_intervals_answer_more() -> None:
    points = simulation.curve(asked(TINY))
    shares = [it.answered_share for _, it in points]
    assert shares == sorted(shares)
    drawing = plot(points, score(asked(TINY), by_last_statement))
    assert drawing.startswith("<svg")
    assert "last known value" in drawing
