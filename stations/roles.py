"""Who may do what.

Three roles have accounts; a driver has none. A manager and clinic staff act on their own stations only, an
administrator on all. The table below is the whole policy; actions ask :func:`require` before they touch anything.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import structlog

from stations.errors import Code, Forbidden


class Role(StrEnum):
    """The kinds of account, and ``driver`` for whoever is not signed in."""

    DRIVER = "driver"
    MANAGER = "manager"
    STAFF = "staff"
    ADMINISTRATOR = "administrator"
    SYSTEM = "system"


ACCOUNT_ROLES = (Role.MANAGER, Role.STAFF, Role.ADMINISTRATOR)


class Permission(StrEnum):
    """What an actor can be allowed to do."""

    CARE_FOR_STATION = "care-for-station"
    RUN_SESSIONS = "run-sessions"
    READ_ROSTER = "read-roster"
    MANAGE_ACCOUNTS = "manage-accounts"
    IMPORT_STATIONS = "import-stations"
    READ_AUDIT = "read-audit"
    FORGET = "forget"
    KEEP_HOUSE = "keep-house"
    TELL_PEOPLE = "tell-people"
    MODERATE_REPORTS = "moderate-reports"
    CLOSE_DISTRICT = "close-district"
    REVIEW_STATIONS = "review-stations"
    RECHECK = "recheck-stations"
    READ_LEDGER = "read-ledger"
    READ_ATTENDANCE = "read-attendance"


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: a role, the account's id ("" for a driver) and the ids of the stations the account looks after."""

    role: Role = Role.DRIVER
    account_id: str = ""
    station_ids: frozenset[str] = frozenset()
    name: str = ""

    @property
    def is_signed_in(self) -> bool:
        """Whether this is somebody with an account."""
        return bool(self.account_id)


DRIVER = Actor()
SYSTEM = Actor(Role.SYSTEM)

_ALLOWED: dict[Role, frozenset[Permission]] = {
    Role.DRIVER: frozenset(),
    Role.MANAGER: frozenset({Permission.CARE_FOR_STATION}),
    Role.STAFF: frozenset({Permission.RUN_SESSIONS, Permission.READ_ROSTER}),
    Role.ADMINISTRATOR: frozenset(Permission),
    Role.SYSTEM: frozenset(
        {
            Permission.IMPORT_STATIONS,
            Permission.MANAGE_ACCOUNTS,
            Permission.FORGET,
            Permission.KEEP_HOUSE,
            Permission.READ_ATTENDANCE,
            Permission.TELL_PEOPLE,
        }
    ),
}
_EVERYWHERE = frozenset({Role.ADMINISTRATOR, Role.SYSTEM})
_log = structlog.get_logger("stations.roles")


def may(actor: Actor, permission: Permission, station_id: str = "") -> bool:
    """Tell whether ``actor`` has ``permission``, at ``station_id`` where it is about one station."""
    if permission not in _ALLOWED[actor.role]:
        return False
    return actor.role in _EVERYWHERE or not station_id or station_id in actor.station_ids


def require(actor: Actor, permission: Permission, station_id: str = "") -> None:
    """Raise Forbidden unless ``actor`` may; a stranger is told to sign in, the others that it is not theirs."""
    if may(actor, permission, station_id):
        return
    # Here and not where it is caught, so that no page or route can forget it.
    _log.warning(
        "forbidden",
        permission=str(permission),
        role=str(actor.role),
        account=actor.account_id,
        station=station_id,
    )
    raise Forbidden(Code.FORBIDDEN if actor.is_signed_in else Code.SIGN_IN_NEEDED)
