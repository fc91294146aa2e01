"""Rules of places that change at every look: learned from the page's own history, and muted in plain sight."""

from __future__ import annotations

from streams import topology
from streams.stages.byhand import Rules
from streams.stages.changing import CHANGED_MIN, PLACES_MAX, STOOD_LOOKS
from streams.stages.comparing import MUTED_REASON
from tests.golden.matching import Result
from tests.stages.looks import STORY, Site, came_of, edits, look, revisions

LISTS = (
    "Also on the wharf this week: a regatta, two weddings and a funeral with brass.",
    "Also on the wharf this week: lectures on knots, in the hall behind the chandler's shop.",
    "Also on the wharf this week: nothing at all, says the harbour master, and smiles.",
)


def clock(number: int) -> str:
    """A sentence that every look shows in another way."""
    return f"Water level at the lock when you opened this page: {200 + number * 7} centimetres."


def with_clock(number: int, story: tuple[str, ...] = STORY) -> tuple[str, ...]:
    return (*story[:3], clock(number), *story[3:])


def ticking(count: int, start: int = 0) -> list[bytes]:
    """Looks at a page on which nothing but the clock changes."""
    return [look(n, with_clock(n)) for n in range(start, start + count)]


def learned(result: Result) -> list[str]:
    return [e.value["sample"] for e in result.events[topology.SITE_CHANGED] if e.value["change"] == "noise_learned"]


def test_from_the_fifth_change_on_a_place_is_muted_and_that_is_said_once() -> None:
    result = came_of(ticking(9))
    assert result.outcomes == ["created"] + ["revised"] * (CHANGED_MIN - 1) + ["muted"] * 4
    assert learned(result) == [clock(5)]
    assert result.settled[-1][0]["reason"] == MUTED_REASON


def test_a_real_edit_elsewhere_is_announced_without_the_muted_place() -> None:
    edited = (*STORY[:5], STORY[5].replace("seven", "nine"), STORY[6])
    result = came_of([*ticking(7), look(7, with_clock(7, edited)), look(8, with_clock(8, edited))])
    assert result.outcomes[-2:] == ["revised", "muted"]
    assert edits(result) == [("edited", STORY[5], edited[5])]
    noise = result.events[topology.REVISED][-1].value["disregarded"]["noise"]
    assert {found["reason"] for found in noise} == {"changing"}
    cleaned = result.events[topology.CLEANED][-1].value
    assert clock(7) in [found["text"] for found in cleaned["noise"]]
    assert clock(7) not in [paragraph["text"] for paragraph in cleaned["paragraphs"]]


def test_an_edit_of_a_neighbour_does_not_bring_the_muted_place_back() -> None:
    edited = (*STORY[:2], STORY[2].replace("eleven", "twelve"), *STORY[3:])
    result = came_of([*ticking(7), look(7, with_clock(7, edited)), look(8, with_clock(8, edited))])
    assert result.outcomes[-2:] == ["revised", "muted"]
    assert edits(result) == [("edited", STORY[2], edited[2])]


def test_a_developing_story_is_not_a_clock() -> None:
    """One sentence is changed at each look, but not alone."""
    toll = [
        look(n, (f"At least {12 + n} boats were damaged, the fire brigade said.", *STORY[:n], *STORY[n + 1 :]))
        for n in range(7)
    ]
    assert came_of(toll).outcomes == ["created"] + ["revised"] * 6


def test_a_sentence_that_changes_while_others_change_too_is_no_clock() -> None:
    """The same place at each look, and each time another one far from it."""
    looks = []
    for n in range(9):
        text = [f"At least {12 + n} boats were damaged, the fire brigade said.", *STORY]
        text[2 + n % 6] = f"The board corrected this sentence for the {n + 2}nd time, without saying why."
        looks.append(look(n, text))
    result = came_of(looks)
    assert result.outcomes == ["created"] + ["revised"] * 8
    assert not learned(result)


def test_other_rules_for_the_site_do_not_bring_a_muted_place_back() -> None:
    site, rules = Site(), Rules(("text:^From our kitchen",))
    site.sees(*ticking(7))
    assert site.sees(*ticking(3, start=7), rules=rules) == ["unchanged", "muted", "muted"]


def test_what_stands_for_a_while_between_edits_is_an_edit() -> None:
    looks = [look(n, with_clock(n // 2)) for n in range(16)]
    assert came_of(looks).outcomes == ["created"] + ["unchanged", "revised"] * 7 + ["unchanged"]


def test_a_list_that_rotates_may_show_the_same_twice() -> None:
    order = (0, 1, 2, 0, 0, 1, 2, 1)
    result = came_of([look(n, (*STORY[:4], LISTS[at], *STORY[4:])) for n, at in enumerate(order)])
    assert result.outcomes == ["created", "revised", "revised", "revised", "unchanged", "revised", "muted", "muted"]


def test_a_headline_under_test_is_muted_and_stays_in_the_article() -> None:
    titles = ("Lock gate closed", "Eleven boats will wait")
    looks = [look(n, title=titles[n % 2]) for n in range(8)]
    result = came_of([*looks, look(8, (*STORY, "The board meets on Friday."), title=titles[0])])
    assert result.outcomes == ["created"] + ["revised"] * 4 + ["muted"] * 3 + ["revised"]
    assert result.events[topology.REVISED][-1].value["headline"] is None
    assert result.events[topology.CLEANED][-1].value["headline"] == titles[0]


def test_a_place_that_stands_again_counts_again() -> None:
    still = with_clock(6)
    standing = [look(7 + n, still) for n in range(STOOD_LOOKS)]
    edited = tuple(text.replace("242", "250") for text in still)
    result = came_of([*ticking(7), *standing, look(20, still), look(21, edited)])
    assert result.outcomes[7:] == ["unchanged"] * (STOOD_LOOKS + 1) + ["revised"]
    assert edits(result) == [("edited", clock(6), clock(6).replace("242", "250"))]


def test_what_changes_in_many_places_is_no_clock_and_the_page_stays_small() -> None:
    """More places than are watched: each look is announced, nothing is learned."""
    long = [f"Paragraph {n} of the long report stands where it stood before." for n in range(30)]
    looks = []
    for number in range(8):
        text = list(long)
        for at in range(1, 2 * PLACES_MAX + 3, 2):
            text[at] = f"Counter {at} of the long report shows {number * 31 + at} visitors at this moment."
        looks.append(look(number, text))
    assert came_of(looks).outcomes == ["created"] + ["revised"] * 7


def test_a_text_that_is_replaced_as_a_whole_is_not_muted() -> None:
    words = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth")
    looks = [look(n, [text.replace(" the ", f" the {words[n]} ") for text in STORY]) for n in range(8)]
    assert came_of(looks).outcomes == ["created"] + ["revised"] * 7


def test_the_page_flips_between_two_texts() -> None:
    """A, B, A, B: two reverts are announced before the place is known to flip."""
    other = (*STORY[:3], "A gull was seen on the gate.", *STORY[3:])
    result = came_of([look(n, other if n % 2 else STORY) for n in range(8)])
    assert result.outcomes == ["created"] + ["revised"] * 4 + ["muted"] * 3
    assert revisions(result) == [(1, 2, None), (2, 3, 1), (3, 4, 2), (4, 5, 3)]
