import gzip
import hashlib
import io
from collections.abc import Callable
from pathlib import Path

import orjson
import pytest
import zstandard
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from streams.captures import Item, Oversize, Skipped, UnreadableInput, read, total_bytes
from streams.captures.items import BODY_BYTES_MAX
from tests.captures.bodies import ENCODED, PAGE, STORED, brotli

URL = "https://www.lindmoor-courier.example/2026/03/ferry-fares"


class Archive:
    """An archive in the making, written by a library other than the one that reads."""

    def __init__(self, *, packed: bool) -> None:
        self._bytes = io.BytesIO()
        self._writer = WARCWriter(self._bytes, gzip=packed, warc_version="1.1")
        self._writer.write_record(self._writer.create_warcinfo_record("ferry.warc", {"software": "a test"}))

    def response(
        self,
        body: bytes = PAGE.encode(),
        *,
        url: str = URL,
        status: str = "200 OK",
        date: str = "2026-03-01T08:00:00Z",
        kind: str = "response",
        **headers: str,
    ) -> None:
        fields = {"Content_Type": "text/html; charset=utf-8", **headers}
        named = [(name.replace("_", "-"), value) for name, value in fields.items() if value]
        record = self._writer.create_warc_record(
            url,
            kind,
            payload=io.BytesIO(body),
            http_headers=StatusAndHeaders(status, named, protocol="HTTP/1.1"),
            warc_headers_dict={"WARC-Date": date, "WARC-Record-ID": "<urn:uuid:f0e7>"},
        )
        self._writer.write_record(record)

    def other(self, kind: str, url: str = URL, payload: bytes = b"x", content_type: str = "text/plain") -> None:
        record = self._writer.create_warc_record(
            url, kind, payload=io.BytesIO(payload), length=len(payload), warc_content_type=content_type
        )
        self._writer.write_record(record)

    def data(self) -> bytes:
        return self._bytes.getvalue()


@pytest.fixture(params=[False, True], ids=["plain", "gzip"])
def archive(request: pytest.FixtureRequest) -> Archive:
    return Archive(packed=request.param)


def read_back(archive: Archive, folder: Path) -> list[Item | Oversize | Skipped]:
    path = folder / "ferry.warc"
    path.write_bytes(archive.data())
    return list(read([path]))


def captures(archive: Archive, folder: Path) -> list[dict[str, object]]:
    return [orjson.loads(item.value) for item in read_back(archive, folder) if isinstance(item, Item)]


def test_an_answer_is_a_capture(archive: Archive, tmp_path: Path) -> None:
    archive.response()
    (item,) = read_back(archive, tmp_path)
    assert isinstance(item, Item)
    assert orjson.loads(item.value) == {
        "url": URL,
        "captured_at": "2026-03-01T08:00:00Z",
        "status": 200,
        "event_id": "urn:uuid:f0e7",
        "content_type": "text/html; charset=utf-8",
        "source": "ferry.warc",
        "body": PAGE,
    }
    assert item.key == "lindmoor-courier.example"
    assert item.source == f"{tmp_path / 'ferry.warc'}: record 2"
    assert item.position == total_bytes([tmp_path / "ferry.warc"])


@pytest.mark.parametrize(
    ("ending", "pack"), [("warc.gz", gzip.compress), ("warc.zst", zstandard.compress), ("x", bytes)]
)
def test_archives_are_known_by_their_bytes(tmp_path: Path, ending: str, pack: Callable[[bytes], bytes]) -> None:
    archive = Archive(packed=False)
    archive.response()
    path = tmp_path / f"ferry.{ending}"
    path.write_bytes(pack(archive.data()))
    assert [type(item) for item in read([path])] == [Item]


@pytest.mark.parametrize(("stored", "transfer", "content"), STORED)
def test_archives_store_bodies_in_many_ways(
    archive: Archive, tmp_path: Path, stored: bytes, transfer: str, content: str
) -> None:
    archive.response(stored, Transfer_Encoding=transfer, Content_Encoding=content)
    assert captures(archive, tmp_path)[0]["body"] == PAGE


