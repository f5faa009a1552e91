"""A database with its address, for several processes, and the contenders."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from stations.storage.engine import Database, open_database
from tests.races.contenders import Contenders


@pytest.fixture(scope="session")
def contenders() -> Iterator[Contenders]:
    """Processes that can be set against each other."""
    crew = Contenders()
    yield crew
    crew.close()


@pytest.fixture
def url(engine: str, new_database_url: Callable[..., str], models: Callable[[str, bool], str]) -> str:
    """The address of a database with the two stations at the bridge."""
    return new_database_url(engine, models(engine, True))


@pytest.fixture
def db(url: str) -> Iterator[Database]:
    """The database at that address, as this process sees it."""
    database = open_database(url)
    yield database
    database.close()
