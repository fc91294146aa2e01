"""Subscribers over HTTP, written from the guide in schemas/README.md: whatever fails is tried again a moment later."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import Any
from xml.etree import ElementTree

import aiohttp
import orjson

AGAIN_SECONDS = 0.3
ATOM = "{http://www.w3.org/2005/Atom}"
URN = "urn:rowback:revision:"


@dataclass
class Subscriber:
    """What a subscriber was told, in order; ``broken`` counts the times it had to begin again."""

    address: str
    told: list[str] = field(default_factory=list)
    broken: int = 0

    async def follow(self) -> None:
        """Subscribe for ever; a server that is gone is asked again."""
        async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(sock_read=30)) as session:
            while True:
                try:
                    await self.once(session)
                except (aiohttp.ClientError, TimeoutError):
                    self.broken += 1
                await asyncio.sleep(AGAIN_SECONDS)  # a poller's pause, and the retry of a stream

    async def once(self, session: aiohttp.ClientSession) -> None:
        """Read until there is nothing more, or until the connection breaks."""
        raise NotImplementedError


@dataclass
class Stream(Subscriber):
    """The live stream, resumed by the id that came last."""

    place: str | None = None

    async def once(self, session: aiohttp.ClientSession) -> None:
        """Follow the stream until it breaks."""
        headers = {"Last-Event-ID": self.place} if self.place else {}
        async with session.get(f"{self.address}/api/v1/events?after=oldest", headers=headers) as answer:
            answer.raise_for_status()
            frame: dict[str, str] = {}
            async for line in answer.content:
                text = line.decode().rstrip("\n")
                name, _, value = text.partition(": ")
                if text:
                    frame[name] = value
                    continue
                if "id" in frame:  # a frame counts when it is whole
                    assert frame.get("event") != "reset", frame
                    self._take(frame)
                frame = {}

    def _take(self, frame: dict[str, str]) -> None:
        if "data" in frame:
            self.told.append(event_id(frame["data"]))
        self.place = frame["id"]


def event_id(data: str) -> str:
    """Return the id of an event in JSON."""
    known: dict[str, Any] = orjson.loads(data)
    return str(known["id"])


@dataclass
class Cursor(Subscriber):
    """The list of revisions, oldest first, read on by its cursor."""

    cursor: str | None = None

    async def once(self, session: aiohttp.ClientSession) -> None:
        """Read on to the end of the list."""
        while True:
            given = {"order": "oldest", "limit": "7", **({"cursor": self.cursor} if self.cursor else {})}
            async with session.get(f"{self.address}/api/v1/revisions", params=given) as answer:
                answer.raise_for_status()
                found = await answer.json()
            self.told += [each["id"] for each in found["items"]]
            self.cursor = found["next"]
            if not found["items"]:
                return


@dataclass
class Atom(Subscriber):
    """The Atom feed, polled with its ETag; archived documents are followed back to one that was read (RFC 5005)."""

    tag: str | None = None
    read: set[str] = field(default_factory=set)
    documents: int = 0

    async def once(self, session: aiohttp.ClientSession) -> None:
        """Poll once."""
        headers = {"If-None-Match": self.tag} if self.tag else {}
        async with session.get(f"{self.address}/revisions.atom", headers=headers) as answer:
            if answer.status == 304:
                return
            answer.raise_for_status()
            tag, document = answer.headers["ETag"], ElementTree.fromstring(await answer.read())  # noqa: S314 - ours
        found, archived = ids(document), set[str]()
        older = prev_archive(document)
        while older is not None and older not in self.read:
            async with session.get(older) as answer:
                answer.raise_for_status()
                document = ElementTree.fromstring(await answer.read())  # noqa: S314 - ours
            found += ids(document)
            archived.add(older)
            older = prev_archive(document)
            self.documents += 1
        # Only now, as all that lies between was read: who breaks off before begins again from here.
        known = set(self.told)
        self.told += [each for each in reversed(found) if each not in known]
        self.read |= archived
        self.tag = tag


def ids(document: ElementTree.Element) -> list[str]:
    """Return the revisions of a document of the feed."""
    return [(entry.findtext(f"{ATOM}id") or "").removeprefix(URN) for entry in document.iter(f"{ATOM}entry")]


def prev_archive(document: ElementTree.Element) -> str | None:
    """Return the address of the document before."""
    found = (link.get("href") for link in document.iter(f"{ATOM}link") if link.get("rel") == "prev-archive")
    return next(found, None)
