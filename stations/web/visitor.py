"""Who is asking, from where, and in which language: read off the request, kept nowhere."""

from __future__ import annotations

from datetime import UTC, datetime

from starlette.requests import HTTPConnection, Request

from stations.actions import sign_in, start
from stations.addresses import believed
from stations.errors import StationsError
from stations.roles import DRIVER, Actor
from stations.settings import settings
from stations.words import LANGUAGES, choose_language

SIGN_IN_COOKIE = "stations_sign_in"
LANGUAGE_COOKIE = "stations_lang"


def moment() -> datetime:
    """Return the instant of the request, in whole seconds of UTC."""
    return datetime.now(UTC).replace(microsecond=0)


def language_of(request: HTTPConnection) -> str:
    """Return the language to answer in: the address's ``lang``, else the cookie's, else the browser's."""
    return choose_language(
        request.query_params.get("lang"),
        request.cookies.get(LANGUAGE_COOKIE),
        request.headers.get("accept-language"),
    )


def actor_of(request: Request) -> Actor:
    """Return who is signed in; a driver where nobody is, or where the database cannot tell."""
    secret = request.cookies.get(SIGN_IN_COOKIE)
    if not secret:
        return DRIVER
    try:
        return sign_in.who_is(start.database(), moment(), secret)
    except StationsError:
        return DRIVER


def client_address(request: HTTPConnection) -> str:
    """Return the network address that asks, for limits on attempts."""
    peer = request.client.host if request.client else "unknown"
    return believed(peer, request.headers.getlist("x-forwarded-for"), settings().trusted_proxies)


def site_address(request: HTTPConnection) -> str:
    """Return the site's own address without a slash at the end, for links that leave the page (QR, calendar)."""
    if settings().public_url:
        return settings().public_url.rstrip("/")
    scheme = request.url.scheme
    if settings().trusted_proxies:
        scheme = "https" if request.headers.get("x-forwarded-proto", scheme).strip() == "https" else "http"
    return f"{scheme}://{request.headers.get('host', request.url.netloc)}"


def safe_next(target: str | None, fallback: str = "/") -> str:
    """Return ``target`` if it is a path of this site, else ``fallback``: no redirect leads to another site."""
    path = (target or "").strip()
    is_local = path.startswith("/") and not path.startswith(("//", "/\\"))
    is_plain = "\\" not in path and all(letter.isprintable() for letter in path)
    return path if is_local and is_plain and len(path) <= 2000 else fallback


def is_cross_site(request: HTTPConnection) -> bool:
    """Tell whether another site's page made the browser send this.

    Browsers say so in ``Sec-Fetch-Site`` (W3C Fetch Metadata) on trustworthy origins and in ``Origin`` elsewhere; what
    sends neither is not a browser and carries nobody's cookie.
    """
    fetch_site = request.headers.get("sec-fetch-site")
    if fetch_site is not None:
        return fetch_site not in ("same-origin", "none")
    origin = request.headers.get("origin")
    return origin is not None and origin not in _own_origins(request)


def _own_origins(request: HTTPConnection) -> set[str]:
    host = request.headers.get("host", "")
    own = {f"http://{host}", f"https://{host}", site_address(request)}
    return {address for address in own if not address.endswith("://")}


def is_language(text: str) -> bool:
    """Tell whether ``text`` is one of the codes of our languages."""
    return text in LANGUAGES
