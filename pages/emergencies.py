"""Emergency closures in two taps: the area, then the signal; lifted with one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import streamlit as st

from stations.actions.areas import cities, region_of
from stations.actions.emergencies import declare, lift, list_closures, move_end
from stations.emergencies import AREA_LENGTH, LONGEST, Closure, default_end, signals
from stations.hours_words import signal_name, when
from stations.instants import from_wall, local_date, to_wall
from stations.roles import Role
from stations.station import JURISDICTIONS
from stations.ui import shell
from stations.ui.care_desk import attempt, note_of, problem_of
from stations.ui.plain_text import plain
from stations.words import explain

Deed = Callable[[shell.Visit], object]
STEP = 300
visit = shell.open_page("emergencies-title")
say = visit.say
AREA, OTHER, PART = "emergency_area", "emergency_other", "closing"
CLOCK = "CN"  # the three jurisdictions share it


def area_name(area: str) -> str:
    return say(f"jurisdiction-{area}") if area in JURISDICTIONS else known.get(area, area)


def moment(instant: datetime) -> str:
    return when(instant, visit.now, visit.lang, CLOCK, is_end=True)


def do(deed: Deed) -> None:
    attempt("", PART, deed)


def in_force(closure: Closure) -> None:
    with st.container(border=True, key=f"closing-{closure.id}"):
        signal = signal_name(closure.signal, visit.lang)
        line = say("emergencies-line", area=area_name(closure.area), signal=signal, when=moment(closure.until))
        st.markdown(f"**{plain(line)}**")
        with st.container(horizontal=True):
            st.button(
                say("emergencies-lift"),
                type="primary",
                key=f"lift-{closure.id}",
                on_click=do,
                args=(lambda now: lift(now.db, now.actor, now.now, closure.id),),
            )
            with st.popover(say("emergencies-move"), key=f"move-{closure.id}"):
                move(closure)


def move(closure: Closure) -> None:
    wall, today = to_wall(closure.ends_at, CLOCK), local_date(visit.now, CLOCK)
    last = max(today + LONGEST, wall.date())
    turn = f"{closure.id}-{wall:%Y%m%d%H%M}"  # filled anew when somebody moves the end
    day = st.date_input(say("emergencies-move-day"), wall.date(), today, last, key=f"day-{turn}", format="YYYY-MM-DD")
    clock = st.time_input(say("emergencies-move-time"), wall.time(), key=f"time-{turn}", step=STEP)
    seen, end = closure.ends_at, from_wall(datetime.combine(day, clock), CLOCK)
    st.button(
        say("save"),
        key=f"moved-{closure.id}",
        on_click=do,
        args=(lambda now: move_end(now.db, now.actor, now.now, closure.id, seen, end),),
    )


def close() -> None:
    """Two taps: an area, then a signal of that area with the end that it will have."""
    area = st.pills(say("emergencies-area"), [*JURISDICTIONS, *known], format_func=area_name, key=AREA)
    other = st.text_input(say("emergencies-area-other"), "", AREA_LENGTH, key=OTHER).strip()
    chosen = other or area or ""
    region = region_of(visit.db, chosen) if chosen else ""
    st.markdown(f"**{say('emergencies-signal')}**")
    if other and not region:
        st.warning(say("error-area-unknown"))
    with st.container(horizontal=True):
        for signal in signals().values():
            if not region or region in signal.jurisdictions:
                signal_button(signal.code, chosen, is_ready=bool(region))


def signal_button(signal: str, area: str, *, is_ready: bool) -> None:
    end = default_end(signal, visit.now)
    st.button(
        say("emergencies-close", signal=signal_name(signal, visit.lang), when=moment(end)),
        key=f"declare-{signal}",
        disabled=not is_ready,
        on_click=do,
        args=(lambda now: declare(now.db, now.actor, now.now, signal, area, end),),
    )


def past(closures: tuple[Closure, ...]) -> None:
    if not closures:
        return
    st.subheader(say("emergencies-past"), anchor=False)
    for it in closures:
        words = say(
            "emergencies-past-line", area=area_name(it.area), signal=signal_name(it.signal, visit.lang),
            **{"from": f"{to_wall(it.starts_at, CLOCK):%Y-%m-%d %H:%M}", "to": f"{to_wall(it.until, CLOCK):%Y-%m-%d %H:%M}"},
        )  # fmt: skip
        st.text(words)


shell.require_role(visit, Role.ADMINISTRATOR)
known = {area.key: area.name for area in cities(visit.db, visit.now, visit.lang)}
st.title(say("emergencies-title"), anchor=False)
st.caption(say("emergencies-intro"))
with shell.guard():
    listed = list_closures(visit.db, visit.actor, visit.now)
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
    close()
    past(listed.past)
