"""A sources file: what it may hold, and the one line that says what is wrong with it."""

from pathlib import Path

import pytest

from streams.sources import BadSources, SiteSettings, read

WHOLE = """
contact = "mailto:desk@gazette.example"
callback_url = "https://rowback.gazette.example/websub"
feeds = ["https://feeds.post.example/all.xml"]
pages = ["https://herald.example/2026/fares"]

[total]
looks_per_hour_max = 5000
concurrency_max = 8

[defaults]
delay_seconds = 5
keep = ["css:.correction"]

[sites."gazette.example"]
feeds = ["https://www.gazette.example/rss", "https://www.gazette.example/rss"]
looks_per_hour_max = 60
leave_out = ["text:^Follow us", "css:.sidebar"]
confirm_after_seconds = 900
"""


def sources_file(folder: Path, content: str) -> str:
    file = folder / "sources.toml"
    file.write_text(content, encoding="utf-8")
    return str(file)


def test_every_entry_is_taken(tmp_path: Path) -> None:
    sources = read([sources_file(tmp_path, WHOLE)])
    assert sources.contact == "mailto:desk@gazette.example"
    assert sources.callback_url == "https://rowback.gazette.example/websub"
    assert (sources.looks_per_hour_max, sources.concurrency_max) == (5000, 8)
    assert sources.of("gazette.example") == SiteSettings(
        "gazette.example",
        feeds=("https://www.gazette.example/rss",),
        looks_per_hour_max=60,
        delay_seconds=5.0,
        leave_out=("text:^Follow us", "css:.sidebar"),
        keep=("css:.correction",),
        confirm_after_seconds=900.0,
    )


def test_a_site_that_is_not_named_has_the_defaults(tmp_path: Path) -> None:
    sources = read([sources_file(tmp_path, WHOLE)])
    assert sources.of("elsewhere.example") == SiteSettings(
        "elsewhere.example", delay_seconds=5.0, keep=("css:.correction",)
    )


def test_feeds_and_pages_outside_of_sites_belong_to_the_site_of_their_address(tmp_path: Path) -> None:
    sources = read([sources_file(tmp_path, WHOLE)])
    assert sources.of("post.example").feeds == ("https://feeds.post.example/all.xml",)
    assert sources.of("herald.example").pages == ("https://herald.example/2026/fares",)
    assert sources.feeds == ("https://www.gazette.example/rss", "https://feeds.post.example/all.xml")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("feeds = [", "this is no TOML"),
        ('feed = ["https://a.example/"]', "line 1: 'feed' is not known here: is feeds meant?"),
        (
            "\n[defaults]\nlooks_per_hour = 3",
            "line 3: 'looks_per_hour' is not known here: is looks_per_hour_max meant?",
        ),
        ("[defaults]\ndelay_seconds = -1", "line 2: delay_seconds must be a number from 0 to 3,600, not -1"),
        ("[defaults]\ndelay_seconds = nan", "line 2: delay_seconds must be a number from 0 to 3,600, not nan"),
        ('[defaults]\nconcurrency_max = "2"', "line 2: concurrency_max must be a whole number from 1 to 64, not '2'"),
        ("[defaults]\nconcurrency_max = true", "line 2: concurrency_max must be a whole number"),
        ('feeds = "https://a.example/"', "line 1: feeds must be a list in square brackets"),
        ('feeds = ["a.example/feed"]', "line 1: feeds holds 'a.example/feed': write the whole address"),
        ('feeds = ["ftp://a.example/feed"]', "line 1: feeds holds 'ftp://a.example/feed': write the whole address"),
        ('feeds = ["https://me:pw@a.example/feed"]', "line 1: feeds holds an address with a name or password"),
        ('pages = ["https:///x"]', "line 1: pages holds 'https:///x': the address names no host"),
        ("defaults = 3", "line 1: defaults must be a table: write [defaults]"),
        ('sites = ["a.example"]', 'line 1: sites must be a table: write [sites."gazette.example"]'),
        ('[sites."www.a.example"]', "line 1: 'www.a.example' is no site: write [sites.\"a.example\"]"),
        ('[sites."a.example"]\nleave_out = [".ad"]', "line 2: leave_out holds '.ad': begin it with css:"),
        ("[sites.\"a.example\"]\nkeep = ['text:(']", "line 2: keep holds 'text:(', which is no regular expression"),
        ('[sites."a.example"]\n"leave out" = []', "line 2: 'leave out' is not known here: is leave_out meant?"),
        ("[defaults]\nfeeds = []", "line 2: 'feeds' is not known here"),
        ('contact = ""', "line 1: contact must be a text of one line"),
    ],
)
def test_what_is_wrong_is_told_in_one_line_with_its_place(tmp_path: Path, content: str, words: str) -> None:
    with pytest.raises(BadSources) as fault:
        read([sources_file(tmp_path, content)])
    assert words in str(fault.value)
    assert "\n" not in str(fault.value)


def test_a_password_in_an_address_is_not_repeated(tmp_path: Path) -> None:
    with pytest.raises(BadSources) as fault:
        read([sources_file(tmp_path, 'feeds = ["https://me:secret@a.example/feed"]')])
    assert "secret" not in str(fault.value)
