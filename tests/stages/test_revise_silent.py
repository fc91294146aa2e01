"""Rules of what is taken over in silence: no event of a page that stands still, and no edit of unknown words."""

from __future__ import annotations

from typing import Any

import orjson

from streams import topology
from streams.stages.versions import SILENT_RULE
from tests.golden.matching import Result
from tests.stages.looks import STORY, at, came_of

TAIL = "All brands and companies named here serve to illustrate and do not imply that the harbour board endorses them."
WHOLE = f"Small print: {TAIL}"
SITE = "https://quarrytown.example/news/"
MINUTE = 1 / 60


def page(name: str, hours: float, *paragraphs: str) -> bytes:
    """A look at a page of the site; ``paragraphs`` follow a text of its own."""
    own = [" ".join(f"{word}{name}" for word in line.split()) + "." for line in STORY]
    body = "\n\n".join((*own, *paragraphs))
    capture: dict[str, Any] = {"url": SITE + name, "captured_at": at(hours), "status": 200, "body": body}
    return orjson.dumps(capture | {"title": f"Title of {name}", "content_type": "text/plain"})


def revised(result: Result, name: str) -> list[dict[str, Any]]:
    """The revisions of a page."""
    return [e.value for e in result.events[topology.REVISED] if e.value["url"].endswith(f"/{name}")]


def ticking(count: int) -> list[bytes]:
    """Looks at a page with small print, a place of which changes at every look."""
    return [
        page("clock", 10 + n, f"The gauge shows {n} hands of water at noon.", "The crew rows.", WHOLE)
        for n in range(count)
    ]


def test_a_block_that_is_learned_in_two_steps_leaves_no_deletion_behind() -> None:
    """The page is known without the shorter block; then the longer one takes the words before it, too."""
    short = [page(name, n, TAIL) for n, name in enumerate("abcd")]
    long = [page(name, 20 + n, WHOLE) for n, name in enumerate("efgh")]
    result = came_of([*short, *ticking(3), *long, *ticking(6)[3:]])
    said = [(edit["old"], edit["new"]) for value in revised(result, "clock") for edit in value["edits"]]
    assert not [pair for pair in said if "Small print" in str(pair)]


def quay(name: str, sign: str) -> str:
    return f"The quay of {name}{name} is {sign}."


def swept() -> list[bytes]:
    """Six pages, and the same word of each changed within minutes; the last two are muted."""
    looks = [
        (name, hours + n * MINUTE, sign)
        for hours, sign in ((0, "blue"), (2, "green"))
        for n, name in enumerate("abcdef")
    ]
    return [page(name, hours, quay(name, sign)) for name, hours, sign in looks]


def test_what_was_muted_is_named_by_the_next_revision() -> None:
    result = came_of([*swept(), page("f", 9, quay("f", "white"))])
    assert result.outcomes[-3:] == ["muted", "muted", "revised"]
    (value,) = revised(result, "f")
    first = next(e.value for e in result.events[topology.CLEANED] if e.value["page"] == value["page"])
    assert (value["from"]["version"], value["from"]["text_hash"]) == (1, first["text_hash"])
    assert [(edit["old"], edit["new"]) for edit in value["edits"]] == [(quay("f", "green"), quay("f", "white"))]
    named = [item["text"] for item in value["disregarded"]["noise"] if item["rule"] == SILENT_RULE]
    assert named == [quay("f", "blue"), quay("f", "green")]


def test_what_was_muted_and_is_undone_is_no_revision() -> None:
    """From the text that was announced to that very text nothing is to be told."""
    result = came_of([*swept(), page("f", 9, quay("f", "blue"))])
    assert revised(result, "f") == []
    assert result.outcomes[-1] == "unchanged"
