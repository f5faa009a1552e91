"""What a kind of session has besides is told by the API, the calendar and the plain pages."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from starlette.testclient import TestClient

from stations.kinds import kind_of
from stations.sessions import Session
from stations.storage.engine import Database
from stations.words import LANGUAGES

Clinic = Callable[..., Session]


@pytest.fixture
def talk(db: Database, add_clinic: Clinic) -> str:
    """A talk with a speaker."""
    session = add_clinic()
    details = '{"speakers":"黄队长 <b>"}'
    db.write(lambda tx: tx.run("UPDATE session SET kind = 'talk', details = :details", details=details))
    return session.id


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_talk_tells_its_speakers_everywhere(client: TestClient, talk: str, lang: str) -> None:
    kind = kind_of("talk")
    told = client.get(f"/api/v1/sessions/{talk}/slots?lang={lang}").json()["session"]
    assert (told["kind_name"], told["details"]) == (kind.name[lang], {"speakers": "黄队长 <b>"})
    calendar = client.get(f"/api/v1/stations/hzmb-truck-drivers/sessions.ics?lang={lang}").content.decode()
    assert f"{kind.fields[0].words[lang]}" in calendar.replace("\r\n ", "")
    assert "黄队长" in calendar.replace("\r\n ", "")
    page = client.get(f"/m/session/{talk}?lang={lang}").text
    assert "黄队长 &lt;b&gt;" in page
    assert kind.book[lang] in page
