import pytest

from streams.html import Unreadable, extract
from tests.html.pages import (
    ADVERTISEMENT,
    COMMENTS,
    HEADLINE,
    NEWSLETTER,
    PARAGRAPHS,
    RELATED,
    SHARE,
    URL,
    article,
    page,
)


def texts(source: str) -> list[str]:
    return [block.text for block in extract(source, URL).blocks]


def test_an_article_is_its_paragraphs_in_order_without_headline_and_page_chrome() -> None:
    assert texts(article()) == list(PARAGRAPHS)


@pytest.mark.parametrize(
    ("box", "reason"),
    [
        (RELATED, "related"),
        (NEWSLETTER, "newsletter"),
        (COMMENTS, "comments"),
        (SHARE, "share"),
        (ADVERTISEMENT, "advertisement"),
    ],
)
def test_a_box_inside_the_article_is_returned_as_noise_with_its_reason(box: str, reason: str) -> None:
    found = extract(article(between=box), URL)
    assert [block.text for block in found.blocks] == list(PARAGRAPHS)
    assert {noise.reason for noise in found.noise} == {reason}
    assert all(noise.rule for noise in found.noise)


def test_boxes_that_only_their_heading_gives_away_are_noise_to_the_next_heading() -> None:
    body = (
        f"<article><h1>{HEADLINE}</h1>"
        + "".join(f"<p>{text}</p>" for text in PARAGRAPHS)
        + '<h2>You may also like</h2><p><a href="/a">A boat for two</a></p><p>A short tale.</p>'
        "<h2>What comes next</h2><p>In June the southern stairs will be closed for a week, so that they dry.</p>"
        "</article>"
    )
    found = extract(page(body), URL)
    assert [block.text for block in found.blocks[len(PARAGRAPHS) :]] == [
        "What comes next",
        "In June the southern stairs will be closed for a week, so that they dry.",
    ]
    assert [noise.text for noise in found.noise] == ["You may also like", "A boat for two", "A short tale."]


def test_a_list_of_links_is_noise_unless_a_sentence_announces_it() -> None:
    links = '<ul><li><a href="/1">The ferry</a></li><li><a href="/2">The gasworks path</a></li></ul>'
    assert "The ferry" not in texts(article(between=links))
    assert "The ferry" in texts(article(between=f"<p>There are two other ways across:</p>{links}"))


def test_inline_markup_neither_invents_nor_loses_spaces() -> None:
    marked = (
        "<p>The <b>foot</b>bridge, the <a href='/x'>council</a>’s <i>pri</i>de,&nbsp;is\n open: <u>2</u>nd time.</p>"
    )
    found = texts(article(*PARAGRAPHS, between=marked))
    assert found[2] == "The footbridge, the council’s pride, is open: 2nd time."


def test_two_line_breaks_split_a_paragraph_and_one_does_not() -> None:
    broken = "First line<br>second line<br> <br/>Another paragraph<br><br><br>and a third"
    assert texts(article(*PARAGRAPHS, between=f"<p>{broken}</p>"))[2:5] == [
        "First line second line",
        "Another paragraph",
        "and a third",
    ]


def test_an_article_of_bare_text_and_line_breaks_is_found() -> None:
    body = f"<div id='story'><h1>{HEADLINE}</h1>" + "<br><br>".join(PARAGRAPHS) + "</div>"
    assert texts(page(body)) == list(PARAGRAPHS)


def test_blocks_say_what_they_are() -> None:
    between = (
        "<h2>The cost</h2><ul><li>Pier: 2 million</li></ul><blockquote><p>It is ours.</p></blockquote>"
        "<table><tr><th>Year</th><th>Crowns</th></tr><tr><td>2025</td><td>1.1 million</td></tr></table>"
        '<p class="editors-note">An earlier text named another pier.</p>'
    )
    above = '<p class="standfirst">Two years of detours are over, and the dogs like it.</p>'
    source = article(*PARAGRAPHS, between=between).replace("</h1>", f"</h1>{above}")
    assert [(block.kind, block.text) for block in extract(source, URL).blocks if block.text not in PARAGRAPHS] == [
        ("standfirst", "Two years of detours are over, and the dogs like it."),
        ("heading", "The cost"),
        ("item", "Pier: 2 million"),
        ("quote", "It is ours."),
        ("table", "Year | Crowns"),
        ("table", "2025 | 1.1 million"),
        ("note", "An earlier text named another pier."),
    ]


