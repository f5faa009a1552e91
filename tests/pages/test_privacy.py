"""The privacy notice."""

from __future__ import annotations

import pytest

from stations.privacy import NOTICE_VERSION
from stations.words import LANGUAGES
from tests.pages.conftest import Open, words_on


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_whole_notice_is_shown_with_its_version(open_screen: Open, lang: str) -> None:
    app = open_screen("privacy", lang=lang)
    assert NOTICE_VERSION in words_on(app)
    assert "10. " in words_on(app)
