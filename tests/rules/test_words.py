"""Words: the three languages say the same things, every code is worded, and the right language is chosen."""

from __future__ import annotations

import ast
import re
from functools import cache

import pytest
from fluent.syntax import FluentParser
from fluent.syntax import ast as ftl
from fluent.syntax.visitor import Visitor

from stations.amenities import AmenityState, CheckedBy
from stations.bookings import CATEGORIES, BookingStatus
from stations.errors import Code, NotFound, Refused
from stations.letters import Reason
from stations.notices import NoticeKind
from stations.roles import Role
from stations.schedule import WAYS_IN
from stations.sessions import AUDIENCES, SessionStatus
from stations.settings import ROOT
from stations.station import JURISDICTIONS, Audience, ParkingFee, Position, Side
from stations.words import FOLDER, LANGUAGES, can_say, choose_language, explain, explain_code, pick, say

AREAS = sorted({path.name for path in FOLDER.glob("*/*.ftl")})
CHINESE = re.compile(r"[\u4e00-\u9fff]")

FAMILIES = {
    "amenity": tuple(AmenityState),
    "checked-by": tuple(CheckedBy),
    "role": tuple(Role),
    "audience": tuple(Audience),
    "way-in": WAYS_IN,
    "side": tuple(Side),
    "parking-fee": tuple(ParkingFee),
    "position": tuple(Position),
    "session-status": tuple(SessionStatus),
    "session-audience": AUDIENCES,
    "booking": tuple(BookingStatus),
    "category": CATEGORIES,
    "jurisdiction": JURISDICTIONS,
    "notice": tuple(NoticeKind),
    "message": tuple(NoticeKind),
    "telling-failed": tuple(Reason),
    "language": LANGUAGES,
    "error": tuple(Code),
}
WORDED = [f"{family}-{member}" for family, members in FAMILIES.items() for member in members]
SENTENCES = [
    *(f"way-in-{way}-how" for way in WAYS_IN),
    *(f"audience-{audience}-note" for audience in Audience),
    *(f"side-{side}-note" for side in Side),
    *(f"hours-way-in-{way}" for way in WAYS_IN),
    *(f"amenity-{state}-note" for state in AmenityState),
    *(f"message-{kind}-subject" for kind in NoticeKind),
]


class _Variables(Visitor):
    def __init__(self) -> None:
        self.names: set[str] = set()

    def visit_VariableReference(self, node: ftl.VariableReference) -> None:
        self.names.add(node.id.name)


@cache
def _messages(lang: str, area: str) -> dict[str, frozenset[str]]:
    """The keys of one file, each with the variables that its sentence needs."""
    resource = FluentParser().parse((FOLDER / lang / area).read_text(encoding="utf-8"))
    found: dict[str, frozenset[str]] = {}
    for entry in resource.body:
        assert not isinstance(entry, ftl.Junk), f"{lang}/{area}: {entry.content}"
        if isinstance(entry, ftl.Message):
            assert entry.id.name not in found, f"{lang}/{area}: {entry.id.name} twice"
            variables = _Variables()
            variables.visit(entry)
            found[entry.id.name] = frozenset(variables.names)
    return found


def _error_variables(lang: str) -> dict[str, frozenset[str]]:
    return _messages(lang, "errors.ftl")


def _sample(names: frozenset[str]) -> dict[str, int]:
    return dict.fromkeys(names, 2)


@pytest.mark.parametrize("area", AREAS)
def test_the_three_languages_hold_the_same_keys_with_the_same_arguments(area: str) -> None:
    ours = _messages("zh-Hans", area)
    assert ours
    for lang in LANGUAGES:
        assert _messages(lang, area) == ours, lang


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_key_is_worded_in_two_areas(lang: str) -> None:
    keys = [key for area in AREAS for key in _messages(lang, area)]
    assert sorted(keys) == sorted(set(keys))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_sentence_can_be_said(lang: str) -> None:
    for area in AREAS:
        for key, variables in _messages(lang, area).items():
            assert say(lang, key, **_sample(variables)).strip(), key


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("key", [*WORDED, *SENTENCES])
def test_every_member_of_a_family_is_worded(lang: str, key: str) -> None:
    assert can_say(lang, key)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_error_code_is_worded_that_does_not_exist(lang: str) -> None:
    known = {f"error-{code}" for code in Code}
    assert {key for key in _error_variables(lang) if key.startswith("error-")} - known - {"error-reference"} == set()


