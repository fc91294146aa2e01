"""Which captures are one article: every capture under an address of its own, through the stages in memory."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import orjson

from streams import topology
from streams.web import address
from tests.golden import memory
from tests.quality import lines, scorers
from tests.quality.figures import Figure
from tests.quality.rowback import Value

TARGETS = {"identity-extractors": 0.995, "identity-versions": 0.943}


def measure(data: Path, every: int = 1) -> Iterable[Figure]:
    """Yield pair F1 of both sets; with ``every``, of the captures of every n-th article."""
    scorer = scorers.load(data, "identity_score")
    for name, target in TARGETS.items():
        rows = _of_every(list(lines.read(data, name)), every)
        gold = {row["event_id"]: row["cluster"] for row in rows}
        score = scorer.score(gold, articles(rows))
        yield Figure(f"{name} pair F1", score["pair_f1"], len(rows), target)
        yield Figure(f"{name} pair precision", score["pair_precision"], len(rows), held=False)
        yield Figure(f"{name} pair recall", score["pair_recall"], len(rows), held=False)


def _of_every(rows: list[Value], every: int) -> list[Value]:
    chosen = set(list(dict.fromkeys(row["cluster"] for row in rows))[::every])
    return [row for row in rows if row["cluster"] in chosen]


def articles(rows: list[Value]) -> dict[str, str]:
    """Map the ``event_id`` of captures to the article that their page belongs to in the end."""
    captures = {row["event_id"]: _capture(row) for row in rows}
    _, said = memory.run([orjson.dumps(capture) for capture in captures.values()])
    assigned = [orjson.loads(message.value or b"") for message in said if message.topic == topology.ASSIGNED]
    article_of = {value["page"]: value["article"] for value in assigned}  # the last word counts
    pages = {event: address.page_of(capture["url"]).id for event, capture in captures.items()}
    return {event: article_of.get(page, page) for event, page in pages.items()}


def _capture(row: Value) -> Value:
    return {
        "url": f"https://{row['event_id']}.example/article",
        "captured_at": row["captured_at"],
        "status": 200,
        "content_type": "text/plain; charset=utf-8",
        "body": row["text"],
    }
