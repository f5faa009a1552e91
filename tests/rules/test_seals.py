"""Digests, seals, and what a check of the trail says of each way to tamper with it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest

from stations.seals import Line, Seal, digest_of, digest_of_detail, digest_of_entry, is_as_written, next_seal
from stations.trail_check import Check, Finding, Link, Verdict

AT = "2026-11-22T02:00:00Z"
Chain = list[list[Link]]


def sha(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def line(number: int, at: str = AT, action: str = "booking.created", detail: str = '{"to":"booked"}') -> Line:
    salt = f"{number:032x}"
    made = Line(number, at, action, "driver", "", f"b{number}", "hzmb-port", detail, salt, sha(salt + detail), "", None)
    return replace(made, digest=digest_of(made))


def written(one: Line) -> bool:
    return is_as_written(one, digest_of(one))


def redacted(one: Line) -> Line:
    return replace(one, detail="{}", salt="", redacted_at="2026-12-30T00:00:00Z")


def chained(*groups: tuple[str, Sequence[Line]]) -> Chain:
    """Seals, each at an instant over some lines."""
    last: Seal | None = None
    made: Chain = []
    for sealed_at, lines in groups:
        last = next_seal(last, sealed_at, True, [(one.id, one.digest) for one in lines])
        made.append([Link(last.number, one.id, one.digest, last, one) for one in lines])
    return made


def checked(chain: Chain, unsealed: Sequence[Line] = (), seals: int | None = None) -> Verdict:
    check = Check()
    for links in chain:
        check.take(links)
    for one in unsealed:
        check.take_unsealed(one)
    return check.end(len(chain) if seals is None else seals, "", False)


def two_seals() -> Chain:
    return chained(
        ("2026-11-22T02:01:00Z", [line(1), line(2)]),
        ("2026-11-22T02:02:00Z", [line(4), line(3, "2026-11-22T02:01:30Z")]),
    )


def test_the_digests_are_what_the_documents_say() -> None:
    detail = digest_of_detail("ab" * 16, '{"to":"booked"}')
    assert detail == sha("ab" * 16 + '{"to":"booked"}')
    assert digest_of_entry(AT, "a.b", "driver", "", "主", "s", detail) == sha(
        f'["{AT}","a.b","driver","","主","s","{detail}"]'
    )
    first = next_seal(None, AT, True, [(1, "aa"), (2, "bb")])
    assert first.hash == sha(f'[1,"","{AT}",true,[[1,"aa"],[2,"bb"]]]')
    assert next_seal(first, AT, False, [(3, "cc")]).hash == sha(f'[2,"{first.hash}","{AT}",false,[[3,"cc"]]]')


def test_fields_do_not_run_into_each_other() -> None:
    assert digest_of_entry(AT, "a", "bc", "", "", "", "") != digest_of_entry(AT, "ab", "c", "", "", "", "")


@pytest.mark.parametrize(
    "change",
    [{"at": "2026-11-22T02:00:01Z"}, {"action": "x"}, {"role": "system"}, {"account_id": "x"}, {"subject": "x"},
     {"station_id": "x"}, {"detail_digest": "x"}],
)  # fmt: skip
@pytest.mark.parametrize("is_redacted", [False, True])
def test_every_field_is_proven_whether_an_entry_is_redacted_or_not(change: dict[str, str], is_redacted: bool) -> None:
    whole = redacted(line(1)) if is_redacted else line(1)
    assert written(whole)
    assert not written(replace(whole, **change))  # type: ignore[arg-type]


@pytest.mark.parametrize("change", [{"detail": '{"to":"cancelled"}'}, {"salt": "00" * 16}])
def test_the_detail_and_its_salt_are_proven_until_they_are_redacted(change: dict[str, str]) -> None:
    assert not written(replace(line(1), **change))  # type: ignore[arg-type]
    assert not written(replace(redacted(line(1)), **change))  # type: ignore[arg-type]


def test_a_trail_that_nobody_touched_is_well_and_counted() -> None:
    noted = line(5, "2026-12-30T00:00:00Z", "audit.redacted", '{"entries":1}')
    chain = two_seals()
    chain[0][0] = replace(chain[0][0], line=redacted(line(1)))
    verdict = checked(chain, [noted])
    assert verdict == Verdict(5, 1, 1, 2, chain[1][0].seal, None)
    assert verdict.is_well
    assert checked([]) == Verdict(0, 0, 0, 0, None, None)


def _change_a_line(chain: Chain) -> None:
    chain[0][1] = replace(chain[0][1], line=replace(line(2), account_id="somebody else"))


def _change_a_line_with_its_digest(chain: Chain) -> None:
    changed = replace(line(2), account_id="somebody else")
    chain[0][1] = replace(chain[0][1], line=replace(changed, digest=digest_of(changed)))


def _change_a_line_with_its_digest_and_link(chain: Chain) -> None:
    _change_a_line_with_its_digest(chain)
    changed = chain[0][1].line
    assert changed
    chain[0][1] = replace(chain[0][1], digest=changed.digest)


def _reseal_the_first(chain: Chain) -> None:
    _change_a_line_with_its_digest_and_link(chain)
    forged = next_seal(None, "2026-11-22T02:01:00Z", True, [(link.audit_id, link.digest) for link in chain[0]])
    chain[0] = [replace(link, seal=forged) for link in chain[0]]


def _delete_a_line(chain: Chain) -> None:
    chain[1][0] = replace(chain[1][0], line=None)


def _delete_a_line_with_its_link(chain: Chain) -> None:
    del chain[1][0]


def _delete_a_seal(chain: Chain) -> None:
    chain[0] = [replace(link, seal=None) for link in chain[0]]


def _delete_a_seal_with_its_links(chain: Chain) -> None:
    del chain[0]


def _put_the_links_in_another_order(chain: Chain) -> None:
    chain[0].reverse()


def _change_the_time_of_a_seal(chain: Chain) -> None:
    seal = chain[1][0].seal
    assert seal
    chain[1] = [replace(link, seal=replace(seal, sealed_at="2026-11-22T02:03:00Z")) for link in chain[1]]


def _add_a_line_of_long_ago(chain: Chain) -> None:
    chain[:] = chained(
        ("2026-11-22T02:01:00Z", [line(1), line(2)]), ("2026-11-22T02:02:00Z", [line(3, "2026-11-22T01:00:59Z")])
    )


def _redact_without_a_note(chain: Chain) -> None:
    chain[0][0] = replace(chain[0][0], line=redacted(line(1)))


@pytest.mark.parametrize(
    ("tamper", "finding"),
    [
        (_change_a_line, Finding("entry-changed", 2)),
        (_change_a_line_with_its_digest, Finding("entry-changed", 2)),
        (_change_a_line_with_its_digest_and_link, Finding("seal-broken", 1)),
        (_reseal_the_first, Finding("seal-broken", 2)),
        (_delete_a_line, Finding("entry-missing", 4)),
        (_delete_a_line_with_its_link, Finding("seal-broken", 2)),
        (_delete_a_seal, Finding("seal-broken", 1)),
        (_delete_a_seal_with_its_links, Finding("seal-broken", 1)),
        (_put_the_links_in_another_order, Finding("seal-broken", 1)),
        (_change_the_time_of_a_seal, Finding("seal-broken", 2)),
        (_add_a_line_of_long_ago, Finding("entry-added", 3)),
        (_redact_without_a_note, Finding("redaction-unnoted", 1)),
    ],
)
def test_the_first_thing_that_is_wrong_is_told(tamper: Callable[[Chain], None], finding: Finding) -> None:
    chain = two_seals()
    assert checked(chain).is_well
    tamper(chain)
    assert checked(chain).finding == finding


def test_a_seal_whose_links_are_gone_is_missed() -> None:
    chain = two_seals()
    assert checked(chain[:1], seals=2).finding == Finding("seal-broken", 2)


@pytest.mark.parametrize(
    ("at", "is_well"), [("2026-11-22T01:02:00Z", True), ("2026-11-22T01:01:59Z", False)], ids=["an hour", "more"]
)
def test_an_entry_that_was_committed_late_is_well_and_one_that_was_added_later_is_not(at: str, is_well: bool) -> None:
    assert checked(two_seals(), [line(9, at)]).is_well is is_well


def test_a_backlog_that_takes_several_seals_is_old_without_being_wrong() -> None:
    old = [line(number, f"2020-01-0{number}T00:00:00Z") for number in (1, 2, 3)]
    first = next_seal(None, AT, False, [(1, old[0].digest)])
    second = next_seal(first, AT, False, [(2, old[1].digest)])
    third = next_seal(second, AT, True, [(3, old[2].digest)])
    chain = [
        [Link(seal.number, one.id, one.digest, seal, one)]
        for seal, one in zip((first, second, third), old, strict=True)
    ]
    assert checked(chain).is_well
    assert checked(chain, [line(4, "2020-01-04T00:00:00Z")]).finding == Finding("entry-added", 4)


@pytest.mark.parametrize("detail", ["{}", "[]", "junk", '{"entries":"many"}', '{"entries":null}'])
def test_a_forged_note_of_a_redaction_counts_for_nothing(detail: str) -> None:
    forged = line(9, "2026-11-22T02:03:00Z", "audit.redacted", detail)
    assert checked(two_seals(), [forged]).is_well
    _redact_without_a_note(chain := two_seals())
    assert checked(chain, [forged]).finding == Finding("redaction-unnoted", 1)


def test_a_seal_that_the_program_did_not_write_does_not_stop_the_check() -> None:
    forged = chained(("whenever", [line(1)]), ("2026-11-22T02:01:00Z", [line(2)]))
    assert checked(forged).is_well
