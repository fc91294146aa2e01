from collections.abc import Iterator

import pytest

from streams import broker
from streams.broker.progress import Quiet


@pytest.fixture(scope="module")
def bootstrap_servers() -> Iterator[str]:
    """The address of a throw-away Kafka for the tests of one module: what others have written is not on it."""
    handle = broker.start(ephemeral=True, progress=Quiet())
    yield handle.broker.bootstrap_servers
    broker.stop(handle)
