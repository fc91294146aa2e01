"""Who and when, as the lines around the headline say it, for pages whose tags are silent.

Observed: between the headline and the first paragraph stand a few short lines: "By Jane Doe", "Published 3 May 2026".
Above it stands what the site says of itself, the day of the visit among it.
Decided: only lines with the word "by" give an author, only lines with a whole date a day; never the running text. Above
the headline a day counts only beside a word of publishing.
Deliberately missed: names without "by", dates with numbers only.
"""

from __future__ import annotations

import re
from itertools import zip_longest

from streams.html import dates
from streams.html.area import is_prose
from streams.html.metadata import Metadata, fold, names
from streams.html.runs import Run

LINES_BEFORE = 6
LINES_AFTER = 14
LINE_CHARACTERS_MAX = 90
_BY = re.compile(r"(?:\w+ )?by\b\s*:?\s*(.*)|(?:von|par|por|di|door|av)\s+(.*)", re.IGNORECASE)
_PART_OF_NAME = r"(?:[^\W\d_a-z][\w.'’-]*|de|van|von|der|den|del|da|dos|la|le|bin|al)"
_NAME = re.compile(rf"{_PART_OF_NAME}(?: {_PART_OF_NAME}){{1,4}}")
_AFTER_NAMES = re.compile(r"\s+\|.*|\s+(?:in|from|aus|à|em) [^\W\d_a-z].*|, [^\s,]+$")
_CHANGED = re.compile(
    r"\b(?:updated|modified|revised|reviewed|aktualisiert|mis à jour|actualizado|aggiornato)\b", re.IGNORECASE
)

_PUBLISHED = re.compile(
    r"\b(?:published|posted|updated|modified|revised|veröffentlicht|stand|aktualisiert|publié|mis à jour|"
    r"publicado|actualizado|pubblicato|aggiornato|gepubliceerd|bijgewerkt)\b",
    re.IGNORECASE,
)


def complete(metadata: Metadata, runs: list[Run]) -> None:
    """Add author and days to the metadata, where the page says them only in sight."""
    if metadata.byline and metadata.published_at:
        return
    above, below = _around_headline(metadata, runs)
    if not metadata.byline:
        metadata.byline = _author(above + below)
    for line in [*filter(_PUBLISHED.search, above), *below]:
        day = dates.moment(line, anywhere=True)
        if day and _CHANGED.search(line):
            metadata.modified_at = metadata.modified_at or day
        elif day:
            metadata.published_at = metadata.published_at or day


def _around_headline(metadata: Metadata, runs: list[Run]) -> tuple[list[str], list[str]]:
    wanted = fold(metadata.headline or "")
    at = next((i for i, run in enumerate(runs) if run.owner.tag == "h1" and fold(run.text) == wanted), None)
    if at is None:
        return [], []
    above = [run.text for run in runs[max(0, at - LINES_BEFORE) : at]]
    below = []
    prose = 0
    for run in runs[at + 1 : at + 1 + LINES_AFTER]:
        prose += is_prose(run)
        if prose > 1:  # the first may be a standfirst
            break
        below.append(run.text)
    return _short(above), _short(below)


def _short(lines: list[str]) -> list[str]:
    return [line for line in lines if len(line) <= LINE_CHARACTERS_MAX]


def _author(lines: list[str]) -> list[str]:
    for line, following in zip_longest(lines, lines[1:], fillvalue=""):
        match = _BY.match(line)
        if match:
            line_of_names = _AFTER_NAMES.sub("", match[1] or match[2] or following)
            found = [name for name in names([line_of_names]) if _NAME.fullmatch(name)]
            if found:
                return found
    return []