def test_the_body_is_decoded_as_the_header_says(archive: Archive, tmp_path: Path) -> None:
    archive.response("Паром".encode("koi8-r"), Content_Type="text/html; charset=koi8-r")
    assert captures(archive, tmp_path)[0]["body"] == "Паром"


def test_a_redirect_says_where_to(archive: Archive, tmp_path: Path) -> None:
    archive.response(b"moved", status="301 Moved", Location="/2026/03/ferry-fares-rise")
    archive.response(b"", status="302 Found", Location="https://northbay-herald.example/ferry")
    archive.response(b"", status="302 Found", Location="https://[")
    archive.response(b"", status="304 Not Modified")
    first, second, third, fourth = captures(archive, tmp_path)
    assert (first["status"], first["final_url"]) == (301, URL + "-rise")
    assert "body" not in first
    assert second["final_url"] == "https://northbay-herald.example/ferry"
    assert "final_url" not in third
    assert "final_url" not in fourth


def test_an_error_is_a_capture_without_a_body(archive: Archive, tmp_path: Path) -> None:
    archive.response(b"<p>Gone.</p>", status="410 Gone")
    (capture,) = captures(archive, tmp_path)
    assert capture["status"] == 410
    assert "body" not in capture


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("2026-03-01T08:00:00Z", "2026-03-01T08:00:00Z"),
        ("2026-03-01T08:00:00.250Z", "2026-03-01T08:00:00.25Z"),
        ("2026-03-01T08:00Z", "2026-03-01T08:00:00Z"),
        ("2026-03-01", "2026-03-01T00:00:00Z"),
        ("2026", "2026-01-01T00:00:00Z"),
        ("last week", "last week"),
        ("2026-13", "2026-13-01T00:00:00Z"),
    ],
)
def test_the_date_of_the_record_is_the_time_of_the_capture(
    archive: Archive, tmp_path: Path, date: str, expected: str
) -> None:
    archive.response(date=date)
    assert captures(archive, tmp_path)[0]["captured_at"] == expected


def test_what_holds_no_capture_is_skipped_with_its_reason(archive: Archive, tmp_path: Path) -> None:
    archive.other("metadata")
    archive.response(kind="request", status="GET / HTTP/1.1")
    archive.response(b"", kind="revisit")
    archive.other("resource")
    archive.other("conversion")
    archive.other("response", "dns:lindmoor-courier.example", content_type="text/dns")
    archive.response(b"\x89PNG", Content_Type="image/png")
    archive.response(b"\x89PNG\x00", Content_Type="")
    archive.response(brotli(ENCODED)[:-3], Content_Encoding="br")
    archive.response(status="999 No")
    archive.response()
    found = read_back(archive, tmp_path)
    assert [item.reason for item in found if isinstance(item, Skipped)] == [
        "revisit record",
        "resource record",
        "conversion record",
        "no web address",
        "no text: image/png",
        "no text: unlabelled bytes",
        "the Brotli body is damaged or cut off",
        "no HTTP answer",
    ]
    assert isinstance(found[-1], Item)
    assert len(found) == 9


def raw_record(block: bytes) -> bytes:
    head = f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: <{URL}>\r\nWARC-Date: 2026-03-01T08:00:00Z\r\n"
    head += "Content-Type: application/http; msgtype=response\r\n"
    return head.encode() + b"Content-Length: %d\r\n\r\n%s\r\n\r\n" % (len(block), block)


@pytest.mark.parametrize("location", ["/fähre".encode(), "/fähre".encode("latin-1")])
def test_headers_are_utf8_or_latin_1(tmp_path: Path, location: bytes) -> None:
    path = tmp_path / "ferry.warc"
    path.write_bytes(raw_record(b"HTTP/1.1 301 Moved\r\nLocation: " + location + b"\r\n\r\n"))
    (item,) = read([path])
    assert isinstance(item, Item)
    assert orjson.loads(item.value)["final_url"] == "https://www.lindmoor-courier.example/fähre"


