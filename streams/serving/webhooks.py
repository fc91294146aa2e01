"""Webhooks by the API, and the task that sends them while serving."""

from __future__ import annotations

import secrets
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from streams.archive import ArchiveError, BadQuestion, Filters, TooSlow, revisions
from streams.serving.answers import answer
from streams.serving.keys import ARCHIVE, SETTINGS
from streams.serving.operations import Asked, Operation
from streams.serving.parameters import Parameter, filters_of, text
from streams.serving.problems import Problem, not_found
from streams.serving.webhooks_schemas import FILTERS, ID, NEW
from streams.webhooks import choosing
from streams.webhooks import subscription as subscriptions
from streams.webhooks.describing import described
from streams.webhooks.dispatcher import Dispatcher
from streams.webhooks.layout import WebhooksError, beside
from streams.webhooks.sending import Sender
from streams.webhooks.store import Store
from streams.webhooks.subscription import BadSubscription, Subscription

PATH = Parameter("webhook", "A webhook's id.", ID, text(16), where="path")


@dataclass(frozen=True, slots=True)
class Webhooks:
    """What sends, and what it remembers."""

    store: Store
    dispatcher: Dispatcher


WEBHOOKS = web.AppKey("webhooks", Webhooks)


def install(app: web.Application) -> None:
    """Send webhooks while the application runs."""
    app.cleanup_ctx.append(_sending)


async def _sending(app: web.Application) -> AsyncIterator[None]:
    archive = app[ARCHIVE]
    try:
        store = Store(beside(archive.path))
    except WebhooksError as fault:
        raise ArchiveError(str(fault)) from fault
    try:
        settings = app[SETTINGS]
        async with Sender(frozenset(settings.webhooks_private), public_url=settings.public_url) as sender:
            dispatcher = Dispatcher(archive, store, sender)
            app[WEBHOOKS] = Webhooks(store, dispatcher)
            dispatcher.start()
            yield
            await dispatcher.stop()
    finally:
        store.close()


async def _shown(asked: Asked, subscription: Subscription) -> dict[str, Any]:
    store = asked.request.app[WEBHOOKS].store
    pending = await store.asked(store.pending, subscription.id)
    try:
        unread, all_read = await asked.archive.read(choosing.unread, subscription, asked.archive.epoch)
    except (BadQuestion, TooSlow):  # how far behind is then not known; all the rest is
        unread, all_read = [], False
    return described(subscription, pending, await store.asked(store.behind, subscription.id, unread, all_read=all_read))


async def _wanted(asked: Asked) -> Subscription:
    store = asked.request.app[WEBHOOKS].store
    found = await store.asked(store.subscription, asked.values["path_webhook"])
    if found is None:
        raise Problem(404, "not-found", "there is no webhook with that id")
    return found


async def listed(asked: Asked) -> web.Response:
    """List all."""
    store = asked.request.app[WEBHOOKS].store
    found = await store.asked(store.subscriptions)
    return answer(asked.request, {"items": [await _shown(asked, each) for each in found]})


async def one(asked: Asked) -> web.Response:
    """Return one."""
    return answer(asked.request, await _shown(asked, await _wanted(asked)))


async def add(asked: Asked) -> web.Response:
    """Begin a subscription."""
    body, webhooks = asked.body, asked.request.app[WEBHOOKS]
    filters = _filters(body.get("filters", {}))
    await asked.archive.read(revisions.find, filters, revisions.Bounds(after=revisions.SEQUENCE_MAX), 1)  # BadQuestion
    policy = body.get("policy", {})
    now_ms = int(time.time() * 1000)
    try:
        new = Subscription(
            subscriptions.new_id(),
            subscriptions.checked_url(body["url"], frozenset(asked.request.app[SETTINGS].webhooks_private)),
            subscriptions.new_secret(),
            start_ms=0 if body.get("start") == "oldest" else now_ms,
            created_ms=now_ms,
            filters=filters,
            policy=subscriptions.checked_policy(policy.get("debounce_seconds", 0), policy.get("digest_seconds", 0)),
        )
        await webhooks.store.asked(webhooks.store.add, new)
    except BadSubscription as fault:
        raise Problem(400, "bad-webhook", str(fault)) from fault
    webhooks.dispatcher.changed()
    return _once({**await _shown(asked, new), "secret": new.secret}, 201)


