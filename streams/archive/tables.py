"""Revisions as tables for other tools: one row an edit, as CSV or Parquet."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from streams.archive.archive import Archive
from streams.archive.filters import Filters
from streams.archive.revisions import Bounds, find
from streams.archive.stored import Stored

COLUMNS = (
    "revision",
    "captured_at",
    "site",
    "url",
    "page",
    "basis",
    "from_url",
    "from_version",
    "to_version",
    "kind",
    "significance",
    "part",
    "op",
    "edit_kind",
    "signals",
    "old",
    "new",
)
AT_ONCE = 500  # revisions
FORMULA = ("=", "+", "-", "@", "\t", "\r")


class NoParquet(Exception):
    """pyarrow is not installed."""


def rows(archive: Archive, filters: Filters) -> Iterator[dict[str, Any]]:
    """Yield one row an edit (a changed headline is one), oldest revision first; raises BadQuestion."""
    after = 0
    while found := archive.ask(find, filters, Bounds(after=after, newest_first=False), AT_ONCE):
        for event in found:
            yield from _rows(event)
        after = found[-1].sequence


def _rows(event: Stored) -> Iterator[dict[str, Any]]:
    value = event.value
    known = {
        "revision": event.id,
        "captured_at": value["captured_at"],
        "site": value["site"],
        "url": value["url"],
        "page": value["page"],
        "basis": value["basis"],
        "from_url": value["from"]["url"],
        "from_version": value["from"]["version"],
        "to_version": value["to"]["version"],
        "kind": value["kind"],
        "significance": value["significance"],
    }
    if headline := value["headline"]:
        yield {**known, **_edit("headline", {"op": "edited", "kind": "headline", **headline})}
    for edit in value["edits"]:
        yield {**known, **_edit("body", edit)}
    if not headline and not value["edits"]:
        yield {**known, **dict.fromkeys(COLUMNS[-6:])}


def _edit(part: str, edit: dict[str, Any]) -> dict[str, Any]:
    signals = " ".join(dict.fromkeys(signal["type"] for signal in edit["signals"]))
    return {
        "part": part,
        "op": edit["op"],
        "edit_kind": edit["kind"],
        "signals": signals,
        "old": edit["old"],
        "new": edit["new"],
    }


def write_csv(archive: Archive, filters: Filters, path: Path) -> int:
    """Write rows as CSV in UTF-8; return how many.

    Text that a spreadsheet would take for a formula gets an apostrophe before it: articles are foreign text.
    """
    count = 0
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS)
        writer.writeheader()
        for row in rows(archive, filters):
            writer.writerow({name: harmless(value) for name, value in row.items()})
            count += 1
    return count


def harmless(value: Any) -> Any:
    """Return text that no spreadsheet runs; anything else as it is."""
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value


def write_parquet(archive: Archive, filters: Filters, path: Path) -> int:
    """Write rows as Parquet; return how many. Raises NoParquet."""
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError as fault:
        raise NoParquet("Parquet needs pyarrow: pip install 'rowback[parquet]'") from fault
    types = {"from_version": pyarrow.int64(), "to_version": pyarrow.int64(), "significance": pyarrow.float64()}
    schema = pyarrow.schema([(name, types.get(name, pyarrow.string())) for name in COLUMNS])
    count = 0
    with pyarrow.parquet.ParquetWriter(path, schema, compression="zstd") as writer:
        batch: list[dict[str, Any]] = []
        for row in rows(archive, filters):
            batch.append(row)
            if len(batch) == AT_ONCE * 10:
                writer.write_table(pyarrow.Table.from_pylist(batch, schema))
                count, batch = count + len(batch), []
        writer.write_table(pyarrow.Table.from_pylist(batch, schema))
    return count + len(batch)
