"""`rowback compare`: two captures compared, or many pairs, without Kafka."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import rich_click as click

from streams.captures.items import UnreadableInput
from streams.commands import capture_file, explaining, offline, options, redline_page, redline_text, terminal
from streams.commands.offline import Compared
from streams.stages import clean
from streams.stages.byhand import RuleBook
from streams.stages.clean import Rejected

Value = dict[str, Any]


@click.command(
    epilog=options.examples(
        ("rowback compare monday.html tuesday.html", "what was changed, as a redline"),
        ("rowback compare old.json new.json --json", "the value of article.revised, or null"),
        ("rowback compare a.txt b.txt --url https://news.example/a", "two texts as versions of one page"),
        ("rowback compare old.html new.html --html redline.html", "a page to look at or to send"),
        ("rowback compare --jsonl pairs.jsonl.gz > events.jsonl", "many pairs, one a line"),
    )
)
@click.argument("files", metavar="OLD NEW", nargs=-1, type=click.Path(path_type=Path, allow_dash=True))
@click.option(
    "--jsonl",
    metavar="FILE",
    type=click.Path(path_type=Path, allow_dash=True),
    help='Pairs, one a line: {"pair_id", "old", "new"} (.gz, .zst).',
)
@click.option(
    "--html", "html_file", metavar="FILE", type=click.Path(path_type=Path, allow_dash=True), help="Write a page."
)
@click.option("--url", metavar="URL", help="The page that both text or HTML files were captured from.")
@click.option("--explain", is_flag=True, help="Name the rule behind each decision.")
@options.rules
@options.as_json
def compare(
    files: tuple[Path, ...],
    jsonl: Path | None,
    html_file: Path | None,
    url: str | None,
    explain: bool,
    sources: tuple[Path, ...],
    as_json: bool,
) -> None:
    """Show what was changed between two captures: the older first, then the newer.

    OLD and NEW are text (.txt), pages (.html), or captures as JSON in the shape of the topic article.raw; one of them
    may be - for standard input. Two captures of one page are compared as its versions, two pages as copies of an
    article; two files are two pages, unless --url names the one that both show. An end that looks cut off is said to be
    so, and is not told as deleted; noise is no change, but for a line of plain text that only reads like noise, where a
    few of its words were changed: without the site's other pages nothing says that it is not the article's.

    --json prints the value of article.revised, or null where the stream would say nothing (--explain adds why). With
    --jsonl each line gives such a value with its pair_id; where there is no event, "event" is null and "edits" empty.

    The exit code is 0 whether or not anything was changed, 1 where a capture is of no use.
    """
    rules = options.rule_book(sources)
    if jsonl is not None:
        if files or html_file or url:
            raise click.UsageError("--jsonl takes no OLD, NEW, --html or --url")
        _compare_lines(jsonl, rules)
        return
    if len(files) != 2:
        raise click.UsageError("name two captures, OLD and NEW, or use --jsonl FILE")
    if files[0] == files[1] == capture_file.STDIN:
        raise click.UsageError("only one of OLD and NEW can be standard input")
    try:
        old, new = (capture_file.read_capture(file, url) for file in files)
        found = offline.compare(old, new, rules)
    except (UnreadableInput, Rejected) as fault:
        raise click.ClickException(str(fault)) from fault
    if html_file is not None:
        _write_page(html_file, found)
    if as_json:
        terminal.write_json(_explained(found) if explain else found.event)
    elif html_file is None:
        redline_text.show(terminal.console(), found, explain)


def _write_page(path: Path, found: Compared) -> None:
    document = redline_page.page(found).encode()
    if path == capture_file.STDIN:
        click.echo(document, nl=False)
        return
    try:
        path.write_bytes(document)
    except OSError as fault:
        raise click.ClickException(f"{capture_file.shown(path)}: {fault.strerror or 'cannot be written'}") from fault
    click.echo(f"written: {capture_file.shown(path)}", err=True)


def _explained(found: Compared) -> Value:
    return {
        "outcome": found.outcome,
        "reason": found.reason,
        "event": found.event,
        "why": explaining.reasons(found.event, found.new.value["language"]),
        "cut_off": found.cut_off,
        "cut_off_side": found.cut_side,
        "dates": [{"which": name, "from": before, "to": after} for name, before, after in found.dates],
        "noise": found.noise,
    }


def _compare_lines(path: Path, rules: RuleBook) -> None:
    try:
        items = enumerate(capture_file.lines_of(path, "comparing"), 1)
        terminal.write_lines(_compared_line(item, number, rules) for number, item in items)
    except UnreadableInput as fault:
        raise click.ClickException(str(fault)) from fault


def _compared_line(item: capture_file.Item | capture_file.Oversize, number: int, rules: RuleBook) -> Value:
    pair_id: Any = number
    try:
        pair = clean.parse(capture_file.value_of(item))
        pair_id = pair.get("pair_id", number)
        found = offline.compare(_capture_of(pair, "old"), _capture_of(pair, "new"), rules)
    except Rejected as fault:
        return {"pair_id": pair_id, "rejected": fault.reason, "message": fault.message, "edits": []}
    if found.event is None:
        return {"pair_id": pair_id, "event": None, "outcome": found.outcome, "reason": found.reason, "edits": []}
    return {"pair_id": pair_id, **found.event}


def _capture_of(pair: Value, side: str) -> Value:
    capture = pair.get(side)
    if not isinstance(capture, dict):
        raise Rejected("not_a_pair", f"the line has no capture under {side!r}")
    return capture
