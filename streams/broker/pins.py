"""Makes `jars.txt` anew: `python -m streams.broker.pins`, after a change of the coordinates in pinned.py.

For maintainers. It resolves with jgo, fetches each jar once and writes down what came: look at
the difference before you commit it, and run the tests that need Kafka. No address is written.
"""

import hashlib
import sys
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from streams.broker.fetching import FETCHED_AT_ONCE, registry_address, trusted
from streams.broker.pinned import KAFKA, LOGGING, Jar, format_jars


def resolve() -> list[Jar]:
    """Returns the jars that Kafka and its logging need at run time, with the sizes and sha256 that the registry serves.

    Raises:
        BrokerError: jgo is not installed.
        OSError: The registry cannot be reached.
    """
    address = registry_address(None)
    import jgo

    found = {(a.groupId, a.artifactId, a.version) for a in jgo.resolve(f"{KAFKA}+{LOGGING}")}
    with ThreadPoolExecutor(FETCHED_AT_ONCE) as pool:
        return list(pool.map(lambda coordinates: _look(address, *coordinates), sorted(found)))


def _look(address: str, group: str, name: str, version: str) -> Jar:
    jar = Jar(group, name, version, 0, "")
    url = f"{address}/{jar.path}"
    digest, size = hashlib.sha256(), 0
    with urllib.request.urlopen(url, timeout=60, context=trusted()) as answer:  # noqa: S310 - checked to be http(s)
        while chunk := answer.read(1024 * 1024):
            digest.update(chunk)
            size += len(chunk)
    return Jar(group, name, version, size, digest.hexdigest())


def main() -> int:
    """Writes `jars.txt` beside this module."""
    jars = resolve()
    Path(__file__).with_name("jars.txt").write_text(format_jars(jars), "utf-8")
    sys.stderr.write(f"{len(jars)} jars, {sum(jar.size for jar in jars) / 1e6:.0f} MB\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
