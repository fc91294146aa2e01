"""Spans are whole words and lead from the old sentence to the new one."""

from __future__ import annotations

from itertools import accumulate

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from streams.records import Paragraph, Span
from streams.text.difference.alignment import compare
from streams.text.difference.edits import apply, flow, inverse, shape
from streams.text.difference.spans import exact, spans_of, splice, without_typography
from streams.text.fold import fold
from streams.text.sentences import split
from tests.text.difference_cases import HARBOUR, article


def shown(old: str, new: str) -> list[tuple[str, str]]:
    return [(old[span.old[0] : span.old[1]], new[span.new[0] : span.new[1]]) for span in spans_of(old, new)]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("He bought a red car.", "He bought a blue car.", [("red", "blue")]),
        ("He bought a car.", "He bought a red car.", [("", "red ")]),
        ("It is good news.", "It is good.", [(" news", "")]),
        ("She won 1,200 votes.", "She won 1,300 votes.", [("1,200", "1,300")]),
        ("A well-known singer", "A well-paid singer", [("well-known", "well-paid")]),
        ("The U.S. team", "The U.K. team", [("U.S.", "U.K.")]),
        (
            "See https://example.org/a?b=1 now",
            "See https://example.org/a?b=2 now",
            [("https://example.org/a?b=1", "https://example.org/a?b=2")],
        ),
        ("“It’s late,” he said", '"It\'s late," she said', [("he", "she")]),
        ("It ends", "It ends.", [("", ".")]),
        ("東京は雨です", "東京は雪です", [("雨", "雪")]),
        ("हिन्दी भाषा", "हिन्दी लिपि", [("भाषा", "लिपि")]),
        ("the same", "the same", []),
        ("Now 👩‍👩‍👧 too", "Now 👩‍👩‍👦 too", [("👩‍👩‍👧", "👩‍👩‍👦")]),
        ("Goal for 🇩🇪🇫🇷", "Goal for 🇩🇰🇫🇷", [("🇩🇪", "🇩🇰")]),
        ("Fine 👍🏽", "Fine 👍🏿", [("👍🏽", "👍🏿")]),
        ("Step 1️⃣", "Step 2️⃣", [("1️⃣", "2️⃣")]),
        ("I ❤️ it", "I ❤ it", []),
        ("ที่นี่ดี", "ที่นั่นดี", [("นี่", "นั่น")]),
    ],
)
def test_a_span_is_the_words_that_changed(old: str, new: str, expected: list[tuple[str, str]]) -> None:
    assert shown(old, new) == expected


def test_a_small_word_between_two_changed_phrases_belongs_to_the_change() -> None:
    old, new = (
        "It stands at the old mill of north Kessel today.",
        "It stands near that new bridge of south Ellis today.",
    )
    assert shown(old, new) == [("at the old mill of north Kessel", "near that new bridge of south Ellis")]


def test_two_changes_far_apart_stay_two() -> None:
    assert (
        len(
            shown(
                "Six men were seen near the old town hall at noon.", "Two men were seen near the old town hall at dusk."
            )
        )
        == 2
    )


WORDS = st.sampled_from(
    [
        "the",
        "Mayor",
        "said",
        "“no”",
        '"no"',
        "don’t",
        "don't",
        "12",
        "1,200",
        "—",
        "-",
        "…",
        "town",
        "of",
        "Ellis.",
        "A",
        "é",
        "e\u0301",
        "東京",
    ]
)
TEXTS = st.lists(WORDS, max_size=14).map(" ".join)


@settings(deadline=None)
@given(TEXTS, TEXTS)
def test_splicing_the_spans_gives_the_new_text_up_to_folding(old: str, new: str) -> None:
    spliced = splice(old, new, spans_of(old, new))
    assert "".join(fold(spliced).split()) == "".join(fold(new).split())


