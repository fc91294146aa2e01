"""What feeds, sitemaps, lists and front pages say: pure functions of their bytes, which never raise."""

from streams.feeds.documents import Document, FeedItem
from streams.feeds.parsing import parse

__all__ = ["Document", "FeedItem", "parse"]
