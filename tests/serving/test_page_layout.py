"""Both versions of a revision laid out as one text."""

from __future__ import annotations

from typing import Any

from streams.archive import Archive, Filters, pages, revisions
from streams.serving.page_layout import layout


def test_an_edit_that_is_not_where_it_is_said_to_be_is_left_over() -> None:
    value = {"paragraphs": [{"text": "One. Two.", "kind": "paragraph", "sentences": [[0, 4], [5, 9]]}]}
    edit = {
        "op": "edited", "old": "Not there.", "new": "Neither.", "spans": [], "signals": [], "kind": "edit",
        "old_position": {"paragraph": 0, "sentence": 0}, "new_position": {"paragraph": 7, "sentence": 0},
    }  # fmt: skip
    found = layout(value, value, [edit])
    assert found is not None
    assert found.left_over == [0]
    assert "".join(piece.text for run in found.passages[0].runs for piece in run.pieces) == "One.Two."


def test_edits_that_cross_stand_once_each() -> None:
    def version(*sentences: str) -> dict[str, Any]:
        text = " ".join(sentences)
        ranges = [[text.index(each), text.index(each) + len(each)] for each in sentences]
        return {"paragraphs": [{"text": text, "kind": "paragraph", "sentences": ranges}]}

    def edit(old: str, new: str, old_at: int, new_at: int) -> dict[str, Any]:
        places = {
            "old_position": {"paragraph": 0, "sentence": old_at},
            "new_position": {"paragraph": 0, "sentence": new_at},
        }
        return {"op": "edited", "old": old, "new": new, "spans": [], "signals": [], "kind": "edit", **places}

    edits = [edit("One a.", "One b.", 0, 1), edit("Two a.", "Two b.", 1, 0)]
    found = layout(version("One a.", "Two a.", "Three."), version("Two b.", "One b.", "Three."), edits)
    assert found is not None
    runs = [run for passage in found.passages for run in passage.runs]
    assert sorted(run.edit for run in runs if run.edit is not None) == [0, 1]
    assert [run.pieces[0].text for run in runs if run.edit is None] == ["Three."]


def test_every_text_stands_once_in_the_layout(archive: Archive) -> None:
    """What stayed and what came is the new version, sentence by sentence; so is what stayed and what went the old."""
    looked_at = 0
    for event in archive.ask(revisions.find, Filters(basis="own_history"), revisions.Bounds(), 1_000):
        value = event.value
        old, new = (archive.ask(pages.version, value["page"], value[side]["version"]) for side in ("from", "to"))
        if old is None or new is None or value["disregarded"]["cut_off"]:
            continue
        found = layout(old.value, new.value, value["edits"])
        assert found is not None
        if found.left_over:
            continue
        looked_at += 1
        pieces = [piece for passage in found.passages for run in passage.runs for piece in run.pieces]
        after = "".join(piece.text for piece in pieces if piece.op != "out")
        assert sorted(_letters(after)) == sorted(_letters("".join(each["text"] for each in new.value["paragraphs"])))
    assert looked_at > 40


def _letters(text: str) -> str:
    return "".join(text.split())
