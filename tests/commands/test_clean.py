import gzip
from collections.abc import Callable
from pathlib import Path

import orjson
import pytest
import zstandard

from streams import schema, topology
from streams.commands import explaining
from tests.commands.newsroom import PARAGRAPHS, capture, new, old, page, run


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    path = tmp_path / "ferry.html"
    path.write_text(page(*PARAGRAPHS), "utf-8")
    return path


def test_a_page_is_shown_with_its_paragraphs_and_what_was_taken_out(saved: Path) -> None:
    result = run("clean", str(saved))
    assert result.exit_code == 0
    assert result.stdout.startswith("Ferry is back\n")
    assert all(text in result.stdout for text in PARAGRAPHS)
    article, taken_out = result.stdout.split("Taken out")
    assert "donation" not in article
    assert "cookies" not in article
    assert "donation" in taken_out


def test_explain_names_the_rule_and_the_share_of_prose(saved: Path) -> None:
    result = run("clean", str(saved), "--explain")
    assert "(rule: " in result.stdout
    assert "Cut off: no sign of it" in result.stdout
    assert "of the prose in paragraphs" in result.stdout


def test_explain_says_what_each_rule_looks_at(saved: Path) -> None:
    value = orjson.loads(run("clean", str(saved), "--explain", "--json").stdout)
    assert value["why"].keys() == {item["rule"] for item in value["noise"]}
    assert "word by word" in explaining.noise_rule("line:english")
    assert run("clean", str(saved), "--explain").stdout.count("  why ") == len(value["why"])


def test_json_is_the_value_of_article_cleaned(saved: Path) -> None:
    value = orjson.loads(run("clean", str(saved), "--json").stdout)
    assert schema.validator(topology.CLEANED)(value) is None
    assert [p["text"] for p in value["paragraphs"]] == list(PARAGRAPHS)


def test_a_capture_in_json_may_stand_on_many_lines() -> None:
    result = run("clean", "-", "--json", stdin=orjson.dumps(old(), option=orjson.OPT_INDENT_2))
    assert orjson.loads(result.stdout)["captured_at"] == "2025-03-03T08:00:00Z"


def test_plain_text_on_standard_input_is_a_page_of_its_own() -> None:
    result = run("clean", "-", "--json", stdin="\n\n".join(PARAGRAPHS))
    assert orjson.loads(result.stdout)["url"] == "file:///stdin"


def test_url_says_where_a_file_came_from(saved: Path) -> None:
    result = run("clean", str(saved), "--url", "https://quaypost.example/a", "--json")
    assert orjson.loads(result.stdout)["site"] == "quaypost.example"


def gzipped(data: bytes) -> bytes:
    return gzip.compress(data)


def zstandardised(data: bytes) -> bytes:
    return zstandard.ZstdCompressor().compress(data)


@pytest.mark.parametrize(("ending", "pack"), [("", bytes), (".gz", gzipped), (".zst", zstandardised)])
def test_lines_in_give_as_many_lines_out_in_order(tmp_path: Path, ending: str, pack: Callable[[bytes], bytes]) -> None:
    captures = [old(), {"url": 1}, capture("<p></p>"), new()]
    path = tmp_path / f"captures.jsonl{ending}"
    path.write_bytes(pack(b"\n".join(map(orjson.dumps, captures)) + b"\nnot json\n"))
    result = run("clean", "--jsonl", str(path))
    assert result.exit_code == 0
    first, *faulty, last, broken = map(orjson.loads, result.stdout.splitlines())
    assert first["captured_at"] < last["captured_at"]
    assert [sorted(value) for value in (*faulty, broken)] == [["message", "rejected"]] * 3


@pytest.mark.parametrize(
    ("arguments", "stdin", "message"),
    [
        (["/no/such/file.html"], None, "no such file"),
        (["-"], "", "standard input: is empty"),
        (["-"], "  \n ", "standard input: is empty"),
        (["-"], "{", "not JSON"),
        (["-"], "[{}, {}]", "more than one capture"),
        (["-"], '{"url": "https://a.example/", "status": 200}', "captured_at"),
        (["-"], '{"url": "https://a.example/", "captured_at": "2025-01-01T00:00:00Z", "status": 404}', "status 404"),
    ],
)
def test_what_cannot_be_cleaned_is_one_clear_line(arguments: list[str], stdin: str | None, message: str) -> None:
    result = run("clean", *arguments, stdin=stdin)
    assert result.exit_code == 1
    assert message in " ".join(result.stderr.split())
    assert "Traceback" not in result.output
    assert result.stdout == ""


@pytest.mark.parametrize("arguments", [[], ["-", "--jsonl", "-"]])
def test_wrong_use_is_exit_code_2(arguments: list[str]) -> None:
    assert run("clean", *arguments).exit_code == 2


def test_binary_rubbish_gives_no_traceback(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_bytes(bytes(range(256)) * 50)
    result = run("clean", str(path))
    assert result.exit_code in (0, 1)
    assert "Traceback" not in result.output
