"""changing: places of a page that change at every look, learned from the page's own history.

Observed: clocks, counters of readers, lists that rotate and headlines under test stand inside the text and differ at
every look; each look would be a revision. An editor's changes come once, the page stands for a while, and where a
story develops more than one place of it moves.

Decided: a place is what stands between two sentences that both looks share, or the headline. A look tells for each
place that changed lately whether it has changed again or stood, and is not counted for a place where something else
changed as well. A place that changed at ``CHANGED_MIN`` of the last ``LOOKS`` counted looks is muted: it is taken out
of both sides of a comparison and listed as noise, so that a real edit elsewhere is announced without it. It counts
again once it has stood for ``STOOD_LOOKS`` looks. So four changes are announced, as of a redesign; the fifth is muted.

Deliberately missed: places that make up more than half of the text (a page without an article), pages of more than
``SENTENCES_MAX`` sentences, and a place beside which both neighbours change at once: it is learned anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final, NamedTuple

from rapidfuzz.distance import Levenshtein

from streams.records import Noise, Paragraph
from streams.text import fold

CHANGED_MIN = 5
LOOKS = 6
STOOD_LOOKS = 6
PLACES_MAX = 8  # of a page; what changes in more places at once is no clock
SHARE_MAX = 0.5  # of the text's characters
SENTENCES_MAX = 2_000
RULE = f"changed at {CHANGED_MIN} of the last {LOOKS} looks at the page while the rest stood"
REASON: Final = "changing"
HEADLINE = ("headline", "")
EDGE = "-"  # stands for the neighbour where a text begins or ends

Place = tuple[str, str]  # the sentences before and after, by hash
Run = tuple[int, int]


@dataclass(slots=True)
class Slot:
    """A place that changed lately. ``looks``: 1 for each counted look at which it changed, 0 where it stood.

    ``content`` is the hash of what stood there at the last look; ``stood`` counts the looks since it changed, of a
    place that is muted.
    """

    place: Place
    looks: str
    content: str
    muted: bool = False
    stood: int = 0

    def __post_init__(self) -> None:
        self.place = (self.place[0], self.place[1])  # JSON has lists

    def is_noisy(self) -> bool:
        """Whether the place has changed often enough to be muted."""
        return self.looks.count("1") >= CHANGED_MIN

    def is_over(self) -> bool:
        """Whether nothing speaks for a place that changes at every look any more."""
        return self.looks.count("0") > LOOKS - CHANGED_MIN or ("0" in self.looks and self.looks.count("1") < 2)


class Sentence(NamedTuple):
    """A sentence by its hash, and where it stands."""

    name: str
    paragraph: int
    start: int
    end: int


@dataclass(slots=True)
class Text:
    """A text by its sentences; a paragraph that was not parted counts as one."""

    headline: str | None
    paragraphs: list[Paragraph]
    sentences: list[Sentence]

    @property
    def names(self) -> list[str]:
        """The sentences' hashes."""
        return [sentence.name for sentence in self.sentences]

    def words(self, run: Run) -> str:
        """Return what stands in a run of sentences."""
        return " ".join(self.paragraphs[s.paragraph].text[s.start : s.end] for s in self.sentences[slice(*run)])

    def run_of(self, place: Place) -> Run | None:
        """Return the run of sentences between the two of a place, the shortest there is; None where there is none."""
        before = [-1] if place[0] == EDGE else [n for n, s in enumerate(self.sentences) if s.name == place[0]]
        after = [len(self.sentences)] if place[1] == EDGE else []
        after += [n for n, s in enumerate(self.sentences) if s.name == place[1]]
        runs = [(start + 1, end) for start in before for end in after if start < end]
        return min(runs, key=lambda run: (run[1] - run[0], run)) if runs else None

    def content(self, place: Place) -> str | None:
        """Return the hash of what stands in a place; None where the place is not found."""
        if place == HEADLINE:
            return _name(self.headline or "")
        run = self.run_of(place)
        return None if run is None else _name(self.words(run))


@lru_cache(maxsize=20_000)  # a look shares all but a few sentences with the one before, and is asked several times
def _name(text: str) -> str:
    return f"{fold.digest64(text):016x}"


def text_of(headline: str | None, paragraphs: list[Paragraph]) -> Text:
    """Return a text by its sentences."""
    found = []
    for number, paragraph in enumerate(paragraphs):
        for start, end in paragraph.sentences or [(0, len(paragraph.text))]:
            found.append(Sentence(_name(paragraph.text[start:end]), number, start, end))
    return Text(headline, paragraphs, found)


def _differing(old: Sequence[str], new: Sequence[str]) -> list[tuple[Run, Run]]:
    """Return the runs of sentences that differ, in order, each between sentences that both have."""
    runs: list[tuple[Run, Run]] = []
    for step in Levenshtein.opcodes(old, new):
        if step.tag == "equal":
            continue
        gone, come = (step.src_start, step.src_end), (step.dest_start, step.dest_end)
        if runs and runs[-1][0][1] == gone[0] and runs[-1][1][1] == come[0]:
            last = runs.pop()
            gone, come = (last[0][0], gone[1]), (last[1][0], come[1])
        runs.append((gone, come))
    return runs


