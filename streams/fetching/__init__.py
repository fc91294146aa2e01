"""Fetching from strangers: safe, polite, bounded."""

from streams.fetching.fetcher import Fetcher
from streams.fetching.looks import Answer, Fault, Look
from streams.fetching.settings import FetchSettings

__all__ = ["Answer", "Fault", "FetchSettings", "Fetcher", "Look"]
