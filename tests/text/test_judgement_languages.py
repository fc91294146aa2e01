"""A change is judged in every language, with or without a vocabulary of its own."""

from __future__ import annotations

import pytest

from streams.text.difference.alignment import compare
from streams.text.difference.judgement import judge
from tests.text.difference_cases import article

LANGUAGES = (
    *("en", "en-GB", "de", "fr", "es", "pt-BR", "it", "nl", "sv", "da", "pl", "ru", "ja", "zh-Hant", "ko"),
    *("ar", "he", "hi", "th", "xx-YY", "und", "", None),
)
PIECES = [
    ("12 people", "15 people", "number"),
    ("May 3, 2024", "May 13, 2024", None),
    ("2024-05-03", "2024-05-04", "date"),
    ("“We will pay the fine.”", "“We may pay the fine.”", "quote"),
    ("It has not closed.", "It has closed.", None),
    ("5 million", "5 billion", None),
    ("third", "fourth", None),
]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("piece_old", "piece_new", "signal"), PIECES)
def test_a_change_of_fact_is_judged_in_every_language(
    language: str | None, piece_old: str, piece_new: str, signal: str | None
) -> None:
    text = "The bridge was closed for repair. The report speaks of {} here. Nobody knows when it ends."
    before, after = article(text.format(piece_old)), article(text.format(piece_new))
    judgement = judge(compare(before, after, language), piece_old, piece_new, before, after, language)
    assert judgement.edits
    assert 0 <= judgement.significance <= 1
    assert signal is None or signal in [found.type for edit in judgement.edits for found in edit.signals]
