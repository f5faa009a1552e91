"""Emergency closures in two taps: the area, then the signal; lifted with one."""

from __future__ import annotations

from datetime import datetime
from functools import partial

import streamlit as st

from stations.actions import emergencies
from stations.actions.places import places
from stations.emergencies import Closure, signals
from stations.hours_words import when
from stations.instants import from_wall, to_wall
from stations.roles import Role
from stations.station import JURISDICTIONS
from stations.ui import shell
from stations.ui.care_desk import attempt, note_of, problem_of
from stations.ui.plain_text import plain
from stations.words import explain, pick

visit = shell.open_page("emergencies-title")
say = visit.say
AREA, OTHER, PART = "emergency_area", "emergency_other", "closing"


def cities() -> list[str]:
    """The mainland's cities that have districts to choose from: a district by itself is rarely closed."""
    keys = [it.key for it in known.get("CN", ())]
    return list(dict.fromkeys(key[: key.index("市") + 1] if "市" in key else key for key in keys))


def area_name(area: str) -> str:
    if area in JURISDICTIONS:
        return say(f"jurisdiction-{area}")
    return next((it.name for it in known.get("CN", ()) if it.key == area), area)


def region_of(area: str) -> str:
    """The jurisdiction of an area, nothing where only its name is known."""
    return area if area in JURISDICTIONS else "CN" if area in cities() else ""


def do(deed: str, *given: object) -> None:
    attempt("", PART, lambda now: getattr(emergencies, deed)(now.db, now.actor, now.now, *given))


def in_force(closure: Closure) -> None:
    with st.container(border=True, key=f"closing-{closure.id}"):
        signal = pick(signals()[closure.signal].names, visit.lang)
        until = when(closure.until, visit.now, visit.lang, "CN", is_end=True)
        st.markdown(f"**{plain(say('emergencies-line', area=area_name(closure.area), signal=signal, when=until))}**")
        with st.container(horizontal=True):
            st.button(
                say("emergencies-lift"),
                type="primary",
                key=f"lift-{closure.id}",
                on_click=partial(do, "lift", closure.id),
            )
            with st.popover(say("emergencies-move"), key=f"move-{closure.id}"):
                wall = to_wall(closure.ends_at, "CN")
                day = st.date_input(say("emergencies-move-day"), wall.date(), key=f"day-{closure.id}")
                clock = st.time_input(say("emergencies-move-time"), wall.time(), key=f"time-{closure.id}")
                end = from_wall(datetime.combine(day, clock), "CN")
                st.button(say("save"), key=f"moved-{closure.id}", on_click=partial(do, "move_end", closure.id, end))


def declare() -> None:
    area = st.pills(say("emergencies-area"), [*JURISDICTIONS, *cities()], format_func=area_name, key=AREA, default=None)
    other = st.text_input(say("emergencies-area-other"), "", 60, key=OTHER)
    chosen = other.strip() or area or ""
    region = region_of(chosen)
    st.markdown(f"**{say('emergencies-signal')}**")
    with st.container(horizontal=True):
        for signal in signals().values():
            if region and region not in signal.jurisdictions:
                continue
            hours = int(signal.lasts.total_seconds() // 3600)
            st.button(
                say("emergencies-close", signal=pick(signal.names, visit.lang), hours=hours),
                key=f"declare-{signal.code}",
                disabled=not chosen,
                on_click=partial(do, "declare", signal.code, chosen),
            )


def past(closures: tuple[Closure, ...]) -> None:
    if not closures:
        return
    st.subheader(say("emergencies-past"), anchor=False)
    for it in closures:
        words = say(
            "emergencies-past-line", area=area_name(it.area), signal=pick(signals()[it.signal].names, visit.lang),
            **{"from": f"{to_wall(it.starts_at, 'CN'):%Y-%m-%d %H:%M}", "to": f"{to_wall(it.until, 'CN'):%Y-%m-%d %H:%M}"},
        )  # fmt: skip
        st.text(words)


shell.require_role(visit, Role.ADMINISTRATOR)
known = places(visit.db, visit.now, visit.lang)
st.title(say("emergencies-title"), anchor=False)
st.caption(say("emergencies-intro"))
with shell.guard():
    listed = emergencies.list_closures(visit.db, visit.actor, visit.now)
    trouble = problem_of("", PART)
    if trouble is not None:
        st.error(explain(visit.lang, trouble))
    elif note_of("", PART) is not None:
        st.success(say("emergencies-done"))
    st.subheader(say("emergencies-in-force"), anchor=False)
    if not listed.coming:
        st.caption(say("emergencies-none"))
    for closure in listed.coming:
        in_force(closure)
    declare()
    past(listed.past)
