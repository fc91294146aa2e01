"""Front matter is metadata: it is compared, and says hardly anything."""

from __future__ import annotations

import pytest

from streams.text.difference.alignment import compare
from streams.text.difference.front_matter import front_matter
from streams.text.difference.judgement import Judgement, judge
from tests.text.difference_cases import HARBOUR, article

FRONT = """\
slug: the-pier-closes
date: 2021-04-07 10:00:42 -0400
title: 'No one uses the pier'
topics:
harbour
- ferries
summary: "Nobody will pay 12 crowns"
"""
GERMAN = "Der Hafen wird im Frühjahr geschlossen, teilte die Stadt mit.\nDie Arbeiten dauern sechs Wochen."
SPANISH = "El puerto cerrará en primavera, informó la ciudad.\nLas obras durarán seis semanas."


def judged(old: str, new: str, language: str = "en") -> Judgement:
    before, after = article(old), article(new)
    return judge(compare(before, after, language), "A title", "A title", before, after, language)


@pytest.mark.parametrize("fence", ["", "---\n"])
@pytest.mark.parametrize(("text", "language"), [(HARBOUR, "en"), (GERMAN, "de"), (SPANISH, "es")])
def test_front_matter_that_comes_goes_or_changes_is_copyedit_without_facts(
    text: str, language: str, fence: str
) -> None:
    whole = fence + FRONT + fence + text
    altered = whole.replace("2021-04-07 10:00", "2019-11-30 11:30").replace("12 crowns", "90 crowns")
    for old, new in ((text, whole), (whole, text), (whole, altered)):
        judgement = judged(old, new, language)
        assert judgement.edits
        assert judgement.kind == "copyedit"
        assert judgement.significance <= 0.05
        assert not [signal for edit in judgement.edits for signal in edit.signals]


def test_what_changes_below_front_matter_is_judged_as_ever() -> None:
    judgement = judged(FRONT + HARBOUR, FRONT + HARBOUR.replace("14 million", "19 million"))
    assert [signal.type for edit in judgement.edits for signal in edit.signals] == ["number"]
    assert judgement.significance > 0.2


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (FRONT + HARBOUR, 7),
        ("---\n" + FRONT + "---\n" + HARBOUR, 9),
        ("---\nlayout: post\nlang: fr\n---\nnote: this belongs to the text", 4),
        ("See https://example.org/how\ntitle: x\n# lists\ntopics:\nferries\n" + HARBOUR, 5),
        ("title: x\nlang: de\nMehr auf https://example.org/kai\n" + HARBOUR, 2),
        (HARBOUR, 0),
        ("note: the pier is shut\n" + HARBOUR, 0),
        ("Note: the pier is shut\nUpdate: it is open\n" + HARBOUR, 0),
        (HARBOUR + "\n" + FRONT, 0),
        ("---\n" + HARBOUR, 0),
    ],
)
def test_front_matter_is_a_row_of_keys_at_the_top(text: str, expected: int) -> None:
    assert front_matter(article(text)) == expected
