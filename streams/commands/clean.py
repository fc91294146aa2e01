"""`rowback clean`: one capture cleaned, or many, without Kafka."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import rich_click as click
from rich.console import Console
from rich.text import Text

from streams.captures.items import UnreadableInput
from streams.commands import capture_file, explaining, offline, options, redline, terminal
from streams.commands.offline import Look
from streams.commands.terminal import moment, visible
from streams.stages import clean as stage
from streams.stages.byhand import RuleBook
from streams.stages.clean import Rejected

NOISE_CHARACTERS_MAX = 90  # of a text taken out, where it is only named
MARKS = {"heading": "## ", "item": "- ", "quote": "> ", "caption": "[caption] ", "table": "| ", "note": "* "}
STYLES = {"heading": "bold", "quote": "italic", "standfirst": "bold", "caption": "dim", "note": "italic"}


@click.command(
    epilog=options.examples(
        ("rowback clean page.html", "the article of a saved page"),
        ("rowback clean page.html --explain", "and why the rest was taken out"),
        ("curl -s https://news.example/a | rowback clean - --url https://news.example/a", "a page as it is now"),
        ("rowback clean --jsonl captures.jsonl.gz > cleaned.jsonl", "many captures, one a line"),
    )
)
@click.argument("file", required=False, type=click.Path(path_type=Path, allow_dash=True))
@click.option(
    "--jsonl",
    metavar="FILE",
    type=click.Path(path_type=Path, allow_dash=True),
    help="Captures, one a line (.gz, .zst).",
)
@click.option("--url", metavar="URL", help="Where a text or HTML file came from.")
@click.option("--explain", is_flag=True, help="Name the rule behind each decision.")
@options.rules
@options.as_json
def clean(
    file: Path | None, jsonl: Path | None, url: str | None, explain: bool, sources: tuple[Path, ...], as_json: bool
) -> None:
    """Show the article of a capture: headline, byline, dates, paragraphs, and what was taken out and why.

    FILE is text (.txt), a page (.html), or a capture as JSON in the shape of the topic article.raw; - reads standard
    input. These are the functions that the stream runs, but without its memory of the site's other pages.

    With --jsonl each line of input gives one line of output, in the same order: the value of article.cleaned, or
    {"rejected": REASON, "message": ...} where there is no article to be had.
    """
    if (file is None) == (jsonl is None):
        raise click.UsageError("name one FILE (or - for standard input), or use --jsonl FILE")
    rules = options.rule_book(sources)
    try:
        if jsonl is not None:
            _clean_lines(jsonl, rules)
            return
        assert file is not None  # noqa: S101 - one of the two was given
        found = offline.look(capture_file.read_capture(file, url), rules)
        doubt = offline.doubt(found) if explain else None
    except UnreadableInput as fault:
        raise click.ClickException(str(fault)) from fault
    except Rejected as fault:
        raise click.ClickException(f"{capture_file.shown(file or capture_file.STDIN)}: {fault.message}") from fault
    if as_json:
        terminal.write_json({**found.value, "doubt": doubt, "why": _why(found.value)} if explain else found.value)
    else:
        show(terminal.console(), found, explain, doubt)


def _why(article: dict[str, Any]) -> dict[str, str]:
    """Return what each rule that took something out looks at."""
    return {item["rule"]: explaining.noise_rule(item["rule"]) for item in article["noise"]}


def _clean_lines(path: Path, rules: RuleBook) -> None:
    terminal.write_lines(_cleaned_line(item, rules) for item in capture_file.lines_of(path, "cleaning"))


def _cleaned_line(item: capture_file.Item | capture_file.Oversize, rules: RuleBook) -> dict[str, Any]:
    try:
        return offline.look(stage.parse(capture_file.value_of(item)), rules).value
    except Rejected as fault:
        return {"rejected": fault.reason, "message": fault.message}


def show(console: Console, found: Look, explain: bool, doubt: str | None) -> None:
    """Print a cleaned capture for people."""
    article = found.value
    console.print(Text(visible(article["headline"] or "(no headline)"), "bold"))
    about = [
        *(["by " + ", ".join(visible(name) for name in article["byline"])] if article["byline"] else []),
        *([f"published {moment(article['published_at'])}"] if article["published_at"] else []),
        *([f"modified {moment(article['modified_at'])}"] if article["modified_at"] else []),
        *([f"language {visible(article['language'])}"] if article["language"] else []),
    ]
    if about:
        console.print(Text(" · ".join(about)))
    console.print(Text(f"{visible(article['url'])} · site {visible(article['site'])}", "dim"))
    for paragraph in article["paragraphs"]:
        console.print()
        mark = MARKS.get(paragraph["kind"], "")
        console.print(Text(mark + visible(paragraph["text"]), STYLES.get(paragraph["kind"], "")))
    console.print()
    _show_cut_off(console, article["cut_off"], explain)
    _show_noise(console, article["noise"], explain)
    if doubt:
        console.print(Text(f"Selection: {doubt}"))


def _show_cut_off(console: Console, cut_off: dict[str, Any] | None, explain: bool) -> None:
    if cut_off:
        console.print(Text("Looks cut off: " + redline.evidence(cut_off["evidence"]), "yellow"))
    elif explain:
        console.print(Text("Cut off: no sign of it"))


def _show_noise(console: Console, noise: list[dict[str, Any]], explain: bool) -> None:
    if not noise:
        console.print(Text("Nothing was taken out."))
        return
    console.print(Text(f"Taken out ({len(noise)}):"))
    width = max(len(item["reason"]) for item in noise)
    for item in noise:
        text = visible(item["text"]) if explain else terminal.shortened(item["text"], NOISE_CHARACTERS_MAX)
        line = Text().append(f"  {visible(item['reason']):<{width}}  ", "yellow").append(text, "dim")
        if explain:
            line.append(f"  (rule: {visible(item['rule'])})")
        console.print(line)
    if explain:
        for rule, words in _why({"noise": noise}).items():
            console.print(Text(f"  why {visible(rule)}: {visible(words)}", "dim"))
