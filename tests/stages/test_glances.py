"""A glance saves work and changes no judgement: a day of newsrooms comes out the same with it and without."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from streams import topology
from streams.html.glance import Mark
from streams.newsroom.settings import NewsroomSettings
from streams.records import Paragraph
from streams.stages import changing, glances
from streams.stages.changing import Slot
from streams.stages.clean import Capture
from tests.newsroom.days import Day, polled

EVERY_SECONDS = 60.0
SECONDS = 1_200.0

Said = list[dict[str, Any]]


def day(folder: Path) -> Said:
    """The events of a newsroom's day, all troubles among them."""
    folder.mkdir()
    return polled(Day(NewsroomSettings(sites=6, articles=18, seed=4), folder / "ledger.jsonl"), EVERY_SECONDS, SECONDS)


def test_outcomes_and_events_are_those_of_cleaning_every_capture(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[bool] = []

    def counted(bears_out: Callable[[Capture, Mark], bool]) -> Callable[[Capture, Mark], bool]:
        def count(capture: Capture, mark: Mark) -> bool:
            asked.append(bears_out(capture, mark))
            return asked[-1]

        return count

    monkeypatch.setattr(glances, "bears_out", counted(glances.bears_out))
    with_glances = day(tmp_path / "with")
    assert sum(asked) > 100  # or it shows nothing
    monkeypatch.setattr(glances, "bears_out", lambda *_: False)
    without = day(tmp_path / "without")
    assert [event for event in with_glances if event["topic"] != topology.SETTLED] == [
        event for event in without if event["topic"] != topology.SETTLED
    ]
    assert outcomes(with_glances) == outcomes(without)


def outcomes(said: Said) -> list[tuple[str, str, str]]:
    settled = [event["value"] for event in said if event["topic"] == topology.SETTLED]
    return sorted((value["url"], value["captured_at"], value["outcome"]) for value in settled)


@pytest.mark.parametrize("looks", ["1", "11", "110", "1110", "101"])
def test_a_place_that_changed_lately_is_watched_as_by_a_full_look(looks: str) -> None:
    """A look recognised at a glance counts for it as one that shows the same text."""
    texts = ["The gate is shut.", "It opens at nine.", "Ada Norrby has the key."]
    now = changing.text_of("Gate", [Paragraph(text) for text in texts])
    names = now.names
    places = [(names[0], names[2]), changing.HEADLINE]
    slots = [Slot(place, looks, now.content(place) or "") for place in places]
    assert changing.stood(slots) == changing.watch(slots, [], now).slots
