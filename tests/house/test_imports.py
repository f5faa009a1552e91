"""Imports run one way: app and pages → ui → actions → storage → rules; web → actions; actions → exchange and channels → rules."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from stations.settings import ROOT

ROOMS = ("ui", "web", "actions", "storage", "exchange", "channels")
ALLOWED = {
    "rules": set(),
    "storage": {"rules"},
    "exchange": {"rules"},
    "channels": {"rules"},
    "actions": {"rules", "storage", "exchange", "channels"},
    "ui": {"rules", "actions", "exchange"},
    "web": {"rules", "actions", "exchange", "channels"},
    "top": {"rules", "actions", "exchange", "ui", "web"},
    "command": {"rules", "actions", "exchange", "channels", "web"},
}
# value types of storage that actions hand on; pages and routes may name them, never call storage
FOREIGN = {
    "streamlit": {"ui", "top"},
    "folium": {"ui", "top"},
    "branca": {"ui", "top"},
    "sqlite_utils": {"storage"},
    "sqlite3": {"storage"},
    "pysqlite3": {"storage"},
    "psycopg": {"storage"},
    "psycopg_pool": {"storage"},
    "fastapi": {"web"},
    "apprise": {"channels"},
    "requests": {"channels"},
    "httpx": {"channels"},
    "smtplib": {"channels"},
}


def files() -> list[Path]:
    return [ROOT / "app.py", *sorted((ROOT / "pages").glob("*.py")), *sorted((ROOT / "stations").rglob("*.py"))]


def room_of(path: Path) -> str:
    parts = path.relative_to(ROOT).parts
    if parts[0] != "stations":
        return "top"
    if parts[1] == "__main__.py":
        return "command"
    return parts[1] if parts[1] in ROOMS else "rules"


def imported(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            names.add(node.module)
            names.update(f"{node.module}.{alias.name}" for alias in node.names if node.module == "stations")
    return names


@pytest.mark.parametrize("path", files(), ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_run_one_way(path: Path) -> None:
    room = room_of(path)
    wrong = []
    for name in imported(path):
        first, *rest = name.split(".")
        if first == "stations" and rest:
            target = rest[0] if rest[0] in ROOMS else "rules"
            if target != room and target not in ALLOWED[room]:
                wrong.append(name)
        elif first in FOREIGN and room not in FOREIGN[first]:
            wrong.append(name)
    assert wrong == []


def test_relative_imports_are_not_used() -> None:
    for path in files():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            assert not (isinstance(node, ast.ImportFrom) and node.level), path
