"""erased: a mark in a lane's tables that a page, or a whole site, is to be forgotten and to stay so.

What is captured of it later is settled as rejected and goes no further: nothing of it is said, remembered, or kept
beside what no stage could use. (``erase`` follows the order.)
"""

from __future__ import annotations

from typing import Final

from streams.records import Tables
from streams.stages.clean import Rejected
from streams.web.address import Page

TABLE: Final = "orders"
REASON: Final = "erased"


def _key(subject: str) -> str:
    return f"erased/{subject}"


def mark(tables: Tables, subject: str, at: str) -> None:
    """Remember that a page (by its id) or a site was erased."""
    tables.put(TABLE, _key(subject), at.encode())


def is_erased(tables: Tables, page: str, site: str) -> bool:
    """Whether a page was erased, or its whole site."""
    return any(tables.get(TABLE, _key(subject)) is not None for subject in (page, site))


def refuse(tables: Tables, page: Page) -> None:
    """Raise Rejected for a page that was erased."""
    if is_erased(tables, page.id, page.site):
        raise Rejected(REASON, "the page, or its site, was erased by hand")
