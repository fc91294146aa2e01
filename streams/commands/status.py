"""`rowback status`: what runs, how far behind it is, what is wrong and what to do."""

from __future__ import annotations

import logging
import re
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, Literal

import rich_click as click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from streams import topology, vocabulary
from streams.broker import BrokerError
from streams.commands import options, terminal
from streams.commands.terminal import visible
from streams.handler import FAILED
from streams.hosts.connection import NotConnected
from streams.hosts.inspecting import Inspection, inspect
from streams.settings import Settings

REJECTED_SHARE_MAX = 0.05  # of the newest captures; more than that is worth a look
REJECTED_CAPTURES_MIN = 20  # below that a share says nothing
QUIET_SECONDS_MAX = 6 * 3600.0  # without a capture while pollers run: no newsroom's feed is so quiet, all together less
REBALANCING = ("PreparingRebalance", "CompletingRebalance")
_COMMAND = re.compile("rowback (?:worker|poll|sources|rejected list)")

Level = Literal["fault", "warning"]


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is not as it should be, and what to do about it."""

    level: Level
    what: str
    do: str


@click.command(
    epilog=options.examples(
        ("rowback status", "the Kafka on this machine"),
        ("rowback status --bootstrap-servers kafka:9092 --json", "a cluster, for a machine that watches it"),
    )
)
@click.option(
    "--newest",
    type=click.IntRange(1, 100_000),
    default=1_000,
    show_default=True,
    help="Outcomes that are counted, of each partition.",
)
@options.bootstrap_servers
@options.data_dir
@options.as_json
def status(newest: int, bootstrap_servers: str | None, data_dir: Path | None, as_json: bool) -> None:
    """Show what runs, how far behind each stage is, what became of the newest captures, and what to do.

    Looks only: nothing is started or changed. ROWBACK_APP_ID names the group of workers to look at.

    The exit code is 1 where something keeps rowback from working, else 0.
    """
    logging.getLogger("aiokafka").setLevel(logging.CRITICAL)
    _status(newest, bootstrap_servers, data_dir, as_json)


@options.asynchronous
async def _status(newest: int, bootstrap_servers: str | None, data_dir: Path | None, as_json: bool) -> None:
    try:
        async with options.attached(bootstrap_servers, data_dir) as kafka:
            found = await inspect(kafka, Settings().app_id, newest)
    except (BrokerError, NotConnected) as fault:
        if as_json:
            nothing = Finding("fault", str(fault), options.repeated("rowback broker", None, data_dir))
            terminal.write_json({"kafka": None, "findings": [asdict(nothing)]})
            raise SystemExit(1) from None
        raise
    findings = [_addressed(finding, bootstrap_servers, data_dir) for finding in judge(found)]
    if as_json:
        terminal.write_json(as_value(found, findings))
    else:
        show(terminal.console(), found, findings)
    if any(finding.level == "fault" for finding in findings):
        raise SystemExit(1)


def _addressed(finding: Finding, bootstrap_servers: str | None, data_dir: Path | None) -> Finding:
    """Let the command to type look at the Kafka that was looked at."""
    do = _COMMAND.sub(lambda named: options.repeated(named[0], bootstrap_servers, data_dir), finding.do)
    return replace(finding, do=do)


def judge(found: Inspection) -> list[Finding]:
    """Say what is wrong, the worst first."""
    missing = [name for name, count in found.topics.items() if not count]
    if len(missing) == len(found.topics):
        return [Finding("fault", "the topics do not exist yet", "start a worker, which creates them: rowback worker")]
    findings = []
    if missing:
        findings.append(Finding("fault", f"topics are missing: {', '.join(missing)}", "start a worker: rowback worker"))
    if len({count for count in found.topics.values() if count}) > 1:
        what = "topics have different numbers of partitions, so that no worker can start"
        findings.append(Finding("fault", what, "delete the one that differs; a worker creates it anew"))
    findings += _of_workers(found)
    findings += _of_pollers(found)
    if bugs := sum(count for (_, reason), count in found.rejected.items() if reason == FAILED):
        what = f"{_number(bugs, 'message')} of the newest rejected ones met a fault of rowback itself"
        findings.append(Finding("warning", what, "report it with what the worker's log says: rowback rejected list"))
    total, rejected = found.outcomes.total(), found.outcomes["rejected"]
    if total >= REJECTED_CAPTURES_MIN and rejected / total > REJECTED_SHARE_MAX:
        reasons = found.rejected.most_common(1)
        reason = f", most of them for {reasons[0][0][1]}" if reasons else ""
        what = f"{rejected / total:.0%} of the newest {total:,} captures were rejected{reason}"
        findings.append(Finding("warning", what, "rowback rejected list"))
    return sorted(findings, key=lambda finding: finding.level != "fault")


def _of_workers(found: Inspection) -> list[Finding]:
    waiting, partitions = sum(found.behind.values()), max(found.topics.values())
    if not found.workers:
        if waiting:
            return [Finding("fault", f"no worker runs, and {waiting:,} messages wait", "rowback worker")]
        return [Finding("warning", "no worker runs", "rowback worker")]
    if found.group_state in REBALANCING:
        return [Finding("warning", "the workers are sharing out the partitions", "ask again in some seconds")]
    owned = {number for worker in found.workers for number in worker.partitions}
    if left := sorted(set(range(partitions)) - owned):
        numbers = ", ".join(map(str, left))
        return [
            Finding("fault", f"nobody owns partition {numbers}", "look at the logs of the workers, start one again")
        ]
    if len(found.samples) < 2 or not waiting:
        return []
    grown = waiting - sum(found.samples[0].behind.values())
    if not found.handled_a_second:
        what = f"{waiting:,} messages wait and none is handled, though {_number(len(found.workers), 'worker')} run"
        return [Finding("fault", what, "look at the logs of the workers, start them again")]
    if grown > 0:
        do = "start another worker" if len(found.workers) < partitions else "give the workers more CPU"
        return [Finding("warning", f"more comes in than is handled: {waiting:,} messages wait, and it grows", do)]
    return []


def _of_pollers(found: Inspection) -> list[Finding]:
    if found.was_polled and not found.pollers:
        do = "rowback poll with the same sources, or rowback run"
        return [Finding("warning", "no poller runs, so that nothing new is looked at", do)]
    if found.pollers and found.quiet_seconds is not None and found.quiet_seconds > QUIET_SECONDS_MAX:
        what = f"no capture has come for {found.quiet_seconds / 3600:.0f} hours, though a poller runs"
        return [Finding("warning", what, "rowback sources says when each site was looked at, and what is wrong")]
    return []


def _number(count: int, word: str) -> str:
    return f"{count:,} {word}" + ("" if count == 1 else "s")


def as_value(found: Inspection, findings: list[Finding]) -> dict[str, Any]:
    """Return the whole look as JSON."""
    return {
        "kafka": {"bootstrap_servers": found.bootstrap_servers, "cluster_id": found.cluster_id},
        "group": {"id": found.group, "state": found.group_state},
        "workers": [asdict(worker) for worker in found.workers],
        "pollers": [asdict(poller) for poller in found.pollers],
        "quiet_seconds": found.quiet_seconds,
        "topics": found.topics,
        "behind": found.behind,
        "handled_a_second": found.handled_a_second,
        "outcomes": dict(found.outcomes),
        "rejected": [
            {"stage": stage, "reason": reason, "count": count}
            for (stage, reason), count in found.rejected.most_common()
        ],
        "findings": [asdict(finding) for finding in findings],
    }


def show(console: Console, found: Inspection, findings: list[Finding]) -> None:
    """Print the look for people."""
    partitions = max(found.topics.values(), default=0)
    console.print(Text(f"Kafka at {found.bootstrap_servers}, {_number(partitions, 'partition')} a topic"))
    console.print(Text(f"Workers of group {visible(found.group)}: {len(found.workers) or 'none'}"))
    for worker in found.workers:
        owned = ", ".join(map(str, worker.partitions)) or "none yet"
        console.print(Text(f"  {visible(worker.name)} on {visible(worker.host)}: partitions {owned}"))
    if found.pollers:
        console.print(Text(f"Pollers: {len(found.pollers)}"))
    if found.samples:
        console.print(_stages(found))
    if found.outcomes:
        console.print(_outcomes(found))
    for (stage, reason), count in found.rejected.most_common(10):
        console.print(Text(f"  rejected by {visible(stage)}, {visible(reason)}: {count:,}"))
    for finding in findings:
        style = "bold red" if finding.level == "fault" else "yellow"
        console.print(Text().append(f"{finding.level}: ", style).append(f"{finding.what}. What to do: {finding.do}"))
    if not findings:
        console.print(Text("All is well.", "green"))


def _stages(found: Inspection) -> Table:
    table = Table(title="messages that wait, in the order of the stages", title_justify="left")
    table.add_column("stage")
    table.add_column("reads")
    table.add_column("waiting", justify="right")
    for stage in topology.STAGES:
        for name in stage.reads:
            table.add_row(stage.name, name, f"{found.behind.get(name, 0):,}")
    rate = found.handled_a_second
    table.caption = f"{rate:,.0f} messages a second are handled" if rate is not None else None
    return table


def _outcomes(found: Inspection) -> Table:
    total = found.outcomes.total()
    table = Table(title=f"outcomes of the newest {total:,} captures", title_justify="left")
    table.add_column("outcome")
    table.add_column("captures", justify="right")
    table.add_column("share", justify="right")
    known = [outcome for outcome in vocabulary.OUTCOMES if found.outcomes[outcome]]
    for outcome in [*known, *sorted(set(found.outcomes) - set(vocabulary.OUTCOMES))]:
        count = found.outcomes[outcome]
        table.add_row(visible(outcome), f"{count:,}", f"{count / total:.1%}")
    return table
