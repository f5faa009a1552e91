"""Privacy: the notice a driver accepts, and when personal data has outlived its purpose (PIPL Art. 19, 28–30)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

NOTICE_VERSION = "2026-11-28"


@dataclass(frozen=True, slots=True)
class Consent:
    """That a person accepted the notice: which text, in which language, when."""

    version: str
    lang: str
    given_at: datetime


def erase_before(now: datetime, retention_days: int) -> datetime:
    """Return the instant before which a session must have ended for what is kept that many days after it to be erased."""
    return now - timedelta(days=retention_days)
