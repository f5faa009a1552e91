"""Photos on the manager's screen."""

from __future__ import annotations

from functools import partial

import streamlit as st
from markupsafe import Markup

from stations.actions.photos import MOST_PHOTOS, add_photo, delete_photo
from stations.edits import CAPTION_LENGTH
from stations.photographs import MOST_BYTES
from stations.ui.care_desk import Desk, attempt, forget_note, key, show_note, value

_PART = "photos"


def photos(desk: Desk) -> None:
    """Draw the station's photos, each with a way to delete it, and the field that adds one."""
    for photo in desk.view.photos:
        _shown(desk, photo.id, photo.caption)
    if not desk.view.photos:
        st.caption(desk.say("manage-no-photos"))
    if len(desk.view.photos) < MOST_PHOTOS:
        _add_form(desk)
    else:
        st.caption(desk.say("manage-photos-full", most=MOST_PHOTOS))
    show_note(desk, _PART)


def _shown(desk: Desk, photo_id: str, caption: str) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        alt = caption or desk.say("manage-photo")
        st.html(
            Markup('<img class="care-photo" src="/photos/{}.jpg?size=small" alt="{}">').format(photo_id, alt), width=130
        )
        if caption:
            st.text(caption)
        st.button(
            desk.say("delete"),
            icon=":material/delete:",
            key=f"care-{desk.id}-photo-{photo_id}",
            on_click=_delete,
            args=(desk.id, photo_id),
        )


def _add_form(desk: Desk) -> None:
    field = partial(key, desk.id, _PART)
    st.file_uploader(
        desk.say("manage-photo-choose"),
        ("jpg", "jpeg", "png", "webp"),
        key=field("file"),
        max_upload_size=MOST_BYTES >> 20,
        on_change=forget_note,
    )
    chosen = value(desk.id, _PART, "file")
    if chosen is None:
        st.caption(desk.say("manage-photo-hint"))
        return
    st.text_input(
        desk.say("manage-photo-caption"), "", CAPTION_LENGTH, key=field("caption"),
        placeholder=desk.say("manage-photo-caption-hint"), persist_state="page",
    )  # fmt: skip
    st.button(
        desk.say("manage-photo-add"), type="primary", width="stretch", key=field("add"), on_click=_add, args=(desk.id,)
    )


def _add(station_id: str) -> None:
    chosen, caption = value(station_id, _PART, "file"), value(station_id, _PART, "caption", "")
    if chosen is None:
        return
    attempt(
        station_id,
        _PART,
        lambda visit: add_photo(visit.db, visit.actor, visit.now, station_id, chosen.getvalue(), caption),
    )


def _delete(station_id: str, photo_id: str) -> None:
    attempt(station_id, _PART, lambda visit: delete_photo(visit.db, visit.actor, visit.now, station_id, photo_id))
