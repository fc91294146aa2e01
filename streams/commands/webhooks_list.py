"""A webhook as lines for people."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from streams.commands.terminal import moment, visible


def lines(webhook: dict[str, Any]) -> Iterator[str]:
    """Yield the lines of a described webhook: what it is, how far it is, and what is wrong in words."""
    state = "" if webhook["state"] == "active" else f"  {webhook['state']}"
    yield f"{webhook['id']}  {visible(webhook['url'])}{state}"
    if chosen := _chosen(webhook):
        yield f"    wants {visible(chosen)}"
    yield f"    {webhook['delivered']} events delivered, the newest message is {webhook['sequence']}"
    yield f"    {_behind(webhook['behind'])}"
    if webhook["reason"]:
        yield f"    {webhook['state']}: {visible(webhook['reason'])}; `rowback webhooks resume` goes on"
    if last := webhook["last"]:
        answer = last["fault"] or (f"taken ({last['status']})" if last["status"] else "taken")
        yield f"    last try {moment(last['at'])}: {visible(answer)}"
    if pending := webhook["pending"]:
        tries = f"tried {pending['attempts']} times" if pending["attempts"] else "on its way"
        following = f", next try {moment(pending['next_at'])}" if pending["attempts"] and pending["next_at"] else ""
        yield f"    message {pending['sequence']} {tries}{following}"


def _behind(behind: dict[str, Any]) -> str:
    if not behind["events"]:
        return "nothing waits" if behind["exact"] else "how much waits is not known"
    count = f"{behind['events']} {'event waits' if behind['events'] == 1 else 'events wait'}"
    return f"{count if behind['exact'] else f'at least {count}'}, the oldest since {moment(behind['since'])}"


def _chosen(webhook: dict[str, Any]) -> str:
    parts = []
    for name, value in webhook["filters"].items():
        shown = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
        parts.append(f"{name} {shown}")
    for name, seconds in webhook["policy"].items():
        if seconds:
            parts.append(f"{name.removesuffix('_seconds')} {seconds:g} s")
    return "; ".join(parts)
