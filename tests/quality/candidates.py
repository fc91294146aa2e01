"""Which copies ``match`` finds by its samples, of those that share more than half of the shorter text.

On invented texts, through the real stage: scattered edits, passages cut and passages added, from short briefs to long
reports, with house paragraphs on one article in ten. What is measured is whether the pair is named at all.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from streams.stages.versions import VersionText
from tests.quality.figures import Figure
from tests.quality.synthetic import Press, Shards, Words, containment, version

PAIRS = 3_000
CONTAINED_MIN = 0.5
WINDOWS_SHARED_MIN = 60
LENGTHS = {"up to 3:1": (1.0, 3.0), "up to 10:1": (3.0, 10.0)}
TARGETS = {"up to 3:1": 0.995, "up to 10:1": 0.9}


def measure(data: Path, every: int = 1) -> Iterable[Figure]:  # noqa: ARG001 - these texts are invented
    """Yield the share of copies that are named, by how the lengths compare."""
    for at, (name, (least, most)) in enumerate(LENGTHS.items()):
        press, shards = Press(at), Shards()
        found, asked = 0, 0
        while asked < PAIRS // every:
            one, other = _pair(press, asked, least, most)
            share, windows, ratio = containment(one, other)
            long_enough = ratio <= LENGTHS["up to 3:1"][1] or windows >= WINDOWS_SHARED_MIN
            if share > CONTAINED_MIN and ratio <= most and long_enough:
                asked += 1
                shards.look_up(one)
                named = [event for event in shards.look_up(other) if one.page in (event.key, event.value["page"])]
                assert len(named) <= 1, "a pair is named once"
                found += len(named)
        yield Figure(f"copies found, {name}", found / asked, asked, TARGETS[name])


def _pair(press: Press, number: int, least: float, most: float) -> tuple[VersionText, VersionText]:
    """A text and what another site made of it; the length of the shorter is between 40 and 900 words."""
    random = press.random
    short = press.article(round(40 * (900 / 40) ** random.random()))
    ratio = random.uniform(least, most)
    added = round(len(short) * (ratio - 1))
    pieces = _pieces(short, random.randint(1, 5))
    long: Words = []
    for place, piece in enumerate(pieces):
        long += press.words(added // len(pieces) if place else random.randint(0, added // len(pieces)))
        long += piece
    long += press.words(max(0, round(len(short) * ratio) - len(long)))
    long = press.retouched(long, random.choice((8, 9, 12, 20, 60, 400)))
    return version(f"o{number}", short), version(f"c{number}", long)


def _pieces(text: Words, count: int) -> list[Words]:
    size = -(-len(text) // count)
    return [text[at : at + size] for at in range(0, len(text), size)]
