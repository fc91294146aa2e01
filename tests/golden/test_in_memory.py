"""Every golden case, run in memory by the production handler."""

from __future__ import annotations

import pytest

from streams import topology
from streams.schema import validator
from streams.stages.clean import parse
from tests.golden.cases import Case, all_cases
from tests.golden.matching import faults, gather, mismatches
from tests.golden.memory import run

CASES = all_cases()
NAMES = [case.name for case in CASES]


@pytest.mark.parametrize("case", CASES, ids=NAMES)
def test_what_comes_out_is_what_an_editor_expects_and_nothing_else(case: Case) -> None:
    found = mismatches(case.expected, gather(*run(case.captures)))
    assert not found, "\n".join(found)


@pytest.mark.parametrize("case", CASES, ids=NAMES)
def test_every_event_fits_its_schema_and_an_id_says_one_thing(case: Case) -> None:
    _, said = run(case.captures)
    assert not list(faults(said))


@pytest.mark.parametrize("case", CASES, ids=NAMES)
def test_outcomes_add_up_to_the_captures(case: Case) -> None:
    written, said = run(case.captures)
    assert sum(len(values) for values in gather(written, said).settled) == len(case.captures)


@pytest.mark.parametrize("case", CASES, ids=NAMES)
def test_captures_that_are_not_rejected_fit_the_schema(case: Case) -> None:
    for raw, outcome in zip(case.captures, case.expected["outcomes"], strict=True):
        if outcome != "rejected" and not (isinstance(outcome, dict) and outcome["outcome"] == "rejected"):
            assert validator(topology.RAW)(parse(raw)) is None


@pytest.mark.parametrize("partitions", [1, 3, 8])
def test_the_number_of_partitions_leaves_no_trace(partitions: int) -> None:
    """All cases at once, on few and on many partitions: the same events with the same ids."""
    captures = [raw for case in CASES for raw in case.captures if len(raw) < 1_000_000]
    few, many = (gather(*run(captures, number)) for number in (partitions, 4))
    assert few.settled == many.settled
    assert few.identities() == many.identities()


def test_each_case_says_why_in_two_sentences() -> None:
    for case in CASES:
        why = (case.folder / "why.md").read_text("utf-8").strip()
        assert why, case.name
        assert len(why) <= 600, f"{case.name}: why.md is longer than two sentences"
