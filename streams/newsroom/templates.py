"""Pages as HTML: six templates, after the ways in which news sites are built."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from html import escape

import orjson

from streams.newsroom.clutter import SHARE, Clutter
from streams.newsroom.editing import is_note
from streams.newsroom.prose import Text


@dataclass(frozen=True, slots=True)
class View:
    """A page as it is to be shown. Times are RFC 3339 in UTC; ``amp`` is the twin for phones."""

    url: str
    site: str
    byline: str
    published_at: str
    modified_at: str
    text: Text
    beside: Clutter
    feed: str
    amp: bool = False


def render(template: int, view: View) -> str:
    """Return the page in a template (0 to 5)."""
    return _amp(view) if view.amp else TEMPLATES[template](view)


def truncated(page: str, template: int) -> str:
    """Return the page as a connection that ended early leaves it: the article breaks off in its second half."""
    start, end = page.find("<h1"), page.rfind("</p>")
    cut = page.rfind("<p", start, start + int((end - start) * (0.45 + 0.04 * template)))
    cut = min(end, page.find(" ", cut + 60))
    return page[:cut]


def missing(site: str) -> str:
    """Return the page of a site that says "not found"."""
    return _page("Page not found", "", f"<main><h1>Page not found</h1><p>{escape(site)} has no page here.</p></main>")


def front(site: str, feed: str, kind: str, links: list[tuple[str, str]]) -> str:
    """Return a front page; ``feed`` is offered for autodiscovery, ``links`` are addresses and headlines."""
    offer = f'<link rel="alternate" type="{kind}" title="{escape(site)}" href="{escape(feed)}">'
    items = "".join(f'<li><a href="{escape(url)}">{escape(title)}</a></li>' for url, title in links)
    return _page(site, offer, f"<h1>{escape(site)}</h1><ul>{items}</ul>")


def _page(title: str, head: str, body: str, attributes: str = "") -> str:
    return (
        f'<!doctype html>\n<html lang="en"{attributes}><head><meta charset="utf-8"><title>{escape(title)}</title>\n'
        f"{head}</head><body>\n{body}\n</body></html>\n"
    )


def _article(view: View, *, inside: dict[int, str] | None = None, mark: str = "p") -> str:
    """Return the paragraphs; ``inside`` puts something before the paragraph of that number."""
    lines = []
    for number, paragraph in enumerate(view.text.paragraphs):
        if inside and number in inside:
            lines.append(inside[number])
        note = ' class="correction"' if is_note(paragraph[0]) else ""
        lines.append(f"<{mark}{note}>{escape(' '.join(paragraph), quote=False)}</{mark}>")
    return "\n".join(lines)


def _linked_data(view: View) -> str:
    data = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": view.text.headline,
        "datePublished": view.published_at,
        "dateModified": view.modified_at,
        "author": [{"@type": "Person", "name": view.byline}],
    }
    text = orjson.dumps(data).decode().replace("</", "<\\/")
    return f'<script type="application/ld+json">{text}</script>\n'


def _canonical(view: View) -> str:
    return f'<link rel="canonical" href="{escape(view.url)}">\n'


def _meta(view: View) -> str:
    return (
        f'<meta property="og:title" content="{escape(view.text.headline)}">\n'
        f'<meta property="article:published_time" content="{view.published_at}">\n'
        f'<meta property="article:modified_time" content="{view.modified_at}">\n'
        f'<meta name="author" content="{escape(view.byline)}">\n'
    )


def _related(view: View, heading: str) -> str:
    items = "".join(f'<li><a href="/{number}">{escape(one)}</a></li>' for number, one in enumerate(view.beside.related))
    return f"<h3>{heading}</h3><ul>{items}</ul>"


def _share() -> str:
    return " ".join(f'<a href="#">{one}</a>' for one in SHARE)


def _title(view: View) -> str:
    return escape(view.text.headline, quote=False)


def _plain(view: View) -> str:
    beside = view.beside
    appeal = f'<aside class="appeal"><p>{escape(beside.appeal)}</p></aside>'
    body = f"""<div class="cookie-banner"><p>{beside.cookie}</p></div>
<header><nav><a href="/">Home</a> <a href="/news">News</a> <a href="/sport">Sport</a></nav></header>
<main><article><h1>{_title(view)}</h1><p class="byline">By {view.byline}</p>
<div class="share">{_share()}</div>
{_article(view)}
{appeal}</article>
<section class="related">{_related(view, "Read more")}</section>
<p class="counter">{beside.readers}</p></main>
<footer><p>{escape(view.site)}. All rights reserved. {beside.today}</p></footer>"""
    return _page(f"{view.text.headline} | {view.site}", _canonical(view) + _linked_data(view), body)


def _blocks(view: View) -> str:
    beside = view.beside
    advert = f'<div class="ad-slot"><span>{beside.advert}</span></div>'
    more = f'<p><strong>Read more: <a href="/a">{escape(beside.related[0])}</a></strong></p>'
    body = f"""<div id="top-bar"><span class="date">{beside.today}</span> <a href="/login">Log in</a></div>
