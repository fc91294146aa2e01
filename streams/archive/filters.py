"""Which events are wanted: one value for lists, streams and whatever else chooses, with one meaning."""

from __future__ import annotations

from dataclasses import dataclass

from streams import topology


@dataclass(frozen=True, slots=True)
class Filters:
    """Every field that is set must hold; of a field with several values, one.

    ``kinds`` are those of a revision, ``edit_kinds`` those of the revision or one of its edits. ``pages`` are ids, and
    ``article`` stands for the pages that belong to it now. Times are microseconds, ``until`` is excluded. ``q`` asks
    for words anywhere, ``removed`` and ``inserted`` for words that the edits took out or put in. Only ``topics``,
    ``sites``, ``pages``, ``article`` and the times mean something for events that are no revisions; with any other
    field set, those events are not wanted.
    """

    topics: tuple[str, ...] = (topology.REVISED,)
    sites: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    edit_kinds: tuple[str, ...] = ()
    signals: tuple[str, ...] = ()
    basis: str | None = None
    significance_min: float = 0.0
    since: int | None = None
    until: int | None = None
    language: str | None = None
    q: str | None = None
    removed: str | None = None
    inserted: str | None = None
    pages: tuple[str, ...] = ()
    article: str | None = None

    @property
    def of_revisions_only(self) -> bool:
        """Whether only revisions can fit."""
        return self.topics == (topology.REVISED,) or bool(
            self.kinds
            or self.edit_kinds
            or self.signals
            or self.basis
            or self.significance_min
            or self.q
            or self.removed
            or self.inserted
        )
