"""What counts as an edit, and which one."""

from __future__ import annotations

import random
import time

import pytest

from streams.text.difference.alignment import compare
from tests.text.difference_cases import HARBOUR, article, edits, ops

LINES = HARBOUR.split("\n")
SENTENCES = [
    "The bakery on Mill Street opens at six in the morning.",
    "A second oven was delivered from Turin last week.",
    "Its owner trained as a pilot before she learned to bake.",
    "Rye bread sells best on Fridays and before holidays.",
    "The old sign above the door will be repainted in May.",
    "Neighbours complained about the noise of the mixers.",
    "An inspector measured the noise and found it within the limits.",
]
BAKERY = " ".join(SENTENCES)


def without(index: int) -> str:
    return "\n".join(LINES[:index] + LINES[index + 1 :])


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("“We are open,” she said.", '"We are open," she said.'),
        ("The plan — long awaited — failed.", "The plan—long awaited—failed."),
        ("It’s over. They won.", "It's over.\u00a0They won."),
        ("Caf\u00e9 owners agreed.", "Cafe\u0301 owners agreed."),
        ("The road is closed. Drivers must turn.", "The road is closed.\nDrivers must turn."),
        (
            "A long line that was\nwrapped by a mail program\nand joined later.",
            "A long line that was wrapped by a mail program and joined later.",
        ),
        ("Wait… and see.", "Wait... and see."),
        ("So\u00adlar power is cheap.", "Solar power is cheap."),
        ("First tip\nUse less water.", "First tip Use less water."),
    ],
)
def test_what_only_looks_different_is_no_edit(old: str, new: str) -> None:
    assert edits(old, new) == []
    assert edits(new, old) == []


def test_reflow_beside_an_edit_adds_nothing_to_it() -> None:
    new = (
        HARBOUR.replace("\nEngineers", " Engineers")
        .replace(". Some of them", ".\nSome of them")
        .replace("14 million", "15 million")
    )
    (edit,) = edits(HARBOUR, new)
    assert (edit.op, edit.old) == ("edited", "The repair will cost 14 million dollars, most of it paid by the state.")


def test_sentences_cut_differently_are_compared_by_their_words() -> None:
    old, new = article(HARBOUR), article(HARBOUR)
    new[1].sentences = [(0, len(new[1].text))]
    assert compare(old, new) == []
    new[1].text = new[1].text.replace("last autumn", "last winter")
    new[1].sentences = [(0, len(new[1].text))]
    (edit,) = compare(old, new)
    assert edit.op == "edited"
    assert [new[1].text[span.new[0] : span.new[1]] for span in edit.spans] == ["winter"]


@pytest.mark.parametrize("index", range(len(LINES)))
def test_a_missing_paragraph_is_one_deletion_and_the_reverse_one_addition(index: int) -> None:
    (gone,) = edits(HARBOUR, without(index))
    assert (gone.op, gone.old, gone.new, gone.old_position) == ("deleted", LINES[index], None, (index, 0))
    (come,) = edits(without(index), HARBOUR)
    assert (come.op, come.old, come.new, come.new_position) == ("added", None, LINES[index], (index, 0))


def test_one_changed_sentence_of_a_long_paragraph_is_one_edit_of_that_sentence() -> None:
    (edit,) = edits(BAKERY, BAKERY.replace("from Turin", "from Milan"))
    assert (edit.op, edit.old, edit.old_position) == ("edited", SENTENCES[1], (0, 1))


def test_a_sentence_with_little_in_common_is_deleted_and_added() -> None:
    new = HARBOUR.replace(LINES[6], "Nobody at the ministry wanted to comment.")
    assert ops(HARBOUR, new) == ["deleted", "added"]


def test_a_sentence_cut_short_is_edited_however_much_was_cut() -> None:
    short = HARBOUR.replace(" will close for six weeks in the spring, the city council decided on Tuesday", "")
    assert ops(HARBOUR, short) == ["edited"]


