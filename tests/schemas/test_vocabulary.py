"""One closed list is written in up to four places; here they are held together."""

from dataclasses import MISSING, Field, fields
from typing import Any, get_args, get_type_hints

import pytest

from streams import records, vocabulary
from streams.schema import schemas
from tests.schemas.walk import subschemas

# schema, path of the object or definition, field: the list in streams/vocabulary.py
ENUMS = {
    "article.cleaned": {"#noise.reason": "NOISE_REASONS", "#paragraph.kind": "PARAGRAPH_KINDS"},
    "article.revised": {
        ".basis": "BASES",
        ".statement": "STATEMENTS",
        "#noise.reason": "NOISE_REASONS",
        "#span.op": "SPAN_OPS",
        "#signal.type": "SIGNALS",
        "#signal.direction": "DIRECTIONS",
        "#kind": "KINDS",
        "#edit.op": "OPS",
    },
    "article.duplicated": {".statement": "STATEMENTS", ".relation": "RELATIONS"},
    "page.changed": {".change": "PAGE_CHANGES"},
    "site.changed": {".change": "SITE_CHANGES"},
    "capture.settled": {".outcome": "OUTCOMES"},
}
MAY_GROW = {"NOISE_REASONS", "SIGNALS", "KINDS"}


def enums(topic: str) -> dict[str, dict[str, Any]]:
    return {path: schema for path, schema in subschemas(schemas()[topic]) if "enum" in schema}


@pytest.mark.parametrize("topic", schemas())
def test_every_closed_list_of_a_schema_is_the_one_of_the_vocabulary(topic: str) -> None:
    found = enums(topic)
    if topic == "article.rejected":  # the one list that is not made of words of ours
        assert found.pop(".head_encoding")["enum"] == ["base64", None]
    assert found.keys() == ENUMS.get(topic, {}).keys()
    for path, schema in found.items():
        words = getattr(vocabulary, ENUMS[topic][path])
        assert tuple(word for word in schema["enum"] if word is not None) == words
        assert schema.get("x-may-grow", False) == (ENUMS[topic][path] in MAY_GROW)


def test_no_list_of_words_says_a_word_twice() -> None:
    lists = {name: words for name, words in vars(vocabulary).items() if isinstance(words, tuple)}
    assert "OUTCOMES" in lists
    assert [name for name, words in lists.items() if len(set(words)) != len(words)] == []


def test_the_types_of_records_name_the_same_words() -> None:
    assert get_args(records.ParagraphKind) == vocabulary.PARAGRAPH_KINDS
    assert get_args(records.Op) == vocabulary.OPS
    assert get_args(records.Relation) == vocabulary.RELATIONS
    assert get_args(get_type_hints(records.Span)["op"]) == vocabulary.SPAN_OPS
    direction, none = get_args(get_type_hints(records.Signal)["direction"])
    assert (get_args(direction), none) == (vocabulary.DIRECTIONS, type(None))


def has_default(field: Field[Any]) -> bool:
    return field.default is not MISSING or field.default_factory is not MISSING


@pytest.mark.parametrize(
    ("record", "topic", "definition"),
    [
        (records.Paragraph, "article.cleaned", "paragraph"),
        (records.Noise, "article.cleaned", "noise"),
        (records.CutOff, "article.cleaned", "cut_off"),
        (records.Edit, "article.revised", "edit"),
        (records.Span, "article.revised", "span"),
        (records.Signal, "article.revised", "signal"),
    ],
)
def test_a_record_has_the_fields_of_its_shape_in_the_schema(record: type, topic: str, definition: str) -> None:
    shape = schemas()[topic]["$defs"][definition]
    assert {field.name for field in fields(record)} == set(shape["properties"])
    optional = set(shape["properties"]) - set(shape["required"])
    assert optional <= {field.name for field in fields(record) if has_default(field)}


def test_a_cleaned_article_has_only_fields_that_are_published() -> None:
    published = schemas()["article.cleaned"]["properties"]
    assert {field.name for field in fields(records.Cleaned)} <= set(published)
