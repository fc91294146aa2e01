"""Deterministic signals of an edit: what kind of fact it touches."""

from __future__ import annotations

from streams.records import Edit, Signal


def signals_of(edit: Edit, language: str | None = None) -> list[Signal]:
    """Return the signals of one edit; its spans must be set."""
    del edit, language
    return []
