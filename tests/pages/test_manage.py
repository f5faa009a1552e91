"""The manager's screen."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from streamlit.testing.v1 import AppTest

from stations.access import Access, access_of
from stations.actions.care import confirm_all, see_for_care, set_amenity
from stations.actions.care_station import close_until, set_access, set_contact, set_hours
from stations.actions.report import send
from stations.actions.station import see
from stations.amenities import AmenityState, CheckedBy
from stations.edits import AmenityChange, Part
from stations.hours import DayForm, Holidays, OpenState, Span, WeekForm
from stations.reports import ReportKind, Sending
from stations.roles import Actor
from stations.storage.engine import Database
from stations.ui.plain_text import plain
from stations.words import LANGUAGES, say
from tests.pages.conftest import Open, words_on

TRUCK, PORT = "hzmb-truck-drivers", "hzmb-port"
WEEK = WeekForm((DayForm(staffed=(Span(480, 1320),)),) * 7, Holidays.SAME)


def _key(part: str, name: str, turn: int = 0) -> str:
    return f"care-{TRUCK}-{part}-{turn}-{name}"


def _unfold(app: AppTest, name: str) -> AppTest:
    app.session_state[f"care-{TRUCK}-{name}-open"] = True
    return app.run()


def _now() -> datetime:
    return datetime.now(UTC).replace(microsecond=0)


def _press(app: AppTest, key: str) -> AppTest:
    return app.button(key=key).click().run()


# Who


def test_a_stranger_is_asked_to_sign_in_and_sees_nothing(open_screen: Open) -> None:
    app = open_screen("manage", lang="en", station=TRUCK)
    assert say("en", "error-sign-in-needed") in words_on(app)
    assert f"care-{TRUCK}-confirm" not in [button.key for button in app.button]


def test_staff_are_told_that_it_is_not_theirs(open_screen: Open, staff: Actor) -> None:
    app = open_screen("manage", staff, lang="en", station=TRUCK)
    assert say("en", "error-forbidden") in words_on(app)
    assert f"care-{TRUCK}-confirm" not in [button.key for button in app.button]


def test_a_manager_cannot_open_the_station_of_another(open_screen: Open, other_manager: Actor) -> None:
    app = open_screen("manage", other_manager, lang="en", station=TRUCK)
    assert say("en", "error-forbidden") in words_on(app)
    assert f"care-{TRUCK}-confirm" not in [button.key for button in app.button]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_manager_of_one_station_lands_on_it(open_screen: Open, manager: Actor, lang: str, site: Database) -> None:
    app = open_screen("manage", manager, lang=lang)
    assert not app.exception
    assert app.title[0].value == plain(see(site, _now(), TRUCK).station.names[lang])
    assert app.button(key=f"care-{TRUCK}-confirm").label == say(lang, "manage-confirm")


def test_an_administrator_searches_and_chooses(open_screen: Open, admin: Actor) -> None:
    app = open_screen("manage", admin, lang="en")
    assert {f"care-choose-{TRUCK}", f"care-choose-{PORT}"} <= {button.key for button in app.button}
    app.text_input(key="care-search").set_value("货车").run()
    assert f"care-choose-{PORT}" not in {button.key for button in app.button}
    _press(app, f"care-choose-{TRUCK}")
    assert app.button(key=f"care-{TRUCK}-confirm")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_part_can_be_unfolded_in_every_language(open_screen: Open, manager: Actor, lang: str) -> None:
    app = open_screen("manage", manager, lang=lang)
    for name in ("closing", "hours", "exceptions", "access", "contact", "photos"):
        app.session_state[f"care-{TRUCK}-section-{name}-open"] = True
    app.session_state[f"care-{TRUCK}-row-aed-open"] = True
    _unfold(app, "unsaid")
    assert not app.exception
    assert not app.error
    assert app.text_input(key=_key("contact", "phone"))
    assert app.date_input(key=_key("amenity-aed", "pads_expire_on"))


def test_the_parts_say_who_confirmed_them_last(open_screen: Open, manager: Actor, site: Database) -> None:
    at = _now() - timedelta(days=100)
    set_hours(site, manager, at, TRUCK, see_for_care(site, manager, at, TRUCK).marks[Part.HOURS], WEEK)
    labels = [row.label.replace("\\", "") for row in open_screen("manage", manager, lang="en").expander]
    (hours,) = [label for label in labels if label.startswith("Opening hours")]
    assert "Last confirmed 3 months ago (Station manager): too long ago to promise" in hours
    (position,) = [label for label in labels if label.startswith("Position")]
    assert "Published report" in position
    (access,) = [label for label in labels if label.startswith("How to get in")]
    assert "confirmed" not in access


def test_rows_stand_in_the_order_in_which_they_want_a_look(open_screen: Open, manager: Actor, site: Database) -> None:
    expired = AmenityChange("first_aid_kit", 1, AmenityState.AVAILABLE, medicine_expire_on=date(2026, 1, 1))
    set_amenity(site, manager, _now(), TRUCK, expired)
    set_amenity(site, manager, _now() - timedelta(days=90), TRUCK, AmenityChange("wifi", 0, AmenityState.AVAILABLE))
    set_amenity(site, manager, _now(), TRUCK, AmenityChange("aed", 1, AmenityState.AVAILABLE))
    confirm_all(site, manager, _now() - timedelta(days=1), TRUCK, {"rest_area": 1})
    for device in "ab":
        sending = Sending(TRUCK, ReportKind.GONE, "rest_area", _now(), f"device-{device * 16}", f"key-{device * 16}")
        send(site, _now(), "192.0.2.1", sending)
    labels = [row.label.replace("\\", "") for row in open_screen("manage", manager, lang="en").expander]
    names = ["Rest area", "First-aid", "Free Wi-Fi", "AED"]
    order = [next(place for place, label in enumerate(labels) if f"**{name}" in label) for name in names]
    assert order == sorted(order)


# Confirming


def test_one_tap_confirms_everything(open_screen: Open, manager: Actor, site: Database) -> None:
    app = open_screen("manage", manager, lang="en")
    _press(app, f"care-{TRUCK}-confirm")
    said = see_for_care(site, manager, _now(), TRUCK)
    assert {amenity.checked_by for amenity in said.told.amenities.values()} == {CheckedBy.MANAGER}
    assert any("Saved at" in success.value for success in app.success)
    assert any("today" in caption.value for caption in app.caption)


def test_what_another_changed_meanwhile_is_shown_and_nothing_is_confirmed(
    open_screen: Open, manager: Actor, admin: Actor, site: Database
) -> None:
    app = open_screen("manage", manager, lang="en")
    set_amenity(site, admin, _now(), TRUCK, AmenityChange("aed", 1, AmenityState.OUT_OF_ORDER, note="no battery"))
    _press(app, f"care-{TRUCK}-confirm")
    assert say("en", "manage-confirm-overtaken") in words_on(app)
    assert "AED (defibrillator): Out of order · no battery (Administrator, today" in words_on(app)
    said = see_for_care(site, manager, _now(), TRUCK).told.amenities
    assert said["rest_area"].checked_by is CheckedBy.PUBLISHED
    _press(app, f"care-{TRUCK}-confirm")
    assert see_for_care(site, manager, _now(), TRUCK).told.amenities["rest_area"].checked_by is CheckedBy.MANAGER
    assert say("en", "manage-confirm-overtaken") not in words_on(app)


def test_hours_that_another_changed_meanwhile_are_named(
    open_screen: Open, manager: Actor, admin: Actor, site: Database
) -> None:
    seen = see_for_care(site, manager, _now(), TRUCK).marks[Part.HOURS]
    set_hours(site, manager, _now() - timedelta(days=1), TRUCK, seen, WEEK)
    app = open_screen("manage", manager, lang="en")
    set_hours(site, admin, _now(), TRUCK, see_for_care(site, admin, _now(), TRUCK).marks[Part.HOURS], "09:00-17:00")
    _press(app, f"care-{TRUCK}-confirm")
    assert "• Opening hours: every day 09:00–17:00 (Administrator, today" in words_on(app)
    assert see(site, _now(), TRUCK).told.amenities["aed"].checked_by is CheckedBy.PUBLISHED


# One facility


def test_a_facility_is_changed_in_its_row(open_screen: Open, manager: Actor, site: Database) -> None:
    app = open_screen("manage", manager, lang="en")
    _unfold(app, "row-aed")
    app.button_group(key=_key("amenity-aed", "state")).set_value(AmenityState.OUT_OF_ORDER)
    app.text_input(key=_key("amenity-aed", "place")).set_value("by the door")
    app.date_input(key=_key("amenity-aed", "battery_expire_on")).set_value(date(2027, 5, 1))
    app.number_input(key=_key("amenity-aed", "quantity")).set_value(2)
    _press(app, _key("amenity-aed", "save"))
    aed = see(site, _now(), TRUCK).told.amenities["aed"]
    assert (aed.state, aed.place, aed.quantity) == (AmenityState.OUT_OF_ORDER, "by the door", 2)
    assert aed.battery_expire_on == date(2027, 5, 1)
    assert any("Saved at" in row.label and "Out of order" in row.label for row in app.expander)


def test_a_draft_survives_other_things_being_done(open_screen: Open, manager: Actor, site: Database) -> None:
    app = open_screen("manage", manager, lang="en")
    _unfold(app, "row-aed")
    app.text_input(key=_key("amenity-aed", "note")).set_value("half writ").run()
    _press(app, f"care-{TRUCK}-confirm")
    assert app.text_input(key=_key("amenity-aed", "note")).value == "half writ"
    app.session_state[f"care-{TRUCK}-row-aed-open"] = False
    app.run()
    _unfold(app, "row-aed")
    assert app.text_input(key=_key("amenity-aed", "note")).value == "half writ"
    assert see(site, _now(), TRUCK).told.amenities["aed"].note == ""


def test_a_conflict_shows_theirs_keeps_mine_and_lets_me_choose(
    open_screen: Open, manager: Actor, admin: Actor, site: Database
) -> None:
    app = open_screen("manage", manager, lang="en")
    _unfold(app, "row-aed")
    app.text_input(key=_key("amenity-aed", "note")).set_value("mine")
    set_amenity(site, admin, _now(), TRUCK, AmenityChange("aed", 1, AmenityState.ABSENT, note="theirs"))
    _press(app, _key("amenity-aed", "save"))
    assert say("en", "manage-theirs") in words_on(app)
    assert "Not there · theirs (Administrator, today" in words_on(app)
    assert app.text_input(key=_key("amenity-aed", "note")).value == "mine"
    assert see(site, _now(), TRUCK).told.amenities["aed"].note == "theirs"
    _press(app, _key("amenity-aed", "mine"))
    aed = see(site, _now(), TRUCK).told.amenities["aed"]
    assert (aed.note, aed.state) == ("mine", AmenityState.AVAILABLE)


def test_theirs_can_be_taken(open_screen: Open, manager: Actor, admin: Actor, site: Database) -> None:
    app = open_screen("manage", manager, lang="en")
    _unfold(app, "section-contact")
    app.text_input(key=_key("contact", "note")).set_value("mine")
    seen = see_for_care(site, admin, _now(), TRUCK).marks[Part.CONTACT]
    set_contact(site, admin, _now(), TRUCK, seen, "+853 2857 1234", "theirs")
    _press(app, _key("contact", "save"))
    assert "+85328571234\ntheirs" in words_on(app)
    _press(app, _key("contact", "take"))
    assert app.text_input(key=_key("contact", "note", 1)).value == "theirs"
    assert say("en", "manage-theirs") not in words_on(app)


def test_a_facility_nobody_spoke_of_is_added_by_choosing_its_state(
    open_screen: Open, manager: Actor, site: Database
) -> None:
    app = open_screen("manage", manager, lang="en")
    _unfold(app, "unsaid")
    app.button_group(key=_key("unsaid", "shower")).set_value(AmenityState.AVAILABLE).run()
    assert see(site, _now(), TRUCK).told.states["shower"] is AmenityState.AVAILABLE
    assert any("**Shower**" in row.label for row in app.expander)


def test_a_mistake_is_told_and_nothing_is_lost(open_screen: Open, manager: Actor, site: Database) -> None:
    app = open_screen("manage", manager, lang="en")
    _unfold(app, "section-contact")
    app.text_input(key=_key("contact", "phone")).set_value("12")
    _press(app, _key("contact", "save"))
    assert [error.value for error in app.error] == [say("en", "error-phone-invalid")]
    assert app.text_input(key=_key("contact", "phone")).value == "12"


def test_hostile_words_are_shown_as_they_are(open_screen: Open, manager: Actor, site: Database) -> None:
    evil = "<img src=x onerror=alert(1)> **b** :red[x]"
    set_amenity(site, manager, _now(), TRUCK, AmenityChange("aed", 1, AmenityState.AVAILABLE, place=evil[:80]))
    app = open_screen("manage", manager, lang="en")
    (label,) = [row.label for row in app.expander if "AED" in row.label]
    assert "<img" not in label.replace("\\<", "")
    assert ":red[" not in label


# Closing


def test_closing_now_and_opening_again(open_screen: Open, manager: Actor, site: Database) -> None:
    app = open_screen("manage", manager, lang="en")
    _unfold(app, "section-closing")
    app.radio(key=_key("closure", "until")).set_value("tomorrow")
    app.text_input(key=_key("closure", "reason")).set_value("no water")
    _press(app, _key("closure", "close"))
    status = see(site, _now(), TRUCK).status
    assert (status.state, status.note) == (OpenState.CLOSED, "no water")
    assert "no water" in words_on(app)
    _press(app, _key("closure", "reopen", 1))
    assert see(site, _now(), TRUCK).status.state is OpenState.UNKNOWN
    assert any("Saved at" in success.value for success in app.success)


def test_closing_until_a_chosen_moment(open_screen: Open, manager: Actor, site: Database) -> None:
    app = open_screen("manage", manager, lang="en")
    _unfold(app, "section-closing")
    app.radio(key=_key("closure", "until")).set_value("pick").run()
    day = _now().astimezone().date() + timedelta(days=5)
    app.date_input(key=_key("closure", "day")).set_value(day)
    app.time_input(key=_key("closure", "time")).set_value(time(9, 30))
    _press(app, _key("closure", "close"))
    until = see(site, _now(), TRUCK).station.schedule.closed_until
    assert until == datetime(day.year, day.month, day.day, 1, 30, tzinfo=UTC)


def test_what_another_closed_is_seen_before_it_is_opened(
    open_screen: Open, manager: Actor, admin: Actor, site: Database
) -> None:
    app = open_screen("manage", manager, lang="en")
    _unfold(app, "section-closing")
    seen = see_for_care(site, admin, _now(), TRUCK).marks[Part.CLOSURE]
    close_until(site, admin, _now(), TRUCK, seen, _now() + timedelta(hours=3), "flood")
    _press(app, _key("closure", "close"))
    assert say("en", "manage-theirs") in words_on(app)
    assert see(site, _now(), TRUCK).station.schedule.closed_reason == "flood"


# Hours


def _fill_hours(app: AppTest, name: str, opens: time, closes: time) -> None:
    app.button_group(key=_key("hours", f"{name}-mode")).set_value("open").run()
    app.time_input(key=_key("hours", f"{name}-staffed-0-from")).set_value(opens)
    app.time_input(key=_key("hours", f"{name}-staffed-0-to")).set_value(closes).run()


def test_hours_are_entered_once_for_every_day(open_screen: Open, manager: Actor, site: Database) -> None:
    app = open_screen("manage", manager, lang="en")
    _unfold(app, "section-hours")
    app.selectbox(key=_key("hours", "preset")).set_value("every-day").run()
    assert say("en", "manage-hours-incomplete") in words_on(app)
    _fill_hours(app, "every-day-0", time(8), time(22))
    assert "08:00–22:00" in words_on(app)
    app.toggle(key=_key("hours", "every-day-0-qr")).set_value(True).run()
    app.time_input(key=_key("hours", "every-day-0-qr-0-from")).set_value(time(22))
    app.time_input(key=_key("hours", "every-day-0-qr-0-to")).set_value(time(8))
    app.selectbox(key=_key("hours", "holidays")).set_value("closed").run()
    _press(app, _key("hours", "save"))
    assert not app.error
    stored = see(site, _now(), TRUCK).station.schedule.opening_hours
    assert stored == 'Mo-Su 22:00-08:00 open "QR", Mo-Su 08:00-22:00; PH closed'


def test_what_was_entered_for_every_day_is_carried_to_each_day(
    open_screen: Open, manager: Actor, site: Database
) -> None:
    app = open_screen("manage", manager, lang="en")
    _unfold(app, "section-hours")
    app.selectbox(key=_key("hours", "preset")).set_value("every-day").run()
    _fill_hours(app, "every-day-0", time(8), time(22))
    app.selectbox(key=_key("hours", "preset")).set_value("each-day").run()
    app.button_group(key=_key("hours", "each-day-6-mode")).set_value("closed").run()
    _press(app, _key("hours", "save"))
    assert see(site, _now(), TRUCK).station.schedule.opening_hours == "Mo-Sa 08:00-22:00"


def test_hours_that_are_not_complete_say_for_which_days(open_screen: Open, manager: Actor) -> None:
    app = open_screen("manage", manager, lang="en")
    _unfold(app, "section-hours")
    app.selectbox(key=_key("hours", "preset")).set_value("weekend").run()
    _press(app, _key("hours", "save"))
    weekdays = say("en", "manage-hours-weekdays")
    assert [error.value for error in app.error] == [say("en", "error-hours-incomplete", days=weekdays)]
    _fill_hours(app, "weekend-0", time(8), time(22))
    _press(app, _key("hours", "save"))
    weekend = say("en", "manage-hours-saturday-sunday")
    assert [error.value for error in app.error] == [say("en", "error-hours-incomplete", days=weekend)]


def test_stored_hours_fill_the_form(open_screen: Open, manager: Actor, site: Database) -> None:
    set_hours(site, manager, _now(), TRUCK, see_for_care(site, manager, _now(), TRUCK).marks[Part.HOURS], WEEK)
    app = open_screen("manage", manager, lang="en")
    _unfold(app, "section-hours")
    assert app.selectbox(key=_key("hours", "preset")).value == "every-day"
    assert app.time_input(key=_key("hours", "every-day-0-staffed-0-to")).value == time(22)
    assert app.selectbox(key=_key("hours", "holidays")).value == "same"
    _press(app, _key("hours", "save"))
    assert see(site, _now(), TRUCK).station.schedule.opening_hours == "Mo-Su 08:00-22:00 || PH closed"


def test_hours_no_form_can_say_are_written_as_text(open_screen: Open, manager: Actor, site: Database) -> None:
    app = open_screen("manage", manager, lang="en")
    _unfold(app, "section-hours")
    app.selectbox(key=_key("hours", "preset")).set_value("text").run()
    app.text_area(key=_key("hours", "text")).set_value("whenever").run()
    assert [error.value for error in app.error] == [say("en", "error-hours-invalid")]
    app.text_area(key=_key("hours", "text")).set_value("Mo[1] 9:00-12:00")
    _press(app, _key("hours", "save"))
    assert see(site, _now(), TRUCK).station.schedule.opening_hours == "Mo[1] 09:00-12:00"
    assert app.selectbox(key=_key("hours", "preset", 1)).value == "text"


def test_days_with_other_hours_are_added_and_removed(open_screen: Open, manager: Actor, site: Database) -> None:
    app = open_screen("manage", manager, lang="en")
    _unfold(app, "section-exceptions")
    app.text_input(key=_key("exceptions", "reason")).set_value("stocktaking")
    _press(app, _key("exceptions", "add"))
    (exception,) = see(site, _now(), TRUCK).station.schedule.exceptions
    assert (exception.hours, exception.reason) == (None, "stocktaking")
    assert "Closed (stocktaking)" in words_on(app)
    app.button_group(key=_key("exceptions", "mode", 1)).set_value("open").run()
    _press(app, _key("exceptions", "add", 1))
    assert [error.value for error in app.error] == [say("en", "error-required")]
    _press(app, _key("exceptions", "remove-0", 1))
    assert see(site, _now(), TRUCK).station.schedule.exceptions == ()


def test_the_way_in_is_changed(open_screen: Open, manager: Actor, site: Database) -> None:
    app = open_screen("manage", manager, lang="zh-Hant")
    _unfold(app, "section-access")
    app.selectbox(key=_key("access", "audience")).set_value("anyone")
    app.selectbox(key=_key("access", "way_in")).set_value("guard")
    app.text_area(key=_key("access", "directions-zh-Hant")).set_value("藍色門")
    app.text_input(key=_key("access", "host-zh-Hant")).set_value("聯檢大樓")
    app.selectbox(key=_key("access", "side")).set_value("port")
    app.number_input(key=_key("access", "height_limit_m")).set_value(4.2)
    app.selectbox(key=_key("access", "parking_fee")).set_value("paid")
    app.text_input(key=_key("access", "parking_note")).set_value("每小時5元")
    _press(app, _key("access", "save"))
    assert access_of(see(site, _now(), TRUCK).station) == Access(
        audience="anyone",
        way_in="guard",
        directions={"zh-Hant": "藍色門"},
        side="port",
        height_limit_m=4.2,
        parking_fee="paid",
        parking_note="每小時5元",
        host={"zh-Hant": "聯檢大樓"},
    )
    assert app.number_input(key=_key("access", "height_limit_m", 1)).value == 4.2


def test_a_station_can_only_be_said_to_be_on_its_own_side_or_in_the_port(open_screen: Open, manager: Actor) -> None:
    app = _unfold(open_screen("manage", manager, lang="en"), "section-access")
    options = app.selectbox(key=_key("access", "side")).options
    assert options == [say("en", f"side-{side}") for side in ("unknown", "cn", "port")]


def test_what_another_says_of_parking_meanwhile_is_shown_before_mine_is_saved(
    open_screen: Open, manager: Actor, admin: Actor, site: Database
) -> None:
    app = _unfold(open_screen("manage", manager, lang="en"), "section-access")
    app.text_input(key=_key("access", "parking_note")).set_value("mine").run()
    seen = see_for_care(site, admin, _now(), TRUCK).marks[Part.ACCESS]
    set_access(site, admin, _now(), TRUCK, seen, Access(height_limit_m=3.9, parking_note="theirs"))
    _press(app, _key("access", "save"))
    assert see(site, _now(), TRUCK).station.parking_note == "theirs"
    words = words_on(app)
    assert say("en", "manage-theirs") in words
    assert "Height limit 3.9 m" in words
    assert "theirs" in words
    _press(app, _key("access", "mine"))
    station = see(site, _now(), TRUCK).station
    assert (station.parking_note, station.height_limit_m) == ("mine", None)


def test_a_confirmation_by_another_disturbs_no_form(
    open_screen: Open, manager: Actor, admin: Actor, site: Database
) -> None:
    app = open_screen("manage", manager, lang="en")
    _unfold(app, "row-aed")
    confirm_all(site, admin, _now(), TRUCK, see_for_care(site, admin, _now(), TRUCK).seen)
    app.text_input(key=_key("amenity-aed", "note")).set_value("mine")
    _press(app, _key("amenity-aed", "save"))
    assert see(site, _now(), TRUCK).told.amenities["aed"].note == "mine"