<div class="content-wrapper"><div class="story-body" itemprop="articleBody">
<h1 class="story-title">{_title(view)}</h1>
<div class="meta"><span class="author">{view.byline}</span>
<time datetime="{view.published_at}">{beside.age}</time></div>
{_article(view, inside={2: advert, 4: more})}
</div>
<div class="sidebar"><div class="most-read">{_related(view, "Most read")}</div>
<div class="newsletter-signup"><p>{beside.newsletter}</p><form><input type="email"><button>Sign up</button></form></div>
</div></div>
<div class="site-footer"><p>© {escape(view.site)}</p></div>"""
    return _page(f"{view.text.headline} - {view.site}", _canonical(view) + _meta(view), body)


def _old(view: View) -> str:
    beside = view.beside
    body = f"""<table><tr><td class="menu"><a href="/">Home</a><br><a href="/archive">Archive</a></td><td>
<h1>{_title(view)}</h1>
<p class="date">{beside.today}</p>
{_article(view)}
<p><a href="#">Print this article</a> <a href="#">Email this article</a></p>
<p>{escape(beside.appeal)}</p>
<p>{beside.comments}</p>
</td></tr></table>"""
    return _page(f"{view.text.headline} :: {view.site}", "", body)


def _modern(view: View) -> str:
    beside = view.beside
    letter = f'<div class="newsletter-box"><p>{beside.newsletter}</p></div>'
    body = f"""<div role="dialog" class="consent"><p>{beside.cookie}</p><button>Accept all cookies</button></div>
<main role="main"><article class="article"><header class="article-header"><h1>{_title(view)}</h1>
<div class="article-info">
By <a rel="author" href="/p">{view.byline}</a>, updated {beside.age}, 4 min read</div></header>
<section class="article-content">
{_article(view, inside={3: letter})}
</section>
<div class="tags"><a href="/t/1">News</a> <a href="/t/2">Region</a></div></article>
<section id="comments"><h2>{beside.comments}</h2><p>Join the conversation</p></section>
<section class="recommended">{_related(view, "Recommended for you")}</section></main>
<footer><p>Privacy policy</p><p>Copyright 2026 {escape(view.site)}</p></footer>"""
    return _page(view.text.headline, _canonical(view) + _linked_data(view) + _meta(view), body)


def _bare(view: View) -> str:
    beside = view.beside
    body = f"""<div><a href="/">{escape(view.site)}</a></div>
<h1>{_title(view)}</h1>
<div>By {view.byline}</div>
<div class="text">
{_article(view, inside={5: f'<p class="ad">{beside.advert}</p>'})}
</div>
<p class="counter">{beside.readers}</p>
<p class="newsletter">{beside.newsletter}</p>
<h4>Latest news</h4>
<ul class="latest">{"".join(f'<li><a href="/n">{escape(one)}</a></li>' for one in beside.related)}</ul>"""
    return _page(f"{view.text.headline} | {view.site}", _canonical(view), body)


def _portal(view: View) -> str:
    beside = view.beside
    appeal = f'<div class="donate-box"><p>{escape(beside.appeal)}</p><a href="/give">Donate now</a></div>'
    body = f"""<div class="gdpr-notice"><p>{beside.cookie}</p></div>
<div class="ticker">{escape(beside.related[3])}</div>
<div class="page"><nav class="breadcrumbs"><a href="/">Home</a> / <a href="/news">News</a></nav>
<article id="story"><h1>{_title(view)}</h1>
<p class="byline">{view.byline} <span class="timestamp">{beside.today}</span></p>
<div class="body">
{_article(view, inside={2: appeal})}
</div></article>
<aside class="more-stories">{_related(view, "More stories")}</aside>
<div class="social-links">{_share()}</div></div>"""
    return _page(f"{view.text.headline} | {view.site}", _canonical(view) + _meta(view), body)


def _amp(view: View) -> str:
    body = (
        f"<article><h1>{_title(view)}</h1>\n{_article(view)}\n</article>\n<footer><p>{escape(view.site)}</p></footer>"
    )
    return _page(view.text.headline, _canonical(view) + _linked_data(view), body, " amp")


TEMPLATES: tuple[Callable[[View], str], ...] = (_plain, _blocks, _old, _modern, _bare, _portal)
