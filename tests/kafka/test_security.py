"""A Kafka that wants encryption and a name: TLS with a certificate of an authority of one's own, SCRAM to sign in."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import orjson
import pytest
import trustme
from cryptography.hazmat.primitives import serialization

from streams import broker
from streams.broker import launching
from streams.broker.configuration import server_properties
from streams.broker.directory import free_ports
from streams.broker.java import find_java
from streams.broker.pinned import class_path
from streams.broker.settings import settings_from_environment

USER, PASSWORD = "newsroom", "river-heron-47"
WRONG = PASSWORD.replace("47", "48")
LOGIN = "org.apache.kafka.common.security.scram.ScramLoginModule"
TOOL_SECONDS_MAX = 120
COMMAND_SECONDS_MAX = 300

pytestmark = [pytest.mark.kafka, pytest.mark.timeout(600)]


@dataclass(frozen=True, slots=True)
class Secured:
    """A listener that wants TLS and SCRAM, and the file that its certificate is trusted by."""

    bootstrap_servers: str
    cafile: Path

    def environment(self, password: str = PASSWORD) -> dict[str, str]:
        return {
            **os.environ,
            "ROWBACK_SECURITY_PROTOCOL": "SASL_SSL",
            "ROWBACK_SASL_USERNAME": USER,
            "ROWBACK_SASL_PASSWORD": password,
            "ROWBACK_SSL_CAFILE": str(self.cafile),
        }


@pytest.fixture(scope="module")
def secured(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Secured]:
    folder = tmp_path_factory.mktemp("certificates")
    authority = trustme.CA()
    authority.cert_pem.write_to_path(folder / "ca.pem")
    (folder / "broker.pem").write_bytes(_as_kafka_reads_it(authority.issue_cert("127.0.0.1")))
    (port,) = free_ports(1)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            launching, "server_properties", lambda *args: _with_listener(server_properties(*args), port, folder)
        )
        handle = broker.start(ephemeral=True)
    _add_user(handle.broker.bootstrap_servers)
    yield Secured(f"127.0.0.1:{port}", folder / "ca.pem")
    broker.stop(handle)


def _as_kafka_reads_it(certificate: trustme.LeafCert) -> bytes:
    """Return key and chain in one PEM file; Kafka takes keys in PKCS 8 only."""
    key = serialization.load_pem_private_key(certificate.private_key_pem.bytes(), None)
    as_pkcs8 = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return as_pkcs8 + b"".join(blob.bytes() for blob in certificate.cert_chain_pems)


def _with_listener(properties: str, port: int, folder: Path) -> str:
    lines = properties.splitlines()
    for name in ("listeners", "advertised.listeners"):
        index = next(n for n, line in enumerate(lines) if line.startswith(f"{name}="))
        lines[index] += f",SASL_SSL://127.0.0.1:{port}"
    return "\n".join(
        [
            *lines,
            "listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT,SASL_SSL:SASL_SSL",
            "sasl.enabled.mechanisms=SCRAM-SHA-512",
            f"listener.name.sasl_ssl.scram-sha-512.sasl.jaas.config={LOGIN} required;",
            "ssl.keystore.type=PEM",
            f"ssl.keystore.location={folder / 'broker.pem'}",
            "",
        ]
    )


def _add_user(bootstrap_servers: str) -> None:
    """Give the user a password, by Kafka's own tool: no Python client here can."""
    settings = settings_from_environment()
    arguments = ["--bootstrap-server", bootstrap_servers, "--alter", "--entity-type", "users", "--entity-name", USER]
    credentials = ["--add-config", f"SCRAM-SHA-512=[iterations=4096,password={PASSWORD}]"]
    jars = os.pathsep.join(str(path) for path in class_path(settings.cache_directory))
    subprocess.run(
        [find_java(settings.java).program, "kafka.admin.ConfigCommand", *arguments, *credentials],
        env={**os.environ, "CLASSPATH": jars},
        check=True,
        timeout=TOOL_SECONDS_MAX,
    )


def rowback(secured: Secured, *arguments: str, password: str = PASSWORD) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "streams", *arguments, "--bootstrap-servers", secured.bootstrap_servers]
    environment = secured.environment(password)
    return subprocess.run(
        command, env=environment, capture_output=True, text=True, timeout=COMMAND_SECONDS_MAX, check=False
    )


def test_captures_go_through_workers_that_sign_in_over_tls(secured: Secured, tmp_path: Path) -> None:
    done = rowback(secured, "replay", "--sample", "--out", str(tmp_path), "--json", "--partitions", "4")
    assert done.returncode == 0, done.stderr
    said = orjson.loads(done.stdout)
    assert said["captures"] == sum(said["outcomes"].values()) > 0
    assert PASSWORD not in done.stdout + done.stderr


def test_a_wrong_password_is_one_line_that_does_not_hold_it(secured: Secured) -> None:
    done = rowback(secured, "status", password=WRONG)
    assert done.returncode == 1
    assert "sign in" in done.stderr
    assert WRONG not in done.stdout + done.stderr
    assert "Traceback" not in done.stderr


def test_what_is_missing_to_sign_in_is_one_line(secured: Secured) -> None:
    done = rowback(secured, "status", password="")
    assert done.returncode == 2
    assert "SASL_SSL needs ROWBACK_SASL_USERNAME, and ROWBACK_SASL_PASSWORD" in " ".join(done.stderr.split())
    assert "Traceback" not in done.stderr
