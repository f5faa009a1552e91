"""What every way to tell people has in common."""

from __future__ import annotations

from typing import Protocol

from stations.letters import Addressee, Answer, Letter

SECONDS = 10.0


class Channel(Protocol):
    """A message service that is set up."""

    @property
    def name(self) -> str:
        """The kind of service, for the record: ``email``, ``sms``, or the scheme of its address."""

    @property
    def sender(self) -> str:
        """The e-mail address from which it writes, "" where it is no e-mail."""

    def reaches(self, addressee: Addressee) -> bool:
        """Tell whether the person gave what the service needs."""

    def send(self, letter: Letter, addressee: Addressee) -> Answer:
        """Hand a message over and return what came of it; it never raises, and never waits for long."""
