"""Showing that a phone is one's own: a code is sent to it, and asked for when its owner books, where the site wants that."""

from __future__ import annotations

import hashlib
import hmac
import uuid
from datetime import datetime, timedelta

from stations import phones
from stations.channels.set_up import channels
from stations.errors import Code, Refused
from stations.letters import Addressee, Letter, Outcome
from stations.phone_codes import new_code, tidy
from stations.roles import Actor
from stations.settings import settings
from stations.storage import attempts, house, phone_codes
from stations.storage.engine import Database, Tx
from stations.words import say

_PER_PHONE = 3
_PER_ADDRESS = 20
_WINDOW = timedelta(minutes=15)


def is_asked(actor: Actor) -> bool:
    """Tell whether the site asks this person for a code; staff who book for somebody are known."""
    return settings().phone_codes and not actor.is_signed_in


def send_code(db: Database, now: datetime, phone: str, region: str, lang: str, address: str) -> Refused | None:
    """Send a code to the phone, good for ten minutes and one booking; an earlier one is good no more.

    Refusals: TOO_MANY_TRIES, CODE_NOT_SENT.

    Raises:
        InvalidInput: the phone cannot be read.
    """
    number, code = phones.parse_phone(phone, region), new_code()
    if not db.write(lambda tx: _keep(tx, now, number, code, address)):
        return Refused(Code.TOO_MANY_TRIES)
    letter = Letter(uuid.uuid4().hex, "phone-code", lang, "", say(lang, "phone-code-message", code=code))
    services = [one for one in channels() if one.name == "sms"]
    is_sent = any(one.send(letter, Addressee("", number)).outcome is Outcome.SENT for one in services)
    return None if is_sent else Refused(Code.CODE_NOT_SENT, field="phone")


def _keep(tx: Tx, now: datetime, phone: str, code: str, address: str) -> bool:
    is_within = attempts.allow(tx, "phone-code", phone, _PER_PHONE, _WINDOW, now)
    if not attempts.allow(tx, "phone-code-address", address, _PER_ADDRESS, _WINDOW, now) or not is_within:
        return False
    phone_codes.put(tx, _digest(tx, "phone", phone), _digest(tx, f"code {phone}", code), now)
    return True


def refuse_code(tx: Tx, actor: Actor, now: datetime, phone: str, typed: str) -> Refused | None:
    """Return that the code is not the one that was sent to the phone, or None.

    Five wrong tries make it worthless. The caller lets the count stand when it refuses, and spends the code when it books.
    """
    if not is_asked(actor):
        return None
    if not tidy(typed):
        return Refused(Code.CODE_NEEDED, field="phone_code")
    digests = _digest(tx, "phone", phone), _digest(tx, f"code {phone}", tidy(typed))
    is_right = phone_codes.is_right(tx, *digests, now)
    return None if is_right else Refused(Code.CODE_WRONG, field="phone_code")


def spend_code(tx: Tx, actor: Actor, phone: str) -> None:
    """Use up the code with which somebody has booked."""
    if is_asked(actor):
        phone_codes.spend(tx, _digest(tx, "phone", phone))


def _digest(tx: Tx, what: str, text: str) -> str:
    return hmac.new(house.secret(tx).encode(), f"{what} {text}".encode(), hashlib.sha256).hexdigest()
