"""Series and their dates as rows of the staff's lists."""

from __future__ import annotations

from urllib.parse import quote

from stations.actions.clinic_list import Listed, ListedSeries
from stations.recurrence_words import rule_words
from stations.series import is_to_come
from stations.sessions import SessionStatus
from stations.ui import session_words
from stations.ui.desk_list import action
from stations.ui.shell import Visit
from stations.words import pick


def series_row(visit: Visit, one: ListedSeries) -> dict[str, object]:
    """Return a series in the list of all sessions: its rule, its next date, and how many are to come."""
    say, plan = visit.say, one.series.plan
    soonest = one.dates[0]
    lines = [
        say("series-told", rule=rule_words(one.series.rule, plan.on_date, visit.lang)),
        say("series-row-next", when=session_words.when(visit, soonest.session, one.jurisdiction)),
        pick(one.station_names, visit.lang),
        say("series-row-counts", dates=len(one.dates), drafts=one.drafts),
    ]
    actions = [action("series", say("series-dates"), "main")]
    if soonest.session.status is SessionStatus.PUBLISHED:
        actions.append(action("roster", say("clinics-to-roster"), "", roster_of(soonest)))
    if one.drafts:
        actions.append(action("publish-all", say("series-publish-all", count=one.drafts)))
    return {
        "id": one.series.id,
        "version": one.series.version,
        "title": pick(plan.title, visit.lang),
        "badge": say("demo-badge") if one.series.is_demo else "",
        "lines": lines,
        "tone": "draft" if one.drafts == len(one.dates) else "",
        "actions": actions,
    }


def roster_of(one: Listed) -> str:
    """Return the address of the roster of a session."""
    return f"/roster?session={quote(one.session.id)}"


def date_row(visit: Visit, one: Listed) -> dict[str, object]:
    """Return one date on the page of its series."""
    say, session = visit.say, one.session
    is_cancelled = session.status is SessionStatus.CANCELLED
    lines = [] if is_cancelled else [say("clinics-places", taken=one.taken, places=one.places)]
    if session.is_detached:
        lines.append(f"{say('series-by-itself')} · {pick(session.title, visit.lang)}")
    states = {SessionStatus.CANCELLED: say("session-status-cancelled"), SessionStatus.DRAFT: say("series-draft")}
    tones = {SessionStatus.CANCELLED: "gone", SessionStatus.DRAFT: "draft"}
    return {
        "id": session.id,
        "version": session.version,
        "title": session_words.when(visit, session, one.jurisdiction),
        "lines": lines,
        "state": states.get(session.status, ""),
        "tone": tones.get(session.status, ""),
        "actions": _actions(visit, one),
    }


def _actions(visit: Visit, one: Listed) -> list[dict[str, str]]:
    say, session = visit.say, one.session
    is_draft = session.status is SessionStatus.DRAFT
    actions = [] if is_draft else [action("roster", say("clinics-to-roster"), "main", roster_of(one))]
    if not is_to_come(session, visit.now):
        return actions
    actions.append(action("edit", say("series-edit"), "main" if is_draft else ""))
    if is_draft:
        return [
            *actions,
            action("publish", say("clinics-publish")),
            action("leave-out", say("series-leave-out"), "danger"),
        ]
    return [*actions, action("cancel", say("clinics-cancel"), "danger")]
