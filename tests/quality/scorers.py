"""The scorers that stand beside the data: loaded from there, so that what is measured is what they define."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

from tests.quality.figures import needed


def path_of(data: Path, name: str) -> Path:
    """Return the file of a scorer; raises Absent."""
    return needed(data.parent / "score" / f"{name}.py")


def load(data: Path, name: str) -> ModuleType:
    """Return a scorer as a module; raises Absent."""
    spec = importlib.util.spec_from_file_location(name, path_of(data, name))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
