"""Rules of repetition as text: what is read, and that nothing else gets through."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from stations.errors import Code, InvalidInput
from stations.rrule_text import Frequency, Pattern, Weekday, parse_rule, rule_text


@pytest.mark.parametrize(
    ("text", "pattern"),
    [
        ("FREQ=DAILY", Pattern(Frequency.DAILY)),
        (" rrule:freq=weekly;byday=th;count=4; ", Pattern(Frequency.WEEKLY, weekdays=(Weekday(3),), count=4)),
        (
            "FREQ=MONTHLY;BYDAY=-1FR,2TU",
            Pattern(Frequency.MONTHLY, weekdays=(Weekday(4, -1), Weekday(1, 2))),
        ),
        ("FREQ=MONTHLY;BYMONTHDAY=-1,31", Pattern(Frequency.MONTHLY, month_days=(-1, 31))),
        ("FREQ=YEARLY;BYMONTH=4;BYMONTHDAY=9", Pattern(Frequency.YEARLY, months=(4,), month_days=(9,))),
        ("FREQ=WEEKLY;UNTIL=20261231", Pattern(Frequency.WEEKLY, until=date(2026, 12, 31))),
        ("FREQ=WEEKLY;UNTIL=20261231T160000Z", Pattern(Frequency.WEEKLY, until=date(2027, 1, 1))),
        ("FREQ=WEEKLY;UNTIL=20261231T160000", Pattern(Frequency.WEEKLY, until=date(2026, 12, 31))),
        ("FREQ=WEEKLY;INTERVAL=2;WKST=SU", Pattern(Frequency.WEEKLY, 2, week_start=6)),
        (
            "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
            Pattern(Frequency.MONTHLY, weekdays=tuple(map(Weekday, range(5))), positions=(-1,)),
        ),
    ],
)
def test_a_rule_is_read_as_rfc_5545_means_it(text: str, pattern: Pattern) -> None:
    assert parse_rule(text) == pattern
    assert parse_rule(rule_text(pattern)) == pattern


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", Code.RULE_INVALID),
        ("every Thursday", Code.RULE_INVALID),
        ("BYDAY=TH", Code.RULE_INVALID),
        ("FREQ=SECONDLY", Code.RULE_TOO_OFTEN),
        ("FREQ=MINUTELY;COUNT=3", Code.RULE_TOO_OFTEN),
        ("FREQ=HOURLY", Code.RULE_TOO_OFTEN),
        ("FREQ=FORTNIGHTLY", Code.RULE_INVALID),
        ("FREQ=WEEKLY;FREQ=DAILY", Code.RULE_INVALID),
        ("FREQ=WEEKLY;BYHOUR=9,10,11", Code.RULE_PART_UNKNOWN),
        ("FREQ=YEARLY;BYWEEKNO=20", Code.RULE_PART_UNKNOWN),
        ("FREQ=WEEKLY;X-PARTY=1", Code.RULE_PART_UNKNOWN),
        ("FREQ=WEEKLY;COUNT=3;UNTIL=20261231", Code.RULE_TWO_ENDS),
        ("FREQ=WEEKLY;COUNT=201", Code.SERIES_TOO_MANY),
        ("FREQ=WEEKLY;COUNT=0", Code.RULE_INVALID),
        ("FREQ=WEEKLY;COUNT=-3", Code.RULE_INVALID),
        ("FREQ=WEEKLY;COUNT=99999999999999", Code.RULE_INVALID),
        ("FREQ=WEEKLY;INTERVAL=0", Code.RULE_INVALID),
        ("FREQ=WEEKLY;BYDAY=2TH", Code.RULE_INVALID),
        ("FREQ=DAILY;BYDAY=1MO", Code.RULE_INVALID),
        ("FREQ=MONTHLY;BYDAY=0TH", Code.RULE_INVALID),
        ("FREQ=MONTHLY;BYDAY=6TH", Code.RULE_INVALID),
        ("FREQ=YEARLY;BYMONTH=3;BYDAY=-6TH", Code.RULE_INVALID),
        ("FREQ=YEARLY;BYDAY=54TH", Code.RULE_INVALID),
        ("FREQ=MONTHLY;BYMONTHDAY=32", Code.RULE_INVALID),
        ("FREQ=MONTHLY;BYMONTHDAY=0", Code.RULE_INVALID),
        ("FREQ=WEEKLY;BYMONTHDAY=3", Code.RULE_INVALID),
        ("FREQ=WEEKLY;BYMONTH=-1", Code.RULE_INVALID),
        ("FREQ=DAILY;BYSETPOS=1", Code.RULE_INVALID),
        ("FREQ=WEEKLY;UNTIL=20260230", Code.RULE_INVALID),
        ("FREQ=WEEKLY;UNTIL=99991231T235959Z", Code.RULE_INVALID),
        ("FREQ=WEEKLY;UNTIL=tomorrow", Code.RULE_INVALID),
        ("FREQ=WEEKLY;WKST=1MO", Code.RULE_INVALID),
        ("FREQ=WEEKLY;COUNT=３", Code.RULE_INVALID),
        ("FREQ=WEEKLY;" + "BYDAY=" + ",".join(["TH"] * 200), Code.RULE_INVALID),
        ("FREQ=WEEKLY\nDTSTART:20260101", Code.RULE_INVALID),
    ],
)
def test_what_cannot_be_planned_by_is_refused_by_name(text: str, code: Code) -> None:
    with pytest.raises(InvalidInput) as caught:
        parse_rule(text)
    assert (caught.value.code, caught.value.field) == (code, "rule")


def read(text: str) -> Pattern | None:
    try:
        return parse_rule(text)
    except InvalidInput as problem:
        return None if problem.field == "rule" else pytest.fail(f"{problem.field} is not the field")


@given(st.text(max_size=400))
@example("FREQ=WEEKLY;;")
@example("ſreq=weekly")
def test_no_text_does_anything_but_name_the_field(text: str) -> None:
    pattern = read(text)
    assert pattern is None or parse_rule(rule_text(pattern)) == pattern
