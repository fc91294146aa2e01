"""The schedule against the fixed ladders, on every eightieth page; the whole is `python -m tests.polling.simulate`."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.polling.simulate import FILE, Ladder, diffengine, histories, matched, newsdiffs, run

EVERY = 80


@pytest.mark.parametrize("rule", [newsdiffs, diffengine])
def test_more_edits_are_seen_and_sooner_at_no_more_looks(shared: Path, rule: Callable[[float, float], float]) -> None:
    pages = histories(shared / FILE, EVERY)
    ladder = run(pages, Ladder(rule))
    learned, _ = matched(pages, ladder.looks)
    assert learned.looks <= ladder.looks
    assert learned.seen > ladder.seen * 1.02
    assert learned.delay(0.5) < ladder.delay(0.5)
    assert learned.delay(0.9) < ladder.delay(0.9)
