"""What drivers found otherwise and nobody has answered; for administrators also the latest reports, to moderate."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from stations.actions import concerns
from stations.actions.care import see_for_care
from stations.actions.concerns import ConcernView, Moderated
from stations.concerns import WHY_LENGTH
from stations.distance_words import ago
from stations.report_words import kind_words
from stations.roles import Permission, Role, may
from stations.ui import care_facts, concern_card, shell
from stations.ui.care_desk import Desk, attempt, note_of
from stations.ui.plain_text import plain
from stations.words import explain, pick

visit = shell.open_page("reports-title")
say = visit.say
MODERATION = "moderation"


def waiting() -> None:
    views = concerns.my_concerns(visit.db, visit.actor)
    note_seen({it.concern.station_id for it in views if it.concern.seen_at is None})
    concern_card.tell_last(visit, {concern_card.part_of(it) for it in views})
    if not views:
        st.info(say("reports-none"))
    for view in views:
        concern_card.card(visit, view, shown=shown(view))


def shown(view: ConcernView) -> str:
    if view.said is not None:
        return say(f"amenity-{view.said.state}")
    station = see_for_care(visit.db, visit.actor, visit.now, view.concern.station_id)
    return care_facts.stated(Desk(visit, station), view.concern.subject)


def note_seen(unseen: set[str]) -> None:
    """Drivers are told that the station has seen it: an administrator's list of all stations is not the station."""
    if visit.actor.role is Role.MANAGER:
        for station_id in sorted(unseen):
            concerns.note_seen(visit.db, visit.actor, visit.now, station_id)


def latest() -> None:
    st.header(say("reports-latest"), anchor=False)
    note = note_of("", MODERATION)
    if note is not None and note.problem is None:
        st.success(say("reports-moderated"))
    elif note is not None and note.problem is not None:
        st.error(explain(visit.lang, note.problem))
    for one in concerns.latest_reports(visit.db, visit.actor):
        with st.container(border=True, key=f"report-{one.report.id}"):
            sent(one)
            with st.popover(say("reports-moderate"), key=f"moderate-{one.report.id}"):
                moderate(one)


def sent(one: Moderated) -> None:
    report, name = one.report, pick(one.names, visit.lang)
    marks = [say("reports-hidden")] if report.is_hidden else []
    marks += [say("reports-blocked")] if one.is_blocked else []
    what = [kind_words(report.kind, one.facility, visit.lang), ago(report.received_at, visit.now, visit.lang), *marks]
    st.markdown(f"**{plain(name)}** · {plain(' · '.join(what))}")
    if report.note:
        st.text(report.note)
    if report.has_photo:
        concern_card.photo(visit, report.id)


def moderate(one: Moderated) -> None:
    report = one.report
    reason = f"why-{report.id}"
    st.text_input(say("reports-why"), "", WHY_LENGTH, key=reason, persist_state="page")
    if not report.is_hidden:
        button("hide", report.id, lambda now: concerns.hide(now.db, now.actor, now.now, report.id, written(reason)))
    if one.is_blocked:
        button("unblock", report.id, lambda now: concerns.unblock_device(now.db, now.actor, now.now, report.id))
    else:
        button(
            "block",
            report.id,
            lambda now: concerns.block_device(now.db, now.actor, now.now, report.id, written(reason)),
        )


def written(field: str) -> str:
    return str(st.session_state.get(field) or "")


def button(name: str, report_id: str, deed: Callable[[shell.Visit], object]) -> None:
    st.button(
        say(f"reports-{name}"),
        key=f"{name}-{report_id}",
        width="stretch",
        on_click=attempt,
        args=("", MODERATION, deed),
    )


shell.require_role(visit, Role.MANAGER, Role.ADMINISTRATOR)
st.title(say("reports-title"), anchor=False)
with shell.guard():
    waiting()
    if may(visit.actor, Permission.MODERATE_REPORTS):
        latest()
