"""What became of the sentences between two equal ones.

Observed: two captures cut the same words into sentences differently when line breaks move, so a sentence without a
counterpart is not yet a changed one. Real edits mostly keep more than half of a sentence's words; some join two
sentences or cut one in two.

Decided: first the words of the whole gap are compared, and sentences whose border is missing on the other side, within
equal words, are taken together: if they are then equal, nothing happened. The rest is paired in order by similarity
(the heaviest chain), then sentences left over beside a pair join it where the pair's other side holds their words.

Deliberately missed: three or more sentences reworded into one; pairs far from each other in gaps of more than
250,000 cells.
"""

from __future__ import annotations

from rapidfuzz.distance import LCSseq

from streams.text.difference.anchors import common_ends, heaviest_chain
from streams.text.difference.joins import absorb, join_left_over
from streams.text.difference.similarity import EDITED_MIN, similar_pairs, similarity, words_in_common
from streams.text.difference.units import Block, Extent, Side, Unit

# Alone between two equal neighbours the place itself is evidence.
EDITED_ALONE_MIN = 0.34
COMMON_ALONE_MIN = 2
# A border counts as missing on the other side where this many tokens before and after it are equal.
BORDER_TOKENS = 2
TOKEN_CELLS_MAX = 16_000_000
# Chains longer than this are thinned to the most similar and nearest pairs; only template texts have so many.
PAIRS_MAX = 30_000


def match(old: Side, new: Side, left: list[int], right: list[int]) -> list[Block]:
    """Return the blocks of a gap: units ``left`` of the old and ``right`` of the new text, both rising."""
    if not left or not right:
        return []
    rows, columns = _same_borders(old, new, left, right)
    blocks: list[Block] = []
    for rows_left, columns_left, equal in _equal_runs(old, new, rows, columns):
        if equal is not None:
            blocks.append(equal)
        blocks += _similar(old, new, rows_left, columns_left)
    return blocks


def _same_borders(old: Side, new: Side, left: list[int], right: list[int]) -> tuple[list[Extent], list[Extent]]:
    """Group sentences so that within equal words both sides have borders at the same places."""
    rows, columns = [(i, i + 1) for i in left], [(j, j + 1) for j in right]
    if len(left) == 1 and len(right) == 1:
        return rows, columns
    old_tokens = [token for i in left for token in old.units[i].tokens]
    new_tokens = [token for j in right for token in new.units[j].tokens]
    if len(old_tokens) * len(new_tokens) > TOKEN_CELLS_MAX:
        return rows, columns
    old_borders = _borders([len(old.units[i].tokens) for i in left])
    new_borders = _borders([len(new.units[j].tokens) for j in right])
    no_old, no_new = set(), set()
    number: dict[str, int] = {}
    a = [number.setdefault(token, len(number)) for token in old_tokens]
    b = [number.setdefault(token, len(number)) for token in new_tokens]
    start, end = common_ends(a, b)
    runs = [(0, 0, start), (len(a) - end, len(b) - end, end)]
    middle = LCSseq.opcodes(a[start : len(a) - end], b[start : len(b) - end]).as_matching_blocks()
    runs += [(run.a + start, run.b + start, run.size) for run in middle]
    for at_old, at_new, size in runs:
        # What stands around the gap is equal too.
        first = 1 if at_old == at_new == 0 else BORDER_TOKENS
        last = 1 if (at_old + size, at_new + size) == (len(a), len(b)) else BORDER_TOKENS
        for border in range(first, size - last + 1):
            if at_old + border in old_borders and at_new + border not in new_borders:
                no_old.add(at_old + border)
            if at_new + border in new_borders and at_old + border not in old_borders:
                no_new.add(at_new + border)
    return _grouped(rows, old_borders, no_old), _grouped(columns, new_borders, no_new)


def _borders(sizes: list[int]) -> dict[int, int]:
    """Map the token number at which a unit starts to the unit's place in the list; the first has no border."""
    borders, at = {}, 0
    for place, size in enumerate(sizes[:-1], 1):
        at += size
        borders[at] = place
    return borders


