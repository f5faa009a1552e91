"""A line to PostgreSQL that breaks at the worst moment: it reads the protocol and knows which statement goes by."""

from __future__ import annotations

import contextlib
import socket
import struct
import threading
from collections.abc import Iterator
from dataclasses import dataclass

TERMINATE = b"X\x00\x00\x00\x04"


@dataclass
class Cut:
    """The line breaks, once, at a message that holds ``words``: before the server has it, or before its answer is heard."""

    words: bytes
    is_carried_out: bool


class Line:
    """A listening socket that passes every connection on to the server."""

    def __init__(self, server: str) -> None:
        host, _, port = server.partition(":")
        self._server = (host, int(port))
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self._threads: list[threading.Thread] = []
        self._begin(self._accept)
        self._cut: Cut | None = None
        self.cuts = 0

    def cut_at(self, cut: Cut) -> None:
        """Break at the next such message."""
        self._cut = cut

    def take_cut(self, message: bytes) -> Cut | None:
        """Return the cut if this is its moment; there is only one."""
        cut = self._cut
        if cut is None or cut.words not in message:
            return None
        self._cut = None
        self.cuts += 1
        return cut

    def close(self) -> None:
        """Take no more connections, and wait until those that are open have ended with their clients."""
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for thread in self._threads:
            thread.join()

    def _begin(self, work: object, *args: object) -> None:
        thread = threading.Thread(target=work, args=args)  # type: ignore[arg-type]
        self._threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                client, _ = self._listener.accept()
                call = Call(self, client, socket.create_connection(self._server))
                self._begin(call.ask)
                self._begin(call.answer)


class Call:
    """One connection through the line."""

    def __init__(self, line: Line, client: socket.socket, server: socket.socket) -> None:
        self._line, self._client, self._server = line, client, server
        self._is_mute = False

    def ask(self) -> None:
        """Pass on what the client says, message by message, until it or the line ends."""
        with contextlib.suppress(OSError):
            for message in _messages(self._client):
                cut = self._line.take_cut(message)
                if cut is None:
                    self._server.sendall(message)
                    continue
                self._is_mute = True
                self._server.sendall(message + TERMINATE if cut.is_carried_out else b"")
                break
        self._hang_up(self._server, socket.SHUT_WR)

    def answer(self) -> None:
        """Pass on what the server says; once the line is cut, wait until the server has ended, and say nothing."""
        with contextlib.suppress(OSError):
            while data := self._server.recv(65536):
                if not self._is_mute:
                    self._client.sendall(data)
        self._hang_up(self._client, socket.SHUT_RDWR)
        self._client.close()
        self._server.close()

    @staticmethod
    def _hang_up(end: socket.socket, how: int) -> None:
        with contextlib.suppress(OSError):
            end.shutdown(how)


def _messages(client: socket.socket) -> Iterator[bytes]:
    """Yield the messages of a client: the first has no letter before its length."""
    letters = 0
    with client.makefile("rb") as stream:
        while head := stream.read(letters + 4):
            (length,) = struct.unpack("!I", head[letters:])
            yield head + stream.read(length - 4)
            letters = 1
