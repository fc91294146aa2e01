"""Which article a page belongs to: the smallest page id among the pages that are copies of each other.

Observed: copies are found pair by pair, in any order, in the lanes of different sites; no place sees them all. Now and
then a person parts two pages that were taken for one article, or joins two that were not.

Decided: label propagation. A page keeps the pages it is united with and the smallest id it heard of. Where that falls
it says ``article.assigned`` and tells its neighbours; where a neighbour says more than it could know by now, it
answers. Labels only fall and neighbours are only added, so messages may come in any order and more than once, and the
end is the same. With a label goes the moment since when it holds: of all ways from the page to the one that the
article is named after, the way whose latest union is earliest counts, which no order of arrival changes either.

Where two pages are parted, labels have to rise. Both pages then begin a new epoch, higher than any they have heard of:
labels of lower epochs no longer count, each page that hears of it starts again from its own id and passes it on. What
crossed the union before it was cut had passed one of the two, in a lower epoch than that page now begins; so nothing
that came that way survives, and the labels of the last epoch are those of the unions that remain.

A page alone is its own article and says nothing, unless it was said to belong to another one before; so does the page
that an article is named after. Of several orders about two pages the latest holds.

Deliberately missed: the steps on the way, and ``previous`` with them, are those of one run.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final, Literal

import orjson

from streams import topology
from streams.cloudevents import event_id
from streams.records import Event, Tables
from streams.stages.erased import is_erased
from streams.stages.versions import VersionText
from streams.web.time import instant

LABELS: Final = "labels"
NEIGHBOURS_MAX: Final = 1_000  # those with the smallest ids stay; a page is rarely compared with more than 64
ORDERS_MAX: Final = 1_000  # of a page; the latest stay
FROM_THE_BEGINNING: Final = ""  # since when a page belongs to itself

Word = Literal["joined", "parted"]
Neighbour = tuple[str, str, str]  # url, site, since when the two are united
Order = tuple[str, Word]  # when it was given, and what it says
Epoch = tuple[int, str]  # how often pages were parted on the way, and the page that parted last


def _order(moment: str) -> tuple[int, str]:
    return (instant(moment), moment) if moment else (-(1 << 62), "")


@dataclass(slots=True)
class _Membership:
    """What a page knows of its article. ``said``: article and moment that were announced last."""

    page: str
    url: str
    site: str
    article: str
    since: str = FROM_THE_BEGINNING
    previous: str | None = None
    neighbours: dict[str, Neighbour] = field(default_factory=dict)
    epoch: Epoch = (0, "")
    orders: dict[str, Order] = field(default_factory=dict)
    said: tuple[str, str] | None = None

    def record(self) -> bytes:
        kept = {page: self.neighbours[page] for page in sorted(self.neighbours)[:NEIGHBOURS_MAX]}
        latest = sorted(self.orders.items(), key=lambda order: (_order(order[1][0]), order[0]))[-ORDERS_MAX:]
        told = [self.epoch, dict(sorted(latest)), self.said]
        return orjson.dumps([self.url, self.site, self.article, self.since, self.previous, kept, *told])

    def is_parted(self, other: str) -> bool:
        """Whether a person has parted the page from another one."""
        return other in self.orders and self.orders[other][1] == "parted"

    def united(self) -> list[str]:
        """The pages that this one is united with, but for those it was parted from."""
        return [page for page in sorted(self.neighbours) if not self.is_parted(page)]

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
            "epoch": self.epoch,
        }
        return Event(topology.LABELS, neighbour, value, site)

    def begin(self, epoch: Epoch) -> None:
        """Start again from the page's own id: what was heard in earlier epochs no longer counts."""
        self.epoch, self.article, self.since = epoch, self.page, FROM_THE_BEGINNING

    def announced(self) -> list[Event]:
        """Say the article if it is another one, or holds since another moment, than was said last."""
        now = (self.article, self.since or self._alone_since())
        if now == self.said or (self.said is None and self.article == self.page):
            return []
        before = self.said[0] if self.said else self.page
        if before != self.article:
            self.previous = before if before != self.page else None
        self.said = now
        article, since = now
        value = {
            "page": self.page,
            "url": self.url,
            "site": self.site,
            "article": article,
            "previous": self.previous,
            "captured_at": since,
        }
        identity = event_id(topology.ASSIGNED, self.page, article, since)
        return [Event(topology.ASSIGNED, self.page, value, self.site, identity, since)]

    def _alone_since(self) -> str:
        """Since when a page that belonged to another article is its own: a function of what remains."""
        unions = [self.neighbours[page][2] for page in self.united()]
        orders = [at for at, _ in self.orders.values()]
        return min(unions, key=_order) if unions else max(orders, key=_order, default=self.since)


