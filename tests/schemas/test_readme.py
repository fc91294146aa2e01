import asyncio
import re
import sys
from collections.abc import AsyncIterator
from types import ModuleType, SimpleNamespace
from typing import Any, Self

import orjson
import pytest

from streams.cloudevents import headers
from streams.schema import folder, schemas
from tests.schemas.readme import rewritten

README = (folder() / "README.md").read_text("utf-8")
REVISION = orjson.loads((folder() / "examples/article.revised.v1/pass-correction.json").read_bytes())


def test_the_table_of_topics_is_fresh() -> None:
    assert rewritten(README, schemas()) == README, "run python -m tests.schemas.readme"


def test_a_readme_without_marks_is_not_overwritten() -> None:
    with pytest.raises(ValueError, match="lacks the marks"):
        rewritten("no marks here", schemas())


def test_every_link_leads_to_a_file() -> None:
    links = [link for link in re.findall(r"\]\(([^)]+)\)", README) if not link.startswith("https://")]
    assert len(links) > len(schemas())
    assert [link for link in links if not (folder() / link).is_file()] == []


def test_both_ways_to_subscribe_read_only_what_is_committed() -> None:
    blocks = [block for block in re.findall(r"```(?:python|sh)\n(.+?)```", README, re.DOTALL) if "kafka" in block]
    assert len(blocks) == 2
    assert all("read_committed" in block for block in blocks)


class Consumer:
    """Stands for aiokafka's: says one revision twice, then another one."""

    def __init__(self, *topics: str, **settings: Any) -> None:
        assert topics == ("article.revised",)
        assert settings["isolation_level"] == "read_committed"

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *exception: object) -> None:
        pass

    async def __aiter__(self) -> AsyncIterator[SimpleNamespace]:
        for identity in ("first", "first", "second"):
            written = headers("article.revised", identity, REVISION["captured_at"], REVISION["page"], "/revise")
            yield SimpleNamespace(headers=written, value=orjson.dumps(REVISION))


def test_the_subscriber_in_the_readme_drops_repeats(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    stand_in = ModuleType("aiokafka")
    monkeypatch.setattr(stand_in, "AIOKafkaConsumer", Consumer, raising=False)
    monkeypatch.setitem(sys.modules, "aiokafka", stand_in)
    block = re.search(r"```python\n(.+?)```", README, re.DOTALL)
    assert block
    code: dict[str, Any] = {"__name__": "readme"}
    exec(block[1], code)  # noqa: S102 - our own documentation
    asyncio.run(code["follow"]())
    line = f"{REVISION['captured_at']} {REVISION['url']} correction"
    assert capsys.readouterr().out.splitlines() == [line, line]
