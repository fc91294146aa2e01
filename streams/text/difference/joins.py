"""Merges, splits and crumbs: sentences left over beside a pair.

A crumb is a left-over of a few words inside a paragraph that stayed ("Read more below.", "1)"): by itself it says
nothing, so it is shown as a change of the sentence beside it.
"""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

from streams.text.difference.similarity import EDITED_MIN, WORDS_COMPARED_MAX, similarity, words_in_common
from streams.text.difference.units import Block, Extent, Side, Unit

# A sentence is part of a merge where the other side holds this share of its words beyond what its pair explains.
SHARE_MIN = 0.6
WORDS_MIN = 2
# Of the words of two sentences that one sentence holds, those that it has in their order, one after the other.
TURN_SHARE_MIN = 0.8
# Of their words at all.
JOINED_SHARE_MIN = 0.7
CLAUSE_WORDS_MAX = 8
# Lines of so few words are looked for by their letters.
GLUED_WORDS_MAX = 2
# Shorter than any statement that readers would miss: the shortest news sentences have seven or eight words.
CRUMB_WORDS_MAX = 6
# Left-over sentences up to which pairs of neighbours are tried against one sentence of the other side.
TRIALS_MAX = 400


def absorb(old: Side, new: Side, blocks: list[Block], rows: list[Extent], columns: list[Extent]) -> None:
    """Let blocks take left-over neighbours whose words they hold; takes them out of ``rows`` and ``columns``.

    A block grows on one side only: many sentences against many say nothing to a reader.
    """
    _absorb_one_side(old, new, blocks, rows)
    turned = [_turned(block) for block in blocks]
    _absorb_one_side(new, old, turned, columns)
    for block, back in zip(blocks, turned, strict=True):
        block.old, block.new, block.joined = back.new, back.old, back.joined


def _absorb_one_side(grown: Side, other: Side, blocks: list[Block], extents: list[Extent]) -> None:
    ends = {block.old[1]: block for block in blocks}
    starts = {block.old[0]: block for block in blocks}
    for extent in list(extents):
        gains = [
            (_gain(grown, other, block, extent), block)
            for block in (ends.get(extent[0]), starts.get(extent[1]))
            if block is not None and block.new[1] - block.new[0] == 1
        ]
        if not gains:
            continue
        gain, block = max(gains, key=lambda found: found[0])
        if gain < _least(grown.joined(extent)):
            glued = [item for _, item in gains if _is_glued(grown, other, item, extent)]
            if not glued:
                continue
            block = glued[0]
        block.old, block.joined = _union(block.old, extent), True
        ends[block.old[1]], starts[block.old[0]] = block, block
        extents.remove(extent)


def _is_glued(grown: Side, other: Side, block: Block, extent: Extent) -> bool:
    """Whether a line of a word or two was joined to the one beside it, at that end and without a space, if need be."""
    line = grown.joined(extent)
    letters = _letters(line)
    if not letters or len(line.words) > GLUED_WORDS_MAX:
        return False
    own, whole = _letters(grown.joined(block.old)), _letters(other.joined(block.new))
    if block.old[1] == extent[0]:
        return whole.endswith(letters) and not own.endswith(letters)
    return whole.startswith(letters) and not own.startswith(letters)


def _letters(unit: Unit) -> str:
    return "".join(filter(str.isalnum, unit.key.casefold()))


def _turned(block: Block) -> Block:
    return Block(block.new, block.old, joined=block.joined)


def _union(extent: Extent, other: Extent) -> Extent:
    return min(extent[0], other[0]), max(extent[1], other[1])


def _least(unit: Unit) -> int:
    return max(WORDS_MIN, round(SHARE_MIN * len(unit.words)))


def _gain(grown: Side, other: Side, block: Block, extent: Extent) -> int:
    """How many words of the block's other side the grown block explains more, in whatever order they stand there."""
    target = Counter(other.joined(block.new).words)
    target.subtract(target & Counter(grown.joined(block.old).words))
    return (target & Counter(grown.joined(extent).words)).total()


