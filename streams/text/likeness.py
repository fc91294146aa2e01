"""What two texts are to each other: the same, nearly the same, one an excerpt of the other, or two stories.

Observed: copies differ by appeals and boxes around them, by scattered edits, by what was cut at the end, and by new
paragraphs; they keep the order of facts and, nearly always, the lead. Not copies although they share most words:
forms filled in twice (``streams.text.forms``), pages with a long common tail and another subject, round-ups that
quote many stories whole, pages that share only a house paragraph or a press release's quote.

Decided: what counts is cover, the share of a text's words that stand in a window shared with the other: scattered
edits lower it by their own length, not by that of the windows they break.

    same words                                   identical
    each covers the other                        near, unless the subject differs
    one is covered, the other not                excerpt: unites where it opens like the other, or is cut off, and the
                                                 longer text reads on about the same thing; else a link
    half covered, within a month                 near, where they open alike and the subject is the same; else nothing

and nothing where one form was filled in twice. A text of fewer than ``WORDS_MIN`` words says too little: it is only
ever identical, and not where the headlines differ.

Deliberately missed: versions of which less than half stayed, or half with a new opening (a version between them joins
them, if one was seen), and translations.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

import numpy as np
import numpy.typing as npt
import xxhash

from streams.records import Paragraph, Relation
from streams.text import fingerprint, forms, particulars
from streams.text.fingerprint import WINDOW_WORDS, Hashes
from streams.text.fold import fold, fold_words
from streams.text.particulars import Tokens

COVERED: Final = 0.75  # of a copy or an excerpt
MOSTLY: Final = 0.55  # a text of which an excerpt is this share or more is hardly about anything else
HALF_COVERED: Final = 0.5  # of both, where opening, subject and time speak for a copy
STORY_DAYS: Final = 30  # a story is rewritten by half within days; after a month it is next year's, or next month's
SAME_LENGTH: Final = 0.67  # shorter than this share of the other: an excerpt rather than near
WORDS_MIN: Final = 25
OPENING_WORDS: Final = 40
OPENING_COVERED: Final = 0.5
OPENING_OFFSET: Final = 0.15  # share of the longer text that may stand before the excerpt's opening (boxes, appeals)
READ_ON_WORDS: Final = 300  # of the longer text's own words, next to the excerpt
READ_ON: Final = (
    0.12  # share of the excerpt's telling words that come again there: 95 of 100 stories, 10 of 100 strangers
)
TELLING_LETTERS: Final = 6
SUBJECT_TIMES: Final = 2

Mask = npt.NDArray[np.bool_]


@dataclass
class Body:
    """The text of a version, prepared for comparison; what is costly is worked out when asked for."""

    paragraphs: list[Paragraph]
    headline: str | None = None
    cut_off: bool = False
    words: list[str] = field(init=False)

    def __post_init__(self) -> None:
        self.words = [word for paragraph in self.paragraphs for word in fold_words(paragraph.text)]

    @cached_property
    def windows(self) -> Hashes:
        """Hashes of the windows, in order."""
        return fingerprint.windows(self.words)

    @cached_property
    def different_windows(self) -> Hashes:
        """Each hash of a window once, ascending."""
        return np.unique(self.windows)

    @cached_property
    def anchors(self) -> Hashes:
        """The sample of the windows by which the version was looked up."""
        return fingerprint.anchors(self.windows)

    @cached_property
    def tokens(self) -> Tokens:
        """Words with their kinds."""
        return particulars.tokens([paragraph.text for paragraph in self.paragraphs])

    @cached_property
    def names(self) -> Counter[str]:
        """How often each name is said."""
        return Counter(self.tokens.names())

    @cached_property
    def different_words(self) -> frozenset[str]:
        """Each of the tokens once."""
        return frozenset(self.tokens.words)

    @cached_property
    def sentences(self) -> list[int]:
        """Hashes of the folded sentences, in order."""
        texts = [p.text[start:end] for p in self.paragraphs for start, end in p.sentences or [(0, len(p.text))]]
        return [xxhash.xxh3_64_intdigest(fold(text).casefold().encode("utf-8", "surrogatepass")) for text in texts]


@dataclass(frozen=True)
class Likeness:
    """What a text is to another; ``relation`` is from the first text's view.

    ``word_cover``, ``other_word_cover``: the share, from 0 to 1, of the words of each that stand in a shared window.
    """

    relation: Relation
    unites: bool
    reason: str
    lead: bool
    word_cover: float = 1.0
    other_word_cover: float = 1.0

    @property
    def strength(self) -> int:
        """1 for a link, 2 for one article, 3 for the same words."""
        return 3 if self.relation == "identical" else 2 if self.unites else 1


def worth_a_check(one: Body, other: Body) -> bool:
    """Say whether ``match`` would find the two by their anchors: a function of the unordered pair."""
    shared = int(fingerprint.stand_in(one.anchors, other.anchors).sum())
    return fingerprint.alike(shared, len(one.anchors), len(other.anchors))


def compare(one: Body, other: Body, days_apart: float) -> Likeness | None:
    """Return what ``one`` is to ``other``, None where they are two stories. ``days_apart``: between their captures."""
    if one.words == other.words:
        short = len(one.words) < WORDS_MIN
        differ = one.headline and other.headline and fold_words(one.headline) != fold_words(other.headline)
        return None if short and differ else Likeness("identical", True, "the same words", True)
    if min(len(one.words), len(other.words)) < WORDS_MIN:
        return None
    found = _Comparison(one, other).judge(days_apart)
    if found and forms.fills_the_same_form(one.tokens, other.tokens, days_apart):
        return None
    return found


def _covered(hits: Mask, words: int) -> Mask:
    """The words that stand in a window that hit."""
    covered = np.zeros(words, dtype=np.bool_)
    for place in range(min(WINDOW_WORDS, words)):
        covered[place : place + len(hits)] |= hits
    return covered


class _Comparison:
    """Two bodies side by side; ``short`` is the one that is covered more."""

    def __init__(self, one: Body, other: Body) -> None:
        self.one, self.other = one, other
        hits = fingerprint.stand_in(one.windows, other.different_windows)
        other_hits = fingerprint.stand_in(other.windows, one.different_windows)
        self.covered = _covered(hits, len(one.words)), _covered(other_hits, len(other.words))
        self.cover = float(self.covered[0].mean()), float(self.covered[1].mean())
        self.one_is_short = (self.cover[0], -len(one.words)) >= (self.cover[1], -len(other.words))
        self.short, self.long = (one, other) if self.one_is_short else (other, one)
        self.long_covered = self.covered[1 if self.one_is_short else 0]

    def judge(self, days_apart: float) -> Likeness | None:
        most, least = max(self.cover), min(self.cover)
        if least >= COVERED:
            if not self.opens_alike and self.subject_differs():
                return None
            return self.said(True, "each holds most of the other's words")
        if most >= COVERED:
            return self.excerpt(least)
        shorter, longer = sorted((len(self.one.words), len(self.other.words)))
        if least < HALF_COVERED or shorter < SAME_LENGTH * longer or days_apart > STORY_DAYS:
            return None
        if not self.opens_alike or self.subject_differs():
            return None
        if forms.holds_other_answers(self.one.tokens, self.other.tokens):
            return None
        return self.said(True, "they open alike and share half of their words")

    def said(self, unites: bool, reason: str) -> Likeness:
        shorter, longer = sorted((len(self.one.words), len(self.other.words)))
        relation: Relation = "near"
        if shorter < SAME_LENGTH * longer:
            relation = "excerpt" if len(self.one.words) == shorter else "extended"
        return Likeness(relation, unites, reason, self.opens_alike, *self.cover)

    def excerpt(self, least: float) -> Likeness:
        cut_off, opens_alike = self.short.cut_off, self.opens_alike
        if least >= (HALF_COVERED if opens_alike else MOSTLY) and (opens_alike or not self.subject_differs()):
            return self.said(True, "one holds the other's words and little more")
        if cut_off and opens_alike:
            return self.said(True, "they open alike, and one is cut off")
        if not self.reads_on():
            return self.said(False, "one holds the other's words and goes on about something else")
        if opens_alike:
            return self.said(True, "one holds the other's words and opens with them")
        if cut_off:
            return self.said(True, "one holds the words of the other, which is cut off")
        return self.said(False, "one holds the other's words among others")

    @cached_property
    def opens_alike(self) -> bool:
        """The shorter opens near the start of the longer, or the longer's opening stands in the shorter."""
        opening = max(1, OPENING_WORDS - WINDOW_WORDS + 1)
        places = np.flatnonzero(fingerprint.stand_in(self.long.windows, np.unique(self.short.windows[:opening])))
        allowed = max(OPENING_WORDS, OPENING_OFFSET * len(self.long.words))
        if len(places) >= 0.3 * min(opening, len(self.short.windows)) and places[0] <= allowed:
            return True
        return float(self.long_covered[:OPENING_WORDS].mean()) >= OPENING_COVERED

    def reads_on(self) -> bool:
        """What the longer text has beside the shorter is about the same thing: its telling words come again."""
        tokens = self.short.tokens
        telling = {
            word
            for word, kind in zip(tokens.words, tokens.kinds, strict=True)
            if kind == "name" or (not kind and len(word) >= TELLING_LETTERS)
        }
        own = np.flatnonzero(~self.long_covered)
        if len(telling) < 4 or not len(own):
            return True
        places = np.flatnonzero(self.long_covered)
        end = int(places[-1]) if len(places) else 0
        after = own[own > end][:READ_ON_WORDS]
        before = own[own <= end][: READ_ON_WORDS - len(after)]
        words = {self.long.words[place] for place in [*after.tolist(), *before.tolist()]}
        return len(telling & words) >= READ_ON * len(telling)

    def subject_differs(self) -> bool:
        """Each side is about a name of its own: the other never says it, and it is said half as often as any shared."""
        return _own_subject(self.one, self.other) and _own_subject(self.other, self.one)


def _own_subject(side: Body, other: Body) -> bool:
    own = max((times for name, times in side.names.items() if name not in other.different_words), default=0)
    shared = max((times for name, times in side.names.items() if name in other.names), default=0)
    return own >= SUBJECT_TIMES and 2 * own >= shared
