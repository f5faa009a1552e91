"""What the API sends and takes. Instants are RFC 3339 in UTC, coordinates WGS-84, distances metres."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from stations.bookings import CATEGORIES
from stations.hours import WAYS_IN, OpenState

Lang = Literal["zh-Hans", "zh-Hant", "en"]
Names = dict[str, str]
Reason = str

_NAMES = "The text in each language it was published in: `zh-Hans`, `zh-Hant`, `en`."


class Model(BaseModel):
    """The root of all models."""

    model_config = ConfigDict(extra="forbid")


class Hours(Model):
    """Whether one can get in, until when, and why that is known."""

    state: OpenState = Field(
        description="`unknown` where nobody published hours or confirmed them lately, `disputed` where drivers found it locked."
    )
    answer: Literal["yes", "no", "by-qr", "unknown"] = Field(description="Can one get in at `at`.")
    until: datetime | None = Field(description="When the state ends; null where no end is in sight.")
    reason: Reason = Field(description="Where the state comes from.", examples=["regular", "unpublished", "holiday"])
    next_state: OpenState | None = Field(description="The state that follows.")
    note: str = Field(description="What the station says about it in its own words.")
    signal: str | None = Field(description="The signal of an emergency closure.", examples=["typhoon-8"])
    at: datetime = Field(description="The moment this is told for.")


class Claim(Model):
    """What a statement is worth at the moment asked for, and why."""

    standing: Literal["holds", "doubted", "unsaid", "undated", "expired", "faded", "disputed", "unanswered"]
    at: datetime | None = Field(description="When somebody last looked, found otherwise, or the thing expired.")
    by: str | None = Field(description="Who looked then.", examples=["manager", "driver", "published"])
    contradicted_by: int = Field(description="How many devices found otherwise since the last look.")
    until: datetime | None = Field(description="Until when this holds if nobody says anything.")


class FacilityState(Model):
    """A facility of the catalogue at a station. Every facility is listed; what nobody spoke of is `unknown`."""

    code: str = Field(examples=["aed"])
    name: str = Field(examples=["AED (defibrillator)"])
    state: Literal["available", "out-of-order", "absent", "unknown", "disputed"]
    claimed: Literal["available", "out-of-order", "absent", "unknown"] = Field(
        description="What was last said, whether or not it can still be believed."
    )
    claim: Claim
    quantity: int | None = None
    place: str = Field("", description="Where in the building.")
    note: str = ""
    observed_at: datetime | None = Field(None, description="When what is said was true.")
    checked_at: datetime | None = Field(None, description="When somebody last looked, or when it was published.")
    changed_at: datetime | None = Field(None, description="When it last became another.")
    checked_by: str | None = Field(None, description="Who said so.", examples=["published", "manager"])
    said_by: str = Field("", description="The organisation in whose name.")
    pads_expire_on: date | None = Field(None, description="AED only.")
    battery_expire_on: date | None = Field(None, description="AED only.")
    medicine_expire_on: date | None = Field(None, description="First-aid kit only.")


class StationInList(Model):
    """What a list says about a station."""

    id: str = Field(examples=["hzmb-truck-drivers"])
    name: str = Field(description="The name in the language asked for.")
    names: Names = Field(description=_NAMES)
    demo: bool = Field(description="True for invented stations, which exist only where the demo is switched on.")
    jurisdiction: Literal["CN", "HK", "MO"]
    district: str
    address: Names = Field(description=_NAMES)
    position: Literal["exact", "approximate"] = Field(description="How good the coordinates are.")
    audience: Literal["anyone", "members", "drivers", "unknown"] = Field(
        description="Who is let in; `drivers` show a licence, a permit or an order."
    )
    side: Literal["cn", "hk", "mo", "port", "unknown"] = Field(
        description="On which side of the border controls, `port` between them. `unknown`: nobody stated it; presume the side"
        " of the jurisdiction."
    )
    height_limit_m: float | None = Field(
        description="For vehicles that park, in metres; null: not published.", examples=[4.2]
    )
    parking_fee: Literal["free", "paid", "unknown"] = Field(
        description="Whether parking costs something. How many may park is the `quantity` of the facilities for parking."
    )
    distance_m: float | None = Field(description="Geodesic metres from `near`; null without it.")
    across: bool | None = Field(description="Whether a border control lies between; null outside lists.")
    confirmed: bool | None = Field(
        description="False where a facility asked for was said to be there once and is not confirmed now; null outside lists."
    )
    hours: Hours
    facilities: list[FacilityState]
    claims: dict[str, Claim] = Field(description="Of `hours`, `access` (the way in) and `position`.")
    links: dict[str, str]


class Partner(Model):
    """An organisation that extends its services to the station."""

    names: Names
    jurisdiction: str


class NavigationLink(Model):
    """A link that opens a navigation app at the station, in that app's own coordinates."""

    app: str = Field(examples=["amap"])
    url: str


class PhotoLink(Model):
    """A photo of the station."""

    url: str
    thumbnail: str
    width: int
    height: int
    caption: str


