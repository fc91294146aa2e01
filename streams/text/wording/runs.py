"""Which of the judged lines are noise together: neighbours, edges, and lists under a heading that names them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from streams.records import Block, Range
from streams.text.wording.line import is_half

# Reasons whose boxes have several lines, of which the weaker need the stronger.
_SPREADING = frozenset({"appeal", "newsletter", "subscription"})
# A line without any cue between two of an appeal: at most so many, and only where it hangs together with one of them.
_GAP_MAX = 2
# Without a strong line: a fair one and another.
_SUM_MIN = 3
# Weak lines that a run may take beyond its last fair one.
_WEAK_MAX = 4
_EDGE_BLOCKS = 3
# A known line of so few words may be a heading ("Up next"), of one more if it names an action of the page.
_HEADING_WORDS_MAX = 2
_ACTIONS = frozenset({"button", "subscription"})
# These ask to read on in so few words; no article has such a heading.
_READ = frozenset({"read", "reading", "weiterlesen", "lesen", "lies", "lire", "lisez", "leer", "lee", "lea", "leia",
    "ler", "leggi", "lees"})  # fmt: skip
# A paragraph has at least so many characters where it does not end in a stop.
_TEXT_MIN = 80
_BOX_MAX = 320
# So many items in a row are a list; where at most every third is noise, it is an article's.
_LIST_ITEMS_MIN = 3
_LINES_MIN = 4  # without a line above that ends in a colon
_LINE_STOPS = frozenset('.!?…:;"”')
_NEVER_FACTS = frozenset({"advertisement", "date_of_capture", "cookie"})
_NEVER_STEPS = _NEVER_FACTS | {"counter"}
_TITLE_MAX = 140
_TITLES_MAX = 15


@dataclass(slots=True)
class Unit:
    """A block or one of its sentences (``where``: range in the block's text) and what is thought of it.

    ``strength``: 3 noise by itself, 2 with a neighbour, 1 inside a run, 0 article. ``trade``: words of the press stand
    there, ``press``: those for the trade itself, ``kin``: or for gifts and newsletters, ``post``: those for newsletters
    and where they arrive. ``quoted``: speech or
    attribution, never part of a run. ``scored``: by cues, not by a known line.
    """

    block: int
    where: Range
    strength: int
    reason: str = "appeal"
    rule: str = "run"
    trade: bool = False
    kin: bool = False
    press: bool = False
    post: bool = False
    quoted: bool = False
    scored: bool = False
    noise: bool = False


def settle(units: list[Unit], blocks: list[Block]) -> None:
    """Decide ``noise`` of every unit, in place."""
    for unit in units:
        unit.noise = unit.strength >= 3 and not unit.scored
    for group in _groups(units):
        _settle_group(units, group)
    _fill_boxes(units, blocks)
    _spare_middles(units)
    _spare_headings(units, blocks)
    _settle_edges(units, blocks)
    _settle_lists(units, blocks)
    _spare_items(units, blocks)


def _groups(units: list[Unit]) -> list[Range]:
    """Runs of units that could belong to one box, as [first, last] of live ones with allowed gaps between."""
    groups: list[Range] = []
    first = last = -1
    for at, unit in enumerate(units):
        if unit.quoted or not (unit.scored or unit.strength >= 2) or unit.strength < 1:
            continue
        if first >= 0 and _bridged(units, last, at):
            last = at
            continue
        if first >= 0:
            groups.append((first, last))
        first = last = at
    if first >= 0:
        groups.append((first, last))
    return groups


def _bridged(units: list[Unit], left: int, right: int) -> bool:
    gap = units[left + 1 : right]
    if len(gap) > _GAP_MAX or any(unit.quoted for unit in gap):
        return False
    blocks = {units[left].block, units[right].block}
    return all(unit.block in blocks or unit.trade for unit in gap)


def _settle_group(units: list[Unit], group: Range) -> None:
    first, last = group
    live = [at for at in range(first, last + 1) if units[at].strength >= 1]
    fair = [at for at in live if units[at].strength >= 2 and (units[at].scored or units[at].reason in _SPREADING)]
    scored = [at for at in fair if units[at].scored]
    strong = any(units[at].strength >= 3 for at in scored)
    named = any(units[at].press for at in live)
    if not scored or not (strong or (named and sum(units[at].strength for at in live) >= _SUM_MIN)):
        return
    boxes = {units[at].block for at in scored}
    letter = all(units[at].reason == "newsletter" for at in scored)
    at_start = max(first, fair[0] - _WEAK_MAX)
    at_end = min(last, fair[-1] + _WEAK_MAX)
    for at in range(at_start, at_end + 1):
        unit = units[at]
        if unit.noise or unit.quoted or (unit.strength == 1 and not unit.kin):
            continue
        if letter and not unit.post and unit.block not in boxes:
            continue
        unit.noise = True
        if not unit.scored or unit.strength < 2:
            unit.reason, unit.rule = units[scored[0]].reason, "run"


def _fill_boxes(units: list[Unit], blocks: list[Block]) -> None:
    """Take the sentences about the press in a short box whose other sentences are noise ("Good reporting costs.")."""
    for at, unit in enumerate(units):
        if not (unit.noise and unit.scored) or len(blocks[unit.block].text) > _BOX_MAX:
            continue
        for near in (at - 1, at + 1):
            if (
                0 <= near < len(units)
                and units[near].block == unit.block
                and units[near].trade
                and not units[near].quoted
            ):
                units[near].noise, units[near].reason, units[near].rule = True, unit.reason, "run"


def _spare_middles(units: list[Unit]) -> None:
    """Give back a single sentence with article text of its own paragraph on both sides: more often a remark."""
    for at in range(1, len(units) - 1):
        before, unit, after = units[at - 1 : at + 2]
        if unit.noise and unit.scored and before.block == unit.block == after.block:
            unit.noise = before.noise or after.noise


def _spare_headings(units: list[Unit], blocks: list[Block]) -> None:
    """Leave short known lines with article text under them to `_settle_edges`: they may be its headings."""
    for at, unit in enumerate(units):
        if unit.noise and unit.rule.startswith("line:") and _may_head(unit, blocks) and _heads(units, at, blocks):
            unit.noise, unit.strength = False, 2


def _may_head(unit: Unit, blocks: list[Block]) -> bool:
    words = blocks[unit.block].text.lower().split()
    if unit.reason in {"appeal", "share", "advertisement", "cookie"} or not _READ.isdisjoint(words):
        return False
    return len(words) <= _HEADING_WORDS_MAX + (unit.reason in _ACTIONS)


def _heads(units: list[Unit], at: int, blocks: list[Block]) -> bool:
    """Tell whether article text stands right below."""
    return at + 1 < len(units) and _is_text(units[at + 1], blocks)


def _is_text(unit: Unit, blocks: list[Block]) -> bool:
    """Tell whether a unit reads like a paragraph of an article: long, or a finished sentence."""
    text = blocks[unit.block].text.rstrip()
    return unit.strength < 2 and not unit.noise and (len(text) >= _TEXT_MIN or text[-1:] in {".", "!", "?", "”", '"'})


def _settle_edges(units: list[Unit], blocks: list[Block]) -> None:
    """Words that may be headings, and bare dates: noise beside noise or at the text's ends, from the outside in.

    A title, a name or a place may stand between them and the end, article text may not. With article text below, only
    a line above of the same kind is company enough: an advertisement may stand above a heading.
    """
    for order in (range(len(units)), range(len(units) - 1, -1, -1)):
        at_edge = True
        for count, at in enumerate(order):
            unit = units[at]
            if not unit.noise and not unit.scored and unit.strength > 0:
                beside = count > 0 and units[order[count - 1]].noise and unit.strength == 2
                if beside and _heads(units, at, blocks):
                    beside = units[order[count - 1]].reason == unit.reason
                unit.noise = at_edge or beside
            at_edge = at_edge and (unit.noise or (count < _EDGE_BLOCKS - 1 and not _is_text(unit, blocks)))


def _settle_lists(units: list[Unit], blocks: list[Block]) -> None:
    """Titles under "Related stories": list items right below it, or every line to the end of the text."""
    for at, unit in enumerate(units):
        if not (unit.noise and unit.reason == "related" and unit.rule.startswith("line:")):
            continue
        below = at + 1
        while below < len(units) and below - at <= _TITLES_MAX and _is_title(units[below], blocks):
            below += 1
        to_end = below == len(units)
        for follower in units[at + 1 : below]:
            if not to_end and blocks[follower.block].kind != "item":
                break
            if not follower.noise:
                follower.noise, follower.reason, follower.rule = True, "related", "list"


def _is_title(unit: Unit, blocks: list[Block]) -> bool:
    text = blocks[unit.block].text.strip()
    if not unit.noise and is_half(text):
        return False
    return unit.noise or (len(text) <= _TITLE_MAX and text[-1:] not in {".", "!", ":", "…", "”", '"'} and " " in text)


def _spare_items(units: list[Unit], blocks: list[Block]) -> None:
    """Give back what is one item of a list whose others are article: "Send them an email" is a step there.

    In the midst of an article any row of short lines is a list, and a number of likes or views in it a fact.
    """
    for start, end in _rows(units, blocks, _is_item):
        _spare(units[start:end], _LIST_ITEMS_MIN, _NEVER_STEPS)
    read = [at for at, unit in enumerate(units) if _is_text(unit, blocks)]
    for start, end in _rows(units, blocks, _is_short_line):
        if read and start > read[0] and end <= read[-1]:
            led = blocks[units[start - 1].block].text.rstrip().endswith((":", ";"))
            row = units[start:end]
            asking = {unit.reason for unit in row if unit.scored} if not led else set()  # asks with all its cues
            _spare(row, _LIST_ITEMS_MIN if led else _LINES_MIN, _NEVER_FACTS | asking)


def _spare(row: list[Unit], items_min: int, never: frozenset[str]) -> None:
    taken = [unit for unit in row if unit.noise and unit.reason not in never]
    if len(row) >= items_min and len(taken) <= len(row) // _LIST_ITEMS_MIN:
        for unit in taken:
            unit.noise = False


def _rows(units: list[Unit], blocks: list[Block], belongs: Callable[[Unit, list[Block]], bool]) -> Iterator[Range]:
    start = 0
    for end in range(len(units) + 1):
        if end == len(units) or not belongs(units[end], blocks):
            if end > start:
                yield start, end
            start = end + 1


def _is_item(unit: Unit, blocks: list[Block]) -> bool:
    return blocks[unit.block].kind == "item"


def _is_short_line(unit: Unit, blocks: list[Block]) -> bool:
    """Tell whether a whole block is short and no sentence, nor the line above a list."""
    text = blocks[unit.block].text.strip()
    return len(text) <= _TITLE_MAX and text[-1:] not in _LINE_STOPS and unit.where == (0, len(blocks[unit.block].text))
