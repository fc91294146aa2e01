"""Ways through a schema that several tests take."""

from collections.abc import Iterator
from typing import Any

from streams.schema import Schema

CONDITIONS = ("if", "then", "else")  # these narrow fields that are described elsewhere


def subschemas(schema: Any, path: str = "") -> Iterator[tuple[str, Schema]]:
    """Yield every schema inside a schema with its path, conditions left out."""
    if not isinstance(schema, dict):
        return
    yield path, schema
    for keyword in ("properties", "$defs"):
        for name, inner in schema.get(keyword, {}).items():
            yield from subschemas(inner, f"{path}.{name}" if keyword == "properties" else f"{path}#{name}")
    for keyword in ("anyOf", "allOf", "oneOf", "prefixItems"):
        for index, inner in enumerate(schema.get(keyword, ())):
            if not any(condition in inner for condition in CONDITIONS):
                yield from subschemas(inner, f"{path}/{keyword}{index}")
    for keyword in ("items", "additionalProperties"):
        yield from subschemas(schema.get(keyword), f"{path}/{keyword}")


def fields(schema: Schema) -> Iterator[tuple[str, Schema]]:
    """Yield every field of every object in a schema: its path and its own schema."""
    for path, inner in subschemas(schema):
        for name, field in inner.get("properties", {}).items():
            yield f"{path}.{name}", field
