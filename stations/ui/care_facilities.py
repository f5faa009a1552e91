"""The facilities on the manager's screen: confirm them all with one tap, or open one and change it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import partial

import streamlit as st

from stations.actions.care import Overtaken, confirm_all, set_amenity
from stations.amenities import (
    EXPIRY_FIELDS,
    MOST_OF_A_KIND,
    NOTE_LENGTH,
    PLACE_LENGTH,
    STATED,
    Amenity,
    AmenityState,
    first_expiry,
)
from stations.catalogue import catalogue
from stations.claim_words import why
from stations.claims import Judgement, Standing
from stations.distance_words import ago
from stations.edits import AmenityChange, is_confirmable
from stations.instants import FIRST_YEAR, LAST_YEAR
from stations.ui import care_facts, shell
from stations.ui.care_desk import (
    Desk,
    attempt,
    base,
    fold,
    fold_up,
    key,
    note_of,
    problem_of,
    show_note,
    show_theirs,
    tell_saved,
    value,
)
from stations.ui.plain_text import plain
from stations.words import pick

CONFIRM, UNSAID = "confirm", "unsaid"
_FIRST_DAY, _LAST_DAY = date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31)
_LOOKS = {
    AmenityState.AVAILABLE: (":material/check_circle:", "green"),
    AmenityState.OUT_OF_ORDER: (":material/build_circle:", "red"),
    AmenityState.ABSENT: (":material/cancel:", "grey"),
    AmenityState.UNKNOWN: (":material/help:", "orange"),
    AmenityState.DISPUTED: (":material/gavel:", "violet"),
}
_DATES = {
    "pads_expire_on": "manage-pads",
    "battery_expire_on": "manage-battery",
    "medicine_expire_on": "manage-medicine",
}
_ANSWERS = [AmenityState.AVAILABLE, AmenityState.OUT_OF_ORDER, AmenityState.ABSENT]


def confirm_block(desk: Desk) -> None:
    """Draw the button that confirms everything, with when that was done last."""
    view = desk.view
    if not view.seen:
        st.info(desk.say("manage-nothing-said"))
        return
    contested = {it.subject for it in view.concerns}
    seen = {subject: version for subject, version in view.seen.items() if subject not in contested}
    if contested & view.seen.keys():
        st.caption(desk.say("manage-confirm-apart"))
    st.button(
        desk.say("manage-confirm"),
        type="primary",
        width="stretch",
        icon=":material/done_all:",
        key=f"care-{desk.id}-confirm",
        on_click=_confirm,
        args=(desk.id, seen),
        disabled=not seen,
    )
    st.caption(_last_confirmed(desk))
    problem = problem_of(desk.id, CONFIRM)
    if isinstance(problem, Overtaken):
        changed = [f"• {name_of(desk, it.facility)}: {said_words(desk, it)}" for it in problem.theirs]
        changed += [f"• {care_facts.name_of(desk, it)}: {care_facts.now_words(desk, it)}" for it in problem.facts]
        st.warning(desk.say("manage-confirm-overtaken"), icon=":material/group:")
        st.text("\n".join(changed))
    show_note(desk, CONFIRM)


def _last_confirmed(desk: Desk) -> str:
    view = desk.view
    if view.checked_at is None:
        return desk.say("checked-never")
    when = f"{ago(view.checked_at, desk.visit.now, desk.visit.lang)} {desk.clock(view.checked_at)}"
    if view.checked_by in ("published", "import", "demo"):
        when = ago(view.checked_at, desk.visit.now, desk.visit.lang)
    return desk.say("manage-last-confirmed", who=desk.say(f"checked-by-{view.checked_by}"), when=when)


def _confirm(station_id: str, seen: Mapping[str, int]) -> None:
    attempt(station_id, CONFIRM, lambda visit: confirm_all(visit.db, visit.actor, visit.now, station_id, seen))


def facility_list(desk: Desk) -> None:
    """Draw a row for each facility that somebody said something about, then those that nobody did."""
    said = [desk.view.told.amenities[code] for code in catalogue().codes if code in desk.view.told.amenities]
    known = [amenity for amenity in said if is_confirmable(amenity)]
    for amenity in sorted(known, key=lambda it: _urgency(desk, it)):
        _row(desk, amenity)
    _not_said_yet(desk, [code for code in catalogue().codes if code not in desk.view.seen])


def _urgency(desk: Desk, amenity: Amenity) -> int:
    """Return where a row stands: disputed, past its date, not believed for another reason, then the rest."""
    standing = desk.view.told.judgements[amenity.facility].standing
    if standing.is_believed:
        return 3
    return {Standing.DISPUTED: 0, Standing.EXPIRED: 1}.get(standing, 2)


def _row(desk: Desk, amenity: Amenity) -> None:
    code = amenity.facility
    row = fold(_row_label(desk, amenity), _row_key(desk.id, code))
    if row is not None:
        with row:
            _editor(desk, amenity)


def _row_key(station_id: str, code: str) -> str:
    return f"care-{station_id}-row-{code}"


def _row_label(desk: Desk, amenity: Amenity) -> str:
    code = amenity.facility
    state = desk.view.told.states[code]
    icon, colour = _LOOKS[state]
    words = [f":{colour}[{icon}] **{plain(name_of(desk, code))}**", f":{colour}[{_state_words(desk, amenity)}]"]
    if amenity.quantity:
        words.append(f"× {amenity.quantity}")
    if amenity.place:
        words.append(plain(amenity.place))
    note = note_of(desk.id, _part(code))
    if note is not None and note.problem is None:
        words.append(f":green[{plain(desk.say('manage-saved-at', time=desk.clock(note.at)))}]")
    return "  ".join(words)


def _state_words(desk: Desk, amenity: Amenity) -> str:
    judgement, expiry = desk.view.told.judgements[amenity.facility], first_expiry(amenity)
    if judgement.standing is Standing.EXPIRED and expiry is not None:
        return plain(desk.say("manage-expired", date=f"{expiry.year}-{expiry:%m-%d}"))
    return plain(desk.say(f"amenity-{desk.view.told.states[amenity.facility]}"))


def name_of(desk: Desk, code: str) -> str:
    """Return the name of a facility in the manager's language."""
    return pick(catalogue()[code].names, desk.visit.lang)


