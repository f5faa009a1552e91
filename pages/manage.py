"""A station in its manager's hands: confirm or change what is said about it, close it, edit its hours."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st
from markupsafe import Markup

from stations.actions.care import see_for_care
from stations.hours_words import status_line
from stations.roles import Role
from stations.ui import (
    care_access,
    care_choice,
    care_closing,
    care_facilities,
    care_facts,
    care_hours,
    care_photos,
    care_position,
    concern_card,
    shell,
)
from stations.ui.care_desk import Desk, fold
from stations.ui.plain_text import plain
from stations.week_words import schedule_words
from stations.words import pick

visit = shell.open_page("manage-title")
say = visit.say

# The uploader speaks English only; its words are laid over.
STYLE = """<style>
.care-week {{ border-collapse: collapse; width: 100%; margin: .25rem 0; font-size: 1rem; }}
.care-week caption {{ text-align: start; font-weight: 600; padding: .25rem 0; }}
.care-week th, .care-week td {{ text-align: start; font-weight: 400; padding: .25rem .5rem .25rem 0; vertical-align: top;
  border-top: 1px solid var(--line, #d7dbd9); }}
.care-week th {{ min-width: 8.8em; }}
.care-week small {{ color: #4a4f4d; }}
.care-photo {{ width: 128px; max-width: 100%; border-radius: 8px; display: block; }}
.stApp .stHeading h3 {{ padding: .75rem 0 .5rem; }}
[class*="st-key-care-"][class*="-confirm"] button {{ min-height: 60px; }}
[class*="st-key-care-"][class*="-confirm"] button p {{ font-size: 1.15rem; font-weight: 600; }}
[data-testid="stFileUploaderDropzone"] button p {{ font-size: 0; }}
[data-testid="stFileUploaderDropzone"] button p::after {{ content: "{upload}"; font-size: 1rem; }}
[data-testid="stFileUploaderDropzoneInstructions"] {{ display: none; }}
</style>"""


def head(desk: Desk) -> None:
    station = desk.view.station
    st.title(plain(pick(station.names, visit.lang)), anchor=False)
    if station.is_demo:
        st.badge(say("demo-badge"), color="orange")
    with st.container(horizontal=True, vertical_alignment="center"):
        st.text(status_line(desk.view.status, visit.now, visit.lang, station.jurisdiction))
        care_choice.offer_another(visit)


def section(desk: Desk, name: str, icon: str, draw: Callable[[Desk], None], summary: str = "") -> None:
    """A part that costs nothing until it is opened."""
    told = " · ".join(filter(None, (summary, care_facts.standing(desk, name))))
    label = say(f"manage-{name}") + (f"  :gray[{plain(told)}]" if told else "")
    part = fold(label, f"care-{desk.id}-section-{name}", icon)
    if part is not None:
        with part:
            draw(desk)


def about_station(desk: Desk) -> None:
    station, coming = desk.view.station, care_hours.coming_exceptions(desk)
    published = say("not-published")
    hours = schedule_words(station.schedule, visit.lang) or published
    section(desk, "hours", ":material/schedule:", care_hours.hours, hours)
    section(desk, "exceptions", ":material/event_busy:", care_hours.exceptions, str(len(coming) or ""))
    audience = say(f"audience-{station.audience}")
    section(desk, "access", ":material/door_front:", care_access.access, audience)
    section(desk, "contact", ":material/call:", care_access.contact, station.contact.phone or published)
    section(desk, "position", ":material/location_on:", care_position.position, say(f"position-{station.position}"))
    section(desk, "photos", ":material/photo_camera:", care_photos.photos, str(len(desk.view.photos) or ""))


def show(desk: Desk) -> None:
    st.html(Markup(STYLE).format(upload=say("manage-photo-upload")))
    head(desk)
    concern_card.banner(visit)
    care_facilities.confirm_block(desk)
    if care_closing.is_closed_for_now(desk):
        care_closing.closing(desk)
    else:
        section(desk, "closing", ":material/lock_clock:", care_closing.closing)
    care_closing.closing_note(desk)
    facilities, rest = st.columns([1, 1], gap="medium")
    with facilities:
        st.subheader(say("manage-facilities"), anchor=False)
        care_facilities.facility_list(desk)
    with rest:
        st.subheader(say("manage-station"), anchor=False)
        about_station(desk)


shell.require_role(visit, Role.MANAGER, Role.ADMINISTRATOR)
with shell.guard():
    station_id = care_choice.chosen_station(visit, "manage-title")
    if station_id:
        show(Desk(visit, see_for_care(visit.db, visit.actor, visit.now, station_id)))
