"""How much a revision matters: few words can turn a statement round, many can say nothing."""

from __future__ import annotations

import pytest

from streams.text.difference.alignment import compare
from streams.text.difference.judgement import Judgement, judge
from streams.text.difference.significance import WEIGHTS
from tests.text.difference_cases import HARBOUR, article

REST = " The rest of the report stays as it was."


def judged(old: str, new: str, language: str = "en", titles: tuple[str, str] = ("A title", "A title")) -> Judgement:
    before, after = article(old), article(new)
    return judge(compare(before, after, language), *titles, before, after, language)


def lead(old: str, new: str, language: str = "en") -> Judgement:
    return judged(old + REST, new + REST, language)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Council Votes To Close Harbour", "Council votes to close harbour"),
        ("Council votes: harbour closes", "Council votes; harbour closes"),
    ],
)
def test_a_headline_in_other_capitals_or_marks_hardly_matters(old: str, new: str) -> None:
    judgement = judged(HARBOUR, HARBOUR, titles=(old, new))
    assert judgement.kind == "headline"
    assert judgement.significance <= 0.05


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("The mayor was cleared of fraud", "The mayor was guilty of fraud"),
        ("Her team won the final match", "Her team lost the final match"),
        ("The driver hit the cyclist at the bend", "The cyclist hit the driver at the bend"),
    ],
)
def test_a_statement_turned_round_in_headline_or_lead_matters(old: str, new: str) -> None:
    assert lead(f"{old}.", f"{new}.").significance >= 0.15
    assert judged(HARBOUR, HARBOUR, titles=(old, new)).significance >= 0.15


def test_a_word_exchanged_far_below_matters_little() -> None:
    assert judged(HARBOUR, HARBOUR.replace("complaints", "objections")).significance < 0.05


@pytest.mark.parametrize(("old", "new"), [("Each guest pays.", "Every guest pays."), ("It came in.", "It came over.")])
def test_small_words_turn_no_statement_round(old: str, new: str) -> None:
    assert lead(old, new).significance < 0.15


def test_a_word_exchanged_where_no_rule_knows_a_fact_matters_a_little() -> None:
    below = HARBOUR + "\nHon {} matchen i går kväll."
    assert judged(below.format("vann"), below.format("förlorade"), "sv").significance >= 0.1
    assert lead("فاز الفريق في المباراة أمس.", "خسر الفريق في المباراة أمس.", "ar").significance >= 0.1


def test_a_quotation_altered_or_deleted_matters_more_than_its_words() -> None:
    quote = "“We looked for a cheaper way and there is one,” said Maren Holt, who leads the port authority.\n"
    plain = "They looked for a cheaper way and there is one, to hear Maren Holt, who leads the port authority.\n"
    start = HARBOUR.split("“")[0]
    deleted = judged(start + quote + REST, start + REST).significance
    assert deleted > judged(start + plain + REST, start + REST).significance + 0.03
    assert judged(start + quote, start + quote.replace("cheaper", "longer")).significance >= 0.3


def test_a_date_weighs_no_less_than_a_name() -> None:
    assert WEIGHTS["date"] >= WEIGHTS["name"]


def test_appended_facts_are_no_correction() -> None:
    more = "\n“We will not pay 12 crowns,” said Ann Holt on Monday, and 400 others agreed that nobody will."
    judgement = judged(HARBOUR, HARBOUR + more)
    assert judgement.kind == "append"
    assert judgement.significance < 0.2


