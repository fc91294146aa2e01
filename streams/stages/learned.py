"""learned: takes out of an article what the site's other pages have taught to be noise.

Observed: a house paragraph does not always stand alone. Where a page lacks a line break it is glued to the sentence
before or after it, two of them become one paragraph, or a sign in it differs; as a text of its own it would surface
as an addition on one look and as a deletion on the next.

Decided: a block is taken out where it is a whole paragraph, or where its words begin or end one, again and again until
nothing more is found. At the beginning a sentence has to start after it; at the end its label ("Note:") goes with it.
A paragraph in which none is found may say one in other words (``families``). What is taken out stays listed as noise.

Deliberately missed: blocks of fewer than ``PHRASE_WORDS_MIN`` words other than as whole paragraphs, since a sentence
may well begin with them, and blocks in the midst of a paragraph.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import replace
from typing import NamedTuple

import xxhash

from streams.records import Cleaned, Noise, Paragraph
from streams.stages import families
from streams.stages.sites import (
    EMPHASIS,
    LEARNED_RULE,
    REWORDED_RULE,
    WORDS_MIN,
    Site,
    block_hash,
    goes_on,
    is_torn,
    leads_in,
    name_of,
)
from streams.stages.versions import VersionText
from streams.text import fold, noise, sentences

PHRASE_WORDS_MIN = 8
PHRASES_KEPT_MAX = 512
PIECES_MAX = 8  # blocks taken off one paragraph
SENTENCE_ENDS = frozenset(".!?…。！？")
PAUSES = frozenset(",;，、；")


class Phrase(NamedTuple):
    """A learned block by its words: its name, how many they are, hashes of the first few, the last few, and all."""

    name: str
    words: int
    head: int
    tail: int
    whole: int


class Piece(NamedTuple):
    """A part of a paragraph that is a learned block."""

    name: str
    text: str
    rule: str = LEARNED_RULE


def remember(site: Site, name: str, text: str) -> None:
    """Learn a block; the newest ``PHRASES_KEPT_MAX`` are recognised at the edge of a paragraph, too."""
    site.learned.append(name)
    if family := families.family_of(name, text):
        site.families = [*site.families, family][-families.KEPT_MAX :]
    words = fold.fold_words(text)
    if len(words) >= PHRASE_WORDS_MIN:
        head, tail = _digest(words[:PHRASE_WORDS_MIN]), _digest(words[-PHRASE_WORDS_MIN:])
        phrase = (name, len(words), head, tail, _digest(words))
        site.phrases = [*site.phrases, phrase][-PHRASES_KEPT_MAX:]


def _digest(words: list[str]) -> int:
    return xxhash.xxh3_64_intdigest("\x00".join(words).encode("utf-8", "surrogatepass"))


class Learned:
    """What a site has learned, by first and last words; ``spared`` blocks are left where they stand."""

    def __init__(self, site: Site, spared: frozenset[str] = frozenset()) -> None:
        self._names = set(site.learned) - spared
        self._families = families.Families(site.families, frozenset(self._names))
        self._heads: dict[int, list[Phrase]] = {}
        self._tails: dict[int, list[Phrase]] = {}
        # The longest first: of two blocks of which one begins with the other, the whole one is meant.
        for phrase in sorted((Phrase(*p) for p in site.phrases), key=lambda p: (-p.words, p.name)):
            if phrase.name in self._names:
                self._heads.setdefault(phrase.head, []).append(phrase)
                self._tails.setdefault(phrase.tail, []).append(phrase)

    def part(self, paragraph: Paragraph) -> tuple[str, list[Piece]]:
        """Return what is left of a paragraph's text and the learned blocks in it, in their order."""
        name, text = block_hash(paragraph), paragraph.text
        if name in self._names:
            return "", [Piece(name, text)]
        if not self._heads:
            return text, []
        first: list[Piece] = []
        last: list[Piece] = []
        words = fold.fold_words(text)
        while len(words) >= PHRASE_WORDS_MIN and len(first) + len(last) < PIECES_MAX:
            if found := self._at_start(text, words):
                phrase, piece, text = found
                words = words[phrase.words :]
                first.append(Piece(phrase.name, piece))
            elif found := self._at_end(text, words):
                phrase, text, piece = found
                words = words[: -phrase.words]
                last.insert(0, Piece(phrase.name, piece))
            else:
                break
        if last and leads_in(text) and len(text.split()) < WORDS_MIN:
            return "", [*first, Piece(last[0].name, f"{text} {last[0].text}"), *last[1:]]  # the label of the block
        if not (first or last) and (reworded := self._families.name_of(paragraph)):
            return "", [Piece(reworded, text, REWORDED_RULE)]
        return text, first + last

    def _at_start(self, text: str, words: list[str]) -> tuple[Phrase, str, str] | None:
        for phrase in self._heads.get(_digest(words[:PHRASE_WORDS_MIN]), ()):
            if _digest(words[: phrase.words]) != phrase.whole:
                continue
            if phrase.words >= len(words):
                return phrase, text, ""
            cut = _cut(text, words, phrase.words)
            if cut and _starts_sentence(*cut):
                return phrase, *cut
        return None

    def _at_end(self, text: str, words: list[str]) -> tuple[Phrase, str, str] | None:
        for phrase in self._tails.get(_digest(words[-PHRASE_WORDS_MIN:]), ()):
            if phrase.words < len(words) and _digest(words[-phrase.words :]) == phrase.whole:
                cut = _cut(text, words, len(words) - phrase.words)
                if cut:
                    return phrase, *cut
        return None


