"""The documents say what the program does: the settings' table, the commands of the README, the links."""

from __future__ import annotations

import re

import pytest
from pydantic import SecretStr

from stations.exchange.station_columns import COLUMNS
from stations.passwords import OUR_WORDS
from stations.schedule import WAYS_IN
from stations.settings import ROOT, Settings
from stations.station import Audience, ParkingFee, Side
from stations.ui.import_options import base_of

DOCUMENTS = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]


def settings_table() -> str:
    rows = []
    for name, field in Settings.model_fields.items():
        default = field.default.get_secret_value() if isinstance(field.default, SecretStr) else field.default
        shown = f"`{int(default) if isinstance(default, bool) else default}`" if default not in ("",) else ""
        shown = "`sqlite:///…/var/stations.db`" if name == "database_url" else shown
        rows.append(f"| `STATIONS_{name.upper()}` | {shown} | {field.description} |")
    return "\n".join(rows)


def test_the_table_of_settings_is_complete_and_true() -> None:
    document = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
    assert settings_table() in document, f"docs/settings.md should hold:\n{settings_table()}"


def test_every_column_of_a_list_is_explained() -> None:
    document = (ROOT / "docs" / "lists.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`([a-z_]+)…?`", document))
    assert {column for column in COLUMNS if base_of(column) not in named} == set()
    for codes in (WAYS_IN, Audience, Side, ParkingFee):
        assert set(map(str, codes)) <= named


def test_every_make_command_in_the_readme_exists() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))
    named = set(re.findall(r"`make ([a-z]+)", (ROOT / "README.md").read_text(encoding="utf-8")))
    assert {"run", "test"} <= named
    assert named <= targets


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_between_documents_lead_somewhere(document) -> None:
    text = document.read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)#:]+)\)", text):
        assert (document.parent / target).exists(), target


SECURITY = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
NAMED_PLACES = sorted(set(re.findall(r"`((?:tests|stations|pages|deploy)/[\w./@-]+)(?:::(\w+))?`", SECURITY)))


@pytest.mark.parametrize(("path", "name"), NAMED_PLACES, ids=lambda part: part)
def test_every_module_function_and_test_named_for_security_exists(path: str, name: str) -> None:
    text = (ROOT / path).read_text(encoding="utf-8")
    assert not name or re.search(rf"^(?:(?:async )?def|class) {name}\b|^{name}(?::.*)? =", text, re.MULTILINE), name


def test_every_item_of_security_says_its_state_and_what_is_met_names_its_test() -> None:
    rows = re.findall(r"^\| (\d+\.\d+\.\d+) \| [^|]+ \| ([^|]+) \| (.+) \|$", SECURITY, re.MULTILINE)
    assert len({item for item, _, _ in rows}) == len(rows) > 60
    assert {state for _, state, _ in rows} == {"met", "in part", "not done", "does not apply"}
    assert [item for item, state, how in rows if state == "met" and "`tests/" not in how and " test" not in how] == []
    assert SECURITY.count("`tests/") >= sum(text.startswith("tests/") for text, _ in NAMED_PLACES) > 70


def test_the_words_that_make_no_password_are_all_told() -> None:
    assert ", ".join(OUR_WORDS) in SECURITY.replace("\n", " ")


def test_ci_runs_what_the_readme_says() -> None:
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert "\nmake check\nmake test\n" in script


def test_the_requirements_are_pinned() -> None:
    for name in ("requirements.txt", "requirements-test.txt", "requirements.in"):
        for line in (ROOT / name).read_text(encoding="utf-8").splitlines():
            assert not line.strip() or line.startswith("#") or re.fullmatch(r"[\w.\[\]-]+==[\w.]+", line), line
