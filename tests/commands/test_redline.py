from typing import Any

import pytest

from streams.commands.redline import Piece, abridged, drawn, pieces, place, signal


def span(old: tuple[int, int], new: tuple[int, int]) -> dict[str, Any]:
    return {"op": "replace", "old": list(old), "new": list(new)}


def test_words_taken_out_stand_where_they_stood() -> None:
    found = pieces("All 240 seats taken", "All 204 seats taken", [span((4, 7), (4, 7))])
    assert found == [Piece("same", "All "), Piece("out", "240"), Piece("in", "204"), Piece("same", " seats taken")]


def test_without_colour_changes_are_marked_as_git_does() -> None:
    found = pieces("a b", "a c", [span((2, 3), (2, 3))])
    assert drawn(found, colour=False).plain == "a [-b-]{+c+}"


def test_with_colour_changes_are_never_told_by_colour_alone() -> None:
    styles = {str(part.style) for part in drawn([Piece("out", "a"), Piece("in", "b")], colour=True).spans}
    assert styles == {"red strike", "green underline"}


@pytest.mark.parametrize(
    "spans",
    [
        [span((4, 99), (4, 7))],
        [span((-1, 2), (0, 2))],
        [span((4, 7), (4, 7)), span((0, 2), (0, 2))],
        [span((7, 4), (4, 7))],
    ],
)
def test_spans_that_lie_give_the_whole_of_both_texts(spans: list[dict[str, Any]]) -> None:
    assert pieces("old text", "new text", spans) == [Piece("out", "old text"), Piece("in", "new text")]


def test_abridged_text_keeps_whole_words_beside_a_change() -> None:
    before, after = "one two three four five six seven ", " eight nine ten eleven twelve thirteen"
    short = abridged([Piece("same", before), Piece("in", "NEW"), Piece("same", after)], 12, 40)
    assert [piece.text for piece in short] == ["… six seven ", "NEW", " eight nine …"]


def test_a_long_change_is_cut_and_says_so() -> None:
    (piece,) = abridged([Piece("in", "word " * 100)], 10, 20)
    assert piece.text == "word word word word…"


def test_hostile_words_are_neutralised_in_a_redline() -> None:
    assert "\x1b" not in drawn([Piece("out", "\x1b[31m"), Piece("in", "\u202e")], colour=True).plain


def test_places_count_from_one() -> None:
    edit = {"old_position": {"paragraph": 0, "sentence": 0}, "new_position": {"paragraph": 3, "sentence": 1}}
    assert place(edit) == "paragraph 1, now 4"
    assert place({"old_position": None, "new_position": {"paragraph": 0, "sentence": 0}}) == "paragraph 1"


def test_signals_name_old_new_and_direction() -> None:
    assert signal({"type": "number", "old": "12", "new": "15", "direction": "up"}) == "number 12 → 15 (up)"
    assert signal({"type": "name", "old": None, "new": "Ida"}) == "name Ida came in"
    assert signal({"type": "hedge", "old": "may", "new": None}) == "hedge may taken out"
