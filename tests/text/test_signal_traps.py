"""What looks like a fact and is none, and facts in other scripts."""

from __future__ import annotations

import pytest

from streams.text.difference.signals import difference_signals
from streams.text.difference.spans import spans_of

Found = list[tuple[str, str | None, str | None]]


def signals(old: str, new: str, language: str = "en") -> Found:
    found = difference_signals(old, new, spans_of(old, new), language)
    return [(signal.type, signal.old, signal.new) for signal in found]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Get the file (PDF, 512 KB).", "Get the file (PDF, 3.4 MB)."),
        ("Call 555-201-4410 now.", "Call 555-201-9931 now."),
        ("Call +47 22 31 40 55 now.", "Call +47 22 31 99 12 now."),
        ("Go to example.org/2024/05/x now.", "Go to example.org/2025/06/x now."),
        ("See a%20b%2012 for it.", "See a%20c%2033 for it."),
        ("See the clip dQw4w9WgXcQ here.", "See the clip xYz12AbCdE3 here."),
    ],
)
def test_addresses_sizes_telephones_and_ids_hold_no_numbers_dates_or_names(old: str, new: str) -> None:
    assert not {"number", "date", "name"} & {kind for kind, _, _ in signals(old, new)}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("It seats 500-600 people.", "It seats 500-700 people."),
        ("Some 1,200 MPs came.", "Some 1,300 MPs came."),
        ("It rates 2.5/3 here.", "It rates 2.6/3 here."),
    ],
)
def test_ranges_counts_and_ratings_stay_numbers(old: str, new: str) -> None:
    assert [kind for kind, _, _ in signals(old, new)] == ["number"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Two people are hurt.", "Four people are hurt."),
        ("10.45am Two people are hurt.", "10.45am Four people are hurt."),
        ("10.45am Residents are safe.", "10.45am Farmers are safe."),
        ("Each guest pays. You've seen it.", "Every guest pays. We've seen it."),
    ],
)
def test_words_capitalised_by_their_place_are_no_names(old: str, new: str) -> None:
    assert "name" not in [kind for kind, _, _ in signals(old, new)]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("It came acording to plan.", "It came according to plan."),
        ("Six provinces agreed.", "Seven states agreed."),
    ],
)
def test_a_mended_spelling_and_a_noun_attribute_nothing(old: str, new: str) -> None:
    assert "attribution" not in [kind for kind, _, _ in signals(old, new)]


def test_an_address_ends_before_the_bracket_that_holds_it() -> None:
    assert signals("See (https://example.org/a)and more.", "See (https://example.org/b)and more.") == [
        ("link", "https://example.org/a", "https://example.org/b")
    ]
    assert signals("See https://example.org/a_(b).", "See https://example.org/a_(c).")[0][1:] == (
        "https://example.org/a_(b)",
        "https://example.org/a_(c)",
    )


@pytest.mark.parametrize(
    ("old", "new"),
    [("not aware", "unaware"), ("unaware", "not aware"), ("not necessary", "unnecessary")],
)
def test_a_negation_told_by_a_prefix_is_as_much_of_one(old: str, new: str) -> None:
    assert "negation" not in [kind for kind, _, _ in signals(f"He was {old} of it.", f"He was {new} of it.")]


def test_a_contracted_negation_is_no_more_than_a_prefix() -> None:
    assert "negation" not in [kind for kind, _, _ in signals("He was unaware of it.", "He wasn't aware of it.")]
    assert "negation" in [kind for kind, _, _ in signals("He was unaware of it.", "He was aware of it.")]


def test_a_date_in_another_order_is_one_signal() -> None:
    assert signals("It opens on May 12, 2026 in town.", "It opens on 19 May 2026 in town.") == [
        ("date", "May 12, 2026", "19 May 2026")
    ]


def test_a_quotation_taken_out_or_put_in_is_reported() -> None:
    quoted = "He left. “We will never pay,” he said."
    assert ("quote", "We will never pay,", None) in signals(quoted, "He left.")
    assert ("quote", None, "We will never pay,") in signals("He left.", quoted)
    assert "quote" not in [kind for kind, _, _ in signals("He saw “Dust” there.", "He saw it there.")]


