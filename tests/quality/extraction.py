"""The article of a page: 793 news pages, ours and trafilatura's default in turn, so that their times compare."""

from __future__ import annotations

import gzip
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

import orjson

from tests.quality import lines, scorers
from tests.quality.figures import Figure

ROOT = Path(__file__).resolve().parents[2]
FUNCTIONS = ("tests.quality.extractors:trafilatura_default", "tests.quality.extractors:rowback")


def measure(data: Path, every: int = 1) -> Iterable[Figure]:
    """Yield F1 of the text and CPU a page, ours next to trafilatura's."""
    rows = list(lines.read(data, "extraction-dev"))[::every]
    with tempfile.TemporaryDirectory(prefix="rowback-quality-") as folder:
        gold = Path(folder) / "pages.jsonl.gz"
        with gzip.open(gold, "wb", compresslevel=1) as file:
            file.writelines(orjson.dumps(row) + b"\n" for row in rows)
        done = subprocess.run(
            [sys.executable, str(scorers.path_of(data, "extraction_score")), str(gold), *FUNCTIONS],
            capture_output=True,
            check=True,
            cwd=ROOT,
        )
    theirs, ours = map(orjson.loads, done.stdout.splitlines())
    yield Figure("text F1", ours["f1"], ours["pages"], 0.945)
    yield Figure("text precision", ours["precision"], ours["pages"], held=False)
    yield Figure("text recall", ours["recall"], ours["pages"], held=False)
    yield Figure("cpu a page", ours["cpu_ms_mean"], ours["pages"], unit="ms")
    yield Figure("cpu a page, trafilatura", theirs["cpu_ms_mean"], ours["pages"], unit="ms")
    yield Figure("cpu next to trafilatura", ours["cpu_to_first"], ours["pages"], unit="ratio")
    yield Figure("text F1, trafilatura", theirs["f1"], theirs["pages"], unit="ratio")
