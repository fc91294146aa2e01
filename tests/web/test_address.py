from pathlib import Path

import pytest
from aiokafka.partitioner import murmur2
from hypothesis import example, given
from hypothesis import strategies as st

from streams.web import parameters
from streams.web.address import ADDRESS_CHARACTERS_MAX, BadAddress, canonical, page_id, page_of, partition, site

TABLE = Path(__file__).with_name("addresses.txt")
SITE = "https://lindmoor-courier.example"
STORY = f"{SITE}/2026/03/ferry-fares-rise-again"


def rows(sign: str) -> list[tuple[str, str]]:
    lines = [line for line in TABLE.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    cut = [line.partition(" =>") for line in lines]
    return [(given, expected[len(sign) :]) for given, _, expected in cut if expected.startswith(sign)]


@pytest.mark.parametrize(("given_url", "expected"), rows(" "))
def test_an_address_has_one_canonical_form(given_url: str, expected: str) -> None:
    assert canonical(given_url) == expected
    assert canonical(expected) == expected


@pytest.mark.parametrize(("given_url", "words"), rows("! "))
def test_what_is_no_address_is_refused_with_its_reason(given_url: str, words: str) -> None:
    with pytest.raises(BadAddress, match=words) as refused:
        canonical(given_url)
    assert "\n" not in refused.value.reason
    assert len(refused.value.reason) < 200


@pytest.mark.parametrize("url", ["https://a.example/\x00", "https://a.example/a\nb", "https://a.example/\x85b"])
def test_control_characters_are_refused(url: str) -> None:
    with pytest.raises(BadAddress, match="control characters"):
        canonical(url)


def test_halves_of_characters_are_refused() -> None:
    with pytest.raises(BadAddress, match="surrogates"):
        canonical("https://a.example/\ud800")


def test_an_address_is_at_most_8000_characters_long_before_and_after_encoding() -> None:
    head = "https://a.example/"
    longest = head + "a" * (ADDRESS_CHARACTERS_MAX - len(head))
    assert canonical(longest) == longest
    for url in (longest + "a", head + "ä" * 2_000):
        with pytest.raises(BadAddress, match="8,000"):
            canonical(url)


_PIECES = r"""
www. m. amp. a.example co.uk ä.example localhost 127.0.0.1 [::1] :80 :443 :8080 @ / // \ http: https:// file:
amp .amp .html index.html x-1 .. . %2e %2F % %2 5 %00 ;jsessionid=1 ä ? & = + utm_source amp; ref id # #!
"""
_URLS = st.builds(
    "".join,
    st.tuples(
        st.sampled_from(["http://", "https://", "file:///", "https://a.example/", "http://www.m.a.example/", ""]),
        st.lists(st.one_of(st.sampled_from(_PIECES.split()), st.text(max_size=3), st.just("\ud800")), max_size=12).map(
            "".join
        ),
    ),
)


@given(_URLS)
@example("https://a.example/x-1.amp/amp/index.html/")
@example("https://a.example/%%34%31;jsessionid=1/..")
@example("http://www.m.www.a.example/index.html")
def test_canonical_raises_nothing_but_bad_address_and_changes_nothing_twice(url: str) -> None:
    try:
        once = canonical(url)
    except BadAddress:
        return
    assert canonical(once) == once
    assert once.isascii()
    assert page_of(once) == page_of(url)
    assert site(url)


@given(st.text(max_size=60))
def test_any_text_is_a_page_or_a_bad_address(text: str) -> None:
    for attempt in (text, f"https://{text}", f"https://{text}/a", f"https://a.example/{text}", f"file:///{text}"):
        try:
            page = page_of(attempt, None, text)
        except BadAddress:
            continue
        assert page_of(page.url) == page


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://www.lindmoor-courier.example/a", "lindmoor-courier.example"),
        ("https://sport.lindmoor.co.uk/a", "lindmoor.co.uk"),
        ("https://digital.gov.example/a", "gov.example"),
        ("https://ann.github.io/a", "ann.github.io"),
        ("https://ann.blogspot.com/a", "ann.blogspot.com"),
        ("https://www.ann.blogspot.com/a", "ann.blogspot.com"),
        ("https://github.io/a", "github.io"),
        ("https://www.lindmoor-courier.example:8080/a", "lindmoor-courier.example"),
        ("http://localhost:8000/a", "localhost:8000"),
        ("http://localhost/a", "localhost:80"),
        ("https://localhost/a", "localhost:443"),
        ("http://newsroom/a", "newsroom:80"),
        ("http://127.0.0.1:8000/a", "127.0.0.1:8000"),
        ("https://[::1]/a", "[::1]:443"),
        ("file:///seeds/first.txt", "file:seeds/first.txt"),
        ("file:///seeds/second.txt", "file:seeds/second.txt"),
    ],
)
def test_the_site_is_who_publishes(url: str, expected: str) -> None:
    assert site(url) == expected


