"""What counting who came, and erasing in small portions what is past its time, read instead of whole tables."""

from __future__ import annotations

from stations.storage.migrations.step import Migration

STEP = Migration(
    "0012_counting_and_forgetting",
    both=(
        # all that counting a session asks of its bookings; it serves as booking_session did too
        """CREATE INDEX booking_attendance ON booking
            (session_id, category, status, is_walk_in, party, created_at)""",
        "DROP INDEX booking_session",
        "CREATE INDEX slot_places ON slot (session_id, capacity)",
        # held places that nobody filled in: no more than a day's worth of them is there
        """CREATE INDEX booking_abandoned ON booking (updated_at)
            WHERE status = 'cancelled' AND consent_at IS NULL""",
        # that a link was one, for whoever opens it after its booking was erased: a digest and a day, nothing it opened
        """CREATE TABLE spent_link (
            token_hash TEXT PRIMARY KEY,
            spent_at TEXT NOT NULL
        ) {clustered}""",
        "CREATE INDEX spent_link_at ON spent_link (spent_at)",
    ),
)
