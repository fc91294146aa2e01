"""What was changed: pairs of versions whose class is true by construction, through ``rowback compare --jsonl``."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from tests.quality import lines, rowback, scorers
from tests.quality.figures import Figure
from tests.quality.rowback import Value

TARGETS = {
    "net_exact": 1.0,
    "economy": 0.95,
    "ops:add_only": 0.98,
    "ops:delete_only": 0.98,
    "ops:one_par_edit": 0.98,
    "quiet": 1.0,
    "quiet_typography": 1.0,
    "no_false_move": 0.998,
}


def measure(data: Path, every: int = 1) -> Iterable[Figure]:
    """Yield the scorer's figures over the pairs of digitalgov, and the CPU a pair with starting up."""
    scorer = scorers.load(data, "revision_score")
    rows = list(lines.read(data, "digitalgov-pairs"))[::every]
    found, seconds = rowback.run_lines(("compare", "--jsonl"), map(as_pair, rows))
    predicted = {value["pair_id"]: value["edits"] for value in found}
    for name, (value, count) in scorer.evaluate(rows, predicted).items():
        yield Figure(name, value, count, TARGETS.get(name))
    yield Figure("cpu a pair", seconds * 1000 / len(rows), len(rows), unit="ms")


def as_pair(row: Value) -> Value:
    """Return a row as two captures of one page."""
    return {"pair_id": row["pair_id"], "old": _capture(row, "old"), "new": _capture(row, "new")}


def _capture(row: Value, side: str) -> Value:
    return {
        "url": f"https://digital.gov.example/{row['pair_id']}",
        "captured_at": datetime.fromtimestamp(row[f"ts_{side}"], UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "status": 200,
        "content_type": "text/plain; charset=utf-8",
        "title": row[f"{side}_title"],
        "body": row[side],
    }
