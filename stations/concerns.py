"""A concern: something that drivers found otherwise than it is shown, until somebody who cares for the station settles it.

Reports about the same thing at the same station are one concern. With the second independent one it is a dispute, which
has a deadline.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

WHY_LENGTH = 200


class Outcome(StrEnum):
    """What became of a concern."""

    FIXED = "fixed"
    CHANGED = "changed"
    KEPT = "kept"
    HIDDEN = "hidden"


@dataclass(frozen=True, slots=True)
class Concern:
    """One concern. ``devices`` is how many different devices speak of it; ``values`` what they saw, each once.

    ``deadline_at`` is set while it is a dispute; ``seen_at`` is when somebody who cares for the station first saw it.
    """

    id: str
    station_key: int
    station_id: str
    subject: str
    opened_at: datetime
    disputed_at: datetime | None
    deadline_at: datetime | None
    seen_at: datetime | None
    settled_at: datetime | None
    outcome: Outcome | None
    why: str
    devices: int
    values: tuple[str, ...]
    newest_at: datetime | None

    @property
    def is_dispute(self) -> bool:
        """Whether enough devices agree that it is told to drivers as disputed."""
        return self.disputed_at is not None

    def is_overdue(self, now: datetime) -> bool:
        """Tell whether nobody answered in time."""
        return self.settled_at is None and self.deadline_at is not None and self.deadline_at < now
