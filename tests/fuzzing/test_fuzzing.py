"""Whatever comes in: no crash, no hang, no loss. In short here; ``python -m tests.fuzzing --minutes 60`` in long."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings

from tests.fuzzing.entries import WAYS

EXAMPLES = 40


@pytest.mark.parametrize("name", WAYS)
def test_a_way_in_takes_whatever_comes(name: str) -> None:
    way = WAYS[name]
    checked = settings(
        max_examples=EXAMPLES, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
    )
    checked(given(way.material)(way.check))()
