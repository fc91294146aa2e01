"""What a changed sentence touches: numbers, dates, names, quotations, negations and the like."""

from __future__ import annotations

import pytest

from streams.text.difference.signals import difference_signals
from streams.text.difference.spans import spans_of
from streams.text.difference.wording import depth

Found = list[tuple[str, str | None, str | None]]


def signals(old: str, new: str, language: str = "en") -> Found:
    found = difference_signals(old, new, spans_of(old, new), language)
    return [(signal.type, signal.old, signal.new) for signal in found]


def directions(old: str, new: str, language: str = "en") -> list[str | None]:
    return [signal.direction for signal in difference_signals(old, new, spans_of(old, new), language)]


@pytest.mark.parametrize(
    ("old", "new", "value_old", "value_new", "direction"),
    [
        ("The storm killed 12 people.", "The storm killed 15 people.", "12", "15", "up"),
        ("The plan costs $5 million.", "The plan costs $5 billion.", "$5 million", "$5 billion", "up"),
        ("Rates fell to 4.5%.", "Rates fell to 3.5%.", "4.5%", "3.5%", "down"),
        ("It employs 1,200 people.", "It employs 900 people.", "1,200", "900", "down"),
        ("Two hundred and fifty came.", "Three hundred came.", "Two hundred and fifty", "Three hundred", "up"),
        ("It was the third fire.", "It was the fourth fire.", "third", "fourth", "up"),
        ("They paid €20 each.", "They paid €25 each.", "€20", "€25", "up"),
        ("A dozen boats sank.", "Seven boats sank.", "dozen", "Seven", "down"),
        ("Nearly 1.2m homes lost power.", "Nearly 900,000 homes lost power.", "1.2m", "900,000", "down"),
    ],
)
def test_a_changed_number_has_both_values_and_a_direction(
    old: str, new: str, value_old: str, value_new: str, direction: str
) -> None:
    assert signals(old, new) == [("number", value_old, value_new)]
    assert directions(old, new) == [direction]


def test_numbers_of_different_units_have_no_direction() -> None:
    assert directions("It rose by 5 percent.", "It rose by $7.") == [None]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Four people died.", "4 people died."),
        ("It rose 5 percent.", "It rose 5%."),
        ("It rose 5 per cent.", "It rose 5 percent."),
        ("Some 1,000 came.", "Some 1000 came."),
        ("Turn off the gas.", "1. Turn off the gas."),
    ],
)
def test_another_way_to_write_a_number_is_style_at_most(old: str, new: str) -> None:
    assert {kind for kind, _, _ in signals(old, new)} <= {"style"}


@pytest.mark.parametrize(
    ("old", "new", "language", "expected"),
    [
        ("They met on May 3, 2024.", "They met on May 13, 2024.", "en", ("date", "May 3, 2024", "May 13, 2024")),
        ("He left on Monday.", "He left on Tuesday.", "en", ("date", "Monday", "Tuesday")),
        ("It opened in 1998.", "It opened in 1989.", "en", ("date", "1998", "1989")),
        ("Kick-off is at 3 p.m. today.", "Kick-off is at 4 p.m. today.", "en", ("date", "3 p.m.", "4 p.m.")),
        ("Es beginnt am 3. Oktober.", "Es beginnt am 4. Oktober.", "de", ("date", "3. Oktober", "4. Oktober")),
        ("Le 3 mai, il est parti.", "Le 4 mai, il est parti.", "fr", ("date", "3 mai", "4 mai")),
        ("Será el 4 de mayo.", "Será el 5 de mayo.", "es", ("date", "4 de mayo", "5 de mayo")),
        ("É no dia 4 de maio.", "É no dia 5 de maio.", "pt", ("date", "4 de maio", "5 de maio")),
        ("Si vota il 4 giugno.", "Si vota il 5 giugno.", "it", ("date", "4 giugno", "5 giugno")),
        ("Het was op 4 mei.", "Het was op 5 mei.", "nl", ("date", "4 mei", "5 mei")),
    ],
)
def test_a_changed_date_is_a_date_and_no_number(
    old: str, new: str, language: str, expected: tuple[str, str, str]
) -> None:
    assert signals(old, new, language) == [expected]


@pytest.mark.parametrize(
    ("old", "new", "language", "value_old", "value_new"),
    [
        ("Es kamen 1.200 Leute.", "Es kamen 1.500 Leute.", "de", "1.200", "1.500"),
        ("Il coûte 3 millions.", "Il coûte 3,5 millions.", "fr", "3 millions", "3,5 millions"),
        ("Murieron dos mil aves.", "Murieron tres mil aves.", "es", "dos mil", "tres mil"),
    ],
)
def test_numbers_are_read_as_their_language_writes_them(
    old: str, new: str, language: str, value_old: str, value_new: str
) -> None:
    assert signals(old, new, language) == [("number", value_old, value_new)]
    assert directions(old, new, language) == ["up"]


