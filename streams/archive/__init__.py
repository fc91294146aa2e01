"""The archive: what rowback has said, kept in one SQLite file to be searched, listed, followed and exported.

Nothing outside this package writes SQL. Questions are functions of a connection that return plain values; ask them
through ``Archive.ask`` or ``Archive.read``.
"""

from streams.archive.archive import Archive, TooSlow
from streams.archive.filters import Filters
from streams.archive.layout import ArchiveError
from streams.archive.stored import Stored
from streams.archive.words import BadQuestion

__all__ = ["Archive", "ArchiveError", "BadQuestion", "Filters", "Stored", "TooSlow"]
