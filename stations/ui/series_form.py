"""The part of the session's form that says how it repeats, and what that comes to."""

from __future__ import annotations

from datetime import date

import streamlit as st

from stations.actions.planning import Preview
from stations.actions.series_edit import Effect
from stations.plans import Plan
from stations.recurrence import Occurrence, OnHoliday, Rule
from stations.recurrence_words import count_words, nth_key, occurrence_words, rule_words, weekday_words
from stations.repeats import NTH, Choice, Ends, Repeat, choice_of, pattern_of, usual
from stations.rrule_text import MOST_DATES, Frequency, Pattern
from stations.ui.clash_words import clash_words
from stations.ui.form_state import key_of
from stations.ui.plain_text import plain
from stations.ui.shell import Visit

NO_PATTERN = Pattern(Frequency.DAILY, count=1)  # for what is about one session and no rule
_key = key_of
_MONTH_DAYS = (*range(1, 32), -1)
_LIST_HEIGHT, _MOST_AT_A_GLANCE = 300, 8


def fields_of(first: date, rule: Rule | None) -> dict[str, object]:
    """Return what the fields hold at first: those of ``rule``, or of a session on ``first`` that does not repeat."""
    choice = choice_of(rule.pattern, first) if rule else usual(first)
    return {
        "repeat": choice.repeat,
        "every": choice.every,
        "weekdays": list(choice.weekdays),
        "nth": choice.nth,
        "weekday": choice.weekday,
        "month_day": choice.month_day,
        "ends": choice.ends,
        "times": choice.times,
        "until": choice.until,
        "rule": choice.text,
        "holidays": rule.on_holiday if rule else OnHoliday.SKIP,
        "left_out": rule.left_out if rule else frozenset(),
        "extra": rule.extra if rule else frozenset(),
        "day_seen": first,
    }


def follow_first_day(first: date) -> None:
    """Let the weekday and the day of the month go with the session's date, until it repeats."""
    state = st.session_state
    if state[_key("day_seen")] == first or state[_key("repeat")] != Repeat.NEVER:
        return
    state[_key("day_seen")] = first
    for name, value in fields_of(first, None).items():
        if name in ("weekdays", "nth", "weekday", "month_day", "until"):
            state[_key(name)] = value


def show(visit: Visit, *, may_stop: bool) -> None:
    """Draw the fields; ``may_stop`` offers not to repeat at all."""
    say = visit.say
    choices = [it for it in Repeat if may_stop or it is not Repeat.NEVER]
    repeat = st.selectbox(
        say("series-repeats"), choices, format_func=lambda one: say(f"series-repeat-{one}"), key=_key("repeat")
    )
    if repeat == Repeat.NEVER:
        return
    if repeat == Repeat.EXPERT:
        st.text_input(say("series-rule"), key=_key("rule"), help=say("series-rule-help"), max_chars=300)
    else:
        _how_often(visit, repeat)
        _end(visit)
    st.segmented_control(
        say("series-on-holiday"),
        list(OnHoliday),
        format_func=lambda one: say(f"series-holiday-{one}"),
        key=_key("holidays"),
        required=True,
    )


def _how_often(visit: Visit, repeat: Repeat) -> None:
    say, lang = visit.say, visit.lang
    unit = "weeks" if repeat == Repeat.WEEKLY else "months"
    with st.container(horizontal=True):
        st.number_input(say(f"series-every-{unit}"), 1, 52, step=1, key=_key("every"), width=165)
        if repeat == Repeat.MONTHLY_DAY:
            words = {
                day: say("series-last-day") if day < 0 else say("series-day-of-month", day=str(day))
                for day in _MONTH_DAYS
            }
            st.selectbox(
                say("series-month-day"), _MONTH_DAYS, format_func=words.__getitem__, key=_key("month_day"), width=200
            )
        if repeat == Repeat.MONTHLY_WEEKDAY:
            st.selectbox(
                say("series-nth"),
                NTH,
                format_func=lambda one: say(f"series-form-nth-{nth_key(one)}"),
                key=_key("nth"),
                width=165,
            )
            st.selectbox(
                say("series-weekday"),
                range(7),
                format_func=lambda day: weekday_words(day, lang),
                key=_key("weekday"),
                width=165,
            )
    if repeat == Repeat.WEEKLY:
        st.pills(
            say("series-weekdays"),
            range(7),
            selection_mode="multi",
            format_func=lambda day: weekday_words(day, lang),
            key=_key("weekdays"),
        )
    if repeat == Repeat.MONTHLY_DAY and st.session_state[_key("month_day")] > 28:
        st.caption(say("series-short-months"))


