"""What is not the article: blocks labelled by hand, by their wording alone."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from streams.records import Block
from streams.text.noise import sift
from tests.quality.figures import Figure

LABELLED = Path(__file__).parents[1] / "text" / "labelled_blocks.tsv"


def measure(data: Path, every: int = 1) -> Iterable[Figure]:  # noqa: ARG001 - our own blocks need no data
    """Yield precision and recall over the labelled blocks."""
    rows = [line.split("\t") for line in LABELLED.read_text("utf-8").splitlines()][::every]
    taken = [label for label, _, text in rows if sift([Block(text)])[1]]
    noise = sum(label != "keep" for label, _, _ in rows)
    right = sum(label != "keep" for label in taken)
    yield Figure("precision by wording", right / len(taken), len(taken), 0.99)
    yield Figure("recall by wording", right / noise, noise)
