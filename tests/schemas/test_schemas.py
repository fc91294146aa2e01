import json
from itertools import combinations
from typing import Any

import jsonschema_rs
import pytest

from streams.schema import SCHEMA_VERSION, dataschema, folder, schemas
from streams.topology import TOPICS as TOPOLOGY
from streams.vocabulary import TOPICS
from tests.schemas.walk import fields, subschemas

each_topic = pytest.mark.parametrize("topic", TOPICS)


def types_of(schema: dict[str, Any]) -> set[str]:
    declared = schema.get("type", ())
    return {declared} if isinstance(declared, str) else set(declared)


def test_there_is_one_schema_file_for_each_public_topic() -> None:
    assert sorted(path.name for path in folder().glob("*.v*.json")) == sorted(
        f"{t}.v{SCHEMA_VERSION}.json" for t in TOPICS
    )
    assert tuple(schemas()) == TOPICS


@each_topic
def test_each_schema_is_itself_valid_2020_12(topic: str) -> None:
    schema = schemas()[topic]
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["$id"] == dataschema(topic)
    jsonschema_rs.meta.validate(schema)


@each_topic
def test_each_schema_says_what_holds_for_the_topic(topic: str) -> None:
    schema = schemas()[topic]
    for keyword in ("title", "description", "x-key", "x-ordering", "x-guarantee"):
        assert isinstance(schema[keyword], str), keyword
        assert schema[keyword], keyword
    assert schema["x-cleanup"] in ("delete", "compact")
    assert schema["x-stage"]


@each_topic
def test_schema_and_topology_say_the_same_of_a_topic(topic: str) -> None:
    schema = schemas()[topic]
    row = next(row for row in TOPOLOGY if row.name == topic)
    assert row.public
    assert schema["x-key"] == row.key
    assert tuple(schema["x-stage"]) == row.written_by
    assert (schema["x-cleanup"] == "compact") == row.compacted


def test_every_public_topic_of_the_topology_has_a_schema() -> None:
    assert {row.name for row in TOPOLOGY if row.public} == set(TOPICS)


@each_topic
def test_every_field_has_a_description(topic: str) -> None:
    assert [path for path, field in fields(schemas()[topic]) if not field.get("description")] == []


@each_topic
def test_every_text_list_and_map_has_an_upper_bound(topic: str) -> None:
    unbounded = []
    for path, schema in subschemas(schemas()[topic]):
        types = types_of(schema)
        if "string" in types and not {"maxLength", "pattern"} & schema.keys():
            unbounded.append(path)
        if "array" in types and "maxItems" not in schema:
            unbounded.append(path)
        if (
            "object" in types
            and schema.get("additionalProperties") not in (None, False)
            and "maxProperties" not in schema
        ):
            unbounded.append(path)
    assert unbounded == []


@each_topic
def test_what_is_consumed_is_open_and_what_is_published_is_closed(topic: str) -> None:
    objects = [schema for _, schema in subschemas(schemas()[topic]) if "properties" in schema]
    assert {schema.get("additionalProperties") for schema in objects} == ({None} if topic == "article.raw" else {False})


@each_topic
def test_each_file_stands_alone_and_defines_nothing_that_it_does_not_use(topic: str) -> None:
    schema = schemas()[topic]
    text = json.dumps(schema)
    used = {part.split('"')[0] for part in text.split('"$ref": "')[1:]}
    assert used == {f"#/$defs/{name}" for name in schema.get("$defs", {})}


def test_a_shape_that_two_topics_share_is_the_same_in_both() -> None:
    for first, second in combinations(schemas().values(), 2):
        shared = first.get("$defs", {}).keys() & second.get("$defs", {}).keys()
        assert {name: first["$defs"][name] for name in shared} == {name: second["$defs"][name] for name in shared}
