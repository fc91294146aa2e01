"""Which news to watch, and how: a sources file (TOML), lists of feeds (OPML, text), addresses."""

from streams.sources.reading import read
from streams.sources.settings import BadSources, SiteSettings, Sources
from streams.sources.watching import WatchedSources

__all__ = ["BadSources", "SiteSettings", "Sources", "WatchedSources", "read"]
