"""A schedule that was lost is found, and one that is only due just now is none."""

from __future__ import annotations

import pytest

from streams.hosts.poll_inspecting import Polled
from streams.polling.records import NEVER, Page
from tests.faults.looking import OVERDUE_SECONDS_MAX, Looks, lost_schedules

ENDED_AT = 1_000.0


def remembered(next_at: float, found_at: float = 0.0) -> Polled:
    page = Page("https://one.example/a", "one.example", found_at, looks=3, last_look_at=1.0, next_at=next_at)
    return Polled(pages={page.url: page})


def test_what_is_due_for_long_and_not_looked_at_is_lost() -> None:
    assert lost_schedules(remembered(ENDED_AT - OVERDUE_SECONDS_MAX - 1), ENDED_AT)


@pytest.mark.parametrize("next_at", [ENDED_AT - 1, ENDED_AT + 100, NEVER])
def test_what_is_due_now_or_later_or_waits_for_something_else_is_not_lost(next_at: float) -> None:
    assert not lost_schedules(remembered(next_at), ENDED_AT)


def test_a_page_that_was_just_found_is_due_from_then_on() -> None:
    assert not lost_schedules(remembered(0.0, found_at=ENDED_AT - 1), ENDED_AT)


def test_the_longest_pause_is_that_of_one_site() -> None:
    """Another site was looked at meanwhile: that helps nobody."""
    looks = Looks("nowhere")
    looks.times |= {"one": [1.0, 9.0, 2.0], "other": [1.0, 3.0, 5.0, 7.0, 9.0]}
    assert looks.longest_pause() == 7.0
