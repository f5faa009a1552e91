"""Series of sessions: the rule, and the plan that is the model of its dates."""

from __future__ import annotations

from stations.storage.migrations.step import Migration

STEP = Migration(
    "0009_series",
    both=(
        # rule: an RRULE with what was left out, added, and done about holidays; plan: a session's form. Both JSON.
        """CREATE TABLE series (
            id TEXT PRIMARY KEY,
            station_key {int} NOT NULL REFERENCES station (key),
            first_on TEXT NOT NULL,
            rule TEXT NOT NULL,
            plan TEXT NOT NULL,
            continues TEXT,
            is_demo {int} NOT NULL CHECK (is_demo IN (0, 1)),
            version {int} NOT NULL,
            created_at TEXT NOT NULL,
            updated_at TEXT NOT NULL
        ) {strict}""",
        "CREATE INDEX series_station ON series (station_key)",
    ),
)
