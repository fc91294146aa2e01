"""Every kind of edit changes what it says, is seen on its page, and stands in the ledger exactly."""

from __future__ import annotations

import re
from html import unescape

import pytest

from streams.newsroom.editing import KINDS, LIVE_KINDS, REVERT, Change, change, is_note
from streams.newsroom.places import Page, Source
from streams.newsroom.prose import Text
from tests.newsroom.conftest import MakeDay
from tests.newsroom.days import Day

QUIET_KINDS = ("number", "quote", "name", "negation", "hedge", "typo")  # one sentence becomes another


def applied(day: Day, kind: str, live: bool = False) -> tuple[Page, Text, Text, Change]:
    """Make an edit of a kind on the first page that offers something to it."""
    for page in day.world.pages:
        if day.world.story(page).live is live and not page.source:
            before = day.world.text(page)
            for seed in range(5):
                if done := day.world.edit(60.0, page, kind, seed):
                    return page, before, day.world.text(page), done
    raise AssertionError(f"no page takes an edit of the kind {kind}")


def shown(day: Day, page: Page) -> str:
    """Return the words of a page as it is served, without tags."""
    answer = day.desk.answer(day.world.sites[page.site], page.path, {}, 61.0)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", answer.body.decode())).split())


@pytest.mark.parametrize("kind", KINDS)
def test_an_edit_is_seen_on_its_page_and_stands_in_the_ledger(make_day: MakeDay, kind: str) -> None:
    day = make_day(articles=80)
    page, before, after, done = applied(day, kind)
    assert change(before, after) == done
    assert all(one in shown(day, page) for one in done.added)
    assert not any(one in shown(day, page) for one in done.removed if not any(one in new for new in after.sentences()))
    assert after.headline in shown(day, page)
    written = day.lines()[-1]
    assert (written["what"], written["kind"], written["version"]) == ("edited", kind, 1)
    assert written["url"] == day.world.url(page)
    assert (tuple(written["removed"]), tuple(written["added"])) == (done.removed, done.added)
    assert tuple(written["moved"]) == done.moved


@pytest.mark.parametrize("kind", QUIET_KINDS)
def test_a_quiet_edit_changes_one_sentence_and_nothing_else(make_day: MakeDay, kind: str) -> None:
    *_, done = applied(make_day(articles=80), kind)
    assert (len(done.removed), len(done.added), done.moved, done.headline) == (1, 1, (), None)


def test_what_each_kind_does(make_day: MakeDay) -> None:
    def made(kind: str) -> Change:
        return applied(make_day(f"{kind}.jsonl", articles=80), kind)[3]

    assert made("headline").headline
    assert not made("headline").added
    assert (len(made("append").removed), bool(made("append").added)) == (0, True)
    assert (len(made("insert").removed), len(made("insert").added)) == (0, 1)
    assert (len(made("deletion").removed), len(made("deletion").added)) == (1, 0)
    assert (len(made("split").removed), len(made("split").added)) == (1, 2)
    assert (len(made("merge").removed), len(made("merge").added)) == (2, 1)
    assert made("moved").moved
    assert sum(map(is_note, made("correction").added)) == 1
    assert sum(map(is_note, made("update").added)) == 1
    assert len(made("rewrite").removed) > 5


def test_a_live_blog_grows_at_its_top(make_day: MakeDay) -> None:
    _, before, after, done = applied(make_day(articles=200), "live", live=True)
    assert after.paragraphs[1:] == before.paragraphs
    assert after.paragraphs[0][0][:5] > before.paragraphs[0][0][:5]
    assert not done.removed


def test_live_kinds_are_kinds_of_their_own() -> None:
    assert "live" in LIVE_KINDS
    assert "live" not in KINDS


def test_a_revert_brings_back_the_text_before(make_day: MakeDay) -> None:
    day = make_day(articles=80)
    page, before, _, done = applied(day, "number")
    back = day.world.edit(80.0, page, REVERT, 0)
    assert day.world.text(page) == before
    assert back is not None
    assert (back.added, back.removed) == (done.removed, done.added)


def test_texts_of_old_versions_can_be_written_again(make_day: MakeDay) -> None:
    day = make_day(articles=80)
    page, before, _, _ = applied(day, "number")
    day.world.edit(80.0, page, "append", 1)
    assert day.world.text(page, 0) == before
    assert len(day.world.text(page).paragraphs) == len(before.paragraphs) + 1


def test_an_edit_that_changes_nothing_did_not_happen(make_day: MakeDay) -> None:
    day = make_day()
    page = next(page for page in day.world.pages if not day.world.story(page).live)
    lines = len(day.lines())
    assert day.world.edit(60.0, page, "live", 0) is None
    assert (page.version, len(day.lines())) == (0, lines)


@pytest.mark.parametrize("sort", ["repost", "wire", "excerpt"])
def test_a_copy_is_made_of_the_text_of_its_origin(make_day: MakeDay, sort: str) -> None:
    day = make_day()
    origin = next(page for page in day.world.pages if not page.source and not day.world.story(page).live)
    other = day.world.sites[(origin.site + 1) % 6]
    copy = day.world.publish(50.0, other, "copy", Source(origin.number, 0, sort))
    original, copied = day.world.text(origin), day.world.text(copy)
    same = set(original.sentences()) & set(copied.sentences())
    assert len(same) >= len(copied.sentences()) - 1
    assert (copied == original) is (sort == "repost")
    assert (len(copied.paragraphs) < len(original.paragraphs)) is (sort == "excerpt")
    written = day.lines()[-1]
    assert (written["what"], written["sort"], written["origin_url"]) == ("copied", sort, day.world.url(origin))


def test_a_copy_may_follow_an_edit_of_its_origin(make_day: MakeDay) -> None:
    day = make_day()
    origin = next(page for page in day.world.pages if not page.source and not day.world.story(page).live)
    copy = day.world.publish(50.0, day.world.sites[(origin.site + 1) % 6], "copy", Source(origin.number, 0, "repost"))
    day.world.edit(60.0, origin, "append", 1)
    assert day.world.text(copy) != day.world.text(origin)
    day.world.edit(70.0, copy, "follow", origin.version)
    assert day.world.text(copy) == day.world.text(origin)
