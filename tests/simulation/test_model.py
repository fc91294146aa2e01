"""The model of what every event obeys: it finds nothing in what rowback says, and every lie that is slipped in."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from functools import cache
from typing import Any

import pytest

from streams import topology
from tests.golden.cases import all_cases
from tests.golden.matching import Published, Result, gather
from tests.golden.memory import run
from tests.simulation.histories import CAPTURE_BYTES_MAX
from tests.simulation.model import RULES, contradictions

Lie = Callable[[Result], Any]


@cache
def _truth() -> Result:
    cases = all_cases()
    return gather(*run([raw for case in cases for raw in case.captures if len(raw) <= CAPTURE_BYTES_MAX]))


def first(result: Result, topic: str, **wanted: Any) -> Published:
    """The first event of a topic with these values."""
    events = result.events[topic]
    return next(event for event in events if all(event.value[name] == value for name, value in wanted.items()))


def settled(result: Result, outcome: str) -> dict[str, Any]:
    return next(value for values in result.settled for value in values if value["outcome"] == outcome)


def revised(result: Result) -> dict[str, Any]:
    return first(result, topology.REVISED, basis="own_history", kind="headline").value


def edited(result: Result) -> dict[str, Any]:
    edits = (edit for event in result.events[topology.REVISED] for edit in event.value["edits"])
    return next(edit for edit in edits if edit["op"] == "edited" and edit["spans"])


def tell_version_twice(result: Result) -> None:
    event = first(result, topology.CLEANED, version=2)
    value = {**event.value, "paragraphs": event.value["paragraphs"][1:], "text_hash": "0" * 32}
    result.events[topology.CLEANED].append(Published(event.topic, "1" * 32, event.key, value))


def say_noise(result: Result) -> None:
    value = next(
        event.value
        for event in result.events[topology.REVISED]
        if any(edit["op"] == "added" for edit in event.value["edits"])
    )
    edit = next(edit for edit in value["edits"] if edit["op"] == "added")
    value["disregarded"]["noise"].append({"text": edit["new"], "reason": "appeal", "rule": "a lie"})


def invent_the_past(result: Result) -> None:
    own = (e.value for e in result.events[topology.REVISED] if e.value["basis"] == "own_history")
    edit = next(edit for value in own for edit in value["edits"] if edit["op"] == "deleted")
    edit["old"] = "Nobody ever wrote this sentence."


LIES: dict[str, Lie] = {
    "one_outcome_for_every_capture": lambda result: result.settled[3].clear(),
    "an_id_says_one_thing": lambda result: result.events[topology.CLEANED].append(
        Published(topology.CLEANED, result.events[topology.CLEANED][0].id, "", {"other": "words"})
    ),
    "versions_are_numbered_without_gaps": tell_version_twice,
    "late_captures_take_no_number": lambda result: first(result, topology.CLEANED, late=False).value.update(late=True),
    "revisions_join_versions": lambda result: revised(result)["from"].update(text_hash="0" * 32),
    "every_revised_outcome_has_its_revision": lambda result: settled(result, "revised").update(outcome="unchanged"),
    "what_is_back_is_said_to_be_back": lambda result: revised(result).update(kind="revert"),
    "quiet_outcomes_announce_nothing": lambda result: revised(result).update(captured_at="2031-01-01T00:00:00Z"),
    "typography_is_no_edit": lambda result: edited(result).update(old="“Two” words", new='"Two"  words', signals=[]),
    "spans_rebuild_the_new_text": lambda result: edited(result).update(spans=[]),
    "old_words_were_known": invent_the_past,
    "noise_is_in_no_edit": say_noise,
    "muting_has_its_event": lambda result: result.events[topology.SITE_CHANGED].clear(),
    "articles_are_what_the_copies_say": lambda result: result.events[topology.ASSIGNED].pop(),
}


def test_what_rowback_says_contradicts_nothing() -> None:
    assert not contradictions(_truth())


@pytest.mark.parametrize("rule", RULES, ids=[rule.__name__ for rule in RULES])
def test_a_lie_is_found(rule: Any) -> None:
    result = deepcopy(_truth())
    LIES[rule.__name__](result)
    assert list(rule(result))
