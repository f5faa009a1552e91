"""Files kept in memory as each browser can take them: brotli, gzip, or plain; compressed once, on first use."""

from __future__ import annotations

import gzip
import hashlib
import mimetypes
from dataclasses import dataclass
from email.utils import formatdate
from functools import lru_cache
from pathlib import Path

import brotli
from starlette.datastructures import Headers
from starlette.responses import Response

_SMALLEST = 600
_TEXTUAL = ("text/", "application/javascript", "application/json", "application/manifest+json", "image/svg+xml")
mimetypes.add_type("application/manifest+json", ".webmanifest")
mimetypes.add_type("text/javascript", ".js")
mimetypes.add_type("font/woff2", ".woff2")


@dataclass(frozen=True, slots=True)
class Stored:
    """A file's content with its type, its digest, and when it last changed."""

    content: bytes
    media_type: str
    digest: str
    modified: float


@lru_cache(maxsize=1024)
def _stored(path: Path, modified_ns: int) -> Stored:
    return of_bytes(path.read_bytes(), mimetypes.guess_type(path.name)[0], modified_ns / 1e9)


def of_bytes(content: bytes, media_type: str | None, modified: float = 0.0) -> Stored:
    """Return ``content`` with its digest."""
    return Stored(content, media_type or "application/octet-stream", hashlib.sha256(content).hexdigest()[:16], modified)


def of_file(path: Path) -> Stored:
    """Return the file's present content; raises OSError when it is not there."""
    return _stored(path, path.stat().st_mtime_ns)


def encoding_for(accepted: str) -> str:
    """Return ``br``, ``gzip`` or "" for an Accept-Encoding header (RFC 9110 §12.5.3); a weight of 0 refuses."""
    refused: set[str] = set()
    wanted: set[str] = set()
    for part in accepted.lower().split(","):
        name, _, weight = (piece.strip() for piece in part.partition(";"))
        (refused if weight.replace(" ", "").rstrip("0.") == "q=" else wanted).add(name)
    return next((name for name in ("br", "gzip") if name in wanted or ("*" in wanted and name not in refused)), "")


@lru_cache(maxsize=1024)
def encoded(stored: Stored, encoding: str) -> bytes:
    """Return the content under ``encoding``. Brotli 9 costs a twentieth of brotli 11 and is 8 % larger."""
    if encoding == "br":
        return bytes(brotli.compress(stored.content, quality=9))
    return gzip.compress(stored.content, 9, mtime=0)


def answer(stored: Stored, headers: Headers, cache: str, method: str = "GET") -> Response:
    """Return the response for ``stored``: encoded as the browser accepts, 304 where it has this very content."""
    is_text = stored.media_type.startswith(_TEXTUAL) and len(stored.content) >= _SMALLEST
    encoding = encoding_for(headers.get("accept-encoding", "")) if is_text else ""
    etag = f'"{stored.digest}{"-" + encoding if encoding else ""}"'
    sent = {"ETag": etag, "Cache-Control": cache}
    if stored.modified:
        sent["Last-Modified"] = formatdate(stored.modified, usegmt=True)
    if is_text:
        sent["Vary"] = "Accept-Encoding"
    if _has(headers.get("if-none-match", ""), etag):
        return Response(status_code=304, headers=sent)
    if encoding:
        sent["Content-Encoding"] = encoding
    body = encoded(stored, encoding) if encoding else stored.content
    response = Response(body, headers=sent, media_type=stored.media_type)
    if method == "HEAD":
        response.body = b""
    return response


def squeezed(response: Response, headers: Headers) -> Response:
    """Return an answer made for one request, compressed as the browser accepts where that saves something."""
    encoding = encoding_for(headers.get("accept-encoding", ""))
    response.headers["Vary"] = "Accept-Encoding, Accept-Language, Cookie"
    if encoding and len(response.body) >= _SMALLEST:
        content = bytes(response.body)
        response.body = brotli.compress(content, quality=4) if encoding == "br" else gzip.compress(content, 5)
        response.headers["Content-Encoding"] = encoding
        response.headers["Content-Length"] = str(len(response.body))
    return response


def _has(if_none_match: str, etag: str) -> bool:
    tags = {tag.strip().removeprefix("W/") for tag in if_none_match.split(",")}
    return etag in tags or "*" in tags
