"""missing_end, looks_cut_off: tell a truncated capture from a deletion at the end.

Observed: teasers, paywalls and length limits end within a word or a sentence, or with "…" or "Read more"; some
extractors and copies lose the last third of a text and end cleanly at a paragraph. Editors delete the last paragraph
or two, a note, a contact line; they rarely drop a third of an article and touch nothing before it.

Decided: only an end that nothing replaces counts. A break within a word or a sentence, or a mark of continuation, is
evidence by itself. A clean end is a cut only where at least three paragraphs and a fifth of the text are gone, or more
than two fifths, and what stands before is nearly the same.

Deliberately missed: a cut that loses one or two short paragraphs cleanly (it is announced as a deletion, and reverted
when the whole text comes back); a cut in a version that was rewritten as well.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from streams.records import Paragraph
from streams.text.difference.alignment import Alignment, align
from streams.text.difference.similarity import words_in_common
from streams.text.difference.units import join, sentences_of
from streams.text.fold import fold

PARAGRAPHS_MIN = 3
SHARE_MIN = 0.2
SHARE_ALONE_MIN = 0.4
# The words before the missing end that must still be there.
KEPT_MIN = 0.75
# A line this short ("QR codes") may have been shortened by an editor.
BROKEN_CHARACTERS_MIN = 30
# A broken sentence in which words were changed as well has so many words, keeps this share of them, and ends in the old
# ones; it may have gained or lost a few.
BROKEN_WORDS_MIN = 8
BROKEN_SAME_MIN = 0.75
BROKEN_LAST_WORDS = 4
BROKEN_SHIFTS = (0, 1, -1, 2, -2, 3, -3)
EXCERPT_CHARACTERS = 50

Broken = Literal["word", "sentence"]

_MARKS = (
    r"read (?:more|on|the (?:full|whole|rest)\b.{0,40})|continue reading\b.{0,60}|keep reading\b.{0,60}|"
    r"(?:see|show|view|learn) more|full (?:story|article)|more|(?:log in|sign in|subscribe)\b.{0,60}|"
    r"weiterlesen\b.{0,60}|mehr lesen|jetzt (?:weiterlesen|abonnieren)\b.{0,60}|lire (?:la suite|plus)\b.{0,60}|"
    r"(?:seguir|continuar) leyendo\b.{0,60}|leer más|leia mais|continuar? (?:lendo|a ler)\b.{0,60}|"
    r"continua a leggere\b.{0,60}|leggi (?:tutto|anche|di più)|lees (?:verder|meer)\b.{0,60}"
)
_LETTER = re.compile(r"[^\W_]")
_MARK_ALONE = re.compile(rf"[\[(]?(?:{_MARKS})[\])]?\W*$", re.IGNORECASE)
_MARK_AT_END = re.compile(
    rf"\s*(?:\.\.\.|…|\[(?:\.\.\.|…|\+\d+ chars)\])(?:\s*[\[(]?(?:{_MARKS})[\])]?\W*)?$", re.IGNORECASE
)
_ENDED = re.compile(r"[.!?。！？][\"'”’»)\]]*$")


@dataclass(frozen=True, slots=True)
class MissingEnd:
    """The end of the old text that the new one lacks, with nothing in its place.

    ``start``: the first old sentence (paragraph, sentence) that is missing or broken; ``kept``: how many sentences
    of the new text stand before it, as (paragraph, sentences of it). ``paragraphs`` counts those missing wholly or in
    part, ``share`` is of the old text's characters, ``unchanged`` of the words before ``start``, of the side with more.
    """

    start: tuple[int, int]
    kept: tuple[int, int]
    paragraphs: int
    characters: int
    share: float
    unchanged: float
    broken: Broken | None = None
    mark: str | None = None
    last_words: str = ""


def missing_end(old: list[Paragraph], new: list[Paragraph]) -> MissingEnd | None:
    """Return what is missing at the end of ``new``, or None where its end is the old one's or another text."""
    if not old or not new or old[-1].text == new[-1].text:
        return None
    alignment = align(old, new)
    olds, news = alignment.old.units, alignment.new.units
    stays = [block for block in alignment.blocks if not block.moved]
    if any(block.moved and block.old[0] >= stays[-1].old[1] for block in alignment.blocks if stays):
        return None
    at_old, at_new = (stays[-1].old[1], stays[-1].new[1]) if stays else (0, 0)
    end, mark = len(news), None
    if end and not (stays and stays[-1].equal and at_new == end) and _MARK_ALONE.fullmatch(news[-1].text):
        end, mark = end - 1, news[-1].text
    if at_new >= end and stays and not stays[-1].equal:
        found = _broken(alignment, stays[-1].old[0], stays[-1].new[0], end, mark)
        if found is not None:
            return found
    if at_new < end:
        return _broken(alignment, at_old, at_new, end, mark)
    if not any(_LETTER.search(unit.key) for unit in olds[at_old:]):
        return None
    return _described(alignment, at_old, end, end, mark, None)


