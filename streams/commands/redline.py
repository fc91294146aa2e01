"""Changes as people read them on a terminal: what was taken out, what came in, and the words around it.

With colour, words taken out are red and struck through, words that came in green and underlined. Without it they stand
as [-taken out-] and {+come in+}, as git writes them: never is colour alone what tells them apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from rich.text import Text

from streams.text.redline import Piece, abridged, pieces, place, visible

Value = dict[str, Any]

__all__ = ["Piece", "abridged", "drawn", "evidence", "pieces", "place", "signal"]

STYLES = {"same": "", "out": "red strike", "in": "green underline"}
MARKS = {"same": ("", ""), "out": ("[-", "-]"), "in": ("{+", "+}")}


def drawn(found: Iterable[Piece], *, colour: bool) -> Text:
    """Return pieces as one line for a terminal."""
    line = Text()
    for piece in found:
        text = visible(piece.text)
        if colour:
            line.append(text, STYLES[piece.op])
        else:
            before, after = MARKS[piece.op]
            line.append(before + text + after)
    return line


def signal(value: Value) -> str:
    """Say what a rule saw in an edit: ``number 12 → 15 (up)``."""
    old, new = value.get("old"), value.get("new")
    words = visible(str(value["type"])).replace("_", " ")
    if value["type"] in ("headline", "correction_notice", "appended", "live_blog", "byline"):
        return words  # their texts are the edit's own
    if old is not None and new is not None:
        words += f" {_short(old)} → {_short(new)}"
    elif new is not None:
        words += f" {_short(new)} came in"
    elif old is not None:
        words += f" {_short(old)} taken out"
    elif value["type"] in ("standfirst", "caption", "table"):
        words = f"in the {words}"
    elif value["type"] == "item":
        words = "in a list"
    return words + (f" ({value['direction']})" if value.get("direction") else "")


def evidence(found: Sequence[str]) -> str:
    """Return what was seen of a cut-off as one sentence."""
    return visible("; ".join(words.rstrip(".") for words in found))


def _short(text: str) -> str:
    seen = visible(text)
    return seen if len(seen) <= 40 else seen[:39].rstrip() + "…"
