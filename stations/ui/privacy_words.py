"""The privacy notice, as it is shown and accepted."""

from __future__ import annotations

from itertools import count

from stations.privacy import NOTICE_VERSION
from stations.settings import settings
from stations.ui.shell import Visit
from stations.words import can_say


def summary(visit: Visit) -> str:
    """Return the notice in one sentence."""
    return visit.say("privacy-summary", days=settings().retention_days)


def notice(visit: Visit) -> str:
    """Return the whole notice as a numbered list in Markdown."""
    keys = []
    for number in count(1):
        if not can_say(visit.lang, f"privacy-{number}"):
            break
        keys.append(f"privacy-{number}")
    kept = {"days": settings().retention_days, "answer_days": settings().answers_retention_days}
    lines = [f"{number}. {visit.say(key, **kept)}" for number, key in enumerate(keys, 1)]
    return "\n".join([*lines, "", visit.say("privacy-version", version=NOTICE_VERSION)])
