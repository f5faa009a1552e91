"""What is wrong with a filled-in booking form: all of it at once, so that nobody has to correct it piece by piece."""

from __future__ import annotations

from collections.abc import Callable

from stations import phones
from stations.bookings import check_category, check_name
from stations.errors import Code, InvalidInput


def mistakes(name: str, phone: str, region: str, category: str, *, has_consented: bool) -> dict[str, InvalidInput]:
    """Return the error of each field that cannot be accepted, by the field's name, in the order of the form."""
    checks: dict[str, Callable[[], object]] = {
        "name": lambda: check_name(name),
        "phone": lambda: phones.parse_phone(phone, region),
        "category": lambda: check_category(category),
        "consent": lambda: _check_consent(has_consented),
    }
    wrong = {}
    for field, check in checks.items():
        try:
            check()
        except InvalidInput as error:
            wrong[field] = error
    return wrong


def _check_consent(has_consented: bool) -> None:
    if not has_consented:
        raise InvalidInput(Code.CONSENT_NEEDED, "consent")
