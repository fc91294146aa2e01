"""What is sent to the API about webhooks, and what it answers, as schemas of its document."""

from __future__ import annotations

from typing import Any

from streams.serving.parameters import CHOOSING, MANY_MAX, TOPICS, Parameter
from streams.webhooks.describing import FIELDS
from streams.webhooks.subscription import GATHER_SECONDS_MAX, STATES, URL_CHARACTERS_MAX

Schema = dict[str, Any]

FILTERS = {each.name: each for each in (TOPICS, *CHOOSING) if each.name in FIELDS}
"""The filters of a subscription: those of the API, without times."""


def _object(properties: dict[str, Schema], optional: tuple[str, ...] = ()) -> Schema:
    return {
        "type": "object",
        "required": [name for name in properties if name not in optional],
        "properties": properties,
    }


def _filter(parameter: Parameter) -> Schema:
    described = {"description": parameter.description}
    if not parameter.many:
        return {**parameter.schema, **described}
    return {"type": "array", "items": parameter.schema, "minItems": 1, "maxItems": MANY_MAX, **described}


URL_PATTERN = "^[hH][tT][tT][pP][sS]?://[^/?#@\\s]"
ID: Schema = {"type": "string", "pattern": "^[0-9a-f]{16}$"}
COUNT: Schema = {"type": "integer", "minimum": 0}
TEXT: Schema = {"type": "string"}
MAYBE_TEXT: Schema = {"type": ["string", "null"]}
MOMENT: Schema = {"type": "string", "format": "date-time"}
MAYBE_MOMENT: Schema = {"type": ["string", "null"]}
MAYBE_STATUS: Schema = {"type": ["integer", "null"]}
GATHERING: Schema = {"type": "number", "minimum": 0, "maximum": GATHER_SECONDS_MAX}
SECRET: Schema = {"type": "string", "description": "Shown this once: messages are signed with it."}

CHOSEN: Schema = _object({name: _filter(each) for name, each in FILTERS.items()}, optional=tuple(FILTERS))
POLICY: Schema = _object({"debounce_seconds": GATHERING, "digest_seconds": GATHERING})
NEW: Schema = {
    **_object(
        {
            "url": {
                "type": "string",
                "pattern": "^[hH][tT][tT][pP][sS]?://[^/?#@\\s]",
                "maxLength": URL_CHARACTERS_MAX,
            },
            "filters": {**CHOSEN, "additionalProperties": False},
            "policy": {**POLICY, "required": [], "additionalProperties": False},
            "start": {
                "enum": ["now", "oldest"],
                "description": "What comes from now on (unless told), or all that is kept as well.",
            },
        },
        optional=("filters", "policy", "start"),
    ),
    "additionalProperties": False,
}
_BEHIND = {
    **_object({"events": COUNT, "exact": {"type": "boolean"}, "since": MAYBE_MOMENT}),
    "description": "What it was not told yet; where not exact, at least so much. Since when: as Kafka took the oldest.",
}
_LAST = _object({"at": MOMENT, "status": MAYBE_STATUS, "fault": MAYBE_TEXT})
_PENDING = _object(
    {"id": TEXT, "sequence": COUNT, "attempts": COUNT, "failed_at": MAYBE_MOMENT, "next_at": MAYBE_MOMENT}
)
_WEBHOOK: dict[str, Schema] = {
    "id": ID,
    "url": {"type": "string", "description": "What may be a key in it is masked."},
    "filters": CHOSEN,
    "policy": POLICY,
    "state": {"enum": list(STATES)},
    "reason": MAYBE_TEXT,
    "created_at": MOMENT,
    "sequence": COUNT,
    "delivered": COUNT,
    "behind": _BEHIND,
    "last": {"anyOf": [_LAST, {"type": "null"}]},
    "succeeded_at": MAYBE_MOMENT,
    "pending": {"anyOf": [_PENDING, {"type": "null"}]},
}
SCHEMAS: dict[str, Schema] = {
    "NewWebhook": NEW,
    "Webhook": _object(_WEBHOOK),
    "Webhooks": _object({"items": {"type": "array", "items": {"$ref": "#/components/schemas/Webhook"}}}),
    "WebhookWithSecret": _object({**_WEBHOOK, "secret": SECRET}),
    "WebhookTest": _object(
        {"taken": {"type": "boolean"}, "status": MAYBE_STATUS, "fault": MAYBE_TEXT, "elapsed_ms": {"type": "number"}}
    ),
}
_SENT: dict[str, Schema] = {
    "specversion": {"const": "1.0"},
    "id": TEXT,
    "source": TEXT,
    "type": {"type": "string", "examples": ["rowback.article.revised.v1", "rowback.digest.v1", "rowback.test.v1"]},
    "time": MOMENT,
    "timestamp": MOMENT,
    "subscription": ID,
    "sequence": COUNT,
    "data": {"type": "object"},
}
MESSAGE: Schema = {
    **_object(_SENT),
    "description": "A CloudEvent 1.0, and a payload as Standard Webhooks has it. `sequence` counts 1, 2, 3, ... for "
    "each subscription. A digest has `data.events`, a list of CloudEvents. `abridged` stands where an event is large: "
    "ask for it by its id.",
}
HEADERS: list[Schema] = [
    {"name": name, "in": "header", "required": True, "description": words, "schema": TEXT}
    for name, words in (
        ("webhook-id", "The same for every try of a message: whoever has seen it passes it over."),
        ("webhook-timestamp", "Seconds since 1970 of this try."),
        ("webhook-signature", "v1,<base64> for each secret that is valid, separated by spaces."),
    )
]
SENT: Schema = {
    "events": {
        "post": {
            "operationId": "receiveEvents",
            "summary": "What a webhook sends. Any 2xx takes it; 410 ends the webhook; anything else is tried again.",
            "parameters": HEADERS,
            "requestBody": {"required": True, "content": {"application/json": {"schema": MESSAGE}}},
            "responses": {"2XX": {"description": "Taken."}, "410": {"description": "Send nothing any more."}},
        }
    }
}
"""What webhooks send, as OpenAPI describes requests in the other direction."""
