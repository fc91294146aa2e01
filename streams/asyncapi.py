"""The public topics as an AsyncAPI 3.0 document, for people and tools that read such: built, never written by hand.

python -m streams.asyncapi > schemas/asyncapi.json
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from typing import Any, Final

import jsonschema_rs
import orjson

from streams import __version__
from streams.cloudevents import event_type
from streams.schema import Schema, dataschema, schemas
from streams.topology import RAW, TOPICS, Topic

Document = dict[str, Any]

ASYNCAPI_VERSION: Final = "3.0.0"
SCHEMA_FORMAT: Final = "application/schema+json;version=draft-2020-12"
KAFKA_BINDING_VERSION: Final = "0.5.0"
PROMISE: Final = """Every event is a CloudEvent 1.0 in Kafka's binary mode: attributes as headers, JSON as the value.
Read with isolation_level=read_committed. A repeat of an event carries the same ce_id: drop ids that you have seen.
Ignore fields that you do not know. A list marked x-may-grow may gain words: take a new one for "something else"."""

_ATTRIBUTES: Final = {
    "ce_specversion": {"const": "1.0", "description": "Version of CloudEvents."},
    "ce_id": {
        "type": "string",
        "description": "Hash of what is said: the same in every run, so repeats can be dropped.",
    },
    "ce_source": {"type": "string", "description": "The stage that says it."},
    "ce_type": {"type": "string", "description": "The topic and the major version of its schema."},
    "ce_time": {"type": "string", "format": "date-time", "description": "Time of the capture, never of the clock."},
    "ce_subject": {"type": "string", "description": "The page or the site."},
    "ce_dataschema": {"type": "string", "description": "Id of the schema of the value."},
    "content-type": {"const": "application/json", "description": "What the value is."},
}
_REQUIRED: Final = ["ce_specversion", "ce_id", "ce_source", "ce_type", "ce_dataschema", "content-type"]


def document(schemas: Mapping[str, Schema], topics: Iterable[Topic]) -> Document:
    """Return the AsyncAPI document of the public topics, in the order given.

    ``article.raw`` is received, everything else is sent. Each schema is put in with its references followed, because
    ``#/$defs`` would mean another place inside the document.
    """
    public = [topic for topic in topics if topic.public]
    return {
        "asyncapi": ASYNCAPI_VERSION,
        "id": "urn:rowback",
        "info": {
            "title": "rowback",
            "version": __version__,
            "description": f"Watches the news change, as a stream on Kafka.\n\n{PROMISE}",
        },
        "defaultContentType": "application/json",
        "channels": {topic.name: _channel(topic, schemas[topic.name]) for topic in public},
        "operations": {_operation_name(topic): _operation(topic, schemas[topic.name]) for topic in public},
        "components": {
            "messages": {topic.name: _message(topic, schemas[topic.name]) for topic in public},
            "messageTraits": {
                "cloudevent": {"headers": {"type": "object", "required": _REQUIRED, "properties": _ATTRIBUTES}}
            },
        },
    }


def _channel(topic: Topic, schema: Schema) -> Document:
    configuration: Document = {"cleanup.policy": [schema["x-cleanup"]]}
    if topic.retention_ms is not None:
        configuration["retention.ms"] = topic.retention_ms
    return {
        "address": topic.name,
        "title": schema["title"],
        "description": schema["description"],
        "messages": {topic.name: {"$ref": f"#/components/messages/{topic.name}"}},
        "bindings": {
            "kafka": {
                "topic": topic.name,
                "topicConfiguration": configuration,
                "bindingVersion": KAFKA_BINDING_VERSION,
            }
        },
        "x-key": schema["x-key"],
        "x-ordering": schema["x-ordering"],
        "x-guarantee": schema["x-guarantee"],
        "x-stage": schema["x-stage"],
    }


def _operation_name(topic: Topic) -> str:
    return f"{'receive' if topic.name == RAW else 'send'}.{topic.name}"


def _operation(topic: Topic, schema: Schema) -> Document:
    return {
        "action": "receive" if topic.name == RAW else "send",
        "channel": {"$ref": f"#/channels/{topic.name}"},
        "title": schema["title"],
        "summary": schema["description"],
        "messages": [{"$ref": f"#/channels/{topic.name}/messages/{topic.name}"}],
    }


def _message(topic: Topic, schema: Schema) -> Document:
    """Return the message; producers of captures owe no CloudEvents headers, so only what is sent has the trait."""
    whole = jsonschema_rs.dereference(schema)
    payload = {keyword: inner for keyword, inner in whole.items() if keyword not in ("$defs", "$id")}
    message: Document = {
        "name": event_type(topic.name),
        "title": schema["title"],
        "contentType": "application/json",
        "payload": {"schemaFormat": SCHEMA_FORMAT, "schema": payload},
        "bindings": {
            "kafka": {
                "key": {"type": "string", "description": schema["x-key"]},
                "bindingVersion": KAFKA_BINDING_VERSION,
            }
        },
        "x-dataschema": dataschema(topic.name),
    }
    if topic.name != RAW:
        message["traits"] = [{"$ref": "#/components/messageTraits/cloudevent"}]
    return message


def written() -> bytes:
    """Return the document as it stands in ``schemas/``."""
    return orjson.dumps(document(schemas(), TOPICS), option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


if __name__ == "__main__":
    sys.stdout.write(written().decode())
