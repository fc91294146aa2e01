import json

import pytest

from streams.html import extract
from streams.records import CutOff
from tests.html.pages import PARAGRAPHS, URL, article


def cut_off(source: str) -> CutOff | None:
    return extract(source, URL).cut_off


def test_a_whole_page_shows_no_sign_of_truncation() -> None:
    assert cut_off(article()) is None


@pytest.mark.parametrize("free", [False, "False", "http://schema.org/False"])
def test_a_paywall_mark_is_evidence(free: object) -> None:
    data = json.dumps({"@type": "NewsArticle", "isAccessibleForFree": free})
    found = cut_off(article(head=f'<script type="application/ld+json">{data}</script>'))
    assert found == CutOff(["the page says that it is not accessible for free"])


def test_a_paywall_mark_does_not_count_where_all_stated_words_are_there() -> None:
    words = sum(len(text.split()) for text in PARAGRAPHS * 2)
    data = json.dumps({"@type": "NewsArticle", "isAccessibleForFree": False, "wordCount": words})
    source = article(*PARAGRAPHS * 2, head=f'<script type="application/ld+json">{data}</script>')
    assert cut_off(source) is None


@pytest.mark.parametrize(
    "line", ["Continue reading", "Subscribe to continue reading", "Log in to read the rest", "Weiterlesen"]
)
def test_an_invitation_to_read_on_at_the_end_is_evidence(line: str) -> None:
    assert cut_off(article(*PARAGRAPHS, f'<a href="/more">{line}</a>')) is not None


def test_read_more_counts_only_after_an_open_end() -> None:
    assert cut_off(article(*PARAGRAPHS, "Read more")) is None
    assert cut_off(article(*PARAGRAPHS, "The mayor, who had not", "Read more")) is not None


def test_an_invitation_in_the_middle_is_no_evidence() -> None:
    assert cut_off(article(between="<p>Continue reading</p>")) is None


@pytest.mark.parametrize("end", ["cost 3.2 mil", "<a hre", "<script>var a", "<!-- begin of"])
def test_a_document_that_breaks_off_is_evidence(end: str) -> None:
    source = article()
    whole = source[: source.index(PARAGRAPHS[3])]
    assert cut_off(whole + end) is not None
