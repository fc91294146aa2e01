"""Pure functions on HTML: from a page's source to its article."""

from streams.html.extraction import extract
from streams.html.limits import SOURCE_BYTES_MAX, Unreadable

__all__ = ["SOURCE_BYTES_MAX", "Unreadable", "extract"]
