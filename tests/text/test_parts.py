"""Changes outside the running text are edits that say where they are."""

from __future__ import annotations

from typing import Any

import pytest

from streams.commands import offline
from streams.records import Paragraph, ParagraphKind
from streams.text.difference.alignment import compare
from streams.text.difference.judgement import judge

PAGE = """<!doctype html><html lang="en"><head><title>Mill to close</title></head><body><main><article>
<h1>Mill to close</h1><p class="standfirst">The last mill of Hazelford will close in {month}.</p>
<p>The owner of the old mill by the river said on Monday that the wheel would stop for good this year.</p>
<figure><img src="a.jpg" alt=""><figcaption>The mill in {year}, seen from the bridge.</figcaption></figure>
<p>Some of the flour that is sold in the valley comes from there, and bakers said that they were looking around.</p>
<ul><li>Built of stone from the quarry above the town</li><li>Home to {bats} bats of a rare kind in its roof</li></ul>
<table><tr><th>Year</th><th>Tonnes</th></tr><tr><td>2023</td><td>{tonnes}</td></tr></table>
<p>A society of friends of the mill wants to buy it. It has published <a href="{plan}">a plan</a> for the building.</p>
</article></main></body></html>"""
FIRST = {"month": "May", "year": "1911", "bats": "forty", "tonnes": "310", "plan": "/plan"}


def capture(**changed: str) -> dict[str, Any]:
    body = PAGE.format(**{**FIRST, **changed})
    at = "2026-03-01T08:00:00Z" if not changed else "2026-03-01T09:00:00Z"
    url = "https://echo.example/mill"
    return {"url": url, "captured_at": at, "status": 200, "content_type": "text/html", "body": body}


@pytest.mark.parametrize(
    ("place", "value", "expected"),
    [
        ("month", "June", ["date", "standfirst"]),
        ("bats", "sixty", ["number", "item"]),
        ("tonnes", "290", ["number", "table"]),
        ("plan", "/plan-of-march", ["link"]),
    ],
)
def test_a_change_beside_the_running_text_is_not_lost(place: str, value: str, expected: list[str]) -> None:
    event = offline.compare(capture(), capture(**{place: value})).event
    assert event is not None
    (edit,) = event["edits"]
    assert (edit["op"], [signal["type"] for signal in edit["signals"]]) == ("edited", expected)


@pytest.mark.parametrize("kind", ["standfirst", "caption", "table", "item"])
def test_an_edit_says_in_which_part_of_the_article_it_is(kind: ParagraphKind) -> None:
    lead = Paragraph("The last mill of Hazelford will close in May.")
    old, new = (Paragraph(f"The mill in {year}, seen from the bridge.", kind) for year in ("1911", "1921"))
    (edit,) = judge(compare([lead, old], [lead, new], "en"), None, None, [lead, old], [lead, new], "en").edits
    assert [signal.type for signal in edit.signals] == ["date", kind]
    (gone,) = judge(compare([lead, old], [lead], "en"), None, None, [lead, old], [lead], "en").edits
    assert [signal.type for signal in gone.signals] == ["date", kind]
