"""From runs of text to the blocks of the article and the noise between them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import cast

from streams.html.area import NOT_SHOWN, choose, is_prose, mark
from streams.html.boxes import judge
from streams.html.links import Target, resolve
from streams.html.metadata import fold
from streams.html.names import ROLES
from streams.html.runs import Element, Run
from streams.html.tags import CELLS, HEADINGS
from streams.records import Block, Noise, ParagraphKind

NOISE_CHARACTERS_MAX = 500
LINES_AFTER = 5
BETWEEN_CELLS = " | "


@dataclass(slots=True)
class Selection:
    """What was selected of a page.

    ``after``: the first lines that follow it. ``characters`` counts the text selected, ``prose`` the prose on the page
    outside of noise, ``shown`` all text on the page.
    """

    blocks: list[Block]
    noise: list[Noise]
    after: list[str]
    prose: int
    shown: int
    characters: int = 0


def select(
    elements: list[Element], runs: list[Run], headline: str | None, byline: list[str], target: Target
) -> Selection:
    """Return the blocks of the article and the noise inside its area. ``target`` says where a link leads."""
    mark(elements, runs)
    area = choose(elements)
    inside = [run for run in runs if run.owner.within(area) and any(map(str.isalnum, run.text))]
    inside = _after_headline(inside, headline)
    verdicts = judge(inside, byline)
    kept = [run for run in inside if run.order not in verdicts]
    for run in kept:
        if run.anchors:
            run.links = resolve(run, target)
    kept = _trim(_rows(kept))
    noise = [
        Noise(run.text[:NOISE_CHARACTERS_MAX], *verdicts[run.order])
        for run in inside
        if run.order in verdicts and verdicts[run.order][1] != NOT_SHOWN
    ]
    shown = sum(len(run.text) for run in runs if run.owner.rule != NOT_SHOWN)
    selection = Selection([], noise, _after(kept, inside), elements[0].prose, shown)
    return assemble(kept, selection)


def assemble(runs: list[Run], selection: Selection) -> Selection:
    """Return the selection with other runs as its blocks."""
    blocks = [Block(run.text, kind(run), run.links) for run in runs]
    return replace(selection, blocks=blocks, characters=sum(len(block.text) for block in blocks))


def _after(kept: list[Run], inside: list[Run]) -> list[str]:
    """Return the first lines in the area that follow the last run kept."""
    if not kept:
        return []
    return [run.text for run in inside if run.order > kept[-1].order][:LINES_AFTER]


def _after_headline(runs: list[Run], headline: str | None) -> list[Run]:
    """Drop what stands before the headline, if little of the prose does; else what stands before the first h1."""
    prose = sum(len(r.text) for r in runs if is_prose(r))
    wanted = fold(headline) if headline else ""
    seen = 0
    cut = 0
    for index, run in enumerate(runs):
        if run.owner.tag in HEADINGS and wanted and fold(run.text) == wanted:
            return runs[index + 1 :]
        if run.owner.tag == "h1" and not cut and not seen:
            cut = index + 1
        if is_prose(run) and not run.owner.reason:
            seen += len(run.text)
            if seen > 0.2 * prose:
                break
    return runs[cut:]


def _rows(runs: list[Run]) -> list[Run]:
    """Join the cells of a table's row, where every cell is one run."""
    joined: list[Run] = []
    for run in runs:
        last = joined[-1] if joined else None
        if (
            last is not None
            and run.owner.tag in CELLS
            and last.owner.tag in CELLS
            and run.owner.parent is last.owner.parent
            and run.owner is not last.owner
        ):
            start = len(last.text) + len(BETWEEN_CELLS)
            joined[-1] = Run(
                last.text + BETWEEN_CELLS + run.text,
                run.owner,
                run.order,
                last.link_characters + run.link_characters,
                links=last.links + [(start + left, start + right, url) for left, right, url in run.links],
            )
        else:
            joined.append(run)
    return joined


def _trim(runs: list[Run]) -> list[Run]:
    """Drop headings at the end, which have no text under them."""
    end = len(runs)
    while end and runs[end - 1].owner.tag in HEADINGS:
        end -= 1
    return runs[:end]


def kind(run: Run) -> ParagraphKind:
    """Return what sort of block a run is."""
    element = run.owner
    if element.tag in HEADINGS:
        return "heading"
    if element.reason in ROLES:
        return cast(ParagraphKind, element.reason)
    for ancestor in element.ancestors()[:4]:
        if ancestor.tag in ("li", "dd", "dt"):
            return "item"
        if ancestor.tag == "blockquote":
            return "quote"
        if ancestor.tag in ("td", "th") and element.tag != "p":  # what lays out a page in a table writes paragraphs
            return "table"
    return "paragraph"
