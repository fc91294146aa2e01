"""What is remembered of a page: one small record, written only when something about the page changes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

import orjson

from streams.html.glance import Mark
from streams.records import Tables
from streams.stages.changing import Slot
from streams.web import time

TABLE = "pages"
NUMBERS_KEPT_MAX = 32  # version hashes kept to recognise a revert; beyond it a revert to an older one is an edit
LATE_KEPT_MAX = 8  # texts that are no versions: of late looks, of cut off ones, of those taken over in silence

Absence = Literal["", "missed", "gone"]


@dataclass(slots=True)
class Page:
    """A page as it stands: its newest version, what it said before, and how it was last seen.

    ``text_hash`` is the published hash of the newest version; ``shown_hash`` is that of the text as the page showed
    it before anything was learned about its site, and ``content_hash`` that of the raw capture: the cheaper tests.
    ``taken_over``: its text was replaced in silence since. ``known`` holds [number, text hash] of the first and the
    newest versions. ``short_end``: where the text ended at looks that lack its end cleanly (see ``endings``), and the
    instant of the first of them; ``cut_off``: the newest version's own look lacked it. ``slots``: places that changed
    lately (see ``changing``). ``held_instant``: when an edit was seen that is not announced yet (see ``held``).
    ``glance``: by what a later look at the same article is known (see ``glances``).
    """

    page: str
    url: str
    site: str
    number: int
    captured_at: str
    instant: int
    text_hash: str
    shown_hash: str
    content_hash: str
    judgement: str
    published_at: str | None = None
    modified_at: str | None = None
    dated_instant: int = 0
    absence: Absence = ""
    absence_instant: int = 0
    redirected_to: str | None = None
    cut_off: bool = False
    taken_over: bool = False
    known: list[tuple[int, str]] = field(default_factory=list)
    late: list[tuple[str, str]] = field(default_factory=list)
    short_end: tuple[str, int] | None = None
    slots: list[Slot] = field(default_factory=list)
    held_instant: int | None = None
    glance: Mark | None = None

    def is_late(self, instant: int) -> bool:
        """Whether a look is older than what is known already: the newest version, a held one, or that it is gone."""
        return instant < max(self.instant, self.absence_instant, self.held_instant or 0)

    def note_seen(self, captured_at: str, text_hash: str) -> bool:
        """Remember a text that is no version of its own; tell whether this look at it is news."""
        seen = (captured_at, text_hash)
        if seen in [tuple(entry) for entry in self.late]:
            return False
        self.late = [*self.late, seen][-LATE_KEPT_MAX:]
        return True

    def note_absence(self, absence: Absence, instant: int) -> None:
        """The page was found missing, or is back; a page that is simply there is not written anew for it."""
        if absence or self.absence:
            self.absence, self.absence_instant = absence, instant

    def note_dates(self, published_at: str | None, modified_at: str | None, instant: int) -> bool:
        """Take over the dates that a look showed and tell whether they were changed by it.

        A look from before the one that showed today's dates changes nothing: it is late, and not a redate backwards.
        """
        pairs = ((self.published_at, published_at), (self.modified_at, modified_at))
        if instant < self.dated_instant or all(new is None or old == new for old, new in pairs):
            return False
        self.published_at, self.modified_at = published_at or self.published_at, modified_at or self.modified_at
        self.dated_instant = instant
        return any(old and new and time.differ(old, new) for old, new in pairs)

    def remember_version(self) -> None:
        """Add the newest version to what a revert is recognised by."""
        self.known.append((self.number, self.text_hash))
        if len(self.known) > NUMBERS_KEPT_MAX:
            del self.known[1]

    def number_of(self, text_hash: str) -> int | None:
        """Return the newest earlier version with this text, or None."""
        return next((n for n, known in reversed(self.known) if known == text_hash and n != self.number), None)


@dataclass(slots=True)
class Alias:
    """An address whose page names another one as canonical: where to look, and for which capture that was seen."""

    canonical: str
    content_hash: str


def read(tables: Tables, page: str) -> Page | None:
    """Return a page of this partition, or None where it was never seen under this id."""
    record = tables.get(TABLE, page)
    if record is None:
        return None
    value = orjson.loads(record)
    known = Page(**value)
    known.slots = [Slot(**slot) for slot in value.get("slots", ())]
    return known


def write(tables: Tables, page: Page) -> None:
    """Remember a page."""
    tables.put(TABLE, page.page, orjson.dumps(page))


def forget(tables: Tables, page: str) -> None:
    """Forget a page."""
    tables.put(TABLE, page, None)


def read_alias(tables: Tables, page: str) -> Alias | None:
    """Return where the page of an address really lives, or None."""
    record = tables.get(TABLE, f"alias/{page}")
    return None if record is None else Alias(**orjson.loads(record))


def write_alias(tables: Tables, page: str, alias: Alias) -> None:
    """Remember where the page of an address really lives."""
    tables.put(TABLE, f"alias/{page}", orjson.dumps(alias))
