"""A week's hours in one line."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from stations.hours import Schedule, WeekForm, parse_hours
from stations.week_words import schedule_words, stated_words, week_words
from stations.words import LANGUAGES
from tests.rules.test_hours import forms


@pytest.mark.parametrize(
    ("text", "english", "simplified", "traditional"),
    [
        ("Mo-Su 08:00-22:00", "Every day 08:00–22:00", "每天 08:00–22:00", "每日 08:00–22:00"),
        (
            "24/7",
            "24 hours, every day",
            "每天 24 小时",
            "每日 24 小時",
        ),
        (
            "Mo-Fr 08:00-12:00,13:00-18:00; Sa 09:00-12:00; PH off",
            "Monday–Friday 08:00–12:00, 13:00–18:00; Saturday 09:00–12:00; closed on public holidays",
            "周一至周五 08:00–12:00，13:00–18:00；周六 09:00–12:00；公众假期不开",
            "星期一至星期五 08:00–12:00，13:00–18:00；星期六 09:00–12:00；公眾假期不開放",
        ),
        (
            'Mo-Su 22:00-08:00 open "QR", Mo-Su 08:00-22:00; PH 10:00-16:00',
            "Every day 08:00–22:00, by QR door 22:00–08:00 the next day; on public holidays 10:00–16:00",
            "每天 08:00–22:00，扫码进入 22:00–次日08:00；公众假期 10:00–16:00",
            "每日 08:00–22:00，掃碼進入 22:00–翌日08:00；公眾假期 10:00–16:00",
        ),
        ("Mo-Su off", "Closed", "不开放", "不開放"),
        ("Mo[1] 09:00-12:00", "Mo[1] 09:00-12:00", "Mo[1] 09:00-12:00", "Mo[1] 09:00-12:00"),
    ],
    ids=["every day", "always", "lunch and Saturday", "by QR at night", "never", "more than a form can say"],
)
def test_stated_hours_in_words(text: str, english: str, simplified: str, traditional: str) -> None:
    canonical = parse_hours(text)
    assert stated_words(canonical, "en") == english
    assert stated_words(canonical, "zh-Hans") == simplified
    assert stated_words(canonical, "zh-Hant") == traditional


def test_the_hours_of_the_place_it_is_inside_are_told_with_its_own() -> None:
    assert schedule_words(Schedule("CN"), "en") == ""
    assert schedule_words(Schedule("CN", host_hours="24/7"), "en").startswith("As the place it is in: 24 hours")
    both = schedule_words(Schedule("CN", "Mo-Su 06:00-22:00", host_hours="Mo-Fr 08:30-18:00"), "en")
    assert "Every day 06:00–22:00" in both
    assert "(Monday–Friday 08:30–18:00)" in both


@settings(max_examples=80, deadline=None)
@given(forms)
def test_every_form_can_be_said(form: WeekForm) -> None:
    assert all(week_words(form, lang) for lang in LANGUAGES)
