"""Events of a run as lines; outcomes that say nothing as a running count."""

from __future__ import annotations

from collections import Counter

import rich_click as click
from aiokafka import ConsumerRecord
from rich.live import Live
from rich.table import Table
from rich.text import Text

from streams import topology, vocabulary
from streams.commands import terminal
from streams.commands.entries import value_of
from streams.commands.tail import FOLLOWED, Printer
from streams.commands.tail_choice import Chosen
from streams.handler import FAILED

WANTED = (*FOLLOWED, topology.SETTLED)
QUIET = ("unchanged", "noise_only", "muted")  # outcomes that nobody wants a line for; that is the point of rowback
TOLD = ("cut_off", "late", "rejected")  # outcomes that no other event tells
QUIET_LINE_EVERY = 200  # quiet outcomes, where lines cannot be rewritten


class Show:
    """Shows and counts."""

    def __init__(self, as_json: bool) -> None:
        self._as_json = as_json
        self._printer = Printer(as_json)
        self._chosen = Chosen(FOLLOWED, new_only=True)
        self.outcomes: Counter[str] = Counter()
        self.events: Counter[str] = Counter()
        self._failed = 0
        console = self._printer.console
        can_rewrite = console.is_terminal and not as_json
        self._live = Live(console=console, transient=True, auto_refresh=False) if can_rewrite else None

    def live(self) -> Live | Quiet:
        """Return the context in which the running count stands below the lines."""
        return self._live or Quiet()

    def take(self, record: ConsumerRecord) -> None:
        """Show one event, or count it."""
        self.events[record.topic] += 1
        if record.topic != topology.SETTLED:
            if self._printer.takes(record, self._chosen):
                self._printer.write(record)
            return
        value = value_of(record) or {}
        outcome = value.get("outcome", "")
        self.outcomes[outcome] += 1
        self._failed += (value.get("reason") or "").startswith(f"{FAILED}:")
        if self._as_json or outcome in TOLD:
            self._printer.write(record)
        self._count(outcome)

    def _count(self, outcome: str) -> None:
        quiet = {name: self.outcomes[name] for name in QUIET if self.outcomes[name]}
        words = ", ".join(f"{count:,} {name.replace('_', ' ')}" for name, count in quiet.items()) or "none"
        line = Text(f"quiet so far: {words}  ({self.outcomes.total():,} captures settled)", "dim")
        if self._live is not None:
            self._live.update(line, refresh=True)
        elif outcome in QUIET and sum(quiet.values()) % QUIET_LINE_EVERY == 0 and not self._as_json:
            self._printer.console.print(line)

    def check(self) -> None:
        """Fail where a fault of ours has rejected a capture: that is no result."""
        if self._failed:
            raise click.ClickException(
                f"{self._failed:,} captures met a fault in rowback itself: please report it with the log above"
            )

    def counts(self) -> dict[str, object]:
        """Return what was counted, for machines."""
        return {"captures": self.outcomes.total(), "outcomes": dict(self.outcomes), "events": dict(self.events)}

    def table(self) -> None:
        """Print the outcomes of all captures."""
        table = Table(title=f"{self.outcomes.total():,} captures", title_justify="left")
        table.add_column("outcome")
        table.add_column("captures", justify="right")
        for outcome in vocabulary.OUTCOMES:
            if self.outcomes[outcome]:
                table.add_row(outcome, f"{self.outcomes[outcome]:,}")
        if not self._as_json:
            self._printer.console.print(table)

    def say(self, text: str) -> None:
        """Print words for a person, where events are printed for people."""
        if not self._as_json:
            self._printer.console.print(Text(text))

    def write_json(self, value: object) -> None:
        """Print a value for machines, where events are printed for machines."""
        if self._as_json:
            terminal.write_json(value)


class Quiet:
    """A context that does nothing."""

    def __enter__(self) -> Quiet:
        return self

    def __exit__(self, *_: object) -> None:
        return None
