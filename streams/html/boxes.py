"""Boxes inside the article's area that no name gives away.

Observed: inside the element that holds the article stand lists of links, buttons, forms, parts under own headings.
Decided: each rule looks at structure (links, lengths, headings), works on whole runs, and takes out no part that holds
much of the prose: then it is the article after all.
A caption that says what a picture shows is text of the article; who took it, is not.
Deliberately missed: advertising written like the article around it.
"""

from __future__ import annotations

import re

from streams.html.area import is_prose
from streams.html.metadata import fold
from streams.html.names import ROLES
from streams.html.runs import Run
from streams.html.sections import begins
from streams.html.tags import HEADINGS

LINK_LIST_SHARE_MIN = 0.6
LONE_LINK_CHARACTERS_MAX = 40
BYLINE_CHARACTERS_MAX = 80
BYLINE_OTHER_LETTERS_MAX = 24  # "Reported by", a place, a date
SECTION_PROSE_SHARE_MAX = 0.3
CAPTION_WORDS_MIN = 6
CREDIT_CHARACTERS_MAX = 100
_CREDIT = re.compile(
    r"©|\b(?:credits?|source|courtesy of|crédits?|quelle|fuente|fonte|bron)\b\s*:?"
    r"|^(?:photos?|images?|pictures?|fotos?|bild(?:er)?)\b.{0,20}(?::|\bby\b|/)",
    re.IGNORECASE,
)

Verdict = tuple[str, str]


def judge(runs: list[Run], byline: list[str]) -> dict[int, Verdict]:
    """Return (reason, rule) of every run that is not the article, by the run's order."""
    verdicts: dict[int, Verdict] = {}
    authors = [letters for name in byline if (letters := fold(name))]
    for run in runs:
        verdict = _named(run) or _byline(run, authors)
        if verdict:
            verdicts[run.order] = verdict
    for rule in (_sections, _link_lists, _lone_links):
        verdicts |= rule([run for run in runs if run.order not in verdicts])
    return verdicts


def _named(run: Run) -> Verdict | None:
    element = run.owner
    if run.labels:
        return element.reason or "boilerplate", element.rule or element.tag
    if element.reason == "caption" and not _is_caption(run):
        return "boilerplate", element.rule
    if element.reason and element.reason not in ROLES:
        return element.reason, element.rule
    return None


def _is_caption(run: Run) -> bool:
    """Say whether a line below a picture says what it shows; others name who took it."""
    if run.owner.rule == "figure" or run.link_share >= 0.5 or len(run.text.split()) < CAPTION_WORDS_MIN:
        return False
    return len(run.text) > CREDIT_CHARACTERS_MAX or not (_CREDIT.search(run.text) or run.text.isupper())


def _byline(run: Run, authors: list[str]) -> Verdict | None:
    """Judge a short line that is little else than an author's name."""
    if authors and len(run.text) <= BYLINE_CHARACTERS_MAX:
        letters = fold(run.text)
        if any(author in letters and len(letters) <= len(author) + BYLINE_OTHER_LETTERS_MAX for author in authors):
            return "boilerplate", "byline"
    return None


def _sections(runs: list[Run]) -> dict[int, Verdict]:
    """Judge what stands under a heading that announces something else than the article."""
    prose = sum(len(run.text) for run in runs if is_prose(run))
    verdicts: dict[int, Verdict] = {}
    for index, run in enumerate(runs):
        reason = None if run.order in verdicts else begins(run.text)
        if not reason:
            continue
        under = _under(runs, index)
        held = sum(len(other.text) for other in under if is_prose(other))
        for other in [run, *under] if held <= SECTION_PROSE_SHARE_MAX * prose else [run]:
            verdicts[other.order] = reason, "under a heading"
    return verdicts


def _under(runs: list[Run], index: int) -> list[Run]:
    """Return the runs that belong to a heading: to the next of its rank; after a mere line, what is not prose."""
    heading = runs[index].owner.tag
    found: list[Run] = []
    for at in range(index + 1, len(runs)):
        run = runs[at]
        if heading in HEADINGS:
            if run.owner.tag in HEADINGS and run.owner.tag <= heading:
                break
        elif run.owner.tag in HEADINGS or is_prose(run) or run.link_share < 0.5:
            break
        found.append(run)
    return found


def _link_lists(runs: list[Run]) -> dict[int, Verdict]:
    """Judge lists whose items are links, unless a sentence before them announces them."""
    groups: dict[int, list[Run]] = {}
    announced: set[int] = set()
    last = ""
    for run in runs:
        for element in run.owner.ancestors():
            if element.tag in ("ul", "ol", "dl"):
                if element.order not in groups and last.endswith((":", "：")):
                    announced.add(element.order)
                groups.setdefault(element.order, []).append(run)
                break
        last = run.text
    verdicts: dict[int, Verdict] = {}
    for order, group in groups.items():
        characters = sum(len(run.text) for run in group)
        links = sum(run.link_characters for run in group)
        if links > LINK_LIST_SHARE_MIN * characters and order not in announced:
            verdicts |= {run.order: ("related", "list of links") for run in group}
    return verdicts


def _lone_links(runs: list[Run]) -> dict[int, Verdict]:
    """Judge short lines that are a link as a whole: buttons."""
    return {
        run.order: ("boilerplate", "link alone")
        for run in runs
        if run.link_share > 0.9
        and len(run.text) <= LONE_LINK_CHARACTERS_MAX
        and run.owner.tag not in HEADINGS
        and not any(element.tag in ("li", "td", "th", "blockquote") for element in run.owner.ancestors()[:3])
    }