def test_an_update_is_no_notice_of_correction() -> None:
    judgement = judged(HARBOUR, HARBOUR + "\nUpdate: The council has postponed the hearing.")
    assert judgement.kind == "update_note"
    assert judgement.significance <= 0.3
    assert "correction_notice" not in [signal.type for edit in judgement.edits for signal in edit.signals]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("It opens on May 12, 2026 in town.", "It opens on 12 May 2026 in town."),
        ("It opens on 2026-05-12 in town.", "It opens on May 12, 2026 in town."),
    ],
)
def test_a_date_written_otherwise_is_copyedit(old: str, new: str) -> None:
    assert lead(old, new).kind == "copyedit"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Nobody paid 12 crowns on Monday.", {("number", "12"), ("date", "Monday"), ("negation", "nobody")}),
        ("“We will stay here,” he said.", {("quote", "We will stay here,")}),
    ],
)
def test_whole_sentences_give_what_they_hold_as_values_of_one_side(text: str, expected: set[tuple[str, str]]) -> None:
    longer = f"The pier was shut. {text}{REST}"
    for before, after, side in (
        (longer, "The pier was shut." + REST, "old"),
        ("The pier was shut." + REST, longer, "new"),
    ):
        found = [signal for edit in judged(before, after).edits for signal in edit.signals]
        assert {(signal.type, getattr(signal, side)) for signal in found} >= expected
        assert all(None in (signal.old, signal.new) for signal in found)


RENAMED = "\n".join(f"At noon the crews of {{}} went to quay {number} and waited there." for number in "abcdefgh")


@pytest.mark.parametrize(("language", "frame"), [("en", RENAMED), ("fr", RENAMED.replace("the crews", "les gens"))])
def test_one_replacement_told_often_is_one(language: str, frame: str) -> None:
    once = frame.replace("{}", "Kessel").replace("Kessel", "Doran", 1)
    everywhere = judged(frame.replace("{}", "Kessel"), frame.replace("{}", "Doran"), language)
    single = judged(frame.replace("{}", "Kessel"), once, language)
    others = frame
    for name in ("Doran", "Marlo", "Perrin", "Salve", "Tomsk", "Ulmer", "Varna", "Wexla"):
        others = others.replace("{}", name, 1)
    assert len(everywhere.edits) == 8
    assert single.significance <= everywhere.significance <= single.significance + 0.1
    assert judged(frame.replace("{}", "Kessel"), others, language).significance > everywhere.significance + 0.15


@pytest.mark.parametrize(
    ("language", "old", "new"),
    [
        ("en", "the Harbour Service of Kessel", "the Harbour Services of Kessel"),
        ("en", "the late Ann Milzetich of Kessel", "the late Ann Milzetech of Kessel"),
        ("fr", "avec Jeanne Montpelier hier", "avec Jeanne Montpellier hier"),
        ("es", "con Ana Fernandes ayer", "con Ana Fernándes ayer"),
    ],
)
def test_a_letter_inside_a_name_matters_far_less_than_a_year(language: str, old: str, new: str) -> None:
    judgement = lead(f"We met {old}.", f"We met {new}.", language)
    assert judgement.kind == "copyedit"
    assert judgement.significance * 4 < lead("It was 2019 there.", "It was 2021 there.", language).significance


@pytest.mark.parametrize(("old", "new"), [("Clinton", "Clifton"), ("Ann Holt", "Ann Holz"), ("Austria", "Australia")])
def test_another_name_stays_one(old: str, new: str) -> None:
    signals = [
        item.type for edit in lead(f"We met {old} there.", f"We met {new} there.").edits for item in edit.signals
    ]
    assert signals == ["name"]


@pytest.mark.parametrize(("language", "old", "new"), [("en", "Kessel", "Doran"), ("es", "Marlo", "Perrin")])
def test_a_name_exchanged_far_below_still_matters(language: str, old: str, new: str) -> None:
    filler = "\n".join(f"This is line {number} of a long text." for number in range(60))
    frame = filler + "\nAt noon they went to {} and back."
    assert judged(frame.format(old), frame.format(new), language).significance >= 0.1


@pytest.mark.parametrize(
    ("language", "text", "old", "new"),
    [
        ("en", "Those {} doodles can end in art.", "lame", "unskilled"),
        ("de", "Diese {} Bilder sind am Ende gut.", "lahmen", "einfachen"),
        ("fr", "Ces {} dessins finissent bien.", "pauvres", "simples"),
    ],
)
def test_another_adjective_matters_more_than_a_doubled_word(language: str, text: str, old: str, new: str) -> None:
    below = f"{HARBOUR}\n{text}"
    by = f"{HARBOUR}\nIt was made by hand."
    doubled = judged(by.replace("made by", "made by by"), by, "en").significance
    assert judged(below.format(old), below.format(new), language).significance > 1.5 * doubled
