"""Hours that nobody confirms say neither open nor closed; disputed ones do not say open."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from stations.claims import Standing
from stations.hours import OpenState, OpenStatus, Reason
from stations.open_answer import answer_of, standing_by_clock, weighed

NOW = datetime(2026, 11, 26, 4, tzinfo=UTC)
OPEN, CLOSED, QR = OpenState.OPEN, OpenState.CLOSED, OpenState.OPEN_BY_QR
UNKNOWN, DISPUTED = OpenState.UNKNOWN, OpenState.DISPUTED


@pytest.mark.parametrize(
    ("state", "reason", "standing", "told", "answer"),
    [
        (OPEN, Reason.REGULAR, Standing.HOLDS, OPEN, "yes"),
        (QR, Reason.REGULAR, Standing.HOLDS, QR, "by-qr"),
        (OPEN, Reason.REGULAR, Standing.DOUBTED, OPEN, "yes"),
        (CLOSED, Reason.REGULAR, Standing.HOLDS, CLOSED, "no"),
        (OPEN, Reason.REGULAR, Standing.FADED, UNKNOWN, "unknown"),
        (QR, Reason.REGULAR, Standing.FADED, UNKNOWN, "unknown"),
        (CLOSED, Reason.REGULAR, Standing.FADED, UNKNOWN, "unknown"),
        (CLOSED, Reason.HOLIDAY, Standing.UNDATED, UNKNOWN, "unknown"),
        (CLOSED, Reason.CLOSED_NOW, Standing.FADED, CLOSED, "no"),
        (CLOSED, Reason.EXCEPTION, Standing.FADED, CLOSED, "no"),
        (OPEN, Reason.EXCEPTION, Standing.FADED, UNKNOWN, "unknown"),
        (OPEN, Reason.REGULAR, Standing.DISPUTED, DISPUTED, "unknown"),
        (QR, Reason.REGULAR, Standing.DISPUTED, DISPUTED, "unknown"),
        (CLOSED, Reason.REGULAR, Standing.DISPUTED, CLOSED, "no"),
        (OPEN, Reason.REGULAR, Standing.UNANSWERED, UNKNOWN, "unknown"),
        (UNKNOWN, Reason.UNPUBLISHED, Standing.UNSAID, UNKNOWN, "unknown"),
        (UNKNOWN, Reason.HOLIDAY_UNSTATED, Standing.DISPUTED, UNKNOWN, "unknown"),
    ],
)
def test_hours_are_told_as_far_as_they_are_believed(
    state: OpenState, reason: Reason, standing: Standing, told: OpenState, answer: str
) -> None:
    status = weighed(OpenStatus(state, None, reason), standing)
    assert (status.state, answer_of(status)) == (told, answer)


@pytest.mark.parametrize(
    ("hours_until", "disputed_until", "standing"),
    [(1, 0, Standing.HOLDS), (0, 1, Standing.DISPUTED), (-1, 0, Standing.FADED), (-5, -1, Standing.FADED)],
)
def test_the_two_numbers_of_a_station_tell_the_standing_of_its_hours(
    hours_until: int, disputed_until: int, standing: Standing
) -> None:
    second = int(NOW.timestamp())
    assert standing_by_clock(second + hours_until, second + disputed_until, NOW) is standing
