"""Which of the events that wait make the next message, and when to look again. Pure: the time is an argument.

Observed: a breaking story is edited ten times in an hour; who reads mail wants one message, who runs a machine wants
each at once. Decided: debounce holds the revisions of one page until it has been quiet, but not for ever (ten times as
long); digest collects everything from the first event on. Both together: a digest of pages that are quiet. The order
inside a page is kept always; with debounce, pages overtake each other. Deliberately missed: revisions that cancel each
other out inside a message stay in it, and calendar times for digests.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from streams.webhooks.subscription import Policy

DEBOUNCED_AT_LONGEST = 10  # times the debounce: a page that is never quiet is told of too
MESSAGE_EVENTS_MAX = 100
WAITING_MAX = 5_000  # for each subscription; further events stay in the archive until there is room


@dataclass(frozen=True, slots=True)
class Waiting:
    """An event that waits: its row, its place in the archive, its id, its page, when it was written and found."""

    number: int
    sequence: int
    event: bytes
    page: int | None
    written_ms: int
    seen_ms: int


def ripe(waiting: Sequence[Waiting], policy: Policy, now_ms: int) -> tuple[list[Waiting], int | None]:
    """Return the events of the next message, oldest first; none, with the time to look again (ms) or None.

    Where nothing more can be held (WAITING_MAX), the oldest are ripe whatever the policy says.
    """
    if not waiting:
        return [], None
    if not policy.gathers:
        return [waiting[0]], None
    if len(waiting) >= WAITING_MAX:
        return list(waiting[:MESSAGE_EVENTS_MAX]), None
    quiet, again_ms = _quiet(waiting, policy.debounce_seconds, now_ms)
    if not quiet:
        return [], again_ms
    if not policy.digest_seconds:
        first = quiet[0].page
        chosen = quiet[:1] if first is None else [each for each in quiet if each.page == first]
        return chosen[:MESSAGE_EVENTS_MAX], None
    closes_ms = waiting[0].seen_ms + int(policy.digest_seconds * 1000)
    if now_ms < closes_ms:
        return [], closes_ms
    return quiet[:MESSAGE_EVENTS_MAX], None


def _quiet(waiting: Sequence[Waiting], debounce_seconds: float, now_ms: int) -> tuple[list[Waiting], int | None]:
    """Return the events of pages that are quiet, and when the next page will be, if none is."""
    held_ms = int(debounce_seconds * 1000)
    if not held_ms:
        return list(waiting), None
    first: dict[int | None, int] = {}
    last: dict[int | None, int] = {}
    for each in waiting:
        first.setdefault(each.page, each.seen_ms)
        last[each.page] = each.seen_ms
    ends = {page: min(last[page] + held_ms, first[page] + held_ms * DEBOUNCED_AT_LONGEST) for page in first}
    return [each for each in waiting if each.page is None or ends[each.page] <= now_ms], min(ends.values())
