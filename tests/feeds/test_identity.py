"""Items keep their identity under new guids, links and dates."""

from hypothesis import given
from hypothesis import strategies as st

from streams.feeds.documents import FeedItem
from streams.feeds.identity import compare, page_url

SITE = "https://gazette.example/2026"


def item(number: int, url: str | None = None, guid: str | None = None, title: str | None = None) -> FeedItem:
    return FeedItem(
        url or f"{SITE}/story-{number}",
        guid if guid is not None else f"tag:gazette.example,2026:{number}",
        title or f"The harbour council meets for the {number}th time",
        "2026-03-01T08:00:00Z",
    )


OLD = tuple(item(number) for number in range(10))


def test_a_feed_that_stays_has_nothing_new() -> None:
    found = compare(OLD, OLD)
    assert (found.new, found.rekeyed, len(found.twins)) == ((), None, 10)


def test_an_item_on_top_is_new() -> None:
    found = compare(OLD, (item(99), *OLD[:9]))
    assert found.new == (item(99),)
    assert found.rekeyed is None


def test_an_item_with_a_new_guid_or_date_is_not_new() -> None:
    again = FeedItem(OLD[3].url, "another", OLD[3].title, "2026-03-05T08:00:00Z")
    found = compare(OLD, (again, *OLD[:3], *OLD[4:]))
    assert found.new == ()
    assert [twin for twin in found.twins if twin.renamed] == [found.twins[0]]
    assert found.twins[0].redated
    assert found.rekeyed is None


def test_tracking_phones_and_schemes_make_no_new_item() -> None:
    old = [item(1, "https://www.gazette.example/2026/ferry-fares-1"), item(2, f"{SITE}/bridge-2?id=1")]
    new = [
        item(1, "http://m.gazette.example/2026/ferry-fares-1/amp?utm_source=rss", guid=""),
        item(2, f"{SITE}/bridge-2?at_campaign=x&id=1", guid=""),
    ]
    found = compare(old, new)
    assert found.new == ()
    assert not any(twin.moved for twin in found.twins)


def test_one_page_under_two_addresses_is_one_item() -> None:
    variants = [item(1), item(1, url=f"{SITE}/story-1?utm_source=rss", guid="other")]
    assert compare((), variants).new == (variants[0],)
    assert compare(variants[:1], variants).new == ()


def test_all_guids_anew_is_one_rekeying_and_no_flood() -> None:
    new = tuple(item(number, guid=f"https://gazette.example/?p={number}") for number in range(10))
    found = compare(OLD, (item(99), *new))
    assert found.new == (item(99),)
    assert found.rekeyed is not None
    assert (len(found.rekeyed.twins), found.rekeyed.known) == (10, 10)
    assert "10 of 10 items" in found.rekeyed.evidence
    assert "10 by guid" in found.rekeyed.evidence


def test_all_addresses_anew_is_one_rekeying_and_no_flood() -> None:
    new = tuple(
        item(number, url=f"https://news.gazette.example/en/{number}-harbour-council-meets") for number in range(10)
    )
    found = compare(OLD, new)
    assert found.new == ()
    assert found.rekeyed is not None
    assert "10 by address" in found.rekeyed.evidence


def test_guids_and_addresses_anew_are_told_by_the_titles() -> None:
    new = tuple(item(number, url=f"{SITE}/en/{number}-council-x", guid=f"n{number}") for number in range(10))
    found = compare(OLD, new)
    assert found.new == ()
    assert found.rekeyed is not None
    assert "10 by address, 10 by guid" in found.rekeyed.evidence


def test_two_items_that_moved_are_no_rekeying() -> None:
    new = (item(0, url=f"{SITE}/moved-0"), item(1, url=f"{SITE}/moved-1"), *OLD[2:])
    assert compare(OLD, new).rekeyed is None


def test_http_in_a_guid_that_becomes_https_is_the_same_guid() -> None:
    old = [item(n, guid=f"http://www.gazette.example/?p={n}") for n in range(5)]
    new = [item(n, guid=f"https://gazette.example/?p={n}") for n in range(5)]
    assert compare(old, new).rekeyed is None


def test_one_guid_for_all_items_identifies_nothing() -> None:
    old = [item(n, guid="feed") for n in range(5)]
    new = [item(n + 5, guid="feed", title=f"Ferry number {n} sails again today") for n in range(5)]
    found = compare(old, new)
    assert len(found.new) == 5
    assert found.rekeyed is None


def test_a_guid_that_stood_for_two_articles_leads_to_neither() -> None:
    old = [item(1, guid="feed"), item(2, guid="feed")]
    new = [item(3, guid="feed")]
    assert compare(old, new).new == tuple(new)


def test_one_title_for_all_items_identifies_nothing() -> None:
    old = [item(n, title="The morning briefing of the Gazette") for n in range(5)]
    new = [item(n + 5, title="The morning briefing of the Gazette") for n in range(5)]
    assert len(compare(old, new).new) == 5


def test_the_first_look_at_a_feed_is_no_rekeying() -> None:
    found = compare((), OLD)
    assert found.new == OLD
    assert found.rekeyed is None


ITEMS = st.lists(
    st.builds(
        FeedItem,
        st.sampled_from([f"{SITE}/{n}" for n in range(6)]),
        st.sampled_from([None, "a", "b", "c", "d"]),
        st.sampled_from([None, "A long enough title here", "Another long enough title", "Short"]),
    ),
    max_size=8,
)


@given(ITEMS, ITEMS)
def test_each_item_is_new_or_has_one_twin(old: list[FeedItem], new: list[FeedItem]) -> None:
    found = compare(old, new)
    assert sorted(page_url(item) for item in (*found.new, *(twin.new for twin in found.twins))) == sorted(
        set(map(page_url, new))
    )
    twins = [id(twin.old) for twin in found.twins]
    assert len(twins) == len(set(twins))
    assert {page_url(item) for item in found.new}.isdisjoint(map(page_url, old))
