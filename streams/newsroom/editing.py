"""What newsrooms do to a text that stands there already: the kinds of the golden cases.

Each kind is a function of text, story and chance; None where the text offers nothing to it. What an edit really changed
is told by comparing the two texts (``change``), whatever the kind meant to do.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from random import Random

from streams.newsroom.prose import Paragraph, Story, Text, person, story, with_paragraph

Editing = Callable[[Text, Story, Random], Text | None]
NUMBER = re.compile(r"(?<![\d:,.])\d[\d,]*(?![\d:]|,\d)")
_NAME = re.compile(r"\b(?:[A-Z][a-z]+) ([A-Z][a-z]{4,})\b")
_QUOTED = re.compile(r"“([^”]+)”")
_BE = re.compile(r"\b(was|were|has|had|is|will)\b(?! not| never)")
_JOINT = re.compile(r"(?:, (and|but)|; then) (?=the |in |nobody |[A-Z])")
_LONG_WORD = re.compile(r"\b[a-z]{7,}\b")
HEDGES = ("reportedly", "apparently", "allegedly", "possibly", "presumably", "supposedly")
NEGATIONS = ("not", "never", "no longer", "not yet")
SOFTER = (
    ("will", "may"), ("must", "should"), ("every", "almost every"), ("always", "often"), ("never", "hardly ever"),
    ("nobody", "hardly anyone"), ("all", "most"), ("all of", "some of"), ("cannot", "can hardly"), ("with", "without"),
    ("terrible", "unpleasant"), ("would", "could"), ("can", "could"), ("about", "of"), ("feared", "foresaw"),
)  # fmt: skip


def _places(text: Text, wanted: Callable[[str], bool]) -> list[tuple[int, int]]:
    return [
        (at, number)
        for at, paragraph in enumerate(text.paragraphs)
        for number, one in enumerate(paragraph)
        if wanted(one) and not is_note(one)
    ]


def is_note(sentence: str) -> bool:
    """Say whether a sentence is a note of the newsroom."""
    return sentence.startswith(("Correction: ", "Update, ", "Updated "))


def _put(text: Text, at: int, number: int, *new: str) -> Text:
    paragraph = text.paragraphs[at]
    return with_paragraph(text, at, paragraph[:number] + new + paragraph[number + 1 :])


def _reworded(
    text: Text, random: Random, pattern: re.Pattern[str], word: Callable[[re.Match[str]], str]
) -> Text | None:
    places = _places(text, lambda one: pattern.search(one) is not None)
    if not places:
        return None
    at, number = random.choice(places)
    old = text.paragraphs[at][number]
    match = random.choice(list(pattern.finditer(old)))
    return _put(text, at, number, old[: match.start()] + word(match) + old[match.end() :])


def headline(text: Text, about: Story, random: Random) -> Text | None:
    """Set another headline."""
    return replace(text, headline=about.headline(random))


def number(text: Text, _about: Story, random: Random) -> Text | None:
    """Change a number and say nothing of it."""
    return _reworded(text, random, NUMBER, lambda match: _other_number(match.group(), random))


def _other_number(old: str, random: Random) -> str:
    value = int(old.replace(",", ""))
    new = value + random.choice((-1, 1)) * random.randint(1, max(2, value // 3))
    return f"{max(2, new):,}" if "," in old or value < 1_000 else str(new)


def name(text: Text, _about: Story, random: Random) -> Text | None:
    """Give somebody another name, in one sentence."""
    return _reworded(text, random, _NAME, lambda _: person(random))


def quote(text: Text, _about: Story, random: Random) -> Text | None:
    """Alter what somebody is quoted with."""
    offers = []
    for at, number_ in _places(text, lambda one: _QUOTED.search(one) is not None):
        old = text.paragraphs[at][number_]
        start, end = _QUOTED.search(old).span(1)  # type: ignore[union-attr]
        for hard, soft in SOFTER:
            quoted = re.sub(rf"\b{hard}\b", soft, old[start:end], count=1)
            if quoted != old[start:end]:
                offers.append((at, number_, old[:start] + quoted + old[end:]))
    return _put(text, *random.choice(offers)) if offers else None


def negation(text: Text, _about: Story, random: Random) -> Text | None:
    """Turn a statement round."""
    return _outside_quotes(text, random, NEGATIONS)


def hedge(text: Text, _about: Story, random: Random) -> Text | None:
    """Say it less surely."""
    return _outside_quotes(text, random, HEDGES)


def _outside_quotes(text: Text, random: Random, words: tuple[str, ...]) -> Text | None:
    places = _places(text, lambda one: "“" not in one and _BE.search(one) is not None)
    if not places:
        return None
    at, number_ = random.choice(places)
    old = text.paragraphs[at][number_]
    return _put(text, at, number_, _BE.sub(lambda match: f"{match.group()} {random.choice(words)}", old, count=1))


def typo(text: Text, _about: Story, random: Random) -> Text | None:
    """Swap two letters of a word, or mend that."""

    def swapped(match: re.Match[str]) -> str:
        word = match.group()
        at = random.randrange(2, len(word) - 3)
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]

    changed = _reworded(text, random, _LONG_WORD, swapped)
    return changed if changed != text else None


def insert(text: Text, about: Story, random: Random) -> Text | None:
    """Add a sentence in the middle."""
    at = random.randrange(len(text.paragraphs))
    paragraph = text.paragraphs[at]
    if is_note(paragraph[0]):
        return None
    where = random.randint(1, len(paragraph))
    return with_paragraph(text, at, (*paragraph[:where], about.sentence(random), *paragraph[where:]))


def append(text: Text, about: Story, random: Random) -> Text | None:
    """Add a paragraph at the end, before a note if there is one."""
    return replace(text, paragraphs=_before_notes(text.paragraphs, about.paragraph(random)))


def _before_notes(paragraphs: tuple[Paragraph, ...], new: Paragraph) -> tuple[Paragraph, ...]:
    end = len(paragraphs)
    while end > 1 and is_note(paragraphs[end - 1][0]):
        end -= 1
    return (*paragraphs[:end], new, *paragraphs[end:])


def deletion(text: Text, _about: Story, random: Random) -> Text | None:
    """Take a sentence or a paragraph out of the middle."""
    if len(text.paragraphs) < 6:
        return None
    at = random.randrange(2, len(text.paragraphs) - 2)
    paragraph = text.paragraphs[at]
    if is_note(paragraph[0]):
        return None
    number_ = random.randrange(len(paragraph))
    return with_paragraph(text, at, paragraph[:number_] + paragraph[number_ + 1 :])


def moved(text: Text, _about: Story, random: Random) -> Text | None:
    """Put a paragraph elsewhere."""
    if len(text.paragraphs) < 7:
        return None
    rest = list(text.paragraphs)
    at = random.randrange(2, len(rest) - 2)
    to = random.choice([one for one in range(1, len(rest) - 2) if abs(one - at) >= 2])
    rest.insert(to, rest.pop(at))
    return replace(text, paragraphs=tuple(rest))


def split(text: Text, _about: Story, random: Random) -> Text | None:
    """Make two sentences of one."""
    places = _places(text, lambda one: "“" not in one and len(_JOINT.findall(one)) == 1)
    if not places:
        return None
    at, number_ = random.choice(places)
    first, second = (
        old for old in re.split(_JOINT.pattern.replace("(and|but)", "(?:and|but)"), text.paragraphs[at][number_])
    )
    if min(len(first), len(second)) < 20:
        return None
    return _put(text, at, number_, f"{first}.", second[0].upper() + second[1:])


def merge(text: Text, _about: Story, random: Random) -> Text | None:
    """Make one sentence of two."""
    places = [
        (at, number_)
        for at, number_ in _places(text, lambda one: "“" not in one)
        if number_ + 1 < len(text.paragraphs[at]) and text.paragraphs[at][number_ + 1].startswith(("The ", "In "))
    ]
    if not places:
        return None
    at, number_ = random.choice(places)
    first, second = text.paragraphs[at][number_ : number_ + 2]
    joined = _put(text, at, number_ + 1)
    return _put(joined, at, number_, f"{first[:-1]}, and {second[0].lower()}{second[1:]}")


def correction(text: Text, about: Story, random: Random) -> Text | None:
    """Change a number, and say so at the end."""
    changed = number(text, about, random)
    if changed is None:
        return None
    before, after = change(text, changed).removed[0], change(text, changed).added[0]
    old, new = ([m.group() for m in NUMBER.finditer(one)] for one in (before, after))
    pair = next(((a, b) for a, b in zip(old, new, strict=False) if a != b), None)
    if pair is None:
        return None
    note = about.note("correction", random, *pair)
    return replace(changed, paragraphs=(*changed.paragraphs, (note,)))


def update(text: Text, about: Story, random: Random) -> Text | None:
    """Add a paragraph, and say so."""
    longer = append(text, about, random)
    if longer is None or is_note(longer.paragraphs[0][0]):
        return None
    return replace(longer, paragraphs=((about.note("update", random),), *longer.paragraphs))


def rewrite(text: Text, about: Story, random: Random) -> Text | None:
    """Write most of it anew; the first paragraph stays."""
    fresh = replace(story(f"{about.seed}:{random.random()}"), rules=about.rules, topic=about.topic, live=False).write()
    return Text(about.headline(random), (text.paragraphs[0], *fresh.paragraphs[1:]))


def live(text: Text, about: Story, random: Random) -> Text | None:
    """Add an entry at the top of a live blog."""
    newest = max((minute for p in text.paragraphs if (minute := _minute(p)) is not None), default=None)
    if newest is None:
        return None
    entry = about.live_entry(random, newest + random.randint(3, 25))
    return replace(text, paragraphs=(entry, *text.paragraphs))


def _minute(paragraph: Paragraph) -> int | None:
    match = re.match(r"(\d\d):(\d\d) ", paragraph[0])
    return int(match[1]) * 60 + int(match[2]) if match else None


KINDS: dict[str, tuple[Editing, int]] = {  # how often, of all edits
    "headline": (headline, 12), "number": (number, 14), "quote": (quote, 8), "name": (name, 8),
    "negation": (negation, 5), "hedge": (hedge, 5), "correction": (correction, 5), "update": (update, 5),
    "append": (append, 9), "insert": (insert, 9), "deletion": (deletion, 6), "moved": (moved, 3), "split": (split, 3),
    "merge": (merge, 3), "typo": (typo, 5), "rewrite": (rewrite, 2),
}  # fmt: skip
LIVE_KINDS: dict[str, tuple[Editing, int]] = {"live": (live, 12), "number": (number, 2), "headline": (headline, 2)}
REVERT, FOLLOW = "revert", "follow"  # need more than the text: its past, or the text it was copied from


@dataclass(frozen=True, slots=True)
class Change:
    """What differs between two texts, sentence by sentence; ``moved`` where only their order does."""

    removed: tuple[str, ...]
    added: tuple[str, ...]
    moved: tuple[str, ...]
    headline: tuple[str, str] | None

    def __bool__(self) -> bool:
        return bool(self.removed or self.added or self.moved or self.headline)


def change(old: Text, new: Text) -> Change:
    """Return what became of the sentences of ``old``."""
    before, after = old.sentences(), new.sentences()
    gone, come = Counter(before), Counter(after)
    removed, added = _rest(before, come), _rest(after, gone)
    moved_: tuple[str, ...] = ()
    if not removed and not added and before != after:
        moved_ = tuple(one for one, other in zip(before, after, strict=True) if one != other)
    return Change(removed, added, moved_, None if old.headline == new.headline else (old.headline, new.headline))


def _rest(sentences: list[str], other: Counter[str]) -> tuple[str, ...]:
    left = Counter(other)
    rest = []
    for one in sentences:
        if left[one]:
            left[one] -= 1
        else:
            rest.append(one)
    return tuple(rest)
