"""Windows and anchors: what two texts share is found whatever else stands in them."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from streams.text.fingerprint import SPAN_WINDOWS, WINDOW_WORDS, alike, anchors, windows


def invented(count: int, seed: int) -> list[str]:
    """Return words that occur in no other text: a linear congruential generator, the same on every machine."""
    words, state = [], seed
    for _ in range(count):
        state = (state * 6364136223846793005 + 1442695040888963407) % (1 << 64)
        words.append(f"w{state >> 40}")
    return words


def shared(one: list[str], other: list[str]) -> int:
    return len(np.intersect1d(anchors(windows(one)), anchors(windows(other))))


def test_hashes_are_the_same_on_every_machine() -> None:
    assert windows(["the", "council", "voted", "late", "on", "monday", "night"]).tolist() == [
        8850491065762157840,
        3712419566244179165,
        16570433846583506008,
    ]


def test_a_text_shorter_than_a_window_is_one_window() -> None:
    assert len(windows(["fire"])) == 1
    assert windows(["fire"]).tolist() != windows(["fire", "out"]).tolist()


def test_an_empty_text_has_no_windows_and_no_anchors() -> None:
    assert anchors(windows([])).tolist() == []


def test_the_order_of_words_counts() -> None:
    assert windows(["a", "b", "c", "d", "e"]).tolist() != windows(["b", "a", "c", "d", "e"]).tolist()


def test_a_lone_surrogate_is_hashed_like_any_word() -> None:
    assert len(windows(["\ud800"])) == 1


@given(st.integers(0, 900), st.integers(SPAN_WINDOWS + WINDOW_WORDS - 1, 200), st.integers(0, 2**32))
def test_an_unbroken_run_of_36_words_always_shares_an_anchor(before: int, length: int, seed: int) -> None:
    run = invented(length, seed)
    article = invented(before, seed + 1) + run + invented(900 - before, seed + 2)
    roundup = invented(300, seed + 3) + run + invented(before, seed + 4)
    assert shared(article, roundup) >= 1


def test_an_excerpt_of_a_long_text_is_worth_a_check() -> None:
    article = invented(3000, 1)
    for start in range(0, 2900, 29):
        excerpt = article[start : start + 60]
        few, many = anchors(windows(excerpt)), anchors(windows(article))
        assert alike(len(np.intersect1d(few, many)), len(few), len(many))


def test_a_copy_with_every_tenth_word_edited_is_worth_a_check() -> None:
    article = invented(700, 2)
    copy = [word if place % 10 else "edited" for place, word in enumerate(article)]
    assert alike(shared(article, copy), len(anchors(windows(article))), len(anchors(windows(copy))))


def test_texts_that_share_one_sentence_are_not_worth_a_check() -> None:
    appeal = invented(20, 3)
    one, other = invented(700, 4) + appeal, appeal + invented(700, 5)
    assert not alike(shared(one, other), len(anchors(windows(one))), len(anchors(windows(other))))


def test_the_anchors_of_a_very_long_text_are_bounded() -> None:
    assert len(anchors(windows(invented(200_000, 6)))) < 400


def test_anchors_are_about_one_in_seventeen_words() -> None:
    assert 30 < len(anchors(windows(invented(700, 7)))) < 55
