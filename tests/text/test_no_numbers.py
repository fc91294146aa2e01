"""Digits that count nothing: parts of codes and times, names of laws, items of a list."""

from __future__ import annotations

import pytest

from streams.records import Edit
from streams.text.difference.signals import difference_signals, signals_of
from streams.text.difference.spans import spans_of

Found = list[tuple[str, str | None, str | None]]


def signals(old: str, new: str, language: str = "en") -> Found:
    found = difference_signals(old, new, spans_of(old, new), language)
    return [(signal.type, signal.old, signal.new) for signal in found]


def whole(text: str, language: str = "en") -> Found:
    edit = Edit("added", None, text, None, (0, 0), [], [])
    return [(signal.type, signal.old, signal.new) for signal in signals_of(edit, language)]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The pier must obey K-21-08, as all do.", "en"),
        ("Der Erlass VwV-12-345 gilt für alle.", "de"),
        ("La circulaire DGS-18-04 est en vigueur.", "fr"),
        ("All pages must follow Section 611 of the law.", "en"),
        ("Es gilt § 12 der Ordnung.", "de"),
        ("Se aplica el artículo 27 de la ley.", "es"),
        ("2. Bring the form along.", "en"),
        ("3) Bringen Sie das Formular mit.", "de"),
        ("Every page is 611-compliant by then.", "en"),
    ],
)
def test_codes_laws_and_items_count_nothing(text: str, language: str) -> None:
    assert whole(text, language) == []


@pytest.mark.parametrize(
    ("text", "language", "date"),
    [
        ("It began at 10:42:07 -0400 in town.", "en", "10:42:07 -0400"),
        ("The stream begins at 8:45ET in town.", "en", "8:45ET"),
        ("Es beginnt 18:30Uhr am Hafen.", "de", "18:30Uhr"),
        ("Seen 2026-03-01T08:00:00+01:00 in town.", "en", "2026-03-01T08:00:00+01:00"),
        ("The fair will be held June 7-8, 2031 in town.", "en", "June 7-8, 2031"),
        ("Das Fest ist am 7-8 Juni 2031 am Hafen.", "de", "7-8 Juni 2031"),
        ("La fête aura lieu le 7-8 juin 2031 au port.", "fr", "7-8 juin 2031"),
    ],
)
def test_times_and_ranges_of_days_are_dates_as_a_whole(text: str, language: str, date: str) -> None:
    assert whole(text, language) == [("date", None, date)]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("A break before talks 3,4,5 in town.", "A break before talks 3, 4, and 5 in town."),
        ("It begins at 8:45ET in town.", "It begins at 8:45 ET in town."),
        ("It will be on June 7-8 in town.", "It will be on June 07-08 in town."),
        ("Watch the film to learn.", "Watch the film, Section 611 explained, to learn."),
    ],
)
def test_what_is_only_written_otherwise_or_named_changes_no_value(old: str, new: str) -> None:
    assert not {"number", "date"} & {kind for kind, _, _ in signals(old, new)}


@pytest.mark.parametrize("new", ["As one can see, it is shut.", "As no one saw, it is shut."])
def test_one_is_no_number_where_it_is_a_pronoun(new: str) -> None:
    numbers = [signal for signal in signals("As two of us saw, it is shut.", new) if signal[0] == "number"]
    assert numbers == [("number", "two", None)]


@pytest.mark.parametrize(
    ("old", "new", "language", "expected"),
    [
        ("Follow Section 611 now.", "Follow Section 614 now.", "en", ("number", "611", "614")),
        ("See § 12 der Ordnung.", "See § 14 der Ordnung.", "de", ("number", "12", "14")),
        ("It seats 3,400,500 people.", "It seats 3,400,900 people.", "en", ("number", "3,400,500", "3,400,900")),
        ("Talks 3,4,5 are off.", "Talks 3,4,6 are off.", "en", ("number", "5", "6")),
        ("It began at 10:42:07 in town.", "It began at 10:44:07 in town.", "en", ("date", "10:42:07", "10:44:07")),
        ("It took one of them.", "It took two of them.", "en", ("number", "one", "two")),
        ("It is on June 7-8 in town.", "It is on June 7-9 in town.", "en", ("date", "June 7-8", "June 7-9")),
    ],
)
def test_a_value_exchanged_is_told(old: str, new: str, language: str, expected: tuple[str, str, str]) -> None:
    assert signals(old, new, language) == [expected]
