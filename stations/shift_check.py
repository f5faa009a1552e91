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

    ``version`` is what a confirmation names; ``days_left`` until the first expiry (negative: past; None: nothing dated);
    ``is_looked_at`` whether somebody on the spot has looked in this shift.
    """

    subject: str
    version: int | str
    judgement: Judgement
    checked_at: datetime | None
    days_left: int | None
    is_looked_at: bool

    @property
    def expires_soon(self) -> bool:
        """Whether it is past its date or will be within the month: then the thing itself must be renewed."""
        return self.days_left is not None and self.days_left <= SOON.days

    @property
    def is_overdue(self) -> bool:
        """Whether drivers are not told what is stated, or will not be within the month because of an expiry."""
        return not self.judgement.standing.is_believed or self.expires_soon


@dataclass(frozen=True, slots=True)
class Check:
    """The check of one station: overdue first, then the rest, then what was looked at in this shift."""

    overdue: tuple[Item, ...]
    rest: tuple[Item, ...]
    done: tuple[Item, ...]

    @property
    def open_versions(self) -> dict[str, int | str]:
        """What "everything else as shown" confirms: all that was not looked at in this shift."""
        return {item.subject: item.version for item in (*self.overdue, *self.rest) if not item.is_looked_at}


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
    done = tuple(item for item in items if item.is_looked_at and item.judgement.standing is not Standing.EXPIRED)
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
    said = amenity or claim
    days_left = (expiry - local_date(now, jurisdiction)).days if expiry else None
    return Item(
        subject, version, judgement, said.checked_at if said else None, days_left, _is_looked_at(said, now)
    )  # fmt: skip


def _is_looked_at(said: Amenity | Claim | None, now: datetime) -> bool:
    if said is None or said.checked_at is None or not is_on_the_spot(said.checked_by):
        return False
    return timedelta() <= now - said.checked_at < SHIFT


def _urgency(item: Item) -> tuple[bool, int, str]:
    return (
        item.judgement.standing is not Standing.EXPIRED,
        item.days_left if item.days_left is not None else 999,
        item.subject,
    )
