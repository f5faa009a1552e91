"""The steps of the schema, oldest first. One that has landed is never edited; a change is a new one at the end."""

from __future__ import annotations

from stations.storage.migrations import (
    m0001_stations,
    m0002_text_counter,
    m0003_claims,
    m0004_emergencies,
    m0005_access,
    m0006_nearest,
    m0007_bookings,
    m0008_audit_chain,
    m0009_series,
    m0012_counting_and_forgetting,
    m0013_phone_codes,
)

MIGRATIONS = (
    m0001_stations.STEP,
    m0002_text_counter.STEP,
    m0003_claims.STEP,
    m0004_emergencies.STEP,
    m0005_access.STEP,
    m0006_nearest.STEP,
    m0007_bookings.STEP,
    m0008_audit_chain.STEP,
    m0012_counting_and_forgetting.STEP,
    m0013_phone_codes.STEP,
    m0009_series.STEP,
)
