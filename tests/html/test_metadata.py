import json

import pytest

from streams.html import extract
from tests.html.pages import HEADLINE, PARAGRAPHS, URL, article

NEWS = {
    "@type": "NewsArticle",
    "headline": HEADLINE,
    "datePublished": "2026-03-01T09:30:15+01:00",
    "dateModified": "2026-03-02T10:00:00Z",
    "author": [{"@type": "Person", "name": "Ann Lee"}, {"@type": "Person", "name": "Bo Fry"}],
    "inLanguage": "en_gb",
}


def linked(data: object) -> str:
    text = data if isinstance(data, str) else json.dumps(data)
    return f'<script type="application/ld+json">{text}</script>'


@pytest.mark.parametrize(
    "data",
    [
        NEWS,
        [{"@type": "BreadcrumbList"}, NEWS],
        {"@context": "https://schema.org", "@graph": [{"@type": "WebSite", "name": "Daily Plank"}, NEWS]},
        {**NEWS, "@type": ["Article", "NewsArticle"]},
        {"@type": "WebPage", "mainEntity": NEWS},
        "<!--" + json.dumps(NEWS) + "-->",
        json.dumps(NEWS)[:-1] + ",}",
        json.dumps({**NEWS, "description": "two\nlines"}).replace("\\n", "\n"),
    ],
    ids=["plain", "list", "graph", "two types", "inside a page", "in a comment", "trailing comma", "raw line break"],
)
def test_linked_data_is_read_in_all_its_shapes(data: object) -> None:
    found = extract(article(head=linked(data)), URL)
    assert found.byline == ["Ann Lee", "Bo Fry"]
    assert found.published_at == "2026-03-01T08:30:15Z"
    assert found.modified_at == "2026-03-02T10:00:00Z"


def test_the_description_that_names_the_pages_headline_is_preferred() -> None:
    other = {**NEWS, "headline": "Ferry sold", "author": {"name": "Cy Dorn"}}
    assert extract(article(head=linked([other, NEWS])), URL).byline == ["Ann Lee", "Bo Fry"]


@pytest.mark.parametrize(
    "broken", ["{", "[" * 5000, '{"@type": "NewsArticle", "author": ', "null", '"text"', "[[[1]]]"]
)
def test_broken_linked_data_does_no_harm(broken: str) -> None:
    assert [block.text for block in extract(article(head=linked(broken)), URL).blocks] == list(PARAGRAPHS)


def test_meta_tags_speak_where_linked_data_is_silent() -> None:
    head = (
        '<meta property="article:published_time" content="2026-03-01T09:30:15.250-05:00">'
        '<meta property="article:modified_time" content="2026-03-02">'
        '<meta name="author" content="By Ann Lee and Bo Fry">'
    )
    found = extract(article(head=head), URL)
    assert (found.byline, found.published_at, found.modified_at) == (
        ["Ann Lee", "Bo Fry"],
        "2026-03-01T14:30:15Z",
        "2026-03-02",
    )


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        ("2026-03-01T23:30:00-02:00", "2026-03-02T01:30:00Z"),
        ("2026-03-01 08:00 +0530", "2026-03-01T02:30:00Z"),
        ("20260301T080000Z", "2026-03-01T08:00:00Z"),
        ("Sun, 01 Mar 2026 08:00:00 GMT", "2026-03-01T08:00:00Z"),
        ("2026-03-01T08:00:00", "2026-03-01"),
        ("2026-03-01", "2026-03-01"),
        ("March 1st, 2026", "2026-03-01"),
        ("1 March 2026", "2026-03-01"),
        ("1772352000", "2026-03-01T08:00:00Z"),
        ("1772352000000", "2026-03-01T08:00:00Z"),
        ("2026-02-30", None),
        ("01/02/2026", None),
        ("0000-00-00T00:00:00Z", None),
        ("soon", None),
    ],
)
def test_a_time_counts_with_its_zone_and_a_day_without(stated: str, expected: str | None) -> None:
    head = f'<meta property="article:published_time" content="{stated}">'
    assert extract(article(head=head), URL).published_at == expected


def test_a_statement_to_the_second_beats_an_earlier_one_of_the_day_only() -> None:
    head = (
        '<meta property="article:published_time" content="2026-03-01"><meta name="date" content="2026-03-01T08:00:00Z">'
    )
    assert extract(article(head=head), URL).published_at == "2026-03-01T08:00:00Z"


def test_author_and_day_are_read_from_sight_where_tags_are_silent() -> None:
    lines = (
        "<p>After two years the detour through the gasworks has an end, and so has the talk about it.</p>"
        "<div><span>By Edda van Marl</span></div><div>Published 1 March 2026</div><div>Updated March 3, 2026</div>"
    )
    found = extract(article().replace("</h1>", f"</h1>{lines}"), URL)
    assert (found.byline, found.published_at, found.modified_at) == (["Edda van Marl"], "2026-03-01", "2026-03-03")


def test_the_day_in_the_address_is_the_last_resort() -> None:
    assert extract(article(), "https://a.example/2026/03/01/bridge").published_at == "2026-03-01"


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (f'<meta property="og:title" content="{HEADLINE.upper()}">', HEADLINE),
        ('<meta property="og:title" content="Bridge opens - Daily Plank">', HEADLINE),
    ],
)
def test_the_headline_seen_wins_over_tags(head: str, expected: str) -> None:
    assert extract(article(head=head), URL).headline == expected


def test_without_a_headline_in_sight_the_title_loses_the_name_of_the_site() -> None:
    source = (
        article(head='<meta property="og:site_name" content="Daily Plank">')
        .replace("<h1>", "<p>")
        .replace("</h1>", "</p>")
    )
    assert extract(source, URL).headline == HEADLINE


def test_a_site_name_in_h1_is_not_the_headline() -> None:
    source = article().replace("<header>", "<header><h1>Daily Plank</h1>")
    assert extract(source, URL).headline == HEADLINE


@pytest.mark.parametrize(
    ("lang", "head", "expected"),
    [
        ("en-gb", "", "en-GB"),
        ("zh_hant_tw", "", "zh-Hant-TW"),
        ("", '<meta property="og:locale" content="de_AT">', "de-AT"),
        ("english please", "", None),
        ("", linked({"@type": "NewsArticle", "inLanguage": "fr"}), "fr"),
    ],
)
def test_language_is_a_bcp_47_tag(lang: str, head: str, expected: str | None) -> None:
    source = article(head=head).replace('lang="en"', f'lang="{lang}"')
    assert extract(source, URL).language == expected


@pytest.mark.parametrize(
    ("href", "expected"),
    [
        ("/town/bridge", "https://www.dailyplank.example/town/bridge"),
        ("https://other.example/a", "https://other.example/a"),
        ("", None),
        ("javascript:void(0)", None),
        ("http://[broken", None),
    ],
)
def test_the_canonical_address_is_absolute_or_none(href: str, expected: str | None) -> None:
    assert extract(article(head=f'<link rel="canonical" href="{href}">'), URL).canonical_url == expected
