"""The filters of the Find page: in the address bar, so that a link can be shared, and in the controls on the page."""

from __future__ import annotations

from dataclasses import dataclass, replace

import streamlit as st

from stations.actions import find as finding
from stations.arrival import RIGHT_AWAY, Arriving, arriving
from stations.catalogue import catalogue
from stations.errors import InvalidInput
from stations.geo import Point
from stations.ui import shell

OPEN = "open"
QUICK = (OPEN, "truck_parking", "aed", "rest_area", "hot_water", "toilet")
TEXT, QUICK_KEY, MORE_KEY, DISTRICT = "find_text", "find_quick", "find_more", "find_district"
WHEN_KEY, STAY_KEY = "find_when", "find_stay"
_WIDGETS = (TEXT, QUICK_KEY, MORE_KEY, DISTRICT, WHEN_KEY, STAY_KEY)
_PARAMS = ("q", "facilities", "open", "district", "limit", "when", "for", "across")
_ON_MAP = ("q", "facilities", "open", "in", "for")
_OTHER_PAGES = ("station", "session", "token")
_WRITTEN, _SEEN, _LIMIT, _ACROSS = "_find_written", "_find_seen", "_find_limit", "_find_across"
_LONGEST_TEXT = 80


@dataclass(frozen=True, slots=True)
class Filters:
    """What the driver looks for, without where they are. ``district`` is a key of the places to choose from."""

    text: str = ""
    facilities: tuple[str, ...] = ()
    is_open: bool = False
    district: str = ""
    limit: int = finding.PAGE
    arriving: Arriving = RIGHT_AWAY
    is_across: bool = False

    @property
    def is_narrow(self) -> bool:
        """Whether there is a filter that could be dropped."""
        return bool(self.text or self.facilities or self.is_open)

    def map_query(self) -> dict[str, str]:
        """Return the filters as the map takes them: those that decide which stations it draws."""
        given = self.address() | {"in": str(self.arriving.ahead or "")}
        return {name: value for name, value in given.items() if value and name in _ON_MAP}

    def query(self, near: Point | None) -> finding.Query:
        """Return the question to ask from ``near``."""
        arriving = self.arriving
        return finding.Query(
            self.text, self.facilities, self.is_open, near=near, limit=self.limit, stay=arriving.stay,
            mode=arriving.mode, ahead=arriving.ahead, is_across=self.is_across,
        )  # fmt: skip

    def address(self) -> dict[str, str]:
        """Return the values for the address bar, "" for what is not asked for."""
        return {
            "q": self.text,
            "facilities": ",".join(self.facilities),
            "open": "1" if self.is_open else "",
            "district": self.district,
            "limit": str(self.limit) if self.limit != finding.PAGE else "",
            "when": self.arriving.code,
            "for": str(self.arriving.stay or ""),
            "across": "1" if self.is_across else "",
        }


def from_address(address: dict[str, str]) -> tuple[Filters, InvalidInput | None]:
    """Return the filters of an address, and the first thing in it that nobody can understand."""
    known, trouble = [], None
    for code in dict.fromkeys(part.strip() for part in address.get("facilities", "").split(",") if part.strip()):
        try:
            known.append(catalogue()[code].code)
        except InvalidInput as error:
            trouble = trouble or error
    filters = Filters(
        text=address.get("q", "").strip()[:_LONGEST_TEXT],
        facilities=tuple(known),
        is_open=address.get("open", "") == "1",
        district=address.get("district", ""),
        limit=_limit(address.get("limit", "")),
        arriving=arriving(address.get("when", ""), address.get("for", "")),
        is_across=address.get("across", "") == "1",
    )
    return filters, trouble


def _limit(text: str) -> int:
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 5 else finding.PAGE
    return min(max(number, 1), finding.MOST)


def settle(visit: shell.Visit) -> None:
    """Before the controls are drawn: take over an address that did not come from them (a link, the Back button).

    An older address may arrive with a tap that overtook the newer one; then the controls have changed and they win.
    """
    address = {name: shell.param(name) for name in _PARAMS}
    if any(shell.param(name) for name in _OTHER_PAGES):
        # Going back, Streamlit leaves the parameters of the page one came from; the list is shown as it was.
        shell.set_params(**dict.fromkeys(_OTHER_PAGES, ""))
        address = dict.fromkeys(_PARAMS, "") | last_address()
    is_fresh = TEXT not in st.session_state
    is_foreign = address != st.session_state.get(_WRITTEN) and _controls() == st.session_state.get(_SEEN)
    if is_fresh or is_foreign:
        filters, trouble = from_address(address)
        put(filters)
        if trouble is not None:
            shell.show_problem(visit, trouble)


def station_in_link() -> str:
    """Return the station that a link to the front page names (``/?station=ID``), "" once there was a list to go back to."""
    return "" if _WRITTEN in st.session_state else shell.param("station")


def put(filters: Filters) -> None:
    """Set the controls; possible before they are drawn and in callbacks."""
    chosen = [code for code in QUICK if code in filters.facilities] + ([OPEN] if filters.is_open else [])
    st.session_state[TEXT] = filters.text
    st.session_state[QUICK_KEY] = chosen
    st.session_state[MORE_KEY] = [code for code in filters.facilities if code not in QUICK]
    st.session_state[DISTRICT] = filters.district or None
    st.session_state[_LIMIT] = filters.limit
    st.session_state[_ACROSS] = filters.is_across
    st.session_state[WHEN_KEY] = filters.arriving.code
    st.session_state[STAY_KEY] = filters.arriving.stay


def current() -> Filters:
    """Return what the controls say, in the catalogue's order of facilities."""
    quick = set(st.session_state.get(QUICK_KEY) or ())
    wanted = quick | set(st.session_state.get(MORE_KEY) or ())
    return Filters(
        text=str(st.session_state.get(TEXT) or "").strip()[:_LONGEST_TEXT],
        facilities=tuple(code for code in catalogue().codes if code in wanted),
        is_open=OPEN in quick,
        district=str(st.session_state.get(DISTRICT) or ""),
        limit=int(st.session_state.get(_LIMIT, finding.PAGE)),
        arriving=arriving(str(st.session_state.get(WHEN_KEY) or ""), str(st.session_state.get(STAY_KEY) or "")),
        is_across=bool(st.session_state.get(_ACROSS)),
    )


def publish(filters: Filters) -> None:
    """After the controls are drawn: write the filters into the address bar and remember what was written."""
    address = filters.address()
    shell.set_params(**address)
    st.session_state[_WRITTEN] = address
    st.session_state[_SEEN] = _controls()


def begin_again() -> None:
    """Show the first page of the list again, because the question is another; for the controls' callbacks."""
    st.session_state[_LIMIT] = finding.PAGE


def drop(**without: object) -> None:
    """Change some of the filters; for the callbacks of the buttons that offer it."""
    put(replace(current(), **without))  # type: ignore[arg-type]


def last_address() -> dict[str, str]:
    """Return the address of the list that was shown last in this visit, for the way back to it."""
    address: dict[str, str] = st.session_state.get(_WRITTEN) or {}
    return {name: value for name, value in address.items() if value}


def _controls() -> list[object]:
    return [st.session_state.get(key) for key in _WIDGETS]
