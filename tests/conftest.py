from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[2] / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of evaluation data that may stand beside a checkout; nothing of it belongs to the project."""
    if not (SHARED / "data").is_dir():
        pytest.skip("no evaluation data beside this checkout (../shared is absent)")
    return SHARED
