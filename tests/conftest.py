from collections.abc import Iterator
from pathlib import Path

import pytest

from streams import broker
from streams.broker.progress import Quiet

SHARED = Path(__file__).resolve().parents[2] / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of evaluation data that may stand beside a checkout; nothing of it belongs to the project."""
    if not (SHARED / "data").is_dir():
        pytest.skip("no evaluation data beside this checkout (../shared is absent)")
    return SHARED


@pytest.fixture(scope="session")
def kafka() -> Iterator[str]:
    """The address of a Kafka of our own, started once for the whole run; mark the tests that use it with `kafka`.

    It starts without topics and is shared: whoever needs topics of its own state deletes them first.
    """
    handle = broker.start(ephemeral=True, progress=Quiet())
    yield handle.broker.bootstrap_servers
    broker.stop(handle)
