"""The textbook assembly: an agent that extracts, looks for near-duplicates and diffs, one event after the other.

Written as the documentation of each library shows it, and not against them: bytes that were seen before are not looked
at again, the signature is made once a new text, and the diff is of sentences, not of characters.
"""

from __future__ import annotations

import difflib
import hashlib
import re
import sys
from collections.abc import AsyncIterable
from typing import Any

import faust
import orjson
import trafilatura
from datasketch import MinHash, MinHashLSH

from streams import topology

GROUP = "textbook"
SHINGLE_WORDS = 5
PERMUTATIONS = 128
THRESHOLD = 0.8  # both libraries' examples use 0.7 to 0.9

_SENTENCE_END = re.compile(r"(?<=[.!?])\s+")


def create_app(bootstrap_servers: str, partitions: int, folder: str) -> faust.App:
    """Return the app; its topics exist already."""
    app = faust.App(
        GROUP,
        broker=f"kafka://{bootstrap_servers}",
        topic_partitions=partitions,
        web_enabled=False,
        consumer_auto_offset_reset="earliest",
        consumer_max_fetch_size=topology.MESSAGE_BYTES_MAX,
        datadir=folder,
        store="memory://",
    )
    raw = app.topic(topology.RAW, value_serializer="raw", key_serializer="raw")
    said = {
        name: app.topic(name, value_serializer="raw", key_serializer="raw")
        for name in (topology.CLEANED, topology.REVISED, topology.DUPLICATED, topology.SETTLED)
    }
    pages = app.Table("pages", partitions=partitions)
    judge = Judge()

    @app.agent(raw)
    async def watch(stream: AsyncIterable[Any]) -> None:
        async for event in stream.events():  # type: ignore[attr-defined]
            capture = orjson.loads(event.value)
            known, events = judge.step(capture, pages.get(capture["url"]))
            if known is not None:
                pages[capture["url"]] = known
            for topic, value in events:
                await said[topic].send(key=event.key, value=orjson.dumps(value))

    return app


class Judge:
    """What happens to a capture."""

    def __init__(self) -> None:
        self._index = MinHashLSH(threshold=THRESHOLD, num_perm=PERMUTATIONS)

    def step(
        self, capture: dict[str, Any], known: dict[str, Any] | None
    ) -> tuple[dict[str, Any] | None, list[tuple[str, dict[str, Any]]]]:
        """Return what to remember of the page (None: nothing new), and what to say."""
        url, body = capture["url"], capture.get("body") or ""
        seen = hashlib.sha256(body.encode()).hexdigest()
        if capture["status"] != 200:
            return None, [(topology.SETTLED, {"url": url, "outcome": "gone"})]
        if known is not None and known["body"] == seen:
            return None, [(topology.SETTLED, {"url": url, "outcome": "unchanged"})]
        is_html = "html" in capture.get("content_type", "")
        text = (trafilatura.extract(body, url=url) or "") if is_html else body
        if known is not None and known["text"] == text:
            return {"body": seen, "text": text}, [(topology.SETTLED, {"url": url, "outcome": "unchanged"})]
        events = [(topology.CLEANED, {"url": url, "text": text})]
        if known is None:
            events += [(topology.DUPLICATED, {"url": url, "other": other}) for other in self._copies(url, text)]
        else:
            events.append((topology.REVISED, {"url": url, "edits": edits(known["text"], text)}))
        events.append((topology.SETTLED, {"url": url, "outcome": "created" if known is None else "revised"}))
        return {"body": seen, "text": text}, events

    def _copies(self, url: str, text: str) -> list[str]:
        words = text.lower().split()
        signature = MinHash(num_perm=PERMUTATIONS)
        count = max(len(words) - SHINGLE_WORDS + 1, 1)
        signature.update_batch([" ".join(words[at : at + SHINGLE_WORDS]).encode() for at in range(count)])
        found = [str(other) for other in self._index.query(signature)]
        self._index.insert(url, signature, check_duplication=False)
        return found


def edits(old: str, new: str) -> list[dict[str, Any]]:
    """Return the sentences that differ."""
    before, after = _SENTENCE_END.split(old), _SENTENCE_END.split(new)
    opcodes = difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    return [{"op": op, "old": before[a:b], "new": after[c:d]} for op, a, b, c, d in opcodes if op != "equal"]


if __name__ == "__main__":
    servers, number, folder = sys.argv[1:]
    faust.Worker(create_app(servers, int(number), folder), loglevel="ERROR").execute_from_commandline()
