"""Kafka clients: one place that makes them, so that every one of them speaks to the broker in the same secure way.

Encryption and sign-in are read from the environment (``Security``), never from the command line, where other users of
the machine could read a password.
"""

from __future__ import annotations

import functools
import ssl
from pathlib import Path
from typing import Any, Literal

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.errors import KafkaError
from aiokafka.helpers import create_ssl_context
from faust.auth import Credentials, SASLCredentials, SSLCredentials
from pydantic import SecretStr, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

Protocol = Literal["PLAINTEXT", "SSL", "SASL_PLAINTEXT", "SASL_SSL"]
Mechanism = Literal["PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512"]


class Security(BaseSettings):
    """How to speak to Kafka, by Kafka's own names: protocol, sign-in, certificates (PEM files)."""

    model_config = SettingsConfigDict(env_prefix="ROWBACK_", env_ignore_empty=True, extra="ignore")

    security_protocol: Protocol = "PLAINTEXT"
    sasl_mechanism: Mechanism = "SCRAM-SHA-512"
    sasl_username: str | None = None
    sasl_password: SecretStr | None = None
    sasl_password_file: Path | None = None  # as containers are given secrets; the password is its first line
    ssl_cafile: Path | None = None  # None: the machine's own authorities
    ssl_certfile: Path | None = None
    ssl_keyfile: Path | None = None

    @model_validator(mode="after")
    def _complete(self) -> Security:
        if self.security_protocol.startswith("SASL"):
            if self.sasl_password is None and self.sasl_password_file is not None:
                self.sasl_password = SecretStr(_first_line(self.sasl_password_file))
            if not self.sasl_username or self.sasl_password is None:
                raise ValueError(
                    f"{self.security_protocol} needs ROWBACK_SASL_USERNAME, and ROWBACK_SASL_PASSWORD or "
                    "ROWBACK_SASL_PASSWORD_FILE"
                )
        for path in (self.ssl_cafile, self.ssl_certfile, self.ssl_keyfile):
            if path is not None and not path.is_file():
                raise ValueError(f"there is no file {path}")
        return self

    def ssl_context(self) -> ssl.SSLContext | None:
        """Return the context that checks the broker's certificate and host name; None without encryption."""
        if not self.security_protocol.endswith("SSL"):
            return None
        files = (self.ssl_cafile, self.ssl_certfile, self.ssl_keyfile)
        cafile, certfile, keyfile = (None if path is None else str(path) for path in files)
        context: ssl.SSLContext = create_ssl_context(cafile=cafile, certfile=certfile, keyfile=keyfile)
        return context

    def password(self) -> str | None:
        """Return the password in the clear, for a client."""
        return None if self.sasl_password is None else self.sasl_password.get_secret_value()


def _first_line(path: Path) -> str:
    try:
        return path.read_text("utf-8").split("\n", 1)[0].strip()
    except (OSError, UnicodeDecodeError) as fault:
        raise ValueError(f"the password file {path} cannot be read: {fault}") from None


@functools.cache
def security() -> Security:
    """Return the security settings of the environment, read once."""
    return Security()


@functools.cache
def _options() -> dict[str, Any]:
    chosen = security()
    options: dict[str, Any] = {"security_protocol": chosen.security_protocol, "ssl_context": chosen.ssl_context()}
    if chosen.security_protocol.startswith("SASL"):
        options["sasl_mechanism"] = chosen.sasl_mechanism
        options["sasl_plain_username"] = chosen.sasl_username
        options["sasl_plain_password"] = chosen.password()
    return options


def consumer(bootstrap_servers: str, **options: Any) -> AIOKafkaConsumer:
    """Return a consumer that commits nothing; ``options`` are aiokafka's."""
    return AIOKafkaConsumer(bootstrap_servers=bootstrap_servers, enable_auto_commit=False, **_options(), **options)


def producer(bootstrap_servers: str, **options: Any) -> AIOKafkaProducer:
    """Return a producer; ``options`` are aiokafka's."""
    return AIOKafkaProducer(bootstrap_servers=bootstrap_servers, **_options(), **options)


def admin(bootstrap_servers: str, **options: Any) -> AIOKafkaAdminClient:
    """Return an admin client; ``options`` are aiokafka's."""
    return AIOKafkaAdminClient(bootstrap_servers=bootstrap_servers, **_options(), **options)


async def committed(asked: AIOKafkaAdminClient, group: str) -> dict[TopicPartition, int]:
    """Return the offsets that a group has committed; none on a Kafka that has no coordinator yet, and so no group.

    Raises KafkaError where asking again would not help.
    """
    try:
        offsets = await asked.list_consumer_group_offsets(group)
    except KafkaError as fault:
        if not fault.retriable:
            raise
        return {}
    return {lane: known.offset for lane, known in offsets.items()}


def credentials() -> Credentials | None:
    """Return the same for Faust; None where neither encryption nor sign-in is asked for."""
    chosen = security()
    context = chosen.ssl_context()
    if chosen.security_protocol.startswith("SASL"):
        return SASLCredentials(
            username=chosen.sasl_username,
            password=chosen.password(),
            ssl_context=context,
            mechanism=chosen.sasl_mechanism,
        )
    return None if context is None else SSLCredentials(context)
