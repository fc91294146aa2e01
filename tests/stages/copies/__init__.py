"""Invented texts, one paragraph a line: stories that are copied, and texts that look like copies and are not.

``stories/`` whole stories; ``forms/`` what newsrooms fill in again and again, with the fillings; ``blends/`` texts that
share a long passage, ``briefs/`` short reports and their copies (a blank line stands between two texts).
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
