"""Editors' notes: a sentence in which a newsroom speaks about its own text. Filled in below."""

from __future__ import annotations


def is_editors_note(text: str, language: str | None = None) -> str | None:
    """Return "correction", "clarification" or "update_note" where ``text`` is such a note, else None."""
    del text, language
    return None
