"""Plain-text bodies to blocks: paragraphs, headings and list items as a reader would tell them apart.

Observed: most plain captures have one paragraph a line, some separate them by blank lines, some are wrapped by hand at
70 to 80 characters, and some are a whole page on one line, with buttons, dates and appeals glued to the article.

Decided: a text is taken as wrapped only when nearly all its lines are as full as the longest allows; then lines are
joined and a blank or short line ends a paragraph. Otherwise a line is a paragraph. Buttons and dates that stand between
sentences of one line are cut off there (`glued`), so that `noise` can take them. Headings and items are recognised by
their marks and by being short, before longer text; nothing depends on it but the kind.

Deliberately missed: tables, verse, indented code; headings that look like sentences.
"""

from __future__ import annotations

import re
from itertools import pairwise

from streams.records import Block, Noise, ParagraphKind
from streams.text.glued import cut

CHARACTERS_MAX = 2_000_000
LINES_MAX = 20_000
WRAP_COLUMNS_MIN = 50
WRAP_COLUMNS_MAX = 100
HEADING_CHARACTERS_MAX = 90
HEADING_WORDS_MAX = 14

_DROPPED = re.compile("[\x00-\x08\x0e-\x1f\x7f\x80-\x84\x86-\x9f\ufffe\uffff\ud800-\udfff]")
_RULE_LINE = re.compile(r"[\s\-=_*~#•·.]{3,}$")
_BULLET = re.compile(r"[-*•◦‣▪■●►➤–]\s+(?=\S)")
_HASHES = re.compile(r"#{1,6}\s+(.*?)\s*#*$")
_NUMBERED = re.compile(r"\d{1,3}[.)]\s+\S")
_STOPS = ".!?…:;,。！？”\"'’)"
_TORN_LINK = re.compile(r"\]\({1,2}$")
_LINK_REST = re.compile(r'(?:(?:https?:/)?/[^\s()]{0,2000})?(?:\s*"[^"]{0,300}")?\s*\)')
TORN_LINKS_MAX = 50  # in a paragraph
_LINE_BREAK_SIGNS = "\r\x0b\x0c\x85\u2028\u2029"
_LINE_BREAKS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")


def blocks(body: str) -> tuple[list[Block], list[Noise]]:
    """Return the blocks of a plain-text body, and what was cut off by a limit (normally nothing), as noise.

    Control characters are dropped, white space at a line's ends too; the text within a line stays as it is.
    """
    noise: list[Noise] = []
    if len(body) > CHARACTERS_MAX:
        noise.append(Noise(body[CHARACTERS_MAX:][:1_000], "boilerplate", "limit:characters"))
        body = body[:CHARACTERS_MAX]
    if any(sign in body for sign in _LINE_BREAK_SIGNS):
        body = _LINE_BREAKS.sub("\n", body)
    lines = [_clean(line) for line in body.split("\n", LINES_MAX)]
    if len(lines) > LINES_MAX:
        noise.append(Noise(lines.pop()[:1_000], "boilerplate", "limit:lines"))
    if _is_wrapped(lines):
        lines = _unwrap(lines)
    return _to_blocks(_with_whole_links([line for line in lines if line])), noise


def _with_whole_links(lines: list[str]) -> list[str]:
    """Join lines between which a link was torn: "[the report](" and ") says so."."""
    if not any(line.endswith("(") for line in lines):
        return lines
    whole: list[str] = []
    joined = 0
    for line in lines:
        torn = bool(whole) and whole[-1].endswith("(") and _TORN_LINK.search(whole[-1]) and _LINK_REST.match(line)
        if torn and joined < TORN_LINKS_MAX:
            whole[-1] += line
            joined += 1
        else:
            whole.append(line)
            joined = 0
    return whole


def _clean(line: str) -> str:
    return (line if line.isprintable() else _DROPPED.sub("", line).lstrip("\ufeff")).strip()


def _is_wrapped(lines: list[str]) -> bool:
    """Tell whether a text editor broke these lines: most are so full that the next word had no room.

    Short paragraphs have few full lines; then all lines before one that begins in lower case must be full.
    """
    columns = max(map(len, lines))
    if not WRAP_COLUMNS_MIN <= columns <= WRAP_COLUMNS_MAX or len(lines) < 3:
        return False
    pairs = [(line, following) for line, following in pairwise(lines) if line and following]
    full = sum(_is_full(line, following, columns) for line, following in pairs)
    continued = [_is_full(line, following, columns) for line, following in pairs if following[0].islower()]
    goes_on = len(continued) >= 2 and all(continued) and len(continued) >= 0.3 * len(pairs)
    return len(pairs) >= 2 and (full >= 0.6 * len(pairs) or goes_on)


def _is_full(line: str, following: str, columns: int) -> bool:
    return len(line) + 1 + len(following.split(None, 1)[0]) > columns - 2


def _unwrap(lines: list[str]) -> list[str]:
    """Join wrapped lines; a line that had room for the next word ends its paragraph, as does a blank one."""
    columns = max(map(len, lines))
    paragraphs: list[list[str]] = [[]]
    previous = ""
    for line in lines:
        starts = not previous or not line or _BULLET.match(line) or not _is_full(previous, line, columns)
        if starts:
            paragraphs.append([])
        if line:
            paragraphs[-1].append(line)
        previous = line
    return [" ".join(paragraph) for paragraph in paragraphs if paragraph]


def _to_blocks(lines: list[str]) -> list[Block]:
    found: list[Block] = []
    for at, line in enumerate(lines):
        if len(line) <= 200 and _RULE_LINE.match(line):
            continue
        following = lines[at + 1] if at + 1 < len(lines) else ""
        text, kind = _kind(line, following)
        found.extend(Block(piece, kind) for piece in cut(text))
    return found


def _kind(line: str, following: str) -> tuple[str, ParagraphKind]:
    bullet = _BULLET.match(line)
    if bullet:
        return line[bullet.end() :], "item"
    if line.startswith("#"):
        hashes = _HASHES.match(line)
        if hashes and hashes.group(1):
            return hashes.group(1), "heading"
    if len(line) > HEADING_CHARACTERS_MAX or line[-1] in _STOPS:
        return line, "item" if _NUMBERED.match(line) and len(line) <= 3 * HEADING_CHARACTERS_MAX else "paragraph"
    if _NUMBERED.match(line):
        return line, "item"
    is_heading = (
        not line[0].islower()
        and len(line.split()) <= HEADING_WORDS_MAX
        and len(following) > len(line)
        and following[-1] in _STOPS
    )
    return line, "heading" if is_heading else "paragraph"
