"""Reading the audit trail."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from stations.audit import Recorded
from stations.roles import Actor, Permission, require
from stations.seals import Seal
from stations.storage import accounts, audit, seals
from stations.storage.engine import Database, Tx

MOST_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class AuditPage:
    """Entries, newest first. ``next_before`` asks for the page after this one, None at the end.

    ``usernames`` names the accounts that acted, by id; the trail itself holds ids only. ``seal`` is the newest seal of the
    trail, None while there is none.
    """

    entries: tuple[Recorded, ...]
    next_before: int | None
    usernames: Mapping[str, str]
    seal: Seal | None = None


def list_entries(
    db: Database,
    actor: Actor,
    *,
    before_id: int | None = None,
    action: str = "",
    station_id: str = "",
    limit: int = 100,
) -> AuditPage:
    """Return a page of the trail; ``action`` is the beginning of its name (``account.``), "" for all."""
    require(actor, Permission.READ_AUDIT)
    most = max(1, min(limit, MOST_AT_ONCE))

    def work(tx: Tx) -> AuditPage:
        found = audit.latest(tx, before_id=before_id, action=action, station_id=station_id, limit=most + 1)
        entries = tuple(found[:most])
        acting = {entry.account_id for entry in entries} | {entry.subject for entry in entries}
        known = (accounts.get(tx, account_id) for account_id in acting if account_id)
        usernames = {account.id: account.username for account in known if account}
        next_before = entries[-1].id if len(found) > most else None
        return AuditPage(entries, next_before, usernames, seals.last(tx))

    return db.read(work)
