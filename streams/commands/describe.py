"""`rowback describe`: the pipeline as text, Mermaid, AsyncAPI or JSON."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import rich_click as click
from rich.console import Console
from rich.text import Text

from streams import asyncapi, schema, topology
from streams.commands import options, terminal

CHANGELOGS = (topology.CHANGELOG, topology.POLL_CHANGELOG)
DAY_MS = 24 * 3600 * 1000


@click.command(
    epilog=options.examples(
        ("rowback describe", "topics, stages and tables"),
        ("rowback describe --mermaid", "a flowchart for documents"),
        ("rowback describe --asyncapi > asyncapi.json", "the public topics with all their fields"),
    )
)
@click.option("--mermaid", is_flag=True, help="Print a Mermaid flowchart.")
@click.option("--asyncapi", "as_asyncapi", is_flag=True, help="Print an AsyncAPI 3.0 document (JSON).")
@options.as_json
def describe(mermaid: bool, as_asyncapi: bool, as_json: bool) -> None:
    """Show the topics, who writes and reads them, and the stages with their tables and files.

    All of it is made from the code and the schemas that run, so it is never out of date. Needs no Kafka.
    """
    if sum((mermaid, as_asyncapi, as_json)) > 1:
        raise click.UsageError("--mermaid, --asyncapi and --json exclude each other")
    if mermaid:
        click.echo(flowchart(), nl=False)
    elif as_asyncapi:
        terminal.write_json(asyncapi.document(schema.schemas(), topology.TOPICS))
    elif as_json:
        terminal.write_json(as_value())
    else:
        show(terminal.console())


def as_value() -> dict[str, Any]:
    """Return topics and stages as JSON."""
    known = schema.schemas()
    return {
        "topics": [
            {
                **asdict(topic),
                "says": known[topic.name]["description"] if topic.public else None,
                "schema": schema.dataschema(topic.name) if topic.public else None,
                "ordering": known[topic.name]["x-ordering"] if topic.public else None,
            }
            for topic in topology.TOPICS
        ],
        "stages": [{**asdict(stage), "writes": _writes(stage.name)} for stage in topology.PARTS],
    }


def _writes(stage: str) -> list[str]:
    return [topic.name for topic in topology.TOPICS if stage in topic.written_by]


def show(console: Console) -> None:
    """Print topics and stages for people."""
    known = schema.schemas()
    for public, title in ((True, "Public topics"), (False, "Internal topics")):
        console.print(Text(title, "bold"))
        for topic in topology.TOPICS:
            if topic.public is not public:
                continue
            line = Text().append(f"  {topic.name}", "cyan")
            line.append(f"  key: {topic.key}; kept: {_kept(topic)}; written by {', '.join(topic.written_by)}")
            console.print(line)
            if public:
                console.print(Text(f"      {known[topic.name]['title']}. {known[topic.name]['description']}", "dim"))
        console.print()
    console.print(Text("Stages", "bold"))
    for stage in topology.PARTS:
        console.print(Text().append(f"  {stage.name}", "green").append(f"  {stage.file}"))
        console.print(
            Text(f"      reads   {', '.join(stage.reads) or 'what the stage before it gives it, in the same hop'}")
        )
        console.print(Text(f"      writes  {', '.join(_writes(stage.name)) or 'nothing of its own'}"))
        console.print(Text(f"      tables  {', '.join(stage.tables) or 'none'}"))


def _kept(topic: topology.Topic) -> str:
    if topic.compacted:
        return "the newest of each key"
    return "for ever" if topic.retention_ms is None else f"{topic.retention_ms // DAY_MS} days"


def flowchart() -> str:
    """Return the pipeline as a Mermaid flowchart: topics as rounded boxes, stages as boxes, outside as circles."""
    lines = ["flowchart LR"]
    drawn = [topic for topic in topology.TOPICS if topic.name not in CHANGELOGS]
    lines += [f"  {_id(topic.name)}([{topic.name}])" for topic in drawn]
    lines += [f"  {stage.name}[{stage.name}]" for stage in topology.PARTS]
    inside = {stage.name for stage in topology.PARTS}
    writers = dict.fromkeys(writer for topic in drawn for writer in topic.written_by)
    lines += [f"  {writer}(({writer}))" for writer in writers if writer not in inside]
    before = None
    for stage in topology.PARTS:
        lines += [f"  {_id(name)} --> {stage.name}" for name in stage.reads]
        if not stage.reads and before:
            lines.append(f"  {before} -->|same hop| {stage.name}")
        before = stage.name
    for topic in drawn:
        lines += [f"  {writer} --> {_id(topic.name)}" for writer in topic.written_by]
    lines.append("  classDef internal stroke-dasharray: 4 4")
    internal = [_id(topic.name) for topic in drawn if not topic.public]
    lines.append(f"  class {','.join(internal)} internal")
    return "\n".join(lines) + "\n"


def _id(name: str) -> str:
    return name.replace(".", "_")
