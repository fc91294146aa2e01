"""Where the linked words of a paragraph lead."""

from streams.html import extract
from streams.records import Block, Link
from streams.text.noise import sift
from tests.html.pages import PARAGRAPHS, URL, article

REPORT = "https://dailyplank.example/report"


def links_of(paragraph: str, head: str = "") -> list[Link]:
    blocks = extract(article(*PARAGRAPHS[:2], paragraph, *PARAGRAPHS[3:], head=head), URL).blocks
    found = blocks[2]
    assert all(found.text[start:end].strip() == found.text[start:end] for start, end, _ in found.links)
    return found.links


def words(paragraph: str, links: list[Link]) -> list[str]:
    return [paragraph[start:end] for start, end, _ in links]


def test_a_link_keeps_its_place_and_where_it_leads() -> None:
    links = links_of('The figures stand in <a href="/report">the  <b>report</b></a> of the council, it was said then.')
    assert links == [(21, 31, REPORT)]


def test_the_same_words_before_a_link_are_not_the_link() -> None:
    links = links_of(
        'Come here, she said, and read the figures <a href="https://a.example/x">here</a>, all of them today.'
    )
    assert links == [(42, 46, "https://a.example/x")]


def test_campaign_tags_fragments_and_plain_http_are_no_other_target() -> None:
    wordings = (
        "/report",
        "http://www.dailyplank.example/report?utm_source=x&fbclid=1#top",
        "//dailyplank.example/report",
    )
    for href in wordings:
        assert links_of(f'The figures stand in <a href="{href}">a report</a> that the council gave on Monday.') == [
            (21, 29, REPORT)
        ]


def test_another_target_under_the_same_words_differs() -> None:
    text = 'The figures stand in <a href="{}">a report</a> that the council gave out on Monday morning.'
    assert links_of(text.format("/report")) != links_of(text.format("/report-2"))


def test_what_leads_to_no_other_page_is_no_link() -> None:
    for href in ("#top", "mailto:a@b.example", "javascript:void(0)", "", URL, "tel:1", "http://[broken"):
        assert links_of(f'The figures stand in <a href="{href}">a report</a> that the council gave on Monday.') == []


def test_links_are_read_from_the_base_that_the_page_states() -> None:
    head = '<base href="https://other.example/in/">'
    text = 'The figures stand in <a href="report">a report</a> that the council gave on Monday.'
    assert links_of(text, head) == [(21, 29, "https://other.example/in/report")]


def test_links_in_the_cells_of_a_row_keep_their_places() -> None:
    rows = (
        '<tr><td>Pier</td><td><a href="/n">north</a></td></tr><tr><td><a href="/s">Stairs</a></td><td>south</td></tr>'
    )
    found = extract(article(between=f"<table>{rows}</table>"), URL).blocks
    table = [block for block in found if block.kind == "table"]
    assert [(block.text, words(block.text, block.links)) for block in table] == [
        ("Pier | north", ["north"]),
        ("Stairs | south", ["Stairs"]),
    ]


def test_links_stay_in_place_where_noise_is_cut_off_before_them() -> None:
    text = "412 people are reading this right now. The figures stand in a report that the council gave."
    start = text.index("a report")
    kept, noise = sift([Block(text, links=[(start, start + 8, REPORT)])])
    assert len(noise) == 1
    assert [words(block.text, block.links) for block in kept] == [["a report"]]