@pytest.mark.parametrize(
    ("old", "new", "language", "expected"),
    [
        ("火事で七人が亡くなった。", "火事で九人が亡くなった。", "ja", ("number", "七", "九")),
        ("火事で7人が亡くなった。", "火事で９人が亡くなった。", "ja", ("number", "7", "９")),
        ("约有二十三名工人。", "约有一万二千名工人。", "zh", ("number", "二十三", "一万二千")),
        ("会議は5月12日に開かれる。", "会議は5月19日に開かれる。", "ja", ("date", "5月12日", "5月19日")),
        ("화재로 7명이 숨졌다.", "화재로 9명이 숨졌다.", "ko", ("number", "7", "9")),
        ("彼は「罰金を払う」と言う。", "彼は「罰金を拒む」と言う。", "ja", ("quote", "罰金を払う", "罰金を拒む")),
        ("他说『我们会付钱』。", "他说『我们不付钱』。", "zh", ("quote", "我们会付钱", "我们不付钱")),
    ],
)
def test_facts_are_found_in_scripts_without_spaces(
    old: str, new: str, language: str, expected: tuple[str, str, str]
) -> None:
    assert signals(old, new, language) == [expected]


def test_numerals_within_other_words_are_no_numbers() -> None:
    assert signals("三菱は東京の会社だ。", "千葉は東京の会社だ。", "ja") == []
    assert signals("約七人が来た。", "約7人が来た。", "ja") == [("style", None, None)]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Read the guide.", "Read the guide (PDF, 4.8 MB, 35 pages)."),
        ("Read the guide (Word, 90 kb).", "Read the guide (PDF, 4.8 MB, 35 pages)."),
        ("As figure 3 shows, it fell.", "As figure 4 shows, it fell."),
        ("It fell.", "It fell. <img src=“//site.example/a1.png” width=“600”>"),
        ("It fell.", "It fell. [slideshare id=35275313&doc=Fall-2026]"),
        ("Use the old shortener.", "Use the 1.Kessel.gov shortener."),
    ],
)
def test_what_describes_a_file_a_figure_or_markup_states_no_fact(old: str, new: str) -> None:
    assert not {"number", "date", "name", "quote"} & {kind for kind, _, _ in signals(old, new)}


def test_a_date_told_once_more_is_no_new_date() -> None:
    assert "date" not in [kind for kind, _, _ in signals("In 2019 it fell.", "In 2019 it fell, and 2019 was dry.")]
    assert "date" in [kind for kind, _, _ in signals("In 2019 it fell.", "In 2019 it fell, and 2020 was dry.")]


def test_a_quotation_that_repeats_the_sentence_is_no_statement() -> None:
    """The title of a link, left behind by a tool that took the address."""
    old = "We met at the Spring Fair of Kessel Valley."
    assert "quote" not in [kind for kind, _, _ in signals(old, old + " “the Spring Fair of Kessel Valley”)")]


def test_marks_of_quotation_taken_off_a_statement_make_it_the_papers_own() -> None:
    quoted, plain = "He said “it is a great day” then.", "He said it is a great day then."
    assert signals(quoted, plain) == [("quote", "it is a great day", None)]
    assert signals(plain, quoted) == [("quote", None, "it is a great day")]
    assert "quote" not in [kind for kind, _, _ in signals(quoted, "He said «it is a great day» then.")]
    assert signals("Read “The Mill on the Quiet River” now.", "Read The Mill on the Quiet River now.") == [
        ("style", None, None)
    ]
    assert signals("A so-called “green” car.", "A so-called green car.") == [("style", None, None)]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("We met the [mayor](https://kessel.example/m) there.", "We met the mayor there.", "link"),
        ("We met the [mayor]( there.", "We met the mayor there.", "link"),
        ("He said the bridge is safe.", "He said [the] bridge is safe.", "style"),
        ("It is user friendly and new.", "It is user-friendly, and new.", "style"),
        ("Betting on E-mail again", "Betting on email again", "style"),
    ],
)
def test_markup_is_told_from_style(old: str, new: str, expected: str) -> None:
    assert expected in [kind for kind, _, _ in signals(old, new)]


def test_en_within_a_name_is_part_of_it() -> None:
    assert signals("The site Kessel has it.", "The site Médicos en Acción has it.") == [
        ("name", "Kessel", "Médicos en Acción")
    ]
    assert len(signals("Ze sprak.", "Ze sprak met Jansen en Peters.", "nl")) == 2
