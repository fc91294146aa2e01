"""Whether two texts are one form filled in twice: the same words, other particulars.

Observed: weather, market, score, quake and inspection reports, notices that return each year and lists of graduates
share four fifths of their words with each other and are not copies: what differs are the particulars, and nearly all
of them do, in the lead above all. A copy with a corrected or updated figure keeps most of its particulars.

Decided: the words of both are aligned; where a short run was exchanged for another of the same kind (a number for a
number, a weekday for a weekday, a name for a name that is not its misspelling) the particular counts as changed,
where it stands in both as kept, each value once. In a short text there is no lead to tell from the rest, and three
answers may be all there is to exchange. ``fills_the_same_form`` gives the rules.

Deliberately missed: a page of live results captured at two times, which is a form filled in twice.
"""

from __future__ import annotations

from collections import Counter
from typing import Final, NamedTuple

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from streams.text.particulars import DATE_KINDS, FIGURE_KINDS, Tokens

EXCHANGE_TOKENS_MAX: Final = 10  # a longer exchange is a rewording
LEAD_TOKENS: Final = 60  # one or two sentences
PASSAGE_TOKENS: Final = 8
TELLING_LETTERS: Final = 6  # shorter words say little about what a passage is about
RELATED: Final = 0.12  # share of telling words that two passages about the same thing have in common, at least
MOVED: Final = 0.5  # share of a passage's telling words that the other text has elsewhere, if the passage only moved
SPELLING_RATIO: Final = 70  # names closer than this (of 100) are spellings of one
SHORT_TOKENS: Final = 120  # twice a lead: a shorter text is one statement
SHORT_EXCHANGED_MIN: Final = 3  # a correction exchanges a figure and what follows from it, or a weekday and its day


class _Exchange(NamedTuple):
    """A stretch where the texts differ, as ranges of tokens of either side."""

    start: int
    end: int
    other_start: int
    other_end: int


def _exchanges(mine: Tokens, theirs: Tokens) -> list[_Exchange]:
    """The stretches that differ, and an empty one at the end; two with a single equal word between them are one."""
    found: list[_Exchange] = []
    for op in Levenshtein.opcodes(mine.words, theirs.words):
        if op.tag == "equal":
            continue
        last = found[-1] if found else None
        if last and op.src_start - last.end <= 1 and op.dest_start - last.other_end <= 1:
            found[-1] = _Exchange(last.start, op.src_end, last.other_start, op.dest_end)
        else:
            found.append(_Exchange(op.src_start, op.src_end, op.dest_start, op.dest_end))
    ends = len(mine.words), len(theirs.words)
    return [*found, _Exchange(ends[0], ends[0], ends[1], ends[1])]


Values = dict[str, set[str]]  # kind -> values


def _values(found: Tokens, start: int, end: int) -> Values:
    values: Values = {}
    for word, kind in zip(found.words[start:end], found.kinds[start:end], strict=True):
        if kind:
            values.setdefault(kind, set()).add(word.replace(",", "") if kind == "number" else word)
    return values


def _changed(mine: Tokens, theirs: Tokens, exchange: _Exchange) -> Values:
    """The particulars of ``mine`` that were exchanged for others of their kind, if that is what the exchange is."""
    sides = mine.kinds[exchange.start : exchange.end], theirs.kinds[exchange.other_start : exchange.other_end]
    for kinds in sides:
        if not 0 < len(kinds) <= EXCHANGE_TOKENS_MAX or 2 * sum(map(bool, kinds)) < len(kinds):
            return {}
    old = _values(mine, exchange.start, exchange.end)
    new = _values(theirs, exchange.other_start, exchange.other_end)
    changed: Values = {}
    for kind in sorted(old.keys() & new.keys()):
        gone, come = old[kind] - new[kind], new[kind] - old[kind]
        if kind == "name":
            gone = _strangers(gone, come)
        if gone and come:
            changed[kind] = gone
    return changed


class _Count:
    """Particulars kept and changed, each value once."""

    def __init__(self) -> None:
        self.kept: Values = {}
        self.changed: Values = {}
        self.places: Counter[str] = Counter()

    def add(self, kept: Values, changed: Values) -> None:
        self.places.update(sorted(changed.get("name", ())))
        for into, values in ((self.kept, kept), (self.changed, changed)):
            for kind, words in values.items():
                into.setdefault(kind, set()).update(words)

    def number_changed(self, kinds: frozenset[str] | None = None) -> int:
        return sum(len(words) for kind, words in self.changed.items() if kinds is None or kind in kinds)

    def agreement(self, kinds: frozenset[str] | None = None) -> float:
        """Share of the particulars that were kept; 1 where there are none."""
        kept = sum(len(words) for kind, words in self.kept.items() if kinds is None or kind in kinds)
        changed = self.number_changed(kinds)
        return kept / (kept + changed) if kept + changed else 1.0


