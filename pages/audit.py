"""The audit log: who did what, newest first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import streamlit as st

from stations.actions.read_audit import AuditPage, list_entries
from stations.audit import Recorded
from stations.hours_words import signal_name
from stations.instants import parse_instant, to_wall
from stations.roles import Role
from stations.ui import admin_style, fragment, shell
from stations.words import can_say

visit = shell.open_page("audit-page-title")
say = visit.say
KINDS = (
    "account", "booking", "session", "series", "roster", "station", "stations", "report", "concern", "device", "area",
    "house", "audit",
)  # fmt: skip
KIND, STATION = "audit_kind", "audit_station"
# details whose values are codes, and the family of words that says these
WORDED = {
    "new-role": "role",
    "role-is": "role",
    "state": "amenity",
    "was": "amenity",
    "audience": "audience",
    "way_in": "way-in",
    "kind": "report",
    "outcome": "report-outcome",
    "side": "side",
    "parking_fee": "parking-fee",
}


@dataclass(frozen=True, slots=True)
class Line:
    """An entry in words."""

    at: str
    who: str
    what: str
    subject: str
    station: str
    detail: str


def line(entry: Recorded, usernames: Mapping[str, str]) -> Line:
    key = f"audit-{entry.action.replace('.', '-')}"
    who = usernames.get(entry.account_id, entry.account_id)
    role = say(f"role-{entry.role}")
    return Line(
        at=f"{to_wall(entry.at, 'CN'):%Y-%m-%d %H:%M:%S}",
        who=f"{who} · {role}" if who else role,
        what=say(key) if can_say(visit.lang, key) else entry.action,
        subject=usernames.get(entry.subject) or area_name(entry.subject),
        station=entry.station_id,
        detail=say("audit-page-redacted") if entry.redacted_at else details(entry),
    )


def details(entry: Recorded) -> str:
    """What an entry tells besides, in words."""
    return say("web-list-comma").join(detail(*told) for told in entry.detail.items() if told[1] is not None)


def area_name(subject: str) -> str:
    """A jurisdiction in words; whatever else an entry is about as it is."""
    key = f"jurisdiction-{subject}"
    return say(key) if can_say(visit.lang, key) else subject


def detail(name: str, value: object) -> str:
    """A detail in words where there are some; codes and ids as they are."""
    key = f"audit-detail-{name.replace('_', '-')}"
    worded = f"{WORDED.get(name, '')}-{value}"
    shown = say(worded) if can_say(visit.lang, worded) else value
    if name == "signal":
        shown = signal_name(str(value), visit.lang)
    return f"{say(key) if can_say(visit.lang, key) else name} {shown}"


def forget_place() -> None:
    shell.set_params(before=None)


def wanted() -> AuditPage:
    with st.container(horizontal=True):
        kind = st.selectbox(
            say("audit-page-kind"),
            KINDS,
            format_func=lambda name: say(f"audit-kind-{name}"),
            index=None,
            placeholder=say("all"),
            key=KIND,
            on_change=forget_place,
        )
        station = st.text_input(say("audit-page-station"), key=STATION, on_change=forget_place)
    before = shell.param("before")
    return list_entries(
        visit.db,
        visit.actor,
        before_id=int(before) if before.isdecimal() and len(before) < 16 else None,
        action=f"{kind}." if kind else "",
        station_id=station.strip(),
    )


def tell_seal(page: AuditPage) -> None:
    """When the trail was last sealed, and the seal, for whoever wants to keep it elsewhere."""
    if page.seal is None:
        st.caption(say("audit-page-unsealed"))
    else:
        at = f"{to_wall(parse_instant(page.seal.sealed_at), 'CN'):%Y-%m-%d %H:%M}"
        st.caption(say("audit-page-seal", at=at, seal=page.seal.hash))


def turn_pages(page: AuditPage) -> None:
    with st.container(horizontal=True):
        if shell.param("before") and st.button(say("audit-page-newest")):
            shell.set_params(before=None)
            st.rerun()
        if page.next_before is not None and st.button(say("audit-page-older")):
            shell.set_params(before=str(page.next_before))
            st.rerun()


st.title(say("audit-page-title"))
shell.require_role(visit, Role.ADMINISTRATOR)
st.caption(say("audit-page-intro"))
page = wanted()
tell_seal(page)
if page.entries:
    admin_style.tables()
    fragment.show(visit, "audit_table.html", lines=[line(entry, page.usernames) for entry in page.entries])
else:
    st.info(say("audit-page-empty"))
turn_pages(page)
