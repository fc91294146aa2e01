import json
from datetime import UTC, datetime
from hashlib import sha256

import pytest
from cloudevents.core.bindings.kafka import KafkaMessage, from_binary
from cloudevents.core.formats.json import JSONFormat
from hypothesis import given
from hypothesis import strategies as st

from streams.cloudevents import event_id, event_type, headers
from streams.schema import dataschema
from streams.vocabulary import TOPICS

PAGE = "0f" * 16
parts = st.lists(st.text() | st.integers(-(2**63), 2**63 - 1) | st.none(), max_size=6)


@pytest.mark.parametrize("topic", TOPICS)
def test_the_official_sdk_reads_the_attributes_back(topic: str) -> None:
    written = headers(topic, event_id(topic, 1), "2026-03-01T08:00:00.25Z", PAGE, "/revise")
    event = from_binary(KafkaMessage(dict(written), PAGE, b'{"page": "x"}'), JSONFormat())
    assert event.get_specversion() == "1.0"
    assert event.get_id() == event_id(topic, 1)
    assert event.get_type() == event_type(topic) == f"rowback.{topic}.v1"
    assert event.get_source() == "/revise"
    assert event.get_subject() == PAGE
    assert event.get_time() == datetime(2026, 3, 1, 8, 0, 0, 250_000, UTC)
    assert event.get_dataschema() == dataschema(topic)
    assert event.get_datacontenttype() == "application/json"
    assert event.get_data() == {"page": "x"}


def test_no_header_is_written_twice() -> None:
    names = [name for name, _ in headers("article.raw", "1", "2026-03-01T08:00:00Z", "a.example", "/poll")]
    assert len(names) == len(set(names)) == 8


def test_an_empty_time_or_subject_is_left_out() -> None:
    names = {name for name, _ in headers("article.rejected", "1", "", "", "/clean")}
    assert names == {"ce_specversion", "ce_type", "ce_source", "ce_dataschema", "content-type", "ce_id"}


def test_the_headers_of_one_event_do_not_leak_into_the_next() -> None:
    headers("article.raw", "1", "", "", "/poll").append(("extra", b""))
    assert dict(headers("article.raw", "2", "", "", "/poll"))["ce_id"] == b"2"
    assert "extra" not in dict(headers("article.raw", "3", "", "", "/poll"))


def test_ids_stay_as_they_are_from_release_to_release() -> None:
    """A changed id would make every subscriber take old news for new."""
    assert event_id("article.revised", PAGE, 1, 2, None, "1") == "6f9c9704dbe1c239b17b0c2316fcff54"
    assert event_id() == sha256(b"[]").hexdigest()[:32]


@given(parts)
def test_an_id_can_be_computed_with_the_standard_library(given_parts: list[str | int | None]) -> None:
    plain = json.dumps(given_parts, separators=(",", ":"), ensure_ascii=False).encode()
    assert event_id(*given_parts) == sha256(plain).hexdigest()[:32]


@given(parts, parts)
def test_different_parts_have_different_ids(first: list[str | int | None], second: list[str | int | None]) -> None:
    assert (event_id(*first) == event_id(*second)) == (first == second)


@pytest.mark.parametrize(
    ("first", "second"), [(("ab", "c"), ("a", "bc")), (("1",), (1,)), ((None,), ("",)), (("a", None), ("a",))]
)
def test_parts_are_not_confused_with_each_other(first: tuple[str], second: tuple[str]) -> None:
    assert event_id(*first) != event_id(*second)


def test_text_that_is_not_unicode_has_no_id() -> None:
    with pytest.raises(TypeError):
        event_id("\ud800")
