"""Invented texts, one paragraph a line: stories that are copied, and texts that look like copies and are not.

``stories/`` whole stories; ``forms/`` what newsrooms fill in again and again, with the fillings; ``blends/`` texts that
share a long passage, ``briefs/`` short reports and their copies (a blank line stands between two texts), ``twins/``
pairs that are copies and ``strangers/`` pairs that are not, by what makes them hard.
"""

from pathlib import Path
from typing import NamedTuple

FOLDER = Path(__file__).parent


class Form(NamedTuple):
    """The texts that one form was filled in to; ``days`` lie between one and the next."""

    texts: list[str]
    days: float


def form(name: str) -> Form:
    head, text, fillings = (FOLDER / "forms" / f"{name}.txt").read_text("utf-8").split("\n\n")
    rows = [[value.strip() for value in row.split("|")] for row in fillings.strip().splitlines()[1:]]
    return Form([text.format(*row) for row in rows], float(head.split(":")[1]))


def forms() -> dict[str, Form]:
    return {path.stem: form(path.stem) for path in sorted((FOLDER / "forms").glob("*.txt"))}


def stories() -> dict[str, str]:
    return {path.stem: path.read_text("utf-8") for path in sorted((FOLDER / "stories").glob("*.txt"))}


def blend(name: str) -> list[str]:
    return (FOLDER / "blends" / f"{name}.txt").read_text("utf-8").split("\n\n")


def briefs() -> dict[str, list[str]]:
    """Return short reports, each followed by what other pages made of it."""
    return {path.stem: path.read_text("utf-8").split("\n\n") for path in sorted((FOLDER / "briefs").glob("*.txt"))}


class Pair(NamedTuple):
    """Two texts, and how many days lie between them."""

    one: str
    other: str
    days: float


def pairs(folder: str) -> list[tuple[str, Pair]]:
    """Return the pairs of ``twins`` or ``strangers``, each with its name: a file tells why they are hard, then lists
    them below lines of ``=``: the days between them and the texts, with a blank line before each."""
    found = []
    for path in sorted((FOLDER / folder).glob("*.txt")):
        for number, block in enumerate(path.read_text("utf-8").split("=" * 20 + "\n")[1:], 1):
            head, one, other = block.strip().split("\n\n")
            found.append((f"{path.stem}-{number}", Pair(one, other, float(head.split(":")[1]))))
    return found
