"""Rules that hold for every history of a page: drawn by Hypothesis, run by the production handler."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import pairwise, product

import orjson
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from streams import topology
from streams.web import time
from tests.golden.matching import Result, gather
from tests.golden.memory import run

URL = "https://weathervane.example/news/the-long-story"
START = time.instant("2026-04-01T06:00:00Z")
MINUTE = 60_000_000

PLACES = ("Aldermark", "Brisk", "Halm", "Lunde", "Marl", "Ostrand", "Perrin", "Skarn", "Trieve", "Velm")
SUBJECTS = ("The council", "The harbour office", "The school board", "The choir", "The fire brigade", "A baker")
VERBS = ("bought", "counted", "repaired", "painted", "promised", "found")
THINGS = ("benches", "bicycles", "lanterns", "boats", "apple trees", "chimneys", "tickets")
ENDS = (
    "before the rain began",
    "and told nobody about it",
    "although the mayor had advised against it",
    "in the week after the fair",
    "to the surprise of the neighbours",
    "as “the long plan” had foreseen",
)


@dataclass(frozen=True)
class Look:
    """One look at the page: the text that it shows, and how."""

    headline: str
    paragraphs: tuple[str, ...]
    minute: int = 0
    status: int = 200
    disguise: int = 0

    @property
    def text(self) -> tuple[str, tuple[str, ...]]:
        return self.headline, self.paragraphs


def raw(look: Look) -> bytes:
    """Return the look as a capture."""
    capture = {"url": URL, "captured_at": time.written(START + look.minute * MINUTE), "status": look.status}
    if look.status == 200:
        disguise = DISGUISES[look.disguise]
        body = disguise("\n\n".join(look.paragraphs))
        capture |= {"body": body, "content_type": "text/plain", "title": disguise(look.headline)}
    return orjson.dumps(capture)


DISGUISES: tuple[Callable[[str], str], ...] = (
    lambda text: text,
    lambda text: text.replace("“", '"').replace("”", '"'),
    lambda text: text.replace("“", "«").replace("”", "»"),
    lambda text: text.replace(" ", "\u00a0", 3),
    lambda text: text.replace(". ", ".  ").replace("\n\n", "\r\n\r\n"),
    lambda text: unicodedata.normalize("NFD", text),
    lambda text: text.replace("e", "e\u200b", 2),
    lambda text: text.replace("“", "‘").replace("”", "’"),
)

sentences = st.builds(
    "{} of {} {} {} {} {}, as the café in {} reports.".format,
    st.sampled_from(SUBJECTS),
    st.sampled_from(PLACES),
    st.sampled_from(VERBS),
    st.integers(13, 4_999),
    st.sampled_from(THINGS),
    st.sampled_from(ENDS),
    st.sampled_from(PLACES),
)
paragraphs = st.lists(sentences, min_size=1, max_size=3).map(" ".join)
headlines = st.builds(
    "{} {} {} {}".format, st.sampled_from(SUBJECTS), st.sampled_from(VERBS), st.integers(2, 99), st.sampled_from(THINGS)
)
firsts = st.builds(Look, headlines, st.lists(paragraphs, min_size=5, max_size=8, unique=True).map(tuple))


@st.composite
def edited(draw: st.DrawFn, look: Look) -> Look:
    """The same page after an editor has been at it; the last paragraph stays, so that nothing seems cut off."""
    at = draw(st.integers(0, len(look.paragraphs) - 2))
    new = draw(paragraphs.filter(lambda text: text not in look.paragraphs))
    kept = look.paragraphs
    change = draw(st.sampled_from(("headline", "replace", "add", "move", "append")))
    if change == "headline":
        return replace(look, headline=draw(headlines.filter(lambda text: text != look.headline)))
    if change == "replace":
        return replace(look, paragraphs=(*kept[:at], new, *kept[at + 1 :]))
    if change == "add":
        return replace(look, paragraphs=(*kept[:at], new, *kept[at:]))
    if change == "move":
        return replace(look, paragraphs=(*kept[:at], kept[at + 1], kept[at], *kept[at + 2 :]))
    return replace(look, paragraphs=(*kept, new))


@st.composite
def histories(draw: st.DrawFn) -> list[Look]:
    """Looks in the order of their times: edits, returns to earlier texts, looks at nothing new, and pages not found."""
    looks = [draw(firsts)]
    for minute in range(1, draw(st.integers(2, 9))):
        seen = [look for look in looks if look.status == 200]
        step = draw(st.sampled_from(("edit", "edit", "edit", "same", "return", "missing")))
        if step == "edit":
            look = draw(edited(seen[-1]))
        elif step == "missing":
            look = replace(seen[-1], status=draw(st.sampled_from((404, 410))))
        else:
            look = draw(st.sampled_from(seen)) if step == "return" else seen[-1]
        looks.append(replace(look, minute=minute))
    return looks


def came_of(looks: list[Look]) -> Result:
    """Return what comes out of looks in the order in which they arrive."""
    return gather(*run([raw(look) for look in looks], partitions=1))


def versions(result: Result) -> list[int]:
    """Return the numbers of the announced versions, in the order of their captures."""
    return [e.value["version"] for e in result.events[topology.CLEANED] if not e.value["late"]]


def revisions(result: Result) -> list[tuple[int, int, int | None]]:
    """Return each revision as (from, to, reverts to)."""
    found = (event.value for event in result.events[topology.REVISED])
    return [(value["from"]["version"], value["to"]["version"], value["reverts_to"]) for value in found]


@given(histories(), st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_every_capture_has_one_outcome_in_whatever_order_they_arrive(looks: list[Look], random: object) -> None:
    random.shuffle(looks)  # type: ignore[attr-defined]  # Hypothesis gives a random.Random
    result = came_of(looks)
    assert [len(values) for values in result.settled] == [1] * len(looks)
    assert not result.events[topology.REJECTED]


@given(histories())
@settings(max_examples=60, deadline=None)
def test_versions_are_numbered_without_gaps_and_each_revision_joins_two_neighbours(looks: list[Look]) -> None:
    result = came_of(looks)
    assert versions(result) == list(range(1, len(versions(result)) + 1))
    assert [pair[:2] for pair in revisions(result)] == [(n, n + 1) for n in range(1, len(versions(result)))]


@given(histories())
@settings(max_examples=60, deadline=None)
def test_a_version_is_a_run_of_equal_text(looks: list[Look]) -> None:
    """As many versions as the text changed, whatever happened in between."""
    texts = [look.text for look in looks if look.status == 200]
    bodies = {paragraphs for _, paragraphs in texts}
    # A text that lacks the end of another and nothing else may be a truncated capture: told apart elsewhere.
    assume(not any(one != other and one[: len(other)] == other for one, other in product(bodies, repeat=2)))
    changes = sum(before != after for before, after in pairwise(texts))
    twice = [look for look in looks for _ in range(2)]  # a place that changes at every look would be muted
    assert len(versions(came_of(twice))) == changes + 1


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_back_and_forth_is_a_revert_each_time(data: st.DataObject) -> None:
    """A, B, A, B: three revisions, the last two go back to versions 1 and 2."""
    one = data.draw(firsts)
    other = data.draw(edited(one))
    looks = [replace(look, minute=minute) for minute, look in enumerate((one, other, one, other))]
    assert revisions(came_of(looks[:3])) == [(1, 2, None), (2, 3, 1)]
    assert revisions(came_of(looks)) == [(1, 2, None), (2, 3, 1), (3, 4, 2)]


@given(histories())
@settings(max_examples=60, deadline=None)
def test_the_same_captures_once_more_say_nothing_new(looks: list[Look]) -> None:
    found = [look for look in looks if look.status == 200]
    once, twice = came_of(found), came_of(found + found)
    assert once.identities() == twice.identities()
    # of two looks of one instant the first comes again, and differs by what changes at every look
    assert set(twice.outcomes[len(found) :]) <= {"unchanged", "late", "cut_off", "muted"}


@given(histories(), st.lists(st.integers(0, len(DISGUISES) - 1), min_size=9, max_size=9))
@settings(max_examples=100, deadline=None)
def test_typography_changes_no_revision(looks: list[Look], disguises: list[int]) -> None:
    plain = came_of(looks)
    disguised = came_of([replace(look, disguise=n) for look, n in zip(looks, disguises, strict=False)])
    assert revisions(disguised) == revisions(plain)
    hashes = [[event.value["text_hash"] for event in r.events[topology.CLEANED]] for r in (plain, disguised)]
    assert hashes[0] == hashes[1]


@given(histories())
@settings(max_examples=60, deadline=None)
def test_a_late_capture_takes_no_number(looks: list[Look]) -> None:
    """Any look but the last two, held back until the end."""
    found = [look for look in looks if look.status == 200]
    held = found.pop(0)
    before = came_of(found)
    after = came_of([*found, held]) if found else before
    assert versions(after) == versions(before)
    assert revisions(after) == revisions(before)
    assert after.outcomes[: len(found)] == before.outcomes
