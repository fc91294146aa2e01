"""signals_of: which facts and which wording an edit touches, by rules alone.

Observed: what readers ask of a silent edit is whether a number, a date, a name, a quotation or a "not" changed; what an
editor asks is whether it was more than a comma.

Decided: a signal is raised only by what the changed words hold. Numbers and dates are compared by value ("four" is
"4"), and paired where they stand in the same span; what merely changed place within the sentence is no signal. Whole
added or deleted sentences give the numbers, dates, quotations and negations that they hold, as values of one side.

Deliberately missed: facts told in words alone ("won" to "lost"); names in German, and at the start of a sentence.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable

from streams.records import Edit, Signal, Span
from streams.text.difference.names import initials, last_word, name_words, stands_for
from streams.text.difference.quantities import ORDINAL
from streams.text.difference.statements import (
    DOCUMENT_UNIT,
    Mention,
    addresses_alone,
    dates_of,
    links_of,
    marked,
    names_of,
    not_told,
    numbers_of,
    quotes_of,
    signal_of,
    statements,
    without_labels,
)
from streams.text.difference.tokens import Token, tokens
from streams.text.difference.vocabulary import vocabulary
from streams.text.difference.wording import Depth, span_depths

# No fact changes with these.
SHALLOW = ("typography", "case", "punctuation", "style", "typo")
# "in-", "im-" and "dis-" are left out: "form" and "inform", "cover" and "discover" are no opposites.
NEGATING_PREFIXES = ("un", "il", "ir", "non", "non-")
PREFIXED_LETTERS_MIN = 4
# What more a long added text holds is there to be read.
WHOLE_SIGNALS_MAX = 12
# Between the text of a link and its address in Markdown, which many captures of plain text are.
_LINK_MARKS = re.compile(r"\]\s?\(")


def signals_of(edit: Edit, language: str | None = None) -> list[Signal]:
    """Return the signals of an edit; the spans of one with both sides must be set."""
    if edit.old is None or edit.new is None:
        return whole_signals(edit.old, edit.new, language)
    if not edit.spans:
        return []
    return difference_signals(edit.old, edit.new, edit.spans, language)


def whole_signals(old: str | None, new: str | None, language: str | None) -> list[Signal]:
    """Return what a deleted (``old``) or added (``new``) text holds, each value once, only the first few."""
    text = old or new or ""
    numbers = [item for item in numbers_of(text, language) if item.unit != DOCUMENT_UNIT]
    found = [("number", item.text) for item in _telling(without_labels(numbers, text))]
    found += [("date", item.text) for item in dates_of(text, language)]
    found += [("quote", item.text) for item in quotes_of(text, language)]
    found += [("link", item.text) for item in addresses_alone(text)]
    negations = vocabulary(language).negations
    found += [("negation", word) for token in tokens(text) if (word := token.key.casefold()) in negations]
    sides = [(kind, value, None) if new is None else (kind, None, value) for kind, value in dict.fromkeys(found)]
    return [Signal(*side) for side in sides[:WHOLE_SIGNALS_MAX]]


def difference_signals(old: str, new: str, spans: list[Span], language: str | None) -> list[Signal]:
    """Return the signals of a change of ``old`` into ``new``, in a fixed order of types."""
    depths = span_depths(old, new, spans, language)
    deep = [span for span, depth in zip(spans, depths, strict=True) if depth not in SHALLOW]
    found = _facts("number", old, new, deep, lambda text: numbers_of(text, language))
    found += _facts("date", old, new, deep, lambda text: dates_of(text, language))
    found += _facts("name", old, new, deep, lambda text: names_of(text, language))
    found += _facts("link", old, new, spans, links_of)
    found += _facts("quote", old, new, deep, lambda text: quotes_of(text, language))
    shallow = [span for span, depth in zip(spans, depths, strict=True) if depth in SHALLOW]
    found += marked(old, new, shallow, language)
    before, after = (
        _changed(tokens(old), [span.old for span in deep]),
        _changed(tokens(new), [span.new for span in deep]),
    )
    words = vocabulary(language)
    negations = words.negations
    if words.negations and (language or "en").startswith("en"):
        negations |= {*_opposites(before, after), *_opposites(after, before)}
    for kind, listed in (("negation", negations), ("hedge", words.hedges), ("attribution", words.sayings)):
        found += _listed(kind, listed, before, after)
    wording = _wording(old, new, spans, depths)
    if any(signal.type == "quote" for signal in found):
        wording = [signal for signal in wording if signal.type != "style"]
    return found + wording


def _facts(kind: str, old: str, new: str, spans: list[Span], find: Callable[[str], list[Mention]]) -> list[Signal]:
    """Pair what two sides mention within each span, and report what differs."""
    before = _by_span(find(old), [span.old for span in spans])
    after = _by_span(find(new), [span.new for span in spans])
    if not before and not after:
        return []
    pairs: list[tuple[Mention, Mention]] = []
    lost: list[Mention] = []
    gained: list[Mention] = []
    for at in range(len(spans)):
        left, right = _without_common(before.get(at, []), after.get(at, []))
        shared = min(len(left), len(right)) if len(left) == len(right) or kind != "number" else 0
        pairs += zip(left[:shared], right[:shared], strict=True)
        lost += left[shared:]
        gained += right[shared:]
    lost, gained = _without_common(lost, gained)
    if len(lost) == len(gained) and (kind in ("date", "quote") or (kind == "name" and _is_renamed(lost, gained))):
        pairs, lost, gained = [*pairs, *zip(lost, gained, strict=True)], [], []
    if kind == "date":
        lost, gained = not_told(lost, find(new)), not_told(gained, find(old))
    if kind == "name":
        pairs = [pair for pair in pairs if not _is_fuller(*pair)]
        lost, gained = _not_named(lost, new), _not_named(gained, old)
    if kind == "quote":
        lost, gained = statements(lost, old, new), statements(gained, new, old)
    if kind == "number":
        lost, gained = _telling(without_labels(lost, old)), _telling(without_labels(gained, new))
    signals = [signal_of(kind, left, right) for left, right in pairs]
    return signals + [signal_of(kind, item, None) for item in lost] + [signal_of(kind, None, item) for item in gained]


def _by_span(mentions: list[Mention], ranges: list[tuple[int, int]]) -> dict[int, list[Mention]]:
    """What each span touches: mentions that overlap it, or that something was put into the middle of."""
    found: dict[int, list[Mention]] = {}
    ends = [end for _, end in ranges]
    for mention in mentions:
        at = bisect_right(ends, mention.start)  # the first span that ends behind the mention's start
        if at < len(ranges) and ranges[at][0] < mention.end:
            found.setdefault(at, []).append(mention)
    return found


def _without_common(left: list[Mention], right: list[Mention]) -> tuple[list[Mention], list[Mention]]:
    """Take out what both sides mention equally often."""
    if not left or not right:
        return left, right
    common = Counter(item.sense for item in left) & Counter(item.sense for item in right)
    return _less(left, common.copy()), _less(right, common.copy())


def _less(mentions: list[Mention], common: Counter[tuple[str, ...]]) -> list[Mention]:
    rest = []
    for item in mentions:
        if common[item.sense] > 0:
            common[item.sense] -= 1
        else:
            rest.append(item)
    return rest


def _is_fuller(old: Mention, new: Mention) -> bool:
    """ "Trump" and "Donald Trump" are one name, told shorter and longer."""
    before, after = set(old.sense[0].split()), set(new.sense[0].split())
    return before <= after or after <= before


def _is_renamed(lost: list[Mention], gained: list[Mention]) -> bool:
    """One name became another that has a part of it: "U.S. Herald", "Herald.gov"."""
    if len(lost) != 1:
        return False
    before, after = ({token.key.casefold() for token in tokens(item.text)} for item in (lost[0], gained[0]))
    return bool(before & after)


def _not_named(mentions: list[Mention], other: str) -> list[Mention]:
    """Without those whose last part the other side has, in whatever case, or whose initials: news drop first names and
    titles, and spell out what they had shortened.
    """
    if not mentions:
        return mentions
    keys = {token.key for token in tokens(other)}
    shorts = [key for key in keys if len(key) > 1 and key.isupper()]
    words = {key.casefold() for key in keys} | name_words(other)
    return [
        item
        for item in mentions
        if last_word(item.text) not in words and not any(stands_for(short, initials(item.text)) for short in shorts)
    ]


def _telling(mentions: list[Mention]) -> list[Mention]:
    """Without "one" and "first": by themselves they are mostly no numbers ("one of", "at first")."""
    return [item for item in mentions if item.unit != ORDINAL and item.text.casefold() != "one"]


def _changed(found: tuple[Token, ...], ranges: list[tuple[int, int]]) -> list[str]:
    """The folded words that spans touch; a capital "May" is a month."""
    changed = []
    ends = [end for _, end in ranges]
    for token in found:
        at = bisect_right(ends, token.start)
        if at < len(ranges) and ranges[at][0] < token.end:
            changed.append("" if token.key == "May" else token.key.casefold())
    return changed


def _listed(kind: str, listed: frozenset[str], before: Iterable[str], after: Iterable[str]) -> list[Signal]:
    """One signal where words of a list came, went or were exchanged."""
    left = Counter(word for word in before if word in listed)
    right = Counter(word for word in after if word in listed)
    if kind == "negation" and left.total() == right.total():
        return []  # "not" for "never" negates as much as before
    lost, gained = sorted((left - right).elements()), sorted((right - left).elements())
    return [Signal(kind, ", ".join(lost) or None, ", ".join(gained) or None)] if lost or gained else []


def _opposites(words: list[str], others: list[str]) -> list[str]:
    """The words that are the opposite of one on the other side: "illegal" where that has "legal"."""
    stems = {word for word in others if len(word) >= PREFIXED_LETTERS_MIN}
    return [word for word in words if any(word.removeprefix(prefix) in stems - {word} for prefix in NEGATING_PREFIXES)]


def _wording(old: str, new: str, spans: list[Span], depths: list[Depth]) -> list[Signal]:
    """A typo for each corrected word; link or style where nothing in the edit goes deeper than that."""
    found = [
        Signal("typo", old[slice(*span.old)], new[slice(*span.new)])
        for span, depth in zip(spans, depths, strict=True)
        if depth == "typo"
    ]
    if not found and not {"words", "grammar"} & set(depths):
        is_link = len(_LINK_MARKS.findall(old)) != len(_LINK_MARKS.findall(new))
        found.append(Signal("link" if is_link else "style"))
    return found
