"""The class archive: Kafka's classes as Java has them after parsing, kept on disk; it halves a start and saves memory.

Measured on two cores: a start takes 2.0 s without and 1.0 s with it (Java 17 and 25 alike); 15 to 45 MB less stay
resident. Java makes it out of a list of classes in about 6 s. The first broker writes that list; the supervisor makes
the archive at the lowest priority beside a broker that runs, and moves it into place when it is whole: nobody waits.

Java checks by itself whether an archive fits its own build and the class path, and goes on without one that does not.
It does not check the content (that would cost a third of the gain), and a cut-off one can crash Java 17: so a broker
that dies at its start with an archive is started once more without.
"""

import hashlib
import os
import time
import uuid
from dataclasses import dataclass
from pathlib import Path

from streams.broker.java import Java
from streams.broker.pinned import jar_directory

_LISTED_SECONDS = 20.0  # by then the first clients have come, and what serves them is in the list
_KNOWN_SECONDS = 5.0
_LEFT_BEHIND_SECONDS = 3600.0


def discard_all(cache: Path) -> None:
    """Removes all archives and lists: Java knows jars by their times, and takes no archive of others."""
    for path in jar_directory(cache).glob("classes-*"):
        path.unlink(missing_ok=True)


@dataclass(frozen=True)
class ClassArchive:
    """Where one Java keeps its archive of Kafka's classes, and the list it is made of."""

    archive: Path
    class_list: Path

    @classmethod
    def of(cls, java: Java, cache: Path) -> "ClassArchive":
        """Returns the paths for one Java and the pinned Kafka; builds of one version do not share."""
        build = hashlib.sha256(f"{java.version} {java.program.resolve()}".encode()).hexdigest()[:12]
        stem = jar_directory(cache) / f"classes-{java.major}-{build}"
        return cls(stem.with_name(stem.name + ".jsa"), stem.with_name(stem.name + ".list"))

    def exists(self) -> bool:
        """Returns whether the archive can be used."""
        return self.archive.is_file()

    def discard(self) -> None:
        """Removes the archive; the next broker makes it anew."""
        self.archive.unlink(missing_ok=True)

    def options(self, temporary: Path) -> list[str]:
        """Returns Java's options that use the archive, or that write the list to `temporary` where both are missing."""
        if self.exists():
            return [f"-XX:SharedArchiveFile={self.archive}"]
        if self.class_list.is_file():
            return []
        return [f"-XX:DumpLoadedClassList={temporary / 'classes.list'}"]

    def task(self, java: Java, temporary: Path) -> dict[str, object] | None:
        """Returns what the supervisor has to do so that the next broker finds an archive; None where it is there."""
        if self.exists() or not os.access(self.archive.parent, os.W_OK):
            return None
        self._sweep()
        unfinished = self.archive.with_name(f"{self.archive.name}.{uuid.uuid4().hex[:12]}.part")
        return {
            "fresh_list": None if self.class_list.is_file() else str(temporary / "classes.list"),
            "list": str(self.class_list),
            "unfinished": str(unfinished),
            "archive": str(self.archive),
            "after_seconds": _KNOWN_SECONDS if self.class_list.is_file() else _LISTED_SECONDS,
            "command": [
                str(java.program),
                "-Xshare:dump",
                "-XX:+UseSerialGC",
                "-Xmx256m",
                f"-XX:SharedClassListFile={self.class_list}",
                f"-XX:SharedArchiveFile={unfinished}",
            ],
        }

    def _sweep(self) -> None:
        """Removes what makers that were killed left behind."""
        for left in self.archive.parent.glob("classes-*.part"):
            try:
                if time.time() - left.stat().st_mtime > _LEFT_BEHIND_SECONDS:
                    left.unlink()
            except OSError:
                continue
