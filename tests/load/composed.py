"""The load test in containers: a compose project of its own that ends with it, the generator in a container too."""

from __future__ import annotations

import os
import subprocess
import threading
from collections.abc import Callable, Sequence
from typing import IO, Any

import orjson

from tests.compose.project import REPOSITORY, Failed, Project, docker
from tests.load import machine

SERVICES = (
    *("load-kafka-1", "load-kafka-2", "load-kafka-3"),
    *("load-worker", "load-newsroom", "load-poller", "load-serve"),
)
BUILD_SECONDS_MAX = 900.0
UP_SECONDS_MAX = 180.0
MEASURE_SECONDS_MAX = 3600.0
OUTSIDE = ("--out", "--where")  # options with a value that this side answers itself


def measured(arguments: Sequence[str], workers: int, say: Callable[[str], None]) -> dict[str, Any]:
    """Bring everything up, run the generator with the same arguments, take everything down; return its report.

    Raises Unavailable where there is no Docker engine, Failed where a step fails.
    """
    os.environ["LOAD_WORKERS"] = str(workers)
    os.environ["ROWBACK_COMMIT"] = machine.described()["commit"] or ""
    program, name = docker(), f"rowback-load-{os.getpid()}"
    with Project(program, name) as project:
        say("building")
        project.run("--profile", "load", "build", "--quiet", "load-worker", seconds_max=BUILD_SECONDS_MAX)
        say("starting three brokers, workers, newsroom, poller and serve")
        project.run("--profile", "load", "up", "--detach", "--wait", *SERVICES, seconds_max=UP_SECONDS_MAX)
        command = [
            program,
            "compose",
            "--project-name",
            name,
            "--profile",
            "load",
            "run",
            "--rm",
            "--no-TTY",
            "load",
            "--json",
        ]
        return _run([*command, "--where", "docker compose, three brokers", *_inside(arguments)], say)


def _inside(arguments: Sequence[str]) -> list[str]:
    """Return the arguments without those that are answered outside of the container."""
    kept: list[str] = []
    given = iter(arguments)
    for argument in given:
        if argument in OUTSIDE:
            next(given, None)
        elif argument != "--json" and not argument.startswith(tuple(f"{name}=" for name in OUTSIDE)):
            kept.append(argument)
    return kept


def _run(command: list[str], say: Callable[[str], None]) -> dict[str, Any]:
    process = subprocess.Popen(
        command, cwd=REPOSITORY, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stderr is not None
    following = threading.Thread(target=_follow, args=(process.stderr, say), daemon=True)
    following.start()
    timer = threading.Timer(MEASURE_SECONDS_MAX, process.kill)
    timer.start()
    try:
        said = process.stdout.read()
        code = process.wait()
    finally:
        timer.cancel()
        process.kill()
    following.join(timeout=1.0)
    if not said.strip():
        raise Failed(f"the load generator ended with exit code {code} and said nothing")
    value: dict[str, Any] = orjson.loads(said)
    return value


def _follow(lines: IO[str], say: Callable[[str], None]) -> None:
    for line in lines:
        say(line.rstrip())
