"""The archive holds every event once, whatever is read again and in whatever order topics come."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import orjson
import pytest

from streams import topology
from streams.archive import Archive, ArchiveError, Filters, archive, counts, pages, revisions
from streams.archive.writing import write
from streams.messages import Incoming
from tests.archive.comparing import content, index_is_sound
from tests.archive.river import filled, golden, said
from tests.archive.synthetic import example
from tests.archive.synthetic import message as made_up


def interleaved(messages: tuple[Incoming, ...], seed: int) -> Iterator[Incoming]:
    """The order of each partition of each topic, mixed at random: what a reader of Kafka may see."""
    queues: dict[tuple[str, int], list[Incoming]] = {}
    for message in messages:
        queues.setdefault((message.topic, message.partition), []).append(message)
    chance = random.Random(seed)  # noqa: S311 - repeatable, not secret
    while queues:
        place = chance.choice(list(queues))
        yield queues[place].pop(0)
        if not queues[place]:
            del queues[place]


@pytest.mark.parametrize("messages", [said(), golden()], ids=["history", "golden"])
def test_a_rebuilt_archive_is_the_one_that_was_built_live(tmp_path: Path, messages: tuple[Incoming, ...]) -> None:
    live = Archive(tmp_path / "live.sqlite3")
    mixed = list(interleaved(messages, 3))
    for start in range(0, len(mixed), 37):
        live.add(mixed[start : start + 37])
    live.close()
    filled(tmp_path, messages, "rebuilt.sqlite3").close()
    first, second = content(tmp_path / "live.sqlite3"), content(tmp_path / "rebuilt.sqlite3")
    for name in first:
        assert first[name] == second[name], name
    index_is_sound(tmp_path / "live.sqlite3")


def test_what_is_read_again_changes_nothing(tmp_path: Path) -> None:
    opened = filled(tmp_path, said())
    before = content(opened.path)
    assert opened.add(said()) == 0
    # A reader that has lost its offsets reads everything anew.
    opened.change(lambda connection: connection.execute("DELETE FROM offsets").fetchall())
    assert opened.add(said()) == 0
    opened.close()
    assert content(opened.path) == before


def test_a_batch_is_written_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = Archive(tmp_path / "a.sqlite3")
    count = 0

    def failing(*arguments: object) -> int | None:
        nonlocal count
        count += 1
        if count == 50:
            raise KeyboardInterrupt
        return write(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(archive, "write", failing)
    with pytest.raises(KeyboardInterrupt):
        opened.add(said())
    assert opened.ask(counts.summary)["latest"] == 0
    assert opened.offsets() == {}
    opened.add(said())
    opened.close()
    filled(tmp_path, said(), "b.sqlite3").close()
    assert content(tmp_path / "a.sqlite3") == content(tmp_path / "b.sqlite3")


def test_every_capture_is_counted_once(tmp_path: Path) -> None:
    opened = filled(tmp_path, said())
    outcomes = opened.ask(counts.outcomes)
    assert sum(outcomes.values()) == 400
    opened.close()


def test_sequence_numbers_are_never_given_again(tmp_path: Path) -> None:
    opened = filled(tmp_path, said())
    latest = opened.ask(revisions.latest)
    opened.change(lambda connection: connection.execute("DELETE FROM events WHERE sequence > 10").fetchall())
    assert opened.ask(revisions.latest) == latest
    epoch = opened.epoch
    opened.close()
    again = Archive(opened.path)
    assert again.epoch == epoch
    again.add(golden())
    newest = again.ask(revisions.find, Filters(), revisions.Bounds(newest_first=False, after=latest), 1)
    assert newest[0].sequence > latest
    again.close()


def test_a_new_file_is_a_new_epoch(tmp_path: Path) -> None:
    first, second = Archive(tmp_path / "a"), Archive(tmp_path / "b")
    assert first.epoch != second.epoch
    first.close()
    second.close()


def test_what_is_no_event_is_left_out_and_counted(tmp_path: Path) -> None:
    good = next(message for message in said() if message.topic == topology.REVISED)
    value = orjson.loads(good.value or b"")
    bad = [
        Incoming(good.topic, 0, 0, None, b"{", 0, good.headers),
        Incoming(good.topic, 0, 1, None, orjson.dumps({**value, "page": "x"}), 0, good.headers),
        Incoming(good.topic, 0, 2, None, good.value, 0, ()),
        Incoming(good.topic, 0, 3, None, orjson.dumps([value]), 0, good.headers),
        Incoming(good.topic, 0, 4, None, None, 0, ()),
    ]
    opened = Archive(tmp_path / "a.sqlite3")
    newer = orjson.dumps({**value, "a_field_of_tomorrow": 1})
    assert opened.add([*bad, Incoming(good.topic, 0, 5, None, newer, 0, good.headers)]) == 1
    assert opened.unusable == 4
    assert opened.offsets() == {(topology.REVISED, 0): 6}
    opened.close()


def test_a_file_that_is_no_archive_is_refused_in_one_line(tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite3"
    path.write_bytes(b"not a database" * 1_000)
    with pytest.raises(ArchiveError, match="Move it away"):
        Archive(path)


def test_the_newest_version_of_a_page_is_what_is_found(tmp_path: Path) -> None:
    opened = filled(tmp_path, said())
    for page in opened.ask(pages.pages, pages.PageFilters(), 20):
        text = opened.ask(pages.newest_text, page["number"])
        if text is None:
            continue
        words = text["paragraphs"][0]["text"][:60].rsplit(" ", 1)[0]
        found = opened.ask(pages.pages, pages.PageFilters(q=f'"{words}"'), 100)
        assert page["page"] in {each["page"] for each in found}
    opened.close()


def test_a_word_of_two_characters_is_found_where_words_have_no_spaces(tmp_path: Path) -> None:
    opened = filled(tmp_path, golden())
    found = [
        each
        for each in opened.ask(pages.pages, pages.PageFilters(language="ja"), 10)
        if each["headline"] and opened.ask(pages.pages, pages.PageFilters(q=each["headline"][1:3]), 10)
    ]
    assert found
    opened.close()


def test_an_answer_is_bounded_in_bytes_and_nothing_is_skipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(revisions, "ANSWER_BYTES_MAX", 5_000)
    opened = filled(tmp_path, golden())
    for filters in (Filters(), Filters(topics=(topology.CLEANED, topology.REVISED))):
        seen: list[int] = []
        while found := opened.ask(
            revisions.find, filters, revisions.Bounds(after=seen[-1] if seen else 0, newest_first=False), 50
        ):
            assert sum(len(event.raw) for event in found[:-1]) < 5_000
            seen += [event.sequence for event in found]
        expected = [message for message in golden() if message.topic in filters.topics]
        assert len(seen) == len(set(seen)) == len(expected)
    opened.close()


def test_a_revision_that_is_taken_back_counts_no_longer(tmp_path: Path) -> None:
    stated = example(topology.REVISED)
    value = {**orjson.loads(stated.value or b""), "basis": "own_history"}
    withdrawn = {**value, "statement": "withdrawn"}
    for order in ([value, withdrawn], [withdrawn, value]):  # whatever comes first
        opened = Archive(tmp_path / f"{order[0].get('statement')}.sqlite3")
        opened.add([made_up(topology.REVISED, each, number) for number, each in enumerate(order)])
        page = opened.ask(pages.page, value["page"])
        assert page is not None
        assert page["revisions"] == 0
        opened.close()
