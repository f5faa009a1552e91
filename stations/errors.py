"""What can go wrong, by name.

A refusal is an ordinary answer and is returned as a value; an exception is for what a caller did wrong or for a bug::

    Refused(code)            a full slot, a past session, a wrong code: said to the person, nothing changed
    StationsError
    ├── Forbidden            the actor may not
    ├── NotFound             there is no such thing
    ├── InvalidInput         a field cannot be understood; names the field
    ├── Conflict             somebody changed it since the actor read it
    └── DatabaseUnavailable  missing, locked, read-only, full or newer than the program

The wording of every code lives in ``locale/`` under ``error-<code>``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType


class Code(StrEnum):
    """The codes of refusals and errors, the same on the pages, in the API and in the log."""

    # who may
    FORBIDDEN = "forbidden"
    SIGN_IN_NEEDED = "sign-in-needed"
    SIGN_IN_WRONG = "sign-in-wrong"
    TOO_MANY_TRIES = "too-many-tries"
    ACCOUNT_DISABLED = "account-disabled"
    SETUP_CODE_WRONG = "setup-code-wrong"
    SETUP_DONE = "setup-done"
    LAST_ADMINISTRATOR = "last-administrator"
    CROSS_SITE = "cross-site"
    DEVICE_BLOCKED = "device-blocked"

    # what is not there
    NOT_FOUND = "not-found"
    STATION_NOT_FOUND = "station-not-found"
    SESSION_NOT_FOUND = "session-not-found"
    SLOT_NOT_FOUND = "slot-not-found"
    BOOKING_NOT_FOUND = "booking-not-found"
    ACCOUNT_NOT_FOUND = "account-not-found"
    PHOTO_NOT_FOUND = "photo-not-found"
    LINK_EXPIRED = "link-expired"
    REPORT_NOT_FOUND = "report-not-found"
    CONCERN_NOT_FOUND = "concern-not-found"

    # what a field holds
    REQUIRED = "required"
    TOO_LONG = "too-long"
    INVALID = "invalid"
    LIMIT_INVALID = "limit-invalid"
    COORDINATES_INVALID = "coordinates-invalid"
    COORDINATES_SWAPPED = "coordinates-swapped"
    COORDINATES_IMPOSSIBLE = "coordinates-impossible"
    INSTANT_INVALID = "instant-invalid"
    DATE_INVALID = "date-invalid"
    HOURS_INVALID = "hours-invalid"
    HOURS_INCOMPLETE = "hours-incomplete"
    FACILITY_UNKNOWN = "facility-unknown"
    STATE_UNKNOWN = "state-unknown"
    JURISDICTION_UNKNOWN = "jurisdiction-unknown"
    PHONE_INVALID = "phone-invalid"
    NAME_INVALID = "name-invalid"
    EMAIL_INVALID = "email-invalid"
    PARTY_TOO_LARGE = "party-too-large"
    NUMBER_OUTSIDE = "number-outside"
    QUESTION_OPTIONS = "question-options"
    QUESTION_HEALTH = "question-health"
    CATEGORY_UNKNOWN = "category-unknown"
    CONSENT_NEEDED = "consent-needed"
    PASSWORD_WEAK = "password-weak"
    USERNAME_INVALID = "username-invalid"
    USERNAME_TAKEN = "username-taken"
    ROLE_UNKNOWN = "role-unknown"
    ROLE_NEEDED = "role-needed"
    URL_INVALID = "url-invalid"
    HEIGHT_INVALID = "height-invalid"
    SIDE_IMPOSSIBLE = "side-impossible"

    # photos and files
    PHOTO_NOT_AN_IMAGE = "photo-not-an-image"
    PHOTO_TOO_LARGE = "photo-too-large"
    PHOTOS_FULL = "photos-full"
    FILE_ENCODING = "file-encoding"
    FILE_EMPTY = "file-empty"
    FILE_COLUMNS = "file-columns"
    FILE_TOO_LARGE = "file-too-large"
    FILE_ROWS_WRONG = "file-rows-wrong"
    ROW_DUPLICATE = "row-duplicate"
    ROW_OTHER_SOURCE = "row-other-source"
    ROW_NEARBY = "row-nearby"

    # sessions and bookings
    SESSION_TIMES = "session-times"
    SESSION_TOO_MANY_SLOTS = "session-too-many-slots"
    SESSION_NOT_DRAFT = "session-not-draft"
    SESSION_CLOSED = "session-closed"
    SESSION_PAST = "session-past"
    SESSION_CANCELLED = "session-cancelled"
    SESSION_BEGUN = "session-begun"
    SLOT_FULL = "slot-full"
    SLOT_PAST = "slot-past"
    SLOT_SAME = "slot-same"
    WALK_INS_FULL = "walk-ins-full"
    ALREADY_BOOKED = "already-booked"
    BOOKING_ENDED = "booking-ended"
    ALREADY_CHECKED_IN = "already-checked-in"
    OVERLAPS = "overlaps"
    ALREADY_WAITING = "already-waiting"
    PLACES_FREE = "places-free"
    NO_WAITLIST = "no-waitlist"
    HOLD_OVER = "hold-over"
    OFFER_OVER = "offer-over"
    BOOKING_NOT_OPEN = "booking-not-open"
    BOOKING_CLOSED = "booking-closed"
    CODE_NEEDED = "code-needed"
    CODE_WRONG = "code-wrong"
    CODE_NOT_SENT = "code-not-sent"
    TOO_MANY_BOOKINGS = "too-many-bookings"
    SESSION_FIVE_MINUTES = "session-five-minutes"
    BOOKING_CODE_WRONG = "booking-code-wrong"
    NOT_TODAY = "not-today"
    KEY_REUSED = "key-reused"

    # series of sessions
    RULE_INVALID = "rule-invalid"
    RULE_TOO_OFTEN = "rule-too-often"
    RULE_PART_UNKNOWN = "rule-part-unknown"
    RULE_TWO_ENDS = "rule-two-ends"
    RULE_NO_DATES = "rule-no-dates"
    RULE_TOO_FAR = "rule-too-far"
    SERIES_TOO_MANY = "series-too-many"
    SERIES_CALENDAR_MISSING = "series-calendar-missing"
    SERIES_NOT_FOUND = "series-not-found"
    SERIES_DATE_THERE = "series-date-there"

    # emergency closures
    AREA_UNKNOWN = "area-unknown"
    SIGNAL_NOT_THERE = "signal-not-there"
    CLOSING_END = "closing-end"

    # two people at once
    CHANGED_MEANWHILE = "changed-meanwhile"
    RECHECK_TAKEN = "recheck-taken"

    # the house itself
    DATABASE_MISSING = "database-missing"
    DATABASE_LOCKED = "database-locked"
    DATABASE_READ_ONLY = "database-read-only"
    DATABASE_FULL = "database-full"
    DATABASE_NEWER = "database-newer"
    DATABASE_DAMAGED = "database-damaged"
    DATABASE_UNREACHABLE = "database-unreachable"
    PG_DUMP_MISSING = "pg-dump-missing"
    TARGET_NOT_EMPTY = "target-not-empty"
    COPY_DIFFERS = "copy-differs"
    SOURCE_CHANGED = "source-changed"
    TEXT_UNFIT = "text-unfit"
    RESTORE_ELSEWHERE = "restore-elsewhere"
    RESTORE_NEEDS_FORCE = "restore-needs-force"
    INTERNAL = "internal"


Args = Mapping[str, str | int]
_NOTHING: Args = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Refused:
    """An answer of "no" with its reason; nothing was changed.

    ``args`` fill the sentence (for example the slot's time); ``field`` names the input it is about, if one is.
    """

    code: Code
    args: Args = field(default_factory=lambda: _NOTHING)
    field: str = ""


class StationsError(Exception):
    """The root of everything the product raises on purpose."""

    code: Code = Code.INTERNAL

    def __init__(self, code: Code | None = None, /, **args: str | int) -> None:
        self.code = code or type(self).code
        self.args_ = dict(args)
        super().__init__(str(self.code))


class Forbidden(StationsError):
    """The actor may not do this; nothing was read or changed for them."""

    code = Code.FORBIDDEN


class NotFound(StationsError):
    """There is no such thing, or the actor may not know that there is."""

    code = Code.NOT_FOUND


class InvalidInput(StationsError):
    """A field of the input cannot be accepted; ``field`` is its name in the form or the API."""

    code = Code.INVALID

    def __init__(self, code: Code = Code.INVALID, field: str = "", /, **args: str | int) -> None:
        super().__init__(code, **args)
        self.field = field


class Conflict(StationsError):
    """Somebody else changed the thing since the actor read it; ``theirs`` tells what it is now, where known."""

    code = Code.CHANGED_MEANWHILE


class DatabaseUnavailable(StationsError):
    """The database cannot be used now; the code says why."""

    code = Code.DATABASE_UNREACHABLE
