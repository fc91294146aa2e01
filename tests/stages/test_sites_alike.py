"""Rules of a redesign: what five pages of a site change in the same way within an hour."""

from __future__ import annotations

from streams.records import Edit, Signal, Span
from streams.stages import alike
from streams.stages.sites import Site

MINUTE = 60_000_000


def edit(old: str, new: str) -> Edit:
    """An edit whose span is the whole of it."""
    return Edit("edited", old, new, spans=[Span("replace", (0, len(old)), (0, len(new)))])


HOUSE_STYLE = [edit("mark-up", "markup")]
NEW_NAME = [edit("Digital Group", "Community")]


def muted(site: Site, page: str, edits: list[Edit], minute: int = 0) -> tuple[bool, list[list[str]]]:
    """Return whether a page's revision is muted, and the pages of each redesign that is said."""
    made = alike.changes(edits, None)
    known = alike.earlier(site, made, page, minute * MINUTE)
    alike.note(site, made, page, minute * MINUTE)
    said = alike.redesign(site, made, known, minute * MINUTE)
    return alike.is_muted(known), [said[0]] if said else []


def test_from_the_fifth_page_on_a_change_is_muted_and_said_once() -> None:
    site = Site("quay.example")
    found = [muted(site, page, HOUSE_STYLE) for page in "ABCDEFG"]
    assert found == [(False, [])] * 4 + [(True, [["A", "B", "C", "D"]])] + [(True, [])] * 2


def test_each_change_may_have_been_made_by_four_pages_of_its_own() -> None:
    site = Site("quay.example")
    for page in "ABCD":
        muted(site, page, HOUSE_STYLE)
    for page in "EFGH":
        muted(site, page, NEW_NAME)
    assert muted(site, "I", HOUSE_STYLE + NEW_NAME)[0]


def test_one_change_of_its_own_and_a_page_is_announced() -> None:
    site = Site("quay.example")
    for page in "ABCDE":
        muted(site, page, HOUSE_STYLE)
    assert not muted(site, "F", [*HOUSE_STYLE, edit("nine", "eleven")])[0]


def test_changes_count_beside_others_of_the_same_page() -> None:
    """Four pages with an edit of their own each teach what the fifth shows by itself."""
    site = Site("quay.example")
    for page in "ABCD":
        muted(site, page, [edit("Anton " + page, "Anna " + page), *HOUSE_STYLE])
    assert muted(site, "E", HOUSE_STYLE)[0]


def test_each_page_with_a_standfirst_of_its_own_is_a_redesign() -> None:
    def standfirst(page: str) -> Edit:
        return Edit("added", None, f"What became of pier {page}", None, (0, 0), signals=[Signal("standfirst")])

    site = Site("quay.example")
    found = [muted(site, page, [standfirst(page)]) for page in "ABCDEF"]
    assert found == [(False, [])] * 4 + [(True, [["A", "B", "C", "D"]]), (True, [])]
    assert not muted(site, "G", [standfirst("G"), edit("nine", "eleven")])[0]
    assert not muted(site, "H", [Edit("added", None, "What became of pier H", None, (0, 0))])[0]


def test_what_lies_more_than_an_hour_back_does_not_count() -> None:
    site = Site("quay.example")
    for page in "ABCD":
        muted(site, page, HOUSE_STYLE)
    assert not muted(site, "E", HOUSE_STYLE, minute=61)[0]


def test_a_redesign_that_creeps_is_said_once() -> None:
    site = Site("quay.example")
    said = [muted(site, f"page {n}", HOUSE_STYLE, minute=15 * n)[1] for n in range(12)]
    assert [pages for pages in said if pages] == [[[f"page {n}" for n in range(4)]]]


def test_all_that_changes_in_step_is_one_redesign() -> None:
    """A sweep of a site reaches its pages with another mix of changes each."""
    site = Site("quay.example")
    said = [muted(site, page, HOUSE_STYLE, minute=1)[1] for page in "ABCDEF"]
    said += [muted(site, page, NEW_NAME, minute=9)[1] for page in "GHIJKLM"]
    assert [pages for pages in said if pages] == [[["A", "B", "C", "D"]]]
    said = [muted(site, page, NEW_NAME, minute=90)[1] for page in "GHIJKLM"]
    assert [pages for pages in said if pages] == [[["G", "H", "I", "J"]]]


def test_the_example_of_a_redesign_is_the_change_with_most_words() -> None:
    site, long = Site("quay.example"), edit("The crew", "The crew of the Lantern rows")
    for page in "ABCDE":
        made = alike.changes([edit("tags", "topics:"), long, edit("_", ")._")], None)
        known = alike.earlier(site, made, page, 0)
        alike.note(site, made, page, 0)
        said = alike.redesign(site, made, known, 0)
    assert said == (["A", "B", "C", "D"], long.new)


def test_a_page_does_not_count_for_itself() -> None:
    site = Site("quay.example")
    assert not any(muted(site, "A", HOUSE_STYLE, minute=n)[0] for n in range(9))


def test_a_sign_that_went_is_the_same_change_at_any_word_but_not_in_a_figure() -> None:
    def marks(old: str, new: str) -> list[str]:
        return list(alike.changes([edit(old, new)], None))

    assert marks("_Tim", "Tim") == marks("_You", "You") == marks("_", "")
    assert marks("1.5", "15") != marks("2.5", "25")
    assert marks("cart", "cat") != marks("part", "pat")


def test_a_page_with_too_many_changes_is_announced() -> None:
    site = Site("quay.example")
    many = [edit(f"word {n}", f"term {n}") for n in range(alike.CHANGES_OF_A_PAGE_MAX + 1)]
    assert not any(muted(site, page, many)[0] for page in "ABCDEF")


def test_what_is_remembered_is_bounded_and_the_oldest_goes_first() -> None:
    site = Site("quay.example")
    for page in range(400):
        muted(site, str(page), [edit(f"word {page} {n}", f"term {page} {n}") for n in range(20)])
    kept = sum(len(marks) for marks, _, _ in site.changes) // alike.MARK_DIGITS
    assert alike.CHANGES_KEPT_MAX - 20 <= kept <= alike.CHANGES_KEPT_MAX
    assert site.changes[-1][2] == "399"
