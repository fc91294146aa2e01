"""Stories: the same from a seed, each of them another, and nothing in them that reads like noise."""

from __future__ import annotations

from collections import Counter

from streams.newsroom.prose import story
from streams.records import Block
from streams.text import noise, sentences
from streams.text.fingerprint import windows

SEEDS = [f"prose/{number}" for number in range(120)]


def test_a_seed_gives_the_same_story_again() -> None:
    assert [story(seed).write() for seed in SEEDS[:20]] == [story(seed).write() for seed in SEEDS[:20]]
    assert story("a").write() != story("b").write()


def test_the_first_headline_needs_no_text() -> None:
    assert all(story(seed).first_headline() == story(seed).write().headline for seed in SEEDS)


def test_stories_have_250_to_900_words() -> None:
    counts = [
        sum(len(one.split()) for one in story(seed).write().sentences()) for seed in SEEDS if not story(seed).live
    ]
    assert min(counts) >= 250
    assert max(counts) <= 900


def test_no_sentence_stands_in_two_stories_often() -> None:
    found = Counter(one for seed in SEEDS for one in set(story(seed).write().sentences()))
    assert sum(count > 1 for count in found.values()) <= len(found) // 200


def test_nothing_in_a_story_reads_like_noise() -> None:
    for seed in SEEDS:
        text = story(seed).write()
        blocks = [Block(" ".join(paragraph)) for paragraph in text.paragraphs]
        assert noise.sift(blocks, text.headline)[1] == []


def test_every_pattern_ends_a_sentence_and_leaves_no_slot() -> None:
    for seed in SEEDS:
        for one in story(seed).write().sentences():
            assert one.endswith((".", ".”")), one
            assert not set("{}[]|") & set(one), one
            assert ",," not in one, one
            assert "  " not in one, one


def test_a_sentence_of_a_story_is_a_sentence_to_rowback() -> None:
    """Except behind the word "ago", which the splitter takes for a month."""
    for seed in SEEDS:
        for paragraph in story(seed).write().paragraphs:
            if not any(one.endswith(("ago.", "ago.”")) for one in paragraph[:-1]):
                text = " ".join(paragraph)
                assert tuple(text[start:end] for start, end in sentences.split(text, "en")) == paragraph


def test_two_stories_share_hardly_a_run_of_five_words() -> None:
    texts = [set(windows(" ".join(story(seed).write().sentences()).lower().split()).tolist()) for seed in SEEDS[:60]]
    for number, one in enumerate(texts):
        for other in texts[number + 1 :]:
            assert len(one & other) <= 0.05 * min(len(one), len(other))
