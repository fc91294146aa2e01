"""Facts that are told elsewhere, names with their short forms, and numbers of documents."""

from __future__ import annotations

import pytest

from streams.records import Paragraph
from streams.text.difference.alignment import compare
from streams.text.difference.judgement import judge
from tests.text.difference_cases import article, ops

START, END = "The council met on the first floor of the mill.", "Nobody from the port came to the meeting."


def signals(before: str, after: str) -> list[tuple[str, str | None, str | None]]:
    """Return the facts that a revision tells, of all edits."""
    old, new = (article(f"{START}\n{text}\n{END}") for text in (before, after))
    return _told(old, new)


def _told(old: list[Paragraph], new: list[Paragraph]) -> list[tuple[str, str | None, str | None]]:
    judged = judge(compare(old, new, "en"), None, None, old, new, "en")
    return [(item.type, item.old, item.new) for edit in judged.edits for item in edit.signals]


def test_a_source_that_moved_to_another_sentence_neither_came_nor_went() -> None:
    before = "The ferry was late again in stormy weather. Its old engine failed twice, according to Ada Finch."
    after = "According to Ada Finch, the ferry was late again in stormy weather. Its old engine failed twice."
    assert not {"name", "attribution"} & {kind for kind, _, _ in signals(before, after)}


def test_a_name_that_no_other_sentence_tells_has_gone() -> None:
    before = "The ferry was late again in stormy weather, said Ada Finch. Its old engine failed twice last week."
    after = "The ferry was late again in stormy weather. Its old engine failed twice in the last week."
    assert ("name", "Ada Finch", None) in signals(before, after)


def test_what_a_correction_names_was_wrong_all_the_same() -> None:
    before = "The ferry was late again in stormy weather, said Ada Finch."
    after = (
        "The ferry was late again in stormy weather.\n"
        "Correction: An earlier version of this article wrongly quoted Ada Finch."
    )
    assert ("name", "Ada Finch", None) in signals(before, after)


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("The CRH runs three ferries.", "The Coastal Rescue Harbour (CRH) runs three ferries."),
        ("The OPW paid for it in May.", "The Office for Ports and Waterways (OPW) paid for it in May."),
    ],
)
def test_a_short_form_spelled_out_is_no_other_name(short: str, long: str) -> None:
    assert not [kind for kind, _, _ in signals(short, long) if kind == "name"]


def test_a_name_with_its_short_form_is_one() -> None:
    told = signals("The town paid for it in May.", "The Office for Ports and Waterways (OPW) paid for it in May.")
    assert [item for item in told if item[0] == "name"] == [("name", None, "Office for Ports and Waterways")]


def test_what_somebody_has_is_another_name() -> None:
    told = signals(
        "They met on a cold day in Hazelford’s Corn Exchange.", "They met on a cold day in Kessel’s Corn Exchange."
    )
    assert ("name", "Hazelford", "Kessel") in told


@pytest.mark.parametrize(
    ("after", "told"),
    [
        ("The council follows order M-18-02 on open meetings.", ("number", "M-17-06", "M-18-02")),
        ("The council follows the order on open meetings.", ("number", "M-17-06", None)),
    ],
)
def test_the_number_of_a_document_is_a_fact(after: str, told: tuple[str, str | None, str | None]) -> None:
    assert told in signals("The council follows order M-17-06 on open meetings.", after)


def test_always_open_is_no_number() -> None:
    told = signals("The desk is open for all.", "The desk is open 24/7 for all.")
    assert "number" not in {kind for kind, _, _ in told}


def test_two_sentences_whose_middle_was_taken_out_were_not_merged() -> None:
    before = (
        "The harbour has let its boats carry timber for a year and there is a channel that shows where the best boats "
        "moor. Holt also said that the small basin gives visitors a cheap berth near the market."
    )
    after = "The harbour has let its boats carry timber for a year and there is a basin near the market."
    assert "merged" not in ops(f"{START}\n{before}\n{END}", f"{START}\n{after}\n{END}")
