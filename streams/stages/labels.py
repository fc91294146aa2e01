"""Which article a page belongs to: the smallest page id among the pages that are copies of each other.

Observed: copies are found pair by pair, in any order, in the lanes of different sites; no place sees them all.

Decided: label propagation. A page keeps the pages it is united with and the smallest id it heard of. Where that falls
it says ``article.assigned`` and tells its neighbours; where a neighbour says more than it could know by now, it
answers. Labels only fall and neighbours are only added, so messages may come in any order and more than once, and the
end is the same. With a label goes the moment since when it holds: of all ways from the page to the one that the
article is named after, the way whose latest union is earliest counts, which no order of arrival changes either.

A page alone is its own article and says nothing; so does the page that an article is named after.

Deliberately missed: pages are never separated again. The steps on the way, and ``previous`` with them, are those of
one run.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final

import orjson

from streams import topology
from streams.cloudevents import event_id
from streams.records import Event, Tables
from streams.stages.versions import VersionText
from streams.web.time import instant

LABELS: Final = "labels"
NEIGHBOURS_MAX: Final = 1_000  # those with the smallest ids stay; a page is rarely compared with more than 64
FROM_THE_BEGINNING: Final = ""  # since when a page belongs to itself

Neighbour = tuple[str, str, str]  # url, site, since when the two are united


def _order(moment: str) -> tuple[int, str]:
    return (instant(moment), moment) if moment else (-(1 << 62), "")


@dataclass(slots=True)
class _Membership:
    """What a page knows of its article."""

    page: str
    url: str
    site: str
    article: str
    since: str = FROM_THE_BEGINNING
    previous: str | None = None
    neighbours: dict[str, Neighbour] = field(default_factory=dict)

    def record(self) -> bytes:
        kept = {page: self.neighbours[page] for page in sorted(self.neighbours)[:NEIGHBOURS_MAX]}
        return orjson.dumps([self.url, self.site, self.article, self.since, self.previous, kept])

    def rank(self, united: str = FROM_THE_BEGINNING) -> tuple[str, tuple[int, str]]:
        """What is compared, smaller is better: this label as a neighbour united at that moment would have it."""
        return self.article, max(_order(self.since), _order(united))

    def tell(self, neighbour: str) -> Event:
        url, site, united = self.neighbours[neighbour]
        value = {
            "page": neighbour,
            "url": url,
            "site": site,
            "from": {"page": self.page, "url": self.url, "site": self.site},
            "united": united,
            "article": self.article,
            "since": self.since,
        }
        return Event(topology.LABELS, neighbour, value, site)

    def assigned(self) -> Event:
        value = {
            "page": self.page,
            "url": self.url,
            "site": self.site,
            "article": self.article,
            "previous": self.previous,
            "captured_at": self.since,
        }
        identity = event_id(topology.ASSIGNED, self.page, self.article, self.since)
        return Event(topology.ASSIGNED, self.page, value, self.site, identity, self.since)


def _read(tables: Tables, page: str, url: str, site: str) -> _Membership:
    record = tables.get(LABELS, page)
    if record is None:
        return _Membership(page, url, site, page)
    url, site, article, since, previous, neighbours = orjson.loads(record)
    return _Membership(page, url, site, article, since, previous, {p: (u, s, t) for p, (u, s, t) in neighbours.items()})


def unite(one: VersionText, other: VersionText, tables: Tables) -> list[Event]:
    """Return what is to be said when two pages are found to be one article; ``one`` is of this lane.

    The other page may belong to any article: until it answers, it is taken to belong to itself.
    """
    united = max(one.captured_at, other.captured_at, key=_order)
    item = {
        "page": one.page,
        "url": one.url,
        "site": one.site,
        "from": {"page": other.page, "url": other.url, "site": other.site},
        "united": united,
        "article": other.page,
        "since": FROM_THE_BEGINNING,
    }
    known, said = _taken_in(item, tables)
    return [*(event for event in said if event.key != other.page), known.tell(other.page)]


def spread(item: dict[str, Any], tables: Tables, partitions: int) -> list[Event]:  # noqa: ARG001 - a step's shape
    """Take in what a neighbour says of its article; pass on what falls, answer where the neighbour's would fall."""
    return _taken_in(item, tables)[1]


def _taken_in(item: dict[str, Any], tables: Tables) -> tuple[_Membership, list[Event]]:
    known = _read(tables, item["page"], item["url"], item["site"])
    before, rank = known.record(), known.rank()
    neighbour = item["from"]["page"]
    united = min(item["united"], known.neighbours.get(neighbour, ("", "", item["united"]))[2], key=_order)
    known.neighbours[neighbour] = (item["from"]["url"], item["from"]["site"], united)
    theirs = _Membership(neighbour, "", "", item["article"], item["since"])
    said: list[Event] = []
    if theirs.rank(united) < rank:
        if known.article != theirs.article:
            known.previous = known.article if known.article != known.page else None
        known.article = theirs.article
        known.since = max(theirs.since, united, key=_order)
        said = [known.assigned(), *(known.tell(page) for page in sorted(known.neighbours) if page != neighbour)]
    if known.rank(united) < theirs.rank():
        said.append(known.tell(neighbour))
    if known.record() != before:
        tables.put(LABELS, known.page, known.record())
    return known, said
