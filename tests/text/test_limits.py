"""Twice the text, about twice the time: no pattern goes back over what it has read. By ratio, since machines differ."""

from __future__ import annotations

from collections.abc import Callable
from time import process_time

import pytest

from streams.records import Block
from streams.text import mojibake, plain, sentences
from streams.text.noise import sift
from streams.text.wording import PATTERNS, line

CHARACTERS = 200_000
RATIO_MAX = 3.2  # linear is 2, quadratic 4
QUICK_SECONDS = 0.02  # below that the clock decides
REPEATED = {
    "buttons and sentences": "Read More Support Now The council. ",
    "dates": "date 2025-03-14 ",
    "abbreviations": "U.S.A. ",
    "stops": ". ",
    "opened quotations": "“a ",
    "emphasis": "*_a ",
    "wrongly decoded": "Itâ€™s ",
    "appeals": "Support our journalism with a donation. ",
    "counters": "412 people are reading this. ",
    "lines": "412 people are reading this\n",
    "bullets": "- a\n",
    "rules": "- - -\n",
}


def read(text: str) -> None:
    """Take a text through all that plain text goes through."""
    found, _ = plain.blocks(mojibake.mend(text))
    kept, _ = sift(found)
    for block in kept:
        sentences.split(block.text)


def seconds(work: Callable[[], None]) -> float:
    best = float("inf")
    for _ in range(3):
        begun = process_time()
        work()
        best = min(best, process_time() - begun)
    return best


@pytest.mark.timeout(60)
@pytest.mark.parametrize("piece", REPEATED.values(), ids=REPEATED.keys())
def test_time_grows_with_the_length_of_a_text(piece: str) -> None:
    short = piece * (CHARACTERS // len(piece))
    once = seconds(lambda: read(short))
    assert once < QUICK_SECONDS or seconds(lambda: read(short * 2)) < RATIO_MAX * once


@pytest.mark.timeout(60)
def test_no_pattern_of_noise_goes_back_over_a_line() -> None:
    """Lines of the length that patterns are tried on, made of the words that they begin with."""
    words = ("share on facebook ", "we use cookies by clicking you agree ", "sign up for our our our ", "a" * 40 + " ")
    for reason, language, pattern in PATTERNS.values():
        for word in words:
            text = (word * line.PATTERN_MAX)[: line.PATTERN_MAX - 1] + "\n"
            half = text[: len(text) // 2] + "\n"
            once = seconds(lambda p=pattern, t=half: p.fullmatch(t))  # type: ignore[misc]
            twice = seconds(lambda p=pattern, t=text: p.fullmatch(t))  # type: ignore[misc]
            assert twice < QUICK_SECONDS or twice < 2 * RATIO_MAX * once, f"{language}: {reason}"


def test_what_is_too_long_for_any_article_stays_as_it_is() -> None:
    """Noise behind the limit is not looked for; nothing is lost."""
    blocks = [Block("The council said so. " * 10_000)] * 3 + [Block("Read more")]
    kept, noise = sift(blocks)
    assert kept == blocks
    assert not noise
