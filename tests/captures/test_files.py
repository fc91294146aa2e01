import hashlib
from pathlib import Path

import orjson
import pytest

from streams.captures import HEAD_BYTES_MAX, Item, Oversize, UnreadableInput, read, total_bytes
from streams.captures.files import date_in_name
from streams.captures.items import BODY_BYTES_MAX
from streams.web.address import page_of


def captures(*paths: Path, captured_at: str | None = None) -> list[dict[str, object]]:
    found = [item for item in read(paths, captured_at=captured_at) if isinstance(item, Item)]
    for item in found:
        assert item.key == page_of(orjson.loads(item.value)["url"]).site
    return [orjson.loads(item.value) for item in found]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "ferry"
    (folder / "later").mkdir(parents=True)
    (folder / "b.html").write_text("<p>Fares rise.</p>", encoding="utf-8")
    (folder / "a.txt").write_text("Fares stay – for now.", encoding="utf-8")
    (folder / "later" / "c d.txt").write_text("Fares fall.", encoding="utf-8")
    (folder / "notes.md").write_text("mine", encoding="utf-8")
    (folder / ".hidden.txt").write_text("mine", encoding="utf-8")
    return folder


def test_each_file_is_a_page_in_the_order_of_names(folder: Path) -> None:
    first, second, third = captures(folder)
    assert first == {
        "url": "file:///ferry/a.txt",
        "captured_at": "1970-01-01T00:00:00Z",
        "status": 200,
        "content_type": "text/plain",
        "body": "Fares stay – for now.",
    }
    assert (second["url"], second["content_type"]) == ("file:///ferry/b.html", "text/html")
    assert (second["captured_at"], third["captured_at"]) == ("1970-01-01T00:00:01Z", "1970-01-01T00:00:02Z")
    assert third["url"] == "file:///ferry/later/c%20d.txt"


def test_a_file_named_alone_is_the_same_page_as_in_its_folder(folder: Path) -> None:
    assert captures(folder / "a.txt") == captures(folder)[:1]


def test_no_path_of_the_machine_is_published(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = captures(folder)
    monkeypatch.chdir(folder)
    assert captures(Path()) == captures(Path("../ferry")) == expected
    assert all(str(folder.parent) not in str(capture) for capture in expected)


def test_the_time_given_comes_before_names(folder: Path) -> None:
    (folder / "2026-03-01.txt").write_text("x", encoding="utf-8")
    for given, expected in (
        ("2025-01-02T03:04:05+01:00", "2025-01-02T02:04:05Z"),
        ("2025-01-02", "2025-01-02T00:00:00Z"),
    ):
        assert {capture["captured_at"] for capture in captures(folder, captured_at=given)} == {expected}


@pytest.mark.parametrize("given", ["yesterday", "1969-12-31", "2026-02-30"])
def test_a_time_given_that_is_none_is_refused_at_once(folder: Path, given: str) -> None:
    with pytest.raises(UnreadableInput, match=f"captured_at '{given}'"):
        read([folder], captured_at=given)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("2026-03-01.txt", "2026-03-01T00:00:00Z"),
        ("ferry_2026-03-01.html", "2026-03-01T00:00:00Z"),
        ("20260301.txt", "2026-03-01T00:00:00Z"),
        ("20260301T120000.html", "2026-03-01T12:00:00Z"),
        ("20260301T120000Z-ferry.html", "2026-03-01T12:00:00Z"),
        ("20260301T1200.html", "2026-03-01T12:00:00Z"),
        ("20260301120005.html", "2026-03-01T12:00:05Z"),
        ("2026-03-01T08:05:09Z.txt", "2026-03-01T08:05:09Z"),
        ("2026-03-01T08-05-09.txt", "2026-03-01T08:05:09Z"),
        ("2026-03-01_08-05-09.txt", "2026-03-01T08:05:09Z"),
        ("2026-03-01_0002.txt", "2026-03-01T00:00:00Z"),
        ("2026-03-01-2.txt", "2026-03-01T00:00:00Z"),
        ("2026-13-45_2026-03-01.txt", "2026-03-01T00:00:00Z"),
        ("2026-02-30.txt", None),
        ("000_10e2f74f09633d9c.txt", None),
        ("a20260301b.txt", None),
        ("1969-12-31.txt", None),
        ("12345678901234.txt", None),
        ("story.txt", None),
    ],
)
def test_a_date_in_the_name_is_the_time_of_the_capture(name: str, expected: str | None) -> None:
    assert date_in_name(name) == expected


def test_files_without_a_date_count_seconds_past_those_with_one(tmp_path: Path) -> None:
    for name in ("1.txt", "2026-03-01.txt", "3.txt"):
        (tmp_path / name).write_text("x", encoding="utf-8")
    times = [capture["captured_at"] for capture in captures(tmp_path)]
    assert times == ["1970-01-01T00:00:00Z", "2026-03-01T00:00:00Z", "1970-01-01T00:00:02Z"]


def test_a_file_says_its_own_encoding(tmp_path: Path) -> None:
    path = tmp_path / "ferry.html"
    path.write_bytes('<meta charset="windows-1251"><p>Паром</p>'.encode("cp1251"))
    (capture,) = captures(path)
    assert str(capture["body"]).endswith("<p>Паром</p>")


def test_an_empty_file_is_a_capture_for_the_pipeline_to_judge(tmp_path: Path) -> None:
    (tmp_path / "ferry.txt").touch()
    assert captures(tmp_path)[0]["body"] == ""


def test_a_file_past_the_bound_is_described_instead_of_sent(tmp_path: Path) -> None:
    path = tmp_path / "ferry.txt"
    path.write_bytes(b"x" * BODY_BYTES_MAX)
    assert isinstance(next(read([path])), Item)
    large = b"x" * (BODY_BYTES_MAX + 3_000_000)
    path.write_bytes(large)
    found = next(read([path]))
    assert isinstance(found, Oversize)
    assert found.size == found.position == total_bytes([path]) == len(large)
    assert (found.sha256, found.head) == (hashlib.sha256(large).hexdigest(), large[:HEAD_BYTES_MAX])
    assert found.url == f"file:///{tmp_path.name}/ferry.txt"


def test_a_folder_may_hold_archives_and_lines_too(folder: Path) -> None:
    (folder / "captures.jsonl").write_bytes(b'{"url": "https://a.example/"}\n')
    assert [orjson.loads(item.value)["url"] for item in read([folder]) if isinstance(item, Item)] == [
        "file:///ferry/a.txt",
        "file:///ferry/b.html",
        "https://a.example/",
        "file:///ferry/later/c%20d.txt",
    ]


def test_a_folder_without_anything_to_read_is_refused(tmp_path: Path) -> None:
    (tmp_path / "notes.md").touch()
    with pytest.raises(UnreadableInput, match="holds no file to read"):
        read([tmp_path])


def test_two_files_do_not_pass_for_one_page(tmp_path: Path) -> None:
    for place in ("a/texts", "b/texts"):
        (tmp_path / place).mkdir(parents=True)
        (tmp_path / place / "story.txt").write_text("Words.")
    with pytest.raises(UnreadableInput, match=r"would both be the page file:///texts/story\.txt"):
        read([tmp_path / "a/texts", tmp_path / "b/texts"])
    assert len(list(read([tmp_path / "a/texts", tmp_path / "a/texts"]))) == 2