def _counts(mine: Tokens, theirs: Tokens) -> tuple[_Count, _Count]:
    """The particulars of the lead and of the whole text."""
    lead, whole = _Count(), _Count()
    at, other_at = 0, 0
    for exchange in _exchanges(mine, theirs):
        changed = _changed(mine, theirs, exchange)
        whole.add(_values(mine, at, exchange.start), changed)
        reach = LEAD_TOKENS - min(at, other_at)
        if reach > 0:
            within = min(exchange.start, exchange.other_start) < LEAD_TOKENS
            lead.add(_values(mine, at, min(exchange.start, at + reach)), changed if within else {})
        at, other_at = exchange.end, exchange.other_end
    return lead, whole


def _strangers(names: set[str], others: set[str]) -> set[str]:
    """The names that are no spelling of any of the others."""
    return {name for name in names if all(fuzz.ratio(name, other) < SPELLING_RATIO for other in others)}


def _exchanged(old: Values, new: Values) -> int:
    """How many values each side has that the other lacks: what was only added, as in an update, does not count."""
    number = 0
    for kind in sorted(old.keys() & new.keys()):
        gone, come = old[kind] - new[kind], new[kind] - old[kind]
        if kind == "name":
            gone, come = _strangers(gone, come), _strangers(come, gone)
        number += min(len(gone), len(come))
    return number


def _answers_exchanged(mine: Tokens, theirs: Tokens) -> bool:
    """Say whether a short text has other values than the other, at least as many as both have in common.

    They are counted twice, either is enough: as sets, which what has moved does not mislead, and place by place, where
    a small number that both have for different things counts as exchanged.
    """
    old, new = _values(mine, 0, len(mine.words)), _values(theirs, 0, len(theirs.words))
    kept = sum(len(old[kind] & new[kind]) for kind in old.keys() & new.keys())
    exchanged = _exchanged(old, new)
    if exchanged >= SHORT_EXCHANGED_MIN and exchanged >= kept:
        return True
    in_place, stayed, at = 0, _Count(), 0
    for exchange in _exchanges(mine, theirs):
        stayed.add(_values(mine, at, exchange.start), {})
        at = exchange.end
        if max(exchange.end - exchange.start, exchange.other_end - exchange.other_start) <= EXCHANGE_TOKENS_MAX:
            sides = (
                _values(mine, exchange.start, exchange.end),
                _values(theirs, exchange.other_start, exchange.other_end),
            )
            in_place += _exchanged(*sides)
    return in_place >= SHORT_EXCHANGED_MIN and in_place >= sum(map(len, stayed.kept.values()))


def fills_the_same_form(mine: Tokens, theirs: Tokens, days_apart: float) -> bool:
    """Say whether two texts that share most of their words are one form, filled in for two occasions.

    ``days_apart``: between the captures. Any one of these is enough:

    - the lead is about somebody else: half of its particulars are exchanged, with a name among them, or two names,
      one of which is exchanged again and again;
    - half of all particulars or more are exchanged, or two fifths of the numbers and dates;
    - the dates are, and the year is among them or the captures are far apart: a notice that returns;
    - one of the two is short, and half of its values or more are exchanged, three at least.
    """
    if min(len(mine.words), len(theirs.words)) < SHORT_TOKENS and _answers_exchanged(mine, theirs):
        return True
    lead, whole = _counts(mine, theirs)
    names = lead.changed.get("name", set())
    if names and lead.number_changed() >= 3 and lead.agreement() <= 0.5:
        return True
    if len(names) >= 2 and any(whole.places[name] >= 2 for name in names - whole.kept.get("name", set())):
        return True
    if whole.number_changed() >= 5 and whole.agreement() <= 0.5:
        return True
    if whole.number_changed(FIGURE_KINDS) >= 5 and whole.agreement(FIGURE_KINDS) <= 0.6:
        return True
    dates = whole.number_changed(DATE_KINDS)
    returns = "year" in whole.changed or days_apart >= 21
    if dates >= 2 and returns and whole.agreement(DATE_KINDS) <= 0.5:
        return True
    return days_apart >= 180 and lead.number_changed(DATE_KINDS) >= 1


def holds_other_answers(mine: Tokens, theirs: Tokens) -> bool:
    """Say whether several passages were exchanged for unrelated ones, and little else differs.

    That is a frame with other answers to the same questions. A passage that only moved stands in the other text, too.
    """
    passages, of_passages, differing = 0, 0, 0
    everywhere = set(mine.words) & set(theirs.words)
    for exchange in _exchanges(mine, theirs):
        old = mine.words[exchange.start : exchange.end]
        new = theirs.words[exchange.other_start : exchange.other_end]
        differing += len(old) + len(new)
        telling, others = ({word for word in side if len(word) >= TELLING_LETTERS} for side in (old, new))
        fewer = min(len(telling), len(others))
        both = len(telling & others)  # one word may be chance
        related = both > max(1, RELATED * fewer) or len(telling & everywhere) > MOVED * len(telling)
        if min(len(old), len(new)) >= PASSAGE_TOKENS and not related:
            passages += 1
            of_passages += len(old) + len(new)
    return passages >= 3 and 2 * of_passages >= differing
