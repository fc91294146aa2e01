"""What a site's own pages teach: one site's articles in a row, with house paragraphs, some of them in other words.

The articles are the blocks labelled as such by hand, five a page; the house paragraphs (``house.txt``: one a line,
what may be worded otherwise in braces) are labelled by being one. What counts is what is shown from the fourth page on
that carries a paragraph in whatever words: before, nobody can know.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from random import Random

import orjson

from streams import topology
from tests.golden import memory
from tests.quality.figures import Figure
from tests.quality.noise import LABELLED

HOUSE = Path(__file__).with_name("house.txt")
SEED = 20_260_301
PAGES = 120
ARTICLE_BLOCKS = 5
HOUSE_BLOCKS = 3
REWORDED_SHARE = 0.4
GLUED_SHARE = 0.1
TAUGHT_BY = 3
_SLOT = re.compile(r"\{([^}]*)\}")

Page = tuple[list[str], dict[str, int]]  # its paragraphs, and the house's texts in it by family


def measure(data: Path, every: int = 1) -> Iterable[Figure]:  # noqa: ARG001 - our own texts need no data
    """Yield the precision of what was learned, and the recall of what had stood on three earlier pages."""
    pages = list(_pages())
    taken = dict(_taken([paragraphs for paragraphs, _ in pages]))
    seen: Counter[int] = Counter()
    known = found = right = said = 0
    for number, (_, house) in enumerate(pages):
        noise = taken[number]
        said += len(noise)
        right += sum(any(text in piece for text in house) for piece in noise)
        for text, family in house.items():
            is_taught = seen[family] >= TAUGHT_BY
            known += is_taught
            found += is_taught and any(text in piece for piece in noise)
            seen[family] += 1
    yield Figure("precision of learned blocks", right / said, said, 0.99)
    yield Figure("recall of learned blocks, reworded ones included", found / known, known)


def _pages() -> Iterator[Page]:
    chance = Random(SEED)  # noqa: S311 - texts, not secrets
    keep = [line.split("\t")[2] for line in LABELLED.read_text("utf-8").splitlines() if line.startswith("keep\t")]
    families = HOUSE.read_text("utf-8").splitlines()
    for number in range(PAGES):
        # Never the same five again: pages that share their article count as one.
        paragraphs = [f"{chance.choice(keep)} That was item {number} of {at}." for at in range(ARTICLE_BLOCKS)]
        house: dict[str, int] = {}
        for family in chance.sample(range(len(families)), HOUSE_BLOCKS):
            text = first = _worded(families[family])
            if chance.random() < REWORDED_SHARE:
                text = _worded(families[family], chance)
            house[text] = family
            if text == first and chance.random() < GLUED_SHARE:
                paragraphs[-1] += f" {text}"
            else:
                paragraphs.append(text)
        yield paragraphs, house


def _worded(text: str, chance: Random | None = None) -> str:
    """A house paragraph as it mostly stands, or by ``chance`` in other words."""

    def choice(match: re.Match[str]) -> str:
        choices = match[1].split("|")
        return chance.choice(choices) if chance else choices[0]

    return _SLOT.sub(choice, text)


def _taken(pages: list[list[str]]) -> Iterator[tuple[int, list[str]]]:
    """The noise of each page, by its number."""
    captures = [
        orjson.dumps(
            {
                "url": f"https://gazette.example/{number}",
                "captured_at": f"2026-03-{number // 24 + 1:02}T{number % 24:02}:00:00Z",
                "status": 200,
                "content_type": "text/plain",
                "title": f"Report {number}",
                "body": "\n".join(paragraphs),
            }
        )
        for number, paragraphs in enumerate(pages)
    ]
    _, said = memory.run(captures)
    for message in said:
        if message.topic == topology.CLEANED and message.value:
            value = orjson.loads(message.value)
            yield int(value["url"].rpartition("/")[2]), [item["text"] for item in value["noise"]]
