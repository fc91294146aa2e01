import json
from typing import Any

import jsonschema_rs
import pytest

from streams import asyncapi, cloudevents, topology
from streams.schema import folder, schemas
from streams.vocabulary import TOPICS

DOCUMENT = asyncapi.document(schemas(), topology.TOPICS)


def resolve(reference: str) -> Any:
    found: Any = DOCUMENT
    for step in reference.removeprefix("#/").split("/"):
        found = found[step]
    return found


def references(value: Any) -> list[str]:
    if isinstance(value, dict):
        own = [value["$ref"]] if "$ref" in value else []
        return own + [each for inner in value.values() for each in references(inner)]
    return [each for inner in value for each in references(inner)] if isinstance(value, list) else []


def test_it_is_asyncapi_3_and_plain_json() -> None:
    assert DOCUMENT["asyncapi"] == "3.0.0"
    assert DOCUMENT["info"].keys() >= {"title", "version"}
    assert json.loads(json.dumps(DOCUMENT)) == DOCUMENT


def test_it_stands_in_its_file() -> None:
    """Stale? python -m streams.asyncapi > schemas/asyncapi.json"""
    assert (folder() / "asyncapi.json").read_bytes() == asyncapi.written()


def test_it_has_a_channel_a_message_and_an_operation_for_each_public_topic() -> None:
    assert set(DOCUMENT["channels"]) == set(DOCUMENT["components"]["messages"]) == set(TOPICS)
    assert {operation["channel"]["$ref"] for operation in DOCUMENT["operations"].values()} == {
        f"#/channels/{topic}" for topic in TOPICS
    }


def test_internal_topics_are_nobodys_business() -> None:
    assert "rowback." not in json.dumps([channel["address"] for channel in DOCUMENT["channels"].values()])


def test_every_reference_in_it_leads_somewhere() -> None:
    found = references(DOCUMENT)
    assert len(found) >= 3 * len(TOPICS)
    for reference in found:
        assert isinstance(resolve(reference), dict), reference


def test_captures_are_received_and_everything_else_is_sent() -> None:
    received = [name for name, operation in DOCUMENT["operations"].items() if operation["action"] == "receive"]
    assert received == ["receive.article.raw"]
    assert len([name for name in DOCUMENT["operations"] if name.startswith("send.")]) == len(TOPICS) - 1


@pytest.mark.parametrize("topic", TOPICS)
def test_the_payload_judges_the_examples_as_the_schema_does(topic: str) -> None:
    payload = DOCUMENT["components"]["messages"][topic]["payload"]
    assert payload["schemaFormat"] == "application/schema+json;version=draft-2020-12"
    validator = jsonschema_rs.validator_for(payload["schema"], validate_formats=True)
    for path in sorted((folder() / "examples" / f"{topic}.v1").glob("*.json")):
        assert validator.is_valid(json.loads(path.read_bytes())) == path.name.startswith("pass-"), path.name


def test_the_headers_that_are_written_are_those_that_are_described() -> None:
    described = DOCUMENT["components"]["messageTraits"]["cloudevent"]["headers"]
    written = dict(cloudevents.headers("article.revised", "1", "2026-03-01T08:00:00Z", "page", "/revise"))
    assert written.keys() == described["properties"].keys()
    least = dict(cloudevents.headers("article.revised", "1", "", "", "/revise"))
    assert least.keys() == set(described["required"])
    decoded = {name: value.decode() for name, value in written.items()}
    assert jsonschema_rs.is_valid(described, decoded, validate_formats=True)