def _filters(given: dict[str, Any]) -> Filters:
    values: dict[str, Any] = {}
    for name, value in given.items():
        try:
            if isinstance(value, list):
                values[name] = tuple(dict.fromkeys(FILTERS[name].read(each) for each in value))
            else:
                values[name] = FILTERS[name].read(str(value))
        except ValueError as fault:
            raise Problem(400, "bad-parameter", f"filters.{name}: it {fault}") from fault
    return filters_of(values)


def _once(value: dict[str, Any], status: int) -> web.Response:
    """Answer with a secret: nothing between here and whoever asked may keep it."""
    return web.json_response(value, status=status, headers={"Cache-Control": "no-store"})


async def remove(asked: Asked) -> web.Response:
    """End a subscription."""
    webhooks = asked.request.app[WEBHOOKS]
    if not await webhooks.store.asked(webhooks.store.remove, (await _wanted(asked)).id):
        raise not_found("webhook")
    webhooks.dispatcher.changed()
    return web.Response(status=204)


async def test(asked: Asked) -> web.Response:
    """Send a test message."""
    attempt = await asked.request.app[WEBHOOKS].dispatcher.sender.test(await _wanted(asked), secrets.token_hex(8))
    known = {"status": attempt.tried.status, "fault": attempt.tried.fault, "elapsed_ms": attempt.elapsed_ms}
    return web.json_response({"taken": attempt.taken, **known})


async def rotate(asked: Asked) -> web.Response:
    """Replace the secret."""
    found, secret = await _wanted(asked), subscriptions.new_secret()
    if found.notifies:
        raise Problem(400, "bad-webhook", "a notification is not signed")
    store = asked.request.app[WEBHOOKS].store
    await store.asked(store.rotate, found.id, secret, int(time.time() * 1000))
    return _once({**await _shown(asked, found), "secret": secret}, 200)


async def pause(asked: Asked) -> web.Response:
    """Let a subscription rest."""
    return await _turned(asked, "paused")


async def resume(asked: Asked) -> web.Response:
    """Let a subscription that rests, or was disabled, go on where it was."""
    return await _turned(asked, "active")


async def _turned(asked: Asked, state: subscriptions.State) -> web.Response:
    webhooks = asked.request.app[WEBHOOKS]
    await webhooks.store.asked(webhooks.store.turn, (await _wanted(asked)).id, state)
    webhooks.dispatcher.changed()
    return web.json_response(await _shown(asked, await _wanted(asked)))


ONE = "/webhooks/{webhook}"
OPERATIONS = (
    Operation("/webhooks", "listWebhooks", "Webhooks, with how far they are.", listed, "Webhooks"),
    Operation(
        "/webhooks",
        "addWebhook",
        "Begin to send events to an address.",
        add,
        "WebhookWithSecret",
        method="POST",
        body=NEW,
        status=201,
    ),
    Operation(ONE, "getWebhook", "One webhook.", one, "Webhook", (PATH,)),
    Operation(ONE, "removeWebhook", "End a webhook.", remove, "", (PATH,), method="DELETE", status=204),
    Operation(f"{ONE}/test", "testWebhook", "Send a test message now.", test, "WebhookTest", (PATH,), method="POST"),
    Operation(
        f"{ONE}/rotate",
        "rotateWebhook",
        "A new secret; the former one signs as well for a day.",
        rotate,
        "WebhookWithSecret",
        (PATH,),
        method="POST",
    ),
    Operation(f"{ONE}/pause", "pauseWebhook", "Send nothing for now.", pause, "Webhook", (PATH,), method="POST"),
    Operation(f"{ONE}/resume", "resumeWebhook", "Go on where it stopped.", resume, "Webhook", (PATH,), method="POST"),
)
