"""The text of a revision with its changes marked: inline, or before and after side by side."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from markupsafe import Markup

from streams.serving import page_words
from streams.serving.page_layout import Layout, Passage, Run
from streams.serving.page_markup import joined, redline
from streams.text.redline import Piece, pieces, place, visible

Value = dict[str, Any]

AROUND_PASSAGES = 1  # unchanged ones that stay open beside a change
FOLDED_MIN = 2  # fewer unchanged ones are not worth folding away
EDITS_SHOWN_MAX = 1_000
PARAGRAPH = Markup("p")
TAGS = {"heading": Markup("h3"), "quote": Markup("blockquote")}


def text(found: Layout, edits: Sequence[Value], *, side_by_side: bool) -> Markup:
    """Return the whole text; what stayed the same is folded away but for what stands beside a change."""
    near = _near(found.passages)
    parts = []
    for is_near, group in groupby(enumerate(found.passages), key=lambda each: near[each[0]]):
        shown = [_passage(passage, edits, side_by_side=side_by_side) for _, passage in group]
        if is_near or len(shown) < FOLDED_MIN:
            parts += shown
        else:
            parts.append(
                Markup('<details class="same"><summary>{} unchanged</summary>{}</details>').format(
                    page_words.counted(len(shown), "paragraph"), joined(shown, "\n")
                )
            )
    css = "sides" if side_by_side else "inline"
    heads = Markup('<div class="row heads" aria-hidden="true"><p>Before</p><p>After</p></div>') if side_by_side else ""
    return Markup('<div class="text {}">{}{}</div>').format(css, heads, joined(parts, "\n"))


def _near(passages: Sequence[Passage]) -> list[bool]:
    changed = [passage.changed for passage in passages]
    return [any(changed[max(0, at - AROUND_PASSAGES) : at + AROUND_PASSAGES + 1]) for at in range(len(passages))]


def _passage(passage: Passage, edits: Sequence[Value], *, side_by_side: bool) -> Markup:
    tag = TAGS.get(passage.kind, PARAGRAPH)
    css = f"passage p-{visible(passage.kind)}{' changed' if passage.changed else ''}"
    if not side_by_side:
        inner = joined([_run(run, edits) for run in passage.runs])
        return Markup('<{0} class="{1}" dir="auto">{2}</{0}>').format(tag, css, inner)
    before = joined([_run(_side(run, "in"), edits, "before") for run in passage.runs if _has(run, "in")])
    after = joined([_run(_side(run, "out"), edits, "after") for run in passage.runs if _has(run, "out")])
    cells = [
        Markup('<{0} class="{1}" dir="auto"><span class="vh">{2}</span>{3}</{0}>').format(
            tag, css if cell else "passage none", f"{name}: " if cell else f"{name}: nothing", cell
        )
        for name, cell in (("Before", before), ("After", after))
    ]
    return Markup('<div class="row">{}</div>').format(joined(cells))


def _has(run: Run, without: str) -> bool:
    return any(each.op != without for each in run.pieces)


def _side(run: Run, without: str) -> Run:
    """Return one side of a run: its text before (without what came in) or after (without what went)."""
    kept = tuple(each for each in run.pieces if each.op != without)
    if run.edit is None and without == "in" and run.old is not None:
        kept = (Piece("same", run.old),)
    return Run(kept, run.edit, run.moved, run.gap, run.old)


def _run(run: Run, edits: Sequence[Value], side: str = "") -> Markup:
    shown = redline(run.pieces)
    if run.edit is None:
        return joined([run.gap, shown])
    edit = edits[run.edit]
    number = run.edit + 1
    identity = f"e{number}" if run.moved != "from" and side != "before" else f"e{number}-was"
    if side and run.moved is None and edit["op"] == "deleted":
        identity = f"e{number}"
    label = f"{page_words.op(edit['op'])}, change {number}"
    extra = _moved(run, number) if run.moved else Markup("")
    return Markup('{}<span class="edit o-{}" id="{}" tabindex="-1" data-edit="{}" title="{}">{}{}</span>').format(
        run.gap, visible(edit["op"]), identity, number, label, shown, extra
    )


def _moved(run: Run, number: int) -> Markup:
    target, words = (
        (f"#e{number}", "to its new place") if run.moved == "from" else (f"#e{number}-was", "to its old place")
    )
    said = "Moved away: to its new place" if run.moved == "from" else "Moved here: to its old place"
    return Markup('<a class="jump" href="{}" aria-label="{}">{}</a>').format(target, said, words)


def edit_list(edits: Sequence[Value], left_over: Sequence[int]) -> Markup:
    """Return edits one by one, where they cannot be shown in the article."""
    shown = [_alone(edits[index], index + 1) for index in left_over[:EDITS_SHOWN_MAX]]
    if len(left_over) > EDITS_SHOWN_MAX:
        rest = page_words.counted(len(left_over) - EDITS_SHOWN_MAX, "more change")
        shown.append(Markup('<p class="rest">and {}: see the JSON</p>').format(rest))
    return joined(shown, "\n")


def _alone(edit: Value, number: int) -> Markup:
    found = redline(pieces(edit["old"], edit["new"], edit["spans"]))
    return Markup(
        '<section class="alone"><h3>{}. {}, {}</h3><p class="passage changed" dir="auto">'
        '<span class="edit o-{}" id="e{}" tabindex="-1" data-edit="{}">{}</span></p></section>'
    ).format(number, page_words.op(edit["op"]), place(edit), visible(edit["op"]), number, number, found)
