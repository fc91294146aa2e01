"""A text that lost its end: when it was cut off, and when an editor took something out."""

from __future__ import annotations

from pathlib import Path

import pytest

from streams.text.difference.alignment import compare
from streams.text.difference.edits import flow
from streams.text.difference.ending import carry_over, looks_cut_off, missing_end
from tests.text.difference_cases import HARBOUR, article

LINES = HARBOUR.split("\n")
# A longer article, so that shares are as in life.
LONG = "\n".join(
    f"{line} The clerk of ward {number} noted it in her book, as she has done since the flood of 1999."
    for number, line in enumerate(LINES * 2)
)
LONG_LINES = LONG.split("\n")


def evidence(old: str, new: str) -> list[str]:
    missing = missing_end(article(old), article(new))
    return looks_cut_off(missing) if missing else []


@pytest.mark.parametrize("characters", [200, 333, 500, 640, 745])
def test_a_text_that_ends_within_a_sentence_or_word_is_cut_off(characters: int) -> None:
    assert "ends" in evidence(HARBOUR, HARBOUR[:characters].rstrip())[0]


BROKEN = (
    "The old ferry Undine will lie at the north quay until the divers have looked at all of her seven rudders again"
)


@pytest.mark.parametrize(
    "edited",
    [
        "The old ferry Udnine will lie at the north quay until the divers",
        "The old ferry Undine will perhaps lie at the north quay until the div",
        "The ferry Undine will lie at the north quay until the divers",
    ],
)
def test_a_broken_sentence_is_recognised_though_a_word_of_it_was_changed(edited: str) -> None:
    assert "ends" in evidence(f"{LONG}\n{BROKEN}.\n{HARBOUR}", f"{LONG}\n{edited}")[0]


def test_a_sentence_that_was_shortened_in_its_middle_is_an_edit() -> None:
    assert not evidence(
        f"{LONG}\n{BROKEN}.", f"{LONG}\nThe old ferry Undine will lie at the north quay with seven rudders."
    )
    assert not evidence(f"{LONG}\n{BROKEN}.", f"{LONG}\nThe old ferry Undine was sold to a wharf on the south bank")


@pytest.mark.parametrize(
    "mark",
    [
        " …",
        "...",
        " [...]",
        " [+1234 chars]",
        "\nRead more",
        "\nContinue reading",
        "\nWeiterlesen",
        "\nLire la suite",
        "… Read more »",
    ],
)
def test_a_mark_of_continuation_is_evidence(mark: str) -> None:
    found = evidence(HARBOUR, "\n".join(LINES[:3]) + mark)
    assert any("mark of continuation" in sentence for sentence in found)


def test_a_long_clean_end_gone_is_cut_off() -> None:
    assert evidence(LONG, "\n".join(LONG_LINES[:9]))
    assert evidence(LONG, "\n".join(LONG_LINES[:10]))


@pytest.mark.parametrize("kept", [12, 13])
def test_one_or_two_last_paragraphs_gone_are_a_deletion(kept: int) -> None:
    assert missing_end(article(LONG), article("\n".join(LONG_LINES[:kept]))) is not None
    assert evidence(LONG, "\n".join(LONG_LINES[:kept])) == []


def test_short_lines_gone_are_a_deletion_however_many() -> None:
    tail = "\n".join(["Tel. 555 0100", "Open on weekdays", "Closed on holidays", "Parking behind the hall"])
    assert evidence(f"{LONG}\n{tail}", LONG) == []


@pytest.mark.parametrize(
    "new",
    [
        "\n".join([*LONG_LINES[:8], "The council will decide in June."]),  # something else stands there
        "\n".join([*LONG_LINES[:8], LONG_LINES[-1]]),  # the end is there
        LONG + "\nThe hearing starts at ten.",
        LONG,
    ],
)
def test_an_end_that_is_there_or_was_replaced_is_not_missing(new: str) -> None:
    assert missing_end(article(LONG), article(new)) is None


def test_an_end_that_moved_up_is_not_missing() -> None:
    assert missing_end(article(HARBOUR), article("\n".join([LINES[6], *LINES[:6]]))) is None


def test_a_rewritten_text_that_is_shorter_is_not_cut_off() -> None:
    new = "\n".join(["A storm drove the fleet into the bay.", "No crew was hurt, the coast guard said.", LONG_LINES[0]])
    assert evidence(LONG, new) == []


def test_an_edit_of_the_last_sentence_is_no_cut() -> None:
    assert evidence(HARBOUR, HARBOUR.replace(" until the end of the month", "")) == []
    assert evidence(HARBOUR, HARBOUR.replace("of the month.", "of June.")) == []


@pytest.mark.parametrize("characters", [150, 333, 500, 640, 745])
def test_carrying_the_end_over_leaves_only_the_edits_of_what_is_there(characters: int) -> None:
    old = article(HARBOUR)
    cut = HARBOUR[:characters].rstrip().replace("spring", "summer")
    missing = missing_end(old, article(cut))
    assert missing is not None
    whole = carry_over(old, article(cut), missing)
    assert flow(whole) == flow(article(HARBOUR.replace("spring", "summer")))
    assert [edit.op for edit in compare(old, whole)] == ["edited"]


def test_carrying_over_takes_the_mark_of_continuation_away() -> None:
    old, cut = article(HARBOUR), article("\n".join([*LINES[:3], "Read more"]))
    missing = missing_end(old, cut)
    assert missing is not None
    assert flow(carry_over(old, cut, missing)) == flow(old)


def test_the_seeds_are_a_whole_text_and_one_that_was_cut_off(shared: Path) -> None:
    def body(name: str) -> str:
        text = (shared / "seeds" / name).read_text()
        return text[text.index("President Donald Trump on Friday") :].removesuffix("Leave a Reply").strip()

    whole, cut = body("000_10e2f74f09633d9c.txt"), body("001_7e6ccb258fc9c273.txt")
    missing = missing_end(article(whole), article(cut))
    assert missing is not None
    assert missing.paragraphs == 6
    assert looks_cut_off(missing)
    edits = compare(article(whole), carry_over(article(whole), article(cut), missing))
    assert [edit.op for edit in edits] == ["edited", "edited"]
    assert missing_end(article(cut), article(whole)) is None
