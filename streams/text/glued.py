"""Lines that carry noise and article together: where to cut, so that sentences of both come apart.

Observed: tools that flatten a page write it on one line: "date 2025-03-14 Our headline Read more Support Now The
council said ...". Decided: known buttons and prompts of two to five words and heads that hold a date are cut out where
several stand together, where one ends the line behind a finished sentence, and where it is written so that it can
belong neither to the sentence before nor to the one behind ("... its story Read more The council"). What is cut out is
left to `noise` to judge. Deliberately missed: buttons of one word, and single ones in Title Case before a capital
("Latest News Corp results"), since sentences begin so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise

from streams.records import Range
from streams.text import datelines
from streams.text.wording import LINES

_REASONS = frozenset({"appeal", "related", "comments", "button", "newsletter", "subscription"})
_LAST_WORDS_NOT = frozenset({"on", "in", "by", "via", "with", "this", "us", "it", "of", "to", "for"})
# What the labels of dates begin with, either case; and they stand before a year of this century.
_DATE_LETTERS = frozenset("dracfsgvoDRACFSGVO")
_ENDINGS = '.!?…”"»)。！？'
_REACH = 40  # more than stands between two phrases; a line may have a hundred thousand of them
_OPENINGS = "“\"‘'«„([¿¡"


def _counts(line: str, reason: str) -> bool:
    words = line.split()
    return reason in _REASONS and 2 <= len(words) <= 5 and words[-1] not in _LAST_WORDS_NOT and line[0].isalpha()


_LINES = [line for line, (reason, _) in LINES.items() if _counts(line, reason)]


def _expression() -> re.Pattern[str]:
    """All phrases, grouped by first letter: so a search stops at capitals only, and tries few phrases there."""
    table: dict[str, list[str]] = {}
    for line in _LINES:
        table.setdefault(line[0].upper(), []).append(re.escape(line[1:]).replace("'", "['’]"))
    branches = (f"{letter}(?i:{'|'.join(sorted(tails, key=len, reverse=True))})" for letter, tails in table.items())
    return re.compile(f"(?:{'|'.join(branches)})(?![\\w'’-])")


_PHRASE = _expression()
_FIRST_WORDS = frozenset(word for line in _LINES for word in (line.split()[0].capitalize(), line.split()[0].upper()))
_PAIRS = frozenset(" ".join(line.split()[:2]).strip(".?!,:") for line in _LINES)
_SIGNS = ".?!,:;"


def cut(line: str) -> list[str]:
    """Return the pieces of one line in order, without the white space between them; mostly the line itself."""
    words = line.split()
    found = _phrases(line) if not _FIRST_WORDS.isdisjoint(words) and _begins_phrase(words) else []
    if found or (line[:1] in _DATE_LETTERS and "20" in line[:40]):
        found = _with_dates(line, found)
    if not found or found == [(0, len(line))]:
        return [line]
    pieces: list[str] = []
    at = 0
    for start, end in _accepted(line, found):
        pieces += [line[at:start].strip(), line[start:end]]
        at = end
    pieces.append(line[at:].strip())
    return [piece for piece in pieces if piece]


def _begins_phrase(words: list[str]) -> bool:
    """Tell whether the first two words of a phrase stand together: most first words are common ones."""
    return any(
        first in _FIRST_WORDS and f"{first} {second}".lower().strip(_SIGNS) in _PAIRS
        for first, second in pairwise(words)
    )


def _phrases(line: str) -> list[Range]:
    matches = _PHRASE.finditer(line)
    return [match.span() for match in matches if match.start() == 0 or line[match.start() - 1].isspace()]


def _with_dates(line: str, found: list[Range]) -> list[Range]:
    heads = [datelines.HEAD.match(line)] + [datelines.HEAD.match(line, end) for _, end in found]
    return sorted({*found, *((head.start(1), head.end()) for head in heads if head)})


def _accepted(line: str, found: list[Range]) -> Iterable[Range]:
    for cluster in _clusters(line, found):
        start, end = cluster[0][0], cluster[-1][1]
        ahead = line[end : end + _REACH].lstrip(" " + _OPENINGS)[:1] if end < len(line) else ""
        if ahead and not (ahead.isupper() or ahead.isdigit()):
            continue
        if len(cluster) > 1 or _stands_alone(line, start, end, ahead):
            yield from cluster


def _clusters(line: str, found: list[Range]) -> list[list[Range]]:
    """Put together what only white space parts."""
    clusters = [found[:1]]
    for before, after in pairwise(found):
        if line[before[1] : after[0]].strip():
            clusters.append([])
        clusters[-1].append(after)
    return clusters


def _stands_alone(line: str, start: int, end: int, ahead: str) -> bool:
    """Tell whether a single phrase can belong neither to what stands before nor to what stands behind it."""
    words = line[start:end].split()
    after_sentence = start == 0 or line[max(0, start - _REACH) : start].rstrip()[-1:] in _ENDINGS
    if not ahead:
        return after_sentence or words[-1].islower()
    return words[-1].islower() or words[-1][:1].isdigit() or (len(words) > 2 and words[1].islower())
