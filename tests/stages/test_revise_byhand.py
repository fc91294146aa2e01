"""Rules by hand: what a person leaves out or keeps wins over what was judged and learned, and changes in silence."""

from __future__ import annotations

import time as clock
from typing import Any

import orjson
import pytest

from streams import topology
from streams.stages import announce
from streams.stages.byhand import RULES_MAX, BadRule, Rules
from tests.golden.matching import Result
from tests.stages.looks import STORY, Site, at, came_of, edits, look, revisions

TEASER = "From our kitchen: how to cook eel as the lock keepers did."
APPEAL = "Please support our newsroom with a donation, because independent reporting costs money every single day."
PAGE = """<html><head><title>Lock gate closed</title><meta property="og:title" content="Lock gate closed">
<script type="application/ld+json">{{"@type": "NewsArticle", "datePublished": "2026-03-30T08:00:00Z"}}</script></head>
<body><article><h1>Lock gate closed</h1>{}</article></body></html>"""


def page(hours: float, *parts: str) -> bytes:
    """A capture of an HTML page whose article holds these parts and the story."""
    body = PAGE.format("".join(parts) + "".join(f"<p>{text}</p>" for text in STORY))
    return look(hours, content_type="text/html", body=body)


def shown(result: Result, number: int = -1) -> list[str]:
    return [paragraph["text"] for paragraph in result.events[topology.CLEANED][number].value["paragraphs"]]


def noise(result: Result, number: int = -1) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = result.events[topology.CLEANED][number].value["noise"]
    return found


def test_a_paragraph_is_left_out_by_its_words_and_listed_with_the_rule() -> None:
    rule = "text:^From our kitchen"
    result = came_of([look(0, (*STORY, TEASER, STORY[0].replace("May", "June")))], Rules((rule,)))
    assert TEASER not in shown(result)
    assert noise(result) == [{"text": TEASER, "reason": "by_hand", "rule": rule}]


def test_an_element_is_left_out_by_a_selector() -> None:
    box = f'<div class="kitchen"><p>{TEASER}</p></div>'
    rules = Rules(("css:div.kitchen",))
    result = came_of([page(0, box), page(1, box.replace("eel", "carp"))], rules)
    assert TEASER not in shown(result)
    assert {"text": TEASER, "reason": "by_hand", "rule": "css:div.kitchen"} in noise(result)
    assert result.outcomes == ["created", "noise_only"]
    assert result.events[topology.CLEANED][0].value["published_at"] == "2026-03-30T08:00:00Z"


def test_what_reads_like_an_appeal_is_kept_by_its_words() -> None:
    text = (*STORY[:3], APPEAL, *STORY[3:])
    assert APPEAL not in shown(came_of([look(0, text)]))
    assert shown(came_of([look(0, text)], Rules(keep=("text:support our newsroom",)))) == list(text)


def test_an_element_that_was_taken_out_is_kept_where_the_page_has_it() -> None:
    box = '<aside class="newsletter"><p>Sign up for our newsletter about locks and weirs.</p></aside>'
    source = (
        page(0, box)
        .decode()
        .replace(STORY[3], STORY[3] + "</p><aside class='x'><p>A note of the board.</p></aside><p>")
    )
    kept = came_of([source.encode()], Rules(keep=("css:aside.x", "css:aside.newsletter")))
    texts = shown(kept)
    assert texts.index("A note of the board.") == texts.index(STORY[3]) + 1
    assert "Sign up for our newsletter about locks and weirs." in texts


def test_keeping_wins_over_leaving_out() -> None:
    rules = Rules(("text:lock", "text:hinge"), ("text:hinge was cast",))
    assert STORY[3] in shown(came_of([look(0)], rules))


