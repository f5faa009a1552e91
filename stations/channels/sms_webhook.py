"""A webhook for SMS gateways: one POST a message, signed; docs/telling.md is its contract."""

from __future__ import annotations

import hashlib
import hmac
import json
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

import requests

from stations.channels.channel import SECONDS
from stations.letters import TAKEN, Addressee, Answer, Letter, Outcome, Reason

_CONNECT_SECONDS = 5.0
_LATER = frozenset({408, 425, 429})


class SmsWebhook:
    """A gateway that sends an SMS for each JSON document posted to ``url``, signed with ``secret``."""

    name = "sms"
    sender = ""

    def __init__(self, url: str, secret: str) -> None:
        self._url, self._secret = url, secret

    def reaches(self, addressee: Addressee) -> bool:
        """Tell whether there is a phone number."""
        return bool(addressee.phone)

    def send(self, letter: Letter, addressee: Addressee) -> Answer:
        """Post the message; 2xx is taken, 408, 425, 429, 5xx and silence are tried again, everything else never is."""
        body = body_of(letter, addressee)
        headers = {
            "Content-Type": "application/json; charset=utf-8",
            "Idempotency-Key": letter.key,
            "X-Signature": signature(self._secret, body),
        }
        try:
            # a redirect would carry a phone number to where nobody meant it to go
            with requests.post(
                self._url,
                body,
                headers=headers,
                timeout=(_CONNECT_SECONDS, SECONDS),
                allow_redirects=False,
                stream=True,
            ) as answer:
                return answer_of(answer.status_code, answer.headers.get("Retry-After", ""), datetime.now(UTC))
        except requests.RequestException:
            return Answer(Outcome.AGAIN, Reason.SERVICE_AWAY)


def body_of(letter: Letter, addressee: Addressee) -> bytes:
    """Return the JSON document that is posted."""
    fields = {"id": letter.key, "to": addressee.phone, "text": letter.text, "lang": letter.lang, "kind": letter.kind}
    return json.dumps(fields, ensure_ascii=False).encode()


def signature(secret: str, body: bytes) -> str:
    """Return the value of ``X-Signature``: HMAC-SHA256 (RFC 2104) of the body as it is sent."""
    return f"sha256={hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()}"


def answer_of(status: int, retry_after: str, now: datetime) -> Answer:
    """Return what an HTTP status means for the message."""
    if 200 <= status < 300:
        return TAKEN
    if status in _LATER or status >= 500:
        return Answer(Outcome.AGAIN, Reason.SERVICE_BUSY, wait_of(retry_after, now))
    return Answer(Outcome.NEVER, Reason.SERVICE_REFUSED)


def wait_of(retry_after: str, now: datetime) -> timedelta:
    """Return for how long ``Retry-After`` asks to wait (RFC 9110 §10.2.3: seconds or a date), none where it makes no sense."""
    typed = retry_after.strip()
    if typed.isascii() and typed.isdigit():
        return timedelta(seconds=min(int(typed[:9]), 10**6))
    try:
        until = parsedate_to_datetime(typed)
    except ValueError:
        return timedelta()
    return max(timedelta(), (until if until.tzinfo else until.replace(tzinfo=UTC)) - now)
