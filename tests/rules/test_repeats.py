"""The form's choices of how often a session repeats, and the rules they stand for."""

from __future__ import annotations

from datetime import date

import pytest

from stations.repeats import Choice, Ends, Repeat, choice_of, pattern_of, usual
from stations.rrule_text import parse_rule, rule_text

FIRST = date(2026, 4, 9)  # the second Thursday of April


@pytest.mark.parametrize(
    ("rule", "repeat"),
    [
        ("FREQ=WEEKLY;COUNT=10;BYDAY=TH", Repeat.WEEKLY),
        ("FREQ=WEEKLY;INTERVAL=2;UNTIL=20261231;BYDAY=TU,TH", Repeat.WEEKLY),
        ("FREQ=WEEKLY;BYDAY=MO", Repeat.WEEKLY),
        ("FREQ=MONTHLY;COUNT=6;BYDAY=2TH", Repeat.MONTHLY_WEEKDAY),
        ("FREQ=MONTHLY;INTERVAL=3;COUNT=6;BYDAY=-1FR", Repeat.MONTHLY_WEEKDAY),
        ("FREQ=MONTHLY;COUNT=6;BYMONTHDAY=31", Repeat.MONTHLY_DAY),
        ("FREQ=MONTHLY;COUNT=6;BYMONTHDAY=-1", Repeat.MONTHLY_DAY),
        ("FREQ=MONTHLY;COUNT=6;BYMONTHDAY=-2", Repeat.EXPERT),
        ("FREQ=MONTHLY;COUNT=6;BYDAY=-2TH", Repeat.EXPERT),
        ("FREQ=MONTHLY;COUNT=6;BYDAY=1TH,3TH", Repeat.EXPERT),
        ("FREQ=MONTHLY;COUNT=6;BYMONTHDAY=1,15", Repeat.EXPERT),
        ("FREQ=WEEKLY;COUNT=6;BYMONTH=5;BYDAY=TH", Repeat.EXPERT),
        ("FREQ=WEEKLY;INTERVAL=2;COUNT=6;BYDAY=MO,SU;WKST=SU", Repeat.EXPERT),
        ("FREQ=DAILY;COUNT=6", Repeat.EXPERT),
    ],
)
def test_a_rule_comes_back_as_the_choice_that_makes_it(rule: str, repeat: Repeat) -> None:
    choice = choice_of(parse_rule(rule), FIRST)
    assert choice.repeat is repeat
    assert rule_text(pattern_of(choice)) == rule


@pytest.mark.parametrize(
    ("rule", "spelt_out"),
    [("FREQ=WEEKLY;COUNT=3", "FREQ=WEEKLY;COUNT=3;BYDAY=TH"), ("FREQ=MONTHLY", "FREQ=MONTHLY;BYMONTHDAY=9")],
)
def test_what_the_first_day_says_is_written_down(rule: str, spelt_out: str) -> None:
    choice = choice_of(parse_rule(rule), FIRST)
    assert choice.repeat is not Repeat.EXPERT
    assert rule_text(pattern_of(choice)) == spelt_out


def test_the_form_offers_the_day_of_the_session_itself() -> None:
    blank = usual(FIRST)
    assert (blank.repeat, blank.weekdays, blank.nth, blank.weekday, blank.month_day) == (Repeat.NEVER, (3,), 2, 3, 9)
    assert usual(date(2026, 4, 30)).nth == 5
    assert (blank.ends, blank.times) == (Ends.TIMES, 10)


def test_an_experts_text_is_taken_as_it_is() -> None:
    text = "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1"
    assert rule_text(pattern_of(Choice(Repeat.EXPERT, text=text))) == text