def test_a_block_that_the_site_has_taught_is_kept_by_hand() -> None:
    house = "The Quarrytown Courier has been printed in this town since the canal was dug."
    others = [
        orjson.dumps({"url": f"https://quarrytown.example/news/{n}", "captured_at": at(n / 10), "status": 200,
                      "content_type": "text/plain", "title": f"Report {n}",
                      "body": "\n\n".join(f"{word} {n} {text} {word * 3}" for text in STORY) + f"\n\n{house}"})
        for n, word in enumerate(("Alder", "Birch", "Cedar", "Damson"))
    ]  # fmt: skip
    text = (*STORY, house)
    assert house not in shown(came_of([*others, look(1, text)]))
    assert shown(came_of([*others, look(1, text)], Rules(keep=("text:Quarrytown Courier",)))) == list(text)


def test_other_rules_announce_nothing_and_later_edits_are_announced() -> None:
    text = (*STORY[:3], TEASER, *STORY[3:])
    edited = tuple(paragraph.replace("eleven", "twelve") for paragraph in text)
    rules = Rules(("text:^From our kitchen",))
    site = Site()
    assert site.sees(look(0, text), look(1, text)) == ["created", "unchanged"]
    assert site.sees(look(2, text), look(3, text), rules=rules) == ["unchanged", "unchanged"]
    assert site.sees(look(4, edited), rules=rules) == ["revised"]
    assert edits(site.result) == [("edited", STORY[2], edited[2])]
    assert site.sees(look(5, edited), look(6, edited)) == ["unchanged", "unchanged"]
    assert revisions(site.result) == [(1, 2, None)]


def test_a_rule_kept_for_a_block_that_was_learned_brings_it_back_in_silence() -> None:
    site = Site()
    text = (*STORY[:3], APPEAL, *STORY[3:])
    keep = Rules(keep=("text:support our newsroom",))
    assert site.sees(look(0, text)) == ["created"]
    assert site.sees(look(1, text), look(2, (*text, "The board meets on Friday.")), rules=keep) == [
        "unchanged",
        "revised",
    ]
    assert edits(site.result) == [("added", None, "The board meets on Friday.")]


def test_a_new_judgement_announces_nothing_and_later_edits_are_announced(monkeypatch: pytest.MonkeyPatch) -> None:
    """State that was written by judgement 1, read by judgement 2: the text differs, and nobody hears of it."""
    site, other = Site(), (*STORY[:5], "A sentence that the old judgement took for noise.", *STORY[5:])
    edited = tuple(paragraph.replace("eleven", "twelve") for paragraph in other)
    site.sees(look(0), look(1))
    monkeypatch.setattr(announce, "JUDGEMENT", "2")
    assert site.sees(look(2, other), look(3, other), look(4, edited)) == ["unchanged", "unchanged", "revised"]
    assert revisions(site.result) == [(1, 2, None)]
    assert edits(site.result) == [("edited", STORY[2], edited[2])]


@pytest.mark.parametrize(
    "rule",
    ["p.teaser", "css:p..x", "css:", "text:", "text:(", "text:(?=x)", r"text:(a)\1", "text:" + "x" * 2_000,
     "text:(a{1000}){1000}"],
)  # fmt: skip
def test_a_rule_that_cannot_be_used_is_said_in_one_line(rule: str) -> None:
    with pytest.raises(BadRule) as fault:
        Rules((rule,))
    assert "\n" not in str(fault.value)


def test_a_site_has_no_more_rules_than_it_may() -> None:
    with pytest.raises(BadRule):
        Rules(tuple(f"text:rule {n}" for n in range(RULES_MAX + 1)))


def test_no_pattern_can_hold_up_a_partition() -> None:
    """The pattern that takes backtracking engines for ever, beside one that they find at once."""
    evil, plain = Rules(("text:^(a+)+$",)), Rules(("text:^b",))
    text = "a" * 15_000 + "b"
    started = clock.process_time()
    plain.leaves_out(text)
    lap = clock.process_time() - started
    assert evil.leaves_out(text) is None
    assert clock.process_time() - started - lap < 1_000 * max(lap, 1e-3)