def _cut(text: str, words: list[str], count: int) -> tuple[str, str] | None:
    """Part a text after so many folded words, closing signs included; None where the place cannot be told.

    Folding keeps no offsets, so the place is found by bisection.
    """
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if len(fold.fold_words(text[:middle])) <= count else (low, middle - 1)
    at = low  # the next word begins here, its opening marks before it
    while at and not text[at - 1].isspace():
        at -= 1
    if fold.fold_words(text[:at]) != words[:count]:
        at = low
        while at and unicodedata.category(text[at - 1]) in ("Ps", "Pi"):
            at -= 1
    before, after = text[:at].rstrip(), text[at:].lstrip()
    whole = fold.fold_words(before) == words[:count] and fold.fold_words(after) == words[count:]
    return (before, after) if whole else None


def _starts_sentence(before: str, after: str) -> bool:
    """Whether a sentence starts between two texts: half of one is no neighbour of a block, but part of it."""
    last = before.rstrip(EMPHASIS + "\"'”’»)")[-1:]
    if is_torn(before) or goes_on(after) or last in PAUSES:
        return False
    ends = last in SENTENCE_ENDS
    letter = next((sign for sign in after if sign.isalnum()), "")
    return ends or letter.isupper()


def _without(
    paragraphs: Iterable[Paragraph], learned: Learned, language: str | None
) -> tuple[list[Paragraph], list[Noise]]:
    kept, removed = [], []
    for paragraph in paragraphs:
        rest, pieces = learned.part(paragraph)
        removed += [Noise(piece.text, "learned", piece.rule) for piece in pieces]
        if not pieces:
            kept.append(paragraph)
        elif rest:
            at = paragraph.text.find(rest)
            links = noise.links_within(paragraph.links, at, at + len(rest))
            kept.append(Paragraph(rest, paragraph.kind, sentences.split(rest, language), links))
    return kept, removed


def without_learned(article: Cleaned, site: Site, spared: frozenset[str] = frozenset()) -> Cleaned:
    """Take out what the site's other pages have taught to be noise, but for ``spared``; it stays listed as such."""
    if not site.learned:
        return article
    kept, removed = _without(article.paragraphs, Learned(site, spared), article.language)
    return replace(article, paragraphs=kept, noise=article.noise + removed)


def forgotten(old: VersionText, site: Site, spared: frozenset[str] = frozenset()) -> VersionText:
    """Return a known version without all that is known to be noise by now, but for ``spared``.

    It is taken out of what the page showed then: of a block that was learned in two steps, the first left a remnant.
    """
    if not site.learned:
        return old
    kept, removed = _without(old.shown or old.paragraphs, Learned(site, spared), old.language)
    others = [item for item in old.noise if item.reason != "learned"] if old.shown else old.noise
    return replace(old, paragraphs=kept, noise=others + removed)


def learned_since(site: Site, shown: Cleaned, old: VersionText) -> frozenset[str]:
    """Return the blocks learned to be noise that a page shows now and did not show, as noise or not, before."""
    learned = Learned(site)
    fresh = {piece.name for p in shown.paragraphs for piece in learned.part(p)[1]} if site.learned else set()
    if not fresh:
        return frozenset()
    before = {piece.name for p in old.shown or old.paragraphs for piece in learned.part(p)[1]}
    before |= {name_of(n.text) for n in old.noise}
    return frozenset(fresh - before)
