import gzip
import hashlib
import io
import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from streams.captures import HEAD_BYTES_MAX, Item, Oversize, UnreadableInput, read, site_of_line, total_bytes
from streams.captures.compression import CHUNK_BYTES
from streams.captures.inputs import Input
from streams.captures.lines import read_lines

CAPTURES = [
    b'{"url": "https://lindmoor-courier.example/a", "captured_at": "2026-03-01T08:00:00Z", "status": 404}',
    b'{"url": "https://lindmoor-courier.example/b",  "captured_at": "2026-03-01T08:05:00Z", "status": 410}',
]
TWO_LINES = b"\n".join(CAPTURES) + b"\n"
Pack = Callable[[bytes], bytes]


def values(*paths: Path) -> list[bytes]:
    found = list(read(paths))
    assert all(isinstance(item, Item) for item in found)
    return [item.value for item in found if isinstance(item, Item)]


def written(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("ending", ["jsonl", "ndjson", "json", "JSONL", "unknown"])
@pytest.mark.parametrize("pack", [bytes, gzip.compress, zstandard.compress])
def test_lines_are_read_whatever_they_are_packed_in(tmp_path: Path, ending: str, pack: Pack) -> None:
    assert values(written(tmp_path / f"captures.{ending}", pack(TWO_LINES))) == CAPTURES


@pytest.mark.parametrize(("ending", "pack"), [("gz", gzip.compress), ("zst", zstandard.compress)])
def test_lines_are_read_where_the_name_says_how_they_are_packed(tmp_path: Path, ending: str, pack: Pack) -> None:
    assert values(written(tmp_path / f"captures.jsonl.{ending}", pack(TWO_LINES))) == CAPTURES


@pytest.mark.parametrize("pack", [gzip.compress, zstandard.compress])
def test_packed_files_may_be_concatenated(tmp_path: Path, pack: Pack) -> None:
    assert values(written(tmp_path / "captures.jsonl", pack(TWO_LINES) + pack(TWO_LINES))) == CAPTURES * 2


def test_zeros_behind_gzip_are_filling(tmp_path: Path) -> None:
    assert values(written(tmp_path / "captures.jsonl.gz", gzip.compress(TWO_LINES) + bytes(3_000_000))) == CAPTURES


def test_a_line_is_passed_on_byte_for_byte(tmp_path: Path) -> None:
    """What is malformed is for the pipeline to reject, with its topic, partition and offset."""
    odd = [
        b"not json",
        b'{"url": ',
        b"[]",
        b'{"url":"\xff\xfe"}',
        b'{"a":1,"a":1.0, "b":"\\u00e4"}',
        b"\x00",
        b"null",
        b" {} ",
    ]
    assert values(written(tmp_path / "captures.jsonl", b"\n".join(odd))) == odd


def test_windows_line_ends_and_blank_lines_are_no_part_of_captures(tmp_path: Path) -> None:
    data = b"\xef\xbb\xbf" + CAPTURES[0] + b"\r\n\r\n  \n" + CAPTURES[1]
    found = [item for item in read([written(tmp_path / "captures.jsonl", data)]) if isinstance(item, Item)]
    assert [item.value for item in found] == CAPTURES
    assert [item.source.rpartition(":")[2] for item in found] == ["1", "4"]


def test_an_empty_file_holds_no_captures(tmp_path: Path) -> None:
    assert values(written(tmp_path / "captures.jsonl", b"")) == []


@given(st.lists(st.binary(min_size=1, max_size=30)), st.integers(1, 50))
def test_lines_do_not_depend_on_how_the_bytes_arrive(lines: list[bytes], step: int) -> None:
    class Dripping(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            return super().read(min(size, step) if size and size > 0 else step)

    data = b"{}\n" + b"\n".join(lines) + b"\n"
    expected = [line.removesuffix(b"\r") for line in data.split(b"\n")]
    found = [item.value for item in read_lines(Input("x.jsonl", Dripping(data))) if isinstance(item, Item)]
    assert found == [line for line in expected if line and not line.isspace()]


@pytest.mark.parametrize("excess", [1, 5_000_000])
def test_a_line_past_the_bound_is_described_instead_of_kept(excess: int) -> None:
    bound = 2 * CHUNK_BYTES
    long = b'{"body": "' + b"x" * (bound + excess - 10)
    source = Input("x.jsonl", io.BytesIO(CAPTURES[0] + b"\n" + long + b"\n" + CAPTURES[1] + b"\n" + long))
    first, second, third, fourth = read_lines(source, line_bytes_max=bound)
    assert isinstance(first, Item)
    assert isinstance(third, Item)
    for found, line in ((second, 2), (fourth, 4)):
        assert isinstance(found, Oversize)
        assert (found.size, found.sha256) == (len(long), hashlib.sha256(long).hexdigest())
        assert found.head == long[:HEAD_BYTES_MAX]
        assert found.source == f"x.jsonl:{line}"


def test_a_line_at_the_bound_is_kept() -> None:
    (found,) = read_lines(Input("x.jsonl", io.BytesIO(b"x" * 100)), line_bytes_max=100)
    assert isinstance(found, Item)


@pytest.mark.parametrize("pack", [bytes, gzip.compress, zstandard.compress])
def test_positions_reach_the_total_of_all_files(tmp_path: Path, pack: Pack) -> None:
    paths = [written(tmp_path / name, pack(TWO_LINES)) for name in ("a.jsonl", "b.jsonl")]
    positions = [item.position for item in read(paths)]
    assert positions == sorted(positions)
    assert positions[-1] == total_bytes(paths) == sum(path.stat().st_size for path in paths)


def test_standard_input_is_read_packed_or_not(monkeypatch: pytest.MonkeyPatch) -> None:
    for data in (TWO_LINES, gzip.compress(TWO_LINES), b"no json\n"):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
        assert values(Path("-")) == (CAPTURES if data != b"no json\n" else [b"no json"])
    assert total_bytes([Path("-")]) is None


@pytest.mark.parametrize("pack", [gzip.compress, zstandard.compress])
def test_a_truncated_file_gives_its_whole_lines_and_then_says_so(tmp_path: Path, pack: Pack) -> None:
    noise = [hashlib.sha256(b"%d" % number).hexdigest() for number in range(50_000)]
    lines = [json.dumps({"url": f"https://lindmoor-courier.example/{digits}"}) for digits in noise]
    data = pack("\n".join(lines).encode())
    path = written(tmp_path / "captures.jsonl", data[: len(data) // 2])
    found: list[bytes] = []
    with pytest.raises(UnreadableInput, match=r"truncated; [\d,]+ captures were read before$") as fault:  # noqa: PT012
        for item in read([path]):
            assert isinstance(item, Item)
            found.append(item.value)
    assert 10_000 < len(found) < 45_000
    assert [value.decode() for value in found] == lines[: len(found)]
    assert f"{len(found):,} captures" in str(fault.value)


def test_a_damaged_file_is_said_to_be_damaged(tmp_path: Path) -> None:
    data = bytearray(gzip.compress(TWO_LINES))
    data[-6] ^= 0xFF
    with pytest.raises(UnreadableInput, match="damaged"):
        list(read([written(tmp_path / "captures.jsonl.gz", bytes(data))]))


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.jsonl.gz", TWO_LINES, "is not gzip data, though its name ends in .gz"),
        ("a.jsonl.zst", TWO_LINES, "is not zstd data, though its name ends in .zst"),
        ("a.jsonl.gz", b"", "is empty, so not gzip"),
        ("a.jsonl", b"PK\x03\x04rest", "zip cannot be read"),
        ("a.jsonl", b"BZh9rest", "bzip2 cannot be read"),
        ("a.jsonl", b"\x5d\x2a\x4d\x18rest", "dictionary"),
        ("a.jsonl", "{}".encode("utf-16"), "is UTF-16"),
        ("a.json", b"[\n" + TWO_LINES, "is one JSON document"),
        ("a.json", b'{\n  "url": 1\n}', "is one JSON document"),
        ("a.csv", b"url,status\n", "is of no known type"),
        ("a.warc", b"nothing", "is no WARC file"),
    ],
)
def test_what_cannot_be_read_is_refused_in_one_line(tmp_path: Path, name: str, data: bytes, words: str) -> None:
    path = written(tmp_path / name, data)
    with pytest.raises(UnreadableInput, match=words) as fault:
        list(read([path]))
    assert str(fault.value).startswith(f"{path}: ")
    assert str(fault.value).endswith("; no capture was read before")
    assert "\n" not in str(fault.value)


def test_a_missing_file_is_said_before_anything_is_read(tmp_path: Path) -> None:
    good = written(tmp_path / "a.jsonl", TWO_LINES)
    with pytest.raises(UnreadableInput, match=r"b\.jsonl: there is no such file or folder$"):
        read([good, tmp_path / "b.jsonl"])


def test_a_file_that_may_not_be_read_is_said_to_be_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = written(tmp_path / "a.jsonl", TWO_LINES)

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(UnreadableInput, match="permission denied"):
        list(read([path]))


def test_a_name_with_odd_characters_makes_no_second_line(tmp_path: Path) -> None:
    with pytest.raises(UnreadableInput) as fault:
        read([tmp_path / "a\nb\x1b[31m\udcff.jsonl"])
    assert str(fault.value).isprintable()
    str(fault.value).encode()


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (CAPTURES[0], "lindmoor-courier.example"),
        (
            b'{"url": "https://t.example/x", "final_url": "https://www.lindmoor-courier.example/a"}',
            "lindmoor-courier.example",
        ),
        (b'{"url": "https://t.example/x", "final_url": null}', "t.example"),
        (b'{"url": "no address"}', None),
        (b'{"url": 7}', None),
        (b'{"url": "https://t.example/\\ud800"}', None),
        (b"[]", None),
        (b"no json", None),
    ],
)
def test_the_key_of_a_line_is_the_site_of_its_final_address(line: bytes, expected: str | None) -> None:
    assert site_of_line(line) == expected
