"""What `rowback withdraw`, `join` and `part` share: an order is given, and told in a line or as JSON."""

from __future__ import annotations

from typing import Any

import rich_click as click

from streams.commands import terminal
from streams.commands.terminal import visible


def tell(orders: list[dict[str, Any]], as_json: bool) -> None:
    """Say what was ordered; the workers follow it as soon as they read it."""
    if as_json:
        terminal.write_lines(orders)
        return
    for order in orders:
        url = visible(order["page"]["url"])
        if order["order"] == "withdraw":
            click.echo(f"withdrawn: {order['topic']} {order['id']} of {url}")
        else:
            click.echo(f"{order['order']}ed: {url} and {visible(order['other']['url'])}")
