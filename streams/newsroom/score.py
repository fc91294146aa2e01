"""How well a run agrees with what really happened: a ledger against the events that came out.

A revision agrees with the ledger where the page's edits between the two looks account for every sentence it names. Two
edits between two looks are one revision, and both are found; one edit may take two where a look broke off. An edit is
not missed where nobody could have seen it: it was undone within the poll interval, the page was gone, or nobody had
looked yet. On a site that lies with 304 it is counted apart (``hidden``), and so is one younger than the poll interval
at the end (``pending``).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from streams.newsroom.copies import Copies, copies
from streams.newsroom.truth import Edited, Net, PageTruth, Truth, instant, read

TOLERANCE_SECONDS = 2.5  # a look has one time in its event, and takes from its question to its answer
SHORT_CHARACTERS = 12  # a text so short agrees only as a whole
Event = Mapping[str, Any]
Told = dict[tuple[str, int], set[tuple[str, str]]]  # (page, edit) -> its texts that were named, with their sides


@dataclass(slots=True)
class Score:
    """Counts over one run; ``edits`` is found + missed + unseen + hidden + pending. Delays are seconds."""

    edits: int = 0
    found: int = 0
    missed: int = 0
    false: int = 0
    unseen: int = 0
    hidden: int = 0
    pending: int = 0
    revisions: int = 0
    delay_p50: float | None = None
    delay_p95: float | None = None
    delay_max: float | None = None
    copies: Copies = field(default_factory=Copies)
    kinds: dict[str, dict[str, int]] = field(default_factory=dict)  # kind -> fate -> count
    missed_edits: list[dict[str, Any]] = field(default_factory=list)
    false_revisions: list[dict[str, Any]] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        """Return all of it as plain data."""
        return asdict(self)


def score(
    ledger: Iterable[bytes | str | Mapping[str, Any]],
    events: Iterable[Event],
    poll_interval: float,
    tolerance: float = TOLERANCE_SECONDS,
) -> Score:
    """Score the events of a run, ``{"topic", "value", "seen_at"?}``, against the ledger; intervals are seconds.

    Of the topics ``article.revised`` (own history), ``article.duplicated`` and ``article.cleaned`` count; the last says
    when a page was first looked at, and may be left out.
    """
    truth = read(ledger)
    listed = list(events)
    looks = _looks(listed)
    result = Score(copies=copies(truth, listed, {page: min(at) for page, at in looks.items()}, poll_interval))
    found: dict[tuple[str, int], float] = {}
    told: Told = defaultdict(set)
    for event in listed:
        if event["topic"] == "article.revised" and event["value"]["basis"] == "own_history":
            result.revisions += 1
            _match(truth, event, tolerance, told, found, result)
    kinds: dict[str, Counter[str]] = defaultdict(Counter)
    for page in truth.pages.values():
        looked = _seen_whole_at(page, looks.get(page.page, ()), poll_interval)
        for number, edit in enumerate(page.edits):
            fate = "found" if (page.page, number) in found else _fate(page, number, looked, truth.ended, poll_interval)
            kinds[edit.kind][fate] += 1
            setattr(result, fate, getattr(result, fate) + 1)
            result.edits += 1
            if fate == "missed":
                result.missed_edits.append({"url": page.url, "page": page.page, **asdict(edit)})
    result.kinds = {kind: dict(counts) for kind, counts in sorted(kinds.items())}
    _delays(result, sorted(found.values()))
    return result


def _looks(events: list[Event]) -> dict[str, list[float]]:
    """Return when each page was looked at, as far as that brought another text."""
    looks: dict[str, list[float]] = defaultdict(list)
    for event in events:
        if event["topic"] == "article.cleaned":
            looks[event["value"]["page"]].append(instant(event["value"]["captured_at"]))
    return looks


def _seen_whole_at(page: PageTruth, looks: Sequence[float], poll_interval: float) -> float:
    """Return when a page was first looked at while it showed all of its text."""
    first = min(looks, default=page.since + poll_interval)
    whole_from = page.seen_whole_from(first)
    if whole_from == first:
        return first
    return min((at for at in looks if at >= whole_from), default=whole_from + poll_interval)


def _match(
    truth: Truth, event: Event, tolerance: float, told: Told, found: dict[tuple[str, int], float], result: Score
) -> None:
    """Find the edits that a revision tells, or count it as false."""
    value = event["value"]
    page = truth.pages.get(value["page"])
    best = _accounting(page, value, tolerance) if page else None
    if page is None or best is None:
        result.false += 1
        result.false_revisions.append({"url": value["url"], "page": value["page"], "captured_at": value["captured_at"],
            "headline": value["headline"], "edits": value["edits"]})  # fmt: skip
        return
    seen = instant(event.get("seen_at") or value["captured_at"])
    first, last = best
    net = page.net(first, last)
    for number in range(first, last):
        edit = page.edits[number]
        if _is_told(edit, net, value, told[page.page, number]):
            at = max(0.0, seen - edit.at)
            found[page.page, number] = min(at, found.get((page.page, number), at))


def _accounting(page: PageTruth, value: Mapping[str, Any], tolerance: float) -> tuple[int, int] | None:
    """Return the range of edits that accounts for a revision best, the nearest to the times of its looks."""
    old, new = instant(value["from"]["captured_at"]), instant(value["to"]["captured_at"])
    firsts = range(page.current(_shown_until(page, old) - tolerance), page.current(old + tolerance) + 1)
    lasts = range(page.current(new - tolerance), page.current(new + tolerance) + 1)
    first, last = page.current(old), page.current(new)
    ranges = sorted(
        ((a, b) for a in firsts for b in lasts if a < b),
        key=lambda pair: (abs(pair[0] - first) + abs(pair[1] - last), pair),
    )
    broken = _shown_until(page, old) != old
    sound = [pair for pair in ranges if _accounts(page.net(*pair), value, broken)]
    return max(sound, key=lambda pair: _agreeing(page.net(*pair), value), default=None)


def _shown_until(page: PageTruth, moment: float) -> float:
    """Return since when a look may not have shown all that was there: an edit behind a broken end is seen after it."""
    return 0.0 if any(start <= moment < end for start, end in page.hidden) else moment


def _agreeing(net: Net, value: Mapping[str, Any]) -> float:
    """Return the share of what changed that a revision names."""
    wanted = [*net.removed, *net.added]
    told = [one for one in net.removed if _told(one, value, "old")] + [
        one for one in net.added if _told(one, value, "new")
    ]
    headline = bool(net.headline) == bool(value["headline"])
    return (len(told) + headline) / (len(wanted) + 1)


def _accounts(net: Net, value: Mapping[str, Any], broken: bool) -> bool:
    """Say whether everything that a revision names changed in truth; ``broken``: the look before it was cut off."""
    headline = value["headline"]
    if headline and net.headline != (headline["old"], headline["new"]):
        return False
    return all(_edit_accounted(net, edit, broken) for edit in value["edits"]) and bool(headline or value["edits"])


def _edit_accounted(net: Net, edit: Mapping[str, Any], broken: bool) -> bool:
    if net.reordered and (edit["op"] == "moved" or (broken and edit["op"] == "added")):
        return True  # what was moved up from behind a broken end had not been seen
    old_sound = edit["old"] is None or any(_agree(one, edit["old"]) for one in net.removed)
    new_sound = edit["new"] is None or any(_agree(one, edit["new"]) for one in net.added)
    return old_sound and new_sound


def _is_told(edit: Edited, net: Net, value: Mapping[str, Any], before: set[tuple[str, str]]) -> bool:
    """Say whether a revision names all that is left of an edit; nothing is left of one that was undone.

    ``before`` are the texts of the edit that revisions before this one have named, with the side each stood on.
    """
    sides = [("old", one) for one in edit.removed if one in net.removed]
    sides += [("new", one) for one in edit.added if one in net.added]
    before.update((side, one) for side, one in sides if _told(one, value, side))
    headline = edit.headline is not None and net.headline is not None and edit.headline[1] == net.headline[1]
    if not (sides or headline or edit.moved):
        return False
    if headline and not value["headline"]:
        return False
    moved = edit.moved and not (sides or net.rewritten)
    if moved and not any(one["op"] == "moved" for one in value["edits"]):
        return False
    return before.issuperset(sides)


def _told(sentence: str, value: Mapping[str, Any], side: str) -> bool:
    return any(edit[side] is not None and _agree(sentence, edit[side]) for edit in value["edits"])


def _agree(sentence: str, text: str) -> bool:
    """Say whether a sentence of the ledger and a text of an event are the same, or one is part of the other."""
    one, other = " ".join(sentence.split()), " ".join(text.split())
    if min(len(one), len(other)) < SHORT_CHARACTERS:
        return one == other
    return one in other or other in one


def _fate(page: PageTruth, number: int, looked: float, ended: float, poll_interval: float) -> str:
    """Say why an edit was not found."""
    edit = page.edits[number]
    undone = next((after.at for after in _later(page, number)), ended)
    if edit.at <= looked or page.longest_sight(edit.at, undone) < poll_interval:
        return "pending" if undone == ended and ended - edit.at < poll_interval else "unseen"
    if any(page.longest_sight(before.at, edit.at) < poll_interval for before in _taken_back(page, number)):
        return "unseen"
    return "hidden" if page.lies else "missed"


def _taken_back(page: PageTruth, number: int) -> Iterable[Edited]:
    """Yield the earlier edits that this one took back, so that together they are nothing."""
    edit = page.edits[number]
    for first in range(number - 1, -1, -1):
        net = page.net(first, number + 1)
        headline = edit.headline and net.headline
        if not (net.added & set(edit.added) or net.removed & set(edit.removed) or headline or edit.moved):
            yield page.edits[first]
            return


def _later(page: PageTruth, number: int) -> Iterable[Edited]:
    """Yield the later edits after which nothing is left of this one."""
    edit = page.edits[number]
    for last in range(number + 1, len(page.edits)):
        net = page.net(number, last + 1)
        left = net.added & set(edit.added) or net.removed & set(edit.removed)
        headline = edit.headline and net.headline and net.headline[1] == edit.headline[1]
        moved = edit.moved and page.edits[last].kind not in ("revert", "rewrite")
        if not (left or headline or moved):
            yield page.edits[last]


def _delays(result: Score, delays: list[float]) -> None:
    if delays:
        result.delay_p50 = round(delays[(len(delays) - 1) // 2], 3)
        result.delay_p95 = round(delays[min(len(delays) - 1, int(len(delays) * 0.95))], 3)
        result.delay_max = round(delays[-1], 3)
