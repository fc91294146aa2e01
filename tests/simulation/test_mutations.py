"""Each promise can be broken: for each of them a change of the code that breaks it, and is caught.

A change counts as caught where a golden case no longer says what an editor expects, or where what came out contradicts
what every event obeys (``model.py``). What concerns delivery is in ``test_faults_are_caught.py``.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

import pytest

from streams.records import Event
from streams.stages import announce, comparing, duplicate, learned, outcomes, pages, revise, sitewide
from streams.text import noise
from tests.golden.cases import Case, all_cases
from tests.golden.matching import gather, mismatches
from tests.golden.memory import run
from tests.simulation.histories import CAPTURE_BYTES_MAX
from tests.simulation.model import contradictions

Patch = Callable[[pytest.MonkeyPatch], None]


def replaced(owner: Any, name: str, value: Any) -> Patch:
    """A change that puts something else in the place of a part of the code."""
    return lambda patch: patch.setattr(owner, name, value)


def forgets_an_outcome(patch: pytest.MonkeyPatch) -> None:
    step = revise.step

    def forgetful(*arguments: Any) -> list[Event]:
        *events, settled = step(*arguments)
        return [*events, settled] if settled.value["outcome"] != "noise_only" else events

    patch.setattr(revise, "step", forgetful)


def counts_looks(patch: pytest.MonkeyPatch) -> None:
    settled, count = announce.settled, iter(range(1_000_000))

    def counting(*arguments: Any) -> Event:
        event = settled(*arguments)
        event.value["reason"] = str(next(count) % 2)
        return event

    patch.setattr(announce, "settled", counting)


def says_cut_off_is_whole(patch: pytest.MonkeyPatch) -> None:
    def compared(*arguments: Any) -> comparing.Finding:
        finding = look(*arguments)
        finding.found.cut_off = None
        return finding

    look = comparing.Look.compared
    patch.setattr(comparing.Look, "compared", compared)


def counts_to_two(patch: pytest.MonkeyPatch) -> None:
    keep = outcomes.Outcomes.keep

    def keep_same(self: Any, page: pages.Page, article: Any) -> Any:
        page.number = min(page.number, 2)
        return keep(self, page, article)

    patch.setattr(outcomes.Outcomes, "keep", keep_same)


def joins_no_pages(*_: Any) -> list[Event]:
    return []


# Named after what every event obeys.
MUTATIONS: dict[str, list[Patch]] = {
    "deterministic": [counts_looks],
    "nothing vanishes": [forgets_an_outcome],
    "event time": [replaced(pages.Page, "is_late", lambda *_: False)],
    "reverts are said to be reverts": [replaced(pages.Page, "number_of", lambda *_: None)],
    "a truncated capture is not a deletion": [says_cut_off_is_whole],
    "noise is never a revision: by wording": [replaced(noise, "sift", lambda blocks, *_: (blocks, []))],
    "noise is never a revision: by what the site shows": [
        replaced(learned, "without_learned", lambda article, *_: article),
        replaced(learned, "forgotten", lambda old, *_: old),
    ],
    "a redesign is not a thousand revisions": [replaced(sitewide, "is_in_step", lambda *_: (False, []))],
    "a redate is no revision": [replaced(pages.Page, "note_dates", lambda *_: False)],
    "copies share an article": [replaced(duplicate, "unite", joins_no_pages)],
    "versions count up": [counts_to_two],
}


@cache
def _cases() -> list[Case]:
    return [case for case in all_cases() if max(map(len, case.captures)) <= CAPTURE_BYTES_MAX]


def _is_caught(case: Case) -> bool:
    try:
        result = gather(*run(case.captures))
    except (KeyError, ValueError, AttributeError):
        return True
    return bool(mismatches(case.expected, result) or contradictions(result))


def test_the_code_as_it_stands_breaks_no_promise() -> None:
    assert not [case.name for case in _cases() if _is_caught(case)]


@pytest.mark.parametrize("patches", MUTATIONS.values(), ids=MUTATIONS.keys())
def test_a_broken_promise_is_caught(patches: list[Patch], monkeypatch: pytest.MonkeyPatch) -> None:
    for patch in patches:
        patch(monkeypatch)
    assert any(_is_caught(case) for case in _cases())
