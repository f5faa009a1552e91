"""What the fast Find page is asked for: read from its address or from a form, and written back without a position."""

from __future__ import annotations

from dataclasses import dataclass, replace
from urllib.parse import urlencode

from stations.actions import find as finding
from stations.actions.places import Place, place_of
from stations.arrival import RIGHT_AWAY, Arriving, arriving
from stations.catalogue import catalogue
from stations.errors import Code, InvalidInput
from stations.geo import Point, parse_near
from stations.web.fast_page import Visit

_TEXT_LENGTH = 80
_STEP = finding.PAGE


@dataclass(frozen=True, slots=True)
class Filters:
    """What the address bar or the form asks for. ``place`` is a chosen district, ``near`` a position; both may be none."""

    text: str = ""
    facilities: tuple[str, ...] = ()
    is_open: bool = False
    place: Place | None = None
    near: Point | None = None
    limit: int = finding.PAGE
    arriving: Arriving = RIGHT_AWAY
    is_across: bool = False

    def query(self) -> finding.Query:
        """Return the question for the action."""
        near = self.near or (self.place.point if self.place else None)
        arriving = self.arriving
        return finding.Query(
            self.text, self.facilities, self.is_open, near=near, limit=self.limit, stay=arriving.stay,
            mode=arriving.mode, ahead=arriving.ahead, is_across=self.is_across,
        )  # fmt: skip

    def address(self, path: str, **more: str) -> str:
        """Return ``path`` with these filters, without the position."""
        given = {
            "q": self.text,
            "facilities": ",".join(self.facilities),
            "open": "1" if self.is_open else "",
            "district": self.place.key if self.place else "",
            "limit": str(self.limit) if self.limit != finding.PAGE else "",
            "when": self.arriving.code,
            "for": str(self.arriving.stay or ""),
            "across": "1" if self.is_across else "",
        }
        kept = {key: value for key, value in (given | more).items() if value}
        return f"{path}?{urlencode(kept)}" if kept else path

    def longer(self) -> Filters:
        """Return the filters of a longer list."""
        return replace(self, limit=min(self.limit + _STEP, finding.MOST))


def read_filters(visit: Visit) -> tuple[Filters, InvalidInput | None]:
    """Return what can be understood of the filters, and the first thing that cannot."""
    filters = Filters(
        text=visit.one("q").strip()[:_TEXT_LENGTH],
        is_open=visit.one("open") in ("1", "on"),
        arriving=arriving(visit.one("when"), visit.one("for")),
        is_across=visit.one("across") in ("1", "on"),
    )
    trouble: InvalidInput | None = None
    for read in (_facilities, _place, _near, _limit):
        try:
            filters = read(visit, filters)
        except InvalidInput as error:
            trouble = trouble or error
    return filters, trouble


def _facilities(visit: Visit, filters: Filters) -> Filters:
    given = dict.fromkeys(code.strip() for text in visit.all("facilities") for code in text.split(",") if code.strip())
    return replace(filters, facilities=tuple(catalogue()[code].code for code in given))


def _place(visit: Visit, filters: Filters) -> Filters:
    return replace(filters, place=place_of(visit.db, visit.now, visit.lang, visit.one("district")))


def _near(visit: Visit, filters: Filters) -> Filters:
    return replace(filters, near=parse_near(visit.one("near"))) if visit.one("near").strip() else filters


def _limit(visit: Visit, filters: Filters) -> Filters:
    text = visit.one("limit").strip()
    if not text:
        return filters
    if not (text.isascii() and text.isdigit() and len(text) < 5 and 1 <= int(text) <= finding.MOST):
        raise InvalidInput(Code.LIMIT_INVALID, "limit", most=finding.MOST)
    return replace(filters, limit=int(text))
