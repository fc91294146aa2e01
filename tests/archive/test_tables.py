"""Exports hold one row an edit, whatever the text."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from streams.archive import Filters, tables
from tests.archive.river import filled, golden


def test_a_csv_file_has_a_row_for_each_edit(tmp_path: Path) -> None:
    archive = filled(tmp_path, golden())
    expected = list(tables.rows(archive, Filters()))
    assert tables.write_csv(archive, Filters(), tmp_path / "out.csv") == len(expected) > 100
    with (tmp_path / "out.csv").open(encoding="utf-8", newline="") as file:
        found = list(csv.DictReader(file))
    assert [each["revision"] for each in found] == [each["revision"] for each in expected]
    assert [each["new"] for each in found] == [each["new"] or "" for each in expected]
    archive.close()


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@a", "\tx"])
def test_text_is_no_formula(text: str) -> None:
    assert tables.harmless(text) == f"'{text}"
    assert tables.harmless("1-1") == "1-1"


def test_a_parquet_file_holds_the_same(tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    archive = filled(tmp_path, golden())
    expected = list(tables.rows(archive, Filters()))
    assert tables.write_parquet(archive, Filters(), tmp_path / "out.parquet") == len(expected)
    found = parquet.read_table(tmp_path / "out.parquet").to_pylist()
    assert found == [{name: each.get(name) for name in tables.COLUMNS} for each in expected]
    archive.close()
