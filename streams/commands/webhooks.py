"""`rowback webhooks`: who gets what is said, by signed HTTP requests or as notifications."""

from __future__ import annotations

import asyncio
import secrets
import sqlite3
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import ParamSpec, TypeVar

import rich_click as click

from streams import topology, vocabulary
from streams.archive import Archive, ArchiveError, BadQuestion, Filters, TooSlow, words
from streams.archive.entry import ARCHIVED
from streams.commands import archived, options, terminal
from streams.commands.archived import path_of
from streams.commands.webhooks_list import lines
from streams.webhooks import subscription as subscriptions
from streams.webhooks.choosing import Found, unread
from streams.webhooks.delivery import Behind
from streams.webhooks.describing import described
from streams.webhooks.layout import WebhooksError, beside
from streams.webhooks.sending import Attempt, Sender
from streams.webhooks.store import Store
from streams.webhooks.subscription import BadSubscription, Subscription

P = ParamSpec("P")
T = TypeVar("T")

archive = archived.named("The archive beside which webhooks are kept.")
private = click.option(
    "--webhooks-private",
    "allowed",
    multiple=True,
    metavar="HOST:PORT",
    help="A place in a private network, or on this machine, that may be sent to; may be repeated.",
)
identity = click.argument("identity", metavar="ID")


@click.group(
    epilog=options.examples(
        ("rowback webhooks add https://desk.example/hook --kind correction", "corrections from now on"),
        ("rowback webhooks add - --digest 3600 <address", "a mail or chat message each hour, by an apprise address"),
        ("rowback webhooks list", "last answers, next tries, what is wrong"),
        ("rowback webhooks test 9f2c51d07ab3e846", "a test message, now"),
    )
)
def webhooks() -> None:
    """Send what is said to servers, signed (Standard Webhooks), or to people, by mail and chat (apprise).

    Messages come in order, each again until it was taken.

    `rowback serve` sends. A message that is not taken is tried again after 5 to 10 seconds, then after pauses that
    grow to 6 hours; after 7 days the webhook is disabled, and `resume` goes on where it stopped.
    """


@webhooks.command(epilog=options.examples(("rowback webhooks add https://a.example/hook --digest 3600", "each hour")))
@click.argument("url")
@click.option("--site", "sites", multiple=True, metavar="SITE", help="Only this site; may be repeated.")
@click.option("--kind", "kinds", multiple=True, type=click.Choice(vocabulary.KINDS), metavar="KIND",
              help="Only revisions of this kind; may be repeated.")  # fmt: skip
@click.option("--signal", "signals", multiple=True, type=click.Choice(vocabulary.SIGNALS), metavar="SIGNAL",
              help="Only revisions with this signal; may be repeated.")  # fmt: skip
@click.option("--significance", type=click.FloatRange(0, 1), default=0.0, metavar="LEAST",
              help="Only revisions at least so significant, from 0 to 1.")  # fmt: skip
@click.option("--text", metavar="WORDS", help='Only with these words: "a phrase", begin*, -without.')
@click.option("--topic", "topics", multiple=True, default=(topology.REVISED,), show_default=True,
              type=click.Choice(ARCHIVED), metavar="TOPIC", help="Which events; may be repeated.")  # fmt: skip
@click.option("--debounce", type=float, default=0.0, metavar="SECONDS",
              help="Hold the revisions of a page until it was quiet for so long.")  # fmt: skip