class StationDetail(StationInList):
    """All that is known about one station."""

    opening_hours: str | None = Field(
        description="In OpenStreetMap's `opening_hours` language; null: not published.", examples=["Mo-Fr 08:00-22:00"]
    )
    host_hours: str | None = Field(description="Hours of the place the station is inside, whose door is its door.")
    way_in: str = Field(
        description="How one gets in during the plain hours.",
        examples=["open", "qr", "unknown"],
        json_schema_extra={"enum": list(WAYS_IN)},
    )
    directions: Names
    parking_note: str = Field(description="What else to know about parking, in the station's own words.")
    host: Names = Field(
        description="What the station is inside of, for example a bank; empty: nothing, or not published."
    )
    owner: Names
    partners: list[Partner]
    serves: Names
    phone: str = Field(description='E.164, "" where nobody published one.')
    emergency_number: str = Field(examples=["120"])
    navigation: list[NavigationLink]
    photos: list[PhotoLink]
    source: str = Field(description="Where this comes from.")
    updated_at: datetime
    version: int


class Point(Model):
    """A GeoJSON point: longitude first."""

    type: Literal["Point"] = "Point"
    coordinates: tuple[float, float] = Field(examples=[(113.581, 22.21)])


class StationFeature(Model):
    """A station as a GeoJSON feature (RFC 7946 §3.2)."""

    type: Literal["Feature"] = "Feature"
    id: str
    geometry: Point
    properties: StationInList


class StationDetailFeature(Model):
    """One station with all that is known, as a GeoJSON feature."""

    type: Literal["Feature"] = "Feature"
    id: str
    geometry: Point
    properties: StationDetail


class Hidden(Model):
    """Stations within 50 km that the filters hide, each counted once under its first reason."""

    across: int = Field(description="Across a border control from `near`; `across=1` lists them.")
    without_facility: int
    closed: int
    hours_unknown: int


class StationCollection(Model):
    """Stations, nearest first, as a GeoJSON feature collection (RFC 7946 §3.3) with some members of our own."""

    type: Literal["FeatureCollection"] = "FeatureCollection"
    features: list[StationFeature]
    has_more: bool = Field(description="Whether there are more than `limit`.")
    hidden: Hidden | None = Field(description="Null where no filter hides anything.")


class SessionInList(Model):
    """A session: a free clinic or another event at a station."""

    id: str
    station: str = Field(description="The station's id.")
    kind: str = Field(examples=["clinic"])
    kind_name: str = Field(examples=["Free clinic"])
    title: str
    titles: Names
    hosts: list[Names]
    date: date
    starts_at: datetime | None = Field(description="Null where the times were never published.")
    ends_at: datetime | None
    slot_minutes: int
    audience: str
    notes: Names
    details: dict[str, str] = Field(
        description="What its kind has besides, by field: `speakers` of a talk, `subject` of a night class …"
    )
    status: Literal["published", "cancelled"]
    sequence: int = Field(description="Grows with every change that matters to those who come (iCalendar's SEQUENCE).")
    demo: bool
    links: dict[str, str]


class SessionList(Model):
    """Sessions, soonest first."""

    sessions: list[SessionInList]


class SlotInList(Model):
    """A part of a session that can be booked."""

    id: int
    starts_at: datetime
    ends_at: datetime
    capacity: int
    free: int
    bookable: bool = Field(description="Whether a booking made now could succeed.")


class QuestionOut(Model):
    """What the session asks those who book; an answer to a choice is the number of its option, from 0."""

    id: str
    kind: Literal["choice", "text", "number"]
    words: Names
    options: list[Names]
    required: bool


class SlotList(Model):
    """A session's slots in the order of time."""

    session: SessionInList
    slots: list[SlotInList]
    opens_at: datetime | None = Field(description="From when it can be booked; null where it always can.")
    closes_at: datetime | None = Field(description="Until when; null where each slot can be booked until it begins.")
    most_party: int = Field(description="How many people one booking may be for.")
    has_waitlist: bool
    questions: list[QuestionOut]


class BookingRequest(BaseModel):
    """What somebody who books gives. Nothing medical is asked for."""

    slot_id: int = Field(ge=1, le=2**53, examples=[17])
    hold: str = Field("", max_length=100, description="The token of a place held before, which this booking takes.")
    party: int = Field(1, ge=1, le=50, description="How many people; the session says how many at most.")
    email: str = Field("", max_length=120, description="For messages about this booking; none is needed.")
    phone_code: str = Field(
        "", max_length=12, description="The one-time code, where the site asks for one (`code-needed`)."
    )
    answers: dict[str, str] = Field(
        default_factory=dict, max_length=20, description="Answers to the session's questions, by the question's id."
    )
    name: str = Field(examples=["陈司机"])
    phone: str = Field(description="Of the mainland, Hong Kong or Macao.", examples=["+86 138 0013 8000"])
    category: str = Field(description="Kind of work.", examples=["truck"], json_schema_extra={"enum": list(CATEGORIES)})
    consent: bool = Field(False, description="That the person read and accepts the privacy notice (`/privacy`).")
    lang: Lang | None = Field(None, description="The person's language; else the one of Accept-Language.")
    region: Literal["CN", "HK", "MO"] = Field("CN", description="Reads a phone that is written without a prefix.")


