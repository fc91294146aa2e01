"""A page as a flat list of runs of text.

Observed: what a reader calls a paragraph is the text between two block boundaries, whatever tags make them.
Decided: one walk over the tree gives the runs in order, each with its nearest block element; everything later decides
on runs and never touches the tree again. Space is folded as a browser folds it, two line breaks in a row end a run.
Deliberately missed: boundaries that only a style sheet knows.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode

from streams.html.limits import Unreadable
from streams.html.tags import INLINE, SKIPPED
from streams.records import Link

NODES_MAX = 400_000

Mend = Callable[[str], str]
# Parts of a page that are read in one go where they hold no text as long as a sentence: two fifths of a page.
_APART = frozenset(("nav", "footer"))
LABEL_CHARACTERS_MAX = 40
MENDED_RUNS_MAX = 5_000
_MAY_BE_UNSEEN = frozenset(("a", "label", "span", "time"))


@dataclass(slots=True, eq=False)
class Element:
    """A block element: its place in the tree as a range of preorder numbers, and what its runs add up to."""

    tag: str
    names: str
    parent: Element | None
    order: int
    attributes: dict[str, str | None] = field(default_factory=dict)
    last: int = 0
    prose: int = 0
    characters: int = 0
    link_characters: int = 0
    reason: str | None = None
    rule: str = ""
    asks_for_email: bool = False

    def within(self, other: Element) -> bool:
        """Say whether this element is the other or inside it."""
        return other.order <= self.order <= other.last

    def ancestors(self) -> list[Element]:
        """Return the element itself and what it stands in, from the inside out."""
        found: list[Element] = []
        element: Element | None = self
        while element is not None:
            found.append(element)
            element = element.parent
        return found


@dataclass(slots=True, eq=False)
class Run:
    """Text between two block boundaries. ``link_characters`` counts the part that is inside links.

    ``pieces`` are the texts it was put together from, where it holds links; ``anchors`` say which of these pieces are
    linked, and where to, as the page writes it. ``labels``: all the short texts of a part that is no article.
    """

    text: str
    owner: Element
    order: int
    link_characters: int = 0
    pieces: Sequence[str] = ()
    anchors: Sequence[Link] = ()
    links: list[Link] = field(default_factory=list)
    labels: bool = False

    @property
    def link_share(self) -> float:
        """The share of the text that is link, 0 to 1."""
        return min(1.0, self.link_characters / len(self.text))


CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\ufeff]")
_FOR_SCREEN_READERS = re.compile(r"sr-only|screen-?reader|visually-?hidden|assistive", re.IGNORECASE)


def unseen(attributes: dict[str, str | None]) -> bool:
    """Say whether a browser would not show the element."""
    if ("hidden" in attributes and not (attributes.get("id") or "").startswith("S:")) or attributes.get(
        "aria-hidden"
    ) == "true":
        return True
    style = attributes.get("style")
    return style is not None and "none" in style and "display:none" in style.replace(" ", "")


def _inline_unseen(attributes: dict[str, str | None]) -> bool:
    names = attributes.get("class")
    return unseen(attributes) or bool(names and _FOR_SCREEN_READERS.search(names))


def _late_parts(document: LexborHTMLParser) -> dict[str, LexborNode]:
    """Return the parts that a server-side React sent late, hidden at the end of the page, by the name of their place.

    ``<div hidden id="S:1">`` belongs where ``<template id="B:1">`` stands; a script moves it there.
    """
    places = {"S:" + (place.attributes.get("id") or "")[2:] for place in document.css('template[id^="B:"]')}
    parts = {part.attributes.get("id") or "": part for part in document.css('div[hidden][id^="S:"]')} if places else {}
    return {identifier: part for identifier, part in parts.items() if identifier in places}


_Below = tuple[LexborNode | None, Element, bool]
_Way = tuple[LexborNode | None, Element, bool, Element | None]  # the last: the block element that ends here


class _Walk:
    """One walk over a tree: the open run and what was found."""

    def __init__(self, late: dict[str, LexborNode], mend: Mend) -> None:
        self.mend = mend
        self.mended = 0
        self.elements: list[Element] = []
        self.runs: list[Run] = []
        self.pieces: list[str] = []
        self.anchors: list[Link] = []
        self.link: str | None = None
        self.link_from = 0
        self.link_characters = 0
        self.breaks = 0
        self.late = late
        self.placed: set[str] = set()

    def flush(self, owner: Element) -> None:
        """End the open run."""
        self.end_link()
        text = "".join(self.pieces)
        if not text.isascii() and self.mended < MENDED_RUNS_MAX:
            # Before spaces are folded: among wrongly decoded bytes are some that count as space.
            mended = self.mend(text)
            self.mended += mended is not text
            text = mended
        text = " ".join(text.split())
        if text:
            if not text.isprintable():
                text = CONTROL.sub("", text)
            run = Run(text, owner, len(self.runs), self.link_characters)
            if self.anchors:
                run.pieces, run.anchors = self.pieces, self.anchors
            self.runs.append(run)
        self.pieces = []
        self.anchors = []
        self.link_characters = self.breaks = self.link_from = 0

    def end_link(self) -> None:
        """Note what was linked of the open run so far."""
        if self.link and len(self.pieces) > self.link_from:
            self.anchors.append((self.link_from, len(self.pieces), self.link))

    def text(self, text: str, in_link: bool) -> None:
        """Add to the open run."""
        self.pieces.append(text)
        if self.breaks and not text.isspace():
            self.breaks = 0
        if in_link:
            self.link_characters += len(text.strip())

    def line_break(self, owner: Element) -> None:
        """Add a line break; the second in a row ends the run."""
        self.pieces.append("\n")
        self.breaks += 1
        if self.breaks > 1:
            self.flush(owner)

    def open(self, tag: str, attributes: dict[str, str | None], parent: Element | None) -> Element:
        """Begin a block element."""
        names = attributes.get("class") or ""
        identifier = attributes.get("id")
        if identifier:
            names = f"{names} {identifier}"
        element = Element(tag, names, parent, len(self.elements), attributes, len(self.runs))
        self.elements.append(element)
        return element

    def close(self, element: Element) -> None:
        """End a block element; one without text is forgotten: on most pages every third, and nothing is asked of it."""
        if self.pieces:
            self.flush(element)
        if (
            element.last == len(self.runs)  # since `open`
            and element.order == len(self.elements) - 1
            and element.parent is not None
            and not element.asks_for_email
        ):
            self.elements.pop()
        else:
            element.last = len(self.elements) - 1

    def enter(self, node: LexborNode, tag: str, owner: Element, in_link: bool) -> _Below | None:
        """Begin an element; return its first child, the block element that it is in, and whether it is in a link.

        None stands for what is no text of the page.
        """
        if tag in SKIPPED or tag[:1] == "-":
            if tag == "input" and "email" in (node.attributes.get("type") or node.attributes.get("name") or "").lower():
                owner.asks_for_email = True
            place = "S:" + (node.attributes.get("id") or "")[2:] if self.late and tag == "template" else ""
            if place not in self.late or place in self.placed:
                return None
            self.placed.add(place)
            node = self.late[place]
        elif tag in INLINE:
            if tag in _MAY_BE_UNSEEN:
                attributes = node.attributes
                if _inline_unseen(attributes):
                    return None
                if tag == "a":
                    in_link = True
                    self.link, self.link_from = attributes.get("href"), len(self.pieces)
        else:
            attributes = node.attributes
            if self.late and "hidden" in attributes and attributes.get("id") in self.late:
                return None
            if self.pieces:
                self.flush(owner)
            owner = self.open(tag, attributes, owner)
            if tag in _APART and self.take_labels(node, owner):
                return None
        return node.first_child, owner, in_link

    def take_labels(self, node: LexborNode, owner: Element) -> bool:
        """Take a part of the page as one run, if it holds nothing but short texts; say whether that is done."""
        texts = [" ".join(text.split()) for text in node.text(separator="\0").split("\0")]
        if max(map(len, texts)) > LABEL_CHARACTERS_MAX:
            return False
        text = CONTROL.sub("", self.mend(" ".join(filter(None, texts))))
        if text:
            self.runs.append(Run(text, owner, len(self.runs), len(text), labels=True))
        self.close(owner)
        return True

    def follow(self, node: LexborNode | None, owner: Element) -> None:
        """Visit a node, those after it, and all below them, in order of the document."""
        in_link = False
        steps = 0
        way: list[_Way] = []
        while True:
            while node is not None:
                steps += 1
                tag = node.tag or ""
                if tag == "-text":
                    text = node.text_content or ""
                    if self.pieces or not text.isspace():
                        self.text(text, in_link)
                elif tag == "br":
                    self.line_break(owner)
                elif (below := self.enter(node, tag, owner, in_link)) is not None:
                    way.append((node.next, owner, in_link, below[1] if below[1] is not owner else None))
                    node, owner, in_link = below
                    continue
                node = node.next
            if steps > NODES_MAX:
                raise Unreadable("too_many_tags", f"the page has more than {NODES_MAX} nodes")
            if not way:
                return
            if in_link and not way[-1][2]:
                self.end_link()
                self.link = None
            node, owner, in_link, ended = way.pop()
            if ended is not None:
                self.close(ended)


def read(document: LexborHTMLParser, mend: Mend, has_late_parts: bool = True) -> tuple[list[Element], list[Run]]:
    """Return the block elements with text in preorder and the runs of text in order of the document.

    ``mend`` puts right a text that was decoded with the wrong encoding.
    ``has_late_parts`` may be False where the source surely holds none: looking for them takes a tenth of the time.
    """
    walk = _Walk(_late_parts(document) if has_late_parts else {}, mend)
    body = document.body
    root = walk.open("body", dict(body.attributes) if body else {}, None)
    walk.follow(body.first_child if body is not None else None, root)
    walk.close(root)
    return walk.elements, walk.runs