def _read(tables: Tables, page: str, url: str, site: str) -> _Membership:
    record = tables.get(LABELS, page)
    if record is None:
        return _Membership(page, url, site, page)
    url, site, article, since, previous, neighbours, *told = orjson.loads(record)
    epoch, orders, said = told or ((0, ""), {}, None if article == page else (article, since))
    return _Membership(
        page, url, site, article, since, previous,
        {other: (u, s, t) for other, (u, s, t) in neighbours.items()},
        (epoch[0], epoch[1]),
        {other: (at, word) for other, (at, word) in orders.items()},
        (said[0], said[1]) if said else None,
    )  # fmt: skip


def _write(tables: Tables, known: _Membership, before: bytes) -> None:
    if known.record() != before:
        tables.put(LABELS, known.page, known.record())


def is_parted(tables: Tables, page: str, other: str) -> bool:
    """Whether a person has parted a page of this lane from another one."""
    return tables.get(LABELS, page) is not None and _read(tables, page, "", "").is_parted(other)


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
        "epoch": None,
    }
    known, said = _taken_in(item, tables)
    if known.is_parted(other.page):
        return said
    return [*(event for event in said if event.key != other.page), known.tell(other.page)]


def spread(item: dict[str, Any], tables: Tables, partitions: int) -> list[Event]:  # noqa: ARG001 - a step's shape
    """Take in what a neighbour says of its article; pass on what falls, answer where the neighbour's would fall."""
    if is_erased(tables, item["page"], item["site"]):
        return []
    return _taken_in(item, tables)[1]


def _taken_in(item: dict[str, Any], tables: Tables) -> tuple[_Membership, list[Event]]:
    known = _read(tables, item["page"], item["url"], item["site"])
    before = known.record()
    neighbour = item["from"]["page"]
    united = min(item["united"], known.neighbours.get(neighbour, ("", "", item["united"]))[2], key=_order)
    known.neighbours[neighbour] = (item["from"]["url"], item["from"]["site"], united)
    said = [] if known.is_parted(neighbour) else _heard(known, neighbour, item, united)
    _write(tables, known, before)
    return known, said


def _heard(known: _Membership, neighbour: str, item: dict[str, Any], united: str) -> list[Event]:
    told = item.get("epoch")
    epoch = (told[0], told[1]) if told else known.epoch
    if epoch < known.epoch:
        return [known.tell(neighbour)]
    said: list[Event] = []
    is_new = epoch > known.epoch
    if is_new:
        known.begin(epoch)
    theirs = _Membership(neighbour, "", "", item["article"], item["since"])
    if falls := theirs.rank(united) < known.rank():
        known.article, known.since = theirs.article, max(theirs.since, united, key=_order)
    if falls or is_new:
        said = [*known.announced(), *(known.tell(page) for page in known.united() if page != neighbour)]
    if known.rank(united) < theirs.rank():
        said.append(known.tell(neighbour))
    return said


def leave(page: str, tables: Tables) -> list[dict[str, str]]:
    """Forget a page of this lane; return its neighbours, which are to forget it too (``left``)."""
    if tables.get(LABELS, page) is None:
        return []
    known = _read(tables, page, "", "")
    tables.put(LABELS, page, None)
    return [{"page": name, "url": url, "site": site} for name, (url, site, _) in sorted(known.neighbours.items())]


def left(page: dict[str, str], other: str, tables: Tables) -> list[Event]:
    """Forget a neighbour of a page of this lane; labels that came by way of it rise again, as at a parting."""
    if tables.get(LABELS, page["page"]) is None:
        return []
    known = _read(tables, page["page"], page["url"], page["site"])
    before, were_united = known.record(), other in known.united()
    known.neighbours.pop(other, None)
    known.orders.pop(other, None)
    said: list[Event] = []
    if were_united:
        known.begin((known.epoch[0] + 1, known.page))
        said = [*known.announced(), *(known.tell(neighbour) for neighbour in known.united())]
    _write(tables, known, before)
    return said


def ordered(page: dict[str, str], other: dict[str, str], word: Word, at: str, tables: Tables) -> list[Event]:
    """Join a page of this lane with another one, or part them, because a person says so; the latest order holds."""
    known = _read(tables, page["page"], page["url"], page["site"])
    before, name = known.record(), other["page"]
    last = known.orders.get(name)
    if last and (_order(last[0]), last[1]) >= (_order(at), word):
        return []
    were_united = name in known.united()
    known.orders[name] = (at, word)
    if word == "joined" and name not in known.neighbours:
        known.neighbours[name] = (other["url"], other["site"], at)
    said: list[Event] = []
    if were_united and word == "parted":
        known.begin((known.epoch[0] + 1, known.page))
        said = [*known.announced(), *(known.tell(neighbour) for neighbour in known.united())]
    elif word == "joined" and not were_united:
        said = [known.tell(name)]
    _write(tables, known, before)
    return said
