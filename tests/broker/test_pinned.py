"""The list of jars is complete, readable and made by the documented command."""

from importlib.resources import files
from pathlib import Path

from streams.broker.pinned import KAFKA, LOGGING, class_path, format_jars, parse_jars, pinned_jars


def test_every_jar_has_coordinates_a_size_and_a_sha256() -> None:
    jars = pinned_jars()
    assert {KAFKA, LOGGING} <= {jar.coordinates for jar in jars}
    assert len({jar.file_name for jar in jars}) == len(jars)
    assert all(jar.size > 0 and len(bytes.fromhex(jar.sha256)) == 32 for jar in jars)


def test_the_list_reads_back_what_its_maker_writes() -> None:
    text = files("streams.broker").joinpath("jars.txt").read_text("utf-8")
    assert format_jars(parse_jars(text)) == text


def test_the_list_names_no_address() -> None:
    assert "//" not in files("streams.broker").joinpath("jars.txt").read_text("utf-8")


def test_the_class_path_is_always_in_the_same_order(tmp_path: Path) -> None:
    names = [path.name for path in class_path(tmp_path)]
    assert names == [jar.file_name for jar in pinned_jars()]
    assert [jar.coordinates for jar in pinned_jars()] == sorted(jar.coordinates for jar in pinned_jars())
