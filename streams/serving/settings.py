"""Settings of `rowback serve`."""

from __future__ import annotations

import ipaddress
from pathlib import Path

from pydantic import Field, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

LOOPBACK_NAMES = frozenset({"localhost", "127.0.0.1", "::1"})
TOKEN_CHARACTERS_MIN = 16


class ServeSettings(BaseSettings):
    """What serving needs to know. Units stand in the names, bounds beside the fields."""

    model_config = SettingsConfigDict(env_prefix="ROWBACK_SERVE_", extra="ignore")

    host: str = "127.0.0.1"
    port: int = Field(8321, ge=0, le=65_535)  # 0: any that is free
    archive: Path | None = None
    token: str | None = Field(None, min_length=TOKEN_CHARACTERS_MIN, max_length=1_000, repr=False)
    public_url: str | None = Field(None, pattern=r"^https?://[^\s/?#]+(/[^\s?#]*)?$")  # how others reach it
    cors_origins: tuple[str, ...] = ()  # exact origins, such as https://desk.example
    keep_days: int | None = Field(None, ge=1, le=36_500)
    keep_bytes: int | None = Field(None, ge=1_000_000)
    streams_max: int = Field(4_000, ge=1, le=100_000)  # open live streams
    filter_sets_max: int = Field(500, ge=1, le=10_000)  # different ones among the live streams: one question each
    stream_buffer_bytes_max: int = Field(1024 * 1024, ge=16 * 1024)  # a slower client is dropped, and may resume
    webhooks_private: tuple[str, ...] = ()  # places such as 127.0.0.1:9000 that webhooks may be sent to all the same
    keep_alive_seconds: float = Field(15.0, ge=0.05, le=300)

    @model_validator(mode="after")
    def _guarded(self) -> ServeSettings:
        if not is_loopback(self.host) and not self.token:
            raise ValueError(f"{self.host} can be reached from outside: set a token (--token-file), or use 127.0.0.1")
        return self


def is_loopback(host: str) -> bool:
    """Tell whether only this machine can reach a host."""
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host.lower() == "localhost"
