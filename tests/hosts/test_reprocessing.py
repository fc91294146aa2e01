"""What was said before and is said now is compared by content: each difference is told, and nothing else."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import orjson

from streams import topology
from streams.hosts.reprocessing import differing

EVENT = {"page": "p", "version": 1, "judgement": "1"}


def written(path: Path, *events: dict[str, Any]) -> Path:
    path.write_bytes(b"".join(orjson.dumps(event, option=orjson.OPT_APPEND_NEWLINE) for event in events))
    return path


def compared(tmp_path: Path, before: list[dict[str, Any]], now: list[dict[str, Any]]) -> tuple[Any, list[Any]]:
    lines: list[bytes] = []
    counts = differing(
        topology.CLEANED, written(tmp_path / "before", *before), written(tmp_path / "now", *now), lines.append
    )
    return counts, [(line["said"], line["event"]["version"]) for line in map(orjson.loads, lines)]


def test_another_id_and_another_judgement_are_no_difference(tmp_path: Path) -> None:
    now = {**EVENT, "ce_id": "other", "judgement": "2"}
    assert compared(tmp_path, [{**EVENT, "ce_id": "one"}], [now]) == ((1, 0, 0), [])


def test_what_only_one_of_them_says_is_told_with_its_side(tmp_path: Path) -> None:
    counts, told = compared(tmp_path, [EVENT, {**EVENT, "version": 2}], [EVENT, {**EVENT, "version": 3}])
    assert counts == (1, 1, 1)
    assert sorted(told) == [("before", 2), ("now", 3)]


def test_what_comes_more_often_is_a_difference(tmp_path: Path) -> None:
    assert compared(tmp_path, [EVENT], [EVENT, EVENT]) == ((1, 0, 1), [("now", 1)])


def test_where_a_rejected_capture_stood_is_no_difference(tmp_path: Path) -> None:
    before = {**EVENT, "origin": {"partition": 0, "offset": 1}}
    assert compared(tmp_path, [before], [{**EVENT, "origin": {"partition": 1, "offset": 9}}])[0] == (1, 0, 0)
