"""From versions to statements and articles: a function of what was captured, not of how it travelled."""

import random

import pytest

from streams import topology
from streams.records import Event
from streams.stages import duplicate
from streams.stages.versions import VersionText
from tests.stages.copies import blend, stories
from tests.stages.lanes import Lanes, Table, interleaved, page_id, version

STORIES = stories()
FERRY, BRIDGE, WATER = STORIES["ferry"], STORIES["bridge"], STORIES["water"]


def day(number: int) -> str:
    return f"2026-03-{number:02}T08:00:00Z"


def lines(text: str, *chosen: int) -> str:
    all_lines = text.strip().splitlines()
    return "\n".join(all_lines[at] for at in chosen)


def retouched(text: str) -> str:
    """Return the text with every eighth word of every paragraph changed."""
    paragraphs = [line.split(" ") for line in text.strip().splitlines()]
    return "\n".join(" ".join(w if at % 8 != 3 else w + "ly" for at, w in enumerate(words)) for words in paragraphs)


def said(topic: str, *texts: VersionText) -> list[Event]:
    return Lanes().run(texts).said(topic)


def newsroom(seed: int) -> dict[str, list[VersionText]]:
    """Sites that copy, edit, shorten and round up each other's stories: site -> its sequence of versions."""
    chance = random.Random(seed)  # noqa: S311
    sites: dict[str, list[VersionText]] = {}
    moment = 0
    for at in range(7):
        site = f"site{at}.example"
        sites[site] = []
        for name in ("ferry", "bridge", "water"):
            text = STORIES[name]
            for number in range(1, chance.randint(2, 4)):
                moment += 1
                changed = text.strip().splitlines()
                if chance.random() < 0.5:
                    changed.pop(chance.randrange(len(changed)))
                if chance.random() < 0.4:
                    changed.insert(0, blend("appeal")[0].splitlines()[1])
                if chance.random() < 0.4:
                    changed = changed[: chance.randint(2, 7)]
                if chance.random() < 0.2:
                    changed += blend("briefs")
                stamp = f"2026-03-01T{moment // 60:02}:{moment % 60:02}:00Z"
                sites[site].append(version(f"https://{site}/{name}", "\n".join(changed), stamp, number))
    return sites


def outcome(lanes: Lanes) -> list[object]:
    events = [(e.topic, e.id, e.key, e.value, e.time) for e in lanes.public if e.topic != topology.ASSIGNED]
    once = {event[1]: event for event in events}
    assert all(once[event[1]] == event for event in events)  # one id, one content
    return [sorted(once.values(), key=lambda event: event[1]), lanes.articles()]


@pytest.mark.parametrize("seed", range(4))
def test_no_interleaving_of_sites_no_delay_and_no_partition_count_shows_in_what_is_said(seed: int) -> None:
    sites = newsroom(seed)
    runs = [(1, 0, 0, False), (4, 1, 30, False), (4, 2, 0, True), (7, 3, 20, True)]
    outcomes = [
        outcome(Lanes(partitions, order, repeats).run(interleaved(sites, order), at_once))
        for partitions, order, repeats, at_once in runs
    ]
    assert outcomes[0][0]
    assert outcomes[0][1]
    assert all(other == outcomes[0] for other in outcomes[1:])


def test_a_version_taken_in_again_after_a_crash_adds_nothing() -> None:
    texts = [version(f"https://{name}.example/1", FERRY + f"\n{name}", day(at + 1)) for at, name in enumerate("abcd")]
    once = outcome(Lanes().run(texts))
    assert outcome(Lanes().run([*texts, texts[1], texts[0], *texts])) == once


def test_a_pair_that_arrives_before_its_text_is_compared_when_the_text_is_taken_in() -> None:
    """The text's lane lost its state after the look-up was delivered; the capture comes again, and so does the pair."""
    one, other = version("https://a.example/1", FERRY), version("https://b.example/1", FERRY, day(2))
    for lost in (one, other):
        lanes = Lanes()
        lanes.run([one, other])
        lanes.public.clear()
        lane = lanes.tables[lanes.lane(lost.site)]
        lane.records = {key: value for key, value in lane.records.items() if key[0] not in ("versions", "labels")}
        lanes.run([lost])
        assert len(lanes.said(topology.DUPLICATED)) == 1


