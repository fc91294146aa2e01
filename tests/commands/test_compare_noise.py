"""Lines of noise in plain text: what rotates stays silent, what somebody edited is told."""

import pytest

from streams.commands import offline

STORY = "The old mill at Hazelford will become a library, the council decided.\nWork begins in May, said Ada Finch."
BOX = "Like what you read? Sign up for our weekly or daily Hazelford newsletter and never miss a story!"
APPEAL = "Support our newsroom: your donation keeps the Hazelford Echo free for everyone."


def edits(before: str, after: str, content_type: str = "text/plain") -> list[tuple[str, str | None, str | None]]:
    old, new = (
        {
            "url": "https://echo.example/mill",
            "captured_at": f"2026-03-0{number}T08:00:00Z",
            "status": 200,
            "content_type": content_type,
            "title": "A library for Hazelford",
            "body": body,
        }
        for number, body in ((1, before), (2, after))
    )
    event = offline.compare(old, new).event
    return [(edit["op"], edit["old"], edit["new"]) for edit in event["edits"]] if event else []


@pytest.mark.parametrize(
    "after", [BOX.replace("weekly or daily ", ""), BOX.replace("Hazelford newsletter", "Hazelford letter")]
)
def test_a_line_in_which_a_few_words_were_changed_was_edited(after: str) -> None:
    told = edits(f"{STORY}\n{BOX}", f"{STORY}\n{after}")
    assert [op for op, _, _ in told] == ["edited"]
    assert (told[0][1] or "-") in BOX
    assert (told[0][2] or "-") in after


def test_marks_that_tore_a_line_are_told_as_such() -> None:
    torn = BOX.replace("Sign up", "[Sign up](\n)")
    told = edits(f"{STORY}\n{BOX}", f"{STORY}\n_{torn}_")
    assert {op for op, _, _ in told} == {"edited"}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (BOX, APPEAL),
        (BOX, ""),
        ("", APPEAL),
        ("31 people are reading this story right now", "47 people are reading this story right now"),
        ("Last updated: 3 March 2026, 10:15", "Last updated: 4 March 2026, 9:20"),
    ],
)
def test_what_comes_goes_or_counts_stays_silent(before: str, after: str) -> None:
    assert edits(f"{STORY}\n{before}", f"{STORY}\n{after}") == []


def test_a_page_with_markup_shows_its_boxes_as_such() -> None:
    old, new = (
        "<html><body><article><h1>A library for Hazelford</h1>"
        + "".join(f"<p>{line}</p>" for line in f"{STORY}\n{box}".split("\n"))
        + "</article></body></html>"
        for box in (BOX, BOX.replace("weekly or daily ", ""))
    )
    assert edits(old, new, "text/html") == []