def test_deletions_stand_where_their_text_stood() -> None:
    new = "\n".join([LINES[0].replace("six", "seven"), *LINES[2:6], LINES[6].replace("complaints", "objections")])
    assert [edit.op for edit in edits(HARBOUR, new)] == ["edited", "deleted", "edited"]


MOVES = [
    (f"{SENTENCES[0]} {SENTENCES[1]} {SENTENCES[2]}", f"{SENTENCES[1]} {SENTENCES[2]} {SENTENCES[0]}", SENTENCES[0]),
    (
        f"{SENTENCES[0]}\n{SENTENCES[1]}\n{SENTENCES[2]}",
        f"{SENTENCES[2]}\n{SENTENCES[0]}\n{SENTENCES[1]}",
        SENTENCES[2],
    ),
    ("\n".join(LINES), "\n".join([*LINES[1:], LINES[0]]), LINES[0]),
    ("\n".join(LINES), "\n".join([LINES[6], *LINES[:6]]), LINES[6]),
    ("\n".join(LINES), "\n".join([*LINES[:1], LINES[4], *LINES[1:4], *LINES[5:]]), LINES[4]),
    ("\n".join(LINES), "\n".join([*LINES[:2], LINES[5], *LINES[2:5], LINES[6]]), LINES[5]),
    ("\n".join(LINES), "\n".join([*LINES[:2], *LINES[3:5], LINES[2], *LINES[5:]]), LINES[2]),
]


@pytest.mark.parametrize(("old", "new", "moved"), MOVES)
def test_the_lightest_text_that_changed_place_is_moved_and_nothing_else(old: str, new: str, moved: str) -> None:
    (edit,) = edits(old, new)
    assert (edit.op, edit.old, edit.new, edit.spans) == ("moved", moved, moved, [])


def test_a_moved_sentence_with_a_changed_word_is_moved_with_its_span() -> None:
    new = "\n".join([*LINES[:2], *LINES[3:], LINES[2].replace("cheaper", "quicker")])
    (edit,) = edits(HARBOUR, new)
    assert edit.op == "moved"
    assert edit.new is not None
    assert [edit.new[span.new[0] : span.new[1]] for span in edit.spans] == ["quicker"]


NO_MOVES = [
    # what insertion and deletion explain
    (HARBOUR, "\n".join(["A storm warning was lifted at noon.", *LINES])),
    (HARBOUR, "\n".join([*LINES[:3], "A storm warning was lifted at noon.", *LINES[3:]])),
    (HARBOUR, "\n".join(LINES[2:])),
    (HARBOUR, "\n".join([LINES[0], *LINES[3:], "The port has 210 workers."])),
    # house phrases that may stand anywhere
    ("Read more below.\n" + HARBOUR, HARBOUR + "\nRead more below."),
    ("Yes. " + BAKERY, BAKERY + " Yes."),
    # said twice: which of the two moved is anybody's guess
    (f"{HARBOUR}\n{LINES[1]}", f"{LINES[1]}\n{HARBOUR}"),
    (HARBOUR, "\n".join([LINES[0], LINES[0], *LINES[1:]])),
]


@pytest.mark.parametrize(("old", "new"), NO_MOVES)
def test_nothing_is_called_moved_that_is_not_surely_so(old: str, new: str) -> None:
    assert "moved" not in ops(old, new)
    assert "moved" not in ops(new, old)


