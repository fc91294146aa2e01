"""compare: from two versions of a text to the list of edits between them.

Observed: of the sentences between two versions of a news article 17.6 % are edited, 6.8 % added, 3.6 % deleted, 1.1 %
moved (NewsEdits). Most pairs differ in a sentence or two, and much of what differs is typography.

Decided: sentences are compared in a folded form, so that quotes, dashes, spaces and borders of paragraphs are no
edits. Equal sentences first (``anchors``), then what stands between them (``gaps``). A sentence is said to have moved
only where it is identical or nearly so, stands once on each side, and crosses sentences that stayed; a line of a few
words only where it would else be deleted here and added there. What insertion and deletion explain is never called a
move. One edit is one sentence; whole runs of added or deleted sentences of a paragraph are one.

Deliberately missed: sentences that moved and were rewritten; short lines that stand several times.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from streams.records import Edit, Noise, Op, Paragraph
from streams.text.difference.anchors import equal_pairs
from streams.text.difference.disregard import disregarded
from streams.text.difference.front_matter import front_matter, is_in_front
from streams.text.difference.gaps import match
from streams.text.difference.joins import are_joined, covered, free_runs, same_paragraph, take_crumbs
from streams.text.difference.links import Positions, link_changes
from streams.text.difference.moves import moved_along, moved_and_touched, moved_lines
from streams.text.difference.signals import signals_of
from streams.text.difference.spans import spans_of
from streams.text.difference.units import Block, Extent, Side, Unit, text_between, units_of

NoiseOfBoth = tuple[Sequence[Noise], Sequence[Noise]]


@dataclass(slots=True)
class Alignment:
    """What became what. ``blocks`` hold every unit that has a counterpart, in order of the new text.

    ``start``: how many paragraphs at the start are equal and left out.
    """

    old: Side
    new: Side
    blocks: list[Block]
    start: int


def align(old: list[Paragraph], new: list[Paragraph], noise: NoiseOfBoth = ((), ())) -> Alignment:
    """Return the alignment of two texts; equal paragraphs at both ends are left out of it.

    So are the sentences of either side that stand in the ``noise`` of the other: see ``disregard``.
    """
    limit = min(len(old), len(new))
    start = 0
    while start < limit and _same(old[start], new[start]):
        start += 1
    end = 0
    while end < limit - start and _same(old[-1 - end], new[-1 - end]):
        end += 1
    old_side = Side(old, _kept(units_of(old, start, len(old) - end), noise[0], noise[1]))
    new_side = Side(new, _kept(units_of(new, start, len(new) - end), noise[1], noise[0]))
    outside = _ends(old, start, end)
    kept, crossed = equal_pairs(old_side.units, new_side.units)
    crossed = [pair for pair in crossed if not outside(old_side.units[pair[0]])]
    blocks = [Block((i, i + 1), (j, j + 1), equal=True) for i, j in kept]
    blocks += _gap_blocks(old_side, new_side, kept, {i for i, _ in crossed}, {j for _, j in crossed})
    blocks += [Block((i, i + 1), (j, j + 1), equal=True, moved=True) for i, j in crossed]
    blocks += [
        block for block in moved_and_touched(old_side, new_side, blocks) if not outside(old_side.units[block.old[0]])
    ]
    blocks += [block for block in moved_lines(old_side, new_side, blocks) if not outside(old_side.units[block.old[0]])]
    blocks += moved_along(old_side, new_side, blocks)
    take_crumbs(old_side, new_side, blocks)
    blocks.sort(key=lambda block: block.new)
    return Alignment(old_side, new_side, blocks, start)


def _kept(units: list[Unit], own: Sequence[Noise], other: Sequence[Noise]) -> list[Unit]:
    gone = disregarded(units, own, other)
    return [unit for at, unit in enumerate(units) if at not in gone] if gone else units


def _ends(paragraphs: list[Paragraph], start: int, end: int) -> Callable[[Unit], bool]:
    """Return a test whether a sentence stands in the equal paragraphs as well: then it is not distinctive."""

    @cache
    def keys() -> frozenset[str]:
        units = units_of(paragraphs, 0, start) + units_of(paragraphs, len(paragraphs) - end)
        return frozenset(unit.key for unit in units)

    return lambda unit: unit.key in keys()


def _same(old: Paragraph, new: Paragraph) -> bool:
    return old.text == new.text and old.sentences == new.sentences and old.links == new.links


def _gap_blocks(
    old: Side, new: Side, kept: list[tuple[int, int]], gone_old: set[int], gone_new: set[int]
) -> list[Block]:
    blocks: list[Block] = []
    i = j = 0
    for at_old, at_new in [*kept, (len(old.units), len(new.units))]:
        if i < at_old and j < at_new:
            left = [at for at in range(i, at_old) if at not in gone_old]
            right = [at for at in range(j, at_new) if at not in gone_new]
            blocks += match(old, new, left, right)
        i, j = at_old + 1, at_new + 1
    return blocks


def compare(
    old: list[Paragraph],
    new: list[Paragraph],
    language: str | None = None,
    noise: NoiseOfBoth = ((), ()),
    *,
    with_links: bool = True,
) -> list[Edit]:
    """Return the edits that turn ``old`` into ``new``, in reading order of the new text, with spans and signals.

    A deletion stands where its text stood. ``kind`` is left to ``judgement.judge``. Folded-equal texts give [].
    ``noise`` is what was taken out of either: it is no edit where the other side shows it. ``with_links``: where links
    lead is compared, too.
    """
    alignment = align(old, new, noise)
    stayed = [block for block in alignment.blocks if not block.moved]
    led = link_changes(alignment.old, alignment.new, stayed) if with_links else {}
    edits = _edits(alignment, led)
    front = front_matter(old), front_matter(new)
    for edit in edits:
        if edit.old is not None and edit.new is not None and edit.old != edit.new:
            edit.spans = spans_of(edit.old, edit.new)
        if is_in_front(edit, *front):
            continue  # metadata state no facts
        edit.signals = signals_of(edit, language)
        if edit.old_position is not None and edit.new_position is not None and edit.op != "moved":
            links = led.get((edit.old_position, edit.new_position), [])
            edit.signals += [signal for signal in links if signal not in edit.signals]
    return edits


def _edits(alignment: Alignment, led: Container[Positions]) -> list[Edit]:
    """Blocks that changed, or whose links are in ``led``, and runs of units without a counterpart, in reading order."""
    old, new = alignment.old, alignment.new
    places = _places(alignment)
    dropped = free_runs(old, covered([block.old for block in alignment.blocks]))
    grown = free_runs(new, covered([block.new for block in alignment.blocks]))
    found = [((places[start], 0, start), _edit(alignment, "deleted", (start, end), None)) for start, end in dropped]
    found += [((start, 1, 0), _edit(alignment, "added", None, (start, end))) for start, end in grown]
    for block in _moved_runs(alignment):
        found.append(((block.new[0], 1, 0), _edit(alignment, "moved", block.old, block.new)))
    for block in alignment.blocks:
        if block.moved:
            continue
        if not block.equal:
            found.append(((block.new[0], 1, 0), _edit(alignment, _op(alignment, block), block.old, block.new)))
        elif (old.units[block.old[0]].first, new.units[block.new[0]].first) in led:
            found.append(((block.new[0], 1, 0), _edit(alignment, "edited", block.old, block.new)))
    found.sort(key=lambda item: item[0])
    return [edit for _, edit in found]


def _places(alignment: Alignment) -> list[int]:
    """For each old unit the new unit before which it stands, or would stand."""
    places = [0] * len(alignment.old.units)
    ends = {block.old[0]: block for block in alignment.blocks if not block.moved}
    at = 0
    for i in range(len(places)):
        places[i] = at
        if i in ends:
            at = ends[i].new[1]
    return places


def _moved_runs(alignment: Alignment) -> list[Block]:
    """Identical sentences that moved together within a paragraph as one block."""
    old, new = alignment.old, alignment.new
    runs: list[Block] = []
    for block in alignment.blocks:
        if not block.moved:
            continue
        last = runs[-1] if runs else None
        if (
            last is not None
            and (last.equal, last.old[1], last.new[1]) == (block.equal, block.old[0], block.new[0])
            and block.equal
            and same_paragraph(old, block.old[0])
            and same_paragraph(new, block.new[0])
        ):
            last.old, last.new = (last.old[0], block.old[1]), (last.new[0], block.new[1])
        else:
            runs.append(Block(block.old, block.new, equal=block.equal, moved=True))
    return runs


def _op(alignment: Alignment, block: Block) -> Op:
    """A merge or split changes the border of sentences; where only its cut differs the sentence is edited.

    So it is where a long sentence was put inside another: nothing stands there one after the other any more.
    """
    old, new = alignment.old, alignment.new
    if block.joined and block.old[1] - block.old[0] > 1:
        return "merged" if _is_border(old, block.old, new.joined(block.new)) else "edited"
    if block.joined:
        return "split" if _is_border(new, block.new, old.joined(block.old)) else "edited"
    return "edited"


def _is_border(side: Side, extent: Extent, whole: Unit) -> bool:
    """Whether a sentence ends with the first unit of ``extent``, the tokens around its end are not found in ``whole``,
    and what was said before and behind it is still said in turn.
    """
    at, end = extent
    last, first = side.units[at], side.units[at + 1]
    if not last.ended or (last.tokens[-1], first.tokens[0]) in pairwise(whole.tokens):
        return False
    return are_joined(last, side.joined((at + 1, end)), whole)


def _edit(alignment: Alignment, op: Op, old: Extent | None, new: Extent | None) -> Edit:
    old_text, old_position = _text(alignment.old, old)
    new_text, new_position = _text(alignment.new, new)
    return Edit(op, old_text, new_text, old_position, new_position)


def _text(side: Side, extent: Extent | None) -> tuple[str | None, tuple[int, int] | None]:
    if extent is None:
        return None, None
    first, last = side.units[extent[0]].first, side.units[extent[1] - 1].last
    return text_between(side.paragraphs, first, last), first
