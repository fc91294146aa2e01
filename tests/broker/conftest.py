from pathlib import Path

import pytest

from streams.broker import BrokerSettings, fetching


@pytest.fixture
def no_jars(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> BrokerSettings:
    """Settings whose cache wants no jars, for tests that put a program of their own in Java's place."""
    monkeypatch.setattr(fetching, "pinned_jars", list)
    return BrokerSettings(cache_directory=tmp_path / "cache", java=tmp_path / "java", stop_seconds_max=2)
