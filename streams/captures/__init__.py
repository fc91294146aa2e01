"""Captures from files: JSON Lines, WARC, folders of text and HTML."""
