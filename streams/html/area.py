"""Which part of a page is the article.

Observed: the text of an article is prose (runs of some length with few links) and stands together in one element;
names around it say what is not part of it; marks of meaning (itemprop=articleBody, <article>, <main>) are right where
present.
Decided: start at the body and go down while one child holds three quarters of the prose that no name called noise. A
margin that wide keeps the choice the same when a box elsewhere on the page changes.
Deliberately missed: articles whose prose is spread over columns with as much other prose between them (see
``doubt``).
"""

from __future__ import annotations

import re

from streams.html.names import ROLES, named
from streams.html.runs import Element, Run, unseen

PROSE_CHARACTERS_MIN = 60
PROSE_DENSE_CHARACTERS_MIN = 25  # in scripts that say in one character what others say in two or three
LINK_SHARE_MAX = 0.5
DOMINANT_SHARE = 0.75
ALONE_CHARACTERS_MIN = 1_500  # the only element of its sort on a page is believed from this much prose on
OVERRULED_SHARE = 0.4
COMMENTS_SHARE_MAX = 0.95
NAMELESS_SHARE_MIN = 0.3
ABOVE_MAX = 40
STANDFIRST_CHARACTERS_MAX = 600
FORM_CHARACTERS_MAX = 500
FORM_PROSE_SHARE_MAX = 0.15
NOT_SHOWN = "not shown"

_DENSE = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_TAG_REASONS = {
    "nav": "boilerplate",
    "footer": "boilerplate",
    "aside": "related",
    "menu": "boilerplate",
    "address": "boilerplate",
    "figcaption": "caption",
    "caption": "caption",
    "figure": "caption",
}
_FIRM_REASONS = ("newsletter", "share", "cookie", "subscription", "appeal", "advertisement", "related")
_TEXT_ITSELF = ("p", "ul", "ol", "blockquote")
_WEAK_REASONS = ("related", "boilerplate")
_STRONG_RULE = re.compile(
    f"{NOT_SHOWN}|footer|nav|.*author.*|bio.*|by-?lines?|contributor.*|copyright|discl.*|legal|.*credit.*"
)
_IN_FIGURE = ("table", "pre", "blockquote", "ul", "ol")  # what a figure may hold that is text of the article
_TELLING = frozenset(("hidden", "aria-hidden", "style", "role"))  # attributes that may say that a part is noise
_ROLE_REASONS = {
    "navigation": "boilerplate",
    "contentinfo": "boilerplate",
    "banner": "boilerplate",
    "search": "boilerplate",
    "complementary": "related",
    "dialog": "boilerplate",
    "alertdialog": "boilerplate",
    "menu": "boilerplate",
    "tooltip": "boilerplate",
    "alert": "boilerplate",
    "note": "note",
}


def is_prose(run: Run) -> bool:
    """Say whether a run reads like a paragraph: of some length, and not mostly link."""
    enough = len(run.text) >= PROSE_CHARACTERS_MIN or (
        len(run.text) >= PROSE_DENSE_CHARACTERS_MIN and not run.text.isascii() and bool(_DENSE.search(run.text))
    )
    return enough and run.link_share <= LINK_SHARE_MAX


def mark(elements: list[Element], runs: list[Run]) -> None:
    """Give every element its reason (own, or of what it stands in) and its characters of prose outside noise."""
    for element in elements:
        found = None
        if element.order and element.tag not in ("main", "article", "html"):
            found = _own_reason(element)
        if found:
            element.reason, element.rule = found
    total = _count(elements, runs)
    _overrule(elements, total)
    _mark_forms(elements, total)
    for element in elements:
        parent = element.parent
        if parent is not None and parent.rule == "figure" and element.tag in _IN_FIGURE:
            continue
        if parent is not None and parent.reason and (parent.reason not in ROLES or not element.reason):
            element.reason, element.rule = parent.reason, parent.rule
    _count(elements, [run for run in runs if not run.owner.reason])


