"""What is asked of a hub, and what a hub is believed."""

import hashlib
import hmac

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.feeds.websub import (
    LEASE_SECONDS_MIN,
    Subscription,
    hub_and_topic,
    is_due,
    is_signed,
    links_of_header,
    request_form,
    subscription,
    verified,
)

FEED = "https://gazette.example/feed.xml"
HUB = "https://hub.example/"
NOW = 1_772_352_000.0
ASKED = subscription(FEED, HUB, "t0k3n", "s3cr3t", NOW)
QUESTION = {"hub.mode": "subscribe", "hub.topic": FEED, "hub.challenge": "abc", "hub.lease_seconds": "4000"}


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ('<https://hub.example/>; rel="hub", <https://gazette.example/feed.xml>; rel="self"', (HUB, FEED)),
        ("</feed.xml>;rel=self,<https://hub.example/>;rel=hub", (HUB, FEED)),
        ('<https://hub.example/>; title="x"; rel="hub self"', (HUB, HUB)),
        ('<javascript:x>; rel="hub"', (None, None)),
        ("nonsense", (None, None)),
        (None, (None, None)),
    ],
)
def test_a_link_header_names_hub_and_feed(header: str | None, expected: tuple[str | None, str | None]) -> None:
    assert links_of_header(header, FEED) == expected


def test_the_header_counts_before_the_body() -> None:
    assert hub_and_topic('<https://hub.example/>; rel="hub"', "https://other.example/", None, FEED) == (HUB, FEED)
    assert hub_and_topic(None, HUB, "https://gazette.example/all.xml", FEED) == (HUB, "https://gazette.example/all.xml")
    assert hub_and_topic(None, None, FEED, FEED) is None


def test_a_request_names_the_callback_of_this_feed_alone() -> None:
    form = request_form(ASKED, "https://rowback.example/websub/", "subscribe")
    assert form["hub.callback"] == "https://rowback.example/websub/t0k3n"
    assert (form["hub.mode"], form["hub.topic"], form["hub.secret"]) == ("subscribe", FEED, "s3cr3t")


def test_a_hub_without_tls_is_told_no_secret() -> None:
    plain = subscription(FEED, "http://hub.example/", "t", "s", NOW)
    assert "hub.secret" not in request_form(plain, "https://rowback.example", "subscribe")


def test_a_question_about_what_was_asked_is_answered() -> None:
    answer = verified(QUESTION, ASKED, NOW + 5)
    assert answer.challenge == "abc"
    assert (answer.known.state, answer.known.until) == ("active", NOW + 4005)
    assert not is_due(answer.known, NOW + 3000)
    assert is_due(answer.known, NOW + 3010)


@pytest.mark.parametrize(
    "wrong",
    [{"hub.topic": "https://other.example/"}, {"hub.mode": "unsubscribe"}, {"hub.challenge": ""}, {"hub.mode": ""}],
)
def test_a_question_about_anything_else_is_not(wrong: dict[str, str]) -> None:
    answer = verified(QUESTION | wrong, ASKED, NOW)
    assert answer.challenge is None
    assert answer.known == ASKED


def test_what_was_not_asked_again_is_not_confirmed_again() -> None:
    active = verified(QUESTION, ASKED, NOW).known
    assert verified(QUESTION, active, NOW + 10).challenge is None
    assert verified(QUESTION, active, active.renew_at).challenge == "abc"


def test_a_refusal_ends_it() -> None:
    answer = verified({"hub.mode": "denied", "hub.topic": FEED, "hub.reason": "no"}, ASKED, NOW)
    assert (answer.challenge, answer.known.state) == (None, "denied")


@pytest.mark.parametrize(("lease", "seconds"), [("1", LEASE_SECONDS_MIN), ("x", 7 * 86_400), ("9" * 11, 30 * 86_400)])
def test_a_lease_is_within_reason(lease: str, seconds: float) -> None:
    assert verified(QUESTION | {"hub.lease_seconds": lease}, ASKED, NOW).known.until == NOW + seconds


@pytest.mark.parametrize("method", ["sha1", "sha256", "sha384", "sha512"])
def test_a_signature_is_the_hmac_of_the_body(method: str) -> None:
    digest = hmac.new(b"s3cr3t", b"<rss/>", getattr(hashlib, method)).hexdigest()
    assert is_signed(f"{method}={digest}", ASKED, b"<rss/>")
    assert is_signed(f"{method}={digest.upper()}", ASKED, b"<rss/>")
    assert not is_signed(f"{method}={digest}", ASKED, b"<rss/> ")
    assert not is_signed(f"{method}={digest[:-1]}", ASKED, b"<rss/>")


@given(st.text(max_size=80))
def test_nothing_else_is_a_signature(header: str) -> None:
    assert not is_signed(header, ASKED, b"<rss/>")
    assert not is_signed(None, ASKED, b"<rss/>")


def test_without_tls_the_address_alone_has_to_do() -> None:
    assert is_signed(None, Subscription(FEED, "http://hub.example/", "t", "s"), b"x")
