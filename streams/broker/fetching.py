"""Fetches the broker's jars into the cache: four at a time, each checked, each there whole or not at all.

A jar that is in place was checked when it was put there, so a second start reads only names and sizes. What an
interrupted fetch completed stays. Two processes do not disturb each other: the second waits for the first.
"""

import hashlib
import os
import ssl
import threading
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import BinaryIO

from streams.broker.archive import discard_all
from streams.broker.errors import BrokerError
from streams.broker.locks import FileLock
from streams.broker.pinned import Jar, jar_directory, pinned_jars

FETCHED_AT_ONCE = 4
_CHUNK_BYTES = 64 * 1024
_ANSWER_SECONDS_MAX = 30.0  # without a byte from the registry
_TRIES = 3
_LOCK_SECONDS_MAX = 900.0

Progress = Callable[[int, int], None]
"""Called with the bytes in place and the bytes wanted, from any thread."""


class FetchStoppedError(Exception):
    """The fetch was asked to end."""


def missing_jars(cache: Path) -> list[Jar]:
    """Returns the pinned jars that the cache does not hold yet."""
    folder = jar_directory(cache)
    return [jar for jar in pinned_jars() if not _in_place(folder / jar.file_name, jar.size)]


def fetch_jars(
    cache: Path, registry_url: str | None, progress: Progress, stopped: threading.Event | None = None
) -> None:
    """Puts all pinned jars into the cache.

    Args:
        cache: The cache folder; made where it is missing.
        registry_url: Where to fetch from; None: the public registry, as jgo knows it.
        progress: Told after each chunk.
        stopped: Ends the fetch early when set; what is complete stays.

    Raises:
        BrokerError: The registry cannot be reached or gave something else, or the cache cannot be written.
        FetchStoppedError: `stopped` was set.
    """
    if not missing_jars(cache):
        return
    stopped = stopped or threading.Event()
    folder = jar_directory(cache)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with FileLock(folder / "fetch.lock").held(_LOCK_SECONDS_MAX, stopped):
            _fetch_missing(cache, registry_address(registry_url), progress, stopped)
    except OSError as error:
        raise BrokerError(
            f"cannot write the jars of Kafka to {folder} ({error.strerror or error}): make room or make it writable, "
            "or name another folder with ROWBACK_BROKER_CACHE_DIRECTORY"
        ) from error


def registry_address(registry_url: str | None) -> str:
    """Returns the address to fetch from, without a slash at its end.

    Raises:
        BrokerError: None was given and jgo, which knows the public one, is not installed; or it is no web address.
    """
    if registry_url is None:
        try:
            from jgo.constants import MAVEN_CENTRAL_URL
        except ImportError as error:
            raise BrokerError(
                "the local broker is not installed: pip install 'rowback[local]' (or use --bootstrap-servers)"
            ) from error
        registry_url = str(MAVEN_CENTRAL_URL)
    if urllib.parse.urlsplit(registry_url).scheme not in ("http", "https"):
        raise BrokerError(f"ROWBACK_BROKER_REGISTRY_URL must begin with http:// or https://, not {registry_url!r}")
    return registry_url.rstrip("/")


def _fetch_missing(cache: Path, address: str, progress: Progress, stopped: threading.Event) -> None:
    jars, missing = pinned_jars(), missing_jars(cache)
    discard_all(cache)
    for left in jar_directory(cache).glob("*.jar.*.part"):  # of a fetch that was killed: we hold the lock
        left.unlink(missing_ok=True)
    wanted = sum(jar.size for jar in jars)
    tally = _Tally(wanted - sum(jar.size for jar in missing), wanted, progress)
    context = trusted()
    with ThreadPoolExecutor(FETCHED_AT_ONCE, thread_name_prefix="fetch") as pool:
        waiting = [
            pool.submit(_fetch, f"{address}/{jar.path}", jar, jar_directory(cache), tally, context, stopped)
            for jar in sorted(missing, key=lambda jar: -jar.size)  # the largest first, so that none is left for last
        ]
        try:
            for one in waiting:
                one.result()
        except BaseException:
            stopped.set()  # the others end at their next chunk
            pool.shutdown(wait=True, cancel_futures=True)
            raise


