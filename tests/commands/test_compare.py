import html.parser
import io
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import orjson
import pytest
from rich.console import Console

from streams import schema, topology
from streams.commands import offline, redline_page, redline_text
from streams.commands.offline import Compared
from tests.commands.newsroom import PARAGRAPHS, capture, event, new, old, page, run


def written(folder: Path, name: str, value: dict[str, Any]) -> str:
    path = folder / name
    path.write_bytes(orjson.dumps(value))
    return str(path)


@pytest.fixture
def pair(tmp_path: Path) -> tuple[str, str]:
    return written(tmp_path, "old.json", old()), written(tmp_path, "new.json", new())


@pytest.fixture
def compared() -> Compared:
    """A comparison whose event is written by hand."""
    found = offline.compare(old(), new())
    found.event = event()
    found.noise = [{"text": "31 people are reading this now", "reason": "counter", "rule": "line:english"}]
    return found


def test_a_changed_number_is_shown_where_it_stands(pair: tuple[str, str]) -> None:
    result = run("compare", *pair)
    assert result.exit_code == 0
    assert "[-240-]{+204+}" in result.stdout
    assert "number 240 → 204 (down)" in result.stdout


def test_json_is_the_value_of_article_revised(pair: tuple[str, str]) -> None:
    value = orjson.loads(run("compare", *pair, "--json").stdout)
    assert schema.validator(topology.REVISED)(value) is None
    assert [value["from"]["version"], value["to"]["version"]] == [1, 2]


def test_two_pages_are_compared_as_copies(tmp_path: Path) -> None:
    other = written(tmp_path, "other.json", {**new(), "url": "https://mirror.example/ferry"})
    value = orjson.loads(run("compare", written(tmp_path, "old.json", old()), other, "--json").stdout)
    assert value["basis"] == "copy"


def test_two_texts_of_one_address_are_versions_of_its_page(tmp_path: Path) -> None:
    for name, number in (("a.txt", "240"), ("b.txt", "204")):
        (tmp_path / name).write_text("\n\n".join(PARAGRAPHS).replace("240", number), "utf-8")
    files = (str(tmp_path / "a.txt"), str(tmp_path / "b.txt"))
    value = orjson.loads(run("compare", *files, "--url", "https://quaypost.example/ferry", "--json").stdout)
    assert (value["basis"], value["url"]) == ("own_history", "https://quaypost.example/ferry")
    assert orjson.loads(run("compare", *files, "--json").stdout)["basis"] == "copy"


def test_explain_says_why_each_edit_is_judged_so(pair: tuple[str, str]) -> None:
    why = orjson.loads(run("compare", *pair, "--json", "--explain").stdout)["why"]
    (reason,) = why["edits"]
    assert reason["op"].startswith("95% of the words stay in their order (sentences are paired from 50% on")
    assert reason["kind"] == "words were changed, and no rule says more"
    assert re.fullmatch(r"0\.\d\d = size 0\.02, facts 0\.40, place 0\.\d\d", reason["weight"])


def test_nothing_but_noise_is_null_with_exit_code_0(tmp_path: Path) -> None:
    other = written(tmp_path, "other.json", capture(page(*PARAGRAPHS, readers=99)))
    result = run("compare", written(tmp_path, "old.json", old()), other, "--json")
    assert (result.exit_code, result.stdout) == (0, "null\n")


def test_a_missing_end_is_cut_off_and_not_deleted(tmp_path: Path) -> None:
    body = page(*PARAGRAPHS[:2], PARAGRAPHS[2][:50])
    short = written(tmp_path, "short.json", capture(body, "2025-03-03T09:30:00Z"))
    result = run("compare", written(tmp_path, "old.json", old()), short)
    assert "cut off, not deleted: the new capture: " in result.stdout
    assert "[-" not in result.stdout
    explained = orjson.loads(run("compare", str(tmp_path / "old.json"), short, "--json", "--explain").stdout)
    assert explained["event"] is None
    assert explained["outcome"] == "cut_off"
    assert explained["cut_off"]["evidence"]


def test_a_copy_that_is_only_cut_off_is_null(tmp_path: Path) -> None:
    """The stream says so in article.duplicated, and nothing in article.revised."""
    body = page(*PARAGRAPHS[:2], PARAGRAPHS[2][:50])
    short = {**capture(body, "2025-03-03T09:30:00Z"), "url": "https://mirror.example/ferry"}
    pair = (written(tmp_path, "old.json", old()), written(tmp_path, "short.json", short))
    assert run("compare", *pair, "--json").stdout == "null\n"
    assert "cut off, not deleted" in run("compare", *pair).stdout
    explained = orjson.loads(run("compare", *pair, "--json", "--explain").stdout)
    assert (explained["outcome"], explained["cut_off_side"]) == ("cut_off", "new")


