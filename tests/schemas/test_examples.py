import re
from pathlib import Path
from typing import Any

import orjson
import pytest

from streams.schema import folder, validator
from streams.vocabulary import TOPICS

EXAMPLES = folder() / "examples"
PASSING = sorted(EXAMPLES.glob("*/pass-*.json"))
FAILING = sorted(EXAMPLES.glob("*/fail-*.json"))


def name(path: Path) -> str:
    return f"{path.parent.name}/{path.name}"


def topic_of(path: Path) -> str:
    return path.parent.name.removesuffix(".v1")


def read(path: Path) -> Any:
    return orjson.loads(path.read_bytes())


@pytest.mark.parametrize("path", PASSING, ids=name)
def test_what_is_named_pass_fits(path: Path) -> None:
    assert validator(topic_of(path))(read(path)) is None


def test_what_is_named_fail_does_not_fit_for_the_reason_that_the_readme_gives() -> None:
    rows = re.findall(r"^\| \[(\S+)\]\(\S+\) \| (.+) \|$", (EXAMPLES / "README.md").read_text("utf-8"), re.MULTILINE)
    assert dict(rows) == {name(path): validator(topic_of(path))(read(path)) for path in FAILING}


@pytest.mark.parametrize("topic", TOPICS)
def test_each_topic_has_examples_of_both_sorts(topic: str) -> None:
    assert sum(topic_of(path) == topic for path in PASSING) >= 2
    assert sum(topic_of(path) == topic for path in FAILING) >= 3


def test_there_are_no_other_files_among_the_examples() -> None:
    files = {path for path in EXAMPLES.rglob("*") if path.is_file()}
    assert files - {*PASSING, *FAILING} == {EXAMPLES / "README.md"}
    assert {topic_of(path) for path in PASSING} == set(TOPICS)


@pytest.mark.parametrize("path", [path for path in PASSING if topic_of(path) == "article.cleaned"], ids=name)
def test_sentences_lie_in_their_paragraph_with_white_space_between(path: Path) -> None:
    for paragraph in read(path)["paragraphs"]:
        end = 0
        for start, next_end in paragraph["sentences"]:
            assert not paragraph["text"][end:start].strip()
            assert paragraph["text"][start:next_end].strip()
            end = next_end
        assert not paragraph["text"][end:].strip()


@pytest.mark.parametrize("path", [path for path in PASSING if topic_of(path) == "article.revised"], ids=name)
def test_spans_turn_the_old_text_into_the_new(path: Path) -> None:
    revision = read(path)
    for change in [*revision["edits"], *filter(None, [revision["headline"]])]:
        old, new = change["old"], change["new"]
        if old is None or new is None:
            continue
        built, at = "", 0
        for span in change["spans"]:
            built += old[at : span["old"][0]] + new[slice(*span["new"])]
            at = span["old"][1]
        assert built + old[at:] == new


@pytest.mark.parametrize("path", [path for path in PASSING if topic_of(path) == "article.duplicated"], ids=name)
def test_the_page_of_a_pair_is_the_smaller_id(path: Path) -> None:
    pair = read(path)
    assert pair["page"] < pair["other"]["page"]
