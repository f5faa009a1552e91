"""The covering index of what a driver asks."""

from __future__ import annotations

from stations.storage.migrations.step import Migration

STEP = Migration(
    name="0006_nearest",
    both=(
        "DROP INDEX station_nearest",
        # covering as before, with what a driver's question has asked for since
        """CREATE INDEX station_nearest ON station
            (lat, lng, offered, mentioned, schedule_key, hours_until, side_code, key)""",
    ),
)
