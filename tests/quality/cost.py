"""CPU a pair by stage, next to what a naive difference of the same pairs costs in the same run."""

from __future__ import annotations

import difflib
import time
from collections import defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TypeVar

from rapidfuzz.distance import Levenshtein

from streams.commands import offline
from streams.records import Cleaned
from streams.stages import clean
from streams.text.difference import alignment, judgement
from tests.quality import lines, revisions
from tests.quality.figures import Figure
from tests.quality.rowback import Value

LANGUAGE = "en"
WORDS_DIFFLIB_MAX = 2_000  # on longer texts difflib does not finish in reasonable time
T = TypeVar("T")


class Clock:
    """CPU seconds by stage."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = defaultdict(float)

    def run(self, stage: str, work: Callable[[], T]) -> T:
        """Return what ``work`` returns, and count what it took."""
        start = time.process_time()
        done = work()
        self.seconds[stage] += time.process_time() - start
        return done


def measure(data: Path, every: int = 1) -> Iterable[Figure]:
    """Yield milliseconds a pair: of the pairs whose text differs, since equal ones cost a hash."""
    rows = [row for row in lines.read(data, "digitalgov-pairs") if row["old"] != row["new"]][::every]
    clock, short = Clock(), 0
    for row in rows:
        pair = revisions.as_pair(row)
        _ours(clock, pair)
        short += _theirs(clock, row)
    for stage, seconds in clock.seconds.items():
        count = short if "difflib" in stage else len(rows)
        yield Figure(stage, seconds * 1000 / max(1, count), count, unit="ms")


def _ours(clock: Clock, pair: Value) -> None:
    captures = [clean.read(pair[side], offline.END_OF_TIME_MS) for side in ("old", "new")]
    articles = clock.run("clean, two texts", lambda: [clean.article_of(capture)[0] for capture in captures])
    clock.run("sentences, two texts", lambda: list(map(clean.part_sentences, articles)))
    _difference(clock, *articles)


def _difference(clock: Clock, old: Cleaned, new: Cleaned) -> None:
    texts = (old.paragraphs, new.paragraphs)
    clock.run("align", lambda: alignment.align(*texts))
    edits = clock.run("align, spans and signals", lambda: alignment.compare(*texts, LANGUAGE))
    clock.run("judge", lambda: judgement.judge(edits, old.headline, new.headline, *texts, LANGUAGE))


def _theirs(clock: Clock, row: Value) -> bool:
    """Word opcodes of the whole texts; tells whether they were short enough for difflib."""
    old, new = row["old"].split(), row["new"].split()
    clock.run("words by rapidfuzz", lambda: Levenshtein.opcodes(old, new))
    if max(len(old), len(new)) > WORDS_DIFFLIB_MAX:
        return False
    clock.run("words by difflib", lambda: difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes())
    return True
