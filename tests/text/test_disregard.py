"""What is noise in one capture is none of the other's article."""

from __future__ import annotations

import pytest

from streams.records import Noise, Paragraph
from streams.text.difference.alignment import compare
from streams.text.difference.disregard import edited_noise
from streams.text.sentences import split

STORY = "The old mill at Hazelford will become a library, the council decided. Work begins in May."
APPEAL = "Like what you read? Sign up for the Hazelford Echo newsletter and never miss a story."


def text(*paragraphs: str) -> list[Paragraph]:
    return [Paragraph(one, "paragraph", split(one, "en")) for one in paragraphs]


def noise(*texts: str) -> list[Noise]:
    return [Noise(one, "newsletter", "pattern:english") for one in texts]


@pytest.mark.parametrize(
    "standing",
    [
        (APPEAL,),
        ("Like what you read?", "Sign up for the Hazelford Echo newsletter and never miss a story."),
        ("Like what you read? [Sign up](", ") for the Hazelford Echo newsletter and never miss a story."),
        ("_Like what you read? Sign up for the Hazelford Echo newsletter and never miss a story._",),
    ],
)
def test_noise_that_slipped_into_one_article_is_no_edit(standing: tuple[str, ...]) -> None:
    whole, slipped = text(STORY), text(STORY, *standing)
    assert compare(whole, slipped, "en")
    assert compare(whole, slipped, "en", (noise(APPEAL), [])) == []
    assert compare(slipped, whole, "en", ([], noise(APPEAL))) == []


def test_an_edit_beside_it_is_told() -> None:
    edits = compare(text(STORY), text(STORY.replace("May", "June"), APPEAL), "en", (noise(APPEAL), []))
    assert [(edit.old, edit.new) for edit in edits] == [("Work begins in May.", "Work begins in June.")]


@pytest.mark.parametrize(
    "added",
    [
        "Sign up for the race at the town hall, the Hazelford Echo reports, before the story ends.",
        "Like what you read?",
        "The newsletter of the mill has 40 readers.",
    ],
)
def test_words_of_noise_in_another_sentence_are_an_edit(added: str) -> None:
    assert compare(text(STORY), text(STORY, added), "en", (noise(APPEAL), []))


def test_noise_that_both_sides_show_hides_nothing() -> None:
    """A sentence that reads like it was added to the article nevertheless."""
    assert compare(text(STORY), text(STORY, APPEAL), "en", (noise(APPEAL), noise(APPEAL)))


@pytest.mark.parametrize(
    ("other", "edited"),
    [
        (APPEAL.replace("and never miss", "and do not miss"), True),
        (APPEAL.replace("Hazelford Echo ", ""), True),
        ("Support the Hazelford Echo: your gift pays for the story that you just read.", False),
        (APPEAL.replace("“", '"'), False),
    ],
)
def test_noise_was_edited_where_most_of_its_words_stayed(other: str, edited: bool) -> None:
    assert edited_noise(noise(APPEAL), noise(other)) == ([APPEAL, other] if edited else [])


def test_figures_in_noise_are_no_edit() -> None:
    assert not edited_noise(*(noise(f"Join the {count} readers who pay for our stories") for count in (310, 311)))
