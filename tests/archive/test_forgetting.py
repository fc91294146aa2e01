"""What is erased is gone and stays gone; what is kept too long goes, but never the newest version."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import orjson
import pytest

from streams import topology
from streams.archive import Archive, Filters, counts, erasure, evidence, forgetting, pages, retention, revisions
from streams.archive.words import facet
from streams.messages import Incoming
from tests.archive.comparing import content, index_is_sound
from tests.archive.river import filled, said

WRITTEN_MS = 0  # of everything that the in-memory river says
SITE = "site3.example"


def ordered(subject: str, offset: int = 0) -> Incoming:
    return Incoming(topology.ERASURES, 0, offset, subject.encode(), erasure.order(subject, 1), 1)


def everything(archive: Archive) -> str:
    """All that can be read of an archive, as text."""
    events = archive.ask(revisions.find, Filters(topics=tuple(topology.PUBLIC)), revisions.Bounds(), 100_000)
    rows = {name: repr(found) for name, found in content(archive.path).items() if name != "events"}
    return repr(rows) + "".join(event.raw.decode() for event in events)


def test_an_erased_site_leaves_nothing(tmp_path: Path) -> None:
    archive = filled(tmp_path, said())
    assert SITE in everything(archive)
    archive.add([ordered(SITE)])
    while not archive.change(erasure.scrub):
        pass
    assert SITE not in everything(archive)
    assert not archive.ask(pages.pages, pages.PageFilters(sites=(SITE,)), 10)
    index_is_sound(archive.path)
    archive.close()


@pytest.mark.parametrize("is_first", [True, False])
def test_an_order_holds_whenever_it_is_read(tmp_path: Path, is_first: bool) -> None:
    """A rebuilt archive reads it before, between or after the events."""
    live = filled(tmp_path, said(), "live.sqlite3")
    live.add([ordered(SITE)])
    rebuilt = Archive(tmp_path / "rebuilt.sqlite3")
    for batch in ([ordered(SITE)], list(said())) if is_first else (list(said()), [ordered(SITE)]):
        rebuilt.add(batch)
    live.close()
    rebuilt.close()
    first, second = content(live.path), content(rebuilt.path)
    assert {name: first[name] for name in first} == {name: second[name] for name in second}


def test_an_order_that_is_taken_back_lets_events_in_again(tmp_path: Path) -> None:
    archive = Archive(tmp_path / "a.sqlite3")
    archive.add([ordered(SITE), Incoming(topology.ERASURES, 0, 1, SITE.encode(), None, 2)])
    archive.add(said())
    assert archive.ask(pages.pages, pages.PageFilters(sites=(SITE,)), 10)
    archive.close()


@pytest.mark.parametrize("value", [b"", b"{}", b"[1]", b'{"subject": 3}', b"\xff"])
def test_an_order_that_cannot_be_read_erases_nothing(tmp_path: Path, value: bytes) -> None:
    archive = filled(tmp_path, said())
    before = archive.ask(counts.summary)["oldest"]
    archive.add([Incoming(topology.ERASURES, 0, 0, b"x", value, 1)])
    assert archive.ask(counts.summary)["oldest"] == before
    archive.close()


def stands_in_an_index(word: str, path: Path) -> bool:
    """Look at the bytes: a word's end stands there as it is (beginnings are shared with the word before it)."""
    connection = sqlite3.connect(path)
    statement = "SELECT block FROM page_words_data UNION ALL SELECT block FROM revision_words_data"
    blocks = [row[0] for row in connection.execute(statement)]
    connection.close()
    return any(word[-10:].encode() in block for block in blocks)


def test_the_words_of_an_erased_site_are_out_of_the_index(tmp_path: Path) -> None:
    """FTS5 leaves them there until it merges; the word that stands for the site is in no other site's rows."""
    archive = filled(tmp_path, said())
    assert stands_in_an_index(facet("s", SITE), archive.path)
    archive.add([ordered(SITE)])
    assert stands_in_an_index(facet("s", SITE), archive.path)
    while not archive.change(erasure.scrub):
        pass
    assert not stands_in_an_index(facet("s", SITE), archive.path)
    archive.close()


