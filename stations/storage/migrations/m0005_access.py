"""The side of the border control, parking and the host."""

from __future__ import annotations

from stations.storage.migrations.step import Migration

STEP = Migration(
    name="0005_access",
    both=(
        """ALTER TABLE station ADD COLUMN side TEXT NOT NULL DEFAULT 'unknown'
            CHECK (side IN ('cn', 'hk', 'mo', 'port', 'unknown'))""",
        # the side to reckon with, as a number to filter by: see stations/border.py; kept equal by storage/stations.py
        "ALTER TABLE station ADD COLUMN side_code {int} NOT NULL DEFAULT 1 CHECK (side_code BETWEEN 1 AND 4)",
        "UPDATE station SET side_code = CASE jurisdiction WHEN 'HK' THEN 2 WHEN 'MO' THEN 3 ELSE 1 END",
        "ALTER TABLE station ADD COLUMN height_limit_m {real} CHECK (height_limit_m > 0)",
        """ALTER TABLE station ADD COLUMN parking_fee TEXT NOT NULL DEFAULT 'unknown'
            CHECK (parking_fee IN ('free', 'paid', 'unknown'))""",
        "ALTER TABLE station ADD COLUMN parking_note TEXT NOT NULL DEFAULT ''",
        "ALTER TABLE station ADD COLUMN host TEXT NOT NULL DEFAULT '{{}}'",
    ),
)
