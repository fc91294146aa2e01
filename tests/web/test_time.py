import re
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.web.time import BadTime, differ, in_range, instant, normalise, written


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-03-01T08:00:00Z", "2026-03-01T08:00:00Z"),
        ("2026-03-01t08:00:00z", "2026-03-01T08:00:00Z"),
        ("2026-03-01T08:00:00+00:00", "2026-03-01T08:00:00Z"),
        ("2026-03-01T08:00:00-00:00", "2026-03-01T08:00:00Z"),
        ("2026-03-01T00:30:00+01:00", "2026-02-28T23:30:00Z"),
        ("2026-02-28T22:00:00-05:30", "2026-03-01T03:30:00Z"),
        ("2026-03-01T08:00:00.000Z", "2026-03-01T08:00:00Z"),
        ("2026-03-01T08:00:00.2500Z", "2026-03-01T08:00:00.25Z"),
        ("2026-03-01T08:00:00.123456789Z", "2026-03-01T08:00:00.123456789Z"),
        ("2024-02-29T12:00:00Z", "2024-02-29T12:00:00Z"),
        ("2016-12-31T23:59:60Z", "2017-01-01T00:00:00Z"),
        ("0999-01-01T00:00:00Z", "0999-01-01T00:00:00Z"),
    ],
)
def test_a_time_is_written_in_utc_in_one_way(text: str, expected: str) -> None:
    assert normalise(text) == expected
    assert normalise(expected) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "yesterday",
        "2026-03-01",
        "2026-03-01T08:00:00",
        "2026-03-01 08:00:00Z",
        "2026-03-01T08:00Z",
        "20260301T080000Z",
        "2026-02-29T08:00:00Z",
        "2026-13-01T08:00:00Z",
        "2026-03-01T24:00:00Z",
        "2026-03-01T08:60:00Z",
        "2026-03-01T08:00:60Z",
        "2026-03-01T08:00:00+1:00",
        "2026-03-01T08:00:00+24:00",
        "2026-03-01T08:00:00+0100",
        "2026-03-01T08:00:00.Z",
        "2026-03-01T08:00:00.1234567890Z",
        "٢٠٢٦-03-01T08:00:00Z",
        " 2026-03-01T08:00:00Z",
        "2026-03-01T08:00:00Z\n",
        "0000-01-01T00:00:00Z",
        "0001-01-01T00:00:00+01:00",
        "9999-12-31T23:59:59-01:00",
    ],
)
def test_what_is_no_time_is_refused(text: str) -> None:
    for read in (instant, normalise):
        with pytest.raises(BadTime):
            read(text)


def test_a_day_alone_is_taken_only_where_asked_for() -> None:
    assert normalise("2026-03-01", day_allowed=True) == "2026-03-01"
    assert instant("2026-03-01", day_allowed=True) == instant("2026-03-01T00:00:00Z")
    with pytest.raises(BadTime, match="calendar"):
        instant("2026-02-29", day_allowed=True)


def test_instants_count_microseconds_since_1970() -> None:
    assert instant("1970-01-01T00:00:01.000002Z") == 1_000_002
    assert instant("1969-12-31T23:59:59.5Z") == -500_000
    assert instant("2026-03-01T08:00:00.1234569Z") == instant("2026-03-01T08:00:00.123456Z")


def test_no_page_is_from_before_1970() -> None:
    assert in_range(instant("1970-01-01T00:00:00Z"))
    assert not in_range(instant("1969-12-31T23:59:59Z"))


@given(st.datetimes(timezones=st.just(UTC)), st.integers(-14 * 60, 14 * 60))
def test_instants_order_as_time_does_whatever_the_offset(moment: datetime, offset_minutes: int) -> None:
    expected = (moment - datetime(1970, 1, 1, tzinfo=UTC)).total_seconds()
    text = moment.strftime("%Y").rjust(4, "0") + moment.strftime("-%m-%dT%H:%M:%S.%f")
    sign = "-" if offset_minutes < 0 else "+"
    shifted = f"{text}{sign}{abs(offset_minutes) // 60:02}:{abs(offset_minutes) % 60:02}"
    try:
        found = instant(shifted)
    except BadTime:
        assert moment.year in (1, 9999)
        return
    assert abs(found / 1_000_000 + offset_minutes * 60 - expected) < 0.001
    assert instant(normalise(shifted)) == found
    assert normalise(shifted) == written(found)


@given(st.text(st.sampled_from("0123456789-:.TZ+t "), max_size=36))
def test_any_text_is_a_time_or_refused(text: str) -> None:
    try:
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z", normalise(text))
    except BadTime:
        return


@pytest.mark.parametrize("microseconds", [10**18, -(10**18)])
def test_only_the_years_1_to_9999_can_be_written(microseconds: int) -> None:
    with pytest.raises(BadTime, match="9999"):
        written(microseconds)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("2026-03-01T08:00:00Z", "2026-03-01T08:00:00Z", False),
        ("2026-03-01T08:00:00Z", "2026-03-01T09:00:00+01:00", False),
        ("2026-03-01T08:00:00Z", "2026-03-01T08:00:00.0Z", False),
        ("2026-03-01T08:00:00Z", "2026-03-01T08:00:01Z", True),
        ("2026-03-01", "2026-03-01", False),
        ("2026-03-01", "2026-03-02", True),
        ("2026-03-01", "2026-03-01T23:59:59Z", False),
        ("2026-02-28T23:30:00Z", "2026-03-01", False),
        ("2026-03-01", "2026-03-03T08:00:00Z", True),
    ],
)
def test_dates_differ_where_no_reading_makes_them_equal(old: str, new: str, expected: bool) -> None:
    assert differ(old, new) is expected
    assert differ(new, old) is expected