CLUSTERS = st.lists(
    st.sampled_from(
        [
            "👩‍👩‍👧",
            "👩‍👩‍👦",
            "👩",
            "🇩🇪",
            "🇩🇰",
            "👍🏽",
            "👍",
            "1️⃣",
            "ว",
            "วั",
            "นี่",
            "か\u3099",
            "か",
            "東",
            "각",
            "क्षि ",
            "שָׁ ",
            "مرحباً ",
            "e\u0301 ",
            "- ",
        ]
    ),
    max_size=12,
)


@settings(deadline=None)
@given(CLUSTERS, CLUSTERS)
def test_no_span_begins_or_ends_within_what_readers_see_as_one_sign(old: list[str], new: list[str]) -> None:
    """Where the signs are known, so are the places between them; white space may stand on either side."""
    spans = spans_of("".join(old), "".join(new))
    for side, signs in (("old", old), ("new", new)):
        starts = list(accumulate((len(sign) for sign in signs), initial=0))
        places = {*starts, *(at - 1 for at, sign in zip(starts[1:], signs, strict=True) if sign.endswith(" "))}
        assert places.issuperset(place for span in spans for place in getattr(span, side))


SENTENCE = st.tuples(
    st.sampled_from(["The mayor", "A ferry", "Nobody", "One of the crews", "Yes", "“It", "In 2019 she"]),
    st.sampled_from(["left", "stayed", "spoke to reporters", "won", "closed the old harbour"]),
    st.sampled_from(["on Monday", "at noon in Port Ellis", "", "again", "with 14 others", "without a word to anyone"]),
).map(lambda parts: " ".join(part for part in parts if part) + ".")
LINES = st.lists(st.lists(SENTENCE, min_size=1, max_size=4).map(" ".join), max_size=6).map("\n".join)


@settings(deadline=None)
@given(LINES, LINES)
def test_edits_lead_from_the_old_text_to_the_new_and_back(old_text: str, new_text: str) -> None:
    old, new = article(old_text), article(new_text)
    edits = compare(old, new)
    assert apply(edits, old, shape(new)) == flow(new)
    assert apply(inverse(edits), new, shape(old)) == flow(old)


@settings(deadline=None)
@given(st.randoms(use_true_random=False))
def test_edits_of_a_shuffled_and_cut_article_lead_there_and_back(draw: object) -> None:
    random = draw
    lines = HARBOUR.split("\n")
    kept = [line for line in lines if random.random() < 0.8]  # type: ignore[attr-defined]
    random.shuffle(kept)  # type: ignore[attr-defined]
    words = [word for word in " ".join(kept).split(" ") if random.random() < 0.97]  # type: ignore[attr-defined]
    text = " ".join(words)
    old, new = article(HARBOUR), [Paragraph(text, "paragraph", split(text, "en"))]
    edits = compare(old, new)
    assert apply(edits, old, shape(new)) == flow(new)
    assert apply(inverse(edits), new, shape(old)) == flow(old)


_TYPOGRAPHY = str.maketrans({"'": "’", " ": "\u00a0", "-": "–"})


@settings(deadline=None)
@given(st.text(alphabet="ab 'é-.\"“”1,\u00a0’e\u0301", max_size=40), st.text(alphabet="ab 'é-.\"“”1,…", max_size=40))
def test_published_spans_rebuild_the_other_text_to_the_sign(old: str, new: str) -> None:
    for one, other in ((old, new), (old, old.translate(_TYPOGRAPHY)), (new.translate(_TYPOGRAPHY), new)):
        told = spans_of(one, other)
        spans = exact(one, other, told)
        assert splice(one, other, spans) == other
        back = [Span(span.op, span.new, span.old) for span in spans]
        assert splice(other, one, back) == one
        assert [span for span in spans if span in told] == told


def test_what_only_looks_different_has_spans_of_its_own_that_can_be_told() -> None:
    old, new = "“It’s late,” he said - twice", '"It\'s late," she said – twice'
    told = spans_of(old, new)
    spans = exact(old, new, told)
    assert [(old[slice(*span.old)], new[slice(*span.new)]) for span in spans] == [
        ("“It’s", "\"It's"),
        ("”", '"'),
        ("he", "she"),
        ("-", "–"),
    ]
    assert without_typography(old, new, spans) == told
