"""The OpenAPI document of the API: built from the operations, written to schemas/openapi.json.

python -m streams.serving.openapi > schemas/openapi.json
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from typing import Any

import orjson

from streams import __version__
from streams.archive.entry import ARCHIVED
from streams.archive.pages import STATES
from streams.serving.operations import PREFIX, Operation
from streams.serving.parameters import ID, MANY_MAX, Parameter
from streams.serving.resources import OPERATIONS
from streams.serving.webhooks_schemas import SCHEMAS as WEBHOOKS
from streams.serving.webhooks_schemas import SENT
from streams.vocabulary import OUTCOMES, RELATIONS

OPENAPI_VERSION = "3.2.0"
Schema = dict[str, Any]

TEXT: Schema = {"type": "string"}
MAYBE_TEXT: Schema = {"type": ["string", "null"]}
MOMENT: Schema = {"type": "string", "format": "date-time"}
MAYBE_MOMENT: Schema = {"type": ["string", "null"]}
COUNT: Schema = {"type": "integer", "minimum": 0}
MAYBE_COUNT: Schema = {"type": ["integer", "null"], "minimum": 1}


def _object(properties: dict[str, Schema], optional: tuple[str, ...] = ()) -> Schema:
    required = [name for name in properties if name not in optional]
    return {"type": "object", "required": required, "properties": properties}


def _reference(name: str) -> Schema:
    return {"$ref": f"#/components/schemas/{name}"}


def _list_of(name: str) -> Schema:
    return _object({"epoch": TEXT, "items": {"type": "array", "items": _reference(name)}})


def _listing(name: str) -> Schema:
    known = _list_of(name)
    return _object({**known["properties"], "next": MAYBE_TEXT})


PAGE = {
    "number": COUNT,
    "page": ID,
    "url": TEXT,
    "site": TEXT,
    "article": ID,
    "version": MAYBE_COUNT,
    "headline": MAYBE_TEXT,
    "language": MAYBE_TEXT,
    "published_at": MAYBE_TEXT,
    "changed_at": MAYBE_MOMENT,
    "state": {"enum": list(STATES)},
    "state_at": MAYBE_MOMENT,
    "revisions": COUNT,
    "looks": COUNT,
    "looked_at": MAYBE_MOMENT,
}
COPY = {
    **PAGE,
    "relation": {"enum": [*RELATIONS, None]},
    "unites": {"type": "boolean"},
    "reason": MAYBE_TEXT,
    "evidence": {"type": ["object", "null"]},
}
SCHEMAS: dict[str, Schema] = {
    "Event": {
        **_object(
            {
                "specversion": {"const": "1.0"},
                "id": ID,
                "source": TEXT,
                "type": {"enum": [f"rowback.{topic}.v1" for topic in ARCHIVED]},
                "time": MOMENT,
                "subject": TEXT,
                "dataschema": TEXT,
                "datacontenttype": TEXT,
                "sequence": COUNT,
                "data": {"type": "object"},
            },
            optional=("subject",),
        ),
        "description": "A CloudEvent 1.0. `data` is what stood on the topic: schemas/<topic>.v1.json describes it.",
    },
    "Events": _listing("Event"),
    "SomeEvents": _list_of("Event"),
    "Page": _object(PAGE),
    "Pages": _listing("Page"),
    "Article": _object({"article": ID, "pages": {"type": "array", "items": _reference("Page")}}),
    "Version": _object(
        {
            "sequence": COUNT,
            "version": MAYBE_COUNT,
            "captured_at": MOMENT,
            "text_hash": ID,
            "headline": MAYBE_TEXT,
            "reverts_to": MAYBE_COUNT,
            "id": ID,
        }
    ),
    "Versions": _list_of("Version"),
    "Copy": _object(COPY),
    "Copies": _list_of("Copy"),
    "Follower": _object(
        {**COPY, "followed": {"enum": ["followed", "partly", "old_text", "neither"]}, "followed_at": MAYBE_MOMENT}
    ),
    "Followers": _list_of("Follower"),
    "Site": _object({"site": TEXT, "pages": COUNT}),
    "Sites": _list_of("Site"),
    "Outcomes": _object(
        {
            "outcomes": {"type": "object", "propertyNames": {"enum": list(OUTCOMES)}, "additionalProperties": COUNT},
            "captures": COUNT,
        }
    ),
    "Summary": _object({"epoch": TEXT, "latest": COUNT, "oldest": COUNT, "captures": COUNT, "bytes": COUNT}),
    "Problem": _object({"type": TEXT, "title": TEXT, "status": {"type": "integer"}, "detail": TEXT}),
    "Stream": _object({"id": TEXT, "event": TEXT, "data": TEXT}, optional=("event", "data")),
    **WEBHOOKS,
}
PROBLEMS = {
    "400": "A parameter is wrong, or unknown.",
    "401": "The token is missing or wrong.",
    "404": "The archive holds nothing of that name.",
    "405": "The address has no such method.",
    "410": "The cursor is of an archive that was made anew.",
    "421": "The server does not answer to that host name.",
    "503": "Too many streams, or a question that takes too long.",
}
PROBLEMS_OF_WRITING = {
    "403": "A page of another site asks.",
    "413": "The body is too large.",
    "415": "The body is not JSON.",
}


def document(operations: Iterable[Operation]) -> bytes:
    """Return the document as JSON."""
    paths: dict[str, Schema] = {}
    for operation in operations:
        paths.setdefault(PREFIX + operation.path, {})[operation.method.lower()] = _operation(operation)
    built = {
        "openapi": OPENAPI_VERSION,
        "info": {
            "title": "rowback",
            "version": __version__,
            "description": "What rowback has said, from its archive. Lists go on with `next`; oldest first they go on "
            "for ever, and whoever keeps the cursor misses nothing. Every answer has an ETag. Ignore fields that you "
            "do not know.",
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": "/", "description": "Where it is served."}],
        "paths": paths,
        "webhooks": SENT,
        "components": {
            "schemas": SCHEMAS,
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
        "security": [{}, {"token": []}],
    }
    return orjson.dumps(built, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def _operation(operation: Operation) -> Schema:
    reads = operation.method == "GET"
    answers = {str(operation.status): _success(operation)}
    if reads:
        answers["304"] = {"description": "Nothing has changed: the ETag of If-None-Match still holds."}
    problem = {"application/problem+json": {"schema": _reference("Problem")}}
    known = PROBLEMS if reads else {**PROBLEMS, **PROBLEMS_OF_WRITING}
    answers |= {status: {"description": meaning, "content": problem} for status, meaning in sorted(known.items())}
    described: Schema = {
        "operationId": operation.name,
        "summary": operation.summary,
        "tags": [re.split("[/{]", operation.path.lstrip("/"))[0] or "summary"],
        "responses": answers,
    }
    if operation.parameters:
        described["parameters"] = [_parameter(each) for each in operation.parameters]
    if operation.body is not None:
        described["requestBody"] = {"required": True, "content": {"application/json": {"schema": operation.body}}}
    return described


def _success(operation: Operation) -> Schema:
    if operation.status == 204:
        return {"description": "Done."}
    content: Schema = {"schema": _reference(operation.answer)}
    if operation.media_type == "text/event-stream":
        content = {"itemSchema": _reference(operation.answer)}
    words = "Done." if operation.method != "GET" else "Found."
    return {"description": words, "content": {operation.media_type: content}}


def _parameter(parameter: Parameter) -> Schema:
    described: Schema = {"name": parameter.name, "in": parameter.where, "description": parameter.description}
    if parameter.where == "path":
        described["required"] = True
    described["schema"] = parameter.schema
    if parameter.many:
        described["schema"] = {"type": "array", "items": parameter.schema, "minItems": 1, "maxItems": MANY_MAX}
        described |= {"style": "form", "explode": True}
    return described


if __name__ == "__main__":
    sys.stdout.write(document(OPERATIONS).decode())
