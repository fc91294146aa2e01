"""Rules of what the pages of a site teach about each other."""

from __future__ import annotations

import pytest

from streams.records import Paragraph, ParagraphKind
from streams.stages import sites


@pytest.mark.parametrize(
    "text",
    [
        ") for more information about the garden._",
        "_, which opens at nine on weekdays.",
        "and the rest of the harbour's history.",
        "_This letter belongs to our series [The Lighthouse](",
        "Read the whole of the series here [",
    ],
)
def test_half_a_sentence_teaches_nothing(text: str) -> None:
    assert sites.teaching_blocks([Paragraph(text)]) == {}


@pytest.mark.parametrize(
    ("text", "kind"),
    [("From the harbour office itself", "heading"), ("Read more here", "paragraph")],
)
def test_headings_and_short_blocks_teach_nothing(text: str, kind: ParagraphKind) -> None:
    assert sites.teaching_blocks([Paragraph(text, kind)]) == {}


@pytest.mark.parametrize(
    "text",
    [
        "The Lantern is printed on Fridays and read on the ferry.",
        "_The Lantern is printed on Fridays (and read on the ferry)_",
        "“The Lantern” is printed on Fridays.",
        "(The Lantern is printed on Fridays.)",
        "»Die Laterne« erscheint am Freitag im Hafen.",
        "’Twas printed on Fridays and read on the ferry.",
        "1,200 readers write to us each year",
        "ランタン は 毎週 金曜日 に 発行 されます。",
    ],
)
def test_a_whole_sentence_teaches(text: str) -> None:
    assert list(sites.teaching_blocks([Paragraph(text)]).values()) == [len(text)]