async def test_history_goes_by_age_and_newest_versions_stay(tmp_path: Path) -> None:
    archive = filled(tmp_path, said())
    shown = archive.ask(pages.pages, pages.PageFilters(), 1_000)
    await retention.apply(archive, keep_days=36_500, keep_bytes=None)
    assert archive.ask(revisions.find, Filters(), revisions.Bounds(), 1)
    while archive.change(lambda connection: forgetting.forget_older(connection, WRITTEN_MS + 1)):
        pass
    assert not archive.ask(revisions.find, Filters(), revisions.Bounds(), 1)
    kept = archive.ask(pages.pages, pages.PageFilters(), 1_000)
    assert [each["page"] for each in kept] == [each["page"] for each in shown]
    for page in kept:
        if page["version"]:
            assert [each["version"] for each in archive.ask(pages.versions, page["number"])] == [page["version"]]
            assert archive.ask(pages.newest_text, page["number"]) is not None
    index_is_sound(archive.path)
    archive.close()


async def test_a_file_that_is_too_large_lets_the_oldest_go_first(tmp_path: Path) -> None:
    archive = filled(tmp_path, said())
    newest = archive.ask(revisions.find, Filters(), revisions.Bounds(), 1)[0].sequence
    size = archive.ask(counts.size)
    await retention.apply(archive, keep_days=None, keep_bytes=int(size * 0.8))
    assert archive.ask(counts.size) <= size * 0.8
    kept = archive.ask(revisions.find, Filters(), revisions.Bounds(), 1_000)
    assert not kept or kept[0].sequence == newest
    archive.close()


def test_evidence_holds_what_was_said_and_the_captures_byte_for_byte(tmp_path: Path) -> None:
    archive = filled(tmp_path, said())
    page = next(each for each in archive.ask(pages.pages, pages.PageFilters(), 100) if each["revisions"])
    capture = {
        "url": page["url"],
        "captured_at": "2026-03-01T08:00:00Z",
        "status": 200,
        "body": "Grüße\r\n\r\nWARC/1.1",
    }
    raw = orjson.dumps({**capture, "content_type": "text/plain\r\nX: y"})
    keep(archive, page["page"], raw)
    manifest = evidence.export(archive, page["page"], tmp_path / "out")
    again = evidence.export(archive, page["page"], tmp_path / "again")
    assert manifest == again
    assert (tmp_path / "out" / "manifest.json").read_bytes() == (tmp_path / "again" / "manifest.json").read_bytes()
    with_bytes = [each for each in manifest["captures"] if each["file"]]
    assert len(with_bytes) == 1
    assert (tmp_path / "out" / with_bytes[0]["file"]).read_bytes() == raw
    bodies, messages = read_warc(tmp_path / "out" / "captures.warc.gz")
    assert bodies == [(page["url"], str(capture["body"]).encode())]
    assert messages == [raw]
    archive.close()


def keep(archive: Archive, page: str, raw: bytes) -> None:
    """Let the archive have fetched one of a page's captures."""
    import hashlib

    from streams.archive.writing import compress

    def work(connection: sqlite3.Connection) -> None:
        connection.execute(
            "UPDATE captures SET fetched = 1, raw = ?, sha256 = ? WHERE rowid = "
            "(SELECT rowid FROM captures WHERE page = ? ORDER BY at LIMIT 1)",
            (compress(raw), hashlib.sha256(raw).digest(), bytes.fromhex(page)),
        )
        connection.execute("UPDATE captures SET url = (SELECT url FROM pages WHERE pages.id = captures.page)")

    archive.change(work)


def read_warc(path: Path) -> tuple[list[tuple[str, bytes]], list[bytes]]:
    """Read resources and metadata with two readers, which must agree."""
    from fastwarc.warc import ArchiveIterator as Fast
    from warcio.archiveiterator import ArchiveIterator as Slow

    with path.open("rb") as file:
        slow = [(r.rec_type, r.rec_headers["WARC-Target-URI"], r.content_stream().read()) for r in Slow(file)]
    fast = [
        (r.headers["WARC-Type"], r.headers["WARC-Target-URI"], r.reader.read())
        for r in Fast(str(path), parse_http=False)
    ]
    assert fast == slow
    return [(uri, body) for kind, uri, body in slow if kind == "resource"], [
        b for kind, _, b in slow if kind == "metadata"
    ]
