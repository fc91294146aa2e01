"""From the bytes of a feed, sitemap or list to XML that a parser takes, with hard limits and nothing expanded.

Observed: feeds are declared in one encoding and written in another, begin with blank lines, warnings of the server or
a byte order mark, hold control characters that XML forbids, and end in the middle.

Decided: the text is decoded as pages are (``streams.web.encoding``), which believes bytes before labels; what stands
before the first tag is dropped, and the XML declaration with it, since it would only contradict. Document types are
dropped whole, so no entity is ever declared, expanded or fetched; the parser is told so as well.

Deliberately missed: entities that a feed declares for itself. UTF-32.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.entities import html5
from io import BytesIO
from typing import Any

from lxml import etree

from streams.web import encoding

DEPTH_MAX = 200  # elements inside each other; lists of feeds have 3, feeds with markup inside some 20
TEXT_CHARACTERS_MAX = 100_000  # of one element that is read here: addresses, titles, dates

_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
_DECLARATION = re.compile(r"<\?xml\b[^>]{0,1000}\?>", re.IGNORECASE)
_DOCTYPE = re.compile(r"<!DOCTYPE(?:[^\[>\"']|\"[^\"]*\"|'[^']*')*(?:\[.*?\]\s*)?>", re.IGNORECASE | re.DOTALL)
_DOCTYPE_BEGIN = re.compile(r"<!DOCTYPE", re.IGNORECASE)
_AMPERSAND = re.compile(r"&(#[0-9]{1,7};|#[xX][0-9A-Fa-f]{1,6};|[A-Za-z][A-Za-z0-9]{0,31};)?")
_XML_NAMES = frozenset({"amp;", "lt;", "gt;", "quot;", "apos;"})
_HEAD_CHARACTERS = 64 * 1024  # of what may stand before the root


def text_of(body: bytes, content_type: str | None) -> str:
    """Return the text of a feed, page or list without a byte order mark. Never raises."""
    if body[:2] == b"<\x00":
        return body.decode("utf-16-le", "replace")
    if body[:2] == b"\x00<":
        return body.decode("utf-16-be", "replace")
    return encoding.decode(body, content_type)[0].lstrip("\ufeff")


def xml_of(text: str) -> bytes:
    """Return a text as UTF-8 XML from its first tag on: no declaration, no document type, no forbidden characters."""
    start = text.find("<")
    text = _FORBIDDEN.sub("", text[start:] if start >= 0 else "")
    head, rest = text[:_HEAD_CHARACTERS], text[_HEAD_CHARACTERS:]
    head = _DECLARATION.sub("", head)
    return _mended(_without_doctype(head) + rest).strip().encode("utf-8")


def _mended(text: str) -> str:
    """Replace HTML's names of characters, and escape each ``&`` that begins none, outside of CDATA."""
    parts: list[str] = []
    at = 0
    while (begin := text.find("<![CDATA[", at)) >= 0:
        end = text.find("]]>", begin)
        if end < 0:
            break
        parts += (_AMPERSAND.sub(_character, text[at:begin]), text[begin : end + 3])
        at = end + 3
    parts.append(_AMPERSAND.sub(_character, text[at:]))
    return "".join(parts)


def _character(match: re.Match[str]) -> str:
    name = match[1]
    if not name:
        return "&amp;"
    if name in _XML_NAMES:
        return match[0]
    if name.startswith("#"):
        return match[0] if _is_allowed(name) else ""
    character = html5.get(name)
    return character if character is not None and character not in "<>&\"'" else f"&amp;{name}"


def _is_allowed(reference: str) -> bool:
    number = int(reference[2:-1], 16) if reference[1] in "xX" else int(reference[1:-1])
    return number in (9, 10, 13) or (0x20 <= number <= 0x10FFFF and not _FORBIDDEN.match(chr(number)))


def _without_doctype(head: str) -> str:
    """Drop the document type; one whose end is not found takes everything with it, since it may declare anything."""
    while begin := _DOCTYPE_BEGIN.search(head):
        match = _DOCTYPE.match(head, begin.start())
        head = head[: begin.start()] + (head[match.end() :] if match else "")
    return head


def without_half(xml: bytes, begins: re.Pattern[bytes], ends: re.Pattern[bytes]) -> bytes:
    """Leave out an item that begins and does not end: where a document was cut off, half an address is another one."""
    starts = [match.start() for match in begins.finditer(xml)][-1:]
    if not starts or ends.search(xml, starts[0]):
        return xml
    return xml[: starts[0]]


class Element:
    """The beginning or the end of an element: its local name in lower case, its attributes, and at its end its text."""

    __slots__ = ("attributes", "depth", "ends", "name", "text")

    def __init__(self, name: str, attributes: dict[str, str], depth: int, text: str, ends: bool) -> None:
        self.name = name
        self.attributes = attributes
        self.depth = depth
        self.text = text
        self.ends = ends


class TooDeep(Exception):
    """Elements are nested beyond all reason."""


def elements(xml: bytes) -> Iterator[Element]:
    """Yield beginnings and ends of elements as far as the XML can be read, in constant memory. Raises TooDeep.

    Local names only: which namespace stands there is what feeds and sitemaps get wrong most.
    """
    depth = 0
    events = etree.iterparse(
        BytesIO(xml),
        events=("start", "end"),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        recover=True,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        for event, node in events:
            if event == "start":
                depth += 1
                if depth > DEPTH_MAX:
                    raise TooDeep
                yield _element(node, depth, ends=False)
            else:
                yield _element(node, depth, ends=True)
                depth -= 1
                _forget(node)
    except etree.XMLSyntaxError:
        return


def _element(node: Any, depth: int, *, ends: bool) -> Element:
    attributes = {_local(name): value for name, value in node.attrib.items()}
    text = (node.text or "")[:TEXT_CHARACTERS_MAX].strip() if ends else ""
    return Element(_local(node.tag), attributes, depth, text, ends)


def _local(name: str) -> str:
    return str(name).rpartition("}")[2].rpartition(":")[2].lower()


def _forget(node: Any) -> None:
    """Free what was read; the tree of a sitemap of 50,000 pages would be ten times its file."""
    node.clear()
    parent = node.getparent()
    if parent is not None:
        while node.getprevious() is not None:
            del parent[0]
