"""One day of five invented newsrooms as captures: edits, copies, noise, a cut-off, a revert, a page gone."""

from __future__ import annotations

from pathlib import Path


def path() -> Path:
    """Return the file of the sample captures: JSON Lines in the shape of article.raw, in the order of looking."""
    return Path(__file__).with_name("captures.jsonl")
