"""What a page says about its article, in the many ways in which newsrooms write it."""

import json

import pytest

from streams.html import extract
from streams.records import Extracted
from tests.html.pages import HEADLINE, URL, article


def linked(data: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(data)}</script>'


def read(head: str = "", below_headline: str = "", url: str = URL) -> Extracted:
    return extract(article(head=head).replace("</h1>", f"</h1>{below_headline}"), url)


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("By Ann Lee", ["Ann Lee"]),
        ("by Ann Lee and Bo Fry", ["Ann Lee", "Bo Fry"]),
        ("By Ann Lee and Bo Fry, Staff Writer", ["Ann Lee", "Bo Fry"]),
        ("By Ann Lee, Staff Writers", ["Ann Lee"]),
        ("By Ann Lee, Political Editor", ["Ann Lee"]),
        ("BY ANN LEE", ["ANN LEE"]),
        ("By Ann Lee, Bo Fry and Cy Dorn", ["Ann Lee", "Bo Fry", "Cy Dorn"]),
        ("By Ann Lee & Bo Fry", ["Ann Lee", "Bo Fry"]),
        ("By Ann Lee | Daily Plank", ["Ann Lee"]),
        ("By Ann Lee in Linnet", ["Ann Lee"]),
        ("Von Änne Lehr und Bo Frick", ["Änne Lehr", "Bo Frick"]),
        ("Von Änne Lehr, Hamburg", ["Änne Lehr"]),
        ("Par Anne Léger et Benoît Fray", ["Anne Léger", "Benoît Fray"]),
        ("Por Ana Leal y Benito Fraga", ["Ana Leal", "Benito Fraga"]),
        ("Por Ana Leal e Bento Fraga", ["Ana Leal", "Bento Fraga"]),
        ("di Anna Leone e Bruno Frasca", ["Anna Leone", "Bruno Frasca"]),
        ("Door Anna van Leeuwen en Bob de Vries", ["Anna van Leeuwen", "Bob de Vries"]),
    ],
)
def test_a_byline_in_sight_gives_the_names(line: str, names: list[str]) -> None:
    assert read(below_headline=f"<div>{line}</div>").byline == names


@pytest.mark.parametrize("line", ["By the way, it rained", "By noon the bridge was full", "Staff", "Von oben gesehen"])
def test_a_line_that_only_begins_like_a_byline_gives_none(line: str) -> None:
    assert read(below_headline=f"<div>{line}</div>").byline == []


@pytest.mark.parametrize(
    ("line", "published"),
    [
        ("Veröffentlicht am 3. März 2026", "2026-03-03"),
        ("Publié le 3 mars 2026", "2026-03-03"),
        ("Publié le 1er mars 2026", "2026-03-01"),
        ("Publicado el 3 de marzo de 2026", "2026-03-03"),
        ("Publicado em 3 de março de 2026", "2026-03-03"),
        ("Pubblicato il 3 marzo 2026", "2026-03-03"),
        ("Gepubliceerd op 3 maart 2026", "2026-03-03"),
        ("Published: March 3, 2026, 4:15 pm", "2026-03-03"),
        ("Published 03/04/2026", None),
    ],
)
def test_a_day_in_sight_counts_in_seven_languages(line: str, published: str | None) -> None:
    assert read(below_headline=f"<div>{line}</div>").published_at == published


@pytest.mark.parametrize(
    "below",
    [
        '<time datetime="2026-03-01T09:30:15+01:00" itemprop="datePublished">today</time>',
        '<time datetime="2026-03-01T09:30:15+01:00">1 March</time>',
        '<span itemprop="datePublished" content="2026-03-01T08:30:15Z"></span>',
    ],
)
def test_microdata_and_time_elements_give_the_second(below: str) -> None:
    assert read(below_headline=f"<div>{below}</div>").published_at == "2026-03-01T08:30:15Z"


def test_the_time_of_change_is_read_from_microdata() -> None:
    below = '<time itemprop="dateModified" datetime="2026-03-02T08:00:00Z">2 March</time>'
    assert read(below_headline=below).modified_at == "2026-03-02T08:00:00Z"


STORY = {
    "@type": "NewsArticle",
    "datePublished": "2026-03-01T08:00:00Z",
    "author": {"@type": "Person", "name": "Ann Lee"},
}
OTHER = {
    "@type": "NewsArticle",
    "datePublished": "2020-01-01T00:00:00Z",
    "author": {"@type": "Person", "name": "Cy Dorn"},
}


@pytest.mark.parametrize(
    "mine",
    [{"url": URL}, {"mainEntityOfPage": URL}, {"mainEntityOfPage": {"@id": URL}}, {"@id": URL + "#article"}],
    ids=["url", "main entity", "main entity by id", "id"],
)
def test_of_several_articles_in_a_graph_the_one_of_this_address_is_meant(mine: dict[str, object]) -> None:
    graph = {"@graph": [{**OTHER, "url": "https://www.dailyplank.example/town/other"}, {**STORY, **mine}]}
    found = read(linked(graph))
    assert (found.byline, found.published_at) == (["Ann Lee"], "2026-03-01T08:00:00Z")


def test_an_author_is_found_by_reference() -> None:
    graph = [{**STORY, "author": {"@id": "#ann"}}, {"@type": "Person", "@id": "#ann", "name": "Ann Lee"}]
    assert read(linked({"@graph": graph})).byline == ["Ann Lee"]


def test_a_half_of_a_character_in_linked_data_does_no_harm() -> None:
    head = '<script type="application/ld+json">{"@type": "NewsArticle", "author": {"name": "Ann \\ud800 Lee"}}</script>'
    assert all(name.encode() for name in read(head).byline)


def test_the_address_of_an_author_is_no_name() -> None:
    head = '<meta property="article:author" content="https://social.example/ann"><meta name="author" content="Ann Lee">'
    assert read(head).byline == ["Ann Lee"]


@pytest.mark.parametrize(
    "title",
    [
        f"{HEADLINE} | Daily Plank",
        f"{HEADLINE} - Daily Plank",
        f"Daily Plank: {HEADLINE}",
        f"{HEADLINE} • Town • Daily Plank",
    ],
)
def test_a_title_with_the_name_of_the_site_does_not_win_over_the_headline(title: str) -> None:
    assert read(f'<meta property="og:title" content="{title}">').headline == HEADLINE


def test_an_amp_page_names_the_page_that_it_is_a_form_of() -> None:
    source = article(head=f'<link rel="canonical" href="{URL}">').replace("<html", "<html amp")
    found = extract(source, URL + "/amp")
    assert (found.canonical_url, found.headline) == (URL, HEADLINE)


def test_teasers_of_other_articles_give_neither_names_nor_times() -> None:
    teaser = '<article class="teaser"><h3>Ferry sold</h3><b class="author">Cy Dorn</b><time>2020-01-01</time></article>'
    source = article(head='<meta name="author" content="Ann Lee">', below=teaser)
    assert extract(source, URL).byline == ["Ann Lee"]
