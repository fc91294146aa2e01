"""Noise by its wording, at first sight: what a page says that is not its article.

Observed: house paragraphs are 4 % of a newsroom's words; most are learned from other pages of the site, but a first
sighting, a reworded appeal, or a text that came without its page must be told by wording alone. They come as known
short lines ("Read more", counters, dates), as boxes that follow a pattern (cookies, comment prompts), and as appeals
and newsletter boxes of several sentences, where some sentences alone could stand in an article.

Decided, precision first:
* a line that is known or matches a pattern as a whole is noise, whatever stands around it (`wording.line`);
* a date under a label that events have too ("Date: ...") stays among other labelled lines ("Place: ...");
* words that may be headings ("Next", "Up next" above article text) and bare dates only at the text's edge or beside
  noise;
* sentences are scored by cues that must come together (`wording.cues`); a run of scored lines is noise when one of
  them is strong or two are fair: then the run takes its weak neighbours too, until a sentence without any cue;
* what is quoted or attributed is never noise, nor is half a sentence (a closing mark first), an editor's note, or what
  repeats the headline; where the headline itself is about newsletters, cookies or appeals, only whole known lines go;
* inside a paragraph only its beginning or end is taken, sentence-wise; the middle only as a run; a first sentence that
  only counts readers or says how old the page is goes by itself.

Deliberately missed: noise that reads like reporting, lists of titles without a heading that says what they are,
appeals without asker or asked, languages other than the seven of `wording`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from streams.records import Block, Link, Noise, Range
from streams.text import sentences
from streams.text.notes import is_editors_note
from streams.text.wording import COUNTER_BITS, TOPIC_BITS, cues, line, runs
from streams.text.wording.runs import Unit

# More than a page of news can have: behind that everything stays as it is.
BLOCKS_MAX = 5_000
CHARACTERS_MAX = 500_000
# A box on a page; an article's paragraph that carries every cue of an appeal is usually longer.
SHORT_MAX = 220
ABOUT = 2  # taken from a score of 3 at most, of which 2 are needed
_QUOTED = re.compile(
    r"“[^“”]{1,2000}(?:”|$)|„[^„“”]{1,2000}[“”]|«[^«»]{1,2000}(?:»|$)|»[^«»]{1,2000}«|「[^「」]*」"
    r'|(?<!\w)"[^"]{1,2000}(?:"|$)|(?<!\w)‘[^‘]{1,600}?’(?!\w)'
)
_FIRST_SENTENCE = re.compile(r"(?=[^.!?]{0,60}\d)[^.!?\n]{8,80}[.!](?=\s+\S)")
# A line of a list of particulars: "Place: the town hall".
_LABELLED = re.compile(r"[^\W\d_][\w '’/-]{0,30}:\s+\S.{0,150}")
_DATE_OF_EVENT = re.compile(r"\W*(?:date|datum|fecha|data)\b", re.IGNORECASE)
# More than the first sentence and what decides its end.
_STAMP_REACH = 200
# Where a text came from is part of it, though it names papers and posts as an appeal does.
_PROVENANCE = re.compile(
    r"\b(?:originally|first) (?:posted|published|appeared)\b|\b(?:zuerst|ursprünglich) (?:erschienen|veröffentlicht)\b"
    r"|\b(?:initialement|d'abord) (?:été )?(?:publié|paru)|\bpublicado originalmente\b|\boriginalmente publicado\b"
    r"|\b(?:originariamente pubblicat|pubblicat)o (?:originariamente|su)\b"
    r"|\b(?:oorspronkelijk|eerder) (?:gepubliceerd|verschenen)\b"
)
_QUOTE_SIGNS = '“„«»「"‘'
_KEPT_KINDS = frozenset({"quote", "note", "table"})
REMEMBERED_MAX = 20_000  # a page shows the same blocks at every look, a site's pages share many
REMEMBERED_CHARACTERS_MAX = 2_000

_Judged = tuple[int, str, str]
_Said = tuple[str, int, int, _Judged | None, _Judged | None]  # as in _Seen


@dataclass(slots=True)
class _Seen:
    """A block with what its words say.

    ``strength``: the best that one of its sentences could have; ``stamped``: what its first sentence is, where that
    only counts readers or says how old the page is.
    """

    block: Block
    low: str
    found: int
    strength: int
    judged: _Judged | None
    stamped: _Judged | None = None


def sift(blocks: list[Block], headline: str | None = None) -> tuple[list[Block], list[Noise]]:
    """Part ``blocks`` into the article's and noise, both in order; a block may be cut at sentence ends.

    Nothing is lost: each block's text is in one of the two, except white space at a cut. ``headline`` is the
    article's title where known.
    """
    about = _topics(headline)
    title = line.normal(headline) if headline else None
    seen = [_look(block, about, title) for block in _within_limits(blocks)]
    _spare_particulars(seen)
    if not any(item.judged or item.stamped or item.strength >= 2 for item in seen):
        return list(blocks), []
    units = _units(seen)
    runs.settle(units, [item.block for item in seen])
    kept, noise = _part(seen, units)
    return kept + blocks[len(seen) :], noise


def names_origin(text: str) -> bool:
    """Whether a text says where it was published first: that is part of it, though it reads like a house's line."""
    return bool(_PROVENANCE.search(text.lower()))


