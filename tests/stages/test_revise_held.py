"""Rules of ``confirm_after_seconds``: an edit that has to stand for a while before it is announced."""

from __future__ import annotations

from streams import topology
from streams.stages.byhand import Rules
from streams.stages.endings import CONFIRMED_HOURS
from tests.golden.matching import Result
from tests.stages.looks import STORY, Site, at, came_of, edits, look, revisions

RULES = Rules(confirm_after_seconds=3600)
EDITED = (*STORY[:2], STORY[2].replace("eleven", "twelve"), *STORY[3:])
TWICE = (STORY[0].replace("second", "third"), *EDITED[1:])
OTHER = (*STORY[:5], STORY[5].replace("seven", "nine"), STORY[6])


def judged(*captures: bytes) -> Result:
    return came_of(captures, RULES)


def test_an_edit_is_announced_when_a_later_look_still_shows_it_with_the_time_it_was_first_seen() -> None:
    result = judged(look(0), look(1, EDITED), look(1.5, EDITED), look(2, EDITED), look(3, EDITED))
    assert result.outcomes == ["created", "unchanged", "unchanged", "revised", "unchanged"]
    assert edits(result) == [("edited", STORY[2], EDITED[2])]
    revised = result.events[topology.REVISED][0]
    assert (revised.value["captured_at"], revised.value["to"]["captured_at"]) == (at(1), at(1))
    assert result.settled[1][0]["reason"] == "an edit is held until it has stood for 3600 seconds"


def test_an_edit_that_is_gone_again_is_never_announced() -> None:
    result = judged(look(0), look(1, EDITED), look(1.5), look(3), look(4, EDITED), look(4.5))
    assert result.outcomes == ["created", "unchanged", "unchanged", "unchanged", "unchanged", "unchanged"]
    assert not result.events[topology.REVISED]
    assert len(result.events[topology.CLEANED]) == 1


def test_what_took_its_place_has_to_stand_in_turn() -> None:
    result = judged(look(0), look(1, EDITED), look(1.5, OTHER), look(2.2, OTHER), look(2.5, OTHER))
    assert result.outcomes == ["created", "unchanged", "unchanged", "unchanged", "revised"]
    assert edits(result) == [("edited", STORY[5], OTHER[5])]


def test_a_page_that_never_rests_is_followed_step_by_step() -> None:
    texts = [
        (*STORY, *(f"At {n} o'clock the board met again and said number {n}." for n in range(m))) for m in range(6)
    ]
    result = judged(*(look(n, text) for n, text in enumerate(texts)), look(6, texts[-1]))
    assert result.outcomes == ["created", "unchanged"] + ["revised"] * 5
    assert [e.value["captured_at"] for e in result.events[topology.REVISED]] == [at(n) for n in range(1, 6)]
    assert revisions(result) == [(n, n + 1, None) for n in range(1, 6)]


def test_an_edit_stands_although_another_one_follows_it() -> None:
    """The first is announced by itself, the second after it has stood, too."""
    result = judged(look(0), look(1, EDITED), look(1.8, TWICE), look(2, TWICE), look(3, TWICE))
    assert result.outcomes == ["created", "unchanged", "unchanged", "revised", "revised"]
    assert edits(result, 0) == [("edited", STORY[2], EDITED[2])]
    assert edits(result, 1) == [("edited", STORY[0], TWICE[0])]


def test_a_return_is_a_revert_once_it_has_stood() -> None:
    result = judged(look(0), look(1, EDITED), look(2, EDITED), look(3), look(4))
    assert result.outcomes[3:] == ["unchanged", "revised"]
    assert revisions(result) == [(1, 2, None), (2, 3, 1)]


def test_a_look_from_before_the_held_one_is_late() -> None:
    result = judged(look(0), look(2, EDITED), look(1), look(3, EDITED))
    assert result.outcomes == ["created", "unchanged", "late", "revised"]


def test_a_cut_off_look_says_nothing_about_what_is_held() -> None:
    result = judged(look(0), look(1, EDITED), look(1.2, STORY[:2]), look(2, EDITED))
    assert result.outcomes == ["created", "unchanged", "cut_off", "revised"]
    broken = (*EDITED[:4], EDITED[4][:40])
    result = judged(look(0), look(1, EDITED), look(2, broken), look(3, EDITED))
    assert result.outcomes == ["created", "unchanged", "revised", "noise_only"]
    assert edits(result) == [("edited", STORY[2], EDITED[2])]


def test_a_deleted_end_has_to_stand_as_well() -> None:
    short, day = STORY[:3], CONFIRMED_HOURS
    looks = [look(0), look(1, short), look(1 + day, short), look(1.5 + day, short), look(3 + day, short)]
    assert judged(*looks).outcomes == ["created", "cut_off", "unchanged", "unchanged", "revised"]


def test_a_page_that_comes_back_changed_is_restored_at_once_and_revised_later() -> None:
    result = judged(look(0), look(1, None), look(2, None), look(3, EDITED), look(4, EDITED))
    assert result.outcomes == ["created", "gone", "gone", "restored", "revised"]
    changes = [event.value["change"] for event in result.events[topology.PAGE_CHANGED]]
    assert changes == ["gone", "restored"]


def test_a_held_edit_that_is_no_longer_to_be_held_is_announced() -> None:
    site = Site()
    site.sees(look(0), look(1, EDITED), rules=RULES)
    assert site.sees(look(1.1, EDITED)) == ["revised"]


def test_new_rules_swallow_what_is_held() -> None:
    site = Site()
    site.sees(look(0), look(1, EDITED), rules=RULES)
    other = Rules(("text:^From our kitchen",), confirm_after_seconds=3600)
    assert site.sees(look(2, EDITED), look(4, EDITED), rules=other) == ["unchanged", "unchanged"]
    assert not site.result.events[topology.REVISED]


def test_clocks_are_learned_while_edits_are_held() -> None:
    def clock(n: int, text: tuple[str, ...] = STORY) -> tuple[str, ...]:
        return (*text[:3], f"Water level at the lock when you opened this page: {200 + n} centimetres.", *text[3:])

    looks = [look(n * 0.1, clock(n)) for n in range(8)]
    result = judged(*looks, look(1, clock(10, EDITED[:5] + EDITED[5:])), look(2, clock(11, EDITED)))
    assert result.outcomes[-2:] == ["unchanged", "revised"]
    assert edits(result) == [("edited", STORY[2], EDITED[2])]
