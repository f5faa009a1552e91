"""E-mail and chat services through Apprise, which knows a hundred of them by their address."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable
from urllib.parse import quote, urlsplit

from apprise import Apprise, AppriseAsset, AppriseResultStatus, NotifyFormat
from apprise.attachment.memory import AttachMemory

from stations.channels.channel import SECONDS
from stations.letters import TAKEN, Addressee, Answer, Letter, Outcome, Reason
from stations.phones import national
from stations.words import LANGUAGES, say

_MAIL = frozenset({"mailto", "mailtos"})
_NO_MAILBOX = frozenset({550, 551, 553})
_NOT_LET_IN = frozenset({530, 534, 535})  # about our own account, which somebody will mend
_LATER = frozenset({408, 425, 429})
# Apprise says whether it went out; with which code it did not is in its log alone: "(550, b'…')" or "error=429"
_CODE = re.compile(r"\((\d{3}), b|error=(\d{3})")
_TOTAL_SECONDS = 30.0

# Its log names addresses and holds whole messages, so it is read here and goes nowhere else.
_log = logging.getLogger("apprise")
_log.setLevel(logging.DEBUG)
_log.addHandler(logging.NullHandler())
_log.propagate = False


class AppriseService:
    """A service at an address of Apprise with ``{email}``, ``{phone}`` or ``{national}`` for the person."""

    def __init__(self, template: str) -> None:
        self._template = template
        scheme = urlsplit(template).scheme.lower()
        self._is_mail = scheme in _MAIL
        self.name = "email" if self._is_mail else scheme

    @property
    def sender(self) -> str:
        """The address in ``From``, for the calendar's ORGANIZER; "" for chat services."""
        opened = self._open(Addressee("nobody@example.org", ""), LANGUAGES[0]) if self._is_mail else None
        writes_from: tuple[str, str] = getattr(opened[0], "from_addr", ("", "")) if opened else ("", "")
        return str(writes_from[1])

    def reaches(self, addressee: Addressee) -> bool:
        """Tell whether the person gave what the address asks for."""
        if "{email}" in self._template and not addressee.email:
            return False
        return bool(addressee.phone) or not ("{phone}" in self._template or "{national}" in self._template)

    def send(self, letter: Letter, addressee: Addressee) -> Answer:
        """Send the message; the calendar goes with an e-mail, which alone has a place for it."""
        service = self._open(addressee, letter.lang)
        if service is None:
            return Answer(Outcome.AGAIN, Reason.NOT_SET_UP)
        has_calendar = self._is_mail and letter.calendar
        result = service.notify(
            body=letter.text,
            title=letter.subject,
            body_format=NotifyFormat.TEXT,
            attach=[_CalendarFile(letter)] if has_calendar else None,
            timeout=_TOTAL_SECONDS,
            log_level=logging.DEBUG,
        )
        if result.status is AppriseResultStatus.SUCCESS:
            return TAKEN
        return answer_of(entry.message for each in result.results for entry in each.logs())

    def _open(self, addressee: Addressee, lang: str) -> Apprise | None:
        """Return Apprise with the address of this person, None when it can make nothing of it."""
        asset = AppriseAsset(app_id="stations", async_mode=False, service_timeout=_TOTAL_SECONDS)
        service = Apprise(asset=asset)
        return service if service.add(self._address(addressee, lang)) else None

    def _address(self, addressee: Addressee, lang: str) -> str:
        """Return the template filled in; what a person gave is quoted, so that it stays one part of the address."""
        address = self._template
        blanks = {"email": addressee.email, "phone": addressee.phone, "national": national(addressee.phone)}
        for blank, given in blanks.items():
            address = address.replace(f"{{{blank}}}", quote(given, safe=""))
        return _as_mail(address, lang) if self._is_mail else address


def _as_mail(address: str, lang: str) -> str:
    """Return the address of a mail service with what every mail has: a time-out, a sender's name, and no absence note in answer."""
    joint = "&" if "?" in address else "?"
    name = "" if "name=" in address else f"&name={quote(say(lang, 'web-name'))}"
    return f"{address}{joint}cto={SECONDS:.0f}{name}&+Auto-Submitted=auto-generated"  # RFC 3834


class _CalendarFile(AttachMemory):
    """A calendar whose type names its method (RFC 6047 §2.4), which Apprise takes for no type when it is given."""

    def __init__(self, letter: Letter) -> None:
        super().__init__(letter.calendar, name="booking.ics", mimetype="text/calendar")  # type: ignore[no-untyped-call]
        self._method = letter.calendar_method

    @property
    def mimetype(self) -> str:
        """The type with its parameters."""
        return f"text/calendar; charset=utf-8; method={self._method}"


def answer_of(log: Iterable[str]) -> Answer:
    """Return what Apprise's log of a try means: for good only where the service itself said so of this message."""
    said = "\n".join(log)
    found = _CODE.search(said)
    code = int(found[1] or found[2]) if found else 0
    if "connection error" in said.lower() or code in _NOT_LET_IN or not code:
        return Answer(Outcome.AGAIN, Reason.SERVICE_AWAY)
    if "Socket Exception" in said:  # an SMTP code: 4 is "later", 5 is "never"
        return _answer_of_mail(code)
    if code in _LATER or code >= 500:
        return Answer(Outcome.AGAIN, Reason.SERVICE_BUSY)
    return Answer(Outcome.NEVER, Reason.SERVICE_REFUSED)


def _answer_of_mail(code: int) -> Answer:
    if code < 500:
        return Answer(Outcome.AGAIN, Reason.SERVICE_BUSY)
    return Answer(Outcome.NEVER, Reason.ADDRESS_REFUSED if code in _NO_MAILBOX else Reason.SERVICE_REFUSED)
