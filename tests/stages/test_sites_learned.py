"""Rules of how a learned block is recognised in an article."""

from __future__ import annotations

import pytest

from streams.records import Cleaned, Paragraph
from streams.stages import learned, sites
from streams.stages.sites import Site, name_of
from streams.text import sentences

FERRY = "The Lantern is printed on Fridays and read on the ferry; whoever finds it may take it home."
LETTERS = "_Letters to “The Lantern” are read aloud at the harbour on the first Sunday of May._"
SHORT = "Write to us at the harbour."
CHINESE = "灯笼报每周五印刷并在渡轮上阅读捡到者可带回家。"
NEWS = "The ferry was late again on Tuesday, the harbour office said."


def site_of(*blocks: str) -> Site:
    site = Site("lantern.example")
    for block in blocks:
        learned.remember(site, name_of(block), block)
    return site


def sifted(text: str, *blocks: str) -> tuple[list[str], list[str]]:
    """Return the paragraphs that are left of a text and the noise that was found."""
    article = Cleaned(None, [Paragraph(text, sentences=sentences.split(text))])
    left = learned.without_learned(article, site_of(*(blocks or (FERRY, LETTERS, SHORT, CHINESE))))
    for paragraph in left.paragraphs:
        assert paragraph.sentences == sentences.split(paragraph.text)
    return [p.text for p in left.paragraphs], [n.text for n in left.noise]


@pytest.mark.parametrize(
    ("text", "left", "noise"),
    [
        (FERRY, [], [FERRY]),
        (f"{FERRY} {NEWS}", [NEWS], [FERRY]),
        (f"{NEWS} {FERRY}", [NEWS], [FERRY]),
        (f"{NEWS} {LETTERS}", [NEWS], [LETTERS]),
        (f"{FERRY} “{NEWS}”", [f"“{NEWS}”"], [FERRY]),
        (f"{FERRY}\n{LETTERS}", [], [FERRY, LETTERS]),
        (f"{FERRY} {NEWS} {LETTERS}", [NEWS], [FERRY, LETTERS]),
        (FERRY.replace(";", ","), [], [FERRY.replace(";", ",")]),
        (LETTERS.strip("_").replace("“", "«").replace("”", "»"), [], ["Letters to «The Lantern» " + LETTERS[26:-1]]),
        (f"{CHINESE}码头周二关闭。", ["码头周二关闭。"], [CHINESE]),
        (f"码头周二关闭。{CHINESE}", ["码头周二关闭。"], [CHINESE]),
        (SHORT, [], [SHORT]),
    ],
)
def test_a_learned_block_is_taken_out_alone_or_at_an_edge(text: str, left: list[str], noise: list[str]) -> None:
    assert sifted(text) == (left, noise)


@pytest.mark.parametrize(
    "text",
    [
        FERRY[:-1] + " and read it to the children.",
        FERRY[:-1] + ", Anna Rehm said.",
        f"{NEWS} {FERRY} {NEWS}",
        f"{SHORT} {NEWS}",
        FERRY.replace("Fridays", "Mondays"),
    ],
)
def test_other_sentences_stay_whole(text: str) -> None:
    assert sifted(text) == ([text], [])


def test_of_two_blocks_that_begin_alike_the_longer_one_is_meant() -> None:
    longer = f"{FERRY} The next one comes with the mail boat."
    assert sifted(f"{longer} {NEWS}", FERRY, longer) == ([NEWS], [longer])


def test_a_spared_block_stays() -> None:
    article = Cleaned(None, [Paragraph(f"{NEWS} {FERRY}"), Paragraph(LETTERS)])
    left = learned.without_learned(article, site_of(FERRY, LETTERS), frozenset({name_of(FERRY)}))
    assert [p.text for p in left.paragraphs] == [f"{NEWS} {FERRY}"]


def test_what_is_kept_of_learned_blocks_is_bounded() -> None:
    site = site_of(*(f"{n} {FERRY}" for n in range(learned.PHRASES_KEPT_MAX + 9)))
    assert len(site.phrases) == learned.PHRASES_KEPT_MAX
    assert site.phrases[-1][0] == site.learned[-1]


def test_a_paragraph_of_nothing_but_blocks_is_parted_in_bounded_steps() -> None:
    left, noise = sifted(" ".join([FERRY] * 200))
    assert len(noise) == learned.PIECES_MAX
    assert left == [" ".join([FERRY] * (200 - learned.PIECES_MAX))]


def test_the_label_of_a_block_goes_with_it() -> None:
    assert sifted(f"Note: {FERRY}") == ([], [f"Note: {FERRY}"])
    assert sifted(f"She reads it to the children: {FERRY}")[0] == ["She reads it to the children:"]


@pytest.mark.parametrize(
    "text",
    [
        "The harbour crew of the week:",
        "What can I do next?",
        "This post was originally published on the Lantern blog.",
        "Dieser Beitrag ist zuerst erschienen im Hafenblatt.",
    ],
)
def test_lead_ins_and_origins_teach_nothing(text: str) -> None:
    """What stands below a lead-in would lose its sense, and where a text came from is part of it."""
    assert not sites.teaching_blocks([Paragraph(text)])
    assert sites.teaching_blocks([Paragraph(FERRY)])
