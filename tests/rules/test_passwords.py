"""Which passwords are accepted, and that what is verified is what was chosen."""

from __future__ import annotations

import pytest
from zxcvbn.frequency_lists import FREQUENCY_LISTS

from stations import passwords
from stations.errors import Code, InvalidInput


@pytest.mark.parametrize(
    "text",
    [
        "short",
        "a" * 30,
        "1234567890",
        "qwertyuiop",
        "password2026",
        "iloveyou1234",
        "gonghuiyizhan",
        "gonghui2026",
        "工会驿站工会驿站12",
        "wang.li is here to stay",
        "x" * 201,
    ],
)
def test_what_is_short_common_of_this_site_or_the_user_name_is_refused(text: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        passwords.check_password(text, "wang.li")
    assert (caught.value.code, caught.value.field) == (Code.PASSWORD_WEAK, "password")


@pytest.mark.parametrize(
    "text",
    [
        "four words you remember",
        "night ferry to hengqin",
        "夜班渡轮开往横琴的早晨",
        "  spaces stay as typed  ",
        "zk" + "7q" * 31 + " and on it goes, well beyond seventy-two characters",
        "8PSG-THHL-5EZU",  # as a one-time password looks
    ],
)
def test_any_characters_will_do_and_stay_as_they_were_typed(text: str) -> None:
    assert passwords.check_password(text, "wang.li") == text


def test_a_password_of_two_hundred_characters_is_verified_to_its_last() -> None:
    longest = ("four words you remember, and " * 10)[: passwords.LONGEST]
    hashed = passwords.hash_password(passwords.check_password(longest))
    assert passwords.is_password(hashed, longest)
    assert not passwords.is_password(hashed, longest + "x")
    assert not passwords.is_password(hashed, longest[:-1])
    assert not passwords.is_password(hashed, longest.upper())


def test_no_common_password_of_the_list_is_accepted() -> None:
    common = [word for word in FREQUENCY_LISTS["passwords"] if len(word) >= passwords.SHORTEST]
    assert len(common) > 1000
    for word in common[:300]:
        with pytest.raises(InvalidInput):
            passwords.check_password(word)