def _overrule(elements: list[Element], total: int) -> None:
    """Take reasons back where all that one rule names is a large part of the page's prose: that is no noise.

    Short articles stand beside large boxes: where enough prose has no name at all, that is the article. What holds
    a headline is no box.
    """
    named_prose: dict[str, int] = {}
    covered: dict[str, int] = {}
    nameless = total
    end = -1
    for element in elements:
        if element.reason and element.order > covered.get(element.rule, -1):
            covered[element.rule] = element.last
            named_prose[element.rule] = named_prose.get(element.rule, 0) + element.prose
            if element.order > end:
                end = element.last
                nameless -= element.prose
    above = {around.rule for element in elements if element.tag == "h1" for around in element.ancestors()[:ABOVE_MAX]}
    for element in elements:
        if element.reason and named_prose[element.rule] > OVERRULED_SHARE * total:
            firm = nameless >= NAMELESS_SHARE_MIN * total and element.rule not in above
            if not _certain(element, named_prose[element.rule], firm, total):
                element.reason = None
    for element in elements:
        if element.reason in _WEAK_REASONS and _reads_like_text(element) and not _STRONG_RULE.fullmatch(element.rule):
            element.reason = None


def _certain(element: Element, named_prose: int, firm: bool, total: int) -> bool:
    """Say whether a name is believed although it covers much of the page."""
    if element.reason == "comments":
        return named_prose <= COMMENTS_SHARE_MAX * total
    if element.reason in ("standfirst", "note"):
        return element.prose <= STANDFIRST_CHARACTERS_MAX
    return firm and element.reason in _FIRM_REASONS


def _mark_forms(elements: list[Element], total: int) -> None:
    """Mark the boxes around fields for an e-mail address: the largest part around one that holds little text."""
    covered = -1
    for element in elements:
        if not element.asks_for_email or element.order <= covered:
            continue
        if any(around.reason for around in element.ancestors()[:ABOVE_MAX]):
            continue
        box: Element | None = None
        around: Element | None = element
        while (
            around is not None
            and around.characters <= FORM_CHARACTERS_MAX
            and around.prose <= FORM_PROSE_SHARE_MAX * total
        ):
            box, around = around, around.parent
        if box is not None:
            covered = box.last
            box.reason, box.rule = "newsletter", "asks for e-mail"


def _reads_like_text(element: Element) -> bool:
    return (
        element.prose >= 250
        and element.prose >= 0.6 * element.characters
        and element.link_characters <= 0.1 * element.characters
    )


def _own_reason(element: Element) -> tuple[str, str] | None:
    telling = not _TELLING.isdisjoint(element.attributes)
    if telling and unseen(element.attributes):
        return "boilerplate", NOT_SHOWN
    if element.tag in _TAG_REASONS and element.tag != "aside":
        return _TAG_REASONS[element.tag], element.tag
    role = element.attributes.get("role") if telling else None
    if role and role in _ROLE_REASONS:
        return _ROLE_REASONS[role], f"role={role}"
    found = named(element.names) if element.names else None
    return found or (("related", "aside") if element.tag == "aside" else None)


def _count(elements: list[Element], runs: list[Run]) -> int:
    """Add up text, links and prose of every element; return the prose of the page."""
    for element in elements:
        element.prose = element.characters = element.link_characters = 0
    for run in runs:
        owner = run.owner
        length = len(run.text)
        owner.characters += length
        owner.link_characters += run.link_characters
        if length >= PROSE_DENSE_CHARACTERS_MIN and is_prose(run):
            owner.prose += length
    for element in reversed(elements):
        parent = element.parent
        if parent is not None and element.characters:
            parent.prose += element.prose
            parent.characters += element.characters
            parent.link_characters += element.link_characters
    return elements[0].prose


def choose(elements: list[Element]) -> Element:
    """Return the element that holds the article."""
    start = _marked(elements)
    while True:
        best: Element | None = None
        at = start.order + 1
        while at <= start.last:
            child = elements[at]
            if best is None or child.prose > best.prose:
                best = child
            at = child.last + 1
        if best is None or best.prose < DOMINANT_SHARE * start.prose or best.tag in _TEXT_ITSELF:
            return start
        start = best


def _marked(elements: list[Element]) -> Element:
    """Return the element that the page itself calls the article, if it holds the prose; else the body."""
    body = elements[0]
    bodies = [e for e in elements if e.prose and "articleBody" in (e.attributes.get("itemprop") or "")]
    for named_body in bodies:
        if named_body.prose >= 0.5 * body.prose or (len(bodies) == 1 and named_body.prose >= ALONE_CHARACTERS_MIN):
            return named_body
    articles: list[Element] = []
    for element in elements:
        if element.tag == "article" and element.prose and not (articles and element.within(articles[-1])):
            articles.append(element)
    for article in articles:
        if article.prose >= 0.5 * body.prose or (len(articles) == 1 and article.prose >= ALONE_CHARACTERS_MIN):
            return article
    for main in elements:
        if (main.tag == "main" or main.attributes.get("role") == "main") and main.prose >= 0.5 * body.prose:
            return main
    return body
