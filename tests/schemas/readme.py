"""Write the table of topics in ``schemas/README.md`` from the schemas: ``python -m tests.schemas.readme``."""

import sys
from collections.abc import Mapping

from streams.schema import SCHEMA_VERSION, Schema, folder, schemas

START = "<!-- topics: written by python -m tests.schemas.readme -->"
END = "<!-- end of topics -->"


def table(topics: Mapping[str, Schema]) -> str:
    """Return the topics as a Markdown table, in the order in which data flows."""
    rows = ["| topic | key | said by | cleanup | what it says |", "| --- | --- | --- | --- | --- |"]
    for topic, schema in topics.items():
        link = f"[`{topic}`]({topic}.v{SCHEMA_VERSION}.json)"
        stages = ", ".join(schema["x-stage"])
        cells = (link, schema["x-key"], stages, schema["x-cleanup"], schema["description"])
        rows.append(f"| {' | '.join(cells)} |")
    return "\n".join(rows)


def rewritten(text: str, topics: Mapping[str, Schema]) -> str:
    """Return the README with its table written anew. Raises ``ValueError`` when the marks are missing."""
    before, start, rest = text.partition(START)
    _, end, after = rest.partition(END)
    if not (start and end):
        raise ValueError(f"schemas/README.md lacks the marks {START} and {END}")
    return f"{before}{START}\n{table(topics)}\n{END}{after}"


if __name__ == "__main__":
    readme = folder() / "README.md"
    readme.write_text(rewritten(readme.read_text("utf-8"), schemas()), "utf-8")
    sys.stdout.write(f"{readme}\n")
