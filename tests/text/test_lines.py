"""Short lines: joined to the line beside them, or set elsewhere, they neither came nor went."""

from __future__ import annotations

import pytest

from tests.text.difference_cases import HARBOUR, edits, ops

START, END = HARBOUR.split("\n")[0], HARBOUR.split("\n")[-1]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Lagert die Akten sicher\nDatenschutz", "Lagert die Akten sicher_Datenschutz_"),
        ("3. ships_list\n*A list of all the ships.", "3. ships_list_*A list of all the ships."),
        ("@kessel\nAnn Holt leads the port authority.", "kessel_Ann Holt leads the port authority._"),
        ("Gardez les dossiers au sec\nSécurité", "Gardez les dossiers au secSécurité"),
        ("Guarda los papeles bien\nPrivacidad ahora", "Guarda los papeles bien Privacidad ahora"),
    ],
)
def test_a_line_of_a_word_or_two_that_is_joined_to_the_next_is_no_deletion(before: str, after: str) -> None:
    joined, split = f"{START}\n{before}\n{END}", f"{START}\n{after}\n{END}"
    assert not {"added", "deleted"} & {*ops(joined, split), *ops(split, joined)}


def test_a_line_of_a_word_that_went_is_a_deletion() -> None:
    old = f"{START}\nKeep the papers dry\nPrivacy\n{END}"
    assert "deleted" in ops(old, f"{START}\nKeep the papers very dry\n{END}")


@pytest.mark.parametrize(
    ("lines", "places"),
    [
        (["Kessel Point", "Sand Island", "Port Ellis", "Doran"], [2, 0, 3, 1]),
        (["Hafen", "Fähre nach Kessel", "Kai"], [1, 2, 0]),
        (["Muelle", "Faro", "Puerto viejo"], [2, 1, 0]),
    ],
)
def test_lines_of_a_list_in_another_order_moved(lines: list[str], places: list[int]) -> None:
    old = "\n".join([START, *lines, END])
    new = "\n".join([START, *(lines[place] for place in places), END])
    assert set(ops(old, new)) == {"moved"}


def test_a_list_made_into_a_table_by_columns_moved() -> None:
    rows = [("Kessel", "north quay"), ("Doran", "south quay"), ("Ellis", "west quay")]
    old = "\n".join([START, *(cell for row in rows for cell in row), END])
    new = "\n".join([START, *(row[0] for row in rows), *(row[1] for row in rows), END])
    assert {edit.op for edit in edits(old, new)} == {"moved"}


def test_lines_that_stand_several_times_are_no_moves() -> None:
    old = f"{START}\nQuay\nFerry\nQuay\n{END}"
    assert "moved" not in [edit.op for edit in edits(old, f"{START}\nFerry\nQuay\nQuay\n{END}") if edit.old == "Quay"]