def test_a_changed_name_is_reported_with_both() -> None:
    assert signals("The deal was signed by Anna Weber.", "The deal was signed by Clara Holt.") == [
        ("name", "Anna Weber", "Clara Holt")
    ]


def test_names_that_changed_places_are_reported() -> None:
    assert signals("In the last round Smith beat Jones.", "In the last round Jones beat Smith.") == [
        ("name", "Smith", "Jones"),
        ("name", "Jones", "Smith"),
    ]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("The vote was won by Marchand.", "The vote was won by Emile Marchand."),
        ("We asked the Council about it.", "We asked the council about it."),
        ("He used the Mobile Gov site.", "He used the MobileGov site."),
        ("Many voted. Some stayed home.", "Few voted. Some stayed home."),
    ],
)
def test_fuller_names_case_and_first_words_are_no_changed_names(old: str, new: str) -> None:
    assert "name" not in [kind for kind, _, _ in signals(old, new)]


@pytest.mark.parametrize(("left", "right"), ["“”", '""', "«»", "„“"])
def test_words_changed_inside_quotation_marks_are_a_changed_quote(left: str, right: str) -> None:
    old, new = (
        f"He said: {left}We will pay the fine{right} and left.",
        f"He said: {left}We may pay the fine{right} and left.",
    )
    assert ("quote", "We will pay the fine", "We may pay the fine") in signals(old, new)


def test_words_changed_beside_a_quotation_are_none() -> None:
    assert signals("“We pay,” she said at noon.", "“We pay,” she said at dusk.") == []


@pytest.mark.parametrize(
    ("old", "new", "language"),
    [
        ("The minister has not signed.", "The minister has signed.", "en"),
        ("The step was legal, he ruled.", "The step was illegal, he ruled.", "en"),
        ("Er hat nicht unterschrieben.", "Er hat unterschrieben.", "de"),
        ("Il n'a pas signé la loi.", "Il a signé la loi.", "fr"),
        ("Ella no firmó la ley.", "Ella firmó la ley.", "es"),
        ("Ele não assinou a lei.", "Ele assinou a lei.", "pt"),
        ("Lui non ha firmato.", "Lui ha firmato.", "it"),
        ("Hij heeft niet getekend.", "Hij heeft getekend.", "nl"),
    ],
)
def test_a_negation_that_came_or_went_is_reported(old: str, new: str, language: str) -> None:
    assert "negation" in [kind for kind, _, _ in signals(old, new, language)]
    assert "negation" in [kind for kind, _, _ in signals(new, old, language)]


@pytest.mark.parametrize(
    ("old", "new"),
    [("He never paid.", "He did not pay."), ("She doesn't agree.", "She does not agree."), ("Form it.", "Inform it.")],
)
def test_a_negation_said_otherwise_is_none(old: str, new: str) -> None:
    assert "negation" not in [kind for kind, _, _ in signals(old, new)]


def test_a_hedge_and_an_attribution_are_reported() -> None:
    assert signals("He stole the car.", "He allegedly stole the car.") == [("hedge", None, "allegedly")]
    assert signals("She said it was late.", "She claimed it was late.") == [("attribution", "said", "claimed")]
    assert signals("He may resign in May.", "He will resign in May.") == [("hedge", "may", None)]


def test_a_link_that_changed_is_reported() -> None:
    assert signals("See https://example.org/a now.", "See https://example.org/b now.") == [
        ("link", "https://example.org/a", "https://example.org/b")
    ]


@pytest.mark.parametrize(
    ("old", "new"),
    [("goverment", "government"), ("accomodation", "accommodation"), ("thier", "their"), ("recieved", "received")],
)
def test_a_misspelled_word_put_right_is_a_typo(old: str, new: str) -> None:
    assert depth(old, new) == "typo"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("million", "billion"),
        ("legal", "illegal"),
        ("Iran", "Iraq"),
        ("Germany", "Germans"),
        ("raised", "raises"),
        ("increase", "decrease"),
        ("three", "there"),
        ("now", "not"),
        ("killed", "billed"),
        ("12", "13"),
    ],
)
def test_a_word_of_another_meaning_is_never_a_typo(old: str, new: str) -> None:
    assert depth(old, new) == "words"


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("colour", "color", "style"),
        ("organisation", "organization", "style"),
        ("e-mail", "email", "style"),
        ("it's", "it is", "style"),
        ("seven", "7", "style"),
        ("council", "Council", "case"),
        (",", "", "punctuation"),
        ("(", "", "punctuation"),
        ("**", "", "typography"),
        ("the", "a", "grammar"),
        ("his", "her", "words"),
        ("won", "lost", "words"),
    ],
)
def test_the_depth_of_a_change_is_told_by_its_words(old: str, new: str, expected: str) -> None:
    assert depth(old, new) == expected