class TestStatements:
    def test_two_copies_are_stated_once_from_the_view_of_the_smaller_page(self) -> None:
        one, other = version("https://a.example/1", FERRY), version("https://b.example/1", FERRY, day(2))
        (event,) = said(topology.DUPLICATED, one, other)
        smaller, larger = sorted((one, other), key=lambda text: text.page)
        assert event.key == event.value["page"] == smaller.page
        assert event.value["other"]["page"] == larger.page
        assert event.route == smaller.site
        assert event.time == day(2)
        assert (event.value["relation"], event.value["unites"], event.value["statement"]) == (
            "identical",
            True,
            "stated",
        )

    def test_the_evidence_counts_windows_and_sentences_of_both(self) -> None:
        long, short = version("https://a.example/1", FERRY), version("https://b.example/1", lines(FERRY, 0, 1, 2))
        (event,) = said(topology.DUPLICATED, long, short)
        evidence = event.value["evidence"]
        windows, of_other = evidence["windows"], evidence["other_windows"]
        assert evidence["shared_windows"] == min(windows, of_other)
        assert {evidence["containment"], evidence["other_containment"]} > {1.0}
        assert evidence["shared_sentences"] == min(evidence["sentences"], evidence["other_sentences"]) == 3

    def test_the_evidence_tells_the_share_of_words_that_was_judged(self) -> None:
        """Where every sentence was edited, the words still say why the two are one article."""
        long, edited = version("https://a.example/1", FERRY), version("https://b.example/1", retouched(FERRY))
        (event,) = said(topology.DUPLICATED, long, edited)
        evidence = event.value["evidence"]
        assert event.value["unites"]
        assert evidence["shared_sentences"] == 0
        assert evidence["containment"] < 0.75 <= min(evidence["word_cover"], evidence["other_word_cover"]) < 1

    def test_the_shares_of_words_change_sides_with_the_pages(self) -> None:
        shares = set()
        for at in range(8):
            long = version(f"https://{at}.example/1", FERRY)
            short = version("https://x.example/1", lines(FERRY, 0, 1, 2))
            (event,) = said(topology.DUPLICATED, long, short)
            first, second = (event.value["evidence"][name] for name in ("word_cover", "other_word_cover"))
            shares.add((first, second) if event.value["page"] == short.page else (second, first))
        assert len(shares) == 1
        assert shares.pop()[0] == 1.0

    def test_an_excerpt_is_extended_from_the_other_side(self) -> None:
        relations = set()
        for at in range(8):
            long, short = (
                version(f"https://{at}.example/1", FERRY),
                version("https://x.example/1", lines(FERRY, 0, 1, 2)),
            )
            (event,) = said(topology.DUPLICATED, long, short)
            relations.add((event.value["relation"], event.value["page"] == short.page))
        assert relations == {("excerpt", True), ("extended", False)}

    def test_later_versions_that_agree_no_better_are_not_stated_again(self) -> None:
        texts = [
            version("https://a.example/1", FERRY + f"\nUpdate {at}: more follows.", day(at), at) for at in (1, 2, 3)
        ]
        assert len(said(topology.DUPLICATED, version("https://b.example/1", FERRY), *texts)) == 1

    def test_versions_that_come_to_agree_better_are_stated_again(self) -> None:
        copy = version("https://b.example/1", FERRY)
        longer = version("https://a.example/1", FERRY + "\nMore follows.", day(1))
        same = version("https://a.example/1", FERRY, day(2), 2)
        events = said(topology.DUPLICATED, copy, longer, same)
        assert sorted(event.value["relation"] for event in events) == ["identical", "near"]

    def test_a_page_that_turns_into_another_story_keeps_its_statement(self) -> None:
        texts = [version("https://a.example/1", FERRY), version("https://a.example/1", BRIDGE, day(2), 2)]
        lanes = Lanes().run([*texts, version("https://b.example/1", FERRY, day(3))])
        assert len(lanes.said(topology.DUPLICATED)) == 1
        assert len(set(lanes.articles())) == 1

    def test_two_stories_are_not_stated(self) -> None:
        assert (
            said(topology.DUPLICATED, version("https://a.example/1", FERRY), version("https://b.example/1", WATER))
            == []
        )


