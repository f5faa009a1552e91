"""What may not get past us to Streamlit: other sites' sockets, strangers' files, bodies that never end, and its figures.

Streamlit lets pages of other ports of this machine open its socket, asks a host on the internet for its own address
before it refuses anybody else's, and keeps in memory whatever a visitor uploads, whether or not a page asked for a file.
"""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.requests import HTTPConnection, Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from stations.errors import Code, Forbidden, InvalidInput, NotFound
from stations.web import problem
from stations.web.visitor import actor_of, is_cross_site

_UPLOADS = "/_stcore/upload_file/"
_FIGURES = "/_stcore/metrics"  # what the process holds in memory; /readyz is for watchers
_MOST_BYTES = 256 * 1024
_POLICY_VIOLATION = 1008


class Doors:
    """Middleware: same-site sockets only, files only from whoever is signed in, other bodies of at most 256 KB."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what may come in, and refuse the rest."""
        if scope["type"] == "websocket" and is_cross_site(HTTPConnection(scope)):
            await receive()  # the handshake, which is answered with 403
            await send({"type": "websocket.close", "code": _POLICY_VIOLATION})
        elif scope["type"] == "http" and scope["path"] == _FIGURES:
            await problem.as_json(Request(scope, receive), NotFound())(scope, receive, send)
        elif scope["type"] == "http" and scope["method"] not in ("GET", "HEAD", "OPTIONS"):
            await self._take_in(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    async def _take_in(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        if scope["path"].startswith(_UPLOADS):
            if not (await run_in_threadpool(actor_of, request)).is_signed_in:
                await problem.as_json(request, Forbidden(Code.SIGN_IN_NEEDED))(scope, receive, send)
                return
        elif _announced(scope) > _MOST_BYTES:
            await problem.answer(request, InvalidInput(Code.TOO_LONG))(scope, receive, send)
            return
        else:
            receive = _limited(receive)
        await self.app(scope, receive, send)


def _announced(scope: Scope) -> int:
    text = Headers(scope=scope).get("content-length", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else 0


def _limited(receive: Receive) -> Receive:
    """Return ``receive`` that ends the conversation with whoever sends more than they may without saying how much."""
    taken = 0

    async def limited() -> Message:
        nonlocal taken
        message = await receive()
        taken += len(message.get("body", b""))
        return message if taken <= _MOST_BYTES else {"type": "http.disconnect"}

    return limited
