"""Kinds and significance: what a reader is told a revision is."""

from __future__ import annotations

import copy

import pytest

from streams.text.difference.alignment import compare
from streams.text.difference.judgement import Judgement, headline_edit, judge
from tests.text.difference_cases import HARBOUR, article

LINES = HARBOUR.split("\n")
TITLE = "Port Ellis to close its harbour"


def judged(old: str, new: str, title_old: str | None = TITLE, title_new: str | None = TITLE) -> Judgement:
    before, after = article(old), article(new)
    return judge(compare(before, after, "en"), title_old, title_new, before, after, "en")


@pytest.mark.parametrize(
    ("note", "kind"),
    [
        ("Correction: An earlier version of this article misstated the number of piers.", "correction"),
        ("This article was corrected on 4 March.", "correction"),
        ("Clarification: The ferry will use a floating dock.", "clarification"),
        ("Update: The council has postponed the hearing.", "update_note"),
    ],
)
def test_an_added_editors_note_gives_the_revision_its_kind(note: str, kind: str) -> None:
    judgement = judged(HARBOUR, f"{HARBOUR}\n{note}")
    assert judgement.kind == kind
    assert [edit.kind for edit in judgement.edits] == [kind]
    notice = [] if kind == "update_note" else ["correction_notice"]
    assert [signal.type for signal in judgement.edits[0].signals] == notice


def test_a_note_at_the_end_of_a_paragraph_is_found() -> None:
    note = " An earlier version of this article misstated the cost of the repair."
    assert judged(HARBOUR, HARBOUR + note).kind == "correction"


def test_a_note_that_was_there_before_is_no_new_one() -> None:
    note = "\nCorrection: An earlier version of this article misstated the cost."
    assert judged(HARBOUR + note, (HARBOUR + note).replace("smaller", "little")).kind == "edit"
    assert (
        judged(HARBOUR + "\n[Update] The hearing is over.", HARBOUR + "\nUpdate: The hearing is over.").kind
        == "copyedit"
    )


def test_a_note_that_went_is_not_called_one() -> None:
    assert judged(HARBOUR + "\nCorrection: An earlier version misstated the cost.", HARBOUR).kind == "edit"


def test_a_note_is_linked_to_the_one_edit_whose_number_it_names() -> None:
    note = "\nCorrection: An earlier version of this article said the repair would cost 14 million dollars."
    new = HARBOUR.replace("14 million", "41 million").replace("bad weather", "foul weather") + note
    judgement = judged(HARBOUR, new)
    assert [edit.kind for edit in judgement.edits] == ["correction", "edit", "correction"]


def test_a_note_that_names_nothing_is_linked_to_nothing() -> None:
    note = "\nCorrection: An earlier version of this article misspelled a street."
    assert [edit.kind for edit in judged(HARBOUR, HARBOUR.replace("14 million", "41 million") + note).edits] == [
        "edit",
        "correction",
    ]


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        ("six weeks", "Six Weeks", "copyedit"),
        ("bad weather", "bad, weather", "copyedit"),
        ("protests", "protsets", "copyedit"),
        ("the quay", "*the quay*", "typography"),
        ("cheaper", "quicker", "edit"),
        ("two of the four", "three of the four", "edit"),
    ],
)
def test_a_copyedit_is_told_from_an_edit(old: str, new: str, kind: str) -> None:
    assert judged(HARBOUR, HARBOUR.replace(old, new)).kind == kind


def test_a_paragraph_added_at_the_end_is_appended_and_one_in_the_middle_is_not() -> None:
    more = "The port last closed in 1987, after a fire in the fish hall."
    assert judged(HARBOUR, f"{HARBOUR}\n{more}").kind == "append"
    assert judged(HARBOUR, f"{HARBOUR} {more}").kind == "append"
    assert judged(HARBOUR, "\n".join([*LINES[:3], more, *LINES[3:]])).kind == "edit"
    assert judged(HARBOUR, f"{more}\n{HARBOUR}").kind == "edit"


LIVE = """\
Follow the council meeting in Port Ellis here.
10:45 The first speaker asks for a shorter closure.
10:30 The mayor opens the meeting and greets the crews.
10:15 People are still looking for seats in the town hall."""


def test_a_stamped_entry_above_stamped_entries_is_a_live_update() -> None:
    lines = LIVE.split("\n")
    new = "\n".join([lines[0], "11:05 The vote is postponed by an hour.", "Two members are late.", *lines[1:]])
    judgement = judged(LIVE, new)
    assert judgement.kind == "live_update"
    assert {edit.kind for edit in judgement.edits} == {"live_update"}


def test_a_stamped_paragraph_on_top_of_an_article_is_no_live_blog() -> None:
    assert judged(HARBOUR, f"11:05 The vote is postponed by an hour.\n{HARBOUR}").kind == "edit"


def test_a_changed_headline_alone_is_a_headline_revision() -> None:
    judgement = judged(HARBOUR, HARBOUR, TITLE, "Port Ellis to close its harbour for six weeks")
    assert judgement.kind == "headline"
    assert judgement.edits == []
    assert judgement.headline is not None


def test_headlines_that_fold_to_the_same_are_no_edit() -> None:
    assert headline_edit("“We’re open”", '"We\'re  open"') is None
    assert headline_edit(None, None) is None
    assert headline_edit(None, "New") is not None


def test_a_headlines_number_is_a_signal_of_it() -> None:
    edit = headline_edit("Fire kills 3 in Ellis", "Fire kills 4 in Ellis", "en")
    assert edit is not None
    assert [(signal.type, signal.direction) for signal in edit.signals] == [("headline", None), ("number", "up")]


def test_a_text_of_other_words_is_a_rewrite() -> None:
    other = " ".join(f"Nobody in town {number} expected such an end to this long winter." for number in range(20))
    assert judged(HARBOUR, other).kind == "rewrite"


def test_a_changed_byline_is_signalled() -> None:
    judgement = judged(f"By Ana Lund\n{HARBOUR}", f"By Ana Lund and Per Holm\n{HARBOUR}")
    assert "byline" in [signal.type for signal in judgement.edits[0].signals]


def test_judging_leaves_the_given_edits_alone() -> None:
    before, after = article(HARBOUR), article(HARBOUR + "\nUpdate: The hearing is over.")
    edits = compare(before, after, "en")
    kept = copy.deepcopy(edits)
    judge(edits, None, None, before, after, "en")
    assert edits == kept


def test_significance_grows_with_facts_and_towards_the_lead() -> None:
    lead = judged(HARBOUR, HARBOUR.replace("six weeks", "nine weeks")).significance
    last = judged(HARBOUR, HARBOUR.replace("full year", "full decade")).significance
    number_below = judged(HARBOUR, HARBOUR.replace("14 million", "41 million")).significance
    comma = judged(HARBOUR, HARBOUR.replace("in bad", "in, bad")).significance
    moved = judged(HARBOUR, "\n".join([*LINES[1:], LINES[0]])).significance
    assert 1 >= lead > number_below > last > comma > 0
    assert comma < moved <= 0.1


def test_a_correction_is_never_insignificant() -> None:
    assert judged(HARBOUR, HARBOUR + "\nCorrection: This article misspelled a name.").significance >= 0.6
