"""Phone numbers of the mainland, Hong Kong and Macao (E.164), through Google's libphonenumber."""

from __future__ import annotations

import unicodedata

import phonenumbers

from stations.errors import Code, InvalidInput

REGIONS = {"+86": "CN", "+852": "HK", "+853": "MO"}
_LONGEST = 40


def parse_phone(text: str, region: str = "CN") -> str:
    """Return ``text`` as E.164 (``+8613800138000``); ``region`` is CN, HK or MO and counts where no ``+`` is written.

    Raises:
        InvalidInput: not a possible number of one of the three.
    """
    cleaned = unicodedata.normalize("NFKC", text or "").strip()
    try:
        if len(cleaned) > _LONGEST:
            raise ValueError
        number = phonenumbers.parse(cleaned, region)
    except (phonenumbers.NumberParseException, ValueError):
        raise InvalidInput(Code.PHONE_INVALID, "phone") from None
    ours = f"+{number.country_code}" in REGIONS and number.extension is None
    if not ours or not phonenumbers.is_valid_number(number):
        raise InvalidInput(Code.PHONE_INVALID, "phone")
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def phone_given(text: str, region: str = "CN", *, is_needed: bool) -> str:
    """Return what :func:`parse_phone` reads, or "" for somebody without a phone where none is needed."""
    return parse_phone(text, region) if is_needed or (text or "").strip() else ""


def last_four(phone: str) -> str:
    """Return the last four digits, with which a driver proves that a code is theirs."""
    return phone[-4:]


def readable(phone: str) -> str:
    """Return an E.164 number in groups (``+86 138 0013 8000``), easier to read out and to dial."""
    international = phonenumbers.PhoneNumberFormat.INTERNATIONAL
    return str(phonenumbers.format_number(phonenumbers.parse(phone), international))


def masked(phone: str) -> str:
    """Return the number with all but its prefix and last four digits hidden (``+86 •••• 8000``)."""
    prefix = next((p for p in REGIONS if phone.startswith(p)), "")
    return f"{prefix} •••• {last_four(phone)}"


def national(phone: str) -> str:
    """Return an E.164 number without the prefix of its place (``13800138000``), as services of one place want it."""
    prefix = next((p for p in REGIONS if phone.startswith(p)), "")
    return phone.removeprefix(prefix)
