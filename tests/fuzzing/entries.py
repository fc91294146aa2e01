"""Every way in, with what may come of anything at all that is thrown at it. Whatever else comes is a fault of ours."""

from __future__ import annotations

import logging
import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import rich_click as click
from click.exceptions import Exit
from hypothesis import strategies as st
from pydantic import ValidationError

from streams import feeds, html, topology
from streams.captures import UnreadableInput, read
from streams.commands import COMMANDS, main
from streams.feeds.links import resolved
from streams.fetching.robots import read_robots
from streams.handler import FAILED, Handler
from streams.hosts.memory import MemoryStore
from streams.messages import ORIGIN, Incoming
from streams.polling.poller import Poller
from streams.serving.settings import ServeSettings
from streams.settings import PollSettings, Settings
from streams.sources import BadSources, SiteSettings, Sources
from streams.sources import read as read_sources
from streams.text import mojibake
from streams.web import encoding
from tests.fuzzing import material
from tests.polling.world import PACE


class Way(NamedTuple):
    """What is thrown, and the check that throws it."""

    material: st.SearchStrategy[Any]
    check: Callable[[Any], None]


def raw_events(raws: list[tuple[bytes, int, list[tuple[str, bytes]]]]) -> None:
    """Each capture is settled exactly once, and none is rejected for a fault of ours."""
    store, handler = MemoryStore(), Handler(1)
    for offset, (raw, timestamp_ms, headers) in enumerate(raws):
        message = Incoming(topology.RAW, 0, offset, b"k", raw, timestamp_ms, headers)
        effects = handler.handle([message], store)
        store.apply(effects.writes)
        assert effects.counts.outcomes.total() == 1
        assert not [reason for _, reason in effects.counts.rejected if reason == FAILED]
        assert effects.offsets == {topology.RAW: offset + 1}


def internal_messages(thrown: tuple[str, bytes]) -> None:
    """What nobody but us should have written does not stop a partition."""
    topic, raw = thrown
    logging.getLogger("streams.handler").setLevel(logging.CRITICAL + 1)
    effects = Handler(1).handle([Incoming(topic, 0, 0, b"k", raw, 0)], MemoryStore())
    assert effects.offsets == {topic: 1}


def poll_messages(thrown: tuple[str, list[bytes]]) -> None:
    """The same for what pollers read: it never stops the polling of a partition."""
    topic, raws = thrown
    logging.getLogger("streams.polling.batch").setLevel(logging.CRITICAL + 1)
    poller, store = Poller(0, 1, PACE, Sources({}, SiteSettings(""), concurrency_max=4)), MemoryStore()
    for offset, raw in enumerate(raws):
        effects, _ = poller.handle([Incoming(topic, 0, offset, b"k", raw, 0)], [], store, 1_772_400_000.0)
        store.apply(effects.writes)
        poller.due(1_772_400_100.0)
        assert effects.offsets == {topic: offset + 1}


def pages(source: str) -> None:
    """A page is read, or said to be unreadable."""
    try:
        html.extract(source, "https://news.example/a", mojibake.mend)
    except html.Unreadable:
        return


def feed_bodies(thrown: tuple[bytes, str, str]) -> None:
    """A feed, list or sitemap is read as something; what is wrong with it is said."""
    body, content_type, url = thrown
    document = feeds.parse(body, content_type, url)
    assert all(item.url.startswith(("http://", "https://")) for item in document.items)


def archives(thrown: tuple[bytes, str]) -> None:
    """A file is read, or said to be unreadable."""
    raw, name = thrown
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(raw)
        try:
            list(read([path]))
        except UnreadableInput:
            return


def bodies(thrown: tuple[bytes, str | None]) -> None:
    """Bytes become text that can be sent on."""
    text, _ = encoding.decode(*thrown)
    text.encode("utf-8")


def robots(thrown: tuple[int | None, bytes, str]) -> None:
    """Rules are read, and answer for any address."""
    status, body, url = thrown
    found = read_robots("https://news.example/robots.txt", status, body, 0.0)
    found.allows("https://news.example/a")
    if (target := resolved(url, url)) is not None:  # as fetching does
        found.why_not(target)


