"""A quotation is what somebody says: no term, no title, no name of a thing."""

from __future__ import annotations

import pytest

from streams.records import Edit
from streams.text.difference.signals import difference_signals, signals_of
from streams.text.difference.spans import spans_of


def quotes(old: str, new: str, language: str) -> list[tuple[str | None, str | None]]:
    found = difference_signals(old, new, spans_of(old, new), language)
    return [(signal.old, signal.new) for signal in found if signal.type == "quote"]


TERMS = [
    ("en", "Here is the news from the “{} about ships” beat.", "mad", "glad"),
    ("en", "It will be “really {} harbour stuff” to others.", "lame", "dull"),
    ("en", "Just make sure that it is not “{}.”", "lame", "dull"),
    ("en", "Get the app “{} Kessel Ferry Now” for the way.", "My", "Your"),
    ("de", "Das ist für viele ein „{} altes Spiel“ geblieben.", "ganz", "sehr"),
    ("fr", "C'est pour eux un « {} vieux jeu » du port.", "très", "assez"),
    ("es", "Para ellos es un «juego muy {}» del puerto.", "viejo", "raro"),
]
SPEECH = [
    ("en", "“No {},” she said.", "comment", "chance"),
    ("en", "He told us it was a “{} day for all” of them.", "great", "bad"),
    ("en", "“We will {} the fine today.”", "pay", "fight"),
    ("de", "„Wir {} die Strafe“, meinte sie.", "zahlen", "tragen"),
    ("fr", "Elle a répondu : « Nous allons {} demain ».", "partir", "rester"),
    ("es", "«No vamos a {} nunca», comentó ella.", "pagar", "volver"),
    ("nl", "“We {} de boete vandaag”, vertelde ze.", "betalen", "weigeren"),
]


@pytest.mark.parametrize(("language", "text", "old", "new"), TERMS)
def test_a_term_or_title_in_quotation_marks_is_no_altered_quotation(
    language: str, text: str, old: str, new: str
) -> None:
    assert quotes(text.format(old), text.format(new), language) == []
    edit = Edit("added", None, text.format(new), None, (0, 0), [], [])
    assert "quote" not in [signal.type for signal in signals_of(edit, language)]


@pytest.mark.parametrize(("language", "text", "old", "new"), SPEECH)
def test_speech_altered_is_told(language: str, text: str, old: str, new: str) -> None:
    [(before, after)] = quotes(text.format(old), text.format(new), language)
    assert before is not None
    assert after is not None
    assert old in before
    assert new in after
