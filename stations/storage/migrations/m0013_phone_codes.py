"""One-time codes that were sent to phones."""

from __future__ import annotations

from stations.storage.migrations.step import Migration

STEP = Migration(
    "0013_phone_codes",
    both=(
        """CREATE TABLE phone_code (
            phone_digest TEXT PRIMARY KEY,
            code_digest TEXT NOT NULL,
            expires_at TEXT NOT NULL,
            tries {int} NOT NULL
        ) {clustered}""",
    ),
)
