"""How long searching takes in an archive of a million revisions, through the API.

    python -m tests.serving.search [--revisions 1000000] [--keep FILE]

Builds an archive (time and size are printed), then asks 100 questions twice over HTTP, newest first, and prints the
times of the second round. Asked for: p95 under 200 ms, the commonest word with filters among them.
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
import json
import resource
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from aiohttp.test_utils import TestClient, TestServer

from streams.archive import Archive
from streams.archive.counts import size
from streams.archive.revisions import latest
from streams.messages import Incoming
from streams.serving.app import create_app
from streams.serving.settings import ServeSettings
from tests.archive.synthetic import World, page_id

PAGES = 50_000
SITES = 2_000
BATCH = 2_000
Question = tuple[str, dict[str, str]]


def build(archive: Archive, world: World, revisions: int) -> dict[str, Any]:
    """Fill an archive and return what it took."""
    began, used = time.monotonic(), _cpu()
    for messages in (world.cleaned(), world.revised(revisions)):
        _add(archive, messages)
    seconds, cpu = time.monotonic() - began, _cpu() - used
    return {
        "revisions": revisions,
        "pages": PAGES,
        "load_seconds": round(seconds, 1),
        "load_cpu_seconds": round(cpu, 1),
        "file_mb": round(archive.ask(size) / 1e6, 1),
    }


def _add(archive: Archive, messages: Any) -> None:
    while batch := list[Incoming](itertools.islice(messages, BATCH)):
        archive.add(batch)


def _cpu() -> float:
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


def questions(words: list[str]) -> list[Question]:
    """Return 100 questions: common and rare words, alone and with every filter."""
    common, second, middle, rare = words[0], words[1], words[300], words[30_000]
    site = {"site": "site7.example"}
    filters: list[dict[str, str]] = [
        {},
        site,
        {"site": "site1999.example"},
        {"kind": "correction"},
        {"kind": "revert"},
        {"signal": "number"},
        {"significance_min": "0.8"},
        {"significance_min": "0.355"},
        {"language": "cy"},
        {"language": "de"},
        {"since": "2025-06-01"},
        {"until": "2023-02-01"},
        {"since": "2024-03-10T12:00:00Z", "until": "2024-03-11"},
        {"page": page_id(3)},
        {**site, "kind": "correction", "since": "2024-01-01"},
        {"kind": "correction", "significance_min": "0.9", "language": "en"},
        {"basis": "copy"},
    ]
    found: list[Question] = [("/revisions", {"q": common, **each}) for each in filters]
    found += [("/revisions", {"q": f"{second} {common}", **each}) for each in filters]
    found += [("/revisions", {"q": middle, **each}) for each in filters]
    found += [("/revisions", {"q": rare, **each}) for each in filters[:8]]
    found += [("/revisions", each) for each in filters]
    found += [("/revisions", {"q": f'"{common} {second}"'}), ("/revisions", {"q": f"{common} -{second}"})]
    found += [("/revisions", {"removed": word}) for word in (common, middle, rare)]
    found += [("/revisions", {"inserted": word, "kind": "correction"}) for word in (common, middle, rare)]
    found += [("/revisions", {"q": f"{words[300][:4]}*"}), ("/revisions", {"q": f"{rare} {words[29_000]}"})]
    found += [("/revisions", {"q": f"{common} {word}"}) for word in words[1000:1008]]
    found += [("/pages", {"q": word}) for word in (common, middle, rare)]
    found += [("/pages", {"q": common, **site}), ("/articles", {"q": middle}), ("/articles", {})]
    return found[:100]


async def ask(archive: Archive, wanted: list[Question]) -> list[tuple[float, Question, int]]:
    """Ask everything twice; return the times of the second round in milliseconds."""
    times = []
    async with TestClient(TestServer(create_app(archive, ServeSettings()))) as client:
        for is_warm in (False, True):
            for path, parameters in wanted:
                began = time.perf_counter()
                answer = await client.get(f"/api/v1{path}", params=parameters)
                body = await answer.json()
                if answer.status != 200:
                    raise SystemExit(f"{path} {parameters}: {body}")
                if is_warm:
                    times.append((1000 * (time.perf_counter() - began), (path, parameters), len(body["items"])))
    return times


def figures(times: list[tuple[float, Question, int]]) -> dict[str, Any]:
    """Return the distribution, and the slowest questions."""
    ordered = sorted(times, key=lambda each: each[0])
    slowest = [{"ms": round(ms, 1), "question": question, "found": count} for ms, question, count in ordered[-5:]]
    return {
        "questions": len(ordered),
        "p50_ms": round(ordered[len(ordered) // 2][0], 1),
        "p95_ms": round(ordered[len(ordered) * 95 // 100 - 1][0], 1),
        "worst_ms": round(ordered[-1][0], 1),
        "slowest": slowest,
    }


def main() -> None:
    """Print figures as JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--revisions", type=int, default=1_000_000)
    parser.add_argument("--keep", type=Path, help="Keep the archive in this file, and use it again.")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        archive = Archive(given.keep or Path(folder) / "search.sqlite3")
        world = World(1, PAGES, SITES)
        if not archive.ask(latest):
            sys.stdout.write(json.dumps(build(archive, world, given.revisions)) + "\n")
            sys.stdout.flush()
        sys.stdout.write(json.dumps(figures(asyncio.run(ask(archive, questions(world.words)))), indent=1) + "\n")
        archive.close()


if __name__ == "__main__":
    main()
