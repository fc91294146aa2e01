"""What is a copy and what only looks like one, on invented texts."""

from itertools import combinations

import pytest

from streams.records import Paragraph
from streams.text.editions import compare
from streams.text.likeness import Body, Likeness, worth_a_check
from tests.stages.copies import Pair, blend, briefs, forms, pairs, stories

STORIES = stories()
ENGLISH = {name: text for name, text in STORIES.items() if name != "german"}


def body(text: str, headline: str | None = None, cut_off: bool = False) -> Body:
    return Body([Paragraph(line.strip()) for line in text.splitlines() if line.strip()], headline, cut_off)


def judged(one: str | Body, other: str | Body, days: float = 1) -> Likeness | None:
    """The judgement, after checking that the other way round it is the same from the other's view."""
    first, second = (body(side) if isinstance(side, str) else side for side in (one, other))
    found, mirrored = compare(first, second, days), compare(second, first, days)
    assert (found is None) == (mirrored is None)
    if found and mirrored:
        opposite = {"excerpt": "extended", "extended": "excerpt"}
        assert mirrored.relation == opposite.get(found.relation, found.relation)
        assert mirrored.strength == found.strength
        assert worth_a_check(first, second)
    return found


def united(one: str | Body, other: str | Body, days: float = 1) -> bool:
    found = judged(one, other, days)
    return found is not None and found.unites


def lines(text: str) -> list[str]:
    return text.strip().splitlines()


def edited(text: str, every: int) -> str:
    """Return the text as a second desk would print it: a word changed here and there."""
    words = text.split(" ")
    return " ".join(word.lower() + "ly" if at % every == every - 1 else word for at, word in enumerate(words))