def test_captions_and_tables_in_figures_are_text_of_their_own_kind() -> None:
    figure = (
        "<figure><img src='b.jpg'><figcaption>The bridge at noon. Photo: E. Marl</figcaption></figure>"
        "<figure><table><tr><td>North pier</td><td>new</td></tr></table></figure>"
    )
    found = extract(article(between=figure), URL)
    assert [(block.kind, block.text) for block in found.blocks[2:4]] == [
        ("caption", "The bridge at noon. Photo: E. Marl"),
        ("table", "North pier | new"),
    ]
    assert not found.noise


def test_typography_and_other_scripts_stay_as_they_stand() -> None:
    hebrew = "הגשר מעל הנהר נפתח מחדש ביום ראשון אחרי שנתיים של תיקונים, כך מסרה מועצת העיר לתושבים ביום שישי בבוקר."
    japanese = "リネット川の歩道橋は二年間の修理を終えて日曜日に再び開通した。最初の一時間におよそ四百人が橋を渡った。"
    found = texts(page(f"<article><h1>גשר</h1><p>{hebrew}</p><p>{japanese}</p></article>"))
    assert found == [hebrew, japanese]


def test_what_a_browser_does_not_show_is_neither_text_nor_noise() -> None:
    hidden = (
        '<p hidden>Secret one.</p><p style="display: none">Secret two.</p><div aria-hidden="true">Secret three</div>'
    )
    found = extract(article(between=hidden + "<script>var secret = 4</script><!-- secret 5 -->"), URL)
    assert [block.text for block in found.blocks] == list(PARAGRAPHS)
    assert found.noise == []


def test_parts_that_a_server_sends_late_stand_where_they_belong() -> None:
    body = (
        f'<article><h1>{HEADLINE}</h1><p>{PARAGRAPHS[0]}</p><template id="B:1"></template>'
        f"<p>{PARAGRAPHS[2]}</p></article>"
        f'<div hidden id="S:1"><p>{PARAGRAPHS[1]}</p></div>'
    )
    assert texts(page(body)) == list(PARAGRAPHS[:3])


def test_a_wrapper_named_after_its_boxes_is_still_the_article() -> None:
    source = article().replace("<article>", '<article><div class="with-sidebar newsletter-page">')
    assert texts(source) == list(PARAGRAPHS)


def test_unclosed_tags_do_not_matter() -> None:
    body = f"<div><h1>{HEADLINE}</h1>" + "".join(f"<p>{text}" for text in PARAGRAPHS)
    assert texts(page(body)) == list(PARAGRAPHS)


def test_a_byline_in_the_text_is_not_text() -> None:
    head = '<meta name="author" content="Ann Lee">'
    found = extract(article(*PARAGRAPHS, between="<p>By Ann Lee in Linnet</p>", head=head), URL)
    assert [block.text for block in found.blocks] == list(PARAGRAPHS)


def test_an_article_that_only_the_linked_data_holds_is_taken_from_there() -> None:
    text = "\\n".join(PARAGRAPHS * 2)
    head = f'<script type="application/ld+json">{{"@type":"NewsArticle","articleBody":"{text}"}}</script>'
    assert texts(page("<div id='root'>Loading</div>", head)) == list(PARAGRAPHS * 2)


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("", "empty"),
        (" \n\t ", "empty"),
        ("just words, no markup", "not_html"),
        ('{"json": true}', "not_html"),
        ("<html><body></body></html>", "no_article"),
        (page("<nav><a href='/'>Home</a></nav>"), "no_article"),
    ],
)
def test_what_holds_no_article_is_refused_with_a_reason(source: str, reason: str) -> None:
    with pytest.raises(Unreadable) as refused:
        extract(source, URL)
    assert refused.value.reason == reason
    assert str(refused.value)
