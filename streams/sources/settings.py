"""What a person says about the news to watch: which feeds and pages, how often, how politely."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

__all__ = ["BadSources", "SiteSettings", "Sources"]


class BadSources(Exception):
    """The sources cannot be used; the message is one line that says where, what is wrong and what to write instead."""


@dataclass(frozen=True, slots=True)
class SiteSettings:
    """How one site is treated. ``feeds`` and ``pages`` are addresses as they were written, to be fetched as such.

    ``leave_out`` and ``keep`` are rules ``css:SELECTOR`` or ``text:REGULAR EXPRESSION`` of what on its pages is noise,
    and what is not. An edit is announced once it has stood for ``confirm_after_seconds`` (None: as the worker is told).
    """

    site: str
    feeds: tuple[str, ...] = ()
    pages: tuple[str, ...] = ()
    looks_per_hour_max: int = 600
    delay_seconds: float = 2.0
    concurrency_max: int = 1
    leave_out: tuple[str, ...] = ()
    keep: tuple[str, ...] = ()
    confirm_after_seconds: float | None = None


@dataclass(frozen=True, slots=True)
class Sources:
    """Everything to watch. ``sites`` holds those that are named or have a feed or page; all others have the defaults.

    ``contact`` is what the User-Agent shows (an address of a page or ``mailto:``); ``callback_url`` is where hubs reach
    this machine (None: no WebSub). ``faults`` are entries of list files that were left out, one line each.
    """

    sites: Mapping[str, SiteSettings] = field(default_factory=dict)
    defaults: SiteSettings = field(default_factory=lambda: SiteSettings(""))
    looks_per_hour_max: int = 36_000
    concurrency_max: int = 32
    contact: str | None = None
    callback_url: str | None = None
    faults: tuple[str, ...] = ()

    def of(self, site: str) -> SiteSettings:
        """Return the settings of a site: its own, where it has none the defaults."""
        return self.sites.get(site) or replace(self.defaults, site=site)

    @property
    def feeds(self) -> tuple[str, ...]:
        """All feeds, in the order of their sites."""
        return tuple(feed for settings in self.sites.values() for feed in settings.feeds)

    @property
    def pages(self) -> tuple[str, ...]:
        """All pages that were named themselves, in the order of their sites."""
        return tuple(page for settings in self.sites.values() for page in settings.pages)
