"""link_changes: where the linked words of a sentence lead, before and after.

Observed: a wrong link is mended and its words stay; nobody sees it who reads the text alone. A copy on another site
links to that site's own pages.

Decided: the targets of a sentence are compared in their order, without those that both sides have. A sentence of which
nothing but a target changed is an edit of its own, with a link signal for each. Two versions of one page are compared
so, not copies.

Deliberately missed: all links of a text gone or come at once, which is what another kind of capture shows (plain text
knows no links); a target that moved to other words of its sentence.
"""

from __future__ import annotations

from collections import Counter
from itertools import zip_longest

from streams.records import Signal
from streams.text.difference.units import Block, Extent, Side, sentences_of

Positions = tuple[tuple[int, int], tuple[int, int]]


def link_changes(old: Side, new: Side, blocks: list[Block]) -> dict[Positions, list[Signal]]:
    """Map the sentences (first positions of both sides) whose links lead elsewhere to a signal for each such link."""
    if not _has_links(old) or not _has_links(new):
        return {}
    found: dict[Positions, list[Signal]] = {}
    for block in blocks:
        signals = _changed(_targets(old, block.old), _targets(new, block.new))
        if signals:
            found[old.units[block.old[0]].first, new.units[block.new[0]].first] = signals
    return found


def _has_links(side: Side) -> bool:
    return any(paragraph.links for paragraph in side.paragraphs)


def _targets(side: Side, extent: Extent) -> list[str]:
    first, last = side.units[extent[0]].first, side.units[extent[1] - 1].last
    found = []
    for number in range(first[0], last[0] + 1):
        paragraph = side.paragraphs[number]
        if not paragraph.links:
            continue
        ranges = sentences_of(paragraph)
        start = ranges[first[1]][0] if number == first[0] else 0
        end = ranges[last[1]][1] if number == last[0] else len(paragraph.text)
        found += [target for left, _, target in paragraph.links if start <= left < end]
    return found


def _changed(old: list[str], new: list[str]) -> list[Signal]:
    if old == new:
        return []
    gone, come = _without(old, Counter(new)), _without(new, Counter(old))
    return [Signal("link", before, after) for before, after in zip_longest(gone, come)]


def _without(targets: list[str], others: Counter[str]) -> list[str]:
    rest = []
    for target in targets:
        if others[target] > 0:
            others[target] -= 1
        else:
            rest.append(target)
    return rest
