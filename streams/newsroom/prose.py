"""Stories: invented, dull, grammatical, and each of them another.

A story is a function of its seed alone: the same on every machine. It has one topic, one place and a few people, and
250 to 900 words. No sentence of it asks readers for anything, so that nothing but noise reads like noise.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from random import Random

from streams.newsroom import patterns
from streams.newsroom.grammar import Rules, sentence
from streams.newsroom.topics import TOPICS, Topic
from streams.newsroom.vocabulary import FIRST_NAMES, LAST_NAMES, PLACES

WORDS_MIN, WORDS_MAX = 250, 780  # before the last paragraph
SENTENCES_A_PARAGRAPH = (1, 2, 2, 3, 3, 4)
_COMMAS = re.compile(r",+(?=[,.;:])|(?<=[.,]),+")

NUMBERS = ((100, 999), (1_000, 4_999), (5_000, 9_999), (10_000, 99_999))

_ARTICLE = re.compile(r"\b([Aa]) (?=[aeiou])")  # an engineer, an old mill

Paragraph = tuple[str, ...]  # of sentences


@dataclass(frozen=True, slots=True)
class Text:
    """What a page says: its headline and paragraphs of sentences. Notes of the newsroom are paragraphs too."""

    headline: str
    paragraphs: tuple[Paragraph, ...]

    def sentences(self) -> list[str]:
        """Return all sentences in their order."""
        return [one for paragraph in self.paragraphs for one in paragraph]


@dataclass(frozen=True, slots=True)
class Story:
    """What a text is made from. ``rules`` hold the story's own people and place beside the words of its topic."""

    seed: str
    topic: Topic
    rules: Rules
    byline: str
    live: bool = False

    def write(self) -> Text:
        """Return the first version."""
        random = chance(self.seed, "text")
        headline = self.headline(random)
        return Text(headline, self._live(random) if self.live else self._paragraphs(random))

    def first_headline(self) -> str:
        """Return the headline of the first version, without writing the rest."""
        return self.headline(chance(self.seed, "text"))

    def headline(self, random: Random) -> str:
        """Return a headline."""
        text = self._made(patterns.HEADLINES, random).rstrip(".,")
        return text[0].upper() + text[1:]

    def sentence(self, random: Random) -> str:
        """Return any sentence but a first or last one."""
        sort = random.choice((patterns.DETAILS, patterns.DETAILS, patterns.FIGURES, patterns.QUOTES))
        return self._made(sort, random)

    def paragraph(self, random: Random) -> Paragraph:
        """Return a paragraph; a quotation stands at its beginning or end."""
        return tuple(self.sentence(random) for _ in range(random.choice(SENTENCES_A_PARAGRAPH)))

    def note(self, kind: str, random: Random, old: str = "", new: str = "") -> str:
        """Return a note of the newsroom: "correction" (with the values concerned) or "update"."""
        rules = {**self.rules, **patterns.NOTE_PHRASES, "old": (old,), "new": (new,)}
        return _mended(sentence(random.choice(patterns.NOTES[kind]), rules, random))

    def live_entry(self, random: Random, minute: int) -> Paragraph:
        """Return an entry of a live blog; ``minute`` is that of the day."""
        first, *rest = (self._made(patterns.LIVE, random) for _ in range(random.choice((1, 2, 2, 3))))
        return (f"{minute // 60 % 24:02}:{minute % 60:02} {first}", *rest)

    def _paragraphs(self, random: Random) -> tuple[Paragraph, ...]:
        wanted = random.randint(WORDS_MIN, WORDS_MAX)
        found: list[Paragraph] = [(self._made(patterns.LEADS, random), self._made(patterns.FIGURES, random))]
        found.append((self._made(patterns.QUOTES, random),))
        count = _words(found[0]) + _words(found[1])
        while count < wanted:
            found.append(self.paragraph(random))
            count += _words(found[-1])
        found.append((self._made(patterns.CLOSINGS, random),))
        return tuple(found)

    def _live(self, random: Random) -> tuple[Paragraph, ...]:
        minute = 8 * 60 + random.randrange(120)
        entries: list[Paragraph] = []
        for _ in range(random.randint(11, 17)):
            minute += random.randint(6, 40)
            entries.insert(0, self.live_entry(random, minute))
        return tuple(entries)

    def _made(self, sort: tuple[str, ...], random: Random) -> str:
        return _mended(sentence(random.choice(sort), self.rules, random))


def story(seed: str) -> Story:
    """Return the story of a seed."""
    random = chance(seed, "story")
    topic = random.choice(TOPICS)
    lead, second = person(random), person(random)
    body = random.choice(topic.bodies)
    thing = random.sample(topic.things, 3)
    own: Rules = {
        "place": (random.choice(PLACES),),
        "body": (body,),
        "body_title": (body[0].upper() + body[1:],),
        "lead": (lead, lead.split()[1]),
        "second": (second, second.split()[1]),
        "lead_role": (random.choice(topic.roles),),
        "thing": tuple(thing),
        "aim_short": (f"to {random.choice(topic.infinitives)} {thing[0]}",),
        "worry_title": tuple(one[0].upper() + one[1:] for one in topic.worries),
    }
    return Story(seed, topic, {**_topic_rules(topic), **own}, person(random), live=random.random() < 0.08)


def person(random: Random) -> str:
    """Return a first and a last name."""
    return f"{random.choice(FIRST_NAMES)} {random.choice(LAST_NAMES)}"


def chance(*of: object) -> Random:
    """Return the source of all choices about something: the same for the same words, whatever was chosen before."""
    return Random(":".join(map(str, of)))  # noqa: S311 - an invented text, not a secret


@cache
def _topic_rules(topic: Topic) -> Rules:
    of_topic: Rules = {
        "verb": topic.verbs,
        "infinitive": topic.infinitives,
        "unit": topic.units,
        "worry": topic.worries,
        "role": topic.roles,
    }
    return {**patterns.WORDS, **patterns.PHRASES, **FIGURES, **of_topic}


def _number(random: Random) -> str:
    lowest, highest = random.choice(NUMBERS)
    return f"{random.randint(lowest, highest):,}"


# Drawn for each place in a sentence; only stories draw, so that a figure does not repeat itself.
FIGURES: dict[str, Callable[[Random], str]] = {
    "number": _number,
    "small": lambda random: str(random.randint(13, 98)),
    "percent": lambda random: str(random.randint(3, 88)),
    "year": lambda random: str(random.randint(1971, 2018)),
    "built": lambda random: str(random.randint(1841, 1969)),
}


def _mended(text: str) -> str:
    return _ARTICLE.sub(r"\1n ", _COMMAS.sub("", text))


def _words(paragraph: Paragraph) -> int:
    return sum(one.count(" ") + 1 for one in paragraph)


def with_paragraph(text: Text, at: int, paragraph: Paragraph) -> Text:
    """Return the text with another paragraph, or without that one where it is empty."""
    changed = (paragraph,) if paragraph else ()
    return replace(text, paragraphs=text.paragraphs[:at] + changed + text.paragraphs[at + 1 :])