def _within_limits(blocks: list[Block]) -> Iterator[Block]:
    characters = 0
    for block in blocks[:BLOCKS_MAX]:
        characters += len(block.text)
        if characters > CHARACTERS_MAX:
            return
        yield block


def _topics(headline: str | None) -> int:
    """Return what to take from every score: all that counts where the headline itself is about such things.

    Where it only shares a word with them ("trust", "print", "ago"), what has every cue of an appeal still goes.
    """
    if not headline:
        return 0
    found = cues.bits(cues.words(headline.lower()))
    if cues.might(found) >= 1 or found & cues.POST:
        return ABOUT
    return 1 if found & (cues.KIN | TOPIC_BITS) else 0


def _look(block: Block, about: int, title: str | None) -> _Seen:
    if block.kind in _KEPT_KINDS:
        return _Seen(block, block.text.lower(), 0, 0, None)
    remember = len(block.text) <= REMEMBERED_CHARACTERS_MAX
    said = _remembered(block.text, about) if remember else _said(block.text, about)
    if said[0] == title and len(block.text) <= line.PATTERN_MAX:
        return _Seen(block, title, 0, 0, None)
    return _Seen(block, *said)


def _said(text: str, about: int) -> _Said:
    low = text.lower()
    if line.is_half(text):
        return low, 0, 0, None, None
    judged = None
    short = len(low) <= line.PATTERN_MAX
    if short:
        low = line.normal(low)
        if len(low) <= line.LINE_MAX:
            judged = line.known(low)
    if judged:
        return low, 0, 0, judged, None
    found = cues.bits(cues.words(low))
    if not found:
        return low, 0, 0, None, None
    if short and not (about and len(low) > line.LINE_MAX):
        judged = line.pattern(low, found)
    if judged and (_QUOTED.match(low) or is_editors_note(text)):
        judged = None
    if judged:
        return low, found, 0, judged, None
    return low, found, cues.might(found) - about, None, _stamp(text, found)


_remembered = lru_cache(maxsize=REMEMBERED_MAX)(_said)


def _spare_particulars(seen: list[_Seen]) -> None:
    """Keep the date of an event that is told line by line, among its place and its hour."""
    for at, item in enumerate(seen):
        if item.judged and item.judged[2] == "dateline:captured" and _DATE_OF_EVENT.match(item.block.text):
            beside = [*seen[max(0, at - 1) : at], *seen[at + 1 : at + 2]]
            if any(not other.judged and _LABELLED.fullmatch(other.block.text) for other in beside):
                item.judged = None


def _stamp(text: str, found: int) -> tuple[int, str, str] | None:
    """Judge the first sentence where it is short, holds a number and another follows."""
    first = _FIRST_SENTENCE.match(text) if found & COUNTER_BITS else None
    if first is None or sentences.split(text[:_STAMP_REACH])[0] != first.span():
        return None
    return line.stamp(line.normal(first.group()), found)


