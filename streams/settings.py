"""Settings of the running parts: read from the environment (ROWBACK_...) or given by a command's options."""

from __future__ import annotations

import os
from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


def data_home() -> Path:
    """Return the directory for what must survive a restart: $XDG_DATA_HOME/rowback, else ~/.local/share/rowback."""
    home = os.environ.get("XDG_DATA_HOME")
    return (Path(home) if home else Path.home() / ".local" / "share") / "rowback"


class Settings(BaseSettings):
    """What a worker needs to know. Units stand in the names, bounds beside the fields."""

    model_config = SettingsConfigDict(env_prefix="ROWBACK_", extra="ignore")

    bootstrap_servers: str = "127.0.0.1:9092"
    app_id: str = Field("rowback", pattern=r"^[A-Za-z0-9._-]{1,100}$")
    partitions: int = Field(8, ge=1, le=10_000)  # fixed when the topics are created
    replication_factor: int = Field(1, ge=1, le=7)
    data_dir: Path = Field(default_factory=data_home)
    batch_captures_max: int = Field(500, ge=1, le=10_000)  # one transaction
    batch_seconds_max: float = Field(1.0, gt=0, le=60)  # of handling: what comes meanwhile waits for so long
    batch_bytes_max: int = Field(16 * 1024 * 1024, ge=1024)  # of input: bounds the memory of a transaction
    session_timeout_seconds: float = Field(10.0, ge=6.0, le=300.0)  # how long a killed worker blocks its partitions
    transaction_timeout_seconds: float = Field(60.0, ge=5.0, le=900.0)
    standstill_seconds_max: float = Field(120.0, ge=5.0, le=3600.0)  # then a worker that gets nowhere ends itself
    metrics_port: int | None = Field(None, ge=0, le=65_535)  # of /metrics, /livez, /readyz; none unless it is given
    metrics_host: str = Field("127.0.0.1", min_length=1, max_length=255)
    canary_seconds: float | None = Field(None, ge=1.0, le=86_400.0)  # between two captures that only show it works
    cache_bytes: int = Field(16 * 1024 * 1024, ge=1024 * 1024)  # of RocksDB, for each partition
    sources: str = ""  # sources files with rules for sites, separated as in PATH
    confirm_after_seconds: float = Field(0.0, ge=0.0, le=30 * 86_400.0)  # that an edit has to stand


class PollSettings(BaseSettings):
    """What a poller needs to know beside the sources: its pace, in seconds."""

    model_config = SettingsConfigDict(env_prefix="ROWBACK_POLL_", extra="ignore")

    look_seconds_min: float = Field(300.0, ge=0.1, le=86_400.0)  # between two looks at a page
    look_seconds_max: float = Field(30 * 86_400.0, ge=0.1)
    feed_seconds_min: float = Field(300.0, ge=0.1, le=86_400.0)  # between two looks at a feed
    feed_seconds_max: float = Field(6 * 3600.0, ge=0.1)
    request_seconds_max: float = Field(30.0, ge=0.5, le=600.0)
    tick_seconds: float = Field(0.5, ge=0.01, le=60.0)  # how often the timer asks for what is due
    callback_listen: str = Field("127.0.0.1:8410", pattern=r"^[^/\s]+:\d{1,5}$")  # behind the sources' callback_url
    contact: str | None = None  # shown in the User-Agent
    allowed_private: str = ""  # host:port,...: places on private networks that may be asked all the same

    @property
    def allowed_private_set(self) -> frozenset[str]:
        """The places of ``allowed_private``."""
        return frozenset(place.strip() for place in self.allowed_private.split(",") if place.strip())