def _broken(alignment: Alignment, at_old: int, at_new: int, end: int, mark: str | None) -> MissingEnd | None:
    """The rest of the new text is the beginning of the rest of the old one, and ends within a sentence."""
    olds, news = alignment.old.units, alignment.new.units[:end]
    if at_old >= len(olds) or at_new >= end:
        return None
    rest = join(alignment.old.paragraphs, olds[at_old:]).key
    text = join(alignment.new.paragraphs, news[at_new:]).text
    ellipsis = _MARK_AT_END.search(text)
    if ellipsis and not rest.startswith(fold(text)):
        mark, text = ellipsis.group().strip(), text[: ellipsis.start()]
    fragment = fold(text)
    length = _length_in(rest, fragment)
    if length is None or not _LETTER.search(rest[length:]):
        return None
    at = next((at for at in range(at_old + 1, len(olds)) if _key(alignment, at_old, at) == fragment), None)
    if at is not None:
        return _described(alignment, at, end, end, mark, None)
    within = fragment[-1:].isalnum() and rest[length].isalnum()
    broken: Broken | None = None if _ENDED.search(text) else "word" if within else "sentence"
    return _described(alignment, at_old, at_new, end, mark, broken)


def _length_in(rest: str, fragment: str) -> int | None:
    """Return how much of the old text a fragment of the new one stands for, in characters; None where it is another.

    A fragment in which a word was exchanged, added or left out still ends in the old words.
    """
    if rest.startswith(fragment):
        return len(fragment)
    words, known = fragment.split(), rest[: 2 * len(fragment)].split()
    if len(words) < BROKEN_WORDS_MIN:
        return None
    *last, broken = words[-BROKEN_LAST_WORDS:]
    for shift in BROKEN_SHIFTS:
        before = known[: len(words) + shift - 1]
        goes_on = before[-len(last) :] == last and known[len(before) : len(before) + 1]
        if not goes_on or not goes_on[0].startswith(broken):
            continue
        if words_in_common(words[:-1], before) >= BROKEN_SAME_MIN * len(words):
            return len(" ".join((*before, broken)))
    return None


def _key(alignment: Alignment, start: int, end: int) -> str:
    return join(alignment.old.paragraphs, alignment.old.units[start:end]).key


def _described(
    alignment: Alignment, at_old: int, at_new: int, end: int, mark: str | None, broken: Broken | None
) -> MissingEnd:
    old, new = alignment.old, alignment.new
    fragment = new.units[at_new:end]
    missing = sum(len(unit.text) for unit in old.units[at_old:]) - sum(len(unit.text) for unit in fragment)
    last = new.units[end - 1].text if end else new.paragraphs[max(0, alignment.start - 1)].text
    return MissingEnd(
        start=old.units[at_old].first,
        kept=new.units[at_new].first if at_new < len(new.units) else (len(new.paragraphs), 0),
        paragraphs=len(old.paragraphs) - old.units[at_old].first[0],
        characters=max(0, missing),
        share=max(0, missing) / max(1, sum(len(paragraph.text) for paragraph in old.paragraphs)),
        unchanged=_unchanged(alignment, at_old, at_new),
        broken=broken,
        mark=mark,
        last_words=" ".join(last.split())[-EXCERPT_CHARACTERS:],
    )


