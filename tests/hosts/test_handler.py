"""What happens to a message, whatever host it runs on."""

from __future__ import annotations

from typing import Any

import orjson
import pytest

from streams import topology
from streams.handler import ITEM_STEPS, ITEMS_MAX, Effects, Handler, offsets_of
from streams.hosts.memory import MemoryStore
from streams.messages import ORIGIN, Incoming
from streams.records import Event, Tables
from streams.rejection import HEAD_BYTES_MAX
from streams.stages import revise
from streams.stages.byhand import Rules
from streams.stages.clean import Capture
from streams.web.address import partition
from tests.golden.cases import Case, all_cases, home
from tests.golden.memory import run

NOW_MS = 1_780_000_000_000
SITE = "handler.example"


def capture(path: str = "one", **fields: Any) -> bytes:
    text = "\n\n".join(
        f"Paragraph {n} of the story {path} tells of {n * 7} boats that lay in the harbour." for n in range(6)
    )
    value = {"url": f"https://{SITE}/{path}", "captured_at": "2026-03-01T08:00:00Z", "status": 200, "body": text}
    return orjson.dumps(value | fields)


def incoming(value: bytes | None, offset: int = 0, number: int = 0, topic: str = topology.RAW) -> Incoming:
    return Incoming(topic, number, offset, b"key", value, NOW_MS, ())


def values(effects: Effects, topic: str) -> list[dict[str, Any]]:
    return [orjson.loads(message.value) for message in effects.outgoing if message.topic == topic]


def test_a_message_below_the_watermark_is_skipped() -> None:
    store, handler = MemoryStore(), Handler(1)
    store.apply(handler.handle([incoming(capture("one"), 4), incoming(capture("two"), 7)], store).writes)
    assert offsets_of(store) == {topology.RAW: 8}
    again = handler.handle([incoming(capture("one"), 4), incoming(capture("two"), 7)], store)
    assert again == Effects()
    assert len(values(handler.handle([incoming(capture("three"), 8)], store), topology.SETTLED)) == 1


def test_a_batch_of_many_is_the_same_as_many_batches() -> None:
    """Boundaries of batches leave no trace in what is said or remembered."""
    messages = [incoming(raw, n) for case in all_cases()[:12] for n, raw in enumerate(case.captures)]
    messages = [Incoming(m.topic, 0, n, m.key, m.value, NOW_MS, ()) for n, m in enumerate(messages)]
    at_once, one_by_one = MemoryStore(), MemoryStore()
    handler = Handler(1)
    effects = handler.handle(messages, at_once)
    at_once.apply(effects.writes)
    said = []
    for message in messages:
        single = handler.handle([message], one_by_one)
        one_by_one.apply(single.writes)
        said += [m for m in single.outgoing if m.topic in topology.PUBLIC]
    assert said == [m for m in effects.outgoing if m.topic in topology.PUBLIC]
    assert one_by_one.records == at_once.records


def test_a_stage_that_fails_leaves_no_trace_and_the_batch_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    step = revise.step

    def failing(capture: Capture, tables: Tables, partitions: int, rules: Rules) -> list[Event]:
        events = step(capture, tables, partitions, rules)
        if capture.url.endswith("bad"):
            raise ZeroDivisionError
        return events

    store, handler = MemoryStore(), Handler(1)
    sound = handler.handle([incoming(capture("good"), 0), incoming(capture("fine"), 1)], store)
    monkeypatch.setattr(revise, "step", failing)
    messages = [incoming(capture("good"), 0), incoming(capture("bad"), 1), incoming(capture("fine"), 2)]
    effects = handler.handle(messages, store)
    assert [value["outcome"] for value in values(effects, topology.SETTLED)] == ["created", "rejected", "created"]
    assert [value["reason"] for value in values(effects, topology.REJECTED)] == ["failed"]
    assert effects.rejected == 1
    assert effects.writes.keys() == sound.writes.keys()


def test_a_rejection_keeps_the_beginning_and_the_hash_of_what_came() -> None:
    raw = b'{"url": "https://handler.example/long", "body": "' + b"x" * 100_000
    effects = Handler(1).handle([incoming(raw, 3)], MemoryStore())
    (value,) = values(effects, topology.REJECTED)
    assert value["origin"] == {"topic": topology.RAW, "partition": 0, "offset": 3}
    assert value["size"] == len(raw)
    assert len(value["head"]) == HEAD_BYTES_MAX
    headers = dict(effects.outgoing[0].headers)
    assert headers["__dlq.errors.reason"] == b"not_json"
    assert headers["__dlq.errors.offset"] == b"3"


