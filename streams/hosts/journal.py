"""The journal of a replay: what a replay that was killed needs in order to go on, in a file beside its results.

It is written before the first capture and removed with the last result. It names the inputs and the Kafka, because a
run can only go on with the same ones, and where the public topics ended before, because that is where its own part
begins.
"""

from __future__ import annotations

import os
import uuid
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import orjson

NAME = ".replay.json"


class OtherReplay(Exception):
    """The results of another replay that was cut short lie here; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Journal:
    """A run's name, its inputs, and the ends of the public topics before it, by topic and partition."""

    path: Path
    run: str
    cluster_id: str
    inputs: list[str]
    captured_at: str | None
    starts: dict[str, dict[int, int]]
    found: bool = field(default=False, compare=False)

    @classmethod
    def begin(
        cls, out: Path, cluster_id: str, inputs: list[str], captured_at: str | None, starts: dict[str, dict[int, int]]
    ) -> Journal:
        """Begin a run, and remember it."""
        journal = cls(out / NAME, uuid.uuid4().hex, cluster_id, inputs, captured_at, starts)
        value = {name: value for name, value in asdict(journal).items() if name not in ("path", "found")}
        beside = journal.path.with_suffix(".new")
        with beside.open("wb") as file:
            file.write(orjson.dumps(value, option=orjson.OPT_NON_STR_KEYS))
            file.flush()
            os.fsync(file.fileno())
        beside.replace(journal.path)
        return journal

    @classmethod
    def read(cls, out: Path, cluster_id: str, inputs: list[str], captured_at: str | None) -> Journal | None:
        """Return the run that was cut short; None where there is none, or its Kafka is no more.

        Raises OtherReplay where it was of other inputs.
        """
        path = out / NAME
        try:
            value: dict[str, Any] = orjson.loads(path.read_bytes())
            starts = {topic: {int(n): at for n, at in ends.items()} for topic, ends in value.pop("starts").items()}
            journal = cls(path, **value, starts=starts, found=True)
        except FileNotFoundError:
            return None
        except (orjson.JSONDecodeError, KeyError, TypeError, ValueError):
            raise OtherReplay(f"{path} is damaged: remove it to begin anew") from None
        if journal.cluster_id != cluster_id:
            return None
        if (journal.inputs, journal.captured_at) != (inputs, captured_at):
            raise OtherReplay(
                f"{out} holds a replay of other inputs that was cut short ({', '.join(journal.inputs)}): "
                f"name the same inputs to go on with it, choose another --out, or remove {path} to begin anew"
            )
        return journal

    def remove(self) -> None:
        """The run is through."""
        self.path.unlink(missing_ok=True)
