"""When a driver gets there: a plain rule from the straight line and the way of travelling; figures in ``data/arrival.json``.

minutes = minutes to set off + metres × detour / speed, rounded up to whole minutes, above ten to five.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache

from stations.errors import Code, InvalidInput
from stations.settings import DATA

MODES = ("walk", "ebike", "drive", "truck")
_ROUGH_FROM, _ROUGH_STEP = 10, 5


@dataclass(frozen=True, slots=True)
class Travel:
    """A way of travelling: minutes to set off, how much longer the way is than the straight line, and the speed."""

    start_minutes: float
    detour: float
    km_per_hour: float


@cache
def travels() -> Mapping[str, Travel]:
    """Return the ways of travelling by mode."""
    modes = json.loads((DATA / "arrival.json").read_text(encoding="utf-8"))["modes"]
    return {mode: Travel(**modes[mode]) for mode in MODES}


def checked_mode(text: str) -> str:
    """Return the mode called so, "" for none; raises InvalidInput."""
    if text and text not in MODES:
        raise InvalidInput(Code.INVALID, "mode")
    return text


def minutes_to(metres: float, mode: str) -> int:
    """Return about how many minutes it takes to cover ``metres`` of straight line."""
    travel = travels()[mode]
    exact = travel.start_minutes + metres * travel.detour * 60 / (travel.km_per_hour * 1000)
    step = _ROUGH_STEP if exact > _ROUGH_FROM else 1
    return math.ceil(round(exact, 6) / step) * step


def arrival_at(now: datetime, metres: float, mode: str) -> datetime:
    """Return about when somebody who sets off ``now`` arrives."""
    return now + timedelta(minutes=minutes_to(metres, mode))


AHEAD = (20, 40, 60, 120)
STAYS = (15, 30, 60, 120, 480)


@dataclass(frozen=True, slots=True)
class Arriving:
    """When a driver wants to be told for: now, ``ahead`` minutes from now, or whenever ``mode`` gets them there; for how long."""

    ahead: int = 0
    mode: str = ""
    stay: int = 0

    @property
    def code(self) -> str:
        """The choice as addresses write it: "" for now, minutes, or a mode."""
        return self.mode or (str(self.ahead) if self.ahead else "")

    @property
    def is_now(self) -> bool:
        """Whether nothing but now was asked for."""
        return not (self.ahead or self.mode or self.stay)


RIGHT_AWAY = Arriving()
WHENS = ("", *(str(minutes) for minutes in AHEAD), *MODES)


def arriving(when: str, stay: str) -> Arriving:
    """Return the choice that an address holds; what is none of the choices is now, and any time."""
    minutes = int(stay) if stay in map(str, STAYS) else 0
    if when in MODES:
        return Arriving(mode=when, stay=minutes)
    return Arriving(ahead=int(when) if when in WHENS and when else 0, stay=minutes)
