"""What speaks against a time, in words."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

from stations.clashes import Clash, ClashKind
from stations.instants import to_wall
from stations.ui.plain_text import plain
from stations.ui.shell import Visit
from stations.words import pick


def clash_words(visit: Visit, clash: Clash, jurisdiction: str) -> str:
    """Return one sentence."""
    other = clash.other
    if other is not None and other.starts_at is not None and other.ends_at is not None:
        starts, ends = to_wall(other.starts_at, jurisdiction), to_wall(other.ends_at, jurisdiction)
        times = {"from": f"{starts:%H:%M}", "to": f"{ends:%H:%M}"}
        return visit.say("clash-other-session", title=pick(other.title, visit.lang), **times)
    if clash.kind is ClashKind.CLOSES_DURING and clash.closes_at is not None:
        return visit.say("clash-closes-during", time=f"{to_wall(clash.closes_at, jurisdiction):%H:%M}")
    if clash.kind is ClashKind.CLOSED_THAT_DAY and clash.note:
        return visit.say("clash-closed-because", note=clash.note)
    return visit.say(f"clash-{clash.kind}")


def warn(visit: Visit, found: Iterable[Clash], jurisdiction: str) -> None:
    """Say what speaks against a single session; it can be stored all the same."""
    for clash in found:
        st.warning(plain(clash_words(visit, clash, jurisdiction)), icon=":material/warning:")
