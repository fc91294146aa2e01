"""Where the edits of a revision stand in the article: both versions laid out as one text, in reading order.

Observed: an event names for each edit its sentences and where they begin, on each side; what it does not name stayed,
in the same order on both sides. Decided: both versions are walked sentence by sentence. What went stands where it
stood, what came where it is, and what moved at both places. An edit that is not found where the event says (a topic may
be written by others, versions may be let go) is left over, and shown by itself. Deliberately missed: sentences that
stayed are not compared again; their typography may differ, and is shown as it is now.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from streams.records import Paragraph
from streams.text.difference.units import sentences_of, text_between
from streams.text.redline import Piece, pieces

Value = dict[str, Any]
Place = tuple[int, int]  # paragraph, sentence

SENTENCES_MAX = 20_000  # of both versions; longer ones are shown edit by edit


@dataclass(frozen=True, slots=True)
class Run:
    """Text of one edit, or of a sentence that stayed (``edit`` None). ``moved``: where it was, or where it is now."""

    pieces: tuple[Piece, ...]
    edit: int | None = None
    moved: Literal["from", "to"] | None = None
    gap: str = ""
    old: str | None = None


@dataclass(slots=True)
class Passage:
    """A paragraph of the old version, of the new one, or what became of one: its runs in reading order."""

    kind: str
    old: int | None
    new: int | None
    runs: list[Run] = field(default_factory=list)

    @property
    def changed(self) -> bool:
        """Whether an edit touches it."""
        return any(run.edit is not None for run in self.runs)


@dataclass(frozen=True, slots=True)
class Layout:
    """The passages of a revision, and the edits that have no place in them."""

    passages: list[Passage]
    left_over: list[int]


class _Side:
    """One version: its sentences in order, and which of them belong to which edit."""

    def __init__(self, value: Value, edits: Sequence[Value], name: str) -> None:
        self.paragraphs = [
            Paragraph(each["text"], each["kind"], [(start, end) for start, end in each["sentences"]])
            for each in value["paragraphs"]
        ]
        self.ranges = [sentences_of(paragraph) for paragraph in self.paragraphs]
        self.places: list[Place] = [(p, s) for p, ranges in enumerate(self.ranges) for s in range(len(ranges))]
        self.at = {place: index for index, place in enumerate(self.places)}
        self.edit_at: dict[int, int] = {}
        self.begins: dict[int, tuple[int, int]] = {}  # index of an edit -> its sentences
        for number, edit in enumerate(edits):
            self._mark(number, edit[name], edit[f"{name}_position"])

    def _mark(self, number: int, text: str | None, position: Value | None) -> None:
        if text is None or position is None:
            return
        first = (position["paragraph"], position["sentence"])
        start = self.at.get(first)
        if start is None:
            return
        for end in range(start, len(self.places)):
            whole = text_between(self.paragraphs, first, self.places[end])
            if end in self.edit_at or len(whole) > len(text):
                return
            if whole == text:
                self.begins[number] = (start, end + 1)
                self.edit_at.update(dict.fromkeys(range(start, end + 1), number))
                return

    def text(self, index: int) -> str:
        """Return a sentence."""
        paragraph, sentence = self.places[index]
        start, end = self.ranges[paragraph][sentence]
        return self.paragraphs[paragraph].text[start:end]

    def gap(self, index: int) -> str:
        """Return what stands between a sentence and the one before it in its paragraph."""
        paragraph, sentence = self.places[index]
        ranges = self.ranges[paragraph]
        return self.paragraphs[paragraph].text[ranges[sentence - 1][1] : ranges[sentence][0]] if sentence else ""


def layout(old: Value, new: Value, edits: Sequence[Value]) -> Layout | None:
    """Return both versions (values of article.cleaned) as one text; None where that would be too long to read."""
    before, after = _Side(old, edits, "old"), _Side(new, edits, "new")
    if len(before.places) + len(after.places) > SENTENCES_MAX:
        return None
    passages: list[Passage] = []
    shown: set[int] = set()
    for run, old_at, new_at in _walk(before, after, edits):
        if run.edit is not None and run.edit in shown and run.moved is None:
            continue  # its halves stand in another order than the text: both were shown at the first
        _add(passages, run, before, old_at, after, new_at)
        if run.edit is not None:
            shown.add(run.edit)
    return Layout(passages, [number for number in range(len(edits)) if number not in shown])


def _walk(before: _Side, after: _Side, edits: Sequence[Value]) -> Iterator[tuple[Run, int | None, int | None]]:
    """Yield runs in reading order, with the sentences (old, new) that they begin with."""
    i = j = 0
    while i < len(before.places) or j < len(after.places):
        gone = before.edit_at.get(i)
        come = after.edit_at.get(j)
        if gone is not None and gone == come and edits[gone]["op"] != "moved":
            yield _pair(edits[gone], gone, before.gap(i), after.gap(j)), i, j
            i, j = before.begins[gone][1], after.begins[gone][1]
        elif gone is not None and (edits[gone]["op"] in ("deleted", "moved") or _is_past(after, gone, j)):
            yield _one(edits[gone], gone, "out", before.gap(i)), i, None
            i = before.begins[gone][1]
        elif come is not None and (edits[come]["op"] in ("added", "moved") or _is_past(before, come, i)):
            yield _one(edits[come], come, "in", after.gap(j)), None, j
            j = after.begins[come][1]
        elif i < len(before.places) and gone is None and j < len(after.places) and come is None:
            text, was = after.text(j), before.text(i)
            yield Run((Piece("same", text),), gap=after.gap(j), old=was), i, j
            i, j = i + 1, j + 1
        elif j < len(after.places) and come is None:
            yield Run((Piece("same", after.text(j)),), gap=after.gap(j), old=after.text(j)), None, j
            j += 1
        elif i < len(before.places) and gone is None:
            i += 1  # the new version has no more sentences that stayed: the event says nothing of this one
        elif come is not None:
            yield _one(edits[come], come, "in", after.gap(j)), None, j
            j = after.begins[come][1]
        elif gone is not None:
            yield _one(edits[gone], gone, "out", before.gap(i)), i, None
            i = before.begins[gone][1]


def _is_past(side: _Side, edit: int, at: int) -> bool:
    """Tell whether the other half of an edit cannot come any more on that side."""
    return edit not in side.begins or side.begins[edit][0] < at


def _pair(edit: Value, number: int, old_gap: str, new_gap: str) -> Run:
    return Run(tuple(pieces(edit["old"], edit["new"], edit["spans"])), number, gap=new_gap or old_gap)


def _one(edit: Value, number: int, op: Literal["out", "in"], gap: str) -> Run:
    """Return what is seen of an edit on one side; of one with two halves that do not meet, both."""
    if edit["op"] != "moved" and edit["old"] is not None and edit["new"] is not None:
        return _pair(edit, number, gap, gap)
    side = "old" if op == "out" else "new"
    moved: Literal["from", "to"] | None = None
    if edit["op"] == "moved":
        moved = "from" if op == "out" else "to"
    return Run((Piece(op, edit[side]),), number, moved, gap)


def _add(
    passages: list[Passage], run: Run, before: _Side, old_at: int | None, after: _Side, new_at: int | None
) -> None:
    old = None if old_at is None else before.places[old_at][0]
    new = None if new_at is None else after.places[new_at][0]
    last = passages[-1] if passages else None
    if last is not None and _belongs(last, old, new):
        last.runs.append(run)
    else:
        side, number = (before, old) if new is None else (after, new)
        passages.append(last := Passage(side.paragraphs[number or 0].kind, old, new, [run]))
    last.old = last.old if old is None else old
    if last.new is None and new is not None:
        last.new, last.kind = new, after.paragraphs[new].kind


def _belongs(passage: Passage, old: int | None, new: int | None) -> bool:
    """Tell whether a run goes on with a passage: same paragraph now, or before where it has none now."""
    if new is not None and passage.new is not None:
        return new == passage.new
    return old is not None and old == passage.old
