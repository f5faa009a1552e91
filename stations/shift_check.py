"""A shift's check: what a manager is asked about a station, in the order in which it matters, and what is already done.

Drivers' concerns come first and need an answer each. Then what has faded, is past its date or will be within a month;
then the rest. What somebody has looked at in this shift is not asked again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from stations.amenities import Amenity, first_expiry
from stations.claims import Claim, Judgement, Standing
from stations.instants import local_date
from stations.trust import is_on_the_spot

SHIFT = timedelta(hours=4)
SOON = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to look at: a facility's code or a fact's name, with what its claim is worth.

    ``version`` is what a confirmation names; ``days_left`` until the first expiry (negative: past; None: nothing dated).
    """

    subject: str
    version: int | str
    judgement: Judgement
    checked_at: datetime | None
    days_left: int | None

    @property
    def is_overdue(self) -> bool:
        """Whether drivers are not told what is stated, or will not be within the month because of an expiry."""
        return not self.judgement.standing.is_believed or (self.days_left is not None and self.days_left <= SOON.days)


@dataclass(frozen=True, slots=True)
class Check:
    """The check of one station: overdue first, then the rest, then what was looked at in this shift."""

    overdue: tuple[Item, ...]
    rest: tuple[Item, ...]
    done: tuple[Item, ...]

    @property
    def open_versions(self) -> dict[str, int | str]:
        """What "everything else as shown" confirms: all that was not looked at in this shift."""
        return {item.subject: item.version for item in (*self.overdue, *self.rest)}


def check_of(
    versions: Mapping[str, int | str],
    amenities: Mapping[str, Amenity],
    claims: Mapping[str, Claim],
    judgements: Mapping[str, Judgement],
    contested: Iterable[str],
    jurisdiction: str,
    now: datetime,
) -> Check:
    """Return the check; ``contested`` are the subjects of open concerns, which are answered apart."""
    left_out = set(contested)
    items = [
        _item(subject, version, amenities.get(subject), claims.get(subject), judgements[subject], jurisdiction, now)
        for subject, version in versions.items()
        if subject not in left_out
    ]
    done = tuple(item for item in items if _is_done(item, amenities, claims, now))
    waiting = [item for item in items if item not in done]
    overdue = sorted((item for item in waiting if item.is_overdue), key=_urgency)
    return Check(tuple(overdue), tuple(item for item in waiting if not item.is_overdue), done)


def _item(
    subject: str,
    version: int | str,
    amenity: Amenity | None,
    claim: Claim | None,
    judgement: Judgement,
    jurisdiction: str,
    now: datetime,
) -> Item:
    expiry = first_expiry(amenity) if amenity else None
    checked_at = amenity.checked_at if amenity else claim.checked_at if claim else None
    days_left = (expiry - local_date(now, jurisdiction)).days if expiry else None
    return Item(subject, version, judgement, checked_at, days_left)


def _is_done(item: Item, amenities: Mapping[str, Amenity], claims: Mapping[str, Claim], now: datetime) -> bool:
    by = amenities[item.subject].checked_by if item.subject in amenities else claims[item.subject].checked_by
    if item.checked_at is None or not is_on_the_spot(by) or item.judgement.standing is Standing.EXPIRED:
        return False
    return timedelta() <= now - item.checked_at < SHIFT


def _urgency(item: Item) -> tuple[bool, int, str]:
    return (
        item.judgement.standing is not Standing.EXPIRED,
        item.days_left if item.days_left is not None else 999,
        item.subject,
    )