class TestCopyRevisions:
    def test_the_earlier_capture_is_compared_with_the_later(self) -> None:
        early = version("https://a.example/1", FERRY + "\nMore.", day(3))
        late = version("https://b.example/1", FERRY, day(5))
        for order in ((early, late), (late, early)):
            (event,) = said(topology.REVISED, *order)
            assert (event.value["from"][0], event.value["to"][0]) == (early.page, late.page)
            assert (event.key, event.time) == (late.page, day(5))

    def test_captured_at_once_the_smaller_page_is_the_earlier(self) -> None:
        texts = [version(f"https://{name}.example/1", FERRY + f"\n{name}") for name in "ab"]
        (event,) = said(topology.REVISED, *texts)
        assert event.value["from"][0] == min(text.page for text in texts)

    def test_identical_copies_are_no_revision(self) -> None:
        assert (
            said(topology.REVISED, version("https://a.example/1", FERRY), version("https://b.example/1", FERRY)) == []
        )

    def test_a_link_is_no_revision(self) -> None:
        roundup = version("https://a.example/1", "\n".join(blend("briefs")))
        lanes = Lanes().run([roundup, version("https://b.example/1", blend("briefs")[2])])
        assert [event.value["unites"] for event in lanes.said(topology.DUPLICATED)] == [False]
        assert lanes.said(topology.REVISED) == []
        assert lanes.articles() == {}


def label(united: str) -> dict[str, object]:
    """Return what a page is told by a neighbour that is named before it."""
    return {
        "page": page_id("b"),
        "url": "https://b.example/1",
        "site": "b.example",
        "from": {"page": "0" * 32, "url": "https://a.example/1", "site": "a.example"},
        "united": united,
        "article": "0" * 32,
        "since": "",
    }


class TestArticles:
    def test_an_article_is_named_after_its_smallest_page(self) -> None:
        texts = [version(f"https://{at}.example/1", FERRY, day(at + 1)) for at in range(6)]
        smallest = min(text.page for text in texts)
        assert {page: article for page, (article, _) in Lanes().run(texts).articles().items()} == {
            text.page: smallest for text in texts if text.page != smallest
        }

    def test_a_page_alone_is_its_own_article_and_says_nothing(self) -> None:
        assert said(topology.ASSIGNED, version("https://a.example/1", FERRY)) == []

    def test_versions_that_drift_apart_are_joined_by_those_between(self) -> None:
        steps = [lines(FERRY, *range(5)), FERRY, lines(FERRY, *range(3, 8))]
        drifted = [version(f"https://{at}.example/1", text, day(at + 1)) for at, text in enumerate(steps)]
        assert len(Lanes().run(drifted).articles()) == 2
        assert Lanes().run([drifted[0], drifted[2]]).articles() == {}

    def test_an_article_holds_since_the_latest_union_on_the_earliest_way_to_its_name(self) -> None:
        texts = [version(f"https://{at}.example/1", FERRY, day(9 - at)) for at in range(5)]
        smallest = min(texts, key=lambda text: text.page)
        for seed in range(5):
            since = Lanes(seed=seed).run(random.Random(seed).sample(texts, 5)).articles()  # noqa: S311
            for text in texts:
                if text.page != smallest.page:
                    assert since[text.page][1] == max(text.captured_at, smallest.captured_at)

    def test_pages_united_twice_are_united_since_the_earlier_time(self) -> None:
        ends = set()
        for first, second in ((day(1), day(2)), (day(2), day(1))):
            table, events = Table(), []
            for united in (first, second):
                events += duplicate.spread(label(united), table, 1)
            ends.add((events[-1].value["captured_at"], *table.records.values()))
        assert len(ends) == 1

    def test_the_state_of_a_lane_is_the_same_after_a_repeated_message(self) -> None:
        item = label(day(1))
        table = Table()
        first = duplicate.spread(item, table, 1)
        records = dict(table.records)
        assert [event.topic for event in first] == [topology.ASSIGNED]
        assert duplicate.spread(item, table, 1) == []
        assert table.records == records
