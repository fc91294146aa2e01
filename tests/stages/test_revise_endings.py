"""Rules of a clean end that stays: when it is a truncated capture, and when an editor deleted it."""

from __future__ import annotations

from streams.stages.endings import CONFIRMED_HOURS
from tests.stages.looks import STORY, came_of, edits, look, revisions

SHORT = STORY[:3]
DAY = CONFIRMED_HOURS


def test_the_same_clean_end_a_day_later_is_a_deletion() -> None:
    result = came_of([look(0), look(1, SHORT), look(DAY, SHORT), look(1 + DAY, SHORT), look(2 + DAY, SHORT)])
    assert result.outcomes == ["created", "cut_off", "cut_off", "revised", "unchanged"]
    assert edits(result) == [("deleted", paragraph, None) for paragraph in STORY[3:]]


def test_a_deletion_that_is_taken_back_is_a_revert() -> None:
    result = came_of([look(0), look(1, SHORT), look(1 + DAY, SHORT), look(2 + DAY)])
    assert revisions(result) == [(1, 2, None), (2, 3, 1)]


def test_a_whole_look_in_between_starts_anew() -> None:
    whole_again = [look(0), look(1, SHORT), look(2), look(1 + DAY, SHORT), look(2 + DAY)]
    assert came_of(whole_again).outcomes == ["created", "cut_off", "unchanged", "cut_off", "unchanged"]
    assert came_of([*whole_again[:4], look(1 + 2 * DAY, SHORT)]).outcomes[-1] == "revised"


def test_a_whole_look_that_arrives_late_does_not() -> None:
    result = came_of([look(0), look(5, SHORT), look(4), look(5 + DAY, SHORT)])
    assert result.outcomes == ["created", "cut_off", "unchanged", "revised"]


def test_another_end_starts_anew() -> None:
    result = came_of([look(0), look(1, SHORT), look(1 + DAY, STORY[:2]), look(2 + DAY, SHORT)])
    assert result.outcomes == ["created", "cut_off", "cut_off", "cut_off"]


def test_a_broken_end_is_never_a_deletion() -> None:
    broken = (*SHORT[:2], SHORT[2][:60])
    result = came_of([look(0), look(1, broken), look(1 + DAY, broken), look(30 * DAY, broken)])
    assert result.outcomes == ["created", "cut_off", "cut_off", "cut_off"]


def test_an_edit_before_the_missing_end_is_told_at_once_and_the_deletion_when_it_stays() -> None:
    edited = (STORY[0].replace("second", "third"), *SHORT[1:])
    result = came_of([look(0), look(1, edited), look(2, edited), look(1 + DAY, edited), look(2 + DAY, edited)])
    assert result.outcomes == ["created", "revised", "unchanged", "revised", "unchanged"]
    assert edits(result, 0) == [("edited", STORY[0], edited[0])]
    assert edits(result, 1) == [("deleted", paragraph, None) for paragraph in STORY[3:]]


def test_the_page_may_be_gone_in_between() -> None:
    result = came_of([look(0), look(1, SHORT), look(2, None), look(3, None), look(1 + DAY, SHORT)])
    assert result.outcomes == ["created", "cut_off", "gone", "gone", "revised"]
