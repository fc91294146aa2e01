"""A page as a flat list of runs of text.

Observed: what a reader calls a paragraph is the text between two block boundaries, whatever tags make them.
Decided: one walk over the tree gives the runs in order, each with its nearest block element; everything later decides
on runs and never touches the tree again. Space is folded as a browser folds it, two line breaks in a row end a run.
Deliberately missed: boundaries that only a style sheet knows.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode

from streams.html.limits import Unreadable
from streams.html.tags import INLINE, SKIPPED

NODES_MAX = 400_000

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
    """Text between two block boundaries. ``link_characters`` counts the part that is inside links."""

    text: str
    owner: Element
    order: int
    link_characters: int = 0

    @property
    def link_share(self) -> float:
        """The share of the text that is link, 0 to 1."""
        return min(1.0, self.link_characters / len(self.text))


_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\ufeff]")
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


class _Walk:
    """One walk over a tree: the open run, the nodes still to visit, and what was found."""

    def __init__(self, late: dict[str, LexborNode]) -> None:
        self.elements: list[Element] = []
        self.runs: list[Run] = []
        self.pieces: list[str] = []
        self.link_characters = 0
        self.breaks = 0
        self.late = late
        self.placed: set[str] = set()
        # (node, the block element it stands in, inside a link); no node: the end of the block element
        self.stack: list[tuple[LexborNode | None, Element, bool]] = []

    def flush(self, owner: Element) -> None:
        """End the open run."""
        text = " ".join("".join(self.pieces).split())
        if text:
            if not text.isprintable():
                text = _CONTROL.sub("", text)
            self.runs.append(Run(text, owner, len(self.runs), self.link_characters))
        self.pieces.clear()
        self.link_characters = self.breaks = 0

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
        element = Element(tag, names, parent, len(self.elements), attributes)
        self.elements.append(element)
        return element

    def enter(self, node: LexborNode, tag: str, owner: Element, in_link: bool) -> None:
        """Visit an element: put its content on the stack, if it is text of the page."""
        if tag in SKIPPED or tag[:1] == "-":
            if tag == "input" and "email" in (node.attributes.get("type") or node.attributes.get("name") or "").lower():
                owner.asks_for_email = True
            place = "S:" + (node.attributes.get("id") or "")[2:] if self.late and tag == "template" else ""
            if place not in self.late or place in self.placed:
                return
            self.placed.add(place)
            node = self.late[place]
        elif tag in INLINE:
            if tag in _MAY_BE_UNSEEN and _inline_unseen(node.attributes):
                return
            in_link = in_link or tag == "a"
        else:
            attributes = node.attributes
            if self.late and "hidden" in attributes and attributes.get("id") in self.late:
                return
            if self.pieces:
                self.flush(owner)
            owner = self.open(tag, attributes, owner)
            self.stack.append((None, owner, False))
        first = node.first_child
        if first is not None:
            self.stack.append((first, owner, in_link))


def read(document: LexborHTMLParser, has_late_parts: bool = True) -> tuple[list[Element], list[Run]]:
    """Return the block elements in preorder and the runs of text in order of the document.

    ``has_late_parts`` may be False where the source surely holds none: looking for them takes a tenth of the time.
    """
    walk = _Walk(_late_parts(document) if has_late_parts else {})
    body = document.body
    root = walk.open("body", dict(body.attributes) if body else {}, None)
    walk.stack = [(None, root, False)]
    if body is not None and body.first_child is not None:
        walk.stack.append((body.first_child, root, False))
    steps = 0
    while walk.stack:
        node, owner, in_link = walk.stack.pop()
        if node is None:
            if walk.pieces:
                walk.flush(owner)
            owner.last = len(walk.elements) - 1
            continue
        steps += 1
        if steps > NODES_MAX:
            raise Unreadable("too_many_tags", f"the page has more than {NODES_MAX} nodes")
        following = node.next
        if following is not None:
            walk.stack.append((following, owner, in_link))
        tag = node.tag or ""
        if tag == "-text":
            text = node.text_content or ""
            if walk.pieces or not text.isspace():
                walk.text(text, in_link)
        elif tag == "br":
            walk.line_break(owner)
        else:
            walk.enter(node, tag, owner, in_link)
    return walk.elements, walk.runs
