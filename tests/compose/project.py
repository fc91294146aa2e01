"""A compose project of its own: the repository's compose file under another name, with volumes that end with it."""

from __future__ import annotations

import io
import os
import secrets
import shutil
import subprocess
import tarfile
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

REPOSITORY = Path(__file__).resolve().parents[2]
ANSWER_SECONDS_MAX = 60.0
DOWN_SECONDS_MAX = 180.0
POLL_SECONDS = 0.1
LINES_SHOWN = 40


class Failed(Exception):
    """A command failed or took too long; the message says which, with its last lines."""


class Unavailable(Exception):
    """There is no Docker engine to work with; the message says why."""


def docker() -> str:
    """Return the docker program; raises Unavailable where it, its compose plugin or its engine does not answer."""
    program = shutil.which("docker")
    if program is None:
        raise Unavailable("there is no docker program")
    for arguments in (["compose", "version"], ["version", "--format", "{{.Server.Version}}"]):
        try:
            _run([program, *arguments], ANSWER_SECONDS_MAX)
        except Failed as fault:
            raise Unavailable(str(fault).splitlines()[-1]) from fault
    return program


class Project:
    """The services of the compose file. Everything that belongs to the project is removed on exit."""

    def __init__(self, program: str, name: str) -> None:
        self._program = program
        self._compose = [program, "compose", "--project-name", name]
        self._folder = tempfile.TemporaryDirectory(prefix="rowback-compose-")
        token = Path(self._folder.name) / "token"
        token.write_text(secrets.token_hex(32))
        token.chmod(0o644)  # the container reads it as another user
        os.environ["ROWBACK_TOKEN"] = str(token)

    def __enter__(self) -> Project:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, traceback: TracebackType | None
    ) -> None:
        arguments = ["down", "--volumes", "--remove-orphans", "--timeout", "20"]
        self.run("--profile", "*", *arguments, seconds_max=DOWN_SECONDS_MAX)
        self._folder.cleanup()

    def run(self, *arguments: str, seconds_max: float = ANSWER_SECONDS_MAX) -> bytes:
        """Run ``docker compose`` and return what it prints; raises Failed."""
        return _run([*self._compose, *arguments], seconds_max)

    def replay(
        self, captures: Path, work: Path, seconds_max: float, when_fed: Callable[[], None] | None = None
    ) -> bytes:
        """Replay a file; call ``when_fed`` as soon as all of it is in Kafka; return what replay prints as JSON."""
        command = [*self._compose, "run", "--rm", "--no-TTY", "replay", "--json", "-"]
        out, err = work / "replay.out", work / "replay.err"
        deadline = time.monotonic() + seconds_max
        with captures.open("rb") as source, out.open("wb") as said, err.open("wb") as steps:
            process = subprocess.Popen(command, cwd=REPOSITORY, stdin=source, stdout=said, stderr=steps)
            try:
                while process.poll() is None:
                    if time.monotonic() > deadline:
                        raise Failed(f"the replay took more than {seconds_max:.0f} s:\n{_last_lines(err.read_bytes())}")
                    if when_fed is not None and b"judging" in err.read_bytes():
                        when_fed()
                        if process.poll() is not None:
                            raise Failed("the replay was over too early to be disturbed: it needs more captures")
                        when_fed = None
                    time.sleep(POLL_SECONDS)
            finally:
                process.kill()
                process.wait()
        if process.returncode:
            raise Failed(f"the replay ended with exit code {process.returncode}:\n{_last_lines(err.read_bytes())}")
        return out.read_bytes()

    def files(self) -> dict[str, bytes]:
        """Return the files that the last replay wrote, by name."""
        archive = self.run(
            *("run", "--rm", "--no-TTY", "--entrypoint", "tar", "replay"), *("-C", "/data/out", "-cf", "-", ".")
        )
        with tarfile.open(fileobj=io.BytesIO(archive)) as members:
            found = {Path(member.name).name: members.extractfile(member) for member in members if member.isfile()}
            return {name: file.read() for name, file in found.items() if file is not None}

    def exit_code(self, service: str) -> int:
        """Return the exit code of a service that has ended."""
        container = self.run("ps", "--all", "--quiet", service).decode().strip()
        return int(_run([self._program, "inspect", "--format", "{{.State.ExitCode}}", container], ANSWER_SECONDS_MAX))


def _run(command: list[str], seconds_max: float) -> bytes:
    words = " ".join(Path(command[0]).name if n == 0 else word for n, word in enumerate(command))
    environment = {**os.environ, "COMPOSE_ANSI": "never", "COMPOSE_PROGRESS": "plain"}
    try:
        ended = subprocess.run(
            command,
            check=False,
            cwd=REPOSITORY,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=seconds_max,
        )
    except subprocess.TimeoutExpired as fault:
        raise Failed(f"{words} took more than {seconds_max:.0f} s:\n{_last_lines(fault.stderr or b'')}") from fault
    if ended.returncode:
        raise Failed(f"{words} ended with exit code {ended.returncode}:\n{_last_lines(ended.stderr)}")
    return ended.stdout


def _last_lines(said: bytes) -> str:
    return "\n".join(said.decode(errors="replace").strip().splitlines()[-LINES_SHOWN:])
