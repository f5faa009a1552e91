"""The form that plans a session. What is typed stays in the visit until it is stored; a preview says what it comes to."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import date, time, timedelta

import streamlit as st

from stations.actions import clinic_list, clinics
from stations.actions.clinic_list import Place
from stations.errors import Conflict, InvalidInput, Refused
from stations.hours_words import date_words
from stations.instants import local_date, to_wall
from stations.kinds import kind_of
from stations.plans import Outline, Plan, hosts_from, hosts_text, outline
from stations.roles import Role
from stations.sessions import AUDIENCES, MOST_PLACES, NOTES_LENGTH, SLOT_MINUTES, TITLE_LENGTH, Session
from stations.ui import flash, kind_form, questions_form, terms_form
from stations.ui.clinic_state import PREFIX as _P
from stations.ui.plain_text import plain
from stations.ui.shell import Visit, set_params, show_problem
from stations.words import LANGUAGES, pick

_WIDTH = 340


def _key(name: str) -> str:
    return _P + name


def clear() -> None:
    """Forget what the form holds."""
    for name in list(st.session_state):
        if isinstance(name, str) and name.startswith(_P):
            del st.session_state[name]


def keep() -> None:
    """Keep what the form holds while another screen is shown."""
    for name in list(st.session_state):
        if isinstance(name, str) and name.startswith(_P):
            st.session_state[name] = st.session_state[name]


def _begin(visit: Visit, places: Sequence[Place], draft: clinic_list.Draft | None) -> None:
    """Fill the form once: with the draft, or with a plan for tomorrow morning."""
    subject = draft.session.id if draft else "new"
    if st.session_state.get(_key("subject")) == subject:
        return
    clear()
    plan = draft.plan if draft else _blank(visit, places)
    given: dict[str, object] = {
        "subject": subject,
        "version": draft.session.version if draft else 0,
        "request": uuid.uuid4().hex,
        "station": plan.station_id,
        "hosts": hosts_text(plan.hosts, visit.lang),
        "date": plan.on_date,
        "start": plan.start,
        "end": plan.end,
        "minutes": plan.slot_minutes,
        "each": plan.places_per_slot,
        "walkins": plan.walk_in_capacity,
        "audience": plan.audience,
    }
    given |= kind_form.begin(plan) | terms_form.begin(plan) | questions_form.begin(plan, visit.lang)
    for lang in LANGUAGES:
        given |= {f"title_{lang}": plan.title.get(lang, ""), f"notes_{lang}": plan.notes.get(lang, "")}
    for name, value in given.items():
        st.session_state[_key(name)] = value


def _blank(visit: Visit, places: Sequence[Place]) -> Plan:
    tomorrow = local_date(visit.now, places[0].jurisdiction) + timedelta(days=1)
    usual = kind_of("clinic").usual
    each, walk_ins = usual.places_per_slot, usual.walk_in_capacity
    return Plan(
        places[0].station_id, "clinic", {}, (), tomorrow, time(9), time(11, 30), usual.slot_minutes, each, walk_ins
    )


def show(visit: Visit, session_id: str) -> None:
    """Draw the form for the draft ``session_id``, or with "" for a new session."""
    draft = clinic_list.see(visit.db, visit.actor, session_id) if session_id else None
    places = [draft.place] if draft else _places(visit)
    if not places:
        st.info(visit.say("clinics-no-station"))
        return
    if draft is not None and draft.session.status != "draft":
        st.info(visit.say("clinics-not-draft"))
        return
    _begin(visit, places, draft)
    if draft is not None and draft.session.is_demo and not draft.place.is_demo:
        st.caption(visit.say("clinics-demo-note"))
    place = _what(visit, places)
    plan = _plan(visit, place)
    sums = _preview(visit, plan, place)
    _buttons(visit, plan, draft, sums)


def _places(visit: Visit) -> list[Place]:
    text = ""
    if visit.actor.role is Role.ADMINISTRATOR:
        text = st.text_input(visit.say("clinics-station-search"), key=_key("search"), max_chars=60)
    return clinic_list.places_for(visit.db, visit.actor, text)


def _what(visit: Visit, places: Sequence[Place]) -> Place:
    say, by_id = visit.say, {place.station_id: place for place in places}
    if st.session_state[_key("station")] not in by_id:
        st.session_state[_key("station")] = places[0].station_id
    chosen = st.session_state[_key("station")]
    if len(places) > 1:
        chosen = st.selectbox(
            say("clinics-station"),
            list(by_id),
            format_func=lambda one: pick(by_id[one].names, visit.lang) if one in by_id else one,
            key=_key("station"),
        )
    else:
        st.markdown(f"**{plain(pick(places[0].names, visit.lang))}**")
    kind_form.show(visit)
    st.text_input(
        say("clinics-name"),
        key=_key(f"title_{visit.lang}"),
        placeholder=say("clinics-name-hint"),
        max_chars=TITLE_LENGTH,
    )
    kind_form.show_fields(visit)
    _times(visit)
    _capacity(visit)
    terms_form.show(visit)
    st.segmented_control(
        say("clinics-audience"),
        AUDIENCES,
        format_func=lambda one: say(f"session-audience-{one}"),
        key=_key("audience"),
    )
    _words(visit)
    questions_form.show(visit)
    return by_id[chosen]


def _times(visit: Visit) -> None:
    say = visit.say
    with st.container(horizontal=True):
        st.date_input(
            say("clinics-date"),
            key=_key("date"),
            format="YYYY-MM-DD",
            # a narrower field would keep its last day and say so in English; what is too early or far, the preview says
            min_value=date.min,
            max_value=date.max,
            width=_WIDTH,
        )
        st.time_input(say("clinics-start"), key=_key("start"), step=300, width=150)
        st.time_input(say("clinics-end"), key=_key("end"), step=300, width=150)


def _capacity(visit: Visit) -> None:
    say = visit.say
    with st.container(horizontal=True):
        st.selectbox(
            say("clinics-slot-length"),
            SLOT_MINUTES,
            format_func=lambda one: say("clinics-minutes", count=one),
            key=_key("minutes"),
            width=165,
        )
        st.number_input(
            say("clinics-places-per-slot"), min_value=1, max_value=MOST_PLACES, step=1, key=_key("each"), width=165
        )
        st.number_input(
            say("clinics-walk-in-capacity"), min_value=0, max_value=MOST_PLACES, step=1, key=_key("walkins"), width=190
        )


def _words(visit: Visit) -> None:
    say = visit.say
    st.text_area(say("clinics-hosts"), key=_key("hosts"), height=96, help=say("clinics-hosts-help"), max_chars=3000)
    st.text_area(
        say("clinics-notes"),
        key=_key(f"notes_{visit.lang}"),
        height=96,
        placeholder=say("clinics-notes-hint"),
        max_chars=NOTES_LENGTH,
    )
    with st.expander(say("clinics-other-languages")):
        for lang in LANGUAGES:
            if lang != visit.lang:
                words = {"language": say(f"language-{lang}")}
                st.text_input(say("clinics-name-in", **words), key=_key(f"title_{lang}"), max_chars=TITLE_LENGTH)
                st.text_area(
                    say("clinics-notes-in", **words), key=_key(f"notes_{lang}"), height=80, max_chars=NOTES_LENGTH
                )


def _plan(visit: Visit, place: Place) -> Plan:
    state = st.session_state
    return Plan(
        station_id=place.station_id,
        kind=state[_key("kind")],
        title={lang: state[_key(f"title_{lang}")] for lang in LANGUAGES},
        hosts=hosts_from(state[_key("hosts")], visit.lang),
        on_date=_day(state[_key("date")], visit),
        start=state[_key("start")] or time(9),
        end=state[_key("end")] or time(9),
        slot_minutes=state[_key("minutes")],
        places_per_slot=int(state[_key("each")]),
        walk_in_capacity=int(state[_key("walkins")]),
        audience=state[_key("audience")] or "anyone",
        notes={lang: state[_key(f"notes_{lang}")] for lang in LANGUAGES},
        terms=terms_form.terms(),
        questions=questions_form.questions(visit.lang),
        details=kind_form.details(),
    )


def _day(given: object, visit: Visit) -> date:
    return given if isinstance(given, date) else local_date(visit.now, "CN")


def _preview(visit: Visit, plan: Plan, place: Place) -> Outline | None:
    try:
        sums = outline(plan, place.jurisdiction, visit.now)
    except InvalidInput as problem:
        show_problem(visit, problem)
        return None
    st.info(_preview_words(visit, plan, sums, place.jurisdiction), icon=":material/event_available:")
    if sums.minutes_left:
        st.caption(visit.say("clinics-preview-left", minutes=sums.minutes_left))
    return sums


def _preview_words(visit: Visit, plan: Plan, sums: Outline, jurisdiction: str) -> str:
    return visit.say(
        "clinics-preview",
        **{
            "day": date_words(plan.on_date, visit.lang),
            "from": f"{to_wall(sums.starts_at, jurisdiction):%H:%M}",
            "to": f"{to_wall(sums.ends_at, jurisdiction):%H:%M}",
            "slots": len(sums.times),
            "minutes": plan.slot_minutes,
            "each": plan.places_in_slot,
            "places": sums.places,
            "walkins": sums.walk_ins,
        },
    )


def _buttons(visit: Visit, plan: Plan, draft: clinic_list.Draft | None, sums: Outline | None) -> None:
    with st.container(horizontal=True):
        if st.button(visit.say("clinics-save-publish"), type="primary", key="clinic_save_publish"):
            _store(visit, plan, draft, sums, is_published=True)
        if st.button(visit.say("clinics-save-draft"), key="clinic_save"):
            _store(visit, plan, draft, sums, is_published=False)


def _store(
    visit: Visit, plan: Plan, draft: clinic_list.Draft | None, sums: Outline | None, *, is_published: bool
) -> None:
    try:
        questions_form.check_meant(visit.lang)
        result = _stored(visit, plan, draft)
        if is_published and isinstance(result, Session):
            result = clinics.publish(visit.db, visit.actor, visit.now, result.id, result.version)
    except Conflict as problem:
        show_problem(visit, problem)
        st.button(visit.say("clinics-reload"), on_click=clear, key="clinic_reload")
        return
    except InvalidInput as problem:
        show_problem(visit, problem)
        return
    if isinstance(result, Refused):
        show_problem(visit, result)
        return
    clear()
    flash.later(*_done_words(visit, plan, sums, is_published=is_published))
    set_params(edit=None, new=None)
    st.rerun()


def _done_words(visit: Visit, plan: Plan, sums: Outline | None, *, is_published: bool) -> tuple[str, ...]:
    if not is_published or sums is None:
        return (visit.say("clinics-saved"),)
    figures = {"slots": len(sums.times), "each": plan.places_in_slot, "places": sums.places}
    return visit.say("clinics-published"), visit.say("places-sums", **figures)


def _stored(visit: Visit, plan: Plan, draft: clinic_list.Draft | None) -> Session | Refused:
    state = st.session_state
    if draft is None:
        return clinics.create(visit.db, visit.actor, visit.now, plan, state[_key("request")])
    return clinics.edit(visit.db, visit.actor, visit.now, draft.session.id, plan, state[_key("version")])
