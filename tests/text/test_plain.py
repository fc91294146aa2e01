import textwrap
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.text.glued import cut
from streams.text.plain import CHARACTERS_MAX, LINES_MAX, blocks

PARAGRAPHS = [
    "The harbour tunnel was closed on Monday after water came in through a crack in its wall, said the city.",
    "Engineers said that traffic would be led over the old bridge. Ferry tickets sold out before noon on both sides.",
    "The bridge was built in 1931.",
]


def texts(body: str) -> list[str]:
    return [block.text for block in blocks(body)[0]]


def test_a_line_is_a_paragraph() -> None:
    assert texts("\n".join(PARAGRAPHS)) == PARAGRAPHS


def test_blank_lines_part_paragraphs() -> None:
    assert texts("\r\n\r\n".join(PARAGRAPHS) + "\n\n\n") == PARAGRAPHS


@pytest.mark.parametrize("width", [64, 72, 80])
@pytest.mark.parametrize("gap", ["\n\n", "\n"])
def test_hard_wrapped_text_is_flowed_back(width: int, gap: str) -> None:
    paragraphs = [" ".join(PARAGRAPHS[:2]), *PARAGRAPHS]
    body = gap.join("\n".join(textwrap.wrap(paragraph, width)) for paragraph in paragraphs)
    assert texts(body) == paragraphs


def test_short_lines_of_one_paragraph_each_are_not_joined() -> None:
    lines = [
        "The tunnel is closed.",
        "The old bridge is open to all traffic.",
        "Ferries are full until Thursday night.",
    ]
    assert texts("\n".join(lines)) == lines


def test_headings_and_items_are_told_by_their_marks_and_neighbours() -> None:
    items = "- One lane is open.\n• Ferries run.\n2. Trains run."
    body = f"# Tunnel closed\nWhat we know\n{PARAGRAPHS[0]}\n{items}\n-----\nEnd."
    found, _ = blocks(body)
    assert [(block.kind, block.text) for block in found] == [
        ("heading", "Tunnel closed"),
        ("heading", "What we know"),
        ("paragraph", PARAGRAPHS[0]),
        ("item", "One lane is open."),
        ("item", "Ferries run."),
        ("item", "2. Trains run."),
        ("paragraph", "End."),
    ]


def test_control_characters_and_lone_surrogates_are_dropped() -> None:
    assert texts("\ufeffTun\x00nel\x07 clo\ud800sed.\u2028Bridge\x0copen.") == ["Tunnel closed.", "Bridge", "open."]
    assert texts("") == []
    assert texts(" \n\t\n") == []


STORY = "The council closed the tunnel. It will open in May."


@pytest.mark.parametrize(
    ("line", "pieces"),
    [
        (f"Leave a comment date 2024-11-02 {STORY}", ["Leave a comment", "date 2024-11-02", STORY]),
        (f"{STORY} Read more", [STORY, "Read more"]),
        (f"Read more {STORY}", ["Read more", STORY]),
        (f"Tunnel news Read more Support Now {STORY}", ["Tunnel news", "Read more", "Support Now", STORY]),
        (f"{STORY} Leave a Reply Cancel reply", [STORY, "Leave a Reply Cancel reply"]),
    ],
)
def test_buttons_and_date_heads_are_cut_from_a_line(line: str, pieces: list[str]) -> None:
    assert cut(line) == pieces


@pytest.mark.parametrize(
    "line",
    [
        "Latest News Corp results beat forecasts.",
        "Children who read more at home do better. Read more books, teachers say.",
        "The date 2024-11-02 was set by the court.",
        "They read more in May.",
        "He joined the Read More Books campaign.",
        "Support now comes from abroad.",
    ],
)
def test_sentences_that_hold_such_words_stay_whole(line: str) -> None:
    assert cut(line) == [line]


@pytest.mark.parametrize(
    ("torn", "whole"),
    [
        ("Ask the [harbour office](\n) or us.", "Ask the [harbour office]() or us."),
        ('Ask the [office]((\n"The office") or us.', 'Ask the [office](("The office") or us.'),
        ("See the [map](\nhttps://maps.example/1).", "See the [map](https://maps.example/1)."),
        ("The [first](\n) and the [second](\n) pier.", "The [first]() and the [second]() pier."),
    ],
)
def test_a_link_whose_address_went_to_another_line_is_whole(torn: str, whole: str) -> None:
    assert [block.text for block in blocks(torn)[0]] == [whole]


@pytest.mark.parametrize("body", ["He sang (\n) twice.", "See [one](\nThe next paragraph has no end.", "a](\n\n"])
def test_other_lines_are_left_apart(body: str) -> None:
    assert len(blocks(body)[0]) == len(body.strip().split("\n"))


def test_limits_hold_and_what_is_cut_off_is_said() -> None:
    found, noise = blocks("a" * (CHARACTERS_MAX + 5))
    assert (len(found[0].text), noise[0].rule) == (CHARACTERS_MAX, "limit:characters")
    found, noise = blocks("line.\n" * (LINES_MAX + 5))
    assert (len(found), noise[0].rule) == (LINES_MAX, "limit:lines")


def test_time_grows_with_length_not_with_its_square() -> None:
    def seconds(times: int) -> float:
        body = f"Read more {STORY} date 2024-11-02 " * times
        start = time.process_time()
        blocks(body)
        return time.process_time() - start

    seconds(100)
    short, long = (min(seconds(times) for _ in range(3)) for times in (1_000, 8_000))
    assert long < 40 * max(short, 0.002)


@given(st.text(alphabet=st.one_of(st.characters(), st.sampled_from(list("\n\r -.#AB")))))
def test_no_visible_word_is_lost_in_ordinary_text(body: str) -> None:
    """Whatever comes in, blocks are not empty, stripped and on one line."""
    for block in blocks(body)[0]:
        assert block.text
        assert block.text == block.text.strip()
        assert "\n" not in block.text