def sources(raw: bytes) -> None:
    """A sources file is read, or said to be wrong."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "sources.toml"
        path.write_bytes(raw)
        try:
            read_sources([str(path)])
        except BadSources:
            return


NAMES = [
    prefix + name.upper()
    for prefix, kind in (("ROWBACK_", Settings), ("ROWBACK_POLL_", PollSettings), ("ROWBACK_SERVE_", ServeSettings))
    for name in kind.model_fields
]
VALUES = st.sampled_from(
    ["", "0", "-1", "nan", "inf", "1e400", "[]", "{", "null", "true", "127.0.0.1", "a b", "٣"]
) | st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=30)


def environments(told: dict[str, str]) -> None:
    """Settings are taken, or said to be wrong."""
    before = dict(os.environ)
    os.environ.update(told)
    try:
        for kind in (Settings, PollSettings, ServeSettings):
            try:
                kind()
            except ValidationError:
                continue
            except ValueError as fault:  # pydantic-settings: a list that is no JSON
                assert type(fault).__name__ == "SettingsError"  # noqa: PT017 - whatever else comes is a fault
    finally:
        os.environ.clear()
        os.environ.update(before)


def arguments(thrown: tuple[str, list[str]]) -> None:
    """A command takes its arguments, or says in its own words why not. It is not run."""
    name, given = thrown
    command = main.get_command(click.Context(main), name)
    assert command is not None
    try:
        command.make_context(name, list(given))
    except (click.ClickException, Exit):
        return


OPTIONS = sorted(
    {
        option
        for name in COMMANDS
        for parameter in getattr(main.get_command(click.Context(main), name), "params", ())
        for option in parameter.opts
        if option.startswith("-") and option != "--end-with-stdin"
    }
)
ARGUMENTS = st.lists(
    st.sampled_from(OPTIONS) | VALUES | st.sampled_from(["--", "-", "--x", "@x", "/", "\udcff"]), max_size=6
)

PLAUSIBLE = st.sampled_from(["https://news.example/f", "https://news.example/a", "feeds", "pages", None, True, 1])
NAMED = [
    "table",
    "key",
    "look",
    "url",
    "found_by",
    "wanted",
    "feed",
    "guid",
    "title",
    "published_at",
    "modified_at",
    "twin_of",
    "to",
    "subscription",
]
POLL_ITEM = st.builds(
    dict,
    st.fixed_dictionaries(dict.fromkeys(NAMED, PLAUSIBLE)),
    say=st.sampled_from(["due", "feed", "feed", "page", "page", "successor", "subscription", "announced", "x"]),
).flatmap(
    lambda item: (
        st.just(item)
        | st.tuples(st.sampled_from(NAMED), material.JSON | material.URLS).map(lambda one: {**item, one[0]: one[1]})
    )
)
POLL_ITEMS = st.lists(POLL_ITEM, max_size=3).map(lambda items: material.encoded({"items": items})) | material.ITEMS
STAMPS = st.sampled_from([1_772_400_000_000] * 5 + [0, -1, 2**62, -(2**62)])
HEADERS = st.lists(
    st.tuples(
        st.sampled_from([ORIGIN, "x"]), st.binary(max_size=20) | st.sampled_from([b"a/1/2", b"a/b/c", b"//", b"1"])
    ),
    max_size=2,
)

WAYS: dict[str, Way] = {
    "raw_events": Way(st.lists(st.tuples(material.RAW, STAMPS, HEADERS), min_size=1, max_size=4), raw_events),
    "internal_messages": Way(
        st.tuples(st.sampled_from([name for name in topology.CONSUMED if name != topology.RAW]), material.ITEMS),
        internal_messages,
    ),
    "poll_messages": Way(
        st.tuples(st.sampled_from(topology.POLLER.reads), st.lists(POLL_ITEMS, max_size=4)), poll_messages
    ),
    "pages": Way(material.HTML, pages),
    "feeds": Way(
        st.tuples(material.FEEDS, st.sampled_from(["", "text/xml", "text/html", "application/json"]), material.URLS),
        feed_bodies,
    ),
    "archives": Way(
        st.tuples(material.WARCS, st.sampled_from(["a.warc", "a.warc.gz", "a.jsonl", "a.jsonl.gz", "a.html", "a.txt"])),
        archives,
    ),
    "captures_of_lines": Way(st.tuples(material.RAW, st.sampled_from(["a.jsonl", "a.ndjson"])), archives),
    "bodies": Way(
        st.tuples(
            st.binary(max_size=300),
            st.none() | st.sampled_from(["text/html; charset=utf-7", "x; charset=shift_jis", "charset"]),
        ),
        bodies,
    ),
    "robots": Way(
        st.tuples(
            st.sampled_from([None, 200, 404, 500]),
            material.damaged(
                st.just(b"User-agent: *\nDisallow: /a*$\nCrawl-delay: 5\nSitemap: https://a.example/s.xml\n")
            ),
            material.URLS,
        ),
        robots,
    ),
    "sources": Way(material.TOML, sources),
    "environments": Way(st.dictionaries(st.sampled_from(NAMES), VALUES, max_size=4), environments),
    "arguments": Way(st.tuples(st.sampled_from(list(COMMANDS)), ARGUMENTS), arguments),
}
