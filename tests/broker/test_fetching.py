"""Jars come complete and checked, or not at all; nothing here leaves this machine."""

import hashlib
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from streams.broker import fetching
from streams.broker.directory import free_ports
from streams.broker.errors import BrokerError
from streams.broker.fetching import FetchStoppedError, fetch_jars, missing_jars, registry_address
from streams.broker.pinned import Jar, jar_directory

CONTENTS = {name: name.encode() * 40_000 for name in ("one", "two", "three", "four", "five", "six")}
JARS = [Jar("org.example", n, "1.0", len(c), hashlib.sha256(c).hexdigest()) for n, c in CONTENTS.items()]


class Registry:
    """A registry on loopback: what it serves, what is broken in it, what it was asked for."""

    def __init__(self) -> None:
        self.served = {f"/maven/{jar.path}": CONTENTS[jar.name] for jar in JARS}
        self.cut_off: dict[str, int] = {}
        self.asked: list[str] = []
        self.url = ""

    def path_of(self, name: str) -> str:
        return next(path for path in self.served if path.endswith(f"/{name}-1.0.jar"))


@pytest.fixture
def registry(monkeypatch: pytest.MonkeyPatch) -> Iterator[Registry]:
    known = Registry()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            known.asked.append(self.path)
            content = known.served.get(self.path)
            if content is None:
                self.send_error(404)
                return
            self.send_response(200)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            left = known.cut_off.get(self.path, 0)
            known.cut_off[self.path] = left - 1
            self.wfile.write(content[: len(content) // 2] if left > 0 else content)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name of the method replaced
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    known.url = f"http://127.0.0.1:{server.server_port}/maven/"
    monkeypatch.setattr(fetching, "pinned_jars", lambda: JARS)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield known
    server.shutdown()
    server.server_close()


def nothing(done: int, wanted: int) -> None:
    pass


def test_all_jars_are_fetched_once_and_progress_ends_at_the_whole(tmp_path: Path, registry: Registry) -> None:
    seen: list[tuple[int, int]] = []
    fetch_jars(tmp_path, registry.url, lambda done, wanted: seen.append((done, wanted)))
    folder = jar_directory(tmp_path)
    assert {path.name: path.read_bytes() for path in folder.glob("*.jar")} == {
        jar.file_name: CONTENTS[jar.name] for jar in JARS
    }
    whole = sum(jar.size for jar in JARS)
    assert seen[-1] == (whole, whole)
    assert all(done <= wanted for done, wanted in seen)
    fetch_jars(tmp_path, "http://127.0.0.1:9/", nothing)  # nobody is asked again
    assert len(registry.asked) == len(JARS)
    assert not list(folder.glob("*.part"))


def test_a_jar_with_another_content_is_refused_and_not_kept(tmp_path: Path, registry: Registry) -> None:
    path = registry.path_of("two")
    registry.served[path] = b"x" * len(CONTENTS["two"])
    with pytest.raises(BrokerError, match=r"two-1\.0\.jar.* is not the pinned two-1\.0\.jar"):
        fetch_jars(tmp_path, registry.url, nothing)
    assert "two" in {jar.name for jar in missing_jars(tmp_path)}
    assert not list(jar_directory(tmp_path).glob("*.part"))


def test_a_longer_answer_is_not_read_to_its_end(tmp_path: Path, registry: Registry) -> None:
    registry.served[registry.path_of("six")] = CONTENTS["six"] + b"x" * 50_000_000
    seen: list[int] = []
    with pytest.raises(BrokerError, match="is not the pinned"):
        fetch_jars(tmp_path, registry.url, lambda done, wanted: seen.append(done - wanted))
    assert max(seen) < 1_000_000


def test_an_answer_that_ends_early_is_asked_for_again(tmp_path: Path, registry: Registry) -> None:
    registry.cut_off[registry.path_of("four")] = 2
    fetch_jars(tmp_path, registry.url, nothing)
    assert missing_jars(tmp_path) == []
    assert registry.asked.count(registry.path_of("four")) == 3


def test_an_answer_that_always_ends_early_is_given_up(tmp_path: Path, registry: Registry) -> None:
    registry.cut_off[registry.path_of("four")] = 100
    with pytest.raises(BrokerError, match="cannot fetch"):
        fetch_jars(tmp_path, registry.url, nothing)


def test_after_an_interruption_only_what_is_missing_is_fetched(tmp_path: Path, registry: Registry) -> None:
    stopped = threading.Event()
    with pytest.raises(FetchStoppedError):
        fetch_jars(tmp_path, registry.url, lambda *_: stopped.set(), stopped)
    left = len(missing_jars(tmp_path))
    assert left > 0
    killed = jar_directory(tmp_path) / "one-1.0.jar.4711.part"
    killed.write_bytes(b"half")
    registry.asked.clear()
    fetch_jars(tmp_path, registry.url, nothing)
    assert len(registry.asked) == left
    assert not killed.exists()


def test_two_fetches_at_once_fetch_each_jar_once(tmp_path: Path, registry: Registry) -> None:
    with ThreadPoolExecutor(2) as pool:
        for one in [pool.submit(fetch_jars, tmp_path, registry.url, nothing) for _ in range(2)]:
            one.result()
    assert sorted(registry.asked) == sorted(registry.served)


def test_a_jar_the_registry_does_not_have_is_named(tmp_path: Path, registry: Registry) -> None:
    del registry.served[registry.path_of("three")]
    with pytest.raises(BrokerError, match=r"org\.example:three:1\.0.*404"):
        fetch_jars(tmp_path, registry.url, nothing)


@pytest.mark.usefixtures("registry")
def test_offline_is_one_line_that_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(BrokerError, match=r"cannot fetch Kafka's jars from 127\.0\.0\.1.*REGISTRY_URL") as caught:
        fetch_jars(tmp_path, f"http://127.0.0.1:{free_ports(1)[0]}", nothing)
    assert "\n" not in str(caught.value)


def test_a_cache_that_cannot_be_written_is_named(tmp_path: Path, registry: Registry) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(BrokerError, match="ROWBACK_BROKER_CACHE_DIRECTORY"):
        fetch_jars(tmp_path / "file", registry.url, nothing)


def test_only_web_addresses_are_fetched_from() -> None:
    with pytest.raises(BrokerError, match="must begin with http"):
        registry_address("file:///etc")
