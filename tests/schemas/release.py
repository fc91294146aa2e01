"""Freeze the schemas of a release: ``python -m tests.schemas.release VERSION``.

Copies ``schemas/*.json`` to ``schemas/released/VERSION``. From then on the compatibility tests hold every change
against these copies. A released version never changes, so an existing one is not written again.
"""

import re
import shutil
import sys
from pathlib import Path

from streams.schema import folder


def freeze(version: str, schemas: Path) -> Path:
    """Copy the schemas of a folder to its ``released/VERSION`` and return that; ``ValueError`` says why not."""
    if not re.fullmatch(r"(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)", version, re.ASCII):
        raise ValueError(f"not a version such as 0.2.0: {version}")
    target = schemas / "released" / version
    if target.exists():
        raise ValueError(f"{version} is frozen already, and a released version never changes")
    target.mkdir(parents=True)
    for path in sorted(schemas.glob("*.v*.json")):
        shutil.copyfile(path, target / path.name)
    return target


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: python -m tests.schemas.release VERSION")
    try:
        sys.stdout.write(f"{freeze(sys.argv[1], folder())}\n")
    except ValueError as error:
        sys.exit(str(error))
