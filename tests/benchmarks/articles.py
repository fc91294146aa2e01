"""Invented articles, and what newsrooms do to them: quiet edits, additions, other headlines, copies."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from random import Random

from tests.benchmarks import words

TEXT_CHARACTERS = 4_000  # of an article's body, about
SENTENCES_A_PARAGRAPH = (2, 4)
NUMBER = re.compile(r"\b[0-9][0-9,]*\b")

Paragraph = list[str]  # of sentences


@dataclass(frozen=True)
class Article:
    """What a page says, in the words of its newest version."""

    headline: str
    byline: str
    paragraphs: list[Paragraph] = field(default_factory=list)

    @property
    def texts(self) -> list[str]:
        """The paragraphs as they are shown."""
        return [" ".join(paragraph) for paragraph in self.paragraphs]


def invented(random: Random) -> Article:
    """Return a new article."""
    paragraphs: list[Paragraph] = []
    length = 0
    while length < TEXT_CHARACTERS:
        paragraphs.append([words.sentence(random) for _ in range(random.randint(*SENTENCES_A_PARAGRAPH))])
        length += sum(map(len, paragraphs[-1]))
    return Article(words.headline(random), words.person(random), paragraphs)


def revised(article: Article, random: Random) -> Article:
    """Return the article after one to three edits, which always change its words."""
    found = replace(article, paragraphs=[list(paragraph) for paragraph in article.paragraphs])
    for _ in range(random.randint(1, 3)):
        edit = random.choices((_other_number, _other_word, _added, _deleted, _appended), (3, 4, 3, 1, 2))[0]
        edit(found.paragraphs, random)
    if found.paragraphs == article.paragraphs:
        _appended(found.paragraphs, random)
    return replace(found, headline=words.headline(random)) if random.random() < 0.15 else found


def copied(article: Article, random: Random) -> Article:
    """Return the article as another site runs it: word for word, or with an edit of its own."""
    return revised(article, random) if random.random() < 0.5 else article


def _somewhere(paragraphs: list[Paragraph], random: Random) -> tuple[Paragraph, int]:
    paragraph = random.choice(paragraphs)
    return paragraph, random.randrange(len(paragraph))


def _other_number(paragraphs: list[Paragraph], random: Random) -> None:
    paragraph, at = _somewhere(paragraphs, random)
    paragraph[at] = NUMBER.sub(lambda _: words.number(random), paragraph[at], count=1)


def _other_word(paragraphs: list[Paragraph], random: Random) -> None:
    paragraph, at = _somewhere(paragraphs, random)
    known = [word for word in paragraph[at].split() if word in words.NOUNS or word in words.VERBS]
    if known:
        old = random.choice(known)
        new = random.choice(words.NOUNS if old in words.NOUNS else words.VERBS)
        paragraph[at] = paragraph[at].replace(f" {old} ", f" {new} ", 1)


def _added(paragraphs: list[Paragraph], random: Random) -> None:
    paragraph, at = _somewhere(paragraphs, random)
    paragraph.insert(at, words.sentence(random))


def _deleted(paragraphs: list[Paragraph], random: Random) -> None:
    paragraph, at = _somewhere(paragraphs[:-2], random)
    if len(paragraph) > 1:
        del paragraph[at]


def _appended(paragraphs: list[Paragraph], random: Random) -> None:
    paragraphs.append([words.sentence(random), words.sentence(random)])