@pytest.mark.parametrize("value", [None, b"", b"null", b"\xff", b"[[[[", b'{"url": 3}'])
def test_whatever_is_no_capture_is_rejected_and_settled(value: bytes | None) -> None:
    effects = Handler(3).handle([incoming(value)], MemoryStore())
    assert [each["outcome"] for each in values(effects, topology.SETTLED)] == ["rejected"]
    assert len(values(effects, topology.REJECTED)) == 1
    assert effects.offsets == {topology.RAW: 1}


def test_a_capture_in_the_wrong_partition_is_forwarded_as_it_came() -> None:
    number = partition(SITE, 4)
    raw = capture()
    effects = Handler(4).handle([incoming(raw, 9, (number + 1) % 4)], MemoryStore())
    (message,) = effects.outgoing
    assert (message.topic, message.partition, message.key) == (topology.CAPTURES, number, SITE.encode())
    assert (message.value, message.timestamp_ms) == (raw, NOW_MS)
    assert dict(message.headers) == {ORIGIN: f"{topology.RAW}/{(number + 1) % 4}/9".encode()}


def test_internal_messages_are_few_and_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """What goes to one partition of one topic in a batch travels together, up to a limit."""

    def chatty(item: dict[str, Any], _tables: Tables, _partitions: int) -> list[Event]:
        return [Event(topology.CANDIDATES, "key", {"n": n}, SITE) for n in range(item["count"])]

    monkeypatch.setitem(ITEM_STEPS, topology.LOOKUPS, chatty)
    value = orjson.dumps({"items": [{"count": ITEMS_MAX}, {"count": 1}]})
    effects = Handler(4).handle([incoming(value, topic=topology.LOOKUPS)], MemoryStore())
    packed = [each["items"] for each in values(effects, topology.CANDIDATES)]
    assert [len(items) for items in packed] == [ITEMS_MAX, 1]
    assert [item["n"] for items in packed for item in items] == [*range(ITEMS_MAX), 0]


def test_an_internal_message_that_cannot_be_used_is_rejected_under_its_stage() -> None:
    effects = Handler(1).handle([incoming(b'{"items": [{}]}', topic=topology.LOOKUPS)], MemoryStore())
    assert [value["stage"] for value in values(effects, topology.REJECTED)] == ["match"]
    assert not values(effects, topology.SETTLED)


def test_no_step_rejects_what_another_step_says() -> None:
    """Of all golden cases nothing internal ends among the rejected."""
    captures = [raw for case in all_cases() for raw in case.captures if len(raw) < 100_000]
    _, said = run(captures)
    stages = {orjson.loads(m.value or b"")["stage"] for m in said if m.topic == topology.REJECTED}
    assert stages == {"clean"}
    assert "failed" not in {orjson.loads(m.value or b"")["reason"] for m in said if m.topic == topology.REJECTED}


def test_the_order_of_sites_leaves_no_trace() -> None:
    """Captures of different sites may be written in any order, those of one site not."""
    case = Case(all_cases()[0].folder.parent / "copy_follows_the_edit")
    first, second = (
        run(captures)[1] for captures in (case.captures, sorted(case.captures, key=lambda raw: home(raw) or ""))
    )
    ids = [sorted(v for m in said for k, v in m.headers if k == "ce_id") for said in (first, second)]
    assert ids[0] == ids[1]


@pytest.mark.parametrize("value", [b"\x00", b"null", b"{}", b'{"items": 1}', b'{"items": {"a": 1}}', b"[]", b"1"])
def test_an_internal_message_that_is_none_of_ours_is_rejected_and_stops_nothing(value: bytes) -> None:
    effects = Handler(1).handle([incoming(value, topic=topology.LOOKUPS)], MemoryStore())
    assert effects.offsets[topology.LOOKUPS] == 1
    assert [message.topic for message in effects.outgoing] == [topology.REJECTED]


@pytest.mark.parametrize("origin", [b"", b"1", b"a/b/c", b"\xff/1/2", b"a/1/99999999999999999999", b"/1/2"])
def test_an_origin_that_a_producer_made_up_is_not_believed(origin: bytes) -> None:
    message = Incoming(topology.RAW, 0, 7, None, b"{", 0, [(ORIGIN, origin)])
    said = Handler(1).handle([message], MemoryStore()).outgoing
    told = orjson.loads(next(one.value for one in said if one.topic == topology.REJECTED))["origin"]
    assert told == {"topic": topology.RAW, "partition": 0, "offset": 7}