def test_every_raised_code_brings_the_arguments_of_its_sentence() -> None:
    needed = _error_variables("en")
    calls = [
        (path.name, name, given)
        for path in sorted((ROOT / "stations").rglob("*.py"))
        for name, given in _calls_with_a_code(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert len(calls) > 20
    assert [call for call in calls if needed[f"error-{Code[call[1]]}"] - call[2]] == []


def _calls_with_a_code(tree: ast.AST) -> list[tuple[str, frozenset[str]]]:
    """Calls like ``InvalidInput(Code.X, …, most=3)``: the code's name and the keywords given."""
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Attribute):
            code = node.args[0]
            if isinstance(code.value, ast.Name) and code.value.id == "Code" and _makes_a_problem(node):
                found.append((code.attr, _given(node)))
    return found


def _makes_a_problem(call: ast.Call) -> bool:
    known = {"Refused", "Forbidden", "NotFound", "InvalidInput", "Conflict", "DatabaseUnavailable"}
    return isinstance(call.func, ast.Name) and call.func.id in known


def _given(call: ast.Call) -> frozenset[str]:
    """Keyword arguments, and the literal keys of a mapping (``Refused(Code.X, {"most": 3})``)."""
    mappings = [value for value in (*call.args, *(word.value for word in call.keywords)) if isinstance(value, ast.Dict)]
    literal = {key.value for mapping in mappings for key in mapping.keys if isinstance(key, ast.Constant)}
    return frozenset({word.arg for word in call.keywords if word.arg} | {str(key) for key in literal})


def _audited() -> set[str]:
    """The names of events in the actions, such as ``station.hours-set``."""
    names = set()
    for path in sorted((ROOT / "stations" / "actions").glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and re.fullmatch(r"[a-z]+\.[a-z]+(-[a-z]+)*", str(node.value)):
                names.add(str(node.value))
    return {name for name in names if not name.endswith(".json")}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_event_of_the_audit_log_is_worded(lang: str) -> None:
    events = _audited()
    assert {"report.sent", "device.blocked", "station.position-set", "account.created"} <= events
    assert [name for name in sorted(events) if not can_say(lang, f"audit-{name.replace('.', '-')}")] == []


@pytest.mark.parametrize("area", AREAS)
def test_english_is_not_left_in_chinese(area: str) -> None:
    for key in _messages("en", area).keys() - {"language-zh-Hans", "language-zh-Hant", "demo-badge"}:
        text = say("en", key, **_sample(_messages("en", area)[key]))
        assert not CHINESE.search(text), key


@pytest.mark.parametrize(
    ("lang", "foreign"),
    [
        ("zh-Hant", "预 约 驿 车 电 请 间 这 时 门 网络 软件 里面 什么 手机"),
        ("zh-Hans", "預 約 驛 車 電 請 間 這 時 門 甚麼 裏 的士"),
    ],
)
@pytest.mark.parametrize("area", ["common.ftl", "errors.ftl", "privacy.ftl"])
def test_each_script_keeps_to_its_own_characters_and_words(lang: str, foreign: str, area: str) -> None:
    own_name_of_a_language = {"language-zh-Hans", "language-zh-Hant"}
    for key in _messages(lang, area).keys() - own_name_of_a_language:
        text = say(lang, key, **_sample(_messages(lang, area)[key]))
        assert [word for word in foreign.split() if word in text] == [], key


@pytest.mark.parametrize("area", AREAS)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_nothing_is_shouted(lang: str, area: str) -> None:
    for key, variables in _messages(lang, area).items():
        assert not {"!", "！"} & set(say(lang, key, **_sample(variables))), key


@pytest.mark.parametrize(
    ("lang", "key", "args", "text"),
    [
        ("en", "ago-days", {"days": 1}, "1 day ago"),
        ("en", "ago-days", {"days": 3}, "3 days ago"),
        ("zh-Hans", "ago-months", {"months": 5}, "5 个月前"),
        ("zh-Hant", "ago-months", {"months": 5}, "5 個月前"),
        ("en", "distance-km", {"km": 2.8}, "2.8 km"),
        ("zh-Hans", "distance-m", {"m": 650}, "650 米"),
        ("zh-Hant", "call-emergency", {"number": "999"}, "致電 999"),
    ],
)
def test_arguments_are_filled_in(lang: str, key: str, args: dict[str, object], text: str) -> None:
    assert say(lang, key, **args) == text


def test_the_consent_notice_names_the_days_until_erasure() -> None:
    for lang in LANGUAGES:
        assert "30" in say(lang, "privacy-summary", days=30)
        assert "30" in say(lang, "privacy-5", days=30, answer_days=7)
        assert "7" in say(lang, "privacy-5", days=30, answer_days=7)


def test_a_key_that_is_not_worded_is_a_lookup_error() -> None:
    with pytest.raises(LookupError):
        say("en", "no-such-key")
    assert not can_say("en", "no-such-key")


def test_a_refusal_and_an_error_are_explained_in_the_persons_language() -> None:
    assert explain("en", Refused(Code.SLOT_FULL)) == "This slot has just filled up. Please choose another."
    assert explain("zh-Hant", Refused(Code.PASSWORD_WEAK, {"least": 10})).startswith("密碼最少要有 10 個字元")
    assert explain("zh-Hans", NotFound(Code.STATION_NOT_FOUND)) == explain_code("zh-Hans", Code.STATION_NOT_FOUND)


@pytest.mark.parametrize(
    ("names", "lang", "picked"),
    [
        ({"zh-Hans": "站", "zh-Hant": "驛", "en": "S"}, "zh-Hant", "驛"),
        ({"zh-Hans": "站", "en": "S"}, "zh-Hant", "站"),
        ({"zh-Hant": "驛", "en": "S"}, "zh-Hans", "驛"),
        ({"en": "S"}, "zh-Hant", "S"),
        ({"zh-Hans": "站", "zh-Hant": "驛"}, "en", "站"),
        ({"zh-Hant": "驛"}, "en", "驛"),
        ({"zh-Hans": "", "en": "S"}, "zh-Hans", "S"),
        ({}, "en", ""),
    ],
)
def test_a_name_is_picked_in_the_nearest_language(names: dict[str, str], lang: str, picked: str) -> None:
    assert pick(names, lang) == picked


@pytest.mark.parametrize(
    ("wishes", "lang"),
    [
        (("zh-Hant",), "zh-Hant"),
        (("zh-CN",), "zh-Hans"),
        (("zh",), "zh-Hans"),
        (("zh-HK",), "zh-Hant"),
        (("zh-MO",), "zh-Hant"),
        (("zh_TW",), "zh-Hant"),
        (("zh-Hans-HK",), "zh-Hans"),
        (("yue",), "zh-Hant"),
        (("yue-Hans",), "zh-Hans"),
        (("en-GB",), "en"),
        (("EN",), "en"),
        (("fr-FR,fr;q=0.9,en;q=0.8",), "en"),
        (("en;q=0.3,zh-HK;q=0.9",), "zh-Hant"),
        (("en;q=0,zh-CN",), "zh-Hans"),
        (("en;q=oops,zh-HK",), "zh-Hant"),
        (("pt-PT",), "zh-Hans"),
        ((None, "", "en-US"), "en"),
        (("fr", "en"), "en"),
        (("zh-HK", "en"), "zh-Hant"),
        ((), "zh-Hans"),
        (("x" * 5000,), "zh-Hans"),
        ((";;,,=,q",), "zh-Hans"),
    ],
)
def test_the_language_follows_the_first_wish_that_names_one_of_ours(wishes: tuple[str | None, ...], lang: str) -> None:
    assert choose_language(*wishes) == lang
