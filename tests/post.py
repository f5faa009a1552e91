"""A mail server and an SMS gateway of the tests' own: real ones, on loopback, that keep what they get and refuse what they are told to."""

from __future__ import annotations

import asyncio
import email
import json
import threading
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from email import policy
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from aiosmtpd.smtp import SMTP, Envelope, Session


class MailServer:
    """An SMTP server; ``refusing`` are the answers to mail for some addresses (``550 5.1.1 unknown``)."""

    def __init__(self) -> None:
        self.refusing: dict[str, str] = {}
        self.mails: list[EmailMessage] = []
        self.recipients: list[str] = []
        self.asked_for: list[str] = []
        self._loop = asyncio.new_event_loop()
        # a loop of its own in a thread of its own: the thread of a browser test has one already
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self._server = asyncio.run_coroutine_threadsafe(self._serve(), self._loop).result()
        self.port = self._server.sockets[0].getsockname()[1]

    async def _serve(self) -> asyncio.Server:
        return await self._loop.create_server(lambda: SMTP(self, hostname="mail.example.org"), "127.0.0.1", 0)

    async def handle_RCPT(self, _s: SMTP, _n: Session, envelope: Envelope, address: str, _o: list[str]) -> str:
        self.asked_for.append(address)
        if address not in self.refusing:
            envelope.rcpt_tos.append(address)
        return self.refusing.get(address, "250 OK")

    async def handle_DATA(self, _s: SMTP, _n: Session, envelope: Envelope) -> str:
        content = envelope.content
        assert isinstance(content, bytes)
        self.recipients += envelope.rcpt_tos
        parsed = email.message_from_bytes(content, policy=policy.default)
        assert isinstance(parsed, EmailMessage)
        self.mails.append(parsed)
        return "250 OK"

    @property
    def template(self) -> str:
        """The address of this server for Apprise."""
        return f"mailto://127.0.0.1:{self.port}?from=desk@example.org&to={{email}}"

    def to(self, address: str) -> list[EmailMessage]:
        """Return what came for an address, in order."""
        return [mail for mail in self.mails if mail["To"] == address]

    def close(self) -> None:
        self._loop.call_soon_threadsafe(self._server.close)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()


@dataclass
class Posted:
    """What was posted to the gateway."""

    path: str
    headers: Mapping[str, str]
    body: bytes

    @property
    def message(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.body)
        return found


@dataclass
class Gateway:
    """An HTTP server that answers 202, or the next of ``answers``: a status with headers. It waits while ``held`` is set."""

    answers: deque[tuple[int, Mapping[str, str]]] = field(default_factory=deque)
    posted: list[Posted] = field(default_factory=list)
    arrived: threading.Semaphore = field(default_factory=lambda: threading.Semaphore(0))
    go_on: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        self.go_on.set()
        gateway = self

        class Answering(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                gateway.posted.append(Posted(self.path, dict(self.headers.items()), body))
                gateway.arrived.release()
                gateway.go_on.wait()
                status, headers = gateway.answers.popleft() if gateway.answers else (202, {})
                try:
                    self.send_response(status)
                    for name, value in headers.items():
                        self.send_header(name, value)
                    self.send_header("Content-Length", "0")
                    self.end_headers()
                except OSError:  # whoever asked is gone
                    self.close_connection = True

            def log_message(self, format: str, *args: Any) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Answering)
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)
        self._thread.start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}/sms"

    def to(self, phone: str) -> list[dict[str, Any]]:
        """Return the messages that came for a phone, in order."""
        return [one.message for one in self.posted if one.message["to"] == phone]

    def close(self) -> None:
        self.go_on.set()
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()
