"""What a released schema promises: within a major version it may gain optional fields, and nothing else.

Two questions are put to the set of values that a schema lets through (``covers`` of jsonschema-rs):

* backward: what a released version let through must still fit. The released schema is closed for this, because nobody
  was promised that fields it does not name are let through with any content.
* forward, for what is published: what the current version says must fit the released schema as a subscriber reads it:
  unknown fields ignored, unknown words in lists marked ``x-may-grow`` ignored.

``covers`` may answer "unknown" and names no field, and an open schema lets through even what it does not name. So the
fields are walked as well, which also gives the sentence for the person who broke the promise.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import jsonschema_rs
from jsonschema_rs.canonical import Containment

from streams.schema import Schema
from tests.schemas.walk import subschemas

FIXED_ANNOTATIONS = ("$id", "x-key", "x-cleanup")


def faults(released: Schema, current: Schema) -> list[str]:
    """Return what breaks the promise of ``released``, a sentence each; nothing if ``current`` keeps it."""
    found = [f"{name} changed" for name in FIXED_ANNOTATIONS if released[name] != current[name]]
    found += _field_faults(released, current)
    if not _covers(current, closed(released)):
        found.append("something that fitted no longer fits")
    if is_published(released) and not _covers(opened(released), current):
        found.append("something is said that a subscriber of the released version cannot read")
    return found


def is_published(schema: Schema) -> bool:
    """Tell whether we produce it: then it is closed. What we only consume is open."""
    return schema.get("additionalProperties") is False


def closed(schema: Any) -> Any:
    """Return the schema with every object closed, as its producers see it."""
    if isinstance(schema, list):
        return [closed(inner) for inner in schema]
    if not isinstance(schema, dict):
        return schema
    result = {key: closed(inner) for key, inner in schema.items()}
    if schema.get("type") == "object" and "properties" in schema:
        result.setdefault("additionalProperties", False)
    return result


def opened(schema: Any) -> Any:
    """Return the schema as subscribers are told to read it: unknown fields and words of growing lists are no faults."""
    if isinstance(schema, list):
        return [opened(inner) for inner in schema]
    if not isinstance(schema, dict):
        return schema
    result = {key: opened(inner) for key, inner in schema.items()}
    if result.get("additionalProperties") is False:
        del result["additionalProperties"]
    if result.get("x-may-grow"):
        del result["enum"]
        result["type"] = "string"
    return result


def _covers(wide: Schema, narrow: Schema) -> bool:
    """Tell whether it is proven that ``wide`` lets through all that ``narrow`` does; "unknown" is no proof."""
    whole, part = (jsonschema_rs.canonicalize(schema, validate_formats=True) for schema in (wide, narrow))
    return whole.covers(part) == Containment.YES


def _field_faults(released: Schema, current: Schema) -> Iterator[str]:
    before, now = _objects(released), _objects(current)
    for path, old in before.items():
        new = now.get(path, {})
        where = f" of {path}" if path else ""
        for name in sorted(old["properties"].keys() - new.get("properties", {}).keys()):
            yield f"field {name}{where} was removed"
        for name in sorted(set(new.get("required", ())) - set(old.get("required", ()))):
            yield f"field {name}{where} became required"
        for name in sorted(set(old.get("required", ())) - set(new.get("required", ()))):
            yield f"field {name}{where} is no longer sure to be there"


def _objects(schema: Schema) -> dict[str, Schema]:
    """Return path -> object, references followed, so that moving a shape into ``$defs`` is no change."""
    whole = {key: inner for key, inner in jsonschema_rs.dereference(schema).items() if key != "$defs"}
    return {path: inner for path, inner in subschemas(whole) if "properties" in inner}
