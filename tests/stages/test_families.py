"""Reworded house paragraphs are known by the family they belong to."""

from __future__ import annotations

import pytest

from streams.records import Cleaned, Paragraph
from streams.stages import families, learned
from streams.stages.sites import REWORDED_RULE, Site, name_of

APPEAL = (
    "For the price of a fish supper you keep our reporters at sea and on the quay, whatever the weather, for another "
    "day of the year."
)
REWORDED = APPEAL.replace("a fish supper", "two ferry tickets").replace("day of the year", "week")
FERRY = "The Lantern is printed on Fridays and read on the ferry; whoever finds it may take it home."


def site_of(*blocks: str) -> Site:
    site = Site("lantern.example")
    for block in blocks:
        learned.remember(site, name_of(block), block)
    return site


def taken(text: str, site: Site, kind: str = "paragraph") -> list[str]:
    paragraph = Paragraph(text)
    paragraph.kind = kind  # type: ignore[assignment]
    return [noise.rule for noise in learned.without_learned(Cleaned(None, [paragraph]), site).noise]


def test_an_appeal_in_other_words_is_noise_and_says_why() -> None:
    assert taken(REWORDED, site_of(APPEAL)) == [REWORDED_RULE]


def test_it_stays_where_nothing_like_it_was_learned() -> None:
    assert taken(REWORDED, site_of(FERRY)) == []


@pytest.mark.parametrize(
    "text",
    [
        FERRY.replace("Fridays", "Mondays"),
        "For the price of a fish supper the office sold three boats at sea and on the quay, whatever the weather said.",
        f"Correction: an earlier version of this article said: {REWORDED}",
        "You keep our reporters.",
    ],
)
def test_what_has_no_cues_or_little_in_common_stays(text: str) -> None:
    assert taken(text, site_of(APPEAL, FERRY)) == []


def test_a_quotation_of_it_stays() -> None:
    assert taken(REWORDED, site_of(APPEAL), "quote") == []


def test_a_spared_block_has_no_family() -> None:
    article = Cleaned(None, [Paragraph(REWORDED)])
    left = learned.without_learned(article, site_of(APPEAL), frozenset({name_of(APPEAL)}))
    assert left.noise == []


def test_what_is_kept_of_families_is_bounded() -> None:
    site = site_of(*(f"{n} {APPEAL}" for n in range(families.KEPT_MAX + 9)))
    assert len(site.families) == families.KEPT_MAX
    assert families.family_of("x", "too short") is None
    assert families.family_of("x", "word " * 500) is None