def _grouped(extents: list[Extent], borders: dict[int, int], missing: set[int]) -> list[Extent]:
    """Join neighbours over missing borders, unless a sentence that moved away stands between them."""
    places = {borders[at] for at in missing}
    grouped: list[Extent] = []
    for place, (start, end) in enumerate(extents):
        if place in places and grouped[-1][1] == start:
            grouped[-1] = (grouped[-1][0], end)
        else:
            grouped.append((start, end))
    return grouped


def _equal_runs(
    old: Side, new: Side, rows: list[Extent], columns: list[Extent]
) -> list[tuple[list[Extent], list[Extent], Block | None]]:
    """Cut a gap at groups whose tokens are equal: (rows, columns before it, the equal block or None at the end)."""
    number: dict[tuple[str, ...], int] = {}
    a = [number.setdefault(tuple(old.joined(extent).tokens), len(number)) for extent in rows]
    b = [number.setdefault(tuple(new.joined(extent).tokens), len(number)) for extent in columns]
    found: list[tuple[list[Extent], list[Extent], Block | None]] = []
    i = j = 0
    if len(number) < len(a) + len(b):
        for run in LCSseq.opcodes(a, b).as_matching_blocks():
            for at in range(run.size):
                block = Block(rows[run.a + at], columns[run.b + at], equal=True)
                found.append((rows[i : run.a + at], columns[j : run.b + at], block))
                i, j = run.a + at + 1, run.b + at + 1
    found.append((rows[i:], columns[j:], None))
    return found


def _similar(old: Side, new: Side, rows: list[Extent], columns: list[Extent]) -> list[Block]:
    """Pair the groups of a gap without equal ones by similarity, then find merges and splits."""
    if not rows or not columns:
        return []
    olds, news = [old.joined(extent) for extent in rows], [new.joined(extent) for extent in columns]
    if len(rows) == 1 and len(columns) == 1:
        return [Block(rows[0], columns[0])] if _edited_alone(olds[0], news[0]) else []
    pairs = similar_pairs(olds, news, EDITED_MIN)
    if len(pairs) > PAIRS_MAX:
        stretch = len(news) / len(olds)
        pairs = sorted(pairs, key=lambda pair: (-pair[2], abs(pair[0] * stretch - pair[1])))[:PAIRS_MAX]
        pairs.sort(key=lambda pair: (pair[0], -pair[1]))
    # Squared: one close counterpart outweighs two vague ones.
    weights = [score * score * (len(olds[i].words) + len(news[j].words) + 1) for i, j, score in pairs]
    chain = [pairs[at][:2] for at in heaviest_chain([pair[:2] for pair in pairs], weights)]
    blocks = [Block(rows[i], columns[j]) for i, j in chain]
    free_rows = [rows[i] for i in sorted(set(range(len(rows))) - {i for i, _ in chain})]
    free_columns = [columns[j] for j in sorted(set(range(len(columns))) - {j for _, j in chain})]
    absorb(old, new, blocks, free_rows, free_columns)
    join_left_over(old, new, blocks, free_rows, free_columns)
    return sorted(blocks, key=lambda block: block.old)


def _edited_alone(old: Unit, new: Unit) -> bool:
    score = similarity(old, new)
    if score >= EDITED_MIN or _is_compound(old.key, new.key):
        return True
    content_old = [word for word in old.words if len(word) > 3]
    content_new = [word for word in new.words if len(word) > 3]
    return score >= EDITED_ALONE_MIN and words_in_common(content_old, content_new) >= COMMON_ALONE_MIN


def _is_compound(old: str, new: str) -> bool:
    """A word that was drawn out with hyphens ("policy", "public-policy"), as key words are."""
    short, long = (old, new) if len(old) < len(new) else (new, old)
    return len(short) > 3 and (long.startswith(short + "-") or long.endswith("-" + short))
