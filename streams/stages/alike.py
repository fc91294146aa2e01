"""alike: what several pages of a site change in the same way within an hour.

Observed: a redesign or a new house style touches hundreds of pages within minutes: "mark-up" becomes "markup", a name
is written in another way, a line is added. Each page has its own mix of such changes, and some pages a real edit too.

Decided: changes are remembered one by one, each as the words that came and went without their sentence. A revision is
muted when every one of its changes was made by four other pages of the site within the hour; one change of its own,
and it is announced whole. A redesign is said at the fifth page, once for all that pages of the site change in step as
long as that goes on; of what has become too many by then the change with most words is the example. A standfirst or a
line with the author's name that came or went is one change whatever it says: a new template shows each page's own.

Deliberately missed: the first four pages, which are announced; nothing is held back. A real edit in the same words
on a fifth page within the hour is muted: nothing tells it from a redesign. A page with more than
``CHANGES_OF_A_PAGE_MAX`` changes is announced.
"""

from __future__ import annotations

from collections.abc import Iterable

import xxhash

from streams.records import Edit
from streams.stages.sites import Site
from streams.text import fold
from streams.text.difference.judgement import HeadlineEdit

PAGES_ANNOUNCED = 4
WINDOW_MICROSECONDS = 3600 * 1_000_000
CHANGES_OF_A_PAGE_MAX = 32
CHANGES_KEPT_MAX = 4_096
MARK_DIGITS = 16
SAMPLE_CHARACTERS_MAX = 500
PARTS_OF_A_TEMPLATE = ("standfirst", "byline")

Changes = dict[str, str]  # the mark of a change -> an example of it
Earlier = dict[str, list[str]]  # the mark of a change -> the other pages that made it, the first first


def changes(edits: Iterable[Edit], headline: HeadlineEdit | None) -> Changes:
    """Return the single changes of a revision in their order: "Digital Group" becoming "Community" on ten pages is
    one change, whatever stands around it.
    """
    found: Changes = {}
    if headline:
        found[_mark("headline", headline.old or "", headline.new or "")] = (headline.new or "")[:SAMPLE_CHARACTERS_MAX]
    for edit in edits:
        for mark in _marks(edit):
            found.setdefault(mark, (edit.new or edit.old or "")[:SAMPLE_CHARACTERS_MAX])
    return found


def _marks(edit: Edit) -> list[str]:
    old, new = edit.old or "", edit.new or ""
    part = next((signal.type for signal in edit.signals if signal.type in PARTS_OF_A_TEMPLATE), None)
    if part and edit.op in ("added", "deleted"):
        return [_mark("part", edit.op, part)]
    if edit.op == "edited" and not edit.spans:
        return [_mark("link", signal.old or "", signal.new or "") for signal in edit.signals]
    if not edit.spans:
        return [_mark(edit.op, old, new)]
    return [_mark("words", *_signs_alone(old[slice(*span.old)], new[slice(*span.new)])) for span in edit.spans]


def _signs_alone(old: str, new: str) -> tuple[str, str]:
    """Take off the word at which only signs changed: "_Tim" to "Tim" is what "_You" to "You" is. Figures stay."""
    start = _shared_start(old, new)
    end = _shared_start(old[start:][::-1], new[start:][::-1])
    signs = (old[start : len(old) - end], new[start : len(new) - end])
    of_words = any(sign.isalnum() for sign in "".join(signs)) or any(sign.isdigit() for sign in old + new)
    return (old, new) if of_words else signs


def _shared_start(a: str, b: str) -> int:
    return next((at for at, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))


def _mark(kind: str, old: str, new: str) -> str:
    text = "\x00".join((kind, fold.fold(old), fold.fold(new)))
    return xxhash.xxh3_64_hexdigest(text.encode("utf-8", "surrogatepass"))


def earlier(site: Site, made: Changes, page: str, instant: int) -> Earlier:
    """Return for each change the other pages that made it within the hour before."""
    pages: dict[str, dict[str, None]] = {mark: {} for mark in made}
    for marks, at, other in site.changes:
        if other == page or abs(instant - at) > WINDOW_MICROSECONDS:
            continue
        for start in range(0, len(marks), MARK_DIGITS):
            known = pages.get(marks[start : start + MARK_DIGITS])
            if known is not None:
                known[other] = None
    return {mark: list(others) for mark, others in pages.items()}


def note(site: Site, made: Changes, page: str, instant: int) -> None:
    """Remember what a page changed; what lies more than an hour back, or is over the limit, is forgotten."""
    marks = "".join(list(made)[:CHANGES_OF_A_PAGE_MAX])
    recent = [c for c in site.changes if instant - c[1] <= WINDOW_MICROSECONDS]
    room, kept = CHANGES_KEPT_MAX * MARK_DIGITS - len(marks), 0
    for known, _, _ in reversed(recent):
        room -= len(known)
        if room < 0:
            break
        kept += 1
    site.changes = [*recent[len(recent) - kept :], (marks, instant, page)]


def is_muted(known: Earlier) -> bool:
    """Whether every change of a revision was made by enough other pages."""
    return 0 < len(known) <= CHANGES_OF_A_PAGE_MAX and all(len(p) >= PAGES_ANNOUNCED for p in known.values())


def is_spreading(known: Earlier, noise: Iterable[str], otherwise_empty: bool) -> bool:
    """Whether changes that are ``noise`` by now belong to a redesign that is being told.

    They do while it is announced; from the fifth page on only where a page changed nothing else.
    """
    counts = [len(known[mark]) for mark in noise]
    return any(counts) and (otherwise_empty or min(counts) < PAGES_ANNOUNCED)


def redesign(site: Site, made: Changes, known: Earlier, instant: int) -> tuple[list[str], str] | None:
    """Return what is to be said where a change has become too many: its first four pages, and an example.

    A redesign is said once, as long as some change of it goes on at least once an hour.
    """
    named = {mark: at for mark, at in site.named if instant - at <= WINDOW_MICROSECONDS}
    goes_on = bool(named)
    spread = [mark for mark, pages in known.items() if len(pages) >= PAGES_ANNOUNCED]
    for mark in spread:
        named.pop(mark, None)
        named[mark] = instant
    site.named = list(named.items())[-CHANGES_KEPT_MAX:]
    if goes_on or not spread:
        return None
    telling = max(spread, key=lambda mark: len(fold.fold_words(made[mark])))
    return known[telling][:PAGES_ANNOUNCED], made[telling]
