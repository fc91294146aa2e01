"""The schemas of the public topics: found, compiled, and asked whether a value fits.

The files in ``schemas/`` are the single source of truth for names, types, keys, ordering, guarantees and stages. They
lie inside the installed package, and beside it in a checkout.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from itertools import islice
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

import jsonschema_rs
import orjson
from jsonschema_rs import ValidationErrorKind as Kind

from streams.vocabulary import TOPICS

SCHEMA_VERSION: Final = 1
"""Major version of every schema; a breaking change needs the next, beside this one."""

Schema = dict[str, Any]
Check = Callable[[Any], str | None]

_VALUE_CHARACTERS_MAX = 60  # of a wrong value that a sentence repeats: enough to recognise it, short enough for a log
_ERRORS_MAX = 50  # looked at inside one alternative; a huge wrong value must not make a huge search


def dataschema(topic: str) -> str:
    """Return the id of a topic's schema, as events carry it in ``ce_dataschema``."""
    return f"urn:rowback:schema:{topic}:v{SCHEMA_VERSION}"


def folder() -> Path:
    """Return the folder of the schema files: inside the installed package, else beside it (a checkout)."""
    package = Path(__file__).resolve().parent
    for candidate in (package / "schemas", package.parent / "schemas"):
        if (candidate / f"{TOPICS[0]}.v{SCHEMA_VERSION}.json").is_file():
            return candidate
    raise FileNotFoundError("the schema files are missing: reinstall rowback")


@cache
def schemas() -> Mapping[str, Schema]:
    """Return topic -> schema, in the order of ``TOPICS``. The dicts are shared: read, don't change."""
    where = folder()
    return MappingProxyType(
        {topic: orjson.loads((where / f"{topic}.v{SCHEMA_VERSION}.json").read_bytes()) for topic in TOPICS}
    )


@cache
def validator(topic: str) -> Check:
    """Return a function that says in one sentence what is wrong with a decoded JSON value, or None: nothing.

    A value that fits costs microseconds (one compiled pass); the sentence is only made for one that does not.
    Never raises, whatever the value. Raises ``KeyError`` for an unknown topic.
    """
    compiled = jsonschema_rs.validator_for(schemas()[topic], validate_formats=True, offline=True)
    is_valid = compiled.is_valid

    def check(value: Any) -> str | None:
        try:
            if is_valid(value):
                return None
            return _sentence(next(compiled.iter_errors(value)))
        except ValueError:  # nested deeper than the validator goes, or not a JSON value at all
            return "the value is nested too deeply, or is not JSON"

    return check


def _sentence(error: jsonschema_rs.ValidationError) -> str:
    """Say what is wrong and where. The wording is ours, so that it does not change with the library."""
    error = _innermost(error)
    return f"{_field(error.instance_path)} {_complaint(error)}"


def _innermost(error: jsonschema_rs.ValidationError) -> jsonschema_rs.ValidationError:
    """Return the error of the alternative that was meant: of `object or null`, a wrong object is not a wrong null."""
    while isinstance(error.kind, Kind.AnyOf | Kind.OneOfNotValid):
        depth = len(error.instance_path)
        branches = [branch for branch in error.kind.context if branch]
        meant = [branch for branch in branches if not _is_wrong_type(branch[0], depth)]
        if not meant:
            break
        error = max(islice(meant[0], _ERRORS_MAX), key=lambda inner: len(inner.instance_path))
    return error


def _is_wrong_type(error: jsonschema_rs.ValidationError, depth: int) -> bool:
    return isinstance(error.kind, Kind.Type) and len(error.instance_path) == depth


def _field(path: list[str | int]) -> str:
    """Write a path as people do: ``edits[3].spans[0].op``."""
    if not path:
        return "the value"
    steps = (f"[{step}]" if isinstance(step, int) else f".{_short(step)}" for step in path)
    return "".join(steps).removeprefix(".")


def _short(text: str) -> str:
    """Return foreign text fit for one line of a log or a terminal: cut short, nothing in it but what can be seen."""
    cut = text if len(text) <= _VALUE_CHARACTERS_MAX else text[:_VALUE_CHARACTERS_MAX] + "…"
    return cut if cut.isprintable() else ascii(cut)[1:-1]


def _shown(value: object) -> str:
    """Return a wrong value for a sentence; of a list or an object only that it is one."""
    match value:
        case str():
            return f"'{_short(value)}'"
        case dict():
            return "an object"
        case list():
            return "a list"
        case None | bool():
            return {None: "null", True: "true", False: "false"}[value]
        case _:
            return _short(str(value))


_KINDS_OF_VALUE = {
    "object": "an object",
    "array": "a list",
    "string": "text",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "null": "null",
}
_FORMATS = {"date-time": "an RFC 3339 time such as 2026-03-01T08:00:00Z"}


def _kinds(types: list[str]) -> str:
    return " or ".join(name for kind, name in _KINDS_OF_VALUE.items() if kind in types)


def _complaint(error: jsonschema_rs.ValidationError) -> str:  # noqa: C901 - one row a keyword reads best
    shown = _shown(error.instance)
    match error.kind:
        case Kind.Required(property=name):
            return f"has no field '{_short(name)}'"
        case Kind.AdditionalProperties(unexpected=names):
            return f"has a field that the schema does not know: '{_short(names[0])}'"
        case Kind.Type(types=types):
            return f"is not {_kinds(types)}: {shown}"
        case Kind.AnyOf(context=branches):
            types = [each for branch in branches for error in branch for each in getattr(error.kind, "types", ())]
            return f"is not {_kinds(types)}: {shown}"
        case Kind.Enum(options=options):
            return f"is not one of {', '.join(_shown(each) for each in options)}: {shown}"
        case Kind.Format(format=name):
            return f"is not {_FORMATS.get(name, name)}: {shown}"
        case Kind.Pattern(pattern=pattern):
            return f"does not match {pattern}: {shown}"
        case Kind.MaxLength(limit=limit):
            return f"is longer than {limit:,} characters"
        case Kind.MinLength(limit=limit):
            return "is empty" if limit == 1 else f"is shorter than {limit:,} characters"
        case Kind.MaxItems(limit=limit) | Kind.MaxProperties(limit=limit):
            return f"has more than {limit:,} entries"
        case Kind.Minimum(limit=limit):
            return f"is less than {limit}: {shown}"
        case Kind.Maximum(limit=limit):
            return f"is greater than {limit}: {shown}"
        case Kind.PropertyNames():
            return "has a field whose name is too long"
        case _:
            return f"does not fit the schema ({error.kind.name}): {shown}"
