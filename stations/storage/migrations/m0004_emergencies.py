"""Closures of whole districts by a signal."""

from __future__ import annotations

from stations.storage.migrations.step import Migration

STEP = Migration(
    name="0004_emergencies",
    both=(
        """CREATE TABLE emergency_closure (
            id TEXT PRIMARY KEY,
            signal TEXT NOT NULL,
            area TEXT NOT NULL,
            starts_at TEXT NOT NULL,
            ends_at TEXT NOT NULL,
            lifted_at TEXT,
            set_by TEXT NOT NULL,
            CHECK (ends_at > starts_at)
        ) {strict}""",
        "CREATE INDEX emergency_closure_coming ON emergency_closure (ends_at) WHERE lifted_at IS NULL",
    ),
)
