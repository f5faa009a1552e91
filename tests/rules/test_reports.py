"""What a report says: of what was shown as known, of one thing, or of nothing."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from stations import reports
from stations.amenities import Amenity, AmenityState
from stations.claims import Judgement, Standing
from stations.hours import OpenState, OpenStatus, Reason
from stations.reports import ReportKind, Sending
from stations.trust import CheckedBy

NOW = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)


def said(state: AmenityState) -> dict[str, Amenity]:
    """What a station says of its AED."""
    return {"aed": Amenity("aed", state, checked_at=NOW, checked_by=CheckedBy.MANAGER)}


def sending(kind: ReportKind, facility: str = "") -> Sending:
    return Sending("hzmb-port", kind, facility, NOW, "device-of-driver-1", "request-0123456789")


@pytest.mark.parametrize(
    ("kind", "facility", "state", "standing", "told"),
    [
        (ReportKind.LOCKED, "", OpenState.OPEN, Standing.HOLDS, {"hours": "locked"}),
        (ReportKind.LOCKED, "", OpenState.OPEN_BY_QR, Standing.HOLDS, {"hours": "locked"}),
        (ReportKind.LOCKED, "", OpenState.UNKNOWN, Standing.UNSAID, {"hours": "locked"}),
        (ReportKind.LOCKED, "", OpenState.CLOSED, Standing.HOLDS, {}),
        (ReportKind.LOCKED, "", OpenState.CLOSED, Standing.FADED, {}),
        (ReportKind.WRONG_POSITION, "", OpenState.OPEN, Standing.HOLDS, {"position": "wrong"}),
        (ReportKind.BROKEN, "aed", OpenState.OPEN, Standing.HOLDS, {"aed": "out-of-order"}),
        (ReportKind.GONE, "aed", OpenState.CLOSED, Standing.HOLDS, {"aed": "absent"}),
        (ReportKind.WORKS, "aed", OpenState.OPEN, Standing.FADED, {"aed": "available"}),
        (ReportKind.AS_SHOWN, "", OpenState.OPEN, Standing.HOLDS, {"aed": "available", "hours": "open", "position": "right"}),
        (ReportKind.AS_SHOWN, "", OpenState.OPEN, Standing.FADED, {"aed": "available", "position": "right"}),
        (ReportKind.AS_SHOWN, "", OpenState.OPEN, Standing.DISPUTED, {"aed": "available", "position": "right"}),
        (ReportKind.AS_SHOWN, "", OpenState.CLOSED, Standing.HOLDS, {"aed": "available", "position": "right"}),
    ],
)  # fmt: skip
def test_a_tap_speaks_of_what_was_shown_and_of_nothing_else(
    kind: ReportKind, facility: str, state: OpenState, standing: Standing, told: dict[str, str]
) -> None:
    judgements = {"aed": Judgement(Standing.HOLDS), "hours": Judgement(standing)}
    stated = OpenStatus(state, None, Reason.REGULAR)
    assert reports.testimony(sending(kind, facility), said(AmenityState.AVAILABLE), judgements, stated) == told


def test_a_facility_that_is_not_believed_is_not_confirmed_in_passing() -> None:
    judgements = {"aed": Judgement(Standing.FADED), "hours": Judgement(Standing.UNSAID)}
    stated = OpenStatus(OpenState.UNKNOWN, None, Reason.UNPUBLISHED)
    told = reports.testimony(sending(ReportKind.AS_SHOWN), said(AmenityState.AVAILABLE), judgements, stated)
    assert told == {"position": "right"}
