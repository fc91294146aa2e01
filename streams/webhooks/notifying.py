"""Notifications: a subscription whose address is one of apprise's (mail, Slack, Mastodon, ...) instead of http(s).

What is chosen, gathered, kept, tried again and given up is the same as for a webhook; only the last step differs: the
message is sent as a text for people (``notice``), by a process of its own (``notifier``). Such an address is itself the
secret: of it nothing but the scheme is ever shown.
"""

from __future__ import annotations

import asyncio
import os
import re
import sys
from dataclasses import dataclass

import orjson

from streams.webhooks.notice import Notice
from streams.webhooks.notifier import SCHEMES_REFUSED, instance
from streams.webhooks.subscription import URL_CHARACTERS_MAX, BadSubscription

NOTIFICATION_SECONDS_MAX = 30.0
STARTING_SECONDS_MAX = 15.0  # of the process, on a busy machine
PROCESSES_MAX = 2  # at once
ANSWER_BYTES_MAX = 10_000
SCHEME = re.compile(r"[a-z][a-z0-9+.-]{0,39}")
KEPT_VARIABLES = ("PATH", "PYTHONPATH", "LANG", "LC_ALL", "TZ", "SSL_CERT_FILE", "SSL_CERT_DIR", "REQUESTS_CA_BUNDLE")
"""What a notifier is told of our environment: no proxies, no secrets, nobody's home."""
MISSING = "notifications need the extra: pip install 'rowback[notify]'"


@dataclass(frozen=True, slots=True)
class Notified:
    """What came of a notification: a status of HTTP where the service gave one, and in words why it does not count."""

    status: int | None
    fault: str | None


def checked_address(url: str) -> str:
    """Return an address that apprise can send to; raises BadSubscription."""
    scheme = url.partition("://")[0].lower()
    if not SCHEME.fullmatch(scheme) or not url.isprintable() or len(url) > URL_CHARACTERS_MAX:
        raise BadSubscription("the address cannot be read, or is too long")
    if scheme in SCHEMES_REFUSED:
        raise BadSubscription(f"{scheme}:// is no service that rowback notifies")
    try:
        known = instance(url, NOTIFICATION_SECONDS_MAX)
    except ModuleNotFoundError as fault:
        raise BadSubscription(MISSING) from fault
    if known is None:
        raise BadSubscription(
            f"apprise knows no service {scheme}:// with such an address: see https://appriseit.com/services/"
        )
    return url


class Notifier:
    """Sends notifications, each by a process that is ended with the task that waits for it."""

    def __init__(self, allowed_private: frozenset[str], seconds_max: float = NOTIFICATION_SECONDS_MAX) -> None:
        self._allowed = sorted(allowed_private)
        self._seconds_max = seconds_max
        self._processes = asyncio.Semaphore(PROCESSES_MAX)

    async def notify(self, url: str, notice: Notice) -> Notified:
        """Send a notice once. Never raises but when it is cancelled."""
        asked = {"url": url, "title": notice.title, "text": notice.text, "allowed_private": self._allowed}
        message = orjson.dumps({**asked, "seconds_max": self._seconds_max})
        async with self._processes:
            try:
                answer = await self._answer(message)
            except TimeoutError:
                return Notified(None, f"the service did not take it within {self._seconds_max:g} seconds")
            except OSError as fault:
                return Notified(None, f"no process can be started: {fault.strerror}")
        return _understood(answer)

    async def _answer(self, message: bytes) -> bytes:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "streams.webhooks.notifier",
            stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL,
            env=_environment(),
        )  # fmt: skip
        try:
            async with asyncio.timeout(self._seconds_max + STARTING_SECONDS_MAX):
                answer, _ = await process.communicate(message)
        finally:
            if process.returncode is None:
                process.kill()
                await process.wait()
        return answer[:ANSWER_BYTES_MAX]


def _environment() -> dict[str, str]:
    kept = {name: value for name in KEPT_VARIABLES if (value := os.environ.get(name)) is not None}
    return {**kept, "HOME": os.devnull, "NETRC": os.devnull, "NO_PROXY": "*"}


def _understood(answer: bytes) -> Notified:
    try:
        known = orjson.loads(answer)
        taken, status, refused = bool(known["taken"]), known["status"], bool(known["refused"])
    except (orjson.JSONDecodeError, KeyError, TypeError):
        return Notified(None, f"it could not be sent: {MISSING}" if not _is_installed() else "it could not be sent")
    if taken:
        return Notified(None, None)
    if refused:
        return Notified(
            None,
            "the address leads to this machine or a private network: whoever runs rowback can allow it with "
            "--webhooks-private HOST:PORT",
        )
    return Notified(status, f"the service answered {status}" if status else "the service did not take it")


def _is_installed() -> bool:
    import importlib.util

    return importlib.util.find_spec("apprise") is not None
