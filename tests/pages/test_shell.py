"""The frame around every page."""

from __future__ import annotations

import pytest

from stations.words import LANGUAGES, say
from tests.pages.conftest import Open


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_cookie_chooses_the_language(open_screen: Open, lang: str) -> None:
    assert open_screen(lang=lang).title[0].value == say(lang, "app-name")
