"""What drivers found otherwise and nobody has answered; for administrators also the latest reports, to moderate."""

from __future__ import annotations

from functools import partial

import streamlit as st

from stations.actions import concerns
from stations.actions.concerns import Report
from stations.distance_words import ago
from stations.report_words import kind_words
from stations.roles import Permission, Role, may
from stations.ui import concern_card, shell
from stations.ui.care_desk import attempt, note_of
from stations.ui.plain_text import plain

visit = shell.open_page("reports-title")
say = visit.say
MODERATION = "moderation"


def waiting() -> None:
    views = concerns.my_concerns(visit.db, visit.actor)
    stations = {it.concern.station_id for it in views}
    for station_id in stations:
        if any(it.concern.seen_at is None for it in views if it.concern.station_id == station_id):
            concerns.note_seen(visit.db, visit.actor, visit.now, station_id)
    if not views:
        st.info(say("reports-none"))
    for view in views:
        concern_card.card(visit, view)


def latest() -> None:
    st.header(say("reports-latest"), anchor=False)
    if note_of("", MODERATION) is not None:
        st.success(say("reports-moderated"))
    for report in concerns.latest_reports(visit.db, visit.actor)[:50]:
        with st.container(border=True, key=f"report-{report.id}"):
            hidden = f" ({say('reports-hidden')})" if report.is_hidden else ""
            what = kind_words(report.kind, "", visit.lang)
            st.markdown(
                f"**{plain(report.station_id)}** · {plain(what)} · {ago(report.received_at, visit.now, visit.lang)}{hidden}"
            )
            if report.note:
                st.text(report.note)
            with st.popover(say("reports-why"), key=f"moderate-{report.id}"):
                moderate(report)


def moderate(report: Report) -> None:
    reason = f"why-{report.id}"
    st.text_input(say("reports-why"), "", 200, key=reason)
    deeds = {"hide": concerns.hide, "block": concerns.block_device}
    for name, deed in deeds.items():
        st.button(
            say(f"reports-{name}"),
            key=f"{name}-{report.id}",
            width="stretch",
            on_click=lambda deed=deed: attempt(
                "", MODERATION,
                lambda now: deed(now.db, now.actor, now.now, report.id, str(st.session_state.get(reason) or "")),
            ),
        )  # fmt: skip
    st.button(
        say("reports-unblock"),
        key=f"unblock-{report.id}",
        width="stretch",
        on_click=partial(
            attempt, "", MODERATION, lambda now: concerns.unblock_device(now.db, now.actor, now.now, report.id)
        ),
    )


shell.require_role(visit, Role.MANAGER, Role.ADMINISTRATOR)
st.title(say("reports-title"), anchor=False)
with shell.guard():
    waiting()
    if may(visit.actor, Permission.MODERATE_REPORTS):
        latest()
