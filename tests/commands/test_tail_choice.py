"""The filters of `rowback tail`: the same words mean the same as in the API."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import Any

import orjson
import pytest
import rich_click as click
from aiokafka import ConsumerRecord

from streams import topology
from streams.commands import tail
from streams.commands.tail_choice import Chosen, Words, known_kinds
from tests.commands.newsroom import event, run


def chosen(**filters: Any) -> bool:
    return Chosen([topology.REVISED], new_only=False, **filters).fits(topology.REVISED, event())


def test_each_filter_chooses_revisions() -> None:
    assert chosen(signals=["number"])
    assert not chosen(signals=["negation"])
    assert chosen(significance_min=0.5)
    assert not chosen(significance_min=0.51)
    assert chosen(text="seats taken")
    assert not chosen(text="airship")


def test_all_filters_that_are_set_must_hold() -> None:
    assert chosen(signals=["number"], kinds=["append"], text="seats", sites=["quaypost.example"])
    assert not chosen(signals=["number"], kinds=["append"], text="airship")


@pytest.mark.parametrize(
    ("question", "fits"),
    [
        ("ferry late", True),
        ('"the late ferry"', True),
        ('"ferry the late"', False),
        ("fer*", True),
        ("fer", False),
        ("ferry -late", False),
        ("FERRY -airship", True),
        ('-"late ferry" the', False),
    ],
)
def test_words_are_asked_for_as_in_the_api(question: str, fits: bool) -> None:
    assert Words(question).are_in(["The late ferry", "is here"]) is fits


def test_words_of_two_texts_make_no_phrase() -> None:
    assert not Words('"ferry is"').are_in(["The late ferry", "is here"])


@pytest.mark.parametrize("question", ["", "   ", "-not", "!!", "x" * 400])
def test_a_question_without_words_is_refused(question: str) -> None:
    with pytest.raises(click.BadParameter):
        Words(question)


def test_filters_of_revisions_choose_no_other_event() -> None:
    only = Chosen([topology.PAGE_CHANGED], new_only=False, signals=["number"])
    assert not only.fits(topology.PAGE_CHANGED, {"change": "gone", "significance": 1})


@pytest.mark.parametrize(
    "value", [{}, {"edits": 3, "headline": 1}, {"edits": [None, {"signals": [1]}], "significance": "x"}]
)
def test_events_of_a_wrong_shape_are_passed_over(value: dict[str, Any]) -> None:
    assert not Chosen([topology.REVISED], new_only=False, signals=["number"], text="a").fits(topology.REVISED, value)


def test_an_unknown_kind_is_a_mistake_and_names_the_known_ones() -> None:
    result = run("tail", "--kind", "corection")
    assert result.exit_code == 2
    assert "correction" in result.stderr
    assert known_kinds(["Update note"], []) == ("update_note",)
    assert known_kinds(["not_json"], [topology.REJECTED]) == ("not_json",)


@pytest.mark.parametrize(("option", "value"), [("--signal", "nmber"), ("--significance", "1.5"), ("--text", "-")])
def test_other_mistakes_end_with_2(option: str, value: str) -> None:
    assert run("tail", option, value).exit_code == 2


@pytest.mark.parametrize("as_json", [True, False])
def test_a_reader_that_has_enough_is_no_fault(as_json: bool) -> None:
    """As ``| head -1`` does: the pipe is closed while there is more to say."""
    program = (
        f"import sys; from tests.commands.test_tail_choice import told; sys.exit(0 if told({as_json}) is False else 9)"
    )
    reading, writing = os.pipe()
    process = subprocess.Popen([sys.executable, "-c", program], stdout=writing, stderr=subprocess.PIPE)
    os.close(writing)
    os.read(reading, 10)
    os.close(reading)
    _, errors = process.communicate(timeout=60)
    assert (process.returncode, errors) == (0, b"")


def told(as_json: bool) -> bool:
    """Write an event until nobody reads; say whether there was a reader to the end."""
    printer = tail.Printer(as_json)
    raw = orjson.dumps(event())
    record: ConsumerRecord[Any, Any] = ConsumerRecord(topology.REVISED, 0, 0, 0, 0, None, raw, None, -1, -1, ())
    return all(tail._is_read(printer, record) for _ in range(20_000))
