"""What passes between the pure poller and the host that fetches: a look to start, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass, field

from streams.feeds.documents import Document


@dataclass(frozen=True, slots=True)
class Start:
    """A look that was remembered and may now be made. ``number`` counts the looks at the target from 1.

    ``audit``: it asks without conditions on purpose, to find out whether a 304 would have been the truth.
    """

    table: str
    key: str
    number: int
    url: str
    etag: str | None = None
    last_modified: str | None = None
    validated_url: str | None = None
    audit: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of a look. ``status`` is None where no answer came; ``fault`` then says why, in words.

    ``at`` is when the answer was there, ``asked_at`` when it was asked for, in Unix time. A page is as it was when it
    was asked for: of two looks under way at once, the slower must not seem the newer one (as with WARC-Date).

    ``moved_to`` is the address to ask from now on. ``text`` is the decoded body of a page with status 200,
    ``document`` what a feed holds. ``waits``: the site, not the address, is at fault, and is left alone for a time.
    """

    start: Start
    at: float
    status: int | None
    final_url: str
    asked_at: float = 0.0  # as ``at`` where it is not known
    moved_to: str | None = None
    content_type: str | None = None
    body_hash: str | None = None
    text: str | None = None
    document: Document | None = None
    etag: str | None = None
    last_modified: str | None = None
    retry_after_seconds: float | None = None
    fault: str | None = None
    waits: bool = False
    refused: bool = False  # by robots.txt or by rules of safety: asking again soon would change nothing
    hub: tuple[str, str] | None = None  # of a feed: where it can be subscribed to, and under which name
    headers: dict[str, str] = field(default_factory=dict)
