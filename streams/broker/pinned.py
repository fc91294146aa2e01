"""The pinned jars of the local broker, and where they are kept.

`jars.txt` lists coordinates, sizes and sha256 and no address: any mirror serves, because nothing is used unchecked.
"""

from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

KAFKA = "org.apache.kafka:kafka_2.13:4.3.1"
LOGGING = "org.slf4j:slf4j-simple:1.7.36"  # without a logging backend the broker says nothing; 1.7 is what Kafka uses
KAFKA_VERSION = KAFKA.rpartition(":")[2]


@dataclass(frozen=True)
class Jar:
    """One jar: Maven coordinates, size in bytes, sha256 in hex."""

    group: str
    name: str
    version: str
    size: int
    sha256: str

    @property
    def file_name(self) -> str:
        """The jar's file name, in the registry and in the cache."""
        return f"{self.name}-{self.version}.jar"

    @property
    def path(self) -> str:
        """The jar's path below a registry's address (the Maven repository layout)."""
        return f"{self.group.replace('.', '/')}/{self.name}/{self.version}/{self.file_name}"

    @property
    def coordinates(self) -> str:
        """The jar as `group:name:version`."""
        return f"{self.group}:{self.name}:{self.version}"


def pinned_jars() -> list[Jar]:
    """Returns the jars of `jars.txt`, in its order, which is also the order of the class path."""
    return parse_jars(files(__package__).joinpath("jars.txt").read_text("utf-8"))


def parse_jars(text: str) -> list[Jar]:
    """Reads lines of coordinates, size and sha256; `#` begins a comment."""
    jars = []
    for line in text.splitlines():
        content = line.partition("#")[0]
        if content.strip():
            coordinates, size, sha256 = content.split()
            group, name, version = coordinates.split(":")
            jars.append(Jar(group, name, version, int(size), sha256))
    return jars


def format_jars(jars: list[Jar]) -> str:
    """Returns the text of `jars.txt` for a list of jars, sorted by coordinates."""
    ordered = sorted(jars, key=lambda jar: jar.coordinates)
    width = max(len(jar.coordinates) for jar in ordered)
    lines = [f"{jar.coordinates:<{width}} {jar.size:>8} {jar.sha256}" for jar in ordered]
    about = [
        "# The jars of the local broker: coordinates, size in bytes, sha256.",
        f"# Made by `python -m streams.broker.pins` from {KAFKA} and {LOGGING}.",
    ]
    return "\n".join([*about, *lines]) + "\n"


def jar_directory(cache: Path) -> Path:
    """Returns the folder of the jars inside the cache: one a Kafka version, so that versions do not mix."""
    return cache / f"kafka-{KAFKA_VERSION}"


def class_path(cache: Path) -> list[Path]:
    """Returns the jars' paths in the cache, in a fixed order: a class archive is valid only for the same class path."""
    return [jar_directory(cache) / jar.file_name for jar in pinned_jars()]
