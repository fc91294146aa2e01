"""From runs of text to the blocks of the article and the noise between them."""

from __future__ import annotations

from dataclasses import dataclass

from streams.html.area import choose, is_prose, mark
from streams.html.metadata import fold
from streams.html.phrases import spoken
from streams.html.runs import Element, Run
from streams.html.tags import CELLS, HEADINGS
from streams.records import Block, Noise, ParagraphKind

NOISE_CHARACTERS_MAX = 500
LINES_AFTER = 5


@dataclass(slots=True)
class Selection:
    """What was selected of a page. ``seen`` and ``characters`` count prose shown on the page and text selected."""

    blocks: list[Block]
    noise: list[Noise]
    after: list[str]
    seen: int
    characters: int


def select(elements: list[Element], runs: list[Run], headline: str | None) -> Selection:
    """Return the blocks of the article and the noise inside its area."""
    mark(elements, runs)
    area = choose(elements)
    inside = [run for run in runs if run.owner.within(area)]
    inside = _after_headline(inside, headline)
    kept: list[Run] = []
    noise: list[Noise] = []
    for run in inside:
        reason = _reason(run)
        if reason:
            noise.append(Noise(run.text[:NOISE_CHARACTERS_MAX], *reason))
        else:
            kept.append(run)
    kept = _trim(_rows(_without_link_lists(kept, noise)))
    selection = Selection([], noise, _after(kept, inside), elements[0].prose, 0)
    return assemble(kept, selection)


def assemble(runs: list[Run], selection: Selection) -> Selection:
    """Return the selection with other runs as its blocks."""
    blocks = [Block(run.text, kind(run)) for run in runs]
    return Selection(blocks, selection.noise, selection.after, selection.seen, sum(len(block.text) for block in blocks))


def _after(kept: list[Run], inside: list[Run]) -> list[str]:
    """Return the first lines in the area that follow the last run kept."""
    if not kept:
        return []
    return [run.text for run in inside if run.order > kept[-1].order][:LINES_AFTER]


def _reason(run: Run) -> tuple[str, str] | None:
    element = run.owner
    if element.reason == "caption":
        return "boilerplate", element.rule
    if element.reason and element.reason not in ("standfirst", "note"):
        return element.reason, element.rule
    return spoken(run)


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


def _without_link_lists(runs: list[Run], noise: list[Noise]) -> list[Run]:
    """Move lists whose items are links to the noise."""
    groups: dict[int, list[Run]] = {}
    for run in runs:
        for element in run.owner.ancestors():
            if element.tag in ("ul", "ol", "dl"):
                groups.setdefault(element.order, []).append(run)
                break
    dropped: set[int] = set()
    for group in groups.values():
        characters = sum(len(r.text) for r in group)
        links = sum(r.link_characters for r in group)
        if links > 0.6 * characters:
            dropped.update(id(r) for r in group)
    noise.extend(Noise(r.text[:NOISE_CHARACTERS_MAX], "related", "list of links") for r in runs if id(r) in dropped)
    return [r for r in runs if id(r) not in dropped]


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
            joined[-1] = Run(
                f"{last.text} | {run.text}", run.owner, run.order, last.link_characters + run.link_characters
            )
        else:
            joined.append(run)
    return joined


def _trim(runs: list[Run]) -> list[Run]:
    """Drop headings without text after them, and short lines before the first prose."""
    kept: list[Run] = []
    for run in reversed(runs):
        if run.owner.tag in HEADINGS and (not kept or False):
            continue
        kept.append(run)
    kept.reverse()
    return kept


def kind(run: Run) -> ParagraphKind:
    """Return what sort of block a run is."""
    element = run.owner
    if element.tag in HEADINGS:
        return "heading"
    if element.reason in ("standfirst", "note"):
        return "standfirst" if element.reason == "standfirst" else "note"
    for ancestor in element.ancestors()[:4]:
        if ancestor.tag in ("li", "dd", "dt"):
            return "item"
        if ancestor.tag == "blockquote":
            return "quote"
        if ancestor.tag in ("td", "th"):
            return "table"
    return "paragraph"
