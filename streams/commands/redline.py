"""Changes as people read them on a terminal: what was taken out, what came in, and the words around it.

With colour, words taken out are red and struck through, words that came in green and underlined. Without it they stand
as [-taken out-] and {+come in+}, as git writes them: never is colour alone what tells them apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from rich.text import Text

from streams.commands.terminal import visible

Value = dict[str, Any]

STYLES = {"same": "", "out": "red strike", "in": "green underline"}
MARKS = {"same": ("", ""), "out": ("[-", "-]"), "in": ("{+", "+}")}


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text that stayed, was taken out, or came in."""

    op: Literal["same", "out", "in"]
    text: str


def pieces(old: str | None, new: str | None, spans: Sequence[Value]) -> list[Piece]:
    """Return a change in reading order: the new text, with what was taken out where it stood."""
    if old is None or new is None:
        return [Piece("in", new or "")] if old is None else [Piece("out", old)]
    if not _sound(spans, len(old), len(new)):
        return [Piece("out", old), Piece("in", new)]
    found, at = [], 0
    for span in spans:
        (old_start, old_end), (new_start, new_end) = span["old"], span["new"]
        found += [
            Piece("same", new[at:new_start]),
            Piece("out", old[old_start:old_end]),
            Piece("in", new[new_start:new_end]),
        ]
        at = new_end
    return [piece for piece in [*found, Piece("same", new[at:])] if piece.text]


def _sound(spans: Sequence[Value], old_length: int, new_length: int) -> bool:
    """Spans come from a topic that others may write to: only ranges in order and inside the text are followed."""
    old_at = new_at = 0
    for span in spans:
        (old_start, old_end), (new_start, new_end) = span["old"], span["new"]
        if not (old_at <= old_start <= old_end <= old_length and new_at <= new_start <= new_end <= new_length):
            return False
        old_at, new_at = old_end, new_end
    return True


def abridged(found: Iterable[Piece], around: int, changed_max: int) -> list[Piece]:
    """Return pieces with long stretches cut: ``around`` characters stay beside a change, ``changed_max`` of one."""
    whole = list(found)
    short = []
    for index, piece in enumerate(whole):
        text = piece.text
        if piece.op != "same":
            text = text if len(text) <= changed_max else text[: changed_max - 1].rstrip() + "…"
        elif len(whole) > 1:
            text = _middle_cut(text, 0 if index == 0 else around, 0 if index == len(whole) - 1 else around)
        elif len(text) > changed_max:
            text = text[: changed_max - 1].rstrip() + "…"
        short.append(Piece(piece.op, text))
    return short


def _middle_cut(text: str, head: int, tail: int) -> str:
    """Cut the middle out of unchanged text, between words where there are some."""
    if len(text) <= head + tail + 3:
        return text
    before, after = text[:head], text[len(text) - tail :] if tail else ""
    if not text[head].isspace() and (end := before.rfind(" ")) > 0:
        before = before[:end]
    if tail and not text[-tail - 1].isspace() and 0 <= (start := after.find(" ")) < len(after) - 1:
        after = after[start:]
    return f"{before} … {after.lstrip()}" if before and tail else f"{before} …" if before else f"… {after.lstrip()}"


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


def place(edit: Value) -> str:
    """Say where an edit is, counting paragraphs from 1 as people do."""
    old, new = (edit[side]["paragraph"] + 1 if edit[side] else None for side in ("old_position", "new_position"))
    if old is None or new is None or old == new:
        where = new if new is not None else old
        return f"paragraph {where}" if where is not None else "place unknown"
    return f"paragraph {old}, now {new}"


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