def changed_places(old: Text, new: Text) -> list[Place]:
    """Return the places at which two texts differ; none where they are too long to tell."""
    if max(len(old.sentences), len(new.sentences)) > SENTENCES_MAX:
        return []
    names = new.names
    runs = [new_run for _, new_run in _differing(old.names, names)]
    places = [(names[a - 1] if a else EDGE, names[b] if b < len(names) else EDGE) for a, b in runs]
    if old.headline and new.headline and fold.fold(old.headline) != fold.fold(new.headline):
        places.append(HEADLINE)
    return list(dict.fromkeys(places))


@dataclass(slots=True)
class Lesson:
    """What a look says of a page's places: those it leaves, those newly muted, whether a muted one has changed."""

    slots: list[Slot]
    learned: list[Slot]
    moved: bool
    rested: bool


def is_rested(slot: Slot) -> bool:
    """Whether a muted place has stood for so long that it counts again."""
    return slot.muted and slot.stood >= STOOD_LOOKS


def watch(slots: Iterable[Slot], fresh: Sequence[Place], now: Text) -> Lesson:
    """Count a look; ``fresh`` are the places, other than muted ones, at which it differs from the newest version."""
    slots = list(slots)
    tracked = {slot.place for slot in slots}
    alone = all(place in tracked for place in fresh)
    lesson = Lesson([], [], moved=False, rested=False)
    for slot in slots:
        content = now.content(slot.place)
        if content is None:
            continue
        seen = _looked_at(slot, content, alone)
        lesson.moved |= seen.muted and content != slot.content
        lesson.rested |= is_rested(seen)
        if seen.is_noisy() and not seen.muted:
            seen.muted = lesson.moved = True
            lesson.learned.append(seen)
        if seen.muted or not seen.is_over():
            lesson.slots.append(seen)
    for place in fresh:
        if place not in tracked and len(lesson.slots) < PLACES_MAX and _is_small(place, now):
            lesson.slots.append(Slot(place, "1", now.content(place) or ""))
    return lesson


def stood(slots: Iterable[Slot]) -> list[Slot]:
    """Count a look that shows the newest version's text: what ``watch`` comes to, of slots that are not muted."""
    looked_at = [replace(slot, looks=(slot.looks + "0")[-LOOKS:]) for slot in slots if slot.content]
    return [slot for slot in looked_at if not slot.is_over()]


def _looked_at(slot: Slot, content: str, alone: bool) -> Slot:
    changed = content != slot.content
    if slot.muted:
        return replace(slot, content=content, stood=0 if changed else slot.stood + 1)
    counted = not changed or alone
    looks = (slot.looks + ("1" if changed else "0"))[-LOOKS:] if counted else slot.looks
    return replace(slot, content=content, looks=looks)


def _is_small(place: Place, text: Text) -> bool:
    if place == HEADLINE:
        return True
    run = text.run_of(place)
    return run is not None and len(text.words(run)) <= SHARE_MAX * sum(len(p.text) for p in text.paragraphs)


def followed(slots: Iterable[Slot], old: Text, new: Text) -> list[Slot]:
    """Return the muted places as the new text has them: where a neighbour was edited, it is known by its new words."""
    muted = [slot for slot in slots if slot.muted]
    lost = [slot for slot in muted if slot.place != HEADLINE and new.run_of(slot.place) is None]
    if not lost or max(len(old.sentences), len(new.sentences)) > SENTENCES_MAX:
        return muted
    runs = _differing(old.names, new.names)
    return [replace(slot, place=_followed(slot.place, runs, old, new)) if slot in lost else slot for slot in muted]


def _followed(place: Place, runs: list[tuple[Run, Run]], old: Text, new: Text) -> Place:
    """The sentence before a place is counted from where the texts begin to differ, the one after it from the end."""
    before, after = place
    for (left, right), (start, end) in runs:
        for at in range(left, right):
            if old.sentences[at].name == place[0] and start + at - left < end:
                before = new.sentences[start + at - left].name
            if old.sentences[at].name == place[1] and end - (right - at) >= start:
                after = new.sentences[end - (right - at)].name
    return before, after


def without(text: Text, slots: Iterable[Slot]) -> tuple[str | None, list[Paragraph], list[Noise]]:
    """Return headline and paragraphs without the muted places, and what was taken out."""
    gone: set[int] = set()
    noise, headline = [], text.headline
    for slot in slots:
        if slot.place == HEADLINE:
            headline = None
        elif (run := text.run_of(slot.place)) and run[0] < run[1]:
            noise.append(Noise(text.words(run), REASON, RULE))
            gone.update(range(*run))
    if not gone:
        return headline, text.paragraphs, noise
    kept: dict[int, list[Sentence]] = {}
    for number, sentence in enumerate(text.sentences):
        if number not in gone:
            kept.setdefault(sentence.paragraph, []).append(sentence)
    touched = {text.sentences[number].paragraph for number in gone}
    paragraphs = [
        _shortened(paragraph, kept[number]) if number in touched else paragraph
        for number, paragraph in enumerate(text.paragraphs)
        if number in kept or number not in touched
    ]
    return headline, paragraphs, noise


def _shortened(paragraph: Paragraph, kept: list[Sentence]) -> Paragraph:
    text, ranges = "", []
    for sentence in kept:
        start = len(text) + 1 if text else 0
        text = " ".join(filter(None, (text, paragraph.text[sentence.start : sentence.end])))
        ranges.append((start, len(text)))
    return Paragraph(text, paragraph.kind, ranges)