class WaitRequest(BookingRequest):
    """Who waits for a place."""

    slot_id: int = Field(0, ge=0, le=2**53, description="The slot that is waited for; 0: any of the session.")
    accept_at_once: bool = Field(False, description="Book a free place without asking.")


class PhoneCodeRequest(BaseModel):
    """A phone to which a one-time code is to be sent."""

    phone: str = Field(max_length=40, examples=["+86 138 0013 8000"])
    region: Literal["CN", "HK", "MO"] = "CN"
    lang: Lang | None = None


class HoldRequest(BaseModel):
    """A place to be held for ten minutes while a form is filled in."""

    slot_id: int = Field(ge=1, le=2**53, examples=[17])
    party: int = Field(1, ge=1, le=50)
    instead_of: str = Field("", max_length=100, description="The token of a place held before, which is given back.")


class HoldOut(Model):
    """A held place."""

    token: str = Field(description="Send it as `hold` with the booking.")
    slot_id: int
    party: int
    expires_at: datetime


class WaitingOut(Model):
    """Where somebody stands on the waiting list."""

    position: int
    reason: Literal["full", "party", "busy"] = Field(
        description="`party`: too few places are free for the group; `busy`: another booking at that time."
    )


class BookingOut(Model):
    """A booking, for whoever holds its secret link."""

    token: str = Field(description="The secret of the booking's link: whoever has it can look and cancel.")
    code: str = Field(description="To be said or shown on arrival.", examples=["K7P4QX"])
    status: str = Field(examples=["booked", "waitlist", "pending", "cancelled", "checked-in"])
    offer: bool = Field(description="Whether a place is held for this person, who waited, until `expires_at`.")
    expires_at: datetime | None
    waiting: WaitingOut | None = Field(description="Null for who does not wait.")
    party: int
    name: str
    phone: str = Field(description="Masked.", examples=["+86 •••• 8000"])
    category: str
    created_at: datetime
    session: SessionInList
    slot: SlotInList | None
    links: dict[str, str]


class ReportRequest(BaseModel):
    """What a driver says on the spot. Where the driver is is no part of it."""

    kind: Literal["as-shown", "locked", "broken", "gone", "works", "wrong-position"]
    facility: str = Field("", description="For `broken`, `gone` and `works`: of what.", examples=["aed"], max_length=40)
    observed_at: str = Field(description="When it was seen (RFC 3339).", examples=["2026-12-01T09:30+08:00"])
    device: str = Field(
        description="A random name that the device made up for itself; one device counts once.", max_length=64
    )
    key: str = Field(description="A random name of this report: sent again, it is the same report.", max_length=64)
    note: str = Field("", max_length=1000)
    photo: str | None = Field(None, description="JPEG or PNG in base64; seen by whoever cares for the station only.")
    lang: Lang | None = None


class ReportTaken(Model):
    """Where to see what becomes of a report."""

    token: str = Field(description="The secret of the report's link.")
    link: str = Field(examples=["/m/report/0123456789abcdef0123456789abcdef"])


class ConcernOut(Model):
    """What became of one thing that a report speaks of."""

    subject: str = Field(description="A facility's code, `hours` or `position`.", examples=["hours"])
    disputed: bool = Field(description="Whether enough devices found the same.")
    deadline_at: datetime | None = Field(description="Until when the station is to answer a dispute.")
    seen_at: datetime | None
    settled_at: datetime | None
    outcome: Literal["fixed", "changed", "kept", "hidden"] | None
    why: str


class ReportOut(Model):
    """A report, for whoever holds its secret link."""

    station: str
    kind: str
    observed_at: datetime
    received_at: datetime
    hidden: bool
    concerns: list[ConcernOut] = Field(description="Empty where the report confirms what is shown.")


class Problem(BaseModel):
    """What went wrong (RFC 9457)."""

    model_config = ConfigDict(extra="allow")

    type: str = Field(examples=["/api/problems/slot-full"])
    title: str = Field(description="In the language of Accept-Language.")
    status: int = Field(examples=[409])
    detail: str
    code: str = Field(examples=["slot-full"])
    field: str | None = Field(None, description="The input it is about.", examples=["phone"])


def problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """Return the ``responses`` of an operation that can fail with these statuses."""
    content = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {status: {"description": _MEANINGS[status], "content": content} for status in statuses}


_MEANINGS = {
    403: "No reports are taken from this device.",
    404: "There is no such thing.",
    409: "It cannot be done as things are now: `code` says why.",
    410: "The booking's personal details have been erased.",
    422: "A field cannot be accepted: `field` names it.",
    429: "Too many tries from one address; wait as `Retry-After` says.",
    503: "The database cannot be used now.",
}
