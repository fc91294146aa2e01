"""Lists and addresses give the same sources as a file; changed files are read again."""

import os
from pathlib import Path

import pytest

from streams.sources import BadSources, WatchedSources, read

OPML = """<?xml version="1.0"?><opml version="2.0"><head><title>Morning round</title></head><body>
<outline text="Coast"><outline type="rss" text="Gazette" xmlUrl="https://gazette.example/rss"/>
<outline text="Post" xmlUrl=" https://post.example/atom?a=1&amp;b=2 "/></outline>
<outline type="link" text="no feed" url="https://elsewhere.example/"/></body></opml>"""


def test_addresses_lists_and_opml_make_the_same_sources(tmp_path: Path) -> None:
    (tmp_path / "list.opml").write_text(OPML, encoding="utf-8")
    (tmp_path / "list.txt").write_text(
        "# morning\nhttps://gazette.example/rss\r\n\nhttps://post.example/atom?a=1&b=2\n", encoding="utf-8-sig"
    )
    (tmp_path / "sources.toml").write_text('lists = ["list.opml"]', encoding="utf-8")
    bare = read(["https://gazette.example/rss", "https://post.example/atom?a=1&b=2"])
    assert read(["list.opml"], tmp_path) == bare
    assert read(["list.txt"], tmp_path) == bare
    assert read(["sources.toml"], tmp_path) == bare
    assert read([str(tmp_path / "sources.toml")]) == bare
    assert list(bare.sites) == ["gazette.example", "post.example"]


def test_a_bad_line_of_a_list_is_left_out_and_told(tmp_path: Path) -> None:
    (tmp_path / "list.txt").write_text("gazette.example/rss\nhttps://post.example/rss\n", encoding="utf-8")
    sources = read(["list.txt"], tmp_path)
    assert sources.feeds == ("https://post.example/rss",)
    assert len(sources.faults) == 1
    assert sources.faults[0].startswith("list.txt: holds 'gazette.example/rss': write the whole address")


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("absent.toml", None, "absent.toml: No such file or directory"),
        ("list.opml", "<opml><body/></opml>", "list.opml: this OPML names no feed"),
        ("list.toml", 'lists = ["gone.txt"]', "gone.txt: No such file or directory"),
        ("list.toml", 'lists = ["list.toml"]', "list.toml: a list holds addresses only"),
        ("ftp://a.example/x", None, "write the whole address"),
    ],
)
def test_what_cannot_be_read_is_one_line(tmp_path: Path, name: str, content: str | None, words: str) -> None:
    if content is not None:
        (tmp_path / name).write_text(content, encoding="utf-8")
    with pytest.raises(BadSources, match=words):
        read([name], tmp_path)


def write(file: Path, content: str) -> None:
    """Write, and let the file's time differ, however coarse the clock of the file system is."""
    before = file.stat().st_mtime_ns if file.exists() else 0
    file.write_text(content, encoding="utf-8")
    os.utime(file, ns=(before + 10**9, before + 10**9))


def test_a_changed_file_is_read_again(tmp_path: Path) -> None:
    file = tmp_path / "sources.toml"
    write(file, "[defaults]\ndelay_seconds = 1")
    watched = WatchedSources(["sources.toml"], tmp_path)
    assert not watched.changed()
    write(file, "[defaults]\ndelay_seconds = 9")
    assert watched.changed()
    assert watched.current.of("a.example").delay_seconds == 9
    assert not watched.changed()


def test_a_file_that_is_only_touched_changes_nothing(tmp_path: Path) -> None:
    file = tmp_path / "sources.toml"
    write(file, "[defaults]\ndelay_seconds = 1")
    watched = WatchedSources(["sources.toml"], tmp_path)
    write(file, "[defaults]\ndelay_seconds = 1")
    assert not watched.changed()
    write(file, "[defaults]\ndelay_seconds = 1 # as before")
    assert not watched.changed()


def test_a_broken_file_keeps_what_was_and_is_told_once(tmp_path: Path) -> None:
    file = tmp_path / "sources.toml"
    write(file, "[defaults]\ndelay_seconds = 1")
    watched = WatchedSources(["sources.toml"], tmp_path)
    write(file, "[defaults]\ndelay = 9")
    assert not watched.changed()
    assert watched.fault is not None
    assert "delay_seconds meant" in watched.fault
    assert watched.current.of("a.example").delay_seconds == 1
    watched.fault = None
    assert not watched.changed()
    assert watched.fault is None
    write(file, "[defaults]\ndelay_seconds = 9")
    assert watched.changed()


def test_a_file_that_is_gone_keeps_what_was_until_it_is_back(tmp_path: Path) -> None:
    file = tmp_path / "list.txt"
    write(file, "https://a.example/rss\n")
    watched = WatchedSources(["list.txt"], tmp_path)
    file.unlink()
    assert not watched.changed()
    assert watched.fault is not None
    assert watched.current.feeds == ("https://a.example/rss",)
    write(file, "https://a.example/rss\nhttps://b.example/rss\n")
    assert watched.changed()
    assert list(watched.current.feeds) == ["https://a.example/rss", "https://b.example/rss"]


def test_a_list_that_a_sources_file_names_is_watched_too(tmp_path: Path) -> None:
    write(tmp_path / "sources.toml", 'lists = ["list.txt"]')
    write(tmp_path / "list.txt", "https://a.example/rss\n")
    watched = WatchedSources(["sources.toml"], tmp_path)
    write(tmp_path / "list.txt", "https://b.example/rss\n")
    assert watched.changed()
    assert watched.current.feeds == ("https://b.example/rss",)
