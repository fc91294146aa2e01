"""SECURITY.md tells every bound as it stands in the code."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

PAGE = (Path(__file__).parents[2] / "SECURITY.md").read_text("utf-8")
ROW = re.compile(r"^\| [^|]+ \| ([0-9,]+)(?: ([A-Za-z]+))? \| `([a-z_.]+)` `([A-Za-z_.]+)` \|$", re.MULTILINE)
UNITS = {"KiB": 1024, "MiB": 1024 * 1024}


def standing(module: str, name: str) -> Any:
    owner, _, field = name.rpartition(".")
    found = import_module(module)
    if not owner:
        return getattr(found, field)
    owner = getattr(found, owner)
    fields = getattr(owner, "model_fields", None) or owner.__dataclass_fields__
    return fields[field].default


@pytest.mark.parametrize(("number", "unit", "module", "name"), ROW.findall(PAGE))
def test_a_bound_is_told_as_it_stands(number: str, unit: str, module: str, name: str) -> None:
    assert standing(module, name) == int(number.replace(",", "")) * UNITS.get(unit, 1)


def test_every_row_of_the_table_is_checked() -> None:
    table = PAGE[PAGE.index("| what | bound | where |") :]
    assert len(ROW.findall(PAGE)) == table.count("\n| ") - 1 >= 35


@pytest.mark.parametrize("path", re.findall(r"`((?:streams|\.ci)/[a-z_/]+(?:\.py)?)`", PAGE))
def test_every_file_that_is_named_is_there(path: str) -> None:
    assert (Path(__file__).parents[2] / path).exists()
