import re
from collections.abc import Callable

import orjson
import pytest

from streams import topology
from streams.commands import COMMANDS
from tests.commands.newsroom import run


def test_the_text_names_every_topic_stage_table_and_file() -> None:
    text = run("describe").stdout
    for topic in topology.TOPICS:
        assert topic.name in text
    for stage in topology.STAGES:
        assert all(word in text for word in (stage.file, *stage.tables))


def test_the_flowchart(golden: Callable[[str, str], None]) -> None:
    golden("flowchart.mmd", run("describe", "--mermaid").stdout)


def test_every_arrow_of_the_flowchart_joins_boxes_that_are_drawn() -> None:
    lines = run("describe", "--mermaid").stdout.splitlines()
    drawn = {match[1] for line in lines if (match := re.match(r"  (\w+)[(\[]", line))}
    arrows = [re.sub(r"\|.*\|", "", line).split(" --> ") for line in lines if "-->" in line]
    assert {end.strip() for arrow in arrows for end in arrow} == drawn


def test_json_and_asyncapi_are_documents() -> None:
    assert len(orjson.loads(run("describe", "--json").stdout)["topics"]) == len(topology.TOPICS)
    assert orjson.loads(run("describe", "--asyncapi").stdout)["asyncapi"] == "3.0.0"
    assert run("describe", "--json", "--mermaid").exit_code == 2


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_helps_with_examples(command: str) -> None:
    result = run(command, "--help")
    assert result.exit_code == 0
    assert "Examples:" in result.output
    assert f"rowback {command}" in result.output


def test_an_unknown_command_is_exit_code_2() -> None:
    assert run("nonsense").exit_code == 2