def _part(code: str) -> str:
    return f"amenity-{code}"


def _editor(desk: Desk, amenity: Amenity) -> None:
    code, part = amenity.facility, _part(amenity.facility)
    save = partial(_save, desk.id, code)
    show_theirs(desk, part, amenity.version, said_words(desk, amenity), save)
    field = partial(key, desk.id, part)
    st.segmented_control(
        desk.say("manage-state"),
        list(STATED),
        default=amenity.state,
        required=True,
        format_func=lambda state: desk.say(f"amenity-{state}"),
        key=field("state"),
        label_visibility="collapsed",
        persist_state="page",
    )
    st.number_input(
        desk.say("manage-quantity"), 1, MOST_OF_A_KIND, amenity.quantity, 1,
        key=field("quantity"), placeholder=desk.say("optional"), persist_state="page",
    )  # fmt: skip
    st.text_input(
        desk.say("manage-place"), amenity.place, PLACE_LENGTH,
        key=field("place"), placeholder=desk.say("manage-place-hint"), persist_state="page",
    )  # fmt: skip
    st.text_input(
        desk.say("manage-note"), amenity.note, NOTE_LENGTH,
        key=field("note"), placeholder=desk.say("manage-note-hint"), persist_state="page",
    )  # fmt: skip
    _expiries(desk, amenity)
    st.button(desk.say("save"), type="primary", width="stretch", key=field("save"), on_click=save)
    show_note(desk, part)
    st.caption(_why(desk, amenity.facility))


def _expiries(desk: Desk, amenity: Amenity) -> None:
    field = partial(key, desk.id, _part(amenity.facility))
    for name in EXPIRY_FIELDS.get(amenity.facility, ()):
        st.date_input(
            desk.say(_DATES[name]), getattr(amenity, name), _FIRST_DAY, _LAST_DAY,
            key=field(name), format="YYYY-MM-DD", persist_state="page",
        )  # fmt: skip


def said_words(desk: Desk, amenity: Amenity) -> str:
    """Return all that is said of a facility in one line, with who looked and when."""
    parts = [desk.say(f"amenity-{amenity.state}")]
    parts += [f"× {amenity.quantity}"] if amenity.quantity else []
    parts += [text for text in (amenity.place, amenity.note) if text]
    dates = {name: getattr(amenity, name) for name in EXPIRY_FIELDS.get(amenity.facility, ())}
    parts += [f"{desk.say(_DATES[name])} {day}" for name, day in dates.items() if day]
    clock = f" {desk.clock(amenity.checked_at)}" if amenity.checked_at else ""
    return f"{' · '.join(parts)} ({_why(desk, amenity.facility)}{clock})"


def _why(desk: Desk, code: str) -> str:
    """Return who looked at a facility and when, or why it cannot be promised."""
    judgement = desk.view.told.judgements.get(code, Judgement(Standing.UNSAID))
    return why(judgement, desk.visit.now, desk.visit.lang, desk.view.station.jurisdiction)


def _save(station_id: str, code: str) -> None:
    part = _part(code)
    field = partial(value, station_id, part)
    change = AmenityChange(
        facility=code,
        expected_version=int(base(station_id, part) or 0),
        state=field("state") or AmenityState.UNKNOWN,
        quantity=field("quantity"),
        place=field("place", ""),
        note=field("note", ""),
        pads_expire_on=field("pads_expire_on"),
        battery_expire_on=field("battery_expire_on"),
        medicine_expire_on=field("medicine_expire_on"),
    )
    if attempt(station_id, part, lambda visit: set_amenity(visit.db, visit.actor, visit.now, station_id, change)):
        fold_up(_row_key(station_id, code))
        tell_saved(pick(catalogue()[code].names, shell.language()))


def _not_said_yet(desk: Desk, codes: list[str]) -> None:
    show_note(desk, UNSAID)
    if not codes:
        return
    label = desk.say("manage-not-said", count=len(codes))
    rows = fold(label, f"care-{desk.id}-unsaid", ":material/add_circle:")
    if rows is None:
        return
    with rows:
        st.caption(desk.say("manage-not-said-hint"))
        for code in codes:
            st.segmented_control(
                name_of(desk, code),
                _ANSWERS,
                format_func=lambda state: desk.say(f"amenity-{state}"),
                key=key(desk.id, UNSAID, code),
                on_change=_say_first,
                args=(desk.id, code, desk.view.told.amenities.get(code, Amenity(code)).version),
            )


def _say_first(station_id: str, code: str, version: int) -> None:
    state = value(station_id, UNSAID, code)
    if state is None:
        return
    change = AmenityChange(code, version, state)
    if attempt(station_id, UNSAID, lambda visit: set_amenity(visit.db, visit.actor, visit.now, station_id, change)):
        tell_saved(pick(catalogue()[code].names, shell.language()))
