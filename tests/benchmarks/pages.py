"""How a site shows an article: as plain text, or as an HTML page of realistic size, different at every look.

What a look adds are lines that the stages know for noise: what is measured is the cost, not the judgement. The article
is a small part of a page. The rest is the site's template (scripts, styles, menus, hidden vectors), which
stands on all its pages, and what changes by itself: tokens, counters, the titles of other articles, advertisements.

In numbers a page is like half of the news pages that were looked at: about 116 kB, 810 elements, 350 of them boxes, 110
links, 50 paragraphs, 2,300 words.
"""

from __future__ import annotations

from functools import lru_cache
from html import escape
from random import Random

import orjson

from tests.benchmarks import words
from tests.benchmarks.articles import Article

TEMPLATE_BYTES = (40_000, 120_000)  # with the rest of a page: 70 to 160 kB
SCRIPT_BYTES_SHARE = 0.8  # of a template; the rest is markup
CARDS = 30
TEASER_WORDS = 25
HOUSE_LINES = (
    "Sign up for our free newsletter and get the news of the day in your inbox every morning.",
    "Sign up to our newsletter to get the best of the week delivered to your inbox.",
    "Support our journalism. Become a member today.",
)


def plain(article: Article, look: Random) -> str:
    """Return the article as plain text, between lines that are another at every look."""
    lines = [f"{look.randint(2, 9)} min read", f"{look.randint(0, 900)} comments"]
    if look.random() < 0.5:
        lines.append("Share this article")
    texts = article.texts
    if look.random() < 0.3:
        texts = [text.replace("“", '"').replace("”", '"') for text in texts]
    return "\n\n".join([*lines, *texts, look.choice(HOUSE_LINES), f"{look.randint(1, 9_000):,} shares"])


def html(article: Article, site: str, url: str, published_at: str, look: Random) -> str:
    """Return the article as a page of its site."""
    head, menu, foot = _template(site)
    token = f"{look.getrandbits(128):032x}"
    return "".join(
        (
            "<!doctype html>\n<html lang=en>\n<head>\n<meta charset=utf-8>\n",
            f"<title>{escape(article.headline)} | {site}</title>\n<link rel=canonical href={escape(url)}>\n",
            f'<meta name=csrf-token content="{token}">\n',
            f'<script type="application/ld+json">{_linked_data(article, url, published_at)}</script>\n',
            f"{head}</head>\n<body>\n{menu}<main>\n<article>\n<h1>{escape(article.headline)}</h1>\n",
            f'<p class="byline">By <a rel=author href="/staff">{escape(article.byline)}</a></p>\n',
            f'<time datetime="{published_at}">{published_at[:10]}</time>\n',
            _body(article, look),
            "</article>\n",
            _around(look),
            f"</main>\n{foot}<script>window.session={{id:'{token}',shown:{look.randint(1, 10**9)}}}</script>\n",
            "</body>\n</html>\n",
        )
    )


def _linked_data(article: Article, url: str, published_at: str) -> str:
    value = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": article.headline,
        "url": url,
        "datePublished": published_at,
        "author": [{"@type": "Person", "name": article.byline}],
    }
    return orjson.dumps(value).decode().replace("</", "<\\/")


def _body(article: Article, look: Random) -> str:
    parts = []
    for number, text in enumerate(article.texts):
        parts.append(
            f'<div class="row"><div class="column column-8"><div class="text-block" data-n="{number}">'
            f'<p class="body-text">{escape(text)}</p></div></div></div>\n'
        )
        if number % 4 == 3:
            parts.append(f'<div class="ad-slot" id="ad-{look.getrandbits(32):08x}"><span>Advertisement</span></div>\n')
    parts.append(f'<div class="newsletter-box"><p>{escape(look.choice(HOUSE_LINES))}</p></div>\n')
    return "".join(parts)


def _around(look: Random) -> str:
    """What stands beside and below an article: other articles, another choice of them at every look."""
    cards = "".join(_card(look) for _ in range(CARDS))
    return (
        f'<aside class="related"><h2>Most read</h2><div class="grid">\n{cards}</div></aside>\n'
        f'<div class="share-bar"><button>Share</button> <span>{look.randint(0, 9_000)} shares</span> '
        f'<a href="#comments">{look.randint(0, 900)} comments</a></div>\n'
    )


def _card(look: Random) -> str:
    teaser = " ".join(words.sentence(look).split()[:TEASER_WORDS])
    address = f"/story/{look.getrandbits(40):x}"
    return (
        f'<div class="card"><div class="card-media"><a href="{address}"><img src="/i/{look.getrandbits(40):x}.webp" '
        f'alt="" width=320 height=180 loading=lazy></a></div><div class="card-body"><div class="card-label"><span '
        f'class="label">{look.choice(words.PLACES)}</span></div><h3><a href="{address}">{escape(words.headline(look))}'
        f'</a></h3><p class="teaser">{escape(teaser)}</p><div class="card-foot"><time>{look.randint(1, 12)} hours ago'
        f"</time></div></div></div>\n"
    )


@lru_cache(maxsize=256)
def _template(site: str) -> tuple[str, str, str]:
    """Return what all pages of a site have: scripts and styles, the header with its menu, the footer."""
    random = Random(f"template of {site}")  # noqa: S311 - a seed that repeats is the point
    size = random.randint(*TEMPLATE_BYTES)
    return _scripts(random, int(size * SCRIPT_BYTES_SHARE)), *_frame(random, int(size * (1 - SCRIPT_BYTES_SHARE)))


def _scripts(random: Random, size: int) -> str:
    parts: list[str] = []
    length = 0
    while length < size:
        functions = "".join(_function(random) for _ in range(40))
        rules = "".join(_rule(random) for _ in range(40))
        parts.append(f"<script>{functions}</script>\n<style>{rules}</style>\n")
        length += len(parts[-1])
    return "".join(parts)


def _function(random: Random) -> str:
    name, number, text = random.getrandbits(20), random.getrandbits(24), random.getrandbits(60)
    return f"var v{name:x}=function(a,b){{return a<b?{number}:'{text:x}'}};\n"


def _rule(random: Random) -> str:
    outer, inner, colour = random.getrandbits(24), random.getrandbits(16), random.getrandbits(24)
    return f".c{outer:x} > .d{inner:x}{{margin:{random.randint(0, 40)}px;color:#{colour:06x}}}\n"


def _frame(random: Random, size: int) -> tuple[str, str]:
    items: list[str] = []
    length = 0
    while length < size:
        name = random.choice(words.PLACES)
        vector = " ".join(f"L{random.randint(0, 400)} {random.randint(0, 400)}" for _ in range(12))
        items.append(
            f'<li class="menu-item c{random.getrandbits(24):x}" data-track="{random.getrandbits(40):x}">'
            f'<svg viewBox="0 0 400 400" aria-hidden=true><path d="M0 0 {vector}"/></svg>'
            f'<a href="/region/{name.lower()}-{random.getrandbits(20):x}">{name}</a></li>\n'
        )
        length += len(items[-1])
    half = len(items) // 2
    header = f'<header><div class="logo">The Courier</div><nav><ul>\n{"".join(items[:half])}</ul></nav></header>\n'
    footer = (
        f"<footer><nav><ul>\n{''.join(items[half:])}</ul></nav><p>© The Courier. All rights reserved.</p></footer>\n"
    )
    return header, footer
