"""The values that stages pass to each other: plain data, no behaviour, no I/O.

Offsets into text count Unicode code points and are half open, ``[start, end)``. Times are RFC 3339 strings in UTC.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal, Protocol

ParagraphKind = Literal["paragraph", "heading", "item", "quote", "caption", "table", "standfirst", "note"]
Op = Literal["added", "deleted", "edited", "moved", "merged", "split"]
Relation = Literal["identical", "near", "excerpt", "extended"]
Range = tuple[int, int]
Link = tuple[int, int, str]  # start and end of the text that is linked, and the canonical form of where it leads


@dataclass(slots=True)
class Block:
    """A run of text as a page shows it, before noise is taken out: one paragraph, heading, list item, ..."""

    text: str
    kind: ParagraphKind = "paragraph"
    links: list[Link] = field(default_factory=list)


@dataclass(slots=True)
class Noise:
    """Text of the page that is not the article. ``reason`` is from the closed list, ``rule`` names what decided."""

    text: str
    reason: str
    rule: str


@dataclass(slots=True)
class Paragraph:
    """A paragraph of the article; ``sentences`` are ranges of ``text`` in order, gaps hold only white space.

    ``links`` are in order and do not overlap; plain text has none.
    """

    text: str
    kind: ParagraphKind = "paragraph"
    sentences: list[Range] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)


@dataclass(slots=True)
class CutOff:
    """Why a capture looks truncated, and how much of the known text is missing at its end."""

    evidence: list[str]
    missing_paragraphs: int = 0
    missing_characters: int = 0
    carried_over_from: int | None = None


@dataclass(slots=True)
class Extracted:
    """What a page's source shows by itself, before anything is known about its site."""

    blocks: list[Block]
    noise: list[Noise] = field(default_factory=list)
    headline: str | None = None
    byline: list[str] = field(default_factory=list)
    published_at: str | None = None
    modified_at: str | None = None
    language: str | None = None
    canonical_url: str | None = None
    cut_off: CutOff | None = None


@dataclass(slots=True)
class Cleaned:
    """The article of one capture: what is compared, versioned and published."""

    headline: str | None
    paragraphs: list[Paragraph]
    noise: list[Noise] = field(default_factory=list)
    byline: list[str] = field(default_factory=list)
    published_at: str | None = None
    modified_at: str | None = None
    language: str | None = None
    cut_off: CutOff | None = None


@dataclass(slots=True)
class Span:
    """A word-level change inside an edit: ``old`` and ``new`` are ranges of the edit's old and new text."""

    op: Literal["insert", "delete", "replace"]
    old: Range
    new: Range


@dataclass(slots=True)
class Signal:
    """What a deterministic rule saw in an edit, with the old and the new value where it has them."""

    type: str
    old: str | None = None
    new: str | None = None
    direction: Literal["up", "down"] | None = None


@dataclass(slots=True)
class Edit:
    """One change of the body. Positions are (paragraph, sentence) of the edit's first sentence on that side.

    ``old`` and ``new`` are the exact text of the sentences concerned (merged, split: several, joined as they stand
    in their paragraph). ``added`` has no old, ``deleted`` no new.
    """

    op: Op
    old: str | None
    new: str | None
    old_position: Range | None = None
    new_position: Range | None = None
    spans: list[Span] = field(default_factory=list)
    signals: list[Signal] = field(default_factory=list)
    kind: str = "edit"


@dataclass(frozen=True, slots=True)
class Message:
    """A decoded message on its way into a step. ``timestamp_ms`` is the record's own Kafka timestamp."""

    topic: str
    partition: int
    offset: int
    key: bytes | None
    value: dict[str, Any]
    timestamp_ms: int


@dataclass(frozen=True, slots=True)
class Event:
    """Something a step says. ``route`` is the site whose partition it goes to, or the number of a shard.

    ``id`` is a hash of what is said and ``time`` the capture's time: neither depends on clock, worker or order.
    """

    topic: str
    key: str
    value: dict[str, Any]
    route: str | int
    id: str = ""
    time: str = ""


class Tables(Protocol):
    """The state of one partition as a step sees it: reads see the step's own writes, writes wait for delivery."""

    def get(self, table: str, key: str) -> bytes | None:
        """Return the stored value, or None."""
        ...

    def put(self, table: str, key: str, value: bytes | None) -> None:
        """Remember ``value``; None forgets the key."""
        ...
