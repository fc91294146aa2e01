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


NOTES = [
    (
        "en",
        "The repair costs {} million euros.",
        "Correction: An earlier version of this article said 14 million.",
    ),
    (
        "de",
        "Die Reparatur kostet {} Millionen Euro.",
        "Korrektur: In einer früheren Fassung dieses Textes standen 14 Millionen.",
    ),
    (
        "fr",
        "La réparation coûte {} millions d'euros.",
        "Rectificatif : une version précédente de cet article indiquait 14 millions.",
    ),
    (
        "es",
        "La reparación cuesta {} millones de euros.",
        "Corrección: una versión anterior de este artículo decía 14 millones.",
    ),
    (
        "pt",
        "A reparação custa {} milhões de euros.",
        "Correção: uma versão anterior deste artigo dizia 14 milhões.",
    ),
    (
        "it",
        "La riparazione costa {} milioni di euro.",
        "Correzione: una versione precedente di questo articolo diceva 14 milioni.",
    ),
    (
        "nl",
        "De reparatie kost {} miljoen euro.",
        "Correctie: in een eerdere versie van dit artikel stond 14 miljoen.",
    ),
]


@pytest.mark.parametrize(("language", "sentence", "note"), NOTES)
def test_a_note_is_linked_to_the_edit_it_speaks_of_in_every_language(language: str, sentence: str, note: str) -> None:
    first, last = "Kessel Point 1911.", "Port Ellis 1920."
    before = article(f"{first}\n{sentence.format(14)}\n{last}")
    after = article(f"{first}\n{sentence.format(41)}\n{last.replace('1920', '1921')}\n{note}")
    judgement = judge(compare(before, after, language), None, None, before, after, language)
    assert judgement.kind == "correction"
    assert [edit.kind for edit in judgement.edits] == ["correction", "edit", "correction"]
    number, notice = judgement.edits[0].signals
    assert (number.type, number.direction, notice.type, notice.new) == ("number", "up", "correction_notice", note)
