"""What a page may cost, seen to before it is parsed.

Observed: parsers of HTML are quadratic in the depth of nesting, in the attributes of one tag and in the formatting
elements left open, and cannot be interrupted; real news pages nest below 100 and have below 30,000 tags.
Decided: scripts, styles and comments are cut first, so that what is scanned is what is parsed; then one cheap scan
bounds the depth from above. What nests too deep loses its excess tags and keeps its text; what is too large is
refused with a reason.
Deliberately missed: pages that a browser would still show with more than 250 nested elements as their author meant
them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from streams.html.nesting import flatten, nests_little

SOURCE_BYTES_MAX = 8 * 1024 * 1024
TAGS_MAX = 80_000  # elements; read in about a second
FEW_TAGS_MAX = 2_000  # however these nest, parsing and walking them takes half a second at most
LINKED_DATA_SCRIPTS_MAX = 50

_CUT = re.compile(
    r"<!--(?:-?>|[^-]*+(?:-(?!-!?>)[^-]*+)*+(?:--!?>)?)"
    r"|<script(?![^\s/>])([^>]*+)>?([^<]*+(?:<(?!/script)[^<]*+)*+)(?:</script[^>]*+>?)?"
    r"|<style(?![^\s/>])[^<]*+(?:<(?!/style)[^<]*+)*+(?:</style[^>]*+>?)?",
    re.IGNORECASE,
)
_CUT_BYTES = re.compile(_CUT.pattern.encode(), re.IGNORECASE)
# A tag but for a link's; it ends at the next < at the latest, so that nothing but < takes no longer than another page.
TAG = rb"<(?![aA]\s)([/!]?[a-zA-Z0-9]*)[^<>]*>"
# An attribute takes two or three steps of the loop, one without a value at least a step in 16 characters.
_CROWDED = re.compile(
    r"""<[a-zA-Z](?>[^>"'=]{1,16}+|=\s*+(?:"[^"]*+"|'[^']*+'|[^\s"'>][^\s>]*+)?+|["']){1500}""", re.ASCII
)
_HTML = re.compile(
    r"<(?:!doctype|html|head|body|p|div|article|main|section|h[1-6]|meta|title|span|table|ul|ol|br|a|b)(?![^\s/>])",
    re.IGNORECASE,
)
_SURROGATE = re.compile("[\ud800-\udfff]")


class Unreadable(Exception):
    """The page cannot be read as an article. ``reason`` is a code word, ``message`` a sentence for a person."""

    def __init__(self, reason: str, message: str) -> None:
        super().__init__(message)
        self.reason = reason
        self.message = message


@dataclass(slots=True)
class Source:
    """A page ready to be parsed: markup without scripts, styles and comments, and the JSON-LD that stood in scripts."""

    markup: str
    linked_data: list[str] = field(default_factory=list)


def prepare(source: str) -> Source:
    """Return the source within the limits, of bounded depth, without control characters.

    Raises Unreadable with reason ``empty``, ``not_html``, ``too_large`` or ``too_many_tags``.
    """
    if len(source) > SOURCE_BYTES_MAX:
        raise Unreadable("too_large", f"the page is larger than {SOURCE_BYTES_MAX} bytes")
    source = _encodable(source)
    if not source or source.isspace():
        raise Unreadable("empty", "the page has no content")
    if not _HTML.search(source):
        raise Unreadable("not_html", "the page has no HTML elements")
    prepared = Source("")

    def cut(match: re.Match[str]) -> str:
        attributes, content = match.groups()
        if content and "ld+json" in attributes.lower() and len(prepared.linked_data) < LINKED_DATA_SCRIPTS_MAX:
            prepared.linked_data.append(content)
        return ""

    prepared.markup = _CUT.sub(cut, source)
    tags = prepared.markup.count("<")
    if tags > 2 * TAGS_MAX:  # start and end
        raise Unreadable("too_many_tags", f"the page has more than {TAGS_MAX} elements")
    if _CROWDED.search(prepared.markup):
        raise Unreadable("too_many_tags", "the page has a tag with hundreds of attributes")
    if tags > FEW_TAGS_MAX and not nests_little(prepared.markup):
        prepared.markup, elements = flatten(prepared.markup)
        if elements > TAGS_MAX:
            raise Unreadable("too_many_tags", f"the page has {elements} elements, more than {TAGS_MAX}")
    return prepared


def without_programs(source: bytes) -> tuple[bytes, list[bytes]]:
    """Return a source in UTF-8 without its scripts, styles and comments, and the JSON-LD that stood in scripts."""
    parts = _CUT_BYTES.split(source)
    scripts = zip(parts[1::3], parts[2::3], strict=True)
    return b"".join(parts[::3]), [text for attributes, text in scripts if text and b"ld+json" in attributes.lower()]


def _encodable(source: str) -> str:
    """Return the source without what no encoding of a page can hold."""
    if source.isascii():
        return source.replace("\x00", "") if "\x00" in source else source  # no larger than its characters
    try:
        size = len(source.encode())
    except UnicodeEncodeError:
        source = _SURROGATE.sub("\ufffd", source)
        size = len(source.encode())
    if size > SOURCE_BYTES_MAX:
        raise Unreadable("too_large", f"the page is larger than {SOURCE_BYTES_MAX} bytes")
    return source.replace("\x00", "") if "\x00" in source else source
