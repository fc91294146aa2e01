"""Signs in the page itself that the article is not all there.

Observed: a paywall says so in JSON-LD; a teaser ends in an invitation to read on; a broken transfer ends inside a tag
or a word.
Decided: these are evidence, not a verdict: whoever knows the page's earlier versions decides what is missing. A
paywall mark does not count where the page holds as many words as it states.
Deliberately missed: bodies that are cut cleanly after a paragraph.
"""

from __future__ import annotations

import re

from streams.html.metadata import Metadata
from streams.records import Block, CutOff

_TAIL_CHARACTERS = 20_000
_INVITATIONS = (
    "(?:to )?(?:continue|keep) reading",
    "read (?:the )?(?:full|rest|entire)",
    "(?:log|sign) in to (?:read|continue)",
    "subscribe (?:now )?to (?:read|continue|keep reading|unlock)",
    r"(?:this|the full) (?:article|story|content) is (?:only |exclusive )?(?:for|to|available to) (?:\w+ )?subscribers",
    "weiterlesen|lire la suite|leer más|seguir leyendo|continua a leggere|lees verder|läs mer",
)
_READ_ON = re.compile(rf"\W*(?:{'|'.join(_INVITATIONS)})\b.*", re.IGNORECASE)
_READ_MORE = re.compile(r"\W*read (?:more|on)\W*|.*(?:\[…\]|\[\.\.\.\]|\(more…\)|\(more\.\.\.\))\s*", re.IGNORECASE)
_SENTENCE_END = tuple(".!?。！？؟।\"'”’»)]")
_OPEN_AT_END = re.compile(r"<[a-zA-Z/!][^<>]*$")
READ_ON_CHARACTERS_MAX = 160


def cut_off(source: str, blocks: list[Block], after: list[str], metadata: Metadata) -> CutOff | None:
    """Return the evidence that the capture is truncated, or None. ``after``: the lines that follow the last block."""
    evidence = []
    if not metadata.free and not _whole(blocks, metadata):
        evidence.append("the page says that it is not accessible for free")
    if _invites_to_read_on(blocks, after):
        evidence.append("the text ends with an invitation to read on")
    broken = _broken_end(source)
    if broken:
        evidence.append(broken)
    return CutOff(evidence) if evidence else None


def _invites_to_read_on(blocks: list[Block], after: list[str]) -> bool:
    """Say whether the last line, or the first after it, offers the rest; a mere "Read more" only after an open end."""
    lines = [block.text for block in blocks[-2:]] + after[:1]
    for number, line in enumerate(lines):
        if len(line) <= READ_ON_CHARACTERS_MAX and number > 0:
            open_end = lines[number - 1].endswith(("…", "...")) or not lines[number - 1].endswith(_SENTENCE_END)
            if _READ_ON.fullmatch(line) or (open_end and _READ_MORE.fullmatch(line)):
                return True
    return False


def _whole(blocks: list[Block], metadata: Metadata) -> bool:
    words = metadata.words or (len(metadata.body.split()) if metadata.body else 0)
    return words >= 100 and sum(len(block.text.split()) for block in blocks) >= 0.9 * words


def _broken_end(source: str) -> str | None:
    """Say where the document breaks off, if it has a beginning but no end."""
    tail = source[-_TAIL_CHARACTERS:].rstrip()
    lowered = tail.lower()
    if "</html" in lowered or "</body" in lowered or "<html" not in source[:_TAIL_CHARACTERS].lower():
        return None
    if _OPEN_AT_END.search(tail[-2000:]):
        return "the document ends inside a tag"
    if tail.rfind("<!--") > tail.rfind("-->") or lowered.rfind("<script") > lowered.rfind("</script"):
        return "the document ends inside a script or comment"
    if tail and (tail[-1].isalnum() or tail[-1] in ",;:-–"):
        return "the document ends in the middle of a sentence"
    return None
