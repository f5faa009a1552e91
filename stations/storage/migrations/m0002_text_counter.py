"""A counter of changes to what is searched."""

from __future__ import annotations

from stations.storage.migrations.step import Migration

STEP = Migration(
    name="0002_text_counter",
    both=("INSERT INTO counter (name, value) VALUES ('station_text', 0)",),
)
