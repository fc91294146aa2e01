"""A text as the sequence of its sentences, which is what two versions are compared by.

A unit is one sentence, or several where the two sides cut the same words differently: then the smallest run of
sentences that both sides delimit alike.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from streams.records import Paragraph
from streams.text.difference.tokens import folded_tokens, is_word
from streams.text.fold import fold

# House words do not tell sentences apart; a sentence of fewer words may stand anywhere ("Photos by the author").
DISTINCTIVE_WORDS_MIN = 5
_LETTER = re.compile(r"[^\W\d_]")
_ENDED = re.compile(r"[.!?…。！？:;][\"'”’»)\]]*$")


@dataclass(slots=True)
class Unit:
    """Sentences ``first`` to ``last`` (paragraph, sentence) of one side; ``text`` exact, ``key`` folded."""

    first: tuple[int, int]
    last: tuple[int, int]
    text: str
    key: str
    _tokens: list[str] | None = field(default=None, repr=False)
    _words: list[str] | None = field(default=None, repr=False)

    @property
    def tokens(self) -> list[str]:
        """The folded tokens, words and marks."""
        if self._tokens is None:
            self._tokens = folded_tokens(self.key)
        return self._tokens

    @property
    def words(self) -> list[str]:
        """The case-folded words."""
        if self._words is None:
            self._words = [token.casefold() for token in self.tokens if is_word(token)]
        return self._words

    @property
    def distinctive(self) -> bool:
        """Whether the sentence is long enough to be recognised in another place."""
        return len(self.words) >= DISTINCTIVE_WORDS_MIN

    @property
    def ended(self) -> bool:
        """Whether it ends like a sentence, not like a line that was wrapped."""
        return _ENDED.search(self.text) is not None


# Units [start, end) of one side.
Extent = tuple[int, int]


@dataclass(slots=True)
class Block:
    """Units that belong together: those of ``old`` became those of ``new``.

    ``equal``: nothing changed but perhaps borders and typography. ``joined``: sentences were merged or split.
    """

    old: Extent
    new: Extent
    equal: bool = False
    joined: bool = False
    moved: bool = False


@dataclass(slots=True)
class Side:
    """One text under comparison."""

    paragraphs: list[Paragraph]
    units: list[Unit]

    def joined(self, extent: Extent) -> Unit:
        """Return the units of ``extent`` as one."""
        return join(self.paragraphs, self.units[extent[0] : extent[1]])


def sentences_of(paragraph: Paragraph) -> list[tuple[int, int]]:
    """Return the sentence ranges; a paragraph that was never split is one sentence, an empty one has none."""
    if paragraph.sentences:
        return paragraph.sentences
    return [(0, len(paragraph.text))] if paragraph.text.strip() else []


def units_of(paragraphs: list[Paragraph], start: int = 0, end: int | None = None) -> list[Unit]:
    """Return the sentences of ``paragraphs[start:end]``; those that fold to nothing are no text and left out.

    What has no letters ("2.", "***") is no sentence of its own: it goes with the next one of its paragraph.
    """
    units: list[Unit] = []
    for number in range(start, len(paragraphs) if end is None else end):
        text = paragraphs[number].text
        ranges = sentences_of(paragraphs[number])
        last = len(ranges) - 1
        first = 0
        for position, (_, right) in enumerate(ranges):
            sentence = text[ranges[first][0] : right].strip()
            if position < last and not _LETTER.search(sentence):
                continue
            key = fold(sentence)
            if key:
                units.append(Unit((number, first), (number, position), sentence, key))
            first = position + 1
    return units


def text_between(paragraphs: list[Paragraph], first: tuple[int, int], last: tuple[int, int]) -> str:
    """Return the exact text from sentence ``first`` to ``last``, paragraphs joined by a line break."""
    parts = []
    for number in range(first[0], last[0] + 1):
        paragraph = paragraphs[number]
        ranges = sentences_of(paragraph)
        if not ranges:
            continue
        left = ranges[first[1]][0] if number == first[0] else ranges[0][0]
        right = ranges[last[1]][1] if number == last[0] else ranges[-1][1]
        parts.append(paragraph.text[left:right].strip())
    return "\n".join(part for part in parts if part)


def join(paragraphs: list[Paragraph], units: list[Unit]) -> Unit:
    """Return consecutive units of ``paragraphs`` as one."""
    if len(units) == 1:
        return units[0]
    text = text_between(paragraphs, units[0].first, units[-1].last)
    return Unit(units[0].first, units[-1].last, text, fold(text))
