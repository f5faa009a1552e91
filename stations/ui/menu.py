"""Which screens there are: their files, addresses, names in the menu, and whose menu shows them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from copy import copy
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

import streamlit as st
from streamlit.navigation.page import Page

from stations.roles import ACCOUNT_ROLES, Actor, Role
from stations.settings import ROOT

PAGES = ROOT / "pages"
_SESSION_STAFF = (Role.STAFF, Role.ADMINISTRATOR)
_ADMINISTRATORS = (Role.ADMINISTRATOR,)


@dataclass(frozen=True, slots=True)
class Screen:
    """One page. ``roles`` whose menu shows it: None is everybody, () is nobody (it is reached by links)."""

    name: str
    url_path: str
    roles: tuple[Role, ...] | None

    @property
    def file(self) -> str:
        """The absolute path of the page's script."""
        return str(PAGES / f"{self.name}.py")

    @property
    def is_for_staff(self) -> bool:
        """Whether it stands in the staff's section of the menu."""
        return bool(self.roles)

    def is_shown_to(self, actor: Actor) -> bool:
        """Whether ``actor``'s menu has it."""
        return self.roles is None or actor.role in self.roles

    @property
    def title_key(self) -> str:
        """The key of its name in the menu."""
        return f"shell-menu-{self.name.replace('_', '-')}"


SCREENS = (
    Screen("find", "find", None),
    Screen("aed", "aed", None),
    Screen("my_booking", "booking", None),
    Screen("station", "station", ()),
    Screen("book", "book", ()),
    Screen("privacy", "privacy", ()),
    Screen("shift", "shift", (Role.MANAGER, Role.ADMINISTRATOR)),
    Screen("manage", "manage", (Role.MANAGER, Role.ADMINISTRATOR)),
    Screen("reports", "reports", (Role.MANAGER, Role.ADMINISTRATOR)),
    Screen("aed_board", "aed-board", (Role.MANAGER, Role.ADMINISTRATOR)),
    Screen("clinics", "clinics", _SESSION_STAFF),
    Screen("roster", "roster", _SESSION_STAFF),
    Screen("check_in", "check-in", _SESSION_STAFF),
    Screen("attendance", "attendance", _SESSION_STAFF),
    Screen("emergencies", "emergencies", _ADMINISTRATORS),
    Screen("paper", "paper", _ADMINISTRATORS),
    Screen("accounts", "accounts", _ADMINISTRATORS),
    Screen("import_stations", "import", _ADMINISTRATORS),
    Screen("audit", "audit", _ADMINISTRATORS),
    Screen("recheck", "recheck", _ADMINISTRATORS),
    Screen("ledger", "ledger", _ADMINISTRATORS),
    Screen("account", "account", ACCOUNT_ROLES),
)
_FILES = {screen.name: screen.file for screen in SCREENS}


def file_of(name: str) -> str:
    """Return the path that ``st.switch_page`` and ``st.page_link`` want for the screen called ``name``."""
    return _FILES[name]


def sections(
    actor: Actor, say: Callable[[str], str], waiting: Mapping[str, int] = MappingProxyType({})
) -> dict[str, list[Page]]:
    """Return every screen for ``st.navigation``, so that a link to any of them works, hidden where it is not for ``actor``.

    ``waiting`` is how many things wait on a screen, by its name; the menu says so behind the screen's own.
    """
    for_all: list[Page] = []
    for_staff: list[Page] = []
    for screen in SCREENS:
        is_shown = screen.is_shown_to(actor)
        (for_staff if is_shown and screen.is_for_staff else for_all).append(
            _page(screen, say, waiting.get(screen.name, 0), is_shown=is_shown)
        )
    return {"": for_all} | ({say("shell-menu-staff"): for_staff} if for_staff else {})


def _page(screen: Screen, say: Callable[[str], str], waiting: int, *, is_shown: bool) -> Page:
    # Navigation writes into the page it is given, so each run gets a copy of its own.
    title = say(screen.title_key) + (f" ({waiting})" if waiting else "")
    return copy(_made(screen, title, is_shown))


@lru_cache(maxsize=256)
def _made(screen: Screen, title: str, is_shown: bool) -> Page:
    return st.Page(
        screen.file,
        title=title,
        url_path=screen.url_path,
        default=screen.name == "find",
        visibility="visible" if is_shown else "hidden",
    )
