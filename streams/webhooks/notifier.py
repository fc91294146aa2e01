"""The process that sends one notification through apprise, and ends.

python -m streams.webhooks.notifier < {"url", "title", "text", "allowed_private", "seconds_max"} > {"taken", ...}

apprise makes its own connections, in a hundred ways. Here they are made by a process that may do little else: each
address is checked at the socket, whatever library connects; no program is started; no proxy, no netrc, no file of
apprise's is read; and what hangs is killed without holding up anything. A message is one address' and comes in over
stdin, so its secrets stand in no list of processes.
"""

from __future__ import annotations

import logging
import re
import signal
import sys
from collections.abc import Callable
from typing import Any

import orjson

from streams.fetching.addresses import is_allowed, place

WEB = 443  # services listen on ports of all kinds: which one is not asked, but where is
SCHEMES_REFUSED = frozenset(
    ("http", "https", "dbus", "kde", "qt", "glib", "gnome", "macosx", "windows", "syslog", "blink1", "deltachat")
)
"""Addresses of this very machine's desktop and devices; http and https are webhooks."""
_CONNECTS = frozenset({"socket.connect", "socket.sendto", "socket.sendmsg"})
_STARTS = frozenset(
    {"subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.fork", "os.forkpty", "pty.spawn"}
)
_STATUS = re.compile(r"\berror=([1-5][0-9]{2})\b")


class Refused(ConnectionRefusedError):
    """A connection or program that a notification has no business with."""


class Guard:
    """Lets sockets connect to public machines, and to the places a person has allowed; ``refused`` says what was not.

    It is told by the interpreter itself of each connection, before it is made.
    """

    def __init__(self, allowed_private: frozenset[str]) -> None:
        self._allowed = allowed_private
        self.refused = False

    def __call__(self, event: str, arguments: tuple[Any, ...]) -> None:
        """Raise Refused where something is about to happen that must not."""
        if event in _STARTS or (event in _CONNECTS and not self._may_reach(arguments[1])):
            self.refused = True
            raise Refused(event)

    def _may_reach(self, address: Any) -> bool:
        if address is None:  # of a socket that is connected already
            return True
        if not isinstance(address, tuple) or len(address) < 2 or not isinstance(address[0], str):
            return False  # a socket of this machine
        host, port = address[0], int(address[1])
        return is_allowed(host, WEB, frozenset()) or place(host, port) in self._allowed


def main() -> None:
    """Send what stdin says, and say what came of it."""
    asked = orjson.loads(sys.stdin.buffer.read())
    signal.alarm(int(asked["seconds_max"]) + 1)  # also where nobody is left who would end this
    answer, sys.stdout = sys.stdout, sys.stderr
    guard = Guard(frozenset(asked["allowed_private"]))
    taken, words = _sent(asked, guard)
    status = next((int(found[1]) for found in map(_STATUS.search, words) if found), None)
    answer.buffer.write(orjson.dumps({"taken": taken, "status": status, "refused": guard.refused}))


def _sent(asked: dict[str, Any], guard: Callable[[str, tuple[Any, ...]], None]) -> tuple[bool, list[str]]:
    import apprise

    words: list[str] = []
    service = instance(asked["url"], float(asked["seconds_max"]))
    if service is None:
        return False, words
    sender = apprise.Apprise()
    sender.add(service)
    logging.getLogger("apprise").addHandler(_Kept(words))
    sys.addaudithook(guard)
    taken = sender.notify(body=asked["text"], title=asked["title"], body_format=apprise.NotifyFormat.TEXT.value)
    return bool(taken), words


def instance(url: str, seconds_max: float) -> Any:
    """Return apprise's own object of an address, None where it knows no such service."""
    import apprise

    asset = apprise.AppriseAsset(
        storage_mode=apprise.PersistentStoreMode.MEMORY,
        allow_templates=False,
        service_timeout=seconds_max,
        app_id="rowback",
        app_desc="rowback: what the news changed",
        app_url="",
        http_redirects=False,
        async_mode=False,
        interpret_emojis=False,
        image_url_mask="",
        image_url_logo="",
        pgp_autogen=False,
        pem_autogen=False,
    )
    service = apprise.Apprise.instantiate(url, asset=asset)
    if service is not None and "overflow=" not in url:
        service.overflow_mode = apprise.OverflowMode.TRUNCATE  # else what is too long is never taken
    return service


class _Kept(logging.Handler):
    """Keeps what apprise says, to find a status in it; the words themselves may hold secrets and go nowhere."""

    def __init__(self, words: list[str]) -> None:
        super().__init__(logging.WARNING)
        self._words = words

    def emit(self, record: logging.LogRecord) -> None:
        self._words.append(record.getMessage())


if __name__ == "__main__":
    main()
