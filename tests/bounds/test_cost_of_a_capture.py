"""A capture's CPU budget is counted, not clocked, so that every run agrees: over it a capture is rejected, with why.

A poison page is compared with an honest one of the largest size: what it costs is no more than a few of those.
"""

from __future__ import annotations

import time

import orjson
import pytest

from streams import topology
from streams.hosts.memory import MemoryHost
from streams.stages.clean import BODY_BYTES_MAX
from tests.html.pages import PARAGRAPHS, article
from tests.html.test_limits import HEAVY

NOW_MS = 1_790_000_000_000
HONEST_TIMES_MAX = 4.0
LIMITS = {"too_large", "too_many_tags", "too_long", "too_many_lines", "no_article"}


def handled(pages: list[str]) -> tuple[float, list[str | None]]:
    """Return the CPU seconds that looks at one address cost in all stages, and why each was rejected, if it was."""
    host = MemoryHost(1)
    for minute, body in enumerate(pages):
        value = {
            "url": "https://one.example/a",
            "captured_at": f"2026-03-01T08:{minute:02d}:00Z",
            "status": 200,
            "body": body.encode("utf-8", "replace").decode(),
            "content_type": "text/html",
        }
        host.produce(orjson.dumps(value), "one.example", NOW_MS)
    began = time.thread_time()
    host.run()
    seconds = time.thread_time() - began
    settled = [orjson.loads(message.value or b"") for message in host.topic(topology.SETTLED)]
    assert len(settled) == len(pages), "each capture has an outcome"
    return seconds, [outcome["reason"] if outcome["outcome"] == "rejected" else None for outcome in settled]


@pytest.fixture(scope="module")
def honest_seconds() -> float:
    """Two versions of an honest page of half the largest size: prose, paragraph after paragraph, a word edited."""
    paragraphs = [f"<p>{text} It was said on {number} occasions.</p>" for number in range(1_000) for text in PARAGRAPHS]
    text = "".join(paragraphs)[: BODY_BYTES_MAX // 8]
    seconds, reasons = handled([article() + text, article() + text.replace("17 occasions", "18 occasions")])
    assert reasons == [None, None]
    return seconds


@pytest.mark.timeout(120)
@pytest.mark.parametrize("heavy", HEAVY.values(), ids=HEAVY.keys())
def test_a_poison_page_costs_a_few_honest_ones_at_most(heavy: str, honest_seconds: float) -> None:
    """As a first look, and compared with what stood there before."""
    seconds, reasons = handled([article() + heavy, article() + heavy.replace("word", "words") + "<p>More.</p>"])
    print(f"{seconds:.2f} s, an honest one {honest_seconds:.2f} s: {reasons}")  # noqa: T201 - shown where it fails
    assert seconds <= HONEST_TIMES_MAX * honest_seconds
    assert all(reason is None or reason.split(":")[0] in LIMITS for reason in reasons)
