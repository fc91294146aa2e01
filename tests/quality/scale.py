"""What finding copies costs as the articles grow in number: ``python -m tests.quality.scale --articles 10000 100000``.

Invented articles, one in five of which another site copies within the next thousand, go through the real ``match`` in
this process, shard by shard. Printed for each number of articles: CPU an article over its last tenth (all the others
are known by then), bytes of state an article, and the share of copies that were named.
"""

from __future__ import annotations

import resource
import sys
import time
from argparse import ArgumentParser
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from rich.console import Console
from rich.progress import track

from tests.quality.synthetic import Press, Shards, Words, version

WORDS_AN_ARTICLE = (120, 800)
COPIED_SHARE = 0.2
COPIED_WITHIN = 1_000
BEGIN = datetime(2026, 1, 1, tzinfo=UTC)
A_DAY = 100_000  # articles


@dataclass
class Cost:
    """What one number of articles came to."""

    articles: int
    first_us: float
    last_us: float
    state_bytes: float
    copies: int
    named: int


def measure(articles: int) -> Cost:
    """Run so many articles through ``match``."""
    press, shards = Press(articles), Shards()
    waiting: list[tuple[int, str, Words]] = []
    spent = {"first": 0.0, "last": 0.0}
    tenth = articles // 10
    copies, named = 0, 0
    for number in track(range(articles), f"{articles:,} articles", console=Console(stderr=True)):
        original = waiting.pop()[1:] if waiting and waiting[-1][0] <= number else None
        text = press.retouched(original[1], 25) if original else press.article(press.random.randint(*WORDS_AN_ARTICLE))
        moment = (BEGIN + timedelta(days=number / A_DAY)).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        page = version(str(number), text, moment)
        if original is None and press.random.random() < COPIED_SHARE:
            waiting.append((number + press.random.randint(1, COPIED_WITHIN), page.page, text))
            waiting.sort(key=lambda due: -due[0])
        started = time.process_time()
        said = shards.look_up(page)
        used = time.process_time() - started
        spent["first"] += used if number < tenth else 0
        spent["last"] += used if number >= articles - tenth else 0
        copies += original is not None
        named += original is not None and any(original[0] in (event.key, event.value["page"]) for event in said)
    micro = 1_000_000 / max(1, tenth)
    return Cost(articles, spent["first"] * micro, spent["last"] * micro, shards.state_bytes() / articles, copies, named)


def main(arguments: list[str]) -> int:
    """Parse, measure, print; return the exit code."""
    parser = ArgumentParser(prog="python -m tests.quality.scale", description=__doc__)
    parser.add_argument("--articles", type=int, nargs="+", default=[10_000, 100_000])
    counts = parser.parse_args(arguments).articles
    if min(counts) < 100:
        parser.error("fewer than 100 articles say nothing")
    sys.stdout.write(
        f"{'articles':>10} {'CPU an article, first tenth':>28} {'last tenth':>12} {'state':>12} {'copies':>16}\n"
    )
    for count in counts:
        cost = measure(count)
        sys.stdout.write(
            f"{cost.articles:>10,} {cost.first_us:>25.0f} us {cost.last_us:>9.0f} us {cost.state_bytes:>10.0f} B"
            f" {cost.named:>7,} of {cost.copies:,}\n"
        )
        sys.stdout.flush()
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    sys.stderr.write(f"memory of this process, at most: {memory:,} MiB\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
