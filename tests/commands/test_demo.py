import orjson
import pytest
import rich_click as click
from aiokafka import ConsumerRecord

from streams import topology
from streams.commands.showing import Show


@pytest.mark.parametrize(("reason", "fails"), [("failed: a fault", True), ("no_article: empty", False), (None, False)])
def test_a_capture_that_a_fault_of_ours_rejects_fails_the_demo(reason: str | None, fails: bool) -> None:
    show = Show(as_json=True)
    raw = orjson.dumps({"outcome": "rejected" if reason else "created", "reason": reason})
    show.take(ConsumerRecord(topology.SETTLED, 0, 0, 0, 0, None, raw, None, -1, -1, ()))
    if fails:
        with pytest.raises(click.ClickException, match="1 captures met a fault"):
            show.check()
    else:
        show.check()