def test_the_site_of_a_file_deep_in_folders_fits_the_schemas() -> None:
    deep = [f"file:///{'folder/' * 300}{name}.txt" for name in ("first", "second")]
    assert all(len(site(url)) <= 1_000 for url in deep)
    assert site(deep[0]) != site(deep[1])


def test_ids_of_pages_never_change() -> None:
    """Stored state and subscribers know pages by these ids."""
    assert page_id(STORY) == "424d5df0ef706ce94239ccdb25e77f96"
    assert page_of("http://www." + STORY.removeprefix("https://") + "/?utm_source=x").id == page_id(STORY)


def test_the_final_address_decides() -> None:
    page = page_of("https://short.example/x1", STORY)
    assert (page.url, page.site) == (STORY, "lindmoor-courier.example")


@pytest.mark.parametrize(
    ("final", "link", "expected"),
    [
        # an article names its own plain form
        (STORY + "?view=all", STORY, STORY),
        (STORY + "/print", STORY, STORY),
        ("https://m.lindmoor-courier.example/ferry", f"{SITE}/ferry", f"{SITE}/ferry"),
        (f"{SITE}/amp/news/ferry-fares-rise", "/news/ferry-fares-rise/", f"{SITE}/news/ferry-fares-rise"),
        (f"{SITE}/?p=12", STORY, STORY),
        (f"{SITE}/ferry", f"{SITE}/?p=12", f"{SITE}/?p=12"),
        (f"{SITE}/ferry", "//sport.lindmoor-courier.example/ferry", "https://sport.lindmoor-courier.example/ferry"),
        (f"{SITE}/ferry", f"{SITE}/boats", f"{SITE}/boats"),
        # a template names the front page or the section for every article
        (STORY, SITE + "/", STORY),
        (STORY, "https://www.lindmoor-courier.example", STORY),
        (STORY, "/", STORY),
        (STORY, "/news", STORY),
        (STORY, "/us-news/", STORY),
        (f"{SITE}/?p=12", "/", f"{SITE}/?p=12"),
        (f"{SITE}/s.php?id=7", "/s", f"{SITE}/s.php?id=7"),
        (f"{SITE}/news/ferry", "/news", f"{SITE}/news/ferry"),
        # another site: the mark of a copy, not of the same page
        (STORY, "https://northbay-herald.example/2026/03/ferry-fares-rise-again", STORY),
        (STORY, "http://127.0.0.1/2026/03/ferry-fares-rise-again", STORY),
        # what cannot be read says nothing
        (STORY, "", STORY),
        (STORY, "ferry.html", STORY),
        (STORY, "What is new on the ferry?", STORY),
        (STORY, "javascript:void(0)", STORY),
        (STORY, "https://[", STORY),
    ],
)
def test_a_canonical_link_counts_within_the_site_and_for_articles_only(final: str, link: str, expected: str) -> None:
    assert page_of(final, None, link).url == expected


@pytest.mark.parametrize("link", ["/first.txt", "file:///seeds/second.txt", "https://a.example/"])
def test_a_file_is_always_a_page_of_its_own(link: str) -> None:
    assert page_of("file:///seeds/first.html", None, link).url == "file:///seeds/first.html"


def test_partitions_are_those_of_the_java_client() -> None:
    """The values of org.apache.kafka.common.utils.UtilsTest, through the default partitioner's mask."""
    of_java = {"21": -973932308, "foobar": -790332482, "a-little-bit-long-string": -985981536, "abc": 479470107}
    for key, hashed in of_java.items():
        assert partition(key, 1_000_003) == (hashed & 0x7FFFFFFF) % 1_000_003


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=40), st.integers(1, 300))
def test_partitions_agree_with_the_client_library(key: str, partitions: int) -> None:
    assert partition(key, partitions) == (murmur2(key.encode()) & 0x7FFFFFFF) % partitions


@pytest.mark.parametrize("name", ["q", "id", "p", "story", "page", "article", "aid", "sid", "cid", "newsid", "v"])
def test_parameters_that_choose_an_article_are_no_tracking(name: str) -> None:
    for value in ("1", "4711", "rss", "home", ""):
        assert not parameters.is_tracking(name, value)


def test_a_tracking_rule_stands_once_and_in_lower_case() -> None:
    for text in ("gclid\ngclid", "GCLID"):
        with pytest.raises(ValueError, match="stand once"):
            parameters.read_rules(text)
