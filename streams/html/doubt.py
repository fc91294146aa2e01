"""A second opinion where our own rules may have missed the article.

Observed: on a small share of pages the article stands where no rule expects it; there trafilatura, ten times as
expensive, is often right.
Decided: it is asked only where what was selected is a small part of the prose that the page shows. Its answer votes
on our own runs, so that blocks are the same text whichever way they were chosen. An articleBody in JSON-LD is the
last resort, for pages whose text only a script would show.
Deliberately missed: pages too large for the second opinion to be cheap.
"""

from __future__ import annotations

import html
import re

from streams.html.area import PROSE_CHARACTERS_MIN
from streams.html.content import Selection, assemble
from streams.html.links import Target, resolve
from streams.html.metadata import Metadata, fold
from streams.html.runs import Run
from streams.records import Block

SELECTED_SHARE_MIN = 0.35
SHORT_CHARACTERS_MAX = 250
GAIN_MIN = 1.5  # a second opinion that finds little more changes nothing
SECOND_OPINION_CHARACTERS_MAX = 500_000
SECOND_OPINION_TAGS_MAX = 20_000
SECOND_OPINION_LINKS_MAX = 2_000
PART_OF_LINE_CHARACTERS_MIN = 40  # shorter texts stand by chance inside others
STATED_BODY_CHARACTERS_MIN = 500
_MARKUP = re.compile(r"</?[a-zA-Z][^<>]*>")


def reconsider(selection: Selection, runs: list[Run], source: str, metadata: Metadata, target: Target) -> Selection:
    """Return the selection, or a better one where it is in doubt. ``target`` says where a link leads."""
    if _doubtful(selection) and _affordable(source):
        voted = [run for run in _second_opinion(runs, source) if run.owner.tag != "h1"]
        if sum(len(run.text) for run in voted) > max(GAIN_MIN * selection.characters, PROSE_CHARACTERS_MIN):
            for run in voted:
                run.links = resolve(run, target)
            selection = assemble(voted, selection)
    body = metadata.body
    if body and len(body) >= STATED_BODY_CHARACTERS_MIN and selection.characters < 0.4 * len(body):
        texts = (" ".join(line.split()) for line in _MARKUP.sub("\n", html.unescape(body)).splitlines())
        selection.blocks = [Block(text) for text in texts if text]
    return selection


def _doubtful(selection: Selection) -> bool:
    small = selection.characters < SHORT_CHARACTERS_MAX and selection.characters < SELECTED_SHARE_MIN * selection.shown
    return small or selection.characters < SELECTED_SHARE_MIN * selection.prose


def _affordable(source: str) -> bool:
    return (
        len(source) <= SECOND_OPINION_CHARACTERS_MAX
        and source.count("<") <= SECOND_OPINION_TAGS_MAX
        and source.count("<a") <= SECOND_OPINION_LINKS_MAX
    )


def _second_opinion(runs: list[Run], source: str) -> list[Run]:
    """Return the runs that trafilatura would keep."""
    import trafilatura  # at first need: a third of a second, that most processes never spend

    try:
        text = trafilatura.extract(source, favor_precision=True, include_comments=False, with_metadata=False)
    except Exception:  # a foreign parser on foreign input; without its opinion ours stands
        return []
    lines = [fold(line) for line in (text or "").splitlines()]
    known = set(lines)
    letters = "".join(lines)
    return [
        run
        for run in runs
        if (own := fold(run.text)) and (own in known or (len(own) >= PART_OF_LINE_CHARACTERS_MIN and own in letters))
    ]
