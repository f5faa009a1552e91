"""How a week is entered: every day alike, workdays and weekend, or each day by itself."""

from __future__ import annotations

from enum import StrEnum

from stations.week_form import DayForm, Holidays, WeekForm

WHOLE_WEEK = tuple(range(7))


class Preset(StrEnum):
    """The ways to enter hours; ``UNKNOWN`` says that nobody knows them, ``TEXT`` is the ``opening_hours`` language."""

    EVERY_DAY = "every-day"
    WEEKEND = "weekend"
    EACH_DAY = "each-day"
    TEXT = "text"
    UNKNOWN = "unknown"


GROUPS: dict[Preset, tuple[tuple[int, ...], ...]] = {
    Preset.EVERY_DAY: (WHOLE_WEEK,),
    Preset.WEEKEND: (WHOLE_WEEK[:5], WHOLE_WEEK[5:]),
    Preset.EACH_DAY: tuple((day,) for day in WHOLE_WEEK),
}


def preset_of(form: WeekForm) -> Preset:
    """Return the shortest way in which ``form`` can be entered."""
    for preset in (Preset.EVERY_DAY, Preset.WEEKEND):
        if all(len({form.days[day] for day in group}) == 1 for group in GROUPS[preset]):
            return preset
    return Preset.EACH_DAY


def week(preset: Preset, days: tuple[DayForm, ...], holidays: Holidays, on_holidays: DayForm) -> WeekForm:
    """Return the form for one day's hours per group of ``preset``."""
    of_day = {day: hours for group, hours in zip(GROUPS[preset], days, strict=True) for day in group}
    return WeekForm(tuple(of_day[day] for day in WHOLE_WEEK), holidays, on_holidays)
