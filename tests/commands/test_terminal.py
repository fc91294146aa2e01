import orjson
import pytest

from streams.commands.terminal import json_line, moment, shortened, visible


@pytest.mark.parametrize(
    ("hostile", "shown"),
    [
        ("\x1b[31mred\x1b[0m", "<U+001B>[31mred<U+001B>[0m"),
        ("\x9b2J", "<U+009B>2J"),
        ("a\u202eb\u202c", "a<U+202E>b<U+202C>"),
        ("\u2066x\u2069", "<U+2066>x<U+2069>"),
        ("one\r\ntwo\tthree\u2028four", "one two three four"),
        ("\ud800", "<U+D800>"),
        ("\U000e0041", "<U+E0041>"),
        ("\x07\x08\x00", "<U+0007><U+0008><U+0000>"),
    ],
)
def test_what_acts_on_a_terminal_is_shown_and_does_not_act(hostile: str, shown: str) -> None:
    assert visible(hostile) == shown


@pytest.mark.parametrize("text", ["naïve “quotes” – 80 %", "שלום\u200f", "خبر عاجل", "東京", "👩\u200d🚒"])
def test_ordinary_text_of_any_script_stays_as_it_is(text: str) -> None:
    assert visible(text) == text


def test_json_reads_back_as_it_was_and_holds_nothing_that_acts() -> None:
    value = {"text": "\x1b[2J \x9b \u202e \x7f \U000e0041 ok"}
    line = json_line(value)
    assert orjson.loads(line) == value
    assert not set("\x1b\x9b\u202e\x7f\U000e0041") & set(line.decode())


def test_a_shortened_text_says_that_it_is() -> None:
    assert shortened("abcdef", 4) == "abc…"
    assert shortened("abcd", 4) == "abcd"


def test_times_are_shown_to_the_minute_and_days_stay_days() -> None:
    assert moment("2025-03-03T08:00:59.5Z") == "2025-03-03 08:00"
    assert moment("2025-03-03") == "2025-03-03"
    assert moment(None) == "at no known time"
