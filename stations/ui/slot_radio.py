"""A choice of times. What is under a time may change while one looks; its name never does, or the choice would be lost."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st


def show(
    label: str,
    options: Mapping[int, tuple[str, str]],
    key: str,
    on_change: Callable[..., None] | None = None,
    args: tuple[Any, ...] = (),
) -> int | None:
    """Draw the times with what is said under each (``options``: slot → time, words); return the one that is chosen.

    Streamlit knows a choice by its words: a time that somebody has tapped must not change them when a place is taken.
    """
    return st.radio(
        label,
        list(options),
        format_func=lambda one: options[one][0] if one in options else "",
        captions=[words for _, words in options.values()],
        index=None,
        key=key,
        width="stretch",
        on_change=on_change,
        args=args,
    )
