"""What the Find page says about its list: how many and nearest to what, what is hidden and why, why there is nothing."""

from __future__ import annotations

from stations.actions.find import Finding
from stations.ui.find_filters import Filters
from stations.ui.geolocate import Here
from stations.ui.shell import Visit


def summary(visit: Visit, finding: Finding, here: Here | None, place: str) -> str:
    """Return one line over the list; ``place`` is the chosen district's name, "" for none."""
    count = visit.say("count-stations", count=len(finding.found))
    if here is not None:
        return visit.say("find-summary-you" if here.is_measured else "find-summary-point", stations=count)
    if place:
        return visit.say("find-summary-place", stations=count, place=place)
    return visit.say("find-summary-bridge", stations=count)


def hidden(visit: Visit, finding: Finding) -> str:
    """Return how many stations nearby the filters hide and why, "" when none are hidden."""
    passed = finding.passed
    if passed is None:
        return ""
    counted = (
        ("find-hidden-across", passed.across),
        ("find-hidden-facility", passed.without_facility),
        ("find-hidden-closed", passed.closed),
        ("find-hidden-unknown", passed.hours_unknown),
    )
    reasons = [visit.say(key, count=number) for key, number in counted if number]
    return visit.say("find-hidden", reasons=visit.say("find-comma").join(reasons)) if reasons else ""


def nothing(visit: Visit, finding: Finding, filters: Filters) -> str:
    """Return why the list is empty."""
    if finding.total == 0:
        return visit.say("find-empty-house")
    if filters.text and (filters.facilities or filters.is_open):
        return visit.say("find-nothing-both", text=filters.text)
    if filters.text:
        return visit.say("find-nothing-text", text=filters.text)
    return visit.say("find-nothing-filters")
