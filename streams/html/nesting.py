"""How deep a page nests, estimated without parsing it.

Observed: a tree builder that closes nothing but what stands right before an end tag opens at least as many elements
as a real one.
Decided: that bound first, in one pass that most pages pass; else a closer estimate that drops the tags beyond the
limits. Both know quoted attribute values, and neither is fooled by an end tag that a parser would ignore: they then
count too much.
Deliberately missed: implied end tags, except where an element follows itself (``<li>a<li>b``).
"""

from __future__ import annotations

import re

from streams.html.tags import (
    BREAKOUT,
    END_PARAGRAPHS,
    FOLLOW_THEMSELVES,
    FORMATTING,
    HEADINGS,
    IN_TABLES,
    INTEGRATION,
    SCOPES,
    SPECIAL,
    TABLE_SCOPES,
    VOID,
)

DEPTH_MAX = 250
SHALLOW_DEPTH_MAX = 64
FORMATTING_OPEN_MAX = 24  # each is opened again in every later paragraph

_ATTRIBUTES = r"""(?>[^>"'=]++|=\s*+(?:"[^"]*+"|'[^']*+'|[^\s"'>][^\s>]*+)?+|["'])*+"""
_DRAWN = r"path|circle|rect|use|line|polygon|polyline|ellipse|stop"
# One group: a tag's name with its slash, or a self-closed part of a drawing, which alone ends in a slash.
_NAME = re.compile(
    rf"<(?:((?:{_DRAWN})\b[^<>\"'=/]*+(?:=\s*+\"[^\"]*+\"[^<>\"'=/]*+)*+/(?=>)|/?[a-zA-Z][^\s/>]*+){_ATTRIBUTES}>?|[!?/][^>]*+>?)"
)
_BARRED_BY_SCOPES = SPECIAL | FORMATTING
_PARAGRAPHS = HEADINGS | {"p", "li", "blockquote", "dt", "dd"}  # where dropped, a break stays in their place
_TAG = re.compile(rf"<(?:(/?)([a-zA-Z][^\s/>]*+)({_ATTRIBUTES})>?|[!?/][^>]*+>?)")


def nests_little(markup: str) -> bool:
    """Say whether at no point more than ``SHALLOW_DEPTH_MAX`` elements can be open. ``markup`` holds no scripts."""
    ends: list[str] = []
    drawings = 0
    for name in _NAME.findall(markup):
        if ends and name == ends[-1]:
            ends.pop()
            drawings -= name in ("/svg", "/math")
        elif name in VOID or not name or name[0] == "/":
            if drawings and (name in VOID or name in BREAKOUT):  # not void in a drawing, or its end
                return False
        elif name[-1] == "/":
            if not drawings:  # outside of a drawing the slash closes nothing
                return False
        else:
            if drawings and (name in BREAKOUT or name.lower() in INTEGRATION):
                return False
            ends.append("/" + name)
            drawings += name in ("svg", "math")
            if len(ends) > SHALLOW_DEPTH_MAX:
                return False
    return True


def flatten(markup: str) -> tuple[str, int]:
    """Return the markup without the tags beyond the limits, and how many elements it opens."""
    nesting = _Nesting()
    parts: list[str] = []
    end = 0
    for match in _TAG.finditer(markup):
        if match[2] is None:
            continue
        name = match[2].lower()
        if not (nesting.close(name) if match[1] else nesting.open(name, match[3].endswith("/"))):
            parts += (markup[end : match.start()], "<br><br>" if name in _PARAGRAPHS else " ")
            end = match.end()
    parts.append(markup[end:])
    return "".join(parts), nesting.elements


class _Nesting:
    """An estimate, from above, of the elements that a parser would have open."""

    def __init__(self) -> None:
        self.open_tags: list[str] = []
        self.dropped: dict[str, int] = {}
        self.formatting = 0
        self.elements = 0
        self.drawings_believed = True

    def close(self, name: str) -> bool:
        """Take in an end tag; say whether it is kept."""
        if self.dropped.get(name):
            self.dropped[name] -= 1
            return False
        if name in ("body", "html") or name not in self.open_tags:  # the first two stay open to the end
            return True
        self._end(name, TABLE_SCOPES if name in IN_TABLES else SCOPES if name in _BARRED_BY_SCOPES else SPECIAL)
        return True

    def _end(self, name: str, barrier: frozenset[str]) -> None:
        """End the innermost open element of a name, unless one of the barrier stands inside it."""
        for depth in range(len(self.open_tags) - 1, -1, -1):
            if self.open_tags[depth] == name:
                if name in FORMATTING or name == "form":  # what stands inside may stay open
                    self.formatting -= name in FORMATTING
                    del self.open_tags[depth]
                else:
                    del self.open_tags[depth:]
                return
            if self.open_tags[depth] in barrier:
                return

    def open(self, name: str, slashed: bool) -> bool:
        """Take in a start tag; say whether it is kept."""
        self.elements += 1
        if name in FORMATTING and self.formatting >= FORMATTING_OPEN_MAX:
            return self._drop(name)
        foreign = "svg" in self.open_tags or "math" in self.open_tags
        if foreign and name == "font":  # leaves the drawing or not, as its attributes are
            self.drawings_believed = False
        elif foreign and name in BREAKOUT:
            self._drawn(name)
        if (name in VOID and (name in BREAKOUT or not foreign)) or (slashed and foreign and self._drawn(name)):
            return True
        if name in BREAKOUT or not foreign:
            if name in IN_TABLES and "table" not in self.open_tags:  # a parser ignores the tag
                return True
            if name in END_PARAGRAPHS and "p" in self.open_tags:
                self._end("p", SCOPES)
            if name in FOLLOW_THEMSELVES and self.open_tags and self.open_tags[-1] == name:
                self.open_tags.pop()
        if len(self.open_tags) >= DEPTH_MAX:
            return self._drop(name)
        self.formatting += name in FORMATTING
        self.open_tags.append(name)
        return True

    def _drop(self, name: str) -> bool:
        self.dropped[name] = self.dropped.get(name, 0) + 1
        return False

    def _drawn(self, name: str) -> bool:
        """Say whether a tag stands in SVG or MathML, where a slash at its end closes it."""
        if not self.drawings_believed:
            return False
        for depth in range(len(self.open_tags) - 1, -1, -1):
            if self.open_tags[depth] in ("svg", "math"):
                if name in BREAKOUT:
                    del self.open_tags[depth:]
                    return False
                return True
            if self.open_tags[depth] in INTEGRATION:
                return False
        return False
