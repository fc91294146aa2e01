from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import streams.schema
from streams.schema import folder, schemas, validator
from streams.vocabulary import TOPICS

CAPTURE = {"url": "https://a.example/1", "captured_at": "2026-03-01T08:00:00Z", "status": 200, "body": "Text."}
SENTENCE_CHARACTERS_MAX = 400


def said(**changed: Any) -> str | None:
    return validator("article.raw")({**CAPTURE, **changed})


def test_a_value_that_fits_gives_none() -> None:
    assert said() is None


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"captured_at": "noon"}, "captured_at is not an RFC 3339 time such as 2026-03-01T08:00:00Z: 'noon'"),
        (
            {"captured_at": "2026-02-30T08:00:00Z"},
            "captured_at is not an RFC 3339 time such as 2026-03-01T08:00:00Z: '2026-02-30T08:00:00Z'",
        ),
        ({"captured_at": "2" * 65}, "captured_at is longer than 64 characters"),
        ({"url": ""}, "url is empty"),
        ({"url": "a" * 8001}, "url is longer than 8,000 characters"),
        ({"status": True}, "status is not a whole number: true"),
        ({"status": 10**30}, "status is greater than 599: 1000000000000000000000000000000"),
        ({"status": 99}, "status is less than 100: 99"),
        ({"body": None}, "body is not text: null"),
        ({"body": {}}, "body is not text or null: an object"),
        ({"headers": {"etag": []}}, "headers.etag is not text or null: a list"),
        ({"headers": {"a" * 2000: "b"}}, "headers has a field whose name is too long"),
        ({"headers": {str(n): "" for n in range(1001)}}, "headers has more than 1,000 entries"),
        ({"item": 3}, "item is not an object or null: 3"),
        ({"item": {"guid": 3}}, "item.guid is not text or null: 3"),
        ({"published_at": 1.5}, "published_at is not text or null: 1.5"),
    ],
)
def test_the_sentence_names_the_field_and_what_is_wrong(changed: dict[str, Any], sentence: str) -> None:
    assert said(**changed) == sentence


def test_nothing_from_outside_reaches_the_terminal_as_it_is() -> None:
    sentence = said(captured_at="\x1b[2J\n", headers={"\x1b[31m\n": 1}) or ""
    assert sentence.isprintable()
    assert (said(headers={"\x1b[31m\n": 1}) or "").isprintable()


def test_a_long_wrong_value_is_cut_short() -> None:
    path_of_long_names = said(headers={"n" * 1000: 7, "source": "s"}) or ""
    assert len(path_of_long_names) < SENTENCE_CHARACTERS_MAX
    assert len(said(status="9" * 1_000_000) or "") < SENTENCE_CHARACTERS_MAX


def test_a_value_nested_without_end_is_a_sentence_too() -> None:
    nested: list[Any] = []
    for _ in range(100_000):
        nested = [nested]
    assert said(item={"feed": nested}) == "the value is nested too deeply, or is not JSON"


def test_what_is_no_json_at_all_is_a_sentence_too() -> None:
    assert validator("article.raw")(b"bytes") == "the value is nested too deeply, or is not JSON"


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=10,
)


@given(st.sampled_from(TOPICS), st.data())
def test_any_value_gives_none_or_one_printable_sentence(topic: str, data: st.DataObject) -> None:
    schema = schemas()[topic]
    named = st.fixed_dictionaries({}, optional=dict.fromkeys(schema["properties"], json_values))
    sentence = validator(topic)(data.draw(json_values | named))
    assert sentence is None or (sentence.isprintable() and sentence)


def test_a_topic_that_is_not_public_has_no_schema() -> None:
    with pytest.raises(KeyError):
        validator("rowback.match.lookups")


def test_the_schemas_of_the_installed_package_come_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "streams"
    monkeypatch.setattr(streams.schema, "__file__", str(package / "schema.py"))
    with pytest.raises(FileNotFoundError, match="reinstall rowback"):
        folder()
    for place in (tmp_path / "schemas", package / "schemas"):
        place.mkdir(parents=True)
        (place / "article.raw.v1.json").write_text("{}")
        assert folder() == place