def _units(seen: list[_Seen]) -> list[Unit]:
    """Cut the blocks near a possible appeal into sentences and score them; all others stay one unit each."""
    near: set[int] = set()
    for at, item in enumerate(seen):
        if item.strength >= 2:
            near.update(range(at - 4, at + 5))
    units: list[Unit] = []
    for at, item in enumerate(seen):
        if item.judged:
            strength, reason, rule = item.judged
            units.append(Unit(at, (0, len(item.block.text)), strength, reason, rule))
        elif at in near and item.found and not is_editors_note(item.block.text):
            units.extend(_scored(at, item))
        elif item.stamped:
            units.extend(_behind_stamp(at, item.block.text))
        else:
            units.append(Unit(at, (0, len(item.block.text)), 0))
        if item.stamped:
            first = next(unit for unit in units if unit.block == at)
            first.strength, first.reason, first.rule = item.stamped
            first.scored, first.quoted = False, True  # noise by itself, and no bridge of a run to the article
    return units


def _behind_stamp(at: int, text: str) -> list[Unit]:
    ranges = sentences.split(text)
    return [Unit(at, ranges[0], 0), Unit(at, (ranges[1][0], len(text)), 0)]


def _scored(at: int, item: _Seen) -> list[Unit]:
    text = item.block.text
    masked = text
    if any(sign in text for sign in _QUOTE_SIGNS):
        masked = _QUOTED.sub(lambda match: "\x00" * len(match.group()), text)
    ranges = sentences.split(text)
    return [_score(at, text, masked[start:end], (start, end), len(ranges) == 1) for start, end in ranges]


def _score(at: int, text: str, masked: str, where: Range, alone: bool) -> Unit:
    start, end = where
    low = masked.lower()
    tokens = cues.words(low.replace("\x00", " "))
    found = cues.bits(tokens)
    quoted = low.count("\x00") > 20
    trade = bool(found & cues.TRADE)
    if quoted or not found:
        return Unit(at, where, 0, trade=trade and not quoted, quoted=quoted or cues.reports(found))
    if not alone:
        known = line.known(line.normal(text[start:end]))
        if known and known[0] == 3 and len(tokens) >= 3:
            return Unit(at, where, 3, known[1], known[2])
    strength, reason = cues.score(tokens, end - start <= SHORT_MAX)
    press = bool(found & cues.PRESS)
    reported = cues.reports(found) or names_origin(low)
    return Unit(
        at,
        where,
        strength,
        reason,
        "score",
        trade=trade,
        kin=bool(found & cues.KIN),
        press=press,
        post=bool(found & cues.POST),
        quoted=reported,
        scored=True,
    )


def _part(seen: list[_Seen], units: list[Unit]) -> tuple[list[Block], list[Noise]]:
    kept: list[Block] = []
    noise: list[Noise] = []
    at = 0
    for number, item in enumerate(seen):
        start = at
        while at < len(units) and units[at].block == number:
            at += 1
        _part_block(item.block, units[start:at], kept, noise)
    return kept, noise


def _part_block(block: Block, units: list[Unit], kept: list[Block], noise: list[Noise]) -> None:
    """Put a block's neighbouring units of one verdict together again, as they stood."""
    if not any(unit.noise for unit in units):
        kept.append(block)
        return
    at = 0
    while at < len(units):
        end = at
        while end + 1 < len(units) and units[end + 1].noise == units[at].noise:
            end += 1
        first, last = units[at].where[0], units[end].where[1]
        text = block.text[first:last]
        if units[at].noise:
            strongest = max(units[at : end + 1], key=lambda unit: unit.strength)
            noise.append(Noise(text, strongest.reason, strongest.rule))
        elif text.strip():
            kept.append(Block(text, block.kind, links_within(block.links, first, last)))
        at = end + 1


def links_within(links: list[Link], start: int, end: int) -> list[Link]:
    """Return the links that lie within a part of their text, with their places in that part."""
    return [(left - start, right - start, url) for left, right, url in links if start <= left and right <= end]
