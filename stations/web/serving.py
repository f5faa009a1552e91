"""Starting the server from a command: a plain sentence when it cannot start, good options when it can."""

from __future__ import annotations

import errno
import os
import socket
import sys

import uvicorn

from stations.settings import ROOT
from stations.words import say

_TALK = ("zh-Hans", "en")


def run(host: str = "127.0.0.1", port: int = 8501) -> int:
    """Serve until stopped; return the exit status (1 where the address cannot be had)."""
    problem = why_not(host, port)
    if problem is not None:
        key, args = problem
        _tell(key, **args)
        return 1
    os.chdir(ROOT)  # Streamlit reads .streamlit/config.toml from here
    _tell(
        "web-terminal-serving", url=f"http://{'localhost' if host in ('127.0.0.1', '0.0.0.0', '::') else host}:{port}"
    )
    uvicorn.run(
        "app:app",
        app_dir=str(ROOT),
        host=host,
        port=port,
        log_level="warning",
        access_log=False,
        proxy_headers=False,  # how many proxies to believe is a setting of ours, read where an address is needed
        ws_per_message_deflate=False,  # a tenth of a rerun's time, for messages of some hundred bytes each
        ws_max_size=32 * 1024 * 1024,
        timeout_keep_alive=75,
        timeout_graceful_shutdown=5,
    )
    return 0


def why_not(host: str, port: int) -> tuple[str, dict[str, str]] | None:
    """Return why one cannot listen there, as a key and its arguments, or None where one can."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except PermissionError:
            return "web-terminal-port-forbidden", {"port": str(port), "other": "8501"}
        except OSError as problem:
            if problem.errno == errno.EADDRINUSE:
                return "web-terminal-port-used", {"port": str(port), "other": str(port + 1 if port < 65535 else 8501)}
            return "web-terminal-address-wrong", {"host": host}
    return None


def _tell(key: str, **args: str) -> None:
    print(*(say(lang, key, **args) for lang in _TALK), sep="\n", file=sys.stderr, flush=True)  # noqa: T201
