"""erase: what a person wants forgotten leaves a lane's tables.

Observed: who asks for a page to be forgotten means its words and its address, wherever they are kept. Decided: of a
page its record, its texts, what is held of it and what it taught its site go, in its own lane; its neighbours, the
pages that share its article, forget it in theirs, and what they were told by way of it no longer counts. Of a site its
own record goes too. The marks stay (see ``erased``), and are what an order leaves when it comes again.

Deliberately missed: fingerprints in ``match`` (numbers, a page's id and the name of its site; no words, no address):
what they find has no text any more and comes to nothing. Which addresses named the page as canonical: hashes of both.
"""

from __future__ import annotations

from typing import Any, Final

from streams import topology
from streams.records import Event, Tables
from streams.stages import erased, held, labels, pages, sites, versions

ERASE_PAGE: Final = "erase_page"
ERASE_SITE: Final = "erase_site"
FORGET_NEIGHBOUR: Final = "forget_neighbour"
ORDERS: Final = frozenset({ERASE_PAGE, ERASE_SITE, FORGET_NEIGHBOUR})


def step(item: dict[str, Any], tables: Tables) -> list[Event]:
    """Follow an order to forget; ``item["page"]`` is of this lane."""
    page = item["page"]
    if item["order"] == FORGET_NEIGHBOUR:
        return labels.left(page, item["other"]["page"], tables)
    if item["order"] == ERASE_SITE:
        _forget_site(tables, page["site"])
        erased.mark(tables, page["site"], item["at"])
        return []
    neighbours = labels.leave(page["page"], tables)
    _forget_page(tables, page["page"], page["site"])
    erased.mark(tables, page["page"], item["at"])
    gone = {"page": page["page"], "url": "", "site": ""}
    return [
        Event(
            topology.ORDERS,
            other["page"],
            {"order": FORGET_NEIGHBOUR, "page": other, "other": gone, "at": item["at"]},
            other["site"],
        )
        for other in neighbours
    ]


def _forget_page(tables: Tables, identity: str, of_site: str) -> None:
    page = pages.read(tables, identity)
    if page is None:
        return
    versions.forget(tables, page)
    held.forget(tables, page)
    pages.forget(tables, identity)
    site = sites.read(tables, of_site)
    sites.Lessons(tables, site).forget(identity)
    changes = [change for change in site.changes if change[2] != identity]
    if changes != site.changes:
        site.changes = changes
        sites.write(tables, site)


def _forget_site(tables: Tables, name: str) -> None:
    site = sites.read(tables, name)
    sites.Lessons(tables, site).forget_all()
    tables.put(sites.TABLE, name, None)