def _fetch(
    url: str, jar: Jar, folder: Path, tally: "_Tally", context: ssl.SSLContext, stopped: threading.Event
) -> None:
    unfinished = folder / f"{jar.file_name}.{os.getpid()}.part"
    try:
        for tries_left in reversed(range(_TRIES)):
            if stopped.is_set():
                raise FetchStoppedError
            counted = tally.jar()
            try:
                found = _download(url, jar, unfinished, counted, context, stopped)
            except (urllib.error.URLError, TimeoutError, ConnectionError, EOFError) as error:
                counted(0)
                if tries_left == 0 or isinstance(error, urllib.error.HTTPError):
                    raise BrokerError(_unreachable(url, jar, error)) from error
                continue
            break
        if found != jar.sha256:
            raise BrokerError(
                f"{url} is not the pinned {jar.file_name} (sha256 {found[:16]}… instead of {jar.sha256[:16]}…): "
                "nothing was kept; try again, or ask who runs the mirror or proxy in between"
            )
        unfinished.replace(folder / jar.file_name)
    finally:
        unfinished.unlink(missing_ok=True)


def _download(
    url: str,
    jar: Jar,
    target: Path,
    counted: Callable[[int], None],
    context: ssl.SSLContext,
    stopped: threading.Event,
) -> str:
    """Writes what `url` answers to `target` and returns its sha256; never more than the jar's size plus a chunk."""
    digest, size = hashlib.sha256(), 0
    request = urllib.request.Request(url, headers={"User-Agent": "rowback"})  # noqa: S310 - checked to be http(s)
    with urllib.request.urlopen(request, timeout=_ANSWER_SECONDS_MAX, context=context) as answer:  # noqa: S310
        source: BinaryIO = answer
        with target.open("wb") as file:
            while size <= jar.size and (chunk := source.read(_CHUNK_BYTES)):
                if stopped.is_set():
                    raise FetchStoppedError
                file.write(chunk)
                digest.update(chunk)
                size += len(chunk)
                counted(size)
    if size < jar.size:
        raise EOFError(f"the answer ended after {size} of {jar.size} bytes")
    return digest.hexdigest()


class _Tally:
    """Adds up the bytes of jars that are fetched at once."""

    def __init__(self, in_place: int, wanted: int, progress: Progress) -> None:
        self._bytes, self._wanted, self._progress = in_place, wanted, progress
        self._lock = threading.Lock()

    def jar(self) -> Callable[[int], None]:
        """Returns a function that takes the bytes of one jar so far; less than before means that it began anew."""
        before = 0

        def counted(size: int) -> None:
            nonlocal before
            with self._lock:
                self._bytes += size - before
                before = size
                self._progress(self._bytes, self._wanted)

        return counted


def trusted() -> ssl.SSLContext:
    """Trusts what this machine trusts (also SSL_CERT_FILE, SSL_CERT_DIR); certifi's list where that is nothing."""
    context = ssl.create_default_context()
    paths = ssl.get_default_verify_paths()
    if not context.cert_store_stats()["x509_ca"] and not paths.capath:
        try:
            import certifi
        except ImportError:
            return context
        context.load_verify_locations(certifi.where())
    return context


def _unreachable(url: str, jar: Jar, error: Exception) -> str:
    if isinstance(error, urllib.error.HTTPError):
        return f"cannot fetch {jar.coordinates}: {url} answered {error.code} {error.reason}"
    reason = error.reason if isinstance(error, urllib.error.URLError) else error
    place = urllib.parse.urlsplit(url).netloc
    return (
        f"cannot fetch Kafka's jars from {place} ({reason}): go online once, set HTTPS_PROXY or SSL_CERT_FILE, "
        "or name a mirror with ROWBACK_BROKER_REGISTRY_URL"
    )


def _in_place(path: Path, size: int) -> bool:
    try:
        return path.stat().st_size == size
    except OSError:
        return False
