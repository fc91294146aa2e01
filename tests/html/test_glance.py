"""A glance never takes a page with another article for the same; it sees past what stands beside the article."""

from __future__ import annotations

import time

import pytest

from streams import html
from streams.html import glance
from streams.records import Block
from streams.text import mojibake, noise

URL = "https://gazette.example/2026/lock"
TEXTS = (
    "The lock at Brennwick will stay closed until the spring, the water board said on Monday.",
    "Its lower gate was damaged in a storm that lifted 14 boats out of the basin.",
    "“We could hear the hinges go,” said Tilda Quist, who keeps the lock.",
)
CARDS = ("A mill is to be sold", "The ferry is late again", "Rain fills the upper basin")


def is_noise(line: str) -> bool:
    return not noise.sift([Block(line)])[0]


def page(
    texts: tuple[str, ...] = TEXTS,
    *,
    headline: str = "Lock stays closed",
    above: str = "",
    below: str = "",
    cards: tuple[str, ...] = CARDS,
    modified: str = "2026-03-01T10:00:00Z",
    link: str = "/basin",
) -> str:
    body = "".join(f"<p>{text}</p>\n" for text in texts).replace("basin", f'<a href="{link}">basin</a>', 1)
    listed = "".join(f'<li><a href="/{number}">{card}</a></li>' for number, card in enumerate(cards))
    return (
        f'<html lang="en"><head><title>{headline}</title><meta property="article:modified_time" content="{modified}">'
        f"<script>var seen = 1;</script></head><body><nav>News Sport</nav><main>{above}<article><h1>{headline}</h1>"
        f"<p>By Ada Norrby</p>{body}{below}</article></main><aside><h2>Most read</h2><ul>{listed}</ul></aside>"
        "<footer>The Gazette</footer></body></html>"
    )


def mark(source: str) -> glance.Mark:
    found = html.extract(source, URL)
    made = glance.take(source.encode(), found.headline, [block.text for block in found.blocks], is_noise)
    assert made is not None
    return made


SAME = {
    "other articles listed": page(cards=("The bridge opens", "An owl is back", "Snow in the hills", "One more")),
    "a token": page().replace("var seen = 1", "var seen = 2"),
    "another house line": page(below="<div><p>Sign up for our newsletter today.</p></div>"),
    "white space": page().replace("</p>\n", "</p>\n\n  "),
}
OTHER = {
    "a word": page((TEXTS[0].replace("Monday", "Tuesday"), *TEXTS[1:])),
    "a number": page((TEXTS[0], TEXTS[1].replace("14", "15"), TEXTS[2])),
    "a headline": page(headline="Lock may open"),
    "a paragraph more": page((*TEXTS, "The board will meet again in April.")),
    "a short line more": page((*TEXTS, "More soon.")),
    "a paragraph less": page(TEXTS[:-1]),
    "a paragraph before": page(("The mayor was told first.", *TEXTS)),
    "a date": page(modified="2026-03-02T10:00:00Z"),
    "another address of a link": page(link="/gate"),
    "a correction above": page(above="<div>Correction: an earlier version gave another number of boats.</div>"),
    "a correction below": page(below="<div><p>Correction: it was the lower gate.</p></div>"),
    "a long line elsewhere": page(above=f"<div>{'The board said more. ' * 20}</div>"),
    "nothing": "",
}


@pytest.mark.parametrize("source", SAME.values(), ids=SAME.keys())
def test_what_stands_beside_the_article_is_seen_past(source: str) -> None:
    before = page(below="<div><p>Follow us on the web.</p></div>") if "newsletter" in source else page()
    assert glance.bears_out(source.encode(), mark(before), is_noise)


@pytest.mark.parametrize("source", OTHER.values(), ids=OTHER.keys())
def test_a_page_with_another_article_does_not_pass(source: str) -> None:
    assert not glance.bears_out(source.encode(), mark(page()), is_noise)


def test_an_article_that_is_not_found_in_its_source_leaves_no_mark() -> None:
    assert glance.take(page().encode(), None, ["Words that stand nowhere on the page."], is_noise) is None


def test_an_article_that_was_decoded_wrongly_is_found_where_it_stands() -> None:
    source = page().encode().decode("cp1252", "replace")
    found = html.extract(source, URL, mojibake.mend)
    texts = [block.text for block in found.blocks]
    assert texts[-1].startswith("“")
    made = glance.take(source.encode(), found.headline, texts, is_noise, mojibake.mend)
    assert made is not None
    assert glance.bears_out(source.replace("seen = 1", "seen = 2").encode(), made, is_noise)


HOSTILE = ("<", "<a ", "<script", "<meta ", "<p>x", "<title", '<script type="application/ld+json">')


@pytest.mark.parametrize("piece", HOSTILE)
def test_hostile_pages_take_time_in_proportion_to_their_size(piece: str) -> None:
    made = mark(page())

    def seconds(count: int) -> float:
        source = piece.encode() * count
        started = time.process_time()
        for _ in range(3):
            glance.bears_out(source, made, is_noise)
        return time.process_time() - started

    small = min(seconds(20_000) for _ in range(3))
    assert seconds(160_000) < 24 * max(small, 0.002)  # eight times as much; what is quadratic takes 64 times
