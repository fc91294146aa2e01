"""duplicate: what two pages are to each other, said once, whatever order their versions came in.

Observed: copies are edited apart and back together; each of the two may be at any version when the other is found.
Announcing every pair of versions that agree would repeat the same fact dozens of times; announcing the first pair that
was compared would depend on which capture came first.

Decided: ``match`` names pairs of versions; the lane of the larger page sends its text, the lane of the smaller page
compares (``streams.text.likeness``, settled by ``streams.text.editions``). How strongly two versions agree is a number:
nothing, a link, one article, the same words. A pair of versions is announced where it agrees more strongly than either
of its predecessors, the same page one version earlier against the same other version. That is a function of the two
versions and the ones before them, so any order, any repeat and any division of work says the same events with the same
ids.

Where two pages that are one article differ, the earlier capture is compared with the later one as the versions of one
page are, and ``article.revised`` with basis ``copy`` says who changed what.

What a person has withdrawn (``orders``) is not said again of any versions of the two pages.

Deliberately missed: pairs whose texts are no longer kept when they are compared. By itself no statement is withdrawn:
that a copy was one stays true when one of the pages changes into something else.
"""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any, Final

from streams import topology
from streams.cloudevents import event_id
from streams.records import Event, Tables
from streams.stages import versions
from streams.stages.labels import is_parted, spread, unite
from streams.stages.match import days_apart, within_window
from streams.stages.revision import copy_revision
from streams.stages.versions import VersionText
from streams.text import editions, fingerprint, likeness
from streams.text.likeness import Body, Likeness
from streams.web.time import instant

__all__ = ["JUDGEMENT", "send_text", "spread", "step"]

SIDES_CACHED_MAX: Final = 256  # prepared texts, about 100 kB each
JUDGEMENT: Final = "1"  # raise it when the same two texts would be judged differently

Describe = Callable[[VersionText, VersionText], dict[str, Any] | None]


def send_text(item: dict[str, Any], tables: Tables, partitions: int) -> list[Event]:  # noqa: ARG001 - a step's shape
    """Send the text of the larger page's version, and of the one before it, to the lane of the smaller page.

    Nothing is remembered: a pair is named once by ``match``, and a repeat leads to the same events again.
    """
    other = item["other"]
    text = versions.record(tables, other["page"], other["version"])
    if text is None:
        return []
    before = versions.record(tables, other["page"], other["version"] - 1)
    value = {
        "page": item["page"],
        "version": item["version"],
        "text": _packed(text),
        "before": _packed(before) if before else None,
    }
    return [Event(topology.PAIRS, item["page"], value, item["site"])]


def _packed(record: bytes) -> str:
    return b64encode(record).decode()


@dataclass
class _Side:
    """A version, prepared for comparison."""

    version: VersionText

    @cached_property
    def body(self) -> Body:
        return Body(self.version.paragraphs, self.version.headline, self.version.cut_off)


@lru_cache(maxsize=SIDES_CACHED_MAX)
def _prepared(record: bytes) -> _Side:
    """A version is compared with many, one after the other. Keyed by content, so the cache can never be out of date."""
    return _Side(versions.decode(record))


def _sent(packed: str | None) -> _Side | None:
    return _prepared(b64decode(packed)) if packed else None


def _kept(tables: Tables, page: str, number: int) -> _Side | None:
    record = versions.record(tables, page, number)
    return None if record is None else _prepared(record)


def _compare(one: _Side, other: _Side) -> Likeness | None:
    """What ``one`` is to ``other``: nothing where ``match`` would not have named the pair, so that order stays out."""
    mine, theirs = one.version, other.version
    if not within_window(mine.captured_at, theirs.captured_at) or not likeness.worth_a_check(one.body, other.body):
        return None
    return editions.compare(one.body, other.body, days_apart(mine.captured_at, theirs.captured_at))


def _strength(one: _Side | None, other: _Side | None) -> int:
    found = _compare(one, other) if one and other else None
    return found.strength if found else 0


def step(
    item: dict[str, Any],
    tables: Tables,
    partitions: int,  # noqa: ARG001 - a step's shape
    describe: Describe = copy_revision,
) -> list[Event]:
    """Compare two versions exactly; say what they are to each other if none of their predecessors said as much."""
    one, other = _kept(tables, item["page"], item["version"]), _sent(item["text"])
    if one is None or other is None:
        return []
    found = _compare(one, other)
    if found is None or is_parted(tables, one.version.page, other.version.page):
        return []
    if found.strength <= _strength(_kept(tables, item["page"], item["version"] - 1), other):
        return []
    if found.strength <= _strength(one, _sent(item["before"])):
        return []
    if not found.unites:
        return [_duplicated(one, other, found, cut_off=False)]
    earlier, later = _later(one.version, other.version)
    difference = describe(earlier, later) if earlier.text_hash != later.text_hash else None
    cut_off = bool(difference and difference["disregarded"]["cut_off"])
    said = [_duplicated(one, other, found, cut_off)]
    if difference and (difference["edits"] or difference["headline"]):
        said.append(_revised(earlier, later, difference, one.version.site))
    return [*said, *unite(one.version, other.version, tables)]


def _later(one: VersionText, other: VersionText) -> tuple[VersionText, VersionText]:
    """Both in the order of their captures; the smaller page first where they were captured at once."""
    earlier, later = sorted((one, other), key=lambda version: (instant(version.captured_at), version.page))
    return earlier, later


def _duplicated(one: _Side, other: _Side, found: Likeness, cut_off: bool) -> Event:
    page, copy = one.version, other.version
    value = {
        "statement": "stated",
        "relation": found.relation,
        "unites": found.unites,
        "reason": f"{found.reason}; the shorter one is cut off" if cut_off else found.reason,
        **_reference(page),
        "other": _reference(copy),
        "evidence": _evidence(one.body, other.body, found, cut_off),
        "judgement": JUDGEMENT,
    }
    identity = event_id(
        topology.DUPLICATED, page.page, copy.page, page.number, copy.number, page.text_hash, copy.text_hash, JUDGEMENT
    )
    return Event(topology.DUPLICATED, page.page, value, page.site, identity, _later(page, copy)[1].captured_at)


def _reference(version: VersionText) -> dict[str, Any]:
    return {
        "page": version.page,
        "url": version.url,
        "site": version.site,
        "version": version.number,
        "captured_at": version.captured_at,
    }


def _evidence(one: Body, other: Body, found: Likeness, cut_off: bool) -> dict[str, Any]:
    mine, theirs = one.different_windows, other.different_windows
    shared = int(fingerprint.stand_in(mine, theirs).sum())
    return {
        "containment": round(shared / max(1, len(mine)), 4),
        "other_containment": round(shared / max(1, len(theirs)), 4),
        "word_cover": round(found.word_cover, 4),
        "other_word_cover": round(found.other_word_cover, 4),
        "shared_sentences": len(set(one.sentences).intersection(other.sentences)),
        "sentences": len(one.sentences),
        "other_sentences": len(other.sentences),
        "shared_windows": shared,
        "windows": len(mine),
        "other_windows": len(theirs),
        "lead": found.lead,
        "cut_off": cut_off or one.cut_off or other.cut_off,
    }


def _revised(old: VersionText, new: VersionText, difference: dict[str, Any], site: str) -> Event:
    """Say how the page captured later differs from the one captured earlier."""
    identity = event_id(
        topology.REVISED, "copy", old.page, old.number, old.text_hash, new.page, new.number, new.text_hash, JUDGEMENT
    )
    return Event(topology.REVISED, new.page, difference, site, identity, new.captured_at)
