"""The score: what counts as found, missed and false, and that it can tell."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest

from streams.newsroom.score import score

PAGE, OTHER = "a" * 32, "b" * 32
URL = "http://127.0.0.1:1/a"
OLD = "The bridge was closed on Monday."
NEW = "The bridge was closed on Tuesday."
NEWER = "The bridge was closed on Friday."
MORE = "Divers will look at the pier next week."


def at(second: float) -> str:
    return f"2026-03-01T08:{int(second) // 60:02}:{second % 60:06.3f}Z"


def line(second: float, what: str, **values: Any) -> dict[str, Any]:
    return {"time": at(second), "elapsed": second, "what": what, "url": URL, "page": PAGE, **values}


def edited(second: float, removed: list[str], added: list[str], **values: Any) -> dict[str, Any]:
    rest = {"kind": "number", "moved": [], "headline": None, "version": 1} | values
    return line(second, "edited", removed=removed, added=added, **rest)


def revised(old: float, new: float, *edits: tuple[str | None, str | None], **values: Any) -> dict[str, Any]:
    listed = [{"op": "edited", "old": before, "new": after} for before, after in edits]
    value = {
        "basis": "own_history", "page": PAGE, "url": URL, "from": {"captured_at": at(old)},
        "to": {"captured_at": at(new)}, "captured_at": at(new), "headline": None, "edits": listed, **values,
    }  # fmt: skip
    return {"topic": "article.revised", "value": value}


def ledger(*lines: dict[str, Any], end: float = 300) -> list[dict[str, Any]]:
    first = [line(0, "site", lies=False), line(0, "published")]
    return [*first, *lines, {"time": at(end), "elapsed": end, "what": "ended"}]


FOUND = ledger(edited(60, [OLD], [NEW]))
EVENT = revised(5, 65, (OLD, NEW))


def test_an_edit_that_a_revision_tells_is_found() -> None:
    found = score(FOUND, [EVENT], 10)
    assert (found.edits, found.found, found.missed, found.false) == (1, 1, 0, 0)
    assert found.delay_max == pytest.approx(5.0)


def test_a_dropped_event_is_a_missed_edit() -> None:
    assert score(FOUND, [], 10).missed == 1


def test_an_event_without_an_edit_is_false() -> None:
    invented = revised(65, 120, (NEW, NEWER))
    found = score(FOUND, [EVENT, invented], 10)
    assert (found.found, found.false) == (1, 1)
    assert found.false_revisions[0]["edits"][0]["new"] == NEWER


def test_an_event_of_a_page_that_does_not_exist_is_false() -> None:
    assert score(FOUND, [EVENT, revised(5, 65, (OLD, NEW), page=OTHER)], 10).false == 1


def test_a_revision_that_names_one_sentence_too_many_is_false() -> None:
    found = score(FOUND, [revised(5, 65, (OLD, NEW), (None, "Please donate to us today."))], 10)
    assert (found.false, found.missed) == (1, 1)


def test_a_revision_before_its_edit_is_false() -> None:
    assert score(FOUND, [revised(5, 50, (OLD, NEW))], 10).false == 1


def test_two_edits_between_two_looks_are_one_revision_and_both_found() -> None:
    lines = ledger(edited(60, [OLD], [NEW]), edited(63, [], [MORE]))
    found = score(lines, [revised(5, 65, (OLD, NEW), (None, MORE))], 10)
    assert (found.found, found.missed, found.false, found.revisions) == (2, 0, 0, 1)


def test_a_revision_that_tells_half_of_what_happened_misses_the_other_half() -> None:
    lines = ledger(edited(60, [OLD], [NEW]), edited(63, [], [MORE]))
    found = score(lines, [revised(5, 65, (OLD, NEW))], 10)
    assert (found.found, found.missed, found.false) == (1, 1, 0)


def test_an_edit_overwritten_within_the_poll_interval_is_not_missed() -> None:
    lines = ledger(edited(60, [], [NEW]), edited(63, [NEW], [NEWER]))
    found = score(lines, [revised(5, 65, (None, NEWER))], 10)
    assert (found.found, found.unseen, found.missed, found.false) == (1, 1, 0, 0)


def test_a_sentence_edited_twice_between_two_looks_is_found_twice() -> None:
    lines = ledger(edited(60, [OLD], [NEW]), edited(63, [NEW], [NEWER]))
    found = score(lines, [revised(5, 65, (OLD, NEWER))], 10)
    assert (found.found, found.missed, found.false) == (2, 0, 0)


def test_an_edit_reverted_within_the_poll_interval_is_not_missed() -> None:
    lines = ledger(edited(60, [OLD], [NEW]), edited(63, [NEW], [OLD], kind="revert"))
    found = score(lines, [], 10)
    assert (found.unseen, found.missed) == (2, 0)


def test_an_edit_reverted_after_the_poll_interval_is_missed() -> None:
    lines = ledger(edited(60, [OLD], [NEW]), edited(80, [NEW], [OLD], kind="revert"))
    assert score(lines, [], 10).missed == 2


def test_a_text_and_its_revert_are_two_found_edits() -> None:
    lines = ledger(edited(60, [OLD], [NEW]), edited(80, [NEW], [OLD], kind="revert"))
    found = score(lines, [revised(5, 65, (OLD, NEW)), revised(65, 85, (NEW, OLD))], 10)
    assert (found.found, found.false) == (2, 0)


def test_an_edit_of_a_page_that_is_gone_until_the_end_is_not_missed() -> None:
    lines = ledger(edited(60, [OLD], [NEW]), line(64, "gone", status=404, until=at(300)))
    assert score(lines, [], 10).unseen == 1


def test_an_edit_that_stood_before_the_gap_for_longer_than_the_interval_is_missed() -> None:
    lines = ledger(edited(60, [OLD], [NEW]), line(100, "gone", status=404, until=at(300)))
    assert score(lines, [], 10).missed == 1


def test_an_edit_before_the_first_look_is_not_missed() -> None:
    look = {"topic": "article.cleaned", "value": {"page": PAGE, "captured_at": at(90)}}
    assert score(FOUND, [look], 10).unseen == 1


def test_an_edit_at_the_very_end_is_pending() -> None:
    assert score(ledger(edited(295, [OLD], [NEW])), [], 10).pending == 1


def test_what_a_site_that_lies_keeps_from_a_poller_is_counted_apart() -> None:
    lines = deepcopy(FOUND)
    lines[0]["lies"] = True
    assert score(lines, [], 10).hidden == 1
    assert score(lines, [EVENT], 10).found == 1


def test_a_headline_must_be_the_one_that_was_set() -> None:
    lines = ledger(edited(60, [], [], kind="headline", headline=["Bridge closed", "Bridge open"]))
    told = revised(5, 65, headline={"old": "Bridge closed", "new": "Bridge open"})
    wrong = revised(5, 65, headline={"old": "Bridge closed", "new": "Bridge sold"})
    assert score(lines, [told], 10).found == 1
    assert (score(lines, [wrong], 10).missed, score(lines, [wrong], 10).false) == (1, 1)


def test_a_paragraph_that_moved_is_found_by_a_move() -> None:
    lines = ledger(edited(60, [], [], kind="moved", moved=[OLD]))
    told = revised(5, 65)
    told["value"]["edits"] = [{"op": "moved", "old": OLD, "new": OLD}]
    assert (score(lines, [told], 10).found, score(lines, [told], 10).false) == (1, 0)
    assert score(FOUND, [told], 10).false == 1


def test_sentences_that_were_joined_agree_with_their_parts() -> None:
    lines = ledger(edited(60, [OLD, MORE], ["Both in one sentence now, with divers."], kind="merge"))
    told = revised(5, 65, (f"{OLD} {MORE}", "Both in one sentence now, with divers."))
    assert (score(lines, [told], 10).found, score(lines, [told], 10).false) == (1, 0)


def test_the_delay_counts_until_the_event_was_read() -> None:
    assert score(FOUND, [{**EVENT, "seen_at": at(72)}], 10).delay_p50 == pytest.approx(12.0)


def duplicated(page: str, other: str, statement: str = "stated") -> dict[str, Any]:
    return {"topic": "article.duplicated", "value": {"page": page, "other": {"page": other}, "statement": statement}}


COPIED = ledger(line(30, "copied", page=OTHER, origin=PAGE, sort="repost"))


def test_a_copy_is_stated_missed_or_false() -> None:
    stated = score(COPIED, [duplicated(PAGE, OTHER)], 10).copies
    assert (stated.copies, stated.stated, stated.missed, stated.false) == (1, 1, 0, 0)
    assert score(COPIED, [], 10).copies.missed == 1
    assert score(COPIED, [duplicated(PAGE, "c" * 32)], 10).copies.false == 1


def test_a_copy_may_be_stated_through_another() -> None:
    third = line(40, "copied", page="c" * 32, origin=OTHER, sort="wire")
    lines = [*COPIED[:-1], third, COPIED[-1]]
    said = [duplicated(PAGE, "c" * 32), duplicated(OTHER, "c" * 32)]
    assert score(lines, said, 10).copies.stated == 2


def test_a_statement_that_was_withdrawn_counts_no_more() -> None:
    said = [duplicated(PAGE, OTHER), duplicated(PAGE, OTHER, "withdrawn")]
    assert score(COPIED, said, 10).copies.missed == 1


def test_an_edit_just_before_its_page_moves_is_not_missed() -> None:
    moved = line(64, "moved", page=OTHER, old_page=PAGE, old_url=URL, version=1)
    assert score(ledger(edited(60, [OLD], [NEW]), moved), [], 10).unseen == 1


def test_two_addresses_of_a_page_that_moved_are_no_false_copy() -> None:
    lines = ledger(line(30, "moved", page=OTHER, old_page=PAGE, old_url=URL, version=0))
    assert score(lines, [duplicated(PAGE, OTHER)], 10).copies.false == 0


def test_an_edit_behind_a_broken_end_is_found_when_the_end_is_back() -> None:
    lines = ledger(edited(60, [], [MORE]), line(63, "truncated", until=at(90)), edited(100, [OLD], [NEW]))
    event = revised(65, 110, (None, MORE), (OLD, NEW))
    found = score(lines, [event], 10)
    assert (found.found, found.missed, found.false) == (2, 0, 0)


def test_an_edit_of_which_a_broken_look_showed_a_part_is_found_with_the_rest() -> None:
    lines = ledger(edited(60, [OLD], [NEW, MORE]), line(63, "truncated", until=at(90)))
    events = [revised(5, 65, (OLD, NEW)), revised(65, 95, (None, MORE))]
    found = score(lines, events, 10)
    assert (found.found, found.missed, found.false) == (1, 0, 0)
    assert score(lines, events[:1], 10).missed == 1


def test_a_page_that_was_broken_off_from_its_first_look_on_is_known_when_it_is_whole() -> None:
    lines = ledger(line(3, "truncated", until=at(90)), edited(60, [OLD], [NEW]))
    looks = [{"topic": "article.cleaned", "value": {"page": PAGE, "captured_at": at(second)}} for second in (5, 95)]
    assert score(lines, looks, 10).unseen == 1
    assert score(lines, looks[:1], 10).unseen == 1
    whole = {"topic": "article.cleaned", "value": {"page": PAGE, "captured_at": at(1)}}
    assert score(lines, [whole, *looks], 10).missed == 1


def test_what_was_moved_before_a_rewrite_has_no_order_to_tell() -> None:
    lines = ledger(edited(60, [], [], kind="moved", moved=[MORE]), edited(63, [OLD], [NEW], kind="rewrite"))
    found = score(lines, [revised(5, 70, (OLD, NEW))], 10)
    assert (found.found, found.missed, found.false) == (2, 0, 0)