@pytest.mark.parametrize("name", sorted(STORIES))
class TestCopies:
    def test_the_same_words_are_identical_whatever_their_typography(self, name: str) -> None:
        typeset = STORIES[name].replace('"', "“").replace("'", "’").replace(" - ", " — ").replace("\n", "\n\n")
        found = judged(STORIES[name], typeset)
        assert found
        assert found.relation == "identical"

    def test_a_repost_between_appeals_is_near(self, name: str) -> None:
        found = judged(STORIES[name], blend("appeal")[0] + STORIES[name] + blend("newsletter")[0])
        assert found
        assert found.unites

    @pytest.mark.parametrize("every", [8, 15, 40])
    def test_scattered_edits_leave_a_copy(self, name: str, every: int) -> None:
        assert united(STORIES[name], edited(STORIES[name], every))

    def test_a_lead_of_two_paragraphs_is_an_excerpt_that_unites(self, name: str) -> None:
        found = judged("\n".join(lines(STORIES[name])[:2]), STORIES[name])
        assert found
        assert (found.relation, found.unites, found.lead) == ("excerpt", True, True)

    def test_a_text_cut_off_in_the_middle_of_a_word_unites(self, name: str) -> None:
        found = judged(STORIES[name], body(STORIES[name][: len(STORIES[name]) * 2 // 5], cut_off=True))
        assert found
        assert (found.relation, found.unites) == ("extended", True)

    def test_a_wire_copy_with_a_dateline_and_without_its_end_unites(self, name: str) -> None:
        wire = "HARLOW (Wire) - " + "\n".join(lines(STORIES[name])[:-3])
        assert united(STORIES[name], wire)

    def test_three_new_paragraphs_in_the_middle_leave_a_copy(self, name: str) -> None:
        old = lines(STORIES[name])
        assert united("\n".join(old), "\n".join([*old[:3], *lines(blend("quote")[0])[:3], *old[3:]]))

    def test_paragraphs_in_another_order_leave_a_copy(self, name: str) -> None:
        old = lines(STORIES[name])
        assert united("\n".join(old), "\n".join([*old[:2], *old[4:], *old[2:4]]))

    def test_a_copy_of_a_year_later_is_still_a_copy(self, name: str) -> None:
        assert united(STORIES[name], edited(STORIES[name], 30), days=380)


class TestUpdates:
    def test_a_higher_toll_is_the_same_story(self) -> None:
        new = STORIES["ferry"].replace("at least four people were hurt", "at least nine people were hurt")
        new = new.replace("took off 60 passengers", "took off 84 passengers")
        assert united(STORIES["ferry"], new)

    def test_a_later_report_of_the_same_accident_is_the_same_story(self) -> None:
        new = STORIES["ferry"].replace("212 passengers", "214 passengers").replace("at least four", "nine")
        new = new.replace("on Monday. Until then", "on Tuesday. Until then").replace("60 passengers", "84 passengers")
        assert united(STORIES["ferry"], new + "Lorne Lines said on Monday that it would refund all tickets.\n")

    def test_a_corrected_name_is_the_same_story(self) -> None:
        new = STORIES["bridge"].replace("Marta Quill", "Martha Quille").replace("Owen Pratt", "Owain Platt")
        assert united(STORIES["bridge"], new)

    def test_a_date_put_right_is_the_same_story(self) -> None:
        new = STORIES["water"].replace("3 February", "13 February").replace("on Wednesday", "on Thursday")
        assert united(STORIES["water"], new)

    def test_a_story_half_rewritten_within_days_is_the_same_story(self) -> None:
        old = lines(STORIES["bridge"])
        new = [
            *old[:2],
            "The cracks are up to eleven inches long, according to photographs that the department released.",
            *old[4:6],
            "Steel for the plates is ordered from a mill in Ridley. Engineers from the department go there on Friday.",
            old[6],
            "A petition for a second crossing had 2,000 names by the evening. Okafor signed it in front of the bakery.",
        ]
        assert united("\n".join(old), "\n".join(new), days=2)
        assert not united("\n".join(old), "\n".join(new), days=200)


@pytest.mark.parametrize("name", sorted(forms()))
def test_a_form_filled_in_twice_is_no_copy(name: str) -> None:
    form = forms()[name]
    for one, other in combinations(range(len(form.texts)), 2):
        assert not united(form.texts[one], form.texts[other], form.days * (other - one)), (one, other)


@pytest.mark.parametrize("name", sorted(forms()))
def test_a_form_filled_in_once_and_printed_twice_is_a_copy(name: str) -> None:
    for text in forms()[name].texts:
        assert united(text, blend("newsletter")[0] + text)


@pytest.mark.parametrize("pair", [pytest.param(pair, id=name) for name, pair in pairs("twins")])
def test_twins_are_one_article(pair: Pair) -> None:
    assert united(pair.one, pair.other, pair.days)


@pytest.mark.parametrize("pair", [pytest.param(pair, id=name) for name, pair in pairs("strangers")])
def test_strangers_are_two_articles(pair: Pair) -> None:
    assert not united(pair.one, pair.other, pair.days)


def test_there_are_enough_hard_cases() -> None:
    not_copies = sum(len(form.texts) * (len(form.texts) - 1) // 2 for form in forms().values())
    assert not_copies + len(pairs("strangers")) >= 60
    assert len(pairs("twins")) + len(briefs()) >= 30


@pytest.mark.parametrize("name", ["catalogue", "quote"])
def test_a_shared_tail_or_quote_makes_no_copies(name: str) -> None:
    for one, other in combinations(blend(name), 2):
        assert not united(one, other, 5)


@pytest.mark.parametrize(("one", "other"), list(combinations(sorted(STORIES), 2)))
def test_a_shared_appeal_makes_no_copies(one: str, other: str) -> None:
    appeal = blend("appeal")[0] + blend("newsletter")[0]
    assert judged(appeal + STORIES[one], appeal + STORIES[other]) is None


@pytest.mark.parametrize("at", range(4))
@pytest.mark.parametrize("first", [False, True])
def test_a_round_up_is_linked_to_what_it_carries_but_not_united(at: int, first: bool) -> None:
    briefs = blend("briefs")
    carried = briefs.pop(at)
    found = judged("\n".join([carried, *briefs] if first else [*briefs, carried]), carried)
    assert found
    assert (found.relation, found.unites) == ("extended", False)


@pytest.mark.parametrize(("one", "other"), list(combinations(sorted(ENGLISH), 2)))
def test_a_page_that_carries_two_stories_whole_unites_at_most_the_one_it_opens_with(one: str, other: str) -> None:
    assert not united(ENGLISH[one] + ENGLISH[other], "\n".join(lines(ENGLISH[other])[:4]))


@pytest.mark.parametrize("name", sorted(briefs()))
class TestBriefs:
    def test_a_brief_put_right_here_and_there_is_a_copy(self, name: str) -> None:
        report, *copies = briefs()[name]
        for copy in copies:
            assert united(report, copy)

    def test_a_brief_under_another_headline_is_the_same_text(self, name: str) -> None:
        report = briefs()[name][0]
        found = judged(body(report, "What we know this morning"), body(report, "The news in brief"))
        assert found
        assert found.relation == "identical"

    def test_a_brief_grown_into_a_report_is_a_copy(self, name: str) -> None:
        report = briefs()[name][0].strip()
        assert united(report, f"{report} It will be debated on 9 October, when 40 guests and Lena Marsh are expected.")


class TestShortTexts:
    def test_a_stub_of_the_same_words_under_another_headline_is_no_copy(self) -> None:
        stub = "Watch the video above for more on this story."
        assert judged(body(stub, "Fire in Harlow"), body(stub, "Snow in Marlow")) is None
        assert judged(body(stub, "Fire in Harlow"), body(stub, "Fire in Harlow"))

    def test_short_texts_that_differ_are_no_copies(self) -> None:
        assert judged("Harlow beat Tessford 2-1 on Saturday.", "Harlow beat Tessford 3-1 on Saturday.") is None

    def test_empty_texts_are_not_worth_a_check(self) -> None:
        assert not worth_a_check(body(""), body(""))