def test_pairs_a_line_give_events_with_their_ids(tmp_path: Path) -> None:
    pairs = [
        {"pair_id": "a", "old": old(), "new": new()},
        {"pair_id": "b", "old": old(), "new": old()},
        {"pair_id": "c", "old": old()},
        {"pair_id": "d", "old": old(), "new": {**new(), "status": 500}},
    ]
    path = tmp_path / "pairs.jsonl"
    path.write_bytes(b"\n".join(map(orjson.dumps, pairs)))
    result = run("compare", "--jsonl", str(path))
    assert result.exit_code == 0
    changed, same, lacking, failed = map(orjson.loads, result.stdout.splitlines())
    assert (changed["pair_id"], changed["kind"], len(changed["edits"])) == ("a", "edit", 1)
    assert (same["pair_id"], same["event"], same["edits"]) == ("b", None, [])
    assert (lacking["rejected"], lacking["edits"]) == ("not_a_pair", [])
    assert failed["message"].startswith("the new capture: ")


@pytest.mark.parametrize(
    ("arguments", "code"), [([], 2), (["-"], 2), (["-", "-"], 2), (["/no/a", "/no/b"], 1), (["--jsonl", "/no/a"], 1)]
)
def test_wrong_use_and_missing_files_are_told_apart(arguments: list[str], code: int) -> None:
    result = run("compare", *arguments)
    assert result.exit_code == code
    assert "Traceback" not in result.output


@pytest.mark.parametrize("explain", [False, True])
def test_the_redline_without_colour(compared: Compared, golden: Callable[[str, str], None], explain: bool) -> None:
    lines = [line.plain for line in redline_text.lines(compared, explain, colour=False)]
    text = re.sub(r"\b[0-9a-f]{32}\b", "HASH", "\n".join(lines)) + "\n"
    golden("redline_explained.txt" if explain else "redline.txt", text)


def test_the_redline_on_a_terminal(compared: Compared, golden: Callable[[str, str], None]) -> None:
    file = io.StringIO()
    console = Console(file=file, force_terminal=True, color_system="standard", width=72, no_color=False)
    redline_text.show(console, compared, explain=False)
    golden("redline.ansi", file.getvalue())


def test_the_page(compared: Compared, golden: Callable[[str, str], None]) -> None:
    golden("redline.html", redline_page.page(compared))


class Tags(html.parser.HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


HOSTILE = """<script>alert(1)</script><img src=x onerror=alert(2)>"' onclick="alert(3) \x1b[31m\u202e"""


def test_a_page_holds_no_markup_of_the_captures(compared: Compared) -> None:
    """Every text that comes from outside is hostile here."""
    assert compared.event
    compared.event["headline"].update(old=HOSTILE, new=HOSTILE + "x", spans=[])
    for change in compared.event["edits"]:
        change.update({side: HOSTILE for side in ("old", "new") if change[side]}, spans=[], kind=HOSTILE, op=HOSTILE)
        change["signals"] = [{"type": "number", "old": HOSTILE, "new": HOSTILE}]
    compared.noise = [{"text": HOSTILE, "reason": HOSTILE, "rule": HOSTILE}]
    compared.cut_off = {"evidence": [HOSTILE], "missing_paragraphs": 1, "missing_characters": 1}
    compared.dates = [("modified", HOSTILE, HOSTILE)]
    compared.new.value.update(headline=HOSTILE, url=f"javascript:{HOSTILE}")
    text = redline_page.page(compared)
    tags = Tags(text).found
    assert not {"script", "img", "iframe", "object", "form"} & {tag for tag, _ in tags}
    assert not [name for _, attributes in tags for name in attributes if name.startswith("on")]
    assert not [
        value for tag, attributes in tags if tag == "a" for value in attributes.values() if "javascript" in str(value)
    ]
    assert "\x1b" not in text
    assert "\u202e" not in text


def test_a_page_fetches_nothing_and_allows_its_own_style_only(compared: Compared) -> None:
    tags = Tags(redline_page.page(compared)).found
    policy = next(a["content"] for tag, a in tags if tag == "meta" and a.get("http-equiv") == "Content-Security-Policy")
    assert policy is not None
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy
    assert not [a for tag, a in tags if "src" in a or tag == "link"]


def test_html_is_written_to_the_file_that_was_named(pair: tuple[str, str], tmp_path: Path) -> None:
    result = run("compare", *pair, "--html", str(tmp_path / "out.html"))
    assert result.exit_code == 0
    assert "<ins>204</ins>" in (tmp_path / "out.html").read_text("utf-8")
    assert run("compare", *pair, "--html", str(tmp_path / "no" / "out.html")).exit_code == 1


def test_hostile_captures_cannot_act_on_a_terminal(tmp_path: Path) -> None:
    body = [text.replace("sea", "s\x1b[2Jea \u202e") for text in PARAGRAPHS]
    other = written(tmp_path, "other.json", capture("\n\n".join(body), content_type="text/plain", title="\x1b]0;x\x07"))
    plain = written(tmp_path, "old.json", capture("\n\n".join(PARAGRAPHS), content_type="text/plain"))
    for more in ([], ["--explain"], ["--json"]):
        result = run("compare", plain, other, *more)
        assert result.exit_code == 0
        assert not set("\x1b\x07\u202e") & set(result.stdout)
