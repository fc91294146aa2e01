"""Bring the compose file up, replay through it, kill a worker, and compare with what must come out.

Exit code 0 where all is well or no Docker engine answers, 1 where something is wrong.
"""

from __future__ import annotations

import os
import sys
import tempfile
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

import orjson

from tests.compose.check import CAPTURES, Check
from tests.compose.project import Failed, Project, Unavailable, docker


def checked(program: str, captures: int) -> dict[str, Any]:
    """Run the checks in a project that ends with them, and return the report."""
    with tempfile.TemporaryDirectory(prefix="rowback-compose-") as work:
        project = Project(program, f"rowback-check-{os.getpid()}")
        check = Check(project, Path(work), _tell)
        try:
            with project:
                try:
                    check.run(captures)
                except Failed as fault:
                    check.problems.append(str(fault))
                if check.problems:
                    _tell(project.run("logs", "--tail", "40", "worker-1", "worker-2").decode(errors="replace"))
        except Failed as fault:
            check.problems.append(str(fault))
        return check.report()


def main(arguments: list[str]) -> int:
    """Parse, run, print."""
    parser = ArgumentParser(prog="python -m tests.compose", description=__doc__)
    parser.add_argument("--captures", type=int, default=CAPTURES)
    parser.add_argument("--json", action="store_true", help="print JSON")
    options = parser.parse_args(arguments)
    try:
        said = checked(docker(), options.captures)
    except Unavailable as fault:
        said = {"problems": [], "skipped": f"no Docker engine answers: {fault}"}
    if options.json:
        sys.stdout.buffer.write(orjson.dumps(said, option=orjson.OPT_INDENT_2) + b"\n")
    else:
        sys.stdout.write(_in_words(said))
    return 1 if said["problems"] else 0


def _in_words(said: dict[str, Any]) -> str:
    if "skipped" in said:
        return f"skipped: {said['skipped']}\n"
    times = ", ".join(f"{step} {seconds} s" for step, seconds in said["seconds"].items())
    found = "".join(f"WRONG: {problem}\n" for problem in said["problems"]) or "all as it must be\n"
    return f"{said['captures']:,} captures, {sum(said['events'].values()):,} events; {times}\n{found}"


def _tell(text: str) -> None:
    print(text, file=sys.stderr)  # noqa: T201 - what is under way, beside the result


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
