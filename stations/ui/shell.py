"""What every page begins with: who is here, in which language, and what to say when something fails."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from html import escape
from urllib.parse import urlencode, urlsplit

import streamlit as st
import structlog

from stations.actions import start
from stations.actions.sign_in import who_is
from stations.actions.start import Database
from stations.addresses import believed
from stations.errors import Refused, StationsError
from stations.roles import Actor, Role
from stations.settings import settings
from stations.words import LANGUAGES, choose_language, explain, say

SIGN_IN_COOKIE = "stations_sign_in"
LANGUAGE_COOKIE = "stations_lang"
_VISIT = "_visit"
_CHOSEN = "_chosen_language"

log = structlog.get_logger("stations.pages")


@dataclass(frozen=True, slots=True)
class Visit:
    """One run of a page: whose it is, when, and in which language."""

    db: Database
    actor: Actor
    now: datetime
    lang: str

    def say(self, key: str, /, **args: object) -> str:
        """Return the sentence ``key`` in the visitor's language."""
        return say(self.lang, key, **args)


def begin() -> Visit:
    """Find out once a run who is here; the main script calls this before the page runs.

    Raises:
        DatabaseUnavailable: the database cannot be used.
    """
    db, now = start.database(), datetime.now(UTC)
    _keep_language()
    visit = Visit(db, who_is(db, now, st.context.cookies.get(SIGN_IN_COOKIE)), now, language())
    st.session_state[_VISIT] = visit
    return visit


def open_page(title_key: str) -> Visit:
    """Return the visit of this run and give the browser's tab its title; the first call of every page."""
    visit: Visit = st.session_state.get(_VISIT) or begin()
    st.set_page_config(page_title=f"{visit.say(title_key)} · {visit.say('app-name')}")
    return visit


def language() -> str:
    """Return the visitor's language: of the address, else chosen in this visit, else of the cookie, else the browser's."""
    context = st.context
    return choose_language(
        param("lang"),
        st.session_state.get(_CHOSEN),
        context.cookies.get(LANGUAGE_COOKIE),
        context.locale,
        context.headers.get("Accept-Language"),
    )


def _keep_language() -> None:
    """Keep the language of the link that was followed: the next page's address no longer has it."""
    if param("lang") in LANGUAGES:
        st.session_state[_CHOSEN] = param("lang")


def choose(lang: str) -> None:
    """Make ``lang`` the language of this visit and of the link in the address bar."""
    if lang in LANGUAGES:
        st.session_state[_CHOSEN] = lang
        set_params(lang=lang)


def require_role(visit: Visit, *roles: Role) -> None:
    """Stop the page unless the visitor has one of ``roles``: strangers are shown where to sign in."""
    if visit.actor.role in roles:
        return
    log.warning("page forbidden", page=_path(), role=str(visit.actor.role), account=visit.actor.account_id)
    if visit.actor.is_signed_in:
        st.warning(visit.say("error-forbidden"))
    else:
        st.info(visit.say("error-sign-in-needed"))
        _offer_sign_in(visit)
    st.stop()


def _offer_sign_in(visit: Visit) -> None:
    # Not st.link_button, which opens another tab; and one comes back to the page that was asked for.
    kept = urlencode([(name, value) for name, value in st.query_params.items() if name != "lang"])
    target = _path() + (f"?{kept}" if kept else "")
    href = "/sign-in?" + urlencode({"next": target or "/"})
    st.html(f'<a class="main-link" href="{escape(href)}" target="_self">{escape(visit.say("shell-sign-in"))}</a>')


def _path() -> str:
    return urlsplit(st.context.url or "").path


def show_problem(visit: Visit, problem: Refused | StationsError) -> None:
    """Say what was refused or went wrong, in the visitor's language."""
    st.error(explain(visit.lang, problem))


@contextmanager
def guard() -> Iterator[None]:
    """Turn whatever is raised inside into a sentence: ours by its code, a bug by a reference that the log knows."""
    try:
        yield
    except StationsError as problem:
        st.error(explain(language(), problem))
    except Exception:
        # The address is left out of the log: it may hold where somebody is, or the secret of a booking.
        reference = secrets.token_hex(4)
        log.exception("page failed", reference=reference)
        st.error(f"{say(language(), 'something-wrong')} {say(language(), 'error-reference', reference=reference)}")


def param(name: str) -> str:
    """Return a value of the address bar, "" where there is none."""
    return str(st.query_params.get(name, ""))


def set_params(**values: str | None) -> None:
    """Write values into the address bar; an empty one is taken out. Nothing is sent when nothing changes."""
    for name, value in values.items():
        if (value or "") == param(name):
            continue
        if value:
            st.query_params[name] = value
        else:
            del st.query_params[name]


def site_address() -> str:
    """Return the site's own address without a slash at the end, for links that leave the page."""
    if settings().public_url:
        return settings().public_url.rstrip("/")
    here = urlsplit(st.context.url or "")
    return f"{here.scheme}://{here.netloc}" if here.netloc else ""


def client_address() -> str:
    """Return the network address that asks, for limits on attempts."""
    peer = st.context.ip_address or "local"
    return believed(peer, [st.context.headers.get("X-Forwarded-For") or ""], settings().trusted_proxies)