MERGES = [
    ("The mayor resigned on Monday. She cited her health.", "The mayor resigned on Monday, citing her health."),
    ("The bridge is old. It carries forty trains a day.", "The bridge is old and carries forty trains a day."),
    ("Prices rose in June. They fell again in July.", "Prices rose in June, but they fell again in July."),
    (
        "Two men were arrested in Leeds. Both deny the theft.",
        "Two men, who both deny the theft, were arrested in Leeds.",
    ),
    (
        "The museum shut its doors in 1990. The city bought it a year later.",
        "The museum shut its doors in 1990; the city bought it a year later.",
    ),
    ("Nurses went on strike. Doctors joined them at noon.", "Nurses went on strike, and doctors joined them at noon."),
    (
        "The award was given to Ines Prado. The jury praised her patience.",
        "The award was given to Ines Prado, and the jury praised her patience.",
    ),
    ("Snow fell in the hills. Several roads were closed.", "Snow fell in the hills, so several roads were closed."),
    (
        "The lake is clean again. Swimmers returned this summer.",
        "The lake is clean again and swimmers returned this summer.",
    ),
    (
        "He was born in Oslo. He grew up in Bergen with two sisters.",
        "He was born in Oslo but grew up in Bergen with two sisters.",
    ),
]


@pytest.mark.parametrize(("two", "one"), MERGES)
def test_two_sentences_made_one_are_merged_and_the_reverse_is_a_split(two: str, one: str) -> None:
    old = f"{LINES[0]}\n{SENTENCES[0]} {two} {SENTENCES[1]}\n{LINES[1]}"
    new = f"{LINES[0]}\n{SENTENCES[0]} {one} {SENTENCES[1]}\n{LINES[1]}"
    (merge,) = edits(old, new)
    assert (merge.op, merge.old, merge.new) == ("merged", two, one)
    (cut,) = edits(new, old)
    assert (cut.op, cut.old, cut.new) == ("split", one, two)


def test_a_long_sentence_put_inside_another_is_an_edit() -> None:
    """Neither stands whole any more, so nothing was merged."""
    two = (
        "The fund is a plan that pays for new ideas in small towns. It is housed in the old customs house by the river."
    )
    one = "The fund is a plan, housed in the old customs house by the river, that pays for new ideas in small towns."
    old, new = (f"{LINES[0]}\n{SENTENCES[0]} {text} {SENTENCES[1]}\n{LINES[1]}" for text in (two, one))
    assert (ops(old, new), ops(new, old)) == (["edited"], ["edited"])


def test_an_added_sentence_beside_a_kept_one_is_no_split() -> None:
    new = HARBOUR.replace("last autumn.", "last autumn. Divers confirmed it in a second inspection in January.")
    assert ops(HARBOUR, new) == ["added"]


def test_a_crumb_is_a_change_of_the_sentence_beside_it() -> None:
    (edit,) = edits(HARBOUR, HARBOUR.replace("the quay.", "the quay. More on page 4."))
    assert edit.op == "edited"
    assert edit.new == "It was dropped after protests by shop owners along the quay. More on page 4."


def test_a_list_that_got_numbers_is_edited_not_rewritten() -> None:
    old = "Turn off the gas.\nOpen all the windows.\nCall the fire service."
    new = "1. Turn off the gas.\n2. Open all the windows.\n3. Call the fire service."
    assert ops(old, new) == ["edited", "edited", "edited"]


def test_texts_of_thousands_of_sentences_get_a_coarse_answer_in_bounded_time() -> None:
    """No cap is a second long here; without caps this comparison takes minutes."""
    draw = random.Random(7)  # noqa: S311 -- a seeded test text
    words = [f"word{number}" for number in range(400)]
    old = [f"{' '.join(draw.choices(words, k=12)).capitalize()}." for _ in range(5_000)]
    new = [line.replace("word1", "other1") if at % 2 else line for at, line in enumerate(old)]
    draw.shuffle(new)
    start = time.process_time()
    found = edits("\n".join(old), "\n".join(new))
    assert found
    assert time.process_time() - start < 60


def test_the_same_sentence_thousands_of_times_is_compared_by_number() -> None:
    old, new = "\n".join(["It rained again."] * 3_000), "\n".join(["It rained again."] * 3_001)
    assert ops(old, new) == ["added"]


def test_empty_texts_have_their_edits_too() -> None:
    assert edits("", "") == []
    assert ops("", SENTENCES[0]) == ["added"]
    assert ops(SENTENCES[0], "") == ["deleted"]
