"""A link that leads elsewhere is an edit, also where its words stay."""

from __future__ import annotations

from dataclasses import replace

import pytest

from streams.records import Edit, Paragraph, Signal
from streams.stages import alike
from streams.text.difference.alignment import compare
from streams.text.difference.edits import apply, flow, shape
from streams.text.difference.ending import carry_over, missing_end
from streams.text.difference.judgement import judge
from streams.text.sentences import split

TEXT = "The mill will close. The council put the plan online. Work begins in May."
OTHER = "Visitors may see the old wheel until then."
PLAN, NEWER, MILL = "https://council.example/plan", "https://council.example/plan-2", "https://mill.example/"


def paragraph(text: str, **links: str) -> Paragraph:
    """A paragraph in which each word named leads to an address."""
    places = [(text.index(word), text.index(word) + len(word), url) for word, url in links.items()]
    return Paragraph(text, "paragraph", split(text, "en"), sorted(places))


def told(old: list[Paragraph], new: list[Paragraph]) -> list[Edit]:
    return judge(compare(old, new, "en"), None, None, old, new, "en").edits


@pytest.mark.parametrize("around", [[], [paragraph(OTHER)]])
def test_a_changed_target_is_an_edit_of_its_sentence_alone(around: list[Paragraph]) -> None:
    old, new = [*around, paragraph(TEXT, plan=PLAN)], [*around, paragraph(TEXT, plan=NEWER)]
    (edit,) = told(old, new)
    assert (edit.op, edit.old, edit.new, edit.spans) == ("edited", edit.new, "The council put the plan online.", [])
    assert (edit.kind, edit.signals) == ("copyedit", [Signal("link", PLAN, NEWER)])
    assert apply([edit], old, shape(new)) == flow(new)
    assert judge([edit], None, None, old, new, "en").significance <= 0.05


def test_a_link_that_came_or_went_beside_others_is_told() -> None:
    old, new = [paragraph(TEXT, plan=PLAN)], [paragraph(TEXT, plan=PLAN, mill=MILL)]
    assert [edit.signals for edit in told(old, new)] == [[Signal("link", None, MILL)]]
    assert [edit.signals for edit in told(new, old)] == [[Signal("link", MILL, None)]]


def test_a_sentence_that_was_edited_as_well_is_one_edit() -> None:
    (edit,) = told([paragraph(TEXT, May=PLAN)], [paragraph(TEXT.replace("May", "June"), June=NEWER)])
    assert [signal.type for signal in edit.signals] == ["date", "link"]


def test_a_capture_that_knows_no_links_says_nothing_of_them() -> None:
    assert told([paragraph(TEXT, plan=PLAN)], [paragraph(TEXT)]) == []


def test_copies_lead_to_their_own_sites() -> None:
    assert compare([paragraph(TEXT, plan=PLAN)], [paragraph(TEXT, plan=NEWER)], "en", with_links=False) == []


def test_the_same_link_mended_on_many_pages_is_one_change() -> None:
    (here,) = told([paragraph(TEXT, plan=PLAN)], [paragraph(TEXT, plan=NEWER)])
    (there,) = told([paragraph("See the plan.", plan=PLAN)], [paragraph("See the plan.", plan=NEWER)])
    assert alike.changes([here], None).keys() == alike.changes([there], None).keys()


def test_a_carried_over_end_keeps_its_links() -> None:
    old = [paragraph(OTHER, wheel=MILL), paragraph(TEXT, mill=MILL, plan=PLAN)]
    short = replace(old[1], text=TEXT[:21].strip(), sentences=[(0, 20)], links=old[1].links[:1])
    missing = missing_end(old, [old[0], short])
    assert missing is not None
    whole = carry_over(old, [old[0], short], missing)
    assert compare(old, whole, "en") == []
    assert whole[-1].links == old[1].links
