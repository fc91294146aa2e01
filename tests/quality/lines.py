"""Reading the evaluation data."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson

from tests.quality.figures import needed


def read(data: Path, name: str) -> Iterator[dict[str, Any]]:
    """Yield the rows of ``NAME.jsonl.gz``; raises Absent."""
    with gzip.open(needed(data / f"{name}.jsonl.gz"), "rb") as file:
        for line in file:
            yield orjson.loads(line)
