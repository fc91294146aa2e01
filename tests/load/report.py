"""What was found, as text and as JSON."""

from __future__ import annotations

import logging
import math
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson

from tests.load import machine
from tests.load.measuring import DUPLICATED, REVISED, SETTLED, Load
from tests.load.search import LATENCY_SECONDS_MAX, Found, is_held

HEADER = (
    f"{'a second':>9}{'captures':>10}{'p50 ms':>9}{'p95 ms':>9}{'p99 ms':>9}{'max ms':>9}{'behind s':>10}"
    f"{'worker CPU':>12}{'load':>6}"
)
SHARES = {"p50": 0.5, "p95": 0.95, "p99": 0.99, "max": 1.0}
GOALS = ((REVISED, "p50", 150), (REVISED, "p99", 500), (DUPLICATED, "p99", 1000))  # ms, at a tenth of the held rate


@dataclass(frozen=True)
class Scene:
    """What was put under load: how it ran, its size, and what it and its messages weigh in the end."""

    where: str  # local, compose, or an address
    workers: int
    partitions: int
    machine: dict[str, Any]
    memory: dict[str, int]
    disk: dict[str, int]
    captures: int
    messages: Counter[str]
    bytes: Counter[str]
    state: dict[str, tuple[int, int]]


def as_value(scene: Scene, found: Found) -> dict[str, Any]:
    """Return everything for machines; latencies in milliseconds."""
    held = found.held
    return {
        "where": scene.where,
        "workers": scene.workers,
        "partitions": scene.partitions,
        "machine": scene.machine,
        "held_per_second": None if held is None else round(held.rate, 1),
        "latency_ms_max": LATENCY_SECONDS_MAX * 1000,
        "burst_per_second": round(found.burst.rate, 1),
        "loads": [_load(load) for load in sorted(found.loads, key=lambda load: load.rate)],
        "tenth": None if found.tenth is None else _load(found.tenth),
        "goals": _goals(found.tenth),
        "captures": scene.captures,
        "messages_per_capture": _each(scene.messages, scene.captures, 4),
        "bytes_per_capture": _each(scene.bytes, scene.captures, 1),
        "state": {table: {"records": n, "bytes": size} for table, (n, size) in sorted(scene.state.items())},
        "memory_bytes": scene.memory,
        "disk_bytes": scene.disk,
    }


def _each(counts: Counter[str], captures: int, digits: int) -> dict[str, float]:
    return {name: round(count / max(captures, 1), digits) for name, count in sorted(counts.items())}


def _load(load: Load) -> dict[str, Any]:
    return {
        "rate": round(load.rate, 1),
        "captures": load.captures,
        "seconds": round(load.seconds, 2),
        "behind_seconds": round(load.behind_seconds, 2),
        "held": is_held(load),
        "problems": load.problems,
        "latency_ms": {
            event: {source: {"count": len(values), **_quantiles(load, event, source)} for source, values in by.items()}
            for event, by in load.latencies.items()
        },
        "cpu_seconds": {part: round(taken, 2) for part, taken in load.cpu.items()},
        "load_average": round(load.load_average, 1),
    }


def _quantiles(load: Load, event: str, source: str) -> dict[str, float | None]:
    values = {name: load.quantile(event, share, source) for name, share in SHARES.items()}
    return {name: None if math.isnan(value) else round(value * 1000, 1) for name, value in values.items()}


def _goals(tenth: Load | None) -> list[dict[str, Any]]:
    if tenth is None:
        return []
    found = []
    for event, name, ms_max in GOALS:
        ms = tenth.quantile(event, SHARES[name], "written") * 1000
        if not math.isnan(ms):
            found.append({"event": event, "share": name, "ms": round(ms, 1), "ms_max": ms_max, "met": ms < ms_max})
    return found


def as_text(value: dict[str, Any]) -> str:
    """Return the same for people."""
    lines = [
        f"{value['where']}: {value['workers']} workers, {value['partitions']} partitions",
        machine.in_words(value["machine"]),
        f"{value['captures']:,} captures of {value['bytes_per_capture'].get('article.raw', 0):,.0f} bytes",
        "",
        f"held: {_held(value)}",
        "",
        HEADER,
    ]
    lines += [_row(load) for load in value["loads"]]
    lines += [f"  {load['rate']:,.1f} a second: {problem}" for load in value["loads"] for problem in load["problems"]]
    if value["tenth"]:
        lines += ["", *_tenth(value)]
    return "\n".join(lines) + "\n"


def _held(value: dict[str, Any]) -> str:
    if value["held_per_second"] is None:
        return "no rate"
    bound = value["latency_ms_max"] / 1000
    return f"{value['held_per_second']:,.0f} captures a second, p99 under {bound:g} s, every event as it must be"


def _row(load: dict[str, Any]) -> str:
    settled = load["latency_ms"][SETTLED]["due"]
    times = "".join(f"{settled[name] or math.nan:>9,.0f}" for name in SHARES)
    cpu = load["cpu_seconds"].get("worker")
    each = "" if cpu is None else f"{cpu / load['captures'] * 1000:,.1f} ms"
    mark = "" if load["held"] else "  not held"
    return (
        f"{load['rate']:>9,.1f}{load['captures']:>10,}{times}{load['behind_seconds']:>10.2f}{each:>12}"
        f"{load['load_average']:>6.1f}{mark}"
    )


def _tenth(value: dict[str, Any]) -> list[str]:
    tenth = value["tenth"]
    lines = [f"at a tenth of it ({tenth['rate']:,.1f} a second), from the capture's arrival in Kafka:"]
    for event, by in tenth["latency_ms"].items():
        of = by["written"]
        numbers = ", ".join(f"{name} {of[name]:,.0f} ms" for name in SHARES if of[name] is not None)
        lines.append(f"  {event:<11}{of['count']:>6,} events{': ' if numbers else ''}{numbers}")
    for goal in value["goals"]:
        word = "met" if goal["met"] else "NOT met"
        lines.append(f"  {goal['event']} {goal['share']} under {goal['ms_max']:,} ms: {word} ({goal['ms']:,.0f} ms)")
    return lines + [f"  {problem}" for problem in tenth["problems"]]


def as_json(value: dict[str, Any]) -> bytes:
    """Return a report's value as it is kept."""
    return orjson.dumps(value, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def write(folder: Path, name: str, value: dict[str, Any], text: str) -> None:
    """Keep a report in a folder, as text and as JSON."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    (folder / f"{name}.json").write_bytes(as_json(value))


def quiet() -> None:
    """Let only what the command itself says be seen: a new broker's leaders take a moment, and clients try again."""
    for name in ("aiokafka", "faust"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
