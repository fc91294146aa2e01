"""A history of captures on many sites, made from a seed: new articles, edits, copies, noise, and pages that go.

The words are put together from syllables; what matters here is how captures follow each other, not how they read.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field

import orjson

SYLLABLES = ("ba", "del", "fo", "gri", "hul", "ka", "lem", "mo", "nar", "po", "ris", "sta", "tel", "vun", "wy", "zor")
WORDS = 3_000  # enough that two sentences share no run of words by chance
APPEAL = "Our reporting is free to read because readers like you chip in. Please support our newsroom today."


@dataclass
class History:
    """Captures in the order they are written: (raw JSON, site). No page is looked at more than ``looks_max`` times."""

    seed: int
    sites: int = 24
    looks_max: int | None = None
    captures: list[tuple[bytes, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._random = random.Random(self.seed)  # noqa: S311 - repeatable, not secret
        self._words = ["".join(self._random.choices(SYLLABLES, k=self._random.randrange(1, 4))) for _ in range(WORDS)]
        self._texts: dict[str, list[str]] = {}
        self._past: dict[str, list[list[str]]] = {}

    def make(self, count: int) -> list[tuple[bytes, str]]:
        """Append ``count`` captures, a minute apart, and return all."""
        for minute in range(count):
            site = f"site{self._random.randrange(self.sites)}.example"
            pages = [url for url in self._texts if f"//{site}/" in url and self._has_looks_left(url)]
            url = self._random.choice(pages) if pages and self._random.random() < 0.75 else self._new_page(site)
            self._capture(url, site, minute)
        return self.captures

    def _has_looks_left(self, url: str) -> bool:
        return self.looks_max is None or len(self._past[url]) < self.looks_max

    def _new_page(self, site: str) -> str:
        url = f"https://{site}/news/{len(self._texts):04d}"
        others = list(self._texts)
        if others and self._random.random() < 0.3:
            self._texts[url] = list(self._texts[self._random.choice(others)])
        else:
            self._texts[url] = [self._sentence() for _ in range(self._random.randrange(9, 18))]
        return url

    def _sentence(self) -> str:
        words = [self._random.choice(self._words) for _ in range(self._random.randrange(12, 24))]
        words[self._random.randrange(1, len(words))] = str(self._random.randrange(2, 900))
        return f"{words[0].capitalize()} {' '.join(words[1:])}."

    def _capture(self, url: str, site: str, minute: int) -> None:
        text = self._texts[url]
        self._past.setdefault(url, []).append(list(text))
        what = self._random.random()
        status, shown = 200, text
        if what < 0.25:
            text[self._random.randrange(len(text))] = self._sentence()
        elif what < 0.30:
            self._texts[url] = shown = list(self._random.choice(self._past[url]))
        elif what < 0.40:
            shown = [APPEAL, *text, "Leave a Reply"]
        elif what < 0.45:
            shown = text[: len(text) // 2]
        elif what < 0.50:
            status = 404
        late = 10_000 if what > 0.97 else 0
        day, rest = divmod(200_000 + minute - late, 1440)
        value = {
            "url": url,
            "captured_at": f"2025-{1 + day // 28 % 12:02d}-{1 + day % 28:02d}T{rest // 60:02d}:{rest % 60:02d}:00Z",
            "status": status,
            "event_id": f"capture-{minute}",
        }
        if status == 200:
            value |= {"body": "\n\n".join(shown), "content_type": "text/plain", "title": f"Report {url[-4:]}"}
        self.captures.append((orjson.dumps(value), site))
