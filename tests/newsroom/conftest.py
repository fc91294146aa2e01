"""Days of the newsroom with a clock that tests turn."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from streams.newsroom.settings import NewsroomSettings
from tests.newsroom.days import Day

MakeDay = Callable[..., Day]


@pytest.fixture
def make_day(tmp_path: Path) -> MakeDay:
    """Return a maker of quiet days: nothing happens but what a test asks for."""

    def make(name: str = "ledger.jsonl", **values: Any) -> Day:
        quiet: dict[str, Any] = {"edits_per_minute": 0.0, "articles_per_minute": 0.0, "troubles": frozenset()}
        return Day(NewsroomSettings(**{"sites": 6, "articles": 30, "seconds": 180.0} | quiet | values), tmp_path / name)

    return make
