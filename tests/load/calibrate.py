"""Measures what the capacity model rests on: what a capture costs worker and broker, of four mixes in turn.

The costs of three mixes make the constants (``streams/capacity.json``), so that a fourth and the load test can check
them. Bytes are those of keys, values and headers, without Kafka's own framing.
"""

from __future__ import annotations

import itertools
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import Any

import orjson
import uvloop

from streams import capacity, topology
from streams.broker import BrokerError
from streams.hosts.workers import WorkersDied
from tests.benchmarks.captures import MIXES, Mix, generate
from tests.benchmarks.process import NotMeasurable
from tests.load import machine, report, stack
from tests.load.command import ENDLESS, PARTITIONS, VERSIONS_MAX, say
from tests.load.ledger import Oracle
from tests.load.measuring import Bench
from tests.load.search import WARM_UP_CAPTURES

MADE_OF = ("unchanged", "plain", "html")
CHECKED = "realistic"
CAPTURES = {"unchanged": 4_000, "plain": 2_000, "html": 1_000, "realistic": 1_500}
BYTES_OF_VERSIONS = (topology.CLEANED, topology.REVISED, topology.DUPLICATED, topology.ASSIGNED, topology.PAGE_CHANGED)


async def measure(name: str, options: Namespace) -> dict[str, Any]:
    """Return what a capture of a mix costs when one worker is as busy as it can be."""
    mix, count = MIXES[name], round(CAPTURES[name] * options.scale)

    def stream() -> Any:
        return generate(mix, ENDLESS, options.seed, opened=WARM_UP_CAPTURES, versions_max=VERSIONS_MAX)

    async with (
        stack.local(1, options.partitions) as under_load,
        Bench(under_load, stream(), options.seed, say) as bench,
    ):
        await bench.burst(WARM_UP_CAPTURES)
        load = await bench.burst(count)
        memory = under_load.memory()
    oracle = Oracle(itertools.islice(stream(), WARM_UP_CAPTURES + count), options.partitions)
    oracle.expect(WARM_UP_CAPTURES)
    before = (dict(oracle.bytes), dict(oracle.messages))
    oracle.expect(count)
    each = {topic: (size - before[0].get(topic, 0)) / count for topic, size in oracle.bytes.items()}
    versions = (oracle.messages[topology.CLEANED] - before[1].get(topology.CLEANED, 0)) / count
    return {
        "mix": name,
        "captures": count,
        "per_second": round(load.rate, 1),
        "identical_share": _identical(mix),
        "versions_per_capture": round(versions, 4),
        "bytes_per_capture": {topic: round(size, 1) for topic, size in sorted(each.items())},
        "worker_cpu_ms": round(load.cpu["worker"] / count * 1000, 3),
        "broker_cpu_ms": round(load.cpu["broker"] / count * 1000, 3),
        "memory_bytes": memory,
        "state": {table: {"records": n, "bytes": size} for table, (n, size) in oracle.state().items()},
    }


def _identical(mix: Mix) -> float:
    """Captures without a body cost as little as those with the same bytes."""
    return (mix.same_bytes + mix.gone) / 100


