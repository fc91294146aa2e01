"""Moves beyond the identical and distinctive sentences that ``anchors`` finds.

A sentence without a counterpart in its gap that stands nearly unchanged in another gap has moved and was touched;
short or repeated sentences beside a moved one, on both sides, moved along with it. A short line that stands once on
each side, and there without a counterpart, has moved too, as lists are sorted anew and made into tables; a short
sentence ("Read more below.") may stand anywhere.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter

from streams.text.difference.joins import covered
from streams.text.difference.similarity import similar_pairs
from streams.text.difference.units import Block, Side, Unit

# A moved sentence that is not identical: this close, this long, and nothing else comes near.
TOUCHED_MIN = 0.9
TOUCHED_WORDS_MIN = 8
TOUCHED_CELLS_MAX = 40_000


def _free(side: Side, blocks: list[Block], *, is_old: bool) -> list[int]:
    used = covered([block.old if is_old else block.new for block in blocks])
    return [at for at in range(len(side.units)) if at not in used]


def moved_and_touched(old: Side, new: Side, blocks: list[Block]) -> list[Block]:
    """Return near-identical pairs of left-over sentences that cross what stayed; neither may stand anywhere twice."""
    left = [i for i in _free(old, blocks, is_old=True) if len(old.units[i].words) >= TOUCHED_WORDS_MIN]
    right = [j for j in _free(new, blocks, is_old=False) if len(new.units[j].words) >= TOUCHED_WORDS_MIN]
    if not left or not right or len(left) * len(right) > TOUCHED_CELLS_MAX:
        return []
    pairs = similar_pairs([old.units[i] for i in left], [new.units[j] for j in right], TOUCHED_MIN)
    rows, columns = Counter(i for i, _, _ in pairs), Counter(j for _, j, _ in pairs)
    keys_old, keys_new = Counter(unit.key for unit in old.units), Counter(unit.key for unit in new.units)
    stayed = sorted((block.old[0], block.new[0]) for block in blocks if not block.moved)
    return [
        Block((left[i], left[i] + 1), (right[j], right[j] + 1), moved=True)
        for i, j, _ in pairs
        if rows[i] == columns[j] == keys_old[old.units[left[i]].key] == keys_new[new.units[right[j]].key] == 1
        and _crosses(stayed, left[i], right[j])
    ]


def _crosses(stayed: list[tuple[int, int]], i: int, j: int) -> bool:
    """Whether a sentence that stayed stands before one of the pair and behind the other."""
    at = bisect_right(stayed, (i, -1))
    return (at > 0 and stayed[at - 1][1] > j) or (at < len(stayed) and stayed[at][1] < j)


def moved_lines(old: Side, new: Side, blocks: list[Block]) -> list[Block]:
    """Return the equal pairs of left-over lines of any length that stand once on each side and cross what stayed."""
    left, right = (
        {side.units[at].key: at for at in _free(side, blocks, is_old=is_old) if _is_line(side.units[at])}
        for side, is_old in ((old, True), (new, False))
    )
    keys_old, keys_new = Counter(unit.key for unit in old.units), Counter(unit.key for unit in new.units)
    stayed = sorted((block.old[0], block.new[0]) for block in blocks if not block.moved)
    return [
        Block((i, i + 1), (right[key], right[key] + 1), equal=True, moved=True)
        for key, i in left.items()
        if key in right and keys_old[key] == keys_new[key] == 1 and _crosses(stayed, i, right[key])
    ]


def _is_line(unit: Unit) -> bool:
    return bool(unit.words) and not unit.ended


def moved_along(old: Side, new: Side, blocks: list[Block]) -> list[Block]:
    """Return the equal left-over sentences that stand beside a moved one on both sides."""
    free_old, free_new = set(_free(old, blocks, is_old=True)), set(_free(new, blocks, is_old=False))
    found = []
    for block in [block for block in blocks if block.moved]:
        for step in (1, -1):
            i, j = (block.old[1], block.new[1]) if step == 1 else (block.old[0] - 1, block.new[0] - 1)
            while i in free_old and j in free_new and old.units[i].key == new.units[j].key:
                found.append(Block((i, i + 1), (j, j + 1), equal=True, moved=True))
                free_old.remove(i)
                free_new.remove(j)
                i, j = i + step, j + step
    return found
