"""An article whose words try everything that words can try, as events of the public topics."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import orjson

from streams import topology
from streams.archive.entry import READ
from streams.hosts.memory import MemoryHost
from streams.messages import Incoming

URL = "https://gullhaven.example/news/ferry"
WORDS = (
    "<script>document.title='owned'</script>",
    "<img src=x onerror=\"document.title='owned'\">",
    "</script><svg onload=alert(1)>",
    "</title></textarea><!--",
    "javascript:alert(1)",
    "{{7*7}} ${7*7} {0} {title} %s",
    "&lt;b&gt; &#60;i&#62; &amp;amp;",
    "]]><x/>",
    "W" * 900,
    "لا \u202eevil\u202c \u2066x\u2069 end",
    "\x1b]0;owned\x07 \x1b[2J bell\x07 \x0b\x0c\x1c\x85\x00 null",
    "\ufeff\ufffe\uffff\U000e0041",
)
SIGNS = frozenset("\x00\x07\x0b\x0c\x1b\x1c\u202e\u2066\ufeff\ufffe\uffff\U000e0041")
"""Characters that no way out may hand on."""


def captures() -> list[dict[str, Any]]:
    """Two looks at a page, to be filled with hostile words."""
    first = (
        "The ferry of Gullhaven runs again from Friday, the harbour office said WORDS on Sunday.\n\n"
        "Captain Ida Brandt said that all 240 seats were taken on the first crossing, and the sea was calm.\n\n"
        "Six boats that had sheltered behind the mole left the port before noon, one of them under tow."
    )
    second = first.replace("240 seats", "204 WORDS seats")
    return [
        {"url": URL, "captured_at": at, "status": 200, "content_type": "text/plain", "body": body}
        for at, body in (("2026-03-03T08:00:00Z", first), ("2026-03-03T09:30:00Z", second))
    ]


def said(words: str) -> tuple[Incoming, ...]:
    """What rowback says of that page, with words in it that no stage would let through: others may write, too."""
    host = MemoryHost(2)
    for capture in captures():
        host.produce(orjson.dumps(capture), "gullhaven.example", 1_790_000_000_000)
    host.run()
    messages = [message for topic in READ for message in host.topic(topic)]
    return tuple(replace(message, value=orjson.dumps(_value(message, words))) for message in messages if message.value)


def _value(message: Incoming, words: str) -> Any:
    value = orjson.loads(message.value or b"")
    if message.topic == topology.CLEANED:
        value["headline"], value["byline"] = "Ferry WORDS runs", ["WORDS"]
    if message.topic == topology.REVISED:
        lie = [
            {"op": "replace", "old": [1, 0], "new": [1, 0]}
        ]  # not followed: all of both texts is taken out and put in
        value["headline"] = {"old": "Ferry WORDS stops", "new": "Ferry WORDS runs", "spans": lie, "signals": []}
        value["edits"][0]["spans"] = lie
        value["edits"][0]["signals"].append({"type": "name", "old": "WORDS", "new": "Ada WORDS"})
        value["disregarded"] = {
            "noise": [{"text": "Subscribe WORDS", "reason": "appeal", "rule": "by hand"}],
            "cut_off": {
                "evidence": ["WORDS"],
                "missing_paragraphs": 1,
                "missing_characters": 9,
                "carried_over_from": 1,
            },
        }
    return _filled(value, words)


def _filled(value: Any, words: str) -> Any:
    if isinstance(value, dict):
        return {name: _filled(each, words) for name, each in value.items()}
    if isinstance(value, list):
        return [_filled(each, words) for each in value]
    return value.replace("WORDS", words) if isinstance(value, str) else value
