"""Applying edits: the proof that a list of edits says everything that changed.

The model of a text here is its *flow*: the folded letters and marks in reading order, without white space. Borders of
paragraphs and sentences, quote style and Unicode variants are no part of it, as they are no edits either. With the
sizes of the other text's sentences (which turn its positions into places in the flow) edits lead from one flow to the
other and back::

    apply(edits, old, shape(new)) == flow(new)
    apply(inverse(edits), new, shape(old)) == flow(old)
"""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from streams.records import Edit, Op, Paragraph, Signal, Span
from streams.text.difference.units import sentences_of
from streams.text.fold import fold

_INVERSE_OP: dict[Op, Op] = {"added": "deleted", "deleted": "added", "merged": "split", "split": "merged"}
_INVERSE_SPAN: dict[str, Literal["insert", "delete", "replace"]] = {"insert": "delete", "delete": "insert"}
_INVERSE_DIRECTION: dict[str, Literal["up", "down"]] = {"up": "down", "down": "up"}

Shape = list[list[int]]


def _letters(text: str) -> str:
    return "".join(fold(text).split())


def _sentences(paragraphs: list[Paragraph]) -> list[list[str]]:
    return [[_letters(item.text[left:right]) for left, right in sentences_of(item)] for item in paragraphs]


def flow(paragraphs: list[Paragraph]) -> str:
    """Return the folded letters and marks of a text in reading order."""
    return "".join(sentence for paragraph in _sentences(paragraphs) for sentence in paragraph)


def shape(paragraphs: list[Paragraph]) -> Shape:
    """Return how much of the flow each sentence of each paragraph takes."""
    return [[len(sentence) for sentence in paragraph] for paragraph in _sentences(paragraphs)]


def _starts(sizes: Shape) -> dict[tuple[int, int], int]:
    """Map the position of each sentence to its place in the flow."""
    starts, at = {}, 0
    for number, paragraph in enumerate(sizes):
        for position, size in enumerate(paragraph):
            starts[number, position] = at
            at += size
    return starts


def apply(edits: list[Edit], old: list[Paragraph], new_shape: Shape) -> str:
    """Return the flow of the new text, made of the old one's and the edits' words alone."""
    text = list(flow(old))
    places, targets = _starts(shape(old)), _starts(new_shape)
    arrivals: list[tuple[int, str]] = []
    for edit in edits:
        if edit.old is not None and edit.old_position is not None:
            start = places[edit.old_position]
            end = start + len(_letters(edit.old))
            text[start:end] = [""] * (end - start)
        if edit.new is not None and edit.new_position is not None:
            arrivals.append((targets[edit.new_position], _letters(edit.new)))
    kept = "".join(text)
    result, length, at = [], 0, 0
    for place, letters in sorted(arrivals):
        result += [kept[at : at + place - length], letters]
        at, length = at + place - length, place + len(letters)
    return "".join([*result, kept[at:]])


def inverse(edits: list[Edit]) -> list[Edit]:
    """Return the edits that lead back, in the same order."""
    return [
        replace(
            edit,
            op=_INVERSE_OP.get(edit.op, edit.op),
            old=edit.new,
            new=edit.old,
            old_position=edit.new_position,
            new_position=edit.old_position,
            spans=[Span(_INVERSE_SPAN.get(span.op, span.op), span.new, span.old) for span in edit.spans],
            signals=[
                Signal(signal.type, signal.new, signal.old, _INVERSE_DIRECTION.get(signal.direction or ""))
                for signal in edit.signals
            ],
        )
        for edit in edits
    ]