def constants(points: dict[str, dict[str, Any]]) -> dict[str, float]:
    """Return the model's constants from the measured mixes."""
    same, plain, html = (points[name] for name in MADE_OF)
    found = {}
    for part in ("worker", "broker"):
        cost = f"{part}_cpu_ms"
        version = (plain[cost] - same[cost]) / (plain["versions_per_capture"] - same["versions_per_capture"])
        kb = _kb_read if part == "worker" else _kb
        per_kb = (html[cost] - plain[cost]) / (kb(html) - kb(plain))
        found[f"{part}_cpu_ms_per_version"] = max(version, 0.0)
        found[f"{part}_cpu_ms_per_kb"] = max(per_kb, 0.0)
        found[f"{part}_cpu_ms_per_capture"] = max(
            same[cost] - found[f"{part}_cpu_ms_per_version"] * same["versions_per_capture"], 0.0
        )
    state = html["state"]
    versions, pages = state["versions"]["records"], state["pages"]["records"]
    of_versions = sum(state[table]["bytes"] for table in ("versions", "sketches", "postings"))
    found["state_bytes_per_version"] = of_versions / versions
    found["state_bytes_per_page"] = (state["pages"]["bytes"] + state.get("labels", {"bytes": 0})["bytes"]) / pages
    said = sum(html["bytes_per_capture"].get(topic, 0.0) for topic in BYTES_OF_VERSIONS)
    found["said_bytes_per_version"] = said / html["versions_per_capture"]
    found["settled_bytes_per_capture"] = html["bytes_per_capture"][topology.SETTLED]
    inside = sum(size for topic, size in html["bytes_per_capture"].items() if topic not in topology.PUBLIC)
    found["internal_bytes_per_version"] = inside / html["versions_per_capture"]
    return {name: round(value, 4) for name, value in found.items()}


def _kb(point: dict[str, Any]) -> float:
    kb: float = point["bytes_per_capture"][topology.RAW] / 1000
    return kb


def _kb_read(point: dict[str, Any]) -> float:
    identical: float = point["identical_share"]
    return _kb(point) * (1 - identical)


def as_text(value: dict[str, Any]) -> str:
    """Return the measured mixes for people, each beside what the model says of it."""
    lines = [
        "one worker, busy; CPU ms a capture as measured, and as the model says",
        machine.in_words(value["machine"]),
        "",
        f"{'mix':<12}{'kB':>8}{'versions':>10}{'captures/s':>12}{'worker':>9}{'model':>9}{'broker':>9}{'model':>9}",
    ]
    model = capacity.Constants(**value["constants"])
    for point in value["points"]:
        said = capacity.cpu_ms(capacity.mix_of(point), model)
        lines.append(
            f"{point['mix']:<12}{point['bytes_per_capture'][topology.RAW] / 1000:>8.1f}"
            f"{point['versions_per_capture']:>10.2f}{point['per_second']:>12,.0f}{point['worker_cpu_ms']:>9.2f}"
            f"{said.worker:>9.2f}{point['broker_cpu_ms']:>9.2f}{said.broker:>9.2f}"
        )
    return "\n".join(lines) + "\n"


def main(arguments: list[str]) -> int:
    """Parse, run, print, and write the constants."""
    parser = ArgumentParser(prog="python -m tests.load.calibrate", description=__doc__)
    parser.add_argument("--scale", type=float, default=1.0, help="so many times the usual number of captures")
    parser.add_argument("--partitions", type=int, default=PARTITIONS, help=f"of each topic (default: {PARTITIONS})")
    parser.add_argument("--seed", type=int, default=1, help="another seed, other captures (default: 1)")
    parser.add_argument("--out", type=Path, help="write capacity.txt and capacity.json into this folder")
    parser.add_argument("--keep", action="store_true", help="write the constants where `rowback capacity` reads them")
    options = parser.parse_args(arguments)
    report.quiet()
    around, points = machine.described(), {}
    try:
        for name in (*MADE_OF, CHECKED):
            points[name] = uvloop.run(measure(name, options))
            say(f"{name}: {points[name]['worker_cpu_ms']:.2f} ms of worker CPU a capture")
    except (BrokerError, WorkersDied, NotMeasurable, TimeoutError) as fault:
        say(f"{type(fault).__name__}: {fault}")
        return 1
    value = {"machine": around, "constants": constants(points), "points": list(points.values())}
    if options.out:
        report.write(options.out, "capacity", value, as_text(value))
    if options.keep:
        kept: dict[str, Any] = {"measured": machine.in_words(around), **constants(points)}
        capacity.CONSTANTS_FILE.write_bytes(orjson.dumps(kept, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE))
    sys.stdout.write(as_text(value))
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
