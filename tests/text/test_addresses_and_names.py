"""Names with dots inside, and addresses: each told whole, and when it is renamed."""

from __future__ import annotations

import pytest

from streams.records import Edit
from streams.text.difference.names import names
from streams.text.difference.signals import difference_signals, signals_of
from streams.text.difference.spans import spans_of

Found = list[tuple[str, str | None, str | None]]


def signals(old: str, new: str, language: str = "en") -> Found:
    found = difference_signals(old, new, spans_of(old, new), language)
    return [(signal.type, signal.old, signal.new) for signal in found]


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("We like HafenPortal.gov and Kays.Org here.", "en", ["HafenPortal.gov", "Kays.Org"]),
        ("Nous aimons QuaiNord.fr et le port.", "fr", ["QuaiNord.fr"]),
        ("It left Port.js for good, said Ann Holt.", "en", ["Port.js", "Ann Holt"]),
        ("They run PortUS en Español and the pier.", "en", ["PortUS en Español"]),
        ("They went to Kessel.", "en", ["Kessel"]),
    ],
)
def test_a_name_with_a_dot_inside_is_one(text: str, language: str, expected: list[str]) -> None:
    assert [name.text for name in names(text, language)] == expected


@pytest.mark.parametrize(
    ("old", "new", "language", "expected"),
    [
        ("You can also use U.S. Herald.", "You can also use Herald.gov.", "en", ("name", "U.S. Herald", "Herald.gov")),
        ("We run HafenUS.gov.", "We run PortUS en Español.", "en", ("name", "HafenUS.gov", "PortUS en Español")),
        ("Hoy usamos Faro.gov.", "Hoy usamos Muelle.gov.", "es", ("name", "Faro.gov", "Muelle.gov")),
        ("Write to ask@pier.gov today.", "Go to ask.pier.gov today.", "en", ("link", "ask@pier.gov", "ask.pier.gov")),
        ("Mehr auf hafen.de am Abend.", "Mehr auf kai.de am Abend.", "de", ("link", "hafen.de", "kai.de")),
        ("Écrivez à quai@port.fr.", "Écrivez à mole@port.fr.", "fr", ("link", "quai@port.fr", "mole@port.fr")),
    ],
)
def test_what_is_renamed_is_told_with_both_names(
    old: str, new: str, language: str, expected: tuple[str, str, str]
) -> None:
    assert expected in signals(old, new, language)


@pytest.mark.parametrize("address", ["https://example.org/pier", "ask@pier.gov", "www.example.de", "login.pier.gov"])
def test_a_line_that_is_an_address_is_a_link(address: str) -> None:
    for old, new in ((address, None), (None, address)):
        edit = Edit("added" if old is None else "deleted", old, new, None if old is None else (0, 0), (0, 0), [], [])
        assert [(item.type, item.old, item.new) for item in signals_of(edit, "en")] == [("link", old, new)]


def test_an_address_within_a_sentence_that_came_is_part_of_it() -> None:
    edit = Edit("added", None, "They showed it on https://example.org/pier for all to see.", None, (0, 0), [], [])
    assert signals_of(edit, "en") == []