@click.option("--digest", type=float, default=0.0, metavar="SECONDS", help="Collect for so long, send one message.")
@click.option("--from-oldest", is_flag=True, help="Send all that is kept as well, not only what comes from now on.")
@private
@archive
@options.data_dir
@options.as_json
def add(
    url: str,
    sites: tuple[str, ...],
    kinds: tuple[str, ...],
    signals: tuple[str, ...],
    significance: float,
    text: str | None,
    topics: tuple[str, ...],
    debounce: float,
    digest: float,
    from_oldest: bool,
    allowed: tuple[str, ...],
    archive_file: Path | None,
    data_dir: Path | None,
    as_json: bool,
) -> None:
    """Send what is said to URL from now on.

    An https:// or http:// URL is a webhook: messages are signed with a secret that is shown this once. Any other is a
    notification to people by a service that apprise knows: mailto://, slack://, mastodons://, tgram://, ntfy:// ...
    (extra: pip install 'rowback[notify]'). Such a URL is a secret: give - and it is read from standard input.
    """
    url = sys.stdin.readline().strip() if url == "-" else url
    filters = Filters(topics, sites, kinds, signals=signals, significance_min=significance, q=text)
    now_ms = int(time.time() * 1000)
    try:
        if text is not None:
            words.asked(text, words.ANYWHERE)
        new = Subscription(
            subscriptions.new_id(),
            _checked(url, frozenset((*allowed, *_of_serve()))),
            subscriptions.new_secret(),
            start_ms=0 if from_oldest else now_ms,
            created_ms=now_ms,
            filters=filters,
            policy=subscriptions.checked_policy(debounce, digest),
        )
        _with_store(archive_file, data_dir, lambda store: store.add(new), make=True)
    except (BadSubscription, BadQuestion) as fault:
        raise click.UsageError(str(fault)) from fault
    if as_json:
        secret = {} if new.notifies else {"secret": new.secret}
        terminal.write_json({**described(new, None, Behind(0, None)), **secret})
        return
    click.echo(f"{new.id}  {terminal.visible(subscriptions.masked(new.url))}")
    if new.notifies:
        return
    click.echo(f"secret: {new.secret}")
    click.echo("It is not shown again. Whoever receives checks with it that a message is from here.", err=True)


def _checked(url: str, allowed: frozenset[str]) -> str:
    if subscriptions.is_web(url) or "://" not in url:
        return subscriptions.checked_url(url, allowed)
    from streams.webhooks.notifying import checked_address

    return checked_address(url)


@webhooks.command("list", epilog=options.examples(("rowback webhooks list --json", "for machines")))
@archive
@options.data_dir
@options.as_json
def list_(archive_file: Path | None, data_dir: Path | None, as_json: bool) -> None:
    """List webhooks: their last answers, their next tries, and in words what is wrong."""

    def ask(store: Store) -> list[dict[str, object]]:
        found = store.subscriptions()
        new_to = _unread(path_of(archive_file, data_dir), found)
        return [
            described(each, store.pending(each.id), store.behind(each.id, new, all_read=is_all))
            for each, (new, is_all) in zip(found, new_to, strict=True)
        ]

    found = _with_store(archive_file, data_dir, ask)
    if as_json:
        terminal.write_lines(found)
        return
    if not found:
        click.echo("There are no webhooks: `rowback webhooks add URL` makes one.")
    for each in found:
        for line in lines(each):
            click.echo(line)


@webhooks.command(epilog=options.examples(("rowback webhooks remove 9f2c51d07ab3e846", "at once")))
@identity
@archive
@options.data_dir
def remove(identity: str, archive_file: Path | None, data_dir: Path | None) -> None:
    """End a webhook, and forget its secret and what it was told."""
    _with_one(identity, archive_file, data_dir, lambda store, found: store.remove(found.id))
    click.echo(f"{identity} is removed.")


@webhooks.command(epilog=options.examples(("rowback webhooks rotate 9f2c51d07ab3e846", "a new secret")))
@identity
@archive
@options.data_dir
def rotate(identity: str, archive_file: Path | None, data_dir: Path | None) -> None:
    """Replace a secret; the former one signs as well for a day, so that no message is refused meanwhile."""
    secret = subscriptions.new_secret()
    now_ms = int(time.time() * 1000)

    def rotated(store: Store, found: Subscription) -> None:
        if found.notifies:
            raise click.ClickException("a notification is not signed: remove it, and add one with another address")
        store.rotate(found.id, secret, now_ms)

    _with_one(identity, archive_file, data_dir, rotated)
    click.echo(f"secret: {secret}")