@pytest.mark.parametrize(
    ("block", "expected"),
    [
        (b"HTTP/1.1 200 OK\nContent-Type: text/html\n\n<p>", "<p>"),
        (b"HTTP/1.1 200\r\n\r\n<p>", "<p>"),
        (b"HTTP/1.1 200 OK\r\n\r\n", ""),
        (b"nothing like HTTP", None),
        (b"", None),
        (b"HTTP/1.1 abc\r\n\r\n<p>", None),
        (b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 20_000 + b"\r\n<p>", None),
    ],
    ids=["lf only", "no phrase", "no body", "no HTTP", "nothing", "no status", "endless headers"],
)
def test_odd_answers_do_not_stop_the_reading(tmp_path: Path, block: bytes, expected: str | None) -> None:
    path = tmp_path / "ferry.warc"
    path.write_bytes(raw_record(block) + raw_record(b"HTTP/1.1 404 No\r\n\r\n"))
    first, second = read([path])
    assert isinstance(second, Item)
    if expected is None:
        assert isinstance(first, Skipped)
    else:
        assert isinstance(first, Item)
        assert orjson.loads(first.value)["body"] == expected


def test_a_body_past_the_bound_is_described_instead_of_sent(archive: Archive, tmp_path: Path) -> None:
    archive.response(b"x" * BODY_BYTES_MAX)
    archive.response(b"x" * (2 * BODY_BYTES_MAX + 1))
    archive.response(gzip.compress(b"x" * (3 * BODY_BYTES_MAX)), Content_Encoding="gzip")
    archive.response()
    fits, stored, unpacked, last = read_back(archive, tmp_path)
    assert isinstance(fits, Item)
    assert isinstance(stored, Oversize)
    assert isinstance(unpacked, Oversize)
    assert isinstance(last, Item)
    assert (stored.size, unpacked.size) == (2 * BODY_BYTES_MAX + 1, BODY_BYTES_MAX + 1)
    assert stored.sha256 == hashlib.sha256(b"x" * (2 * BODY_BYTES_MAX + 1)).hexdigest()
    assert stored.url == unpacked.url == URL


@pytest.mark.parametrize("lost_bytes", [6, 30, 300, 800])
@pytest.mark.parametrize("packed", [False, True], ids=["plain", "gzip"])
def test_a_truncated_archive_gives_its_whole_captures_and_then_says_so(
    tmp_path: Path, packed: bool, lost_bytes: int
) -> None:
    archive = Archive(packed=packed)
    for number in range(5):
        archive.response(hashlib.sha256(b"%d" % number).hexdigest().encode() * 4)
    path = tmp_path / "ferry.warc"
    path.write_bytes(archive.data())
    values = [item.value for item in read([path]) if isinstance(item, Item)]
    path.write_bytes(archive.data()[:-lost_bytes])
    found: list[Item | Oversize | Skipped] = []
    with pytest.raises(UnreadableInput, match=r"truncated; \d captures were read before$") as fault:  # noqa: PT012
        for item in read([path]):
            found.append(item)  # noqa: PERF402 - what comes before the error counts
    assert 2 <= len(found) <= 5
    assert [item.value for item in found if isinstance(item, Item)] == values[: len(found)]
    assert f"; {len(found)} captures" in str(fault.value)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"WARC/1.0\r\nnonsense", "truncated"),
        (raw_record(b"HTTP/1.1 404 No\r\n\r\n") + b"garbage\r\n\r\n", "record 2 is damaged"),
    ],
)
def test_a_broken_archive_is_said_to_be_broken(tmp_path: Path, data: bytes, words: str) -> None:
    path = tmp_path / "ferry.warc"
    path.write_bytes(data)
    with pytest.raises(UnreadableInput, match=words):
        list(read([path]))
