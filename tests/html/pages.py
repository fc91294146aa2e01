"""Invented pages to extract from: an article of the Daily Plank, and what newsrooms put around one."""

from __future__ import annotations

PARAGRAPHS = (
    "The footbridge over the Linnet was opened again on Sunday after two years of repairs, the town council said.",
    "About four hundred people crossed it in the first hour, most of them on foot and some with their dogs.",
    "The work cost 3.2 million crowns, a third more than planned, because the northern pier had to be replaced.",
    "“Nobody will miss the detour through the gasworks,” said Edda Marl, who has lived by the river for forty years.",
    "The council will decide in May whether cyclists may use the bridge as well, a question left open so far.",
)
HEADLINE = "Footbridge over the Linnet opens again"
URL = "https://www.dailyplank.example/town/footbridge"

RELATED = '<div class="related-links"><h3>Related</h3><ul><li><a href="/1">Ferry sold</a></li></ul></div>'
NEWSLETTER = (
    '<form class="box"><h4>The town in your inbox</h4><p>One mail every morning, with all that you need to know about'
    ' the river, the market and the weather.</p><input type="email" name="address"></form>'
)
COMMENTS = (
    '<section id="comments"><h3>Comments (2)</h3><div><p>I crossed it at noon and it was so crowded that I turned back'
    " and took the long way round.</p></div></section>"
)
SHARE = '<div class="share-buttons"><a href="/s">Share</a> <span>214 shares</span></div>'
ADVERTISEMENT = (
    '<div class="ad-slot"><p>Buy the boots that walk by themselves, now with a third boot for free.</p></div>'
)


def page(body: str, head: str = "", lang: str = "en") -> str:
    """Return a whole document around a body."""
    return (
        f'<!doctype html><html lang="{lang}"><head><meta charset="utf-8"><title>{HEADLINE} | Daily Plank</title>{head}'
        f"</head><body>{body}</body></html>"
    )


def article(*paragraphs: str, between: str = "", above: str = "", below: str = "", head: str = "") -> str:
    """Return a page with an article; ``between`` stands after its second paragraph."""
    texts = [f"<p>{text}</p>" for text in paragraphs or PARAGRAPHS]
    return page(
        f'<header><nav><a href="/">Home</a> <a href="/town">Town</a></nav></header>{above}<main><article>'
        f"<h1>{HEADLINE}</h1>{''.join(texts[:2])}{between}{''.join(texts[2:])}</article></main>{below}"
        "<footer><p>© Daily Plank, Quay 7. All that is printed here was thought about at least once.</p></footer>",
        head,
    )
