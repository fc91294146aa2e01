"""significance_of: how much a revision matters to a reader, from 0 to 1.

For an edit, with w the words that it adds, takes or replaces, p the number of its paragraph (0 is the lead):

    size     = w / (w + 40)                       a whole new paragraph of 40 words: one half
    facts    = 1 - product of (1 - weight)        over its signals, weights below; a fact that came or went counts
                                                  half of one that was exchanged, a further one of a type a quarter;
                                                  those of a whole deleted sentence three fifths, of an added one an
                                                  eighth, of appended text nothing
    place    = 0.6 + 0.4 / (1 + p / 3)            the lead counts fully, the far end three fifths
    edit     = place * (1 - (1 - 0.6 * size) * (1 - facts))

``copyedit`` is at most 0.05, ``typography`` at most 0.01, text that only moved at most 0.1. A changed headline counts
as an edit in the lead with a size of one half. Few words can turn a statement round ("won" to "lost", who hit whom):
an edit of the first two paragraphs that takes words of content and puts others is at least 0.15, one anywhere at least
0.03, and 0.1 in a language without a vocabulary, where no rule knows a fact, or where a name was exchanged for another.
A fact that a weightier edit of the revision tells already, old and new alike, counts nothing in the next ones, and for
an edit of nothing but such exchanges none of these limits holds: one name changed all over a text is one change. Of
the edits the weightiest counts fully, the
second half, the third a third, and so on, combined as 1 - product of (1 - edit): many small edits do not make a great
one. A revision of kind correction is at least 0.6, clarification 0.5, update_note 0.2, rewrite 0.7. Rounded to three
places.

The weights are judgements, set so that one changed number or negation in the lead is near one half; they are no
measurement.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from math import prod

from streams.records import Edit, Signal
from streams.text.difference.opaque import readable
from streams.text.difference.vocabulary import GRAMMAR, OPENERS

SIZE_WORDS_HALF = 40
MARKS_WORDS = 0.2
SIZE_WEIGHT = 0.6
HEADLINE_SIZE = 0.5
PLACE_FAR = 0.6
PLACE_PARAGRAPHS = 3
MOVED_MAX = 0.1
WEIGHTS = {
    "negation": 0.45,
    "number": 0.4,
    "quote": 0.4,
    "name": 0.35,
    "date": 0.35,
    "hedge": 0.25,
    "attribution": 0.2,
    "correction_notice": 0.5,
    "byline": 0.05,
    "link": 0.02,
}
_WORD = re.compile(r"\w+(?:['’-]\w+)*")
EXCHANGED = ("number", "name", "date", "quote", "link")
ADDED_FACTS = 0.125
DELETED_FACTS = 0.6
LEAD_PARAGRAPHS = 2
REWORDED_LEAD_MIN = 0.15
REWORDED_UNREAD_MIN = 0.1
REWORDED_MIN = 0.03
NAME_MIN = 0.1
KIND_MAX = {"copyedit": 0.05, "typography": 0.01}
KIND_MIN = {"correction": 0.6, "clarification": 0.5, "update_note": 0.2, "rewrite": 0.7}


def significance_of(kind: str, edits: list[Edit], headline: Edit | None, *, unread: bool = False) -> float:
    """Return the significance of a revision of ``kind`` with these edits (kinds and signals set).

    ``headline``: its change as an edit. ``unread``: the language has no vocabulary.
    """
    weights = _weights(edits, unread=unread)
    if headline is not None:
        weight = 1 - (1 - SIZE_WEIGHT * HEADLINE_SIZE) * (1 - _facts(headline.signals))
        weights.append(min(weight, KIND_MAX.get(headline.kind or "", 1.0)))
    weights.sort(reverse=True)
    total = 1 - prod(1 - weight / rank for rank, weight in enumerate(weights, 1))
    return round(max(total, KIND_MIN.get(kind, 0.0)), 3)


def _weights(edits: list[Edit], *, unread: bool) -> list[float]:
    """The weights of the edits, where a fact counts only in the weightiest of those that tell it."""
    weights = [parts_of(edit, unread=unread).weight for edit in edits]
    told: set[tuple[str, str | None, str | None]] = set()
    for at in sorted(range(len(edits)), key=lambda place: -weights[place]):
        facts = [(signal.type, signal.old, signal.new) for signal in edits[at].signals]
        fresh = [signal for signal, fact in zip(edits[at].signals, facts, strict=True) if fact not in told]
        if len(fresh) < len(facts):
            says_more = len(edits[at].spans) > len(facts) - len(fresh) or edits[at].op != "edited"
            weights[at] = parts_of(replace(edits[at], signals=fresh), unread=unread, has_least=says_more).weight
        told.update(fact for fact in facts if fact[0] in WEIGHTS and fact[1:] != (None, None))
    return weights


@dataclass(frozen=True, slots=True)
class Parts:
    """What the weight of an edit is made of, see the formula above; each is between 0 and 1."""

    size: float
    facts: float
    place: float
    weight: float


def parts_of(edit: Edit, *, unread: bool = False, has_least: bool = True) -> Parts:
    """Return the weight of one edit and how it came about; ``has_least``: what it is at least counts."""
    words = _words_changed(edit)
    size = words / (words + SIZE_WORDS_HALF)
    position = edit.new_position or edit.old_position or (0, 0)
    place = PLACE_FAR + (1 - PLACE_FAR) / (1 + position[0] / PLACE_PARAGRAPHS)
    facts = _facts(edit.signals)
    if edit.new is None:
        facts *= DELETED_FACTS
    elif edit.old is None:
        facts *= 0 if edit.kind in ("append", "live_update") else ADDED_FACTS
    weight = place * (1 - (1 - SIZE_WEIGHT * size) * (1 - facts))
    if edit.op == "moved" and not edit.spans:
        return Parts(size, facts, place, min(weight, MOVED_MAX))
    if has_least:
        weight = max(weight, _least(edit, is_lead=position[0] < LEAD_PARAGRAPHS, unread=unread))
    return Parts(size, facts, place, min(weight, KIND_MAX.get(edit.kind, 1.0)))


def _least(edit: Edit, *, is_lead: bool, unread: bool) -> float:
    least = NAME_MIN if any(item.type == "name" and item.old and item.new for item in edit.signals) else 0.0
    if _is_reworded(edit):
        least = max(least, REWORDED_LEAD_MIN if is_lead else REWORDED_UNREAD_MIN if unread else REWORDED_MIN)
    return least


def _is_reworded(edit: Edit) -> bool:
    """Whether words of content went and others came, in the same place or not."""
    if edit.old is None or edit.new is None:
        return False
    gone = _content(edit.old, [span.old for span in edit.spans])
    come = _content(edit.new, [span.new for span in edit.spans])
    return bool(gone) and bool(come)


def _content(text: str, ranges: list[tuple[int, int]]) -> set[str]:
    masked = readable(text)
    words = {word.casefold() for start, end in ranges for word in _WORD.findall(masked[start:end]) if word[0].isalpha()}
    return words - GRAMMAR - OPENERS


def _facts(signals: list[Signal]) -> float:
    remainder = 1.0
    seen: set[str] = set()
    for signal in signals:
        weight = WEIGHTS.get(signal.type, 0.0)
        if signal.type in EXCHANGED and (signal.old is None or signal.new is None):
            weight /= 2
        remainder *= 1 - (weight / 4 if signal.type in seen else weight)
        seen.add(signal.type)
    return 1 - remainder


def _words_changed(edit: Edit) -> float:
    if edit.op == "edited" and not edit.spans:
        return MARKS_WORDS  # a link that leads elsewhere
    if edit.old is None or edit.new is None or not edit.spans:
        return _words(edit.new or edit.old or "")
    return sum(max(_words(edit.old[slice(*span.old)]), _words(edit.new[slice(*span.new)])) for span in edit.spans)


def _words(text: str) -> float:
    """Words of a changed piece; marks alone weigh a little, too."""
    return len(_WORD.findall(text)) or MARKS_WORDS