def _end(visit: Visit) -> None:
    say = visit.say
    ends = st.segmented_control(
        say("series-ends"),
        list(Ends),
        format_func=lambda one: say(f"series-ends-{one}"),
        key=_key("ends"),
        required=True,
    )
    if ends == Ends.TIMES:
        st.number_input(say("series-number"), 1, MOST_DATES, step=1, key=_key("times"), width=165)
    elif ends == Ends.UNTIL:
        st.date_input(
            say("series-last-date"),
            key=_key("until"),
            format="YYYY-MM-DD",
            min_value=date.min,
            max_value=date.max,
            width=240,
        )


def repeats() -> bool:
    """Tell whether the fields say that the session repeats."""
    return bool(st.session_state[_key("repeat")] != Repeat.NEVER)


def rule_of(plan: Plan) -> Rule | None:
    """Return the rule that the fields hold, None where the session does not repeat; raises InvalidInput, field ``rule``."""
    state = st.session_state
    if not repeats():
        return None
    until = state[_key("until")]
    choice = Choice(
        state[_key("repeat")],
        int(state[_key("every")]),
        tuple(state[_key("weekdays")]) or (plan.on_date.weekday(),),
        state[_key("nth")],
        state[_key("weekday")],
        state[_key("month_day")],
        state[_key("ends")] or Ends.TIMES,
        int(state[_key("times")]),
        until if isinstance(until, date) else plan.on_date,
        state[_key("rule")],
    )
    holidays = state[_key("holidays")] or OnHoliday.KEEP
    return Rule(pattern_of(choice), holidays, state[_key("left_out")], state[_key("extra")])


def show_preview(visit: Visit, plan: Plan, rule: Rule, found: Preview, today: date) -> None:
    """Say in words what the rule is, how many dates it has, and show each with what speaks against it."""
    lang, say = visit.lang, visit.say
    text = say(
        "series-preview", rule=rule_words(rule, plan.on_date, lang), counted=count_words(found.occurrences, lang)
    )
    st.info(plain(text), icon=":material/event_repeat:")
    if found.clashes:
        st.warning(say("series-clashes", count=len(found.clashes)), icon=":material/warning:")
    coming = [one for one in found.occurrences if (one.on_date or one.recurrence_on) >= today]
    with st.container(height=_LIST_HEIGHT if len(coming) > _MOST_AT_A_GLANCE else "content", key="series_dates"):
        st.markdown("\n".join(_line(visit, one, found) for one in coming))


def _line(visit: Visit, one: Occurrence, found: Preview) -> str:
    words = plain(occurrence_words(one, visit.lang))
    if one.on_date is None:
        return f"- :gray[{words}]"
    notes = [plain(clash_words(visit, it, found.jurisdiction)) for it in found.clashes.get(one.on_date, ())]
    return f"- {words}" + "".join(f"  \n  ⚠ {note}" for note in notes)


def show_effect(visit: Visit, effect: Effect) -> None:
    """Say before it is done what an edit does to the dates there are, and to how many people."""
    say = visit.say
    parts = [
        say(f"series-effect-{name}", count=count)
        for name, count in (("altered", effect.altered), ("added", effect.added), ("dropped", effect.dropped))
        if count
    ]
    st.markdown(plain(" ".join(parts) or say("series-effect-nothing")))
    show_people(visit, effect)


def show_people(visit: Visit, effect: Effect) -> None:
    """Say how many people would lose their time."""
    say = visit.say
    if effect.people:
        st.warning(say("series-effect-people", count=effect.people), icon=":material/group:")