def join_left_over(old: Side, new: Side, blocks: list[Block], rows: list[Extent], columns: list[Extent]) -> None:
    """Find two left-over neighbours that together became one sentence of the other side, or the reverse."""
    if len(rows) * len(columns) > TRIALS_MAX:
        return
    _join_one_side(old, new, blocks, rows, columns)
    turned = [_turned(block) for block in blocks]
    known = len(turned)
    _join_one_side(new, old, turned, columns, rows)
    blocks += [Block(block.new, block.old, joined=True) for block in turned[known:]]


def _join_one_side(many: Side, one: Side, blocks: list[Block], pairs: list[Extent], singles: list[Extent]) -> None:
    for first, second in pairwise(list(pairs)):
        if first[1] != second[0] or first not in pairs or second not in pairs:
            continue
        left = max((block.new[1] for block in blocks if block.old[1] <= first[0]), default=0)
        right = min((block.new[0] for block in blocks if block.old[0] >= second[1]), default=len(one.units))
        both = (first[0], second[1])
        for single in singles:
            if left <= single[0] and single[1] <= right and _is_join(many, one, (first, second), single):
                blocks.append(Block(both, single, joined=True))
                singles.remove(single)
                pairs.remove(first)
                pairs.remove(second)
                break


def _is_join(many: Side, one: Side, parts: tuple[Extent, Extent], single: Extent) -> bool:
    whole = one.joined(single)
    if similarity(many.joined((parts[0][0], parts[1][1])), whole) < EDITED_MIN:
        return False
    return all(words_in_common(many.joined(part).words, whole.words) >= _least(many.joined(part)) for part in parts)


def are_joined(first: Unit, second: Unit, whole: Unit) -> bool:
    """Whether ``whole`` says what ``first`` says and then what ``second`` says, at least most of it.

    Cut at the best place, its two parts have nearly all that it holds of them; a short one may as well have become a
    clause inside the other. Where less is left, the middle of the two was taken out.
    """
    words = whole.words[:WORDS_COMPARED_MAX]
    kept = words_in_common(first.words, words) + words_in_common(second.words, words)
    if kept < JOINED_SHARE_MIN * (len(first.words) + len(second.words)):
        return False
    if min(len(first.words), len(second.words)) <= CLAUSE_WORDS_MAX:
        return True
    cuts = range(len(words) + 1)
    return any(
        words_in_common(first.words, words[:cut]) + words_in_common(second.words, words[cut:]) >= TURN_SHARE_MIN * kept
        for cut in cuts
    )


def take_crumbs(old: Side, new: Side, blocks: list[Block]) -> None:
    """Give left-over crumbs to the block beside them in their paragraph, rather to one that changed anyway."""
    _take_crumbs_of(old, blocks, [block.old for block in blocks], is_old=True)
    _take_crumbs_of(new, blocks, [block.new for block in blocks], is_old=False)


def _take_crumbs_of(side: Side, blocks: list[Block], extents: list[Extent], *, is_old: bool) -> None:
    ends = {extent[1]: block for extent, block in zip(extents, blocks, strict=True) if not block.moved}
    starts = {extent[0]: block for extent, block in zip(extents, blocks, strict=True) if not block.moved}
    for first, last in free_runs(side, covered(extents)):
        if sum(len(unit.words) for unit in side.units[first:last]) > CRUMB_WORDS_MAX:
            continue
        before = ends.get(first) if first and same_paragraph(side, first) else None
        after = starts.get(last) if last < len(side.units) and same_paragraph(side, last) else None
        block = after if before is None or (after is not None and before.equal and not after.equal) else before
        if block is None:
            continue
        block.equal = False
        if is_old:
            block.old = _union(block.old, (first, last))
        else:
            block.new = _union(block.new, (first, last))


def covered(extents: list[Extent]) -> set[int]:
    """Return all units of some extents."""
    return {at for start, end in extents for at in range(start, end)}


def same_paragraph(side: Side, at: int) -> bool:
    """Whether a unit starts in the paragraph in which the one before ends."""
    return side.units[at - 1].last[0] == side.units[at].first[0]


def free_runs(side: Side, used: set[int]) -> list[Extent]:
    """Neighbouring units of one paragraph without a counterpart."""
    runs: list[Extent] = []
    for at in range(len(side.units)):
        if at in used:
            continue
        if runs and runs[-1][1] == at and same_paragraph(side, at):
            runs[-1] = (runs[-1][0], at + 1)
        else:
            runs.append((at, at + 1))
    return runs
