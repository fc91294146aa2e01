"""A newer rowback, as an upgrade would bring it: ``python -m tests.kafka.newer worker ...``.

It takes a paragraph in the middle of each page for noise, finds copies by other numbers, and has another judgement.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from streams.commands import main
from streams.records import Cleaned
from streams.stages import announce, clean, duplicate, revise, revision
from streams.text import fingerprint

MIDDLE = 8
OTHER = np.uint64(0x5851F42D4C957F2D)


def upgrade() -> None:
    """Make this process a newer version."""
    article_of = clean.article_of

    def shorter(*given: Any) -> tuple[Cleaned, str | None]:
        article, link = article_of(*given)
        return replace(article, paragraphs=article.paragraphs[:MIDDLE] + article.paragraphs[MIDDLE + 1 :]), link

    changes: tuple[tuple[Any, str, Any], ...] = (
        (announce, "JUDGEMENT", "2"),
        (revision, "JUDGEMENT", "2"),
        (duplicate, "JUDGEMENT", "2"),
        (revise, "article_of", shorter),
        (fingerprint, "_FACTORS", tuple(factor * OTHER for factor in fingerprint._FACTORS)),
    )
    for module, name, value in changes:
        setattr(module, name, value)


if __name__ == "__main__":
    with np.errstate(over="ignore"):
        upgrade()
    main(prog_name="rowback")
