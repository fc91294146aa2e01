import logging

from streams.logs import REPEATED_SECONDS_MIN, WorthSaying


def record(
    name: str, message: str, *arguments: object, level: int = logging.ERROR, at: float = 0.0
) -> logging.LogRecord:
    made = logging.LogRecord(name, level, __file__, 1, message, arguments, None)
    made.created = at
    return made


def test_a_fault_of_a_library_that_goes_on_is_said_now_and_then() -> None:
    filters = WorthSaying()
    times = [second / 10 for second in range(int(REPEATED_SECONDS_MIN * 20))]
    said = [at for at in times if filters.filter(record("aiokafka", "Unable connect to node %s", at, at=at))]
    assert said == [0.0, REPEATED_SECONDS_MIN]


def test_another_fault_in_between_is_said() -> None:
    filters = WorthSaying()
    assert filters.filter(record("aiokafka", "Unable connect to node %s", 1))
    assert filters.filter(record("aiokafka", "Heartbeat failed for group %s", "rowback"))


def test_what_rowback_says_itself_is_said_each_time() -> None:
    filters = WorthSaying()
    assert all(filters.filter(record("streams.hosts.worker", "the worker stops: %s", "why")) for _ in range(3))


def test_what_libraries_say_of_ordinary_retries_is_not_said() -> None:
    filters = WorthSaying()
    ordinary = "Group Coordinator Request failed: %s"
    assert not filters.filter(record("aiokafka.consumer.group_coordinator", ordinary, "[Error 15] NotAvailable"))
    assert filters.filter(record("aiokafka.consumer.group_coordinator", ordinary, "[Error 30] NotAuthorized"))


def test_faust_is_heard_when_a_part_crashes_not_when_it_starts() -> None:
    filters = WorthSaying()
    assert not filters.filter(record("streams.hosts.worker", "[^App]: Starting...", level=logging.INFO))
    assert filters.filter(record("streams.hosts.worker", "[^App]: Crashed reason=%r", "why"))
