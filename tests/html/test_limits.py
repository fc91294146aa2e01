"""No page costs more than a moment or raises anything but Unreadable. A hang is caught by the time-out of the run."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from streams.html import SOURCE_BYTES_MAX, Unreadable, extract
from streams.html.content import NOISE_CHARACTERS_MAX
from streams.html.nesting import DEPTH_MAX, flatten, nests_little
from tests.html.pages import PARAGRAPHS, URL, article

FRAGMENTS = (
    "<div>", "</div>", "<p>", "<b>", "</b>", "<table>", "<td>", "<svg>", "<math>", "<h1>", "<li>", "<template>",
    "<form>", "<!--", "-->", "<script>", "</script>", "<a href='x'>", "<br>", "word ", "\x00", "\ud800", "&amp;",
    "&#0;", "<", "<p class='related'>", '<script type="application/ld+json">{"@type":"NewsArticle"}</script>',
    "<input type=email>",
)  # fmt: skip

HEAVY = {
    "nested": "<div>" * 200_000,
    "nested in a drawing": "<svg>" + "<g>" * 50_000,
    "nested behind ignored end tags": "<div><table><tr><td></div>" * 20_000,
    "nested behind quoted end tags": '<div title="</div>">' * 40_000,
    "nested behind a comment": "<!--><div>" * 50_000,
    "formatting left open": "".join(f"<b id={number}>" for number in range(5_000)) + "</p>" + "<p>x</p>" * 20_000,
    "links": '<a href="/x">word</a> ' * 50_000,
    "attributes": "<p " + " ".join(f"a{number}=1" for number in range(50_000)) + ">x",
    "options": "<select>" + "<option>x" * 50_000,
    "unclosed comments": "<!--" * 400_000,
    "unclosed scripts": "<script>" * 200_000,
    "unclosed quotes": '<a b="' * 200_000,
    "signs": "<" * 900_000,
    "surrogates": "\ud800\udfff" * 1_000,
    "zeros": "\x00" * 1_000_000,
    "headings of boxes": "<h2>Related stories</h2>" * 40_000,
    "line breaks": "<p>x" + "<br>" * 1_000_000,
    "deep tables": "<table><tr><td>" * 20_000,
    "one row": "<table><tr>" + "<td>cell</td>" * 40_000,
    "one huge attribute": f'<p title="{"x" * 4_000_000}">word</p>',
    "one huge class": f'<p class="{"related " * 500_000}">word</p>',
    "one huge paragraph": "<p>" + "The council said so. " * 300_000,
    "links in one paragraph": "<p>" + '<a href="/x/y">word</a> and ' * 50_000,
    "paragraphs left open": "<p>word " * 150_000,
    "parts left open": "<nav><p>x" * 60_000,
    "wrongly decoded paragraphs": "<p>Itâ€™s the councilâ€™s</p>" * 20_000,
    "linked data in brackets": '<script type="application/ld+json">' + "[" * 900_000 + "</script><p>x",
    "linked data of spaces": '<script type="application/ld+json">{"a":1,' + " " * 900_000 + "x</script><p>x",
    "linked data in great number": '<script type="application/ld+json">{"@type":"NewsArticle"}</script>' * 90_000
    + "<p>x",
}


@pytest.mark.timeout(30)
@pytest.mark.parametrize("heavy", HEAVY.values(), ids=HEAVY.keys())
def test_heavy_input_ends_with_the_article_or_a_reason(heavy: str) -> None:
    assert _outcome(article() + heavy) in ("article", "too_many_tags")


def _outcome(source: str) -> str:
    try:
        found = extract(source, URL)
    except Unreadable as refused:
        return refused.reason
    whole = [block.text for block in found.blocks][: len(PARAGRAPHS)] == list(PARAGRAPHS)
    return "article" if whole else "other"


def test_a_page_beyond_the_size_limit_is_refused() -> None:
    with pytest.raises(Unreadable) as refused:
        extract("<p>" + "é" * (SOURCE_BYTES_MAX // 2), URL)
    assert refused.value.reason == "too_large"


def test_deep_nesting_loses_tags_and_keeps_text() -> None:
    deep = "<div>" * 3_000 + "".join(f"<p>{text}</p>" for text in PARAGRAPHS) + "</div>" * 3_000
    flat, elements = flatten(deep)
    assert flat.count("<div>") == DEPTH_MAX
    assert flat.count("</div>") == DEPTH_MAX
    assert elements == 3_000 + len(PARAGRAPHS)
    assert [block.text for block in extract(f"<html><body>{deep}", URL).blocks] == list(PARAGRAPHS)


@pytest.mark.parametrize(
    ("fragment", "nested"),
    [
        ("<b><div></b>", "<div"),
        ("<span><div></span>", "<div"),
        ("<form><div></form>", "<div"),
        ("<td><x></td>", "<x"),
        ("<rt><div>", "<rt"),
        ("<div></p><p class='x'></table>", "<div"),
        ("<x/>", "<x"),
        ("<option><math>", "<option"),
        ("<math><col>", "<col"),
        ("<math><dd><path/>", "<path"),
        ("<svg><font>", "<svg"),
        ("<main></a><i><svg>", "<svg"),
        ('<p title="</p>"><div>', "<div"),
        ("</ </div><div>", "<div"),
        ("<div><! </div>", "<div"),
    ],
)
def test_an_end_tag_that_a_parser_ignores_does_not_hide_depth(fragment: str, nested: str) -> None:
    for before in ("", "<x>"):  # so that the limit is met at one tag of the fragment and at the next
        markup = before + fragment * 1_000
        assert not nests_little(markup)
        assert flatten(markup)[0].count(nested) <= DEPTH_MAX


def test_well_formed_pages_are_left_as_they_are() -> None:
    icon = '<svg viewBox="0 0 1 1"><path d="M0 0"/><circle r="1"/></svg>'
    assert nests_little(article(between=icon * 100))


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.text() | st.lists(st.sampled_from(FRAGMENTS) | st.text(max_size=5), max_size=40).map("".join))
def test_any_text_gives_blocks_or_a_reason(source: str) -> None:
    reason = _outcome(source)
    if reason not in ("article", "other"):
        assert reason in {"empty", "not_html", "too_large", "too_many_tags", "no_article"}
        return
    found = extract(source, URL)
    assert found.blocks
    assert all(block.text and block.text == " ".join(block.text.split()) for block in found.blocks)
    assert all(0 < len(noise.text) <= NOISE_CHARACTERS_MAX for noise in found.noise)
    assert extract(source, URL) == found


@given(st.lists(st.sampled_from(FRAGMENTS), max_size=30).map("".join))
def test_rubble_behind_an_article_gives_blocks_or_a_reason(rubble: str) -> None:
    assert extract(article() + rubble, URL).blocks
