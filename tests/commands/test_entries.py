from pathlib import Path
from typing import Any

import orjson
import pytest
from aiokafka import ConsumerRecord

from streams import schema, topology, vocabulary
from streams.commands.entries import Entries, attributes, sites_of, value_of, words_of
from streams.commands.tail import Printer
from streams.commands.tail_choice import Chosen
from tests.commands.newsroom import event

EXAMPLES = schema.folder() / "examples"


def passing(topic: str) -> list[Path]:
    return sorted((EXAMPLES / f"{topic}.v1").rglob("*.json"))


def record(topic: str, raw: bytes | None, headers: tuple[tuple[str, bytes], ...] = ()) -> ConsumerRecord[Any, Any]:
    return ConsumerRecord(topic, 0, 0, 0, 0, None, raw, None, -1, -1, headers)


def plain(topic: str, value: dict[str, Any] | None) -> str:
    return "\n".join(line.plain for line in Entries(colour=False).lines(topic, value))


@pytest.mark.parametrize("topic", vocabulary.TOPICS)
def test_every_example_of_every_topic_has_a_line(topic: str) -> None:
    """Examples that the schema refuses get a line that says so; none raises."""
    files = passing(topic)
    assert files
    for path in files:
        value = orjson.loads(path.read_bytes())
        value = value.get("value", value) if isinstance(value, dict) else {"value": value}
        text = plain(topic, value)
        refused = schema.validator(topic)(value) is not None
        assert ("does not fit the schema" in text) is refused


def test_a_revision_names_its_page_by_the_headline_it_is_known_by() -> None:
    entries = Entries(colour=False)
    assert "https://www.quaypost.example/harbour/ferry" in entries.lines(topology.REVISED, event())[0].plain
    entries.learn(topology.CLEANED, {"page": "a" * 32, "headline": "Ferry is back"})
    assert "Ferry is back  edit · 0.50" in entries.lines(topology.REVISED, event())[0].plain


def test_a_revision_shows_its_first_changes_and_counts_the_rest() -> None:
    text = plain(topology.REVISED, event())
    assert "headline: Ferry is [-back-]{+late+}" in text
    assert "edited: All [-240-]{+204+} seats were taken." in text
    assert text.endswith("and 3 more changes")


def test_a_copy_in_which_every_sentence_was_edited_is_told_by_its_words() -> None:
    path = EXAMPLES / "article.duplicated.v1" / "pass-stated.json"
    value = orjson.loads(path.read_bytes())
    assert "11 of 12 sentences" in plain(topology.DUPLICATED, value)
    value["evidence"].update(shared_sentences=0, word_cover=0.81, other_word_cover=0.9)
    assert "90% and 81% of the words" in plain(topology.DUPLICATED, value)
    del value["evidence"]["other_word_cover"]
    assert "0 of 12 sentences" in plain(topology.DUPLICATED, value)


def test_a_copy_is_told_of_the_page_that_was_captured_later() -> None:
    """The page of an event is the smaller of two ids, which says nothing of who was first."""
    value = orjson.loads((EXAMPLES / "article.duplicated.v1" / "pass-stated.json").read_bytes())
    value["relation"] = "excerpt"
    first, second = plain(topology.DUPLICATED, value).splitlines()
    assert first.startswith("2026-03-03 07:00  copy       northbay-herald.example  ")
    assert second.startswith("    carries all of, and more than, https://www.lindmoor-courier.example/")
    value["captured_at"] = "2026-03-03T07:00:00.5Z"
    first, second = plain(topology.DUPLICATED, value).splitlines()
    assert first.startswith("2026-03-03 07:00  copy       lindmoor-courier.example  ")
    assert second.startswith("    carries an excerpt of https://northbay-herald.example/")


def test_what_is_no_json_or_no_event_is_said_to_be_so() -> None:
    assert value_of(record(topology.REVISED, b"\xff{")) is None
    assert value_of(record(topology.REVISED, b"[1]")) is None
    assert value_of(record(topology.REVISED, None)) is None
    assert "no JSON object" in plain(topology.REVISED, None)
    assert "does not fit the schema" in plain(topology.REVISED, {"page": "\x1b[2J"})
    assert "\x1b" not in plain(topology.REVISED, {"page": "\x1b[2J"})


def test_hostile_words_of_an_event_cannot_act_on_a_terminal() -> None:
    value = event()
    value["url"] += "\x1b]0;owned\x07"
    value["edits"][0].update(new="\x1b[2J\u202e", spans=[])
    text = plain(topology.REVISED, value)
    assert not set("\x1b\x07\u202e") & set(text)
    assert "<U+202E>" in text


def test_kind_and_site_choose_events() -> None:
    value = event()
    assert words_of(topology.REVISED, value) == {"edit", "own_history", "append"}
    assert words_of(topology.SETTLED, {"outcome": "cut_off"}) == {"cut_off"}
    duplicated = {"site": "a.example", "other": {"site": "b.example"}}
    assert sites_of(topology.DUPLICATED, duplicated) == {"a.example", "b.example"}
    found, printer = record(topology.REVISED, orjson.dumps(value)), Printer(as_json=True)
    assert printer.takes(found, Chosen([topology.REVISED], new_only=False, kinds=["append"]))
    assert not printer.takes(found, Chosen([topology.REVISED], new_only=False, kinds=["correction"]))
    assert not printer.takes(found, Chosen([topology.REVISED], new_only=False, sites=["other.example"]))


def test_only_first_versions_are_new() -> None:
    printer = Printer(as_json=True)
    for version, wanted in ((1, True), (2, False), (None, False)):
        found = record(topology.CLEANED, orjson.dumps({"version": version, "headline": None}))
        assert printer.takes(found, Chosen([topology.CLEANED], new_only=True)) is wanted


def test_attributes_are_id_and_time() -> None:
    headers = (("ce_id", b"1"), ("ce_time", b"2025-03-03T08:00:00Z"), ("ce_type", b"x"))
    assert attributes(record(topology.SETTLED, b"{}", headers)) == {"ce_id": "1", "ce_time": "2025-03-03T08:00:00Z"}
