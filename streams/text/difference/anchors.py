"""The heaviest order that two sequences share: which equal or similar sentences stay, so that the others moved.

Equal sentences that occur once on each side are anchors, as in patience diff (Bram Cohen, 2008), but weighted by their
words: where two orders are possible the lighter sentence is the one that moved. Between anchors repeated sentences are
paired by their longest common subsequence.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from rapidfuzz.distance import LCSseq

from streams.text.difference.units import Unit

# The bit matrix of the subsequence takes cells / 8 bytes.
SUBSEQUENCE_CELLS_MAX = 64_000_000

Pair = tuple[int, int]


def heaviest_chain(pairs: Sequence[Pair], weights: Sequence[float]) -> list[int]:
    """Return the indexes of the pairs of the heaviest chain that rises on both sides.

    ``pairs`` are sorted by old, then by falling new. O(n log n) with a Fenwick tree of prefix maxima (Fredman 1975 for
    the unweighted case). Equal weights keep the earlier pair, so that the result is deterministic.
    """
    if not pairs:
        return []
    rank = {new: at for at, new in enumerate(sorted({new for _, new in pairs}), 1)}
    size = len(rank)
    best = [0.0] * (size + 1)
    holder = [-1] * (size + 1)
    previous = [-1] * len(pairs)
    top, top_at = 0.0, -1
    for at, (_, new) in enumerate(pairs):
        total, before = 0.0, -1
        slot = rank[new] - 1
        while slot:
            if best[slot] > total:
                total, before = best[slot], holder[slot]
            slot &= slot - 1
        previous[at] = before
        total += weights[at]
        if total > top:
            top, top_at = total, at
        slot = rank[new]
        while slot <= size:
            if total > best[slot]:
                best[slot], holder[slot] = total, at
            slot += slot & -slot
    chain = []
    while top_at >= 0:
        chain.append(top_at)
        top_at = previous[top_at]
    return chain[::-1]


def common_ends(old: Sequence[str] | Sequence[int], new: Sequence[str] | Sequence[int]) -> tuple[int, int]:
    """Return how many items are equal at the start and, after those, at the end."""
    limit = min(len(old), len(new))
    start = 0
    while start < limit and old[start] == new[start]:
        start += 1
    end = 0
    while end < limit - start and old[-1 - end] == new[-1 - end]:
        end += 1
    return start, end


def equal_pairs(old: list[Unit], new: list[Unit]) -> tuple[list[Pair], list[Pair]]:
    """Return the pairs of equal units that keep their order, and those of the unique and distinctive that crossed."""
    old_keys, new_keys = [unit.key for unit in old], [unit.key for unit in new]
    start, end = common_ends(old_keys, new_keys)
    kept = [(at, at) for at in range(start)]
    tail = [(len(old) - end + at, len(new) - end + at) for at in range(end)]
    candidates = _unique_pairs(old_keys, new_keys, start, end)
    chain = {candidates[at] for at in heaviest_chain(candidates, [float(len(old_keys[i])) for i, _ in candidates])}
    anchors = [pair for pair in candidates if pair in chain]
    crossed = [pair for pair in candidates if pair not in chain and old[pair[0]].distinctive]
    taken_old, taken_new = {i for i, _ in crossed}, {j for _, j in crossed}
    previous = (start - 1, start - 1)
    for anchor in [*anchors, (len(old) - end, len(new) - end)]:
        left = [i for i in range(previous[0] + 1, anchor[0]) if i not in taken_old]
        right = [j for j in range(previous[1] + 1, anchor[1]) if j not in taken_new]
        kept += _common(left, right, old_keys, new_keys)
        kept.append(anchor)
        previous = anchor
    kept.pop()
    return kept + tail, crossed


def _unique_pairs(old_keys: list[str], new_keys: list[str], start: int, end: int) -> list[Pair]:
    """Pairs of keys that stand once on each side, sorted by old; what the trimmed ends hold is counted too."""
    old_count, new_count = Counter(old_keys), Counter(new_keys)
    place = {new_keys[j]: j for j in range(start, len(new_keys) - end)}
    return [
        (i, place[old_keys[i]])
        for i in range(start, len(old_keys) - end)
        if old_count[old_keys[i]] == 1 and new_count[old_keys[i]] == 1 and old_keys[i] in place
    ]


def _common(left: list[int], right: list[int], old_keys: list[str], new_keys: list[str]) -> list[Pair]:
    """Equal keys between two anchors, by longest common subsequence."""
    if not left or not right or len(left) * len(right) > SUBSEQUENCE_CELLS_MAX:
        return []
    number: dict[str, int] = {}
    a = [number.setdefault(old_keys[i], len(number)) for i in left]
    b = [number.setdefault(new_keys[j], len(number)) for j in right]
    if len(number) == len(left) + len(right):
        return []
    return [
        (left[block.a + at], right[block.b + at])
        for block in LCSseq.opcodes(a, b).as_matching_blocks()
        for at in range(block.size)
    ]
