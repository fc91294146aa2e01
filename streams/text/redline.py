"""A change as people read it, whatever shows it: in pieces that stayed, went or came, with nothing hidden in the text.

Events are read back from a topic that others may write to, so ranges are checked before they are followed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from streams.records import Edit, Signal, Span
from streams.text.difference.significance import parts_of
from streams.text.difference.spans import without_typography
from streams.text.fold import fold

Value = dict[str, Any]

_SPACES = re.compile(r"[\t\n\v\f\r\x1c-\x1f\x85\u2028\u2029]+")
# Control characters, embeddings, overrides and isolates of writing direction, annotations, tags, halves of characters,
# and what XML has no place for. Marks of direction (U+200E, U+200F) stay: Hebrew and Arabic texts need them, and they
# turn nothing around.
UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff"
    "\U000e0000-\U000e007f]"
)


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text that stayed, was taken out, or came in."""

    op: Literal["same", "out", "in"]
    text: str


def visible(text: str) -> str:
    """Return foreign text as one line in which nothing acts and nothing hides: U+202E shows as ``<U+202E>``."""
    return UNSEEN.sub(lambda found: f"<U+{ord(found[0]):04X}>", _SPACES.sub(" ", text))


def shortened(text: str, characters_max: int) -> str:
    """Return visible text of at most that many characters, with an ellipsis where something was cut."""
    seen = visible(text)
    return seen if len(seen) <= characters_max else seen[: characters_max - 1].rstrip() + "…"


def _telling(old: str, new: str, spans: Sequence[Value]) -> Sequence[Value]:
    deep = [span for span in spans if fold(old[slice(*span["old"])]) != fold(new[slice(*span["new"])])]
    return deep or spans


def pieces(old: str | None, new: str | None, spans: Sequence[Value]) -> list[Piece]:
    """Return a change in reading order: the new text, with what was taken out where it stood.

    What is only written otherwise (quotation marks, spaces) is shown as the new text has it, where words changed, too.
    """
    if old is None or new is None:
        return [Piece("in", new or "")] if old is None else [Piece("out", old)]
    if not _sound(spans, len(old), len(new)):
        return [Piece("out", old), Piece("in", new)]
    found, at = [], 0
    for span in _telling(old, new, spans):
        (old_start, old_end), (new_start, new_end) = span["old"], span["new"]
        found += [
            Piece("same", new[at:new_start]),
            Piece("out", old[old_start:old_end]),
            Piece("in", new[new_start:new_end]),
        ]
        at = new_end
    return [piece for piece in [*found, Piece("same", new[at:])] if piece.text]


def _sound(spans: Sequence[Value], old_length: int, new_length: int) -> bool:
    """Only ranges in order and inside the text are followed."""
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


def edit_of(value: Value) -> Edit:
    """Return an edit of an event of article.revised as the judgement knows it."""
    places = [
        (place["paragraph"], place["sentence"]) if place else None
        for place in (value["old_position"], value["new_position"])
    ]
    spans = [Span(span["op"], tuple(span["old"]), tuple(span["new"])) for span in value["spans"]]
    return Edit(
        value["op"],
        value["old"],
        value["new"],
        places[0],
        places[1],
        without_typography(value["old"] or "", value["new"] or "", spans),
        [Signal(each["type"], each.get("old"), each.get("new"), each.get("direction")) for each in value["signals"]],
        value["kind"],
    )


def weightiest(edits: Sequence[Value], count: int) -> list[int]:
    """Return which edits matter most, at most ``count``, by their index and in their order."""
    weights = [(-parts_of(edit_of(edit)).weight, index) for index, edit in enumerate(edits)]
    return sorted(index for _, index in sorted(weights)[:count])


def place(edit: Value) -> str:
    """Say where an edit is, counting paragraphs from 1 as people do."""
    old, new = (edit[side]["paragraph"] + 1 if edit[side] else None for side in ("old_position", "new_position"))
    if old is None or new is None or old == new:
        where = new if new is not None else old
        return f"paragraph {where}" if where is not None else "place unknown"
    return f"paragraph {old}, now {new}"
