"""What waits, when it becomes a message, and when a message is tried again: pure decisions."""

from __future__ import annotations

import pytest

from streams.archive import Filters
from streams.webhooks import retrying
from streams.webhooks.message import message_id
from streams.webhooks.policy import DEBOUNCED_AT_LONGEST, MESSAGE_EVENTS_MAX, WAITING_MAX, Waiting, ripe
from streams.webhooks.subscription import (
    BadSubscription,
    Policy,
    checked_policy,
    checked_url,
    masked,
    read_filters,
    written_filters,
)
from tests.webhooks.conftest import subscription


def waits(*rows: tuple[int | None, int]) -> list[Waiting]:
    """Events as (page, when seen in ms)."""
    return [Waiting(at, at, bytes([at % 250]), page, seen, seen) for at, (page, seen) in enumerate(rows)]


def test_without_a_policy_each_event_is_a_message_at_once() -> None:
    rows = waits((1, 0), (1, 5))
    assert ripe(rows, Policy(), 5) == ([rows[0]], None)
    assert ripe([], Policy(), 5) == ([], None)


def test_debounce_waits_until_the_page_is_quiet_and_tells_all_its_edits() -> None:
    rows = waits((1, 0), (2, 1_000), (1, 4_000))
    assert ripe(rows, Policy(debounce_seconds=5), 5_500) == ([], 6_000)
    assert ripe(rows, Policy(debounce_seconds=5), 6_000) == ([rows[1]], None)
    assert ripe(rows, Policy(debounce_seconds=5), 9_000) == ([rows[0], rows[2]], None)


def test_a_page_that_is_never_quiet_is_told_of_too() -> None:
    rows = waits(*((1, second * 1_000) for second in range(0, 60, 4)))
    assert ripe(rows, Policy(debounce_seconds=5), DEBOUNCED_AT_LONGEST * 5_000 - 1)[0] == []
    assert ripe(rows, Policy(debounce_seconds=5), DEBOUNCED_AT_LONGEST * 5_000)[0] == rows


def test_a_digest_closes_a_while_after_its_first_event() -> None:
    rows = waits((1, 1_000), (2, 2_000))
    assert ripe(rows, Policy(digest_seconds=60), 60_999) == ([], 61_000)
    assert ripe(rows, Policy(digest_seconds=60), 61_000) == (rows, None)


def test_a_digest_of_quiet_pages_leaves_out_those_that_are_not() -> None:
    rows = waits((1, 1_000), (2, 60_000))
    assert ripe(rows, Policy(debounce_seconds=5, digest_seconds=60), 61_000) == ([rows[0]], None)


def test_a_message_and_what_waits_have_bounds() -> None:
    rows = waits(*((1, 0) for _ in range(WAITING_MAX)))
    assert ripe(rows, Policy(digest_seconds=1e5), 1) == (rows[:MESSAGE_EVENTS_MAX], None)


def test_pauses_grow_to_hours_and_obey_retry_after() -> None:
    longest = [retrying.wait_seconds(failures, 0.999_999, None) for failures in range(1, 40)]
    assert longest == sorted(longest)
    assert longest[0] == pytest.approx(10, abs=0.1)
    assert longest[-1] == pytest.approx(retrying.RETRY_SECONDS_MAX, rel=0.01)
    assert retrying.wait_seconds(30, 0.0, None) == retrying.RETRY_SECONDS_MIN
    assert retrying.wait_seconds(1, 0.5, 600.0) == 600.0
    assert retrying.wait_seconds(1, 0.5, 1e9) == retrying.RETRY_AFTER_SECONDS_MAX


def test_given_up_after_days_of_trying_or_at_once_when_gone() -> None:
    assert retrying.given_up(500, 40, retrying.GIVEN_UP_SECONDS - 1) is None
    assert retrying.given_up(500, 3, retrying.GIVEN_UP_SECONDS + 1) is None
    assert "7 days" in (retrying.given_up(500, 40, retrying.GIVEN_UP_SECONDS) or "")
    assert retrying.given_up(410, 1, 0) is not None


@pytest.mark.parametrize(
    "url",
    [
        "ftp://a.example/",
        "https:///hook",
        "https://user:word@a.example/",
        "https://a.example/ x",
        "https://a.example/\x1b",
        "http://127.0.0.1:80/",
        "http://[::1]/",
        "http://169.254.169.254/latest",
        "https://93.184.216.34:22/",
        "https://a.example:99999/",
        "https://a.example/" + "x" * 3_000,
    ],
)
def test_addresses_that_lead_nowhere_good_are_refused(url: str) -> None:
    with pytest.raises(BadSubscription):
        checked_url(url, frozenset())


def test_a_private_place_may_be_allowed_by_name_and_port() -> None:
    assert checked_url("http://127.0.0.1:9000/x", frozenset({"127.0.0.1:9000"})) == "http://127.0.0.1:9000/x"
    assert checked_url("https://a.example/x?key=1", frozenset()) == "https://a.example/x?key=1"


def test_seconds_have_bounds() -> None:
    for debounce, digest in ((-1.0, 0.0), (0.0, 1e9), (float("nan"), 0.0)):
        with pytest.raises(BadSubscription):
            checked_policy(debounce, digest)


def test_the_id_of_a_message_is_a_function_of_the_subscription_and_its_events() -> None:
    """Pinned: receivers remember these ids."""
    assert message_id("a", [b"\x01", b"\x02"]) == "msg_baa80422aadbca8c72430782ed690888"
    assert len({message_id("a", [b"\x01"]), message_id("b", [b"\x01"]), message_id("a", [b"\x02"])}) == 3


def test_secrets_are_in_no_text_of_a_subscription() -> None:
    new = subscription("https://a.example/hook?token=abc&b")
    assert new.secret not in repr(new)
    assert masked(new.url) == "https://a.example/hook?token=***&b=***"


def test_filters_are_read_as_they_were_written() -> None:
    filters = Filters(kinds=("correction",), q="ferry", significance_min=0.25, sites=("a.example",))
    assert read_filters(written_filters(filters)) == filters
    assert written_filters(Filters()) == "{}"
