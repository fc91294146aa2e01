"""A message as people read it in a mail, a chat or on a phone: a title and plain text.

Observed: services read more out of a text than it says. An @everyone rings a whole office, <!channel> too, and
[words](address) hides where a link leads. Decided: what comes from outside is shown with signs that look alike and mean
nothing, and nothing is written as markup, so that one text is right for every service. What matters most comes first,
because services cut what is long. Deliberately missed: colours; ins and del where a service could show them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import orjson

from streams import topology
from streams.text.redline import abridged, pieces, place, shortened, visible, weightiest
from streams.vocabulary import KINDS

Value = dict[str, Any]

TITLE_CHARACTERS_MAX = 160
TEXT_CHARACTERS_MAX = 4_000
EDITS_MAX = 5  # of a revision, those that weigh most
EVENTS_MAX = 20  # of a digest
AROUND_CHARACTERS = 60
CHANGED_CHARACTERS_MAX = 400
_MARKS = {"same": ("", ""), "out": ("[-", "-]"), "in": ("{+", "+}")}
_INERT = str.maketrans({"@": "\uff20", "<": "\u2039", ">": "\u203a", "`": "\u02cb", "*": "\u2217"})


@dataclass(frozen=True, slots=True)
class Notice:
    """What is sent."""

    title: str
    text: str


def notice(body: bytes, public_url: str | None) -> Notice:
    """Return what people are told of a message, given its body; links lead to ``public_url`` where it is known."""
    known: Value = orjson.loads(body)
    data = known["data"]
    if "events" in data:
        return _digest(data["events"], public_url)
    if "message" in data:
        return Notice("A test of rowback", data["message"])
    title, lines = _event(known, public_url)
    return Notice(title, _bounded(lines))


def _digest(events: list[Value], public_url: str | None) -> Notice:
    if len(events) == 1:
        title, lines = _event(events[0], public_url)
        return Notice(title, _bounded(lines))
    counts = Counter(_word(event) for event in events)
    said = ", ".join(f"{count} {word}" for word, count in counts.most_common(3))
    blocks = []
    for event in events[:EVENTS_MAX]:
        title, lines = _event(event, public_url)
        blocks.append("\n".join((title, *lines)))
    if len(events) > EVENTS_MAX:
        blocks.append(f"and {len(events) - EVENTS_MAX} more")
    title = shortened(f"{len(events)} changes: {said}", TITLE_CHARACTERS_MAX)
    return Notice(title, _bounded(["\n\n".join(blocks)]))


def _bounded(lines: list[str]) -> str:
    text = "\n".join(lines)
    return text if len(text) <= TEXT_CHARACTERS_MAX else text[: TEXT_CHARACTERS_MAX - 2].rstrip() + " …"


def _word(event: Value) -> str:
    """Name what an event is: the kind of a revision, else its topic."""
    topic = str(event["type"]).removeprefix("rowback.").rpartition(".")[0]
    kind = event["data"].get("kind")
    if topic == topology.REVISED and kind in KINDS:
        return str(kind).replace("_", " ")
    return visible(topic)


def _event(event: Value, public_url: str | None) -> tuple[str, list[str]]:
    """Return a title, and lines in the order of their weight."""
    data, word = event["data"], _word(event)
    headline = data.get("headline")
    named = headline.get("new") or headline.get("old") if isinstance(headline, dict) else headline
    url = str(data.get("url") or "")
    title = f"{word.capitalize()}: {inert(str(named or _short(url) or data.get('site') or ''))}"
    facts = [inert(str(data["site"]))] if data.get("site") else []
    if isinstance(data.get("significance"), float | int):
        facts.append(f"significance {data['significance']:.2f}")
    facts.append(f"{str(event['time'])[:16].replace('T', ' ')} UTC")
    lines = [" · ".join(facts)]
    if public_url and str(event["type"]) == f"rowback.{topology.REVISED}.v1":
        lines.append(f"{public_url.rstrip('/')}/revisions/{event['id']}")
    lines += [visible(url)] if url.lower().startswith(("https://", "http://")) else []
    return shortened(title, TITLE_CHARACTERS_MAX), [*lines, *_changes(data), *_other(data)]


def _short(url: str) -> str:
    return url.partition("://")[2] or url


def _changes(data: Value) -> Iterator[str]:
    if isinstance(headline := data.get("headline"), dict):
        yield f"Headline: {_redline(headline)}"
    if data.get("reverts_to"):
        yield f"The text is again as in version {data['reverts_to']}."
    edits = data.get("edits") or []
    for index in weightiest(edits, EDITS_MAX):
        yield f"{edits[index]['op'].capitalize()}, {place(edits[index])}: {_redline(edits[index])}"
    if len(edits) > EDITS_MAX:
        yield f"and {len(edits) - EDITS_MAX} more changes"


def _other(data: Value) -> Iterator[str]:
    """Say what events tell that are no revisions."""
    if data.get("change"):
        yield f"{visible(str(data['change'])).capitalize()}: {inert(shortened(str(data.get('evidence') or ''), 400))}"
    if data.get("other"):
        yield f"{visible(str(data.get('relation')))}: {visible(str(data['other'].get('url')))}"
    if data.get("reason"):
        yield inert(shortened(str(data["reason"]), 400))


def _redline(change: Value) -> str:
    found = abridged(pieces(change["old"], change["new"], change["spans"]), AROUND_CHARACTERS, CHANGED_CHARACTERS_MAX)
    return "".join(_MARKS[each.op][0] + inert(each.text) + _MARKS[each.op][1] for each in found)


def inert(text: str) -> str:
    """Return foreign text as one line in which no service finds a mention, a link with other words, or markup."""
    return visible(text).translate(_INERT).replace("](", "] (")
