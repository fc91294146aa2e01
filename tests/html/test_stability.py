"""The same article gives the same blocks, whatever changes elsewhere on its page."""

from itertools import combinations

import pytest

from streams.html import extract
from streams.records import Extracted
from tests.html.pages import ADVERTISEMENT, COMMENTS, NEWSLETTER, PARAGRAPHS, RELATED, SHARE, URL, article

BOXES = (RELATED, NEWSLETTER, COMMENTS, SHARE, ADVERTISEMENT)


def blocks(found: Extracted) -> list[tuple[str, str]]:
    return [(block.kind, block.text) for block in found.blocks]


@pytest.mark.parametrize("place", ["above", "between", "below"])
@pytest.mark.parametrize("boxes", [*combinations(BOXES, 1), *combinations(BOXES, 2), BOXES])
def test_boxes_that_come_and_go_leave_the_blocks_as_they_are(place: str, boxes: tuple[str, ...]) -> None:
    source = article(**{place: "".join(boxes)})
    assert blocks(extract(source, URL)) == [("paragraph", text) for text in PARAGRAPHS]


def test_counters_and_other_links_leave_the_blocks_as_they_are() -> None:
    one = article(between=SHARE, below=RELATED)
    other = one.replace("214 shares", "98,213 shares").replace(
        "Ferry sold", "Storm warning for the whole coast until noon"
    )
    assert blocks(extract(one, URL)) == blocks(extract(other, URL))


def test_ten_times_as_many_comments_leave_the_blocks_as_they_are() -> None:
    comment = f"<p>{PARAGRAPHS[1]} I was one of them, and I say it was more than that.</p>"
    few = article(*PARAGRAPHS, f'<div id="comments">{comment}</div>')
    many = article(*PARAGRAPHS, f'<div id="comments">{comment * 10}</div>')
    assert blocks(extract(few, URL)) == blocks(extract(many, URL)) == [("paragraph", text) for text in PARAGRAPHS]


def test_an_edit_changes_its_own_paragraph_only() -> None:
    edited = PARAGRAPHS[2].replace("3.2", "3.4")
    before = blocks(extract(article(between=RELATED), URL))
    after = blocks(extract(article(*PARAGRAPHS[:2], edited, *PARAGRAPHS[3:], between=RELATED), URL))
    assert [pair for pair in zip(before, after, strict=True) if pair[0] != pair[1]] == [
        (("paragraph", PARAGRAPHS[2]), ("paragraph", edited))
    ]


def test_what_was_extracted_before_does_not_matter() -> None:
    """The second opinion keeps caches of its own; a page that asks for it must come out the same every time."""
    doubtful = article(
        "Short.", below="".join(f"<div class='x{i}'><p>{text}</p></div>" for i, text in enumerate(PARAGRAPHS))
    )
    first = extract(doubtful, URL)
    for _ in range(5):
        extract(article(), URL)
        assert extract(doubtful, URL) == first
