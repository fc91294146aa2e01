"""A document of a feed, before it is written as Atom or JSON Feed."""

from __future__ import annotations

from dataclasses import dataclass

from streams.serving.feeds_entry import Entry
from streams.serving.page_markup import Place


@dataclass(frozen=True, slots=True)
class Feed:
    """One document of a feed, whatever it is written in. ``query`` is without the place in the archive."""

    place: Place
    path: str
    query: tuple[tuple[str, str], ...]
    epoch: str
    entries: tuple[Entry, ...]
    block: int | None
    older: int | None
    newer: int | None

    def address(self, block: int | None) -> str:
        """Return the whole address of a document of this feed, None being the newest."""
        more = () if block is None else (("archive", f"{self.epoch}-{block}"),)
        return self.place.url(self.path, (*self.query, *more))
