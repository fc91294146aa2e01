"""front_matter: how many paragraphs at the top of a text are metadata, not text.

Observed: sources written in Markdown begin with YAML front matter ("title: ...", "date: ...", "topics:" and a list),
and some captures show it, with its fences ("---") or without. Its dates and numbers say when and how a page was made.

Decided: a row of lines at the very top, each a key in small letters with a colon, two at least; behind a key without a
value the items of its list, marked by a dash or written without a space. Comments may stand between: lines that begin
with "#", or where a capture lost that, that show an address. A key is one word of ASCII letters, as keys
are in every language. The lines stay part of the text that is compared; what changes in them is told as copyedit.

Deliberately missed: front matter below other text, in TOML or JSON, or with values of several lines.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from streams.records import Edit, Paragraph

KEYS_MIN = 2
_KEY = re.compile(r"[a-z][a-z0-9]*(?:[_-][a-z0-9]+)*:(?P<value>\s+\S.*)?$")
_ITEM = re.compile(r"-\s+\S.*$|\S+$")
_COMMENT = re.compile(r"#|.*\bhttps?://")
_FENCE = re.compile(r"-{3,}$")


def front_matter(paragraphs: Sequence[Paragraph]) -> int:
    """Return the number of paragraphs of front matter at the start; 0 where there is none."""
    keys = end = 0
    in_list = False
    for number, paragraph in enumerate(paragraphs):
        ends_here = False
        for line in filter(None, map(str.strip, paragraph.text.split("\n"))):
            key = _KEY.match(line)
            is_fence = _FENCE.match(line) is not None
            if is_fence and keys:
                return number + 1 if keys >= KEYS_MIN else 0
            is_comment = key is None and _COMMENT.match(line) is not None
            if key is None and not is_fence and not is_comment and not (in_list and _ITEM.match(line)):
                return end if keys >= KEYS_MIN else 0
            keys += key is not None
            in_list = key["value"] is None if key is not None else in_list and not is_fence
            ends_here = ends_here or not is_comment
        end = number + 1 if ends_here else end
    return end if keys >= KEYS_MIN else 0


def is_in_front(edit: Edit, old_end: int, new_end: int) -> bool:
    """Tell whether an edit stands in front matter on every side that it has; the ends are those of both texts."""
    sides = ((edit.old_position, old_end), (edit.new_position, new_end))
    return all(position is None or position[0] < end for position, end in sides)
