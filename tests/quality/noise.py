"""What is not the article: blocks labelled by hand, by their wording alone."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from streams.records import Block
from streams.text.noise import sift
from tests.quality.figures import Figure

LABELLED = Path(__file__).with_name("labelled_blocks.tsv")


AROUND = (
    Block("The harbour tunnel was closed on Monday after water came in through a crack in its northern wall."),
    Block("Engineers said that traffic would be led over the old bridge for at least two weeks."),
)


def measure(data: Path, every: int = 1) -> Iterable[Figure]:  # noqa: ARG001 - our own blocks need no data
    """Yield precision and recall over the labelled blocks, each alone and between paragraphs of an article."""
    rows = [line.split("\t") for line in LABELLED.read_text("utf-8").splitlines()][::every]
    noise = sum(label != "keep" for label, _, _ in rows)
    for place, around in (("alone", ()), ("in an article", AROUND)):
        taken = [label for label, _, text in rows if sift([*around, Block(text), *around])[1]]
        right = sum(label != "keep" for label in taken)
        yield Figure(f"precision by wording, {place}", right / len(taken), len(taken), 0.99)
        yield Figure(f"recall by wording, {place}", right / noise, noise)