def _unchanged(alignment: Alignment, at_old: int, at_new: int) -> float:
    """The share of the words before the missing end, of the side that has more of them, that both sides have."""
    old, new = alignment.old, alignment.new
    start = sum(len(paragraph.text.split()) for paragraph in old.paragraphs[: alignment.start])
    before_old = start + sum(len(unit.words) for unit in old.units[:at_old])
    before_new = start + sum(len(unit.words) for unit in new.units[:at_new])
    common = start
    for block in alignment.blocks:
        if block.old[0] < at_old and not block.moved:
            words = old.joined(block.old).words
            common += len(words) if block.equal else words_in_common(words, new.joined(block.new).words)
    return min(1.0, common / max(1, before_old, before_new))


def may_break_off(paragraphs: list[Paragraph]) -> bool:
    """Whether a text may be one that ``breaks_off``, as far as its last words tell."""
    return bool(paragraphs) and not _ENDED.search(paragraphs[-1].text)


def breaks_off(missing: MissingEnd) -> bool:
    """Whether the shorter text does not end like one: within a word or a sentence, or with a mark of continuation."""
    if missing.broken == "sentence":
        return len(missing.last_words) >= BROKEN_CHARACTERS_MIN
    return missing.broken == "word" or missing.mark is not None


def looks_cut_off(missing: MissingEnd, kept_min: float = KEPT_MIN) -> list[str]:
    """Return sentences of evidence that the capture was cut off; [] where an editor's deletion is likelier.

    ``kept_min``: the share of the words before the missing end that must still be there.
    """
    if missing.unchanged < kept_min:
        return []
    evidence = []
    if missing.broken == "word":
        evidence.append(f"The text ends within a word: “{missing.last_words}”.")
    elif missing.broken == "sentence" and len(missing.last_words) >= BROKEN_CHARACTERS_MIN:
        evidence.append(f"The text ends in the middle of a sentence: “{missing.last_words}”.")
    if missing.mark is not None:
        evidence.append(f"It ends with a mark of continuation: “{missing.mark[:EXCERPT_CHARACTERS]}”.")
    long = missing.paragraphs >= PARAGRAPHS_MIN and missing.share >= SHARE_MIN
    if not evidence and not long and missing.share <= SHARE_ALONE_MIN:
        return []
    evidence.append(
        f"Its last {_counted(missing.paragraphs)} ({missing.characters} characters, {missing.share:.0%} of the text) "
        f"are missing and nothing stands in their place; of what stood before {missing.unchanged:.0%} is unchanged."
    )
    return evidence


def _counted(paragraphs: int) -> str:
    return "paragraph or part of it" if paragraphs == 1 else f"{paragraphs} paragraphs"


def carry_over(old: list[Paragraph], new: list[Paragraph], missing: MissingEnd) -> list[Paragraph]:
    """Return the new text with the missing end taken over from the old one: what the page most likely says.

    A broken sentence or a mark of continuation at its end gives way to the old sentence.
    """
    number, position = missing.kept
    text = list(new[:number])
    if position:
        text.append(_part(new[number], 0, position))
    first, at = missing.start
    if not at:
        return text + old[first:]
    rest = _part(old[first], at, len(sentences_of(old[first])))
    if text:
        before = text.pop()
        offset = len(before.text) + 1
        moved = [(left + offset, right + offset) for left, right in rest.sentences]
        links = before.links + [(left + offset, right + offset, url) for left, right, url in rest.links]
        rest = Paragraph(f"{before.text} {rest.text}", before.kind, sentences_of(before) + moved, links)
    return [*text, rest, *old[first + 1 :]]


def _part(paragraph: Paragraph, start: int, end: int) -> Paragraph:
    """Sentences ``[start, end)`` of a paragraph as a paragraph of their own."""
    ranges = sentences_of(paragraph)[start:end]
    left, right = ranges[0][0], ranges[-1][1]
    links = [(i - left, j - left, url) for i, j, url in paragraph.links if left <= i and j <= right]
    return Paragraph(paragraph.text[left:right], paragraph.kind, [(i - left, j - left) for i, j in ranges], links)
