import json
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from streams.schema import Schema, folder, schemas
from tests.schemas.compatibility import faults
from tests.schemas.release import freeze

RELEASED = sorted((folder() / "released").glob("*/*.json"))
Change = Callable[[Schema], Any]


@pytest.mark.parametrize("path", RELEASED, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_what_was_released_is_kept(path: Path) -> None:
    topic, _, version = path.stem.rpartition(".")
    assert (version, topic in schemas()) == ("v1", True), "a released topic is gone"
    assert faults(json.loads(path.read_bytes()), schemas()[topic]) == []


def test_every_topic_of_the_first_release_is_held_to_it() -> None:
    assert {path.name for path in RELEASED if path.parent.name == "0.1.0"} == {
        f"{topic}.v1.json" for topic in schemas()
    }


def put(*path_value: Any) -> Change:
    *path, last, value = path_value

    def change(schema: Schema) -> None:
        for step in path:
            schema = schema[step]
        schema[last] = value

    return change


def drop(*path: str) -> Change:
    def change(schema: Schema) -> None:
        for step in path[:-1]:
            schema = schema[step]
        del schema[path[-1]]

    return change


def require(*path_name: str) -> Change:
    *path, name = path_name

    def change(schema: Schema) -> None:
        for step in path:
            schema = schema[step]
        schema["required"].append(name)

    return change


def release(*path_name: str) -> Change:
    *path, name = path_name

    def change(schema: Schema) -> None:
        for step in path:
            schema = schema[step]
        schema["required"].remove(name)

    return change


def both(*changes: Change) -> Change:
    return lambda schema: [change(schema) for change in changes]


TEXT = {"type": "string", "maxLength": 10}
BREAKS: list[tuple[str, str, Change]] = [
    ("a removed field", "article.cleaned", both(drop("properties", "byline"), release("byline"))),
    ("a removed optional field", "article.revised", drop("$defs", "signal", "properties", "direction")),
    ("a removed field of what is consumed", "article.raw", drop("properties", "final_url")),
    ("a removed field inside what is consumed", "article.raw", drop("$defs", "feed_item", "properties", "guid")),
    ("a newly required field", "article.rejected", require("head_encoding")),
    ("a newly required field of what is consumed", "article.raw", require("content_type")),
    ("a newly required field of a shape", "article.revised", require("$defs", "signal", "direction")),
    ("a new field that is required", "page.changed", both(put("properties", "extra", TEXT), require("extra"))),
    ("a field no longer sure to be there", "page.changed", release("evidence")),
    (
        "a narrowed list of words",
        "capture.settled",
        lambda schema: schema["properties"]["outcome"]["enum"].remove("late"),
    ),
    ("a narrowed list that may grow", "article.revised", lambda schema: schema["$defs"]["kind"]["enum"].remove("edit")),
    (
        "a longer list that is closed for good",
        "page.changed",
        lambda schema: schema["properties"]["change"]["enum"].append("split"),
    ),
    ("a changed type", "article.revised", put("properties", "significance", {"type": "string", "maxLength": 9})),
    ("a type that was nullable", "article.raw", put("properties", "title", "type", "string")),
    ("a newly nullable type", "article.rejected", put("properties", "message", "type", ["string", "null"])),
    ("a tightened length", "article.raw", put("properties", "url", "maxLength", 2000)),
    ("a tightened length of a shape", "article.assigned", put("$defs", "url", "maxLength", 2000)),
    ("a loosened length of what is published", "article.assigned", put("$defs", "url", "maxLength", 9000)),
    ("a tightened number", "article.revised", put("properties", "significance", "minimum", 0.1)),
    ("a tightened count", "site.changed", put("properties", "pages", "maxItems", 4)),
    ("a new bound", "article.raw", put("properties", "body", "minLength", 1)),
    ("another pattern", "article.cleaned", put("$defs", "id", "pattern", "^[0-9a-f]{40}$")),
    ("another format", "article.raw", put("properties", "captured_at", "format", "date")),
    ("a new condition", "article.raw", put("then", "required", ["body", "content_type"])),
    ("another key", "article.revised", put("x-key", "site")),
    ("another cleanup", "article.assigned", put("x-cleanup", "delete")),
    ("another id", "article.revised", put("$id", "urn:rowback:schema:article.revised:v2")),
]
KEEPS: list[tuple[str, str, Change]] = [
    ("nothing changed", "article.revised", both()),
    ("a new optional field", "article.revised", put("properties", "extra", TEXT)),
    ("a new optional field of a shape", "article.revised", put("$defs", "edit", "properties", "extra", TEXT)),
    ("a new optional field of what is consumed", "article.raw", put("properties", "extra", TEXT)),
    ("another description", "capture.settled", put("properties", "outcome", "description", "What then happened.")),
    (
        "a longer list that may grow",
        "article.revised",
        lambda schema: schema["$defs"]["signal"]["properties"]["type"]["enum"].append("unit"),
    ),
    (
        "a shape moved out of $defs",
        "article.raw",
        lambda schema: put("properties", "item", "anyOf", 0, schema["$defs"].pop("feed_item"))(schema),
    ),
    ("more let in of what is consumed", "article.raw", put("properties", "url", "maxLength", 9000)),
]


@pytest.mark.parametrize(("what", "topic", "change"), BREAKS, ids=[row[0] for row in BREAKS])
def test_a_breaking_change_is_found(what: str, topic: str, change: Change) -> None:
    current = deepcopy(schemas()[topic])
    change(current)
    assert faults(schemas()[topic], current), what


@pytest.mark.parametrize(("what", "topic", "change"), KEEPS, ids=[row[0] for row in KEEPS])
def test_a_change_that_keeps_the_promise_is_let_through(what: str, topic: str, change: Change) -> None:
    current = deepcopy(schemas()[topic])
    change(current)
    assert faults(schemas()[topic], current) == [], what


def test_the_fault_names_the_field() -> None:
    current = deepcopy(schemas()["article.revised"])
    drop("$defs", "signal", "properties", "direction")(current)
    require("$defs", "span", "note")(current)
    found = faults(schemas()["article.revised"], current)
    assert "field direction of .edits/items.signals/items was removed" in found
    assert "field note of .edits/items.spans/items became required" in found


def test_a_release_is_frozen_once(tmp_path: Path) -> None:
    (tmp_path / "article.raw.v1.json").write_text("{}")
    assert [path.name for path in freeze("0.2.0", tmp_path).iterdir()] == ["article.raw.v1.json"]
    with pytest.raises(ValueError, match="never changes"):
        freeze("0.2.0", tmp_path)


@pytest.mark.parametrize("version", ["", "1", "1.2", "v1.2.3", "1.2.3/..", "../../x", "01.2.3", "1.2.3\n"])
def test_only_a_version_is_frozen(version: str, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="not a version"):
        freeze(version, tmp_path)
    assert list(tmp_path.iterdir()) == []
