"""What every event obeys, checked by a reader of the whole history at once who knows nothing of stages or state.

The rules are those that README.md promises. They hold for what came out of any history, so they are checked beside the
comparison with an undisturbed run: a fault that both runs share would show here.
"""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any

from streams import topology, vocabulary
from streams.stages.versions import SILENT_RULE
from tests.golden.matching import Published, Result

Value = dict[str, Any]
Rule = Callable[[Result], Iterator[str]]

QUIET = ("unchanged", "noise_only", "late", "cut_off", "redated", "muted")
QUOTES = str.maketrans({"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "–": "-", "—": "-"})
REDESIGN_ANNOUNCED = 4


def contradictions(result: Result) -> list[str]:
    """Return in sentences what contradicts the promises; empty where all of them hold."""
    return [f"{rule.__name__}: {found}" for rule in RULES for found in rule(result)]


def one_outcome_for_every_capture(result: Result) -> Iterator[str]:
    """Nothing vanishes, and nothing is counted twice."""
    for number, values in enumerate(result.settled, 1):
        words = [value["outcome"] for value in values]
        if len(words) != 1 or words[0] not in vocabulary.OUTCOMES:
            yield f"capture {number} has the outcomes {words}"


def an_id_says_one_thing(result: Result) -> Iterator[str]:
    """Whoever drops repeated ids drops repeats only."""
    said: dict[tuple[str, str], set[bytes]] = defaultdict(set)
    for topic, identity, value in result.identities():
        said[topic, identity].add(value)
    for (topic, identity), values in said.items():
        if len(values) > 1 or not identity:
            yield f"{topic} {identity} says {len(values)} things"


def versions_are_numbered_without_gaps(result: Result) -> Iterator[str]:
    """1, 2, 3 in the order of their times; a version is said again only when its end is seen at last."""
    for page, versions in _versions(result).items():
        numbers = [version["version"] for version in versions]
        if numbers[:1] != [1] or any(after - before not in (0, 1) for before, after in pairwise(numbers)):
            yield f"page {page} has the versions {numbers}"
        for before, after in pairwise(versions):
            if before["captured_at"] > after["captured_at"]:
                yield f"page {page} has versions that go back in time"
            if before["version"] == after["version"] and not _goes_on(before, after):
                yield f"page {page} has two texts of version {after['version']}"


def late_captures_take_no_number(result: Result) -> Iterator[str]:
    """Event time: what is older than the newest version is kept and changes nothing."""
    for event in result.events[topology.CLEANED]:
        if event.value["late"] != (event.value["version"] is None):
            yield f"a late text of page {event.value['page']} has the number {event.value['version']}"


def revisions_join_versions(result: Result) -> Iterator[str]:
    """A revision goes from a version to the next one, and speaks of their very texts."""
    versions = {(v["page"], v["version"]): v for found in _versions(result).values() for v in found}
    for value in _own_revisions(result):
        before, after = value["from"], value["to"]
        if after["version"] != before["version"] + 1:
            yield f"page {value['page']}: a revision from {before['version']} to {after['version']}"
        for end in (before, after):
            known = versions.get((value["page"], end["version"]))
            if known is None or known["text_hash"] != end["text_hash"]:
                yield f"page {value['page']}: a revision of a version {end['version']} that nobody announced"


def every_revised_outcome_has_its_revision(result: Result) -> Iterator[str]:
    """What subscribers are told and what the ledger counts is the same."""
    settled = [value for values in result.settled for value in values]
    told = Counter((value["page"], value["to"]["version"]) for value in _own_revisions(result))
    counted = Counter((value["page"], value["version"]) for value in settled if value["outcome"] == "revised")
    for place in sorted((told - counted) + (counted - told)):
        yield f"page {place[0]}, version {place[1]}: {told[place]} revisions, {counted[place]} outcomes"


def what_is_back_is_said_to_be_back(result: Result) -> Iterator[str]:
    """A, B, A: version 3 reverts to version 1; nothing else reverts."""
    texts = {(v["page"], v["version"]): v["text_hash"] for found in _versions(result).values() for v in found}
    for value in _own_revisions(result):
        page, number, back = value["page"], value["to"]["version"], value["reverts_to"]
        earlier = [n for n in range(1, number) if texts.get((page, n)) == value["to"]["text_hash"]]
        if (back in earlier) != bool(earlier) or (back is None) != (not earlier):
            yield f"page {page}, version {number}: reverts to {back}, its text was that of {earlier}"
        if (back is not None) != (value["kind"] == "revert"):
            yield f"page {page}, version {number}: reverts to {back} and is of kind {value['kind']}"


def quiet_outcomes_announce_nothing(result: Result) -> Iterator[str]:
    """Noise, missing ends, dates and late captures are no revisions; an edit that was held has the time of that."""
    announced = {(value["page"], value["to"]["version"]): value["captured_at"] for value in _own_revisions(result)}
    settled = [value for values in result.settled for value in values]
    loud = {(v["page"], v["captured_at"]) for v in settled if v["outcome"] not in QUIET or _is_held(v)}
    for (page, version), moment in announced.items():
        if (page, moment) not in loud:
            yield f"page {page}, version {version}: announced at a capture that changed nothing"


def _is_held(settled: Value) -> bool:
    return bool(settled["reason"]) and "held" in settled["reason"]


def typography_is_no_edit(result: Result) -> Iterator[str]:
    """Quotes, dashes, spaces and Unicode variants are no change of words."""
    for value in _revisions(result):
        for edit in value["edits"]:
            quiet = {"style", "link", "typo"} & {signal["type"] for signal in edit["signals"]}
            if edit["op"] == "edited" and not quiet and _plain(edit["old"]) == _plain(edit["new"]):
                yield f"page {value['page']}: {edit['old']!r} passes for edited"


def spans_rebuild_the_new_text(result: Result) -> Iterator[str]:
    """What is outside the spans is the same on both sides, typography aside."""
    for value in _revisions(result):
        for edit in value["edits"]:
            two_sided = edit["old"] is not None and edit["new"] is not None
            if two_sided and _plain(_rebuilt(edit)) != _plain(edit["new"]):
                yield f"page {value['page']}: the spans of {edit['new']!r} do not give it"


def old_words_were_known(result: Result) -> Iterator[str]:
    """What an edit calls old stands in the text of the version before, or is named among what was disregarded."""
    texts = {
        (v["page"], v["version"]): _signs(" ".join(part["text"] for part in v["paragraphs"]))
        for found in _versions(result).values()
        for v in found
    }
    for value in _own_revisions(result):
        text = texts.get((value["page"], value["from"]["version"]), "")
        named = [_signs(part["text"]) for part in value["disregarded"]["noise"]]
        for old in (_signs(edit["old"]) for edit in value["edits"] if edit["old"]):
            if old not in text and not any(old in part or part in old for part in named):
                yield f"page {value['page']}, version {value['to']['version']}: nobody knew {old!r}"


def _signs(text: str) -> str:
    return "".join(text.split())


def noise_is_in_no_edit(result: Result) -> Iterator[str]:
    """What an event disregards as noise it does not announce as well."""
    for value in _revisions(result):
        noise = {part["text"] for part in value["disregarded"]["noise"] if part["rule"] != SILENT_RULE}
        for edit in value["edits"]:
            if edit["op"] in ("added", "deleted") and (edit["old"] or edit["new"]) in noise:
                yield f"page {value['page']}: noise is announced: {edit['old'] or edit['new']!r}"


def muting_has_its_event(result: Result) -> Iterator[str]:
    """Pages are muted only behind an event about their site, which names the four that were announced, or the page
    of which a place changes at every look.
    """
    redesigned, changing = set(), set()
    for event in result.events[topology.SITE_CHANGED]:
        if event.value["change"] == "redesign":
            redesigned.add(event.value["site"])
            if len(event.value["pages"]) != REDESIGN_ANNOUNCED:
                yield f"site {event.value['site']}: a redesign that names {len(event.value['pages'])} pages"
        elif event.value["change"] == "noise_learned" and len(event.value["pages"]) == 1:
            changing.update(event.value["pages"])
    for values in result.settled:
        for value in values:
            told = value["site"] in redesigned or value["page"] in changing
            if value["outcome"] == "muted" and not told:
                yield f"page {value['page']} is muted, and no event about {value['site']} says why"


def articles_are_what_the_copies_say(result: Result) -> Iterator[str]:
    """Pages that unite share the smallest page id among them; a page that unites with none is its own article."""
    neighbours: dict[str, set[str]] = defaultdict(set)
    for value in _standing(result):
        neighbours[value["page"]].add(value["other"]["page"])
        neighbours[value["other"]["page"]].add(value["page"])
    said = {event.value["page"]: event.value["article"] for event in result.events[topology.ASSIGNED]}
    for page in sorted(neighbours.keys() | said.keys()):
        wanted, got = min(_reached(page, neighbours)), said.get(page, page)
        if wanted != got:
            yield f"page {page} is of article {got}, its copies say {wanted}"


def _standing(result: Result) -> Iterator[Value]:
    """Statements that unite and were not withdrawn."""
    events = {event.id: event.value for event in result.events[topology.DUPLICATED]}
    withdrawn = {_pair(value) for value in events.values() if value["statement"] == "withdrawn"}
    for value in events.values():
        if value["statement"] == "stated" and value["unites"] and _pair(value) not in withdrawn:
            yield value


def _pair(value: Value) -> tuple[str, str]:
    return value["page"], value["other"]["page"]


def _reached(page: str, neighbours: dict[str, set[str]]) -> set[str]:
    reached, waiting = {page}, [page]
    while waiting:
        new = neighbours.get(waiting.pop(), set()) - reached
        reached |= new
        waiting += sorted(new)
    return reached


def _versions(result: Result) -> dict[str, list[Value]]:
    """The numbered versions of each page, each once, in the order of their numbers."""
    pages: dict[str, dict[str, Value]] = defaultdict(dict)
    for event in result.events[topology.CLEANED]:
        if event.value["version"] is not None:
            pages[event.value["page"]][event.id] = event.value
    return {
        page: sorted(found.values(), key=lambda v: (v["version"], v["captured_at"])) for page, found in pages.items()
    }


def _goes_on(before: Value, after: Value) -> bool:
    """Whether a text is the beginning of another one; the last paragraph may have stopped in the middle."""
    shorter, longer = ([part["text"] for part in value["paragraphs"]] for value in (before, after))
    return len(shorter) <= len(longer) and shorter[:-1] == longer[: len(shorter) - 1]


def _once(events: list[Published]) -> list[Value]:
    return list({event.id: event.value for event in events}.values())


def _revisions(result: Result) -> list[Value]:
    return _once(result.events[topology.REVISED])


def _own_revisions(result: Result) -> list[Value]:
    return [value for value in _revisions(result) if value["basis"] == "own_history"]


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).translate(QUOTES).split())


def _rebuilt(edit: Value) -> str:
    parts, at = [], 0
    for span in edit["spans"]:
        (begin, end), (new_begin, new_end) = span["old"], span["new"]
        parts += [edit["old"][at:begin], edit["new"][new_begin:new_end]]
        at = end
    return "".join([*parts, edit["old"][at:]])


RULES: tuple[Rule, ...] = (
    one_outcome_for_every_capture,
    an_id_says_one_thing,
    versions_are_numbered_without_gaps,
    late_captures_take_no_number,
    revisions_join_versions,
    every_revised_outcome_has_its_revision,
    what_is_back_is_said_to_be_back,
    quiet_outcomes_announce_nothing,
    typography_is_no_edit,
    spans_rebuild_the_new_text,
    old_words_were_known,
    noise_is_in_no_edit,
    muting_has_its_event,
    articles_are_what_the_copies_say,
)