@webhooks.command(epilog=options.examples(("rowback webhooks pause 9f2c51d07ab3e846", "until it is resumed")))
@identity
@archive
@options.data_dir
def pause(identity: str, archive_file: Path | None, data_dir: Path | None) -> None:
    """Send nothing for now; what is said meanwhile is sent later."""
    _with_one(identity, archive_file, data_dir, lambda store, found: store.turn(found.id, "paused"))
    click.echo(f"{identity} is paused.")


@webhooks.command(epilog=options.examples(("rowback webhooks resume 9f2c51d07ab3e846", "also after it was disabled")))
@identity
@archive
@options.data_dir
def resume(identity: str, archive_file: Path | None, data_dir: Path | None) -> None:
    """Let a webhook that was paused or disabled go on where it stopped, at once."""
    _with_one(identity, archive_file, data_dir, lambda store, found: store.turn(found.id, "active"))
    click.echo(f"{identity} goes on.")


@webhooks.command(epilog=options.examples(("rowback webhooks test 9f2c51d07ab3e846", "does it get through?")))
@identity
@private
@archive
@options.data_dir
def test(identity: str, allowed: tuple[str, ...], archive_file: Path | None, data_dir: Path | None) -> None:
    """Send a signed test message now, from this machine; it is no part of the sequence."""
    places = frozenset((*allowed, *_of_serve()))
    attempt = _with_one(identity, archive_file, data_dir, lambda _, found: asyncio.run(_sent(found, places)))
    if not attempt.taken:
        raise click.ClickException(f"it was not taken: {attempt.tried.fault}")
    status = f"{attempt.tried.status} " if attempt.tried.status else ""
    click.echo(f"It was taken: {status}after {attempt.elapsed_ms:.0f} ms.")


async def _sent(subscription: Subscription, allowed: frozenset[str]) -> Attempt:
    async with Sender(allowed) as sender:
        return await sender.test(subscription, secrets.token_hex(8))


def _unread(path: Path, found: list[Subscription]) -> list[tuple[list[Found], bool]]:
    """Return what the archive holds that each was not told, as far as it can be known."""
    if not path.is_file():
        return [([], True)] * len(found)
    try:
        archive = Archive(path)
    except ArchiveError:
        return [([], False)] * len(found)
    try:
        return [_asked(archive, each) for each in found]
    finally:
        archive.close()


def _asked(archive: Archive, subscription: Subscription) -> tuple[list[Found], bool]:
    try:
        return archive.ask(unread, subscription, archive.epoch)
    except (BadQuestion, TooSlow, sqlite3.Error):
        return [], False


def _of_serve() -> tuple[str, ...]:
    """Return the places that `rowback serve` is allowed by the environment."""
    from streams.serving.settings import ServeSettings

    return ServeSettings().webhooks_private


def _with_store(
    archive_file: Path | None, data_dir: Path | None, work: Callable[[Store], T], *, make: bool = False
) -> T:
    path = beside(path_of(archive_file, data_dir))
    if not make and not path.is_file():
        raise click.ClickException(f"there are no webhooks at {path}: `rowback webhooks add URL` makes one")
    try:
        store = Store(path)
        try:
            return work(store)
        finally:
            store.close()
    except (WebhooksError, sqlite3.Error) as fault:
        raise click.ClickException(str(fault)) from fault


def _with_one(
    identity: str, archive_file: Path | None, data_dir: Path | None, work: Callable[[Store, Subscription], T]
) -> T:
    def on(store: Store) -> T:
        found = store.subscription(identity)
        if found is None:
            raise click.ClickException(
                f"there is no webhook {terminal.visible(identity[:60])}: `rowback webhooks list`"
            )
        return work(store, found)

    return _with_store(archive_file, data_dir, on)
