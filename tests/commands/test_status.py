from collections import Counter

import orjson

from streams import topology
from streams.commands.status import as_value, judge
from streams.hosts.inspecting import Inspection, Sample, Worker

ALL = {topic.name: 4 for topic in topology.TOPICS}
ONE = [Worker("worker-1", "127.0.0.1", [0, 1, 2, 3])]


def inspection(
    topics: dict[str, int] | None = None,
    workers: list[Worker] | None = None,
    waiting: tuple[int, ...] = (0,),
    handled: tuple[int, ...] = (0, 0),
    state: str = "Stable",
) -> Inspection:
    samples = [Sample({topology.RAW: n}, at, float(i)) for i, (n, at) in enumerate(zip(waiting, handled, strict=False))]
    found = ALL if topics is None else topics
    return Inspection(
        "127.0.0.1:9092", "cluster", "rowback", state, found, ONE if workers is None else workers, samples
    )


def said(found: Inspection) -> list[tuple[str, str]]:
    return [(finding.level, finding.what) for finding in judge(found)]


def test_nothing_is_said_where_all_is_well() -> None:
    assert judge(inspection()) == []
    assert judge(inspection(waiting=(50, 20), handled=(100, 130))) == []


def test_missing_topics_are_a_fault() -> None:
    assert said(inspection(dict.fromkeys(ALL, 0))) == [("fault", "the topics do not exist yet")]
    assert said(inspection({**ALL, topology.RAW: 0})) == [("fault", f"topics are missing: {topology.RAW}")]


def test_unequal_numbers_of_partitions_are_a_fault() -> None:
    assert "different numbers" in said(inspection({**ALL, topology.RAW: 3}))[0][1]


def test_no_worker_is_a_fault_only_where_something_waits() -> None:
    assert said(inspection(workers=[])) == [("warning", "no worker runs")]
    assert said(inspection(workers=[], waiting=(3, 3))) == [("fault", "no worker runs, and 3 messages wait")]


def test_a_rebalance_is_no_fault() -> None:
    found = inspection(workers=[Worker("worker-1", "h", [])], state="PreparingRebalance")
    assert [level for level, _ in said(found)] == ["warning"]


def test_a_partition_without_an_owner_is_a_fault() -> None:
    assert said(inspection(workers=[Worker("worker-1", "h", [0, 2])])) == [("fault", "nobody owns partition 1, 3")]


def test_standing_still_is_a_fault_and_falling_behind_a_warning() -> None:
    assert said(inspection(waiting=(9, 9), handled=(5, 5)))[0][0] == "fault"
    ((level, what),) = said(inspection(waiting=(9, 30), handled=(5, 8)))
    assert level == "warning"
    assert "it grows" in what


def test_many_rejections_are_worth_a_look() -> None:
    found = inspection()
    found.outcomes = Counter(created=90, rejected=10)
    found.rejected = Counter({("clean", "schema"): 8, ("clean", "no_article"): 2})
    ((level, what),) = said(found)
    assert (level, what) == ("warning", "10% of the newest 100 captures were rejected, most of them for schema")
    found.outcomes = Counter(created=9, rejected=1)
    assert judge(found) == []


def test_a_fault_of_ours_is_never_one_rejection_among_others() -> None:
    found = inspection()
    found.rejected = Counter({("clean", "schema"): 8, ("match", "failed"): 1})
    ((level, what),) = said(found)
    assert (level, what) == ("warning", "1 message of the newest rejected ones met a fault of rowback itself")


def test_pollers_that_are_gone_are_missed_only_where_there_were_some() -> None:
    found = inspection()
    found.was_polled = True
    assert said(found) == [("warning", "no poller runs, so that nothing new is looked at")]
    found.pollers = [Worker("poller", "127.0.0.1", [0, 1, 2, 3])]
    assert judge(found) == []


def test_quiet_is_worth_a_look_only_where_a_poller_runs() -> None:
    found = inspection()
    found.quiet_seconds = 7 * 3600.0
    assert judge(found) == []
    found.pollers = [Worker("poller", "127.0.0.1", [0, 1, 2, 3])]
    assert said(found) == [("warning", "no capture has come for 7 hours, though a poller runs")]
    found.quiet_seconds = 60.0
    assert judge(found) == []


def test_the_look_is_json() -> None:
    found = inspection()
    found.rejected = Counter({("clean", "schema"): 8})
    assert orjson.loads(orjson.dumps(as_value(found, judge(found))))["rejected"][0]["count"] == 8
