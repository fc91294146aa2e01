"""The same, guided by coverage: ``python -m tests.fuzzing.guided pages -max_total_time=3600 [CORPUS_FOLDER]``.

Needs atheris (``pip install atheris``), which is no dependency: it has no wheels for every Python. What it throws are
bytes out of which Hypothesis makes the same things as ever; what follows the name of a way in is libFuzzer's.
"""

from __future__ import annotations

import importlib
import logging
import sys
from importlib.util import find_spec
from typing import Any


def main() -> int:
    """Run until libFuzzer ends the process: with code 77 where something failed."""
    if find_spec("atheris") is None:
        print("atheris is not installed: pip install atheris, or use python -m tests.fuzzing", file=sys.stderr)  # noqa: T201
        return 2
    atheris = importlib.import_module("atheris")
    with atheris.instrument_imports(include=["streams"]):
        from tests.fuzzing.entries import WAYS
    from hypothesis import HealthCheck, given, settings

    if len(sys.argv) < 2 or sys.argv[1] not in WAYS:
        print(f"name a way in: {', '.join(WAYS)}", file=sys.stderr)  # noqa: T201
        return 2
    way = WAYS[sys.argv.pop(1)]
    logging.disable(logging.CRITICAL)
    checked: Any = settings(deadline=None, database=None, suppress_health_check=list(HealthCheck))(
        given(way.material)(way.check)
    )
    atheris.Setup(sys.argv, checked.hypothesis.fuzz_one_input)
    atheris.Fuzz()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
