"""The ways to enter a week."""

from __future__ import annotations

import pytest

from stations.week_form import DayForm, Holidays, Span, WeekForm
from stations.week_presets import GROUPS, Preset, preset_of, week

LONG, SHORT, CLOSED = DayForm((Span(480, 1320),)), DayForm((Span(540, 720),)), DayForm()


@pytest.mark.parametrize(
    ("days", "preset"),
    [
        ((LONG,) * 7, Preset.EVERY_DAY),
        ((LONG,) * 5 + (SHORT,) * 2, Preset.WEEKEND),
        ((LONG,) * 5 + (CLOSED,) * 2, Preset.WEEKEND),
        ((LONG,) * 5 + (SHORT, CLOSED), Preset.EACH_DAY),
        ((SHORT,) + (LONG,) * 6, Preset.EACH_DAY),
    ],
)
def test_the_shortest_way_to_enter_a_week_is_found_and_loses_nothing(days: tuple[DayForm, ...], preset: Preset) -> None:
    form = WeekForm(days, Holidays.OWN, SHORT)
    assert preset_of(form) is preset
    entered = tuple(form.days[group[0]] for group in GROUPS[preset])
    assert week(preset, entered, form.holidays, form.on_holidays) == form
