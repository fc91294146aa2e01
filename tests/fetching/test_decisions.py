"""Retry-After, backoff, robots.txt and the audit of 304s, as functions."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.fetching.auditing import AUDIT_EVERY, FIRST_ANSWERS, Whole, is_audit, is_conditional, verdict
from streams.fetching.retrying import backoff_seconds, retry_after_seconds, wait_seconds
from streams.fetching.robots import KEPT_SECONDS, UNREACHABLE_SECONDS, read_robots

NOW = 1_772_352_000.0  # 2026-03-01T08:00:00Z
URL = "https://gazette.example/robots.txt"
STORY = "https://gazette.example/2026/story"


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120.0),
        (" 0 ", 0.0),
        ("Sun, 01 Mar 2026 08:02:00 GMT", 120.0),
        ("Sunday, 01-Mar-26 08:02:00 GMT", 120.0),
        ("Sun, 01 Mar 2026 07:00:00 GMT", 0.0),
        ("999999999999", 7 * 86_400.0),
        ("Sun, 01 Mar 2099 08:00:00 GMT", 7 * 86_400.0),
        ("-5", None),
        ("1.5", None),
        ("soon", None),
        ("", None),
        (None, None),
    ],
)
def test_retry_after_is_a_number_or_a_date(value: str | None, seconds: float | None) -> None:
    assert retry_after_seconds(value, NOW) == seconds


@given(st.text(max_size=60))
def test_no_retry_after_raises(value: str) -> None:
    seconds = retry_after_seconds(value, NOW)
    assert seconds is None or 0 <= seconds <= 7 * 86_400


def test_the_wait_doubles_with_each_failure_up_to_a_day() -> None:
    longest = [backoff_seconds(failures, 0.999_999) for failures in range(1, 30)]
    assert all(later >= earlier for earlier, later in pairwise(longest))
    assert longest[0] == pytest.approx(60, rel=0.01)
    assert longest[1] == pytest.approx(120, rel=0.01)
    assert longest[-1] == pytest.approx(86_400, rel=0.01)


@given(st.integers(0, 10_000), st.floats(0, 1, exclude_max=True))
def test_the_wait_is_within_its_bounds(failures: int, share: float) -> None:
    assert 0 <= backoff_seconds(failures, share) <= 86_400
    assert (backoff_seconds(failures, share) == 0) == (failures == 0)


def test_what_the_host_asks_for_is_never_cut() -> None:
    assert wait_seconds(1, 0.5, 3_600.0) == 3_600.0
    assert wait_seconds(8, 0.5, 1.0) == backoff_seconds(8, 0.5)


def test_rules_count_by_the_longest_match() -> None:
    robots = read_robots(URL, 200, b"User-agent: *\nDisallow: /2026\nAllow: /2026/story\nCrawl-delay: 7", 0.0)
    assert robots.allows(STORY)
    assert not robots.allows("https://gazette.example/2026/other")
    assert robots.crawl_delay_seconds == 7
    assert robots.expires_at == KEPT_SECONDS


def test_rules_for_our_name_come_before_those_for_all() -> None:
    robots = read_robots(URL, 200, b"User-agent: *\nDisallow: /\n\nUser-agent: Rowback\nDisallow: /private\n", 0.0)
    assert robots.allows(STORY)
    assert not robots.allows("https://gazette.example/private/1")
    assert robots.why_not("https://gazette.example/private/1") == "the host's robots.txt does not allow it"


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 451])
def test_without_rules_all_is_allowed(status: int) -> None:
    assert read_robots(URL, status, b"User-agent: *\nDisallow: /", 0.0).allows(STORY)


@pytest.mark.parametrize("status", [None, 429, 500, 503])
def test_rules_that_cannot_be_read_forbid_for_a_while(status: int | None) -> None:
    robots = read_robots(URL, status, b"", 5.0)
    assert not robots.allows(STORY)
    assert robots.expires_at == 5.0 + UNREACHABLE_SECONDS
    assert "cannot be read" in (robots.why_not(STORY) or "")


def test_known_rules_stay_while_new_ones_cannot_be_read() -> None:
    known = read_robots(URL, 200, b"User-agent: *\nDisallow: /private", 0.0)
    later = read_robots(URL, 503, b"", KEPT_SECONDS, known)
    assert later.allows(STORY)
    assert not later.allows("https://gazette.example/private")
    assert later.expires_at == KEPT_SECONDS + UNREACHABLE_SECONDS


def test_a_page_in_the_place_of_the_rules_has_none() -> None:
    assert read_robots(URL, 200, b"<!DOCTYPE html><p>User-agent: *\nDisallow: /", 0.0).allows(STORY)


def test_rules_behind_500_kib_do_not_count() -> None:
    filler = b"# nothing\n" * 52_000
    assert read_robots(URL, 200, filler + b"User-agent: *\nDisallow: /", 0.0).allows(STORY)


@given(st.binary(max_size=400))
def test_no_robots_txt_raises(body: bytes) -> None:
    robots = read_robots(URL, 200, body, 0.0)
    robots.why_not(STORY)
    assert robots.crawl_delay_seconds is None or 0 < robots.crawl_delay_seconds <= 300


def test_each_page_is_audited_once_in_a_round() -> None:
    for page in ("a", "b", "c"):
        audited = [is_audit(page, looks, FIRST_ANSWERS) for looks in range(3 * AUDIT_EVERY)]
        assert sum(audited) == 3


def test_a_host_that_never_said_not_modified_needs_no_audit() -> None:
    assert not any(is_audit("a", looks, 0) for looks in range(100))


def test_a_host_that_lied_is_asked_without_conditions_for_a_while() -> None:
    looks = [is_conditional("a", looks, 50, 100.0, now=99.0) for looks in range(AUDIT_EVERY)]
    assert not any(looks)
    assert sum(is_conditional("a", looks, 50, 100.0, now=100.0) for looks in range(AUDIT_EVERY)) == AUDIT_EVERY - 1


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (Whole('"1"', None, "old"), Whole('"1"', None, "new"), "lied"),
        (Whole('W/"1"', None, "old"), Whole('"1"', None, "new"), "lied"),
        (Whole('"1"', None, "old"), Whole('"2"', None, "new"), "honest"),
        (Whole(None, "Sun", "old"), Whole(None, "Sun", "new"), "lied"),
        (Whole(None, "Sun", "old"), Whole(None, "Mon", "new"), "honest"),
        (Whole('"1"', "Sun", "old"), Whole('"2"', "Sun", "new"), "honest"),
        (Whole('"1"', None, "old"), Whole('"1"', None, "old"), "open"),
        (Whole(None, None, "old"), Whole(None, None, "new"), "open"),
    ],
)
def test_a_lie_is_another_text_under_the_same_validator(before: Whole, after: Whole, expected: str) -> None:
    assert verdict(before, after) == expected
