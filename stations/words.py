"""Words on the screen, in three languages, from the Fluent files in ``locale/``.

A key is looked up in the asked language; the files are read once per process. What the product must be able to say in
every language is held by a test that compares the keys of the three folders.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path

from fluent.runtime import FluentBundle, FluentResource

from stations.errors import Code, Refused, StationsError

LANGUAGES = ("zh-Hans", "zh-Hant", "en")
DEFAULT_LANGUAGE = "zh-Hans"
LANGUAGE_NAMES = {"zh-Hans": "简体中文", "zh-Hant": "繁體中文", "en": "English"}
_LOCALES = {"zh-Hans": "zh-CN", "zh-Hant": "zh-HK", "en": "en-GB"}
_FALLBACKS = {"zh-Hans": ("zh-Hant", "en"), "zh-Hant": ("zh-Hans", "en"), "en": ("zh-Hans", "zh-Hant")}
FOLDER = Path(__file__).parent / "locale"

Names = Mapping[str, str]


@cache
def _bundle(lang: str) -> FluentBundle:
    bundle = FluentBundle([_LOCALES[lang]], use_isolating=False)
    for path in sorted((FOLDER / lang).glob("*.ftl")):
        bundle.add_resource(FluentResource(path.read_text(encoding="utf-8")))
    return bundle


@cache
def _say_plain(lang: str, key: str) -> str:
    return _format(lang, key, {})


@lru_cache(maxsize=4096)
def _say_numbers(lang: str, key: str, args: tuple[tuple[str, int], ...]) -> str:
    """Return a sentence whose blanks are numbers only: these tell nothing of a person, so they may be remembered."""
    return _format(lang, key, dict(args))


def _format(lang: str, key: str, args: Mapping[str, object]) -> str:
    message = _bundle(lang).get_message(key)
    if message.value is None:
        raise KeyError(key)
    text, errors = _bundle(lang).format_pattern(message.value, dict(args))
    if errors:
        raise errors[0]
    return str(text)


def say(lang: str, key: str, /, **args: object) -> str:
    """Return the sentence ``key`` in ``lang`` with ``args`` filled in.

    Raises:
        LookupError: the key is not in the language's files: a bug, which a test over all keys finds.
    """
    if not args:
        return _say_plain(lang, key)
    numbers = tuple((name, value) for name, value in args.items() if type(value) is int)
    return _say_numbers(lang, key, numbers) if len(numbers) == len(args) else _format(lang, key, args)


def can_say(lang: str, key: str) -> bool:
    """Tell whether ``key`` has a sentence in ``lang``."""
    return bool(_bundle(lang).has_message(key))


def explain(lang: str, problem: Refused | StationsError) -> str:
    """Return the sentence for a refusal or an error of ours, in ``lang``."""
    args = problem.args if isinstance(problem, Refused) else problem.args_
    return explain_code(lang, problem.code, args)


def explain_code(lang: str, code: Code, args: Mapping[str, str | int] | None = None) -> str:
    """Return the sentence for an error code, in ``lang``."""
    return _format(lang, f"error-{code}", args or {})


def pick(names: Names, lang: str) -> str:
    """Return the name in ``lang``, or in the nearest language there is ("" when there is none at all)."""
    for candidate in (lang, *_FALLBACKS[lang]):
        if names.get(candidate):
            return names[candidate]
    return ""


def choose_language(*wishes: str | None) -> str:
    """Return the first of our languages that one of ``wishes`` asks for.

    Each wish is a language tag (``zh-HK``) or an Accept-Language header (RFC 9110 §12.5.4); the first wish that names
    one of our languages wins. Chinese of Taiwan, Hong Kong and Macao is written in traditional characters.
    """
    for wish in wishes:
        for tag in _tags_by_weight(wish or ""):
            lang = _language_of(tag)
            if lang:
                return lang
    return DEFAULT_LANGUAGE


def _tags_by_weight(header: str) -> list[str]:
    weighted = []
    for part in header[:200].split(","):
        tag, _, parameter = part.strip().partition(";")
        weighted.append((_weight(parameter), tag.strip().lower().replace("_", "-")))
    return [tag for weight, tag in sorted(weighted, key=lambda pair: -pair[0]) if weight > 0]


def _weight(parameter: str) -> float:
    name, _, value = parameter.strip().partition("=")
    if name.strip() != "q":
        return 1.0
    try:
        return float(value)
    except ValueError:
        return 0.0


def _language_of(tag: str) -> str | None:
    parts = tag.split("-")
    if parts[0] == "en":
        return "en"
    if parts[0] not in ("zh", "yue"):
        return None
    traditional = parts[0] == "yue" or not {"hant", "hk", "mo", "tw"}.isdisjoint(parts)
    return "zh-Hant" if traditional and "hans" not in parts else "zh-Hans"
