"""The part of a session's form about its terms: the usual ones at once, the rare ones under an expander."""

from __future__ import annotations

import streamlit as st

from stations.plans import Plan
from stations.terms import (
    EARLIEST_CLOSING_MINUTES,
    EARLIEST_OPENING_DAYS,
    LARGEST_PARTY,
    LONGEST_RELEASE,
    MOST_POINTS,
    Terms,
)
from stations.ui.form_state import key_of as key
from stations.ui.form_state import value
from stations.ui.shell import Visit

_BUFFERS = (0, 5, 10, 15, 20, 30, 60)
_OFFERS = (30, 60, 120, 240, 720, 1440, 2880)
_WIDTH = 250


def begin(plan: Plan) -> dict[str, object]:
    """Return what the fields hold at first."""
    terms = plan.terms
    return {
        "opens": terms.opens_days_before,
        "closes": terms.closes_minutes_before,
        "party": terms.most_party,
        "points": terms.points,
        "buffer": terms.buffer_minutes,
        "waitlist": terms.has_waitlist,
        "offer": terms.offer_minutes,
        "release": terms.release_minutes,
    }


def show(visit: Visit) -> None:
    """Draw the terms."""
    say = visit.say
    with st.container(horizontal=True, vertical_alignment="bottom"):
        _number(visit, "party", 1, LARGEST_PARTY)
        _number(visit, "opens", 0, EARLIEST_OPENING_DAYS, none="terms-opens-none")
    st.checkbox(say("terms-waitlist"), key=key("waitlist"))
    with st.expander(say("terms-more")):
        _rare(visit)


def _rare(visit: Visit) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        _number(visit, "closes", 0, EARLIEST_CLOSING_MINUTES, none="terms-closes-none")
        _number(visit, "release", 1, LONGEST_RELEASE, none="terms-release-none")
    with st.container(horizontal=True, vertical_alignment="bottom"):
        _number(visit, "points", 1, MOST_POINTS)
        _minutes(visit, "buffer", _BUFFERS)
        _minutes(visit, "offer", _OFFERS)


def _number(visit: Visit, name: str, least: int, most: int, none: str = "") -> None:
    """Draw a number; with ``none`` it may be left empty, which the sentence of that key explains."""
    st.number_input(
        visit.say(f"terms-{name}"),
        min_value=least,
        max_value=most,
        value=None if none else least,
        step=1,
        placeholder=visit.say(none) if none else None,
        key=key(name),
        width=_WIDTH,
    )


def _minutes(visit: Visit, name: str, usual: tuple[int, ...]) -> None:
    kept = value(name)
    options = sorted({*usual, kept} if isinstance(kept, int) else usual)
    st.selectbox(
        visit.say(f"terms-{name}"), options, format_func=lambda one: _length(visit, one), key=key(name), width=_WIDTH
    )


def _length(visit: Visit, minutes: int) -> str:
    if not minutes:
        return visit.say("terms-buffer-none")
    if minutes % 60:
        return visit.say("clinics-minutes", count=minutes)
    return visit.say("terms-hours", count=minutes // 60)


def terms() -> Terms:
    """Return the terms as they stand in the form."""
    return Terms(
        opens_days_before=value("opens"),
        closes_minutes_before=value("closes"),
        most_party=int(value("party") or 1),
        points=int(value("points") or 1),
        buffer_minutes=int(value("buffer") or 0),
        has_waitlist=bool(value("waitlist")),
        offer_minutes=int(value("offer") or 120),
        release_minutes=value("release"),
    )
