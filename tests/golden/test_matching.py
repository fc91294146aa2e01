"""The cases' own language: what matches, what does not, and what a file may say."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import orjson
import pytest

from streams import topology
from streams.messages import ORIGIN, Incoming
from tests.golden.cases import BadCase, Case, read_capture
from tests.golden.matching import Result, differences, faults, gather, mismatches


@pytest.mark.parametrize(
    ("wanted", "value"),
    [
        ({"a": 1}, {"a": 1, "b": 2}),
        ([{"a": 1}, {}], [{"a": 1, "b": 2}, {"c": 3}]),
        ({"contains": "fog"}, {"text": ["thick fog"]}),
        ({"contains": ["fog", "pier"]}, ["thick fog", {"at": "the pier"}]),
        ({"absent": "fog"}, ["clear sky"]),
        ({"some": [{"type": "number"}]}, [{"type": "name"}, {"type": "number", "old": "3"}]),
        ({"length": 2}, [1, 2]),
        ({"at_least": 0.5, "at_most": 1}, 0.7),
        ({"present": True}, {"a": 1}),
        ({"present": False}, None),
        (None, None),
    ],
)
def test_matches(wanted: Any, value: Any) -> None:
    assert not differences(wanted, value, "it")


@pytest.mark.parametrize(
    ("wanted", "value"),
    [
        ({"a": 1}, {"b": 1}),
        ({"a": 1}, None),
        ([{}], []),
        ([], [{}]),
        ({"contains": "fog"}, "clear sky"),
        ({"contains": ["fog", "pier"]}, "thick fog"),
        ({"absent": ["fog", "rain"]}, {"text": "thick fog"}),
        ({"some": [{"type": "number"}]}, []),
        ({"length": 2}, [1]),
        ({"at_least": 0.5}, 0.4),
        ({"at_most": 0.5}, None),
        ({"present": True}, []),
        (True, 1),
        (1, True),
        ("one", "One"),
    ],
)
def test_does_not_match(wanted: Any, value: Any) -> None:
    assert differences(wanted, value, "it")


def test_a_topic_that_is_not_named_must_stay_empty() -> None:
    result = Result([[{"outcome": "created"}]], events={topic: [] for topic in topology.PUBLIC})
    assert not mismatches({"outcomes": ["created"]}, result)
    result.events[topology.REVISED] = gather([], [_event(topology.REVISED, "a", {"kind": "edit"})]).events[
        topology.REVISED
    ]
    assert mismatches({"outcomes": ["created"]}, result)
    assert not mismatches({"outcomes": ["created"], topology.REVISED: [{"kind": "edit"}]}, result)
    assert mismatches({"outcomes": ["created"], topology.REVISED: [{}], "article.retold": []}, result)


@pytest.mark.parametrize("settled", [[], [{"outcome": "created"}, {"outcome": "created"}], [{"outcome": "late"}]])
def test_a_capture_has_exactly_the_outcome_that_is_named(settled: list[dict[str, Any]]) -> None:
    result = Result([settled], events={topic: [] for topic in topology.PUBLIC})
    assert mismatches({"outcomes": ["created"]}, result)


def _event(topic: str, identity: str, value: dict[str, Any], origin: str = "article.raw/0/0") -> Incoming:
    headers = (("ce_id", identity.encode()), (ORIGIN, origin.encode()))
    return Incoming(topic, 0, 0, b"", orjson.dumps(value), 0, headers)


def test_an_outcome_that_belongs_to_no_capture_is_a_stray() -> None:
    stray = _event(topology.SETTLED, "a", {"outcome": "created"}, "article.raw/3/17")
    assert gather([], [stray]).strays == [{"outcome": "created"}]


def test_one_id_for_two_contents_is_a_fault() -> None:
    twice = [
        _event(topology.SITE_CHANGED, "a" * 32, {"site": "x", "change": change}) for change in ("redesign", "rekeyed")
    ]
    assert any("one id for two contents" in fault for fault in faults(twice))


def test_a_capture_is_its_head_and_its_body(tmp_path: Path) -> None:
    path = tmp_path / "01.txt"
    path.write_text(
        "url: https://a.example/b: c\ncaptured_at: 2026-03-01T08:00:00Z\nbody_times: 2\n\nOne.\n\nTwo.\n", "utf-8"
    )
    assert orjson.loads(read_capture(path)) == {
        "url": "https://a.example/b: c",
        "captured_at": "2026-03-01T08:00:00Z",
        "status": 200,
        "body": "One.\n\nTwo.\nOne.\n\nTwo.\n",
        "content_type": "text/plain; charset=utf-8",
    }


def test_a_capture_without_a_blank_line_has_no_body(tmp_path: Path) -> None:
    path = tmp_path / "01.txt"
    path.write_text("url: https://a.example/b\ncaptured_at: 2026-03-01T08:00:00Z\nstatus: 404", "utf-8")
    assert "body" not in orjson.loads(read_capture(path))


def test_a_head_with_an_unknown_name_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "01.txt"
    path.write_text("address: https://a.example/b\n\nBody.", "utf-8")
    with pytest.raises(BadCase, match=r"01\.txt"):
        read_capture(path)


def test_captures_are_numbered_without_a_gap(tmp_path: Path) -> None:
    for name in ("01.raw", "03.raw"):
        (tmp_path / name).write_bytes(b"{}")
    with pytest.raises(BadCase, match="gap"):
        _ = Case(tmp_path).captures
