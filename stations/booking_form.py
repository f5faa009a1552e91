"""What is wrong with a filled-in booking form: all of it at once, so that nobody has to correct it piece by piece."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from stations import phones
from stations.bookings import check_category, check_email, check_name
from stations.errors import Code, InvalidInput
from stations.questions import Question, check_answers


def mistakes(
    name: str,
    phone: str,
    region: str,
    category: str,
    *,
    has_consented: bool,
    email: str = "",
    questions: Sequence[Question] = (),
    answers: Mapping[str, str] | None = None,
) -> dict[str, InvalidInput]:
    """Return the error of each field that cannot be accepted, by the field's name, in the order of the form."""
    checks: dict[str, Callable[[], object]] = {
        "name": lambda: check_name(name),
        "phone": lambda: phones.parse_phone(phone, region),
        "email": lambda: check_email(email),
        "category": lambda: check_category(category),
    }
    for question in questions:
        checks[f"answer-{question.id}"] = lambda one=question: check_answers([one], answers or {})  # type: ignore[misc]
    checks["consent"] = lambda: _check_consent(has_consented)
    return {field: error for field, check in checks.items() if (error := _error_of(check)) is not None}


def _error_of(check: Callable[[], object]) -> InvalidInput | None:
    try:
        check()
    except InvalidInput as error:
        return error
    return None


def _check_consent(has_consented: bool) -> None:
    if not has_consented:
        raise InvalidInput(Code.CONSENT_NEEDED, "consent")
