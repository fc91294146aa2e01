"""Captures and an event for the tests of commands: one invented article in two looks."""

from __future__ import annotations

from typing import Any

from click.testing import CliRunner, Result

from streams.commands import main

URL = "https://www.quaypost.example/harbour/ferry"

PARAGRAPHS = (
    "The ferry between the islands is running again after two days of storm, the harbour office said on Sunday.",
    "Captain Ida Brandt said that all 240 seats were taken on the first crossing of the day, and the sea was calm.",
    "Six fishing boats that had sheltered behind the mole left the port before noon, one of them under tow.",
    "The timetable of the winter applies until Friday. After that boats leave every hour.",
)


def page(*paragraphs: str, headline: str = "Ferry is back", readers: int = 12) -> str:
    """Return a page with a counter, an appeal and a cookie text around its article."""
    body = "\n".join(f"<p>{text}</p>" for text in paragraphs)
    return f"""<!doctype html><html lang="en"><head><title>{headline}</title></head><body>
<div class="cookie-banner"><p>We use cookies to remember your choices. Accept all cookies.</p></div>
<main><article><h1>{headline}</h1>
{body}
<aside class="appeal"><p>Please support our reporting with a donation today.</p></aside></article>
<p class="counter">{readers} people are reading this now</p></main></body></html>"""


def capture(body: str, at: str = "2025-03-03T08:00:00Z", **more: Any) -> dict[str, Any]:
    """Return a capture of the ferry's page."""
    known = {"url": URL, "captured_at": at, "status": 200, "content_type": "text/html", "body": body}
    return {**known, **more}


def old() -> dict[str, Any]:
    """Return the first look."""
    return capture(page(*PARAGRAPHS))


def new() -> dict[str, Any]:
    """Return a later look: another number, another counter."""
    changed = [text.replace("240 seats", "204 seats") for text in PARAGRAPHS]
    return capture(page(*changed, readers=31), "2025-03-03T09:30:00Z")


def event() -> dict[str, Any]:
    """Return an event with every operation, written by hand, so that rendering is tested apart from judging."""
    side = {"page": "a" * 32, "url": URL, "version": 1, "captured_at": "2025-03-03T08:00:00Z", "text_hash": "b" * 32}
    number = {"type": "number", "old": "240", "new": "204", "direction": "down"}
    return {
        "page": "a" * 32,
        "url": URL,
        "site": "quaypost.example",
        "basis": "own_history",
        "from": side,
        "to": {**side, "version": 2, "captured_at": "2025-03-03T09:30:00Z"},
        "captured_at": "2025-03-03T09:30:00Z",
        "headline": {
            "old": "Ferry is back",
            "new": "Ferry is late",
            "spans": [{"op": "replace", "old": [9, 13], "new": [9, 13]}],
            "signals": [{"type": "headline", "old": "Ferry is back", "new": "Ferry is late"}],
        },
        "edits": [
            edit(
                "edited", "All 240 seats were taken.", "All 204 seats were taken.", [((4, 7), (4, 7))], (1, 1), [number]
            ),
            edit("added", None, "The mole is closed.", [], (None, 2), kind="append"),
            edit("deleted", "Six boats left.", None, [], (2, None)),
            edit("moved", "Boats leave hourly.", "Boats leave hourly.", [], (3, 0)),
        ],
        "kind": "edit",
        "significance": 0.5,
        "reverts_to": None,
        "disregarded": {"noise": [], "cut_off": None},
        "judgement": "1",
    }


def edit(
    op: str,
    before: str | None,
    after: str | None,
    spans: list[tuple[tuple[int, int], tuple[int, int]]],
    paragraphs: tuple[int | None, int | None],
    signals: list[dict[str, Any]] | None = None,
    kind: str = "edit",
) -> dict[str, Any]:
    """Return an edit; ``spans`` are pairs of ranges that replace each other."""
    places = [None if paragraph is None else {"paragraph": paragraph, "sentence": 0} for paragraph in paragraphs]
    return {
        "op": op,
        "old": before,
        "new": after,
        "old_position": places[0],
        "new_position": places[1],
        "spans": [{"op": "replace", "old": list(a), "new": list(b)} for a, b in spans],
        "signals": signals or [],
        "kind": kind,
    }


def run(*arguments: str, stdin: str | bytes | None = None) -> Result:
    """Run a command as a person would, without a terminal."""
    return CliRunner().invoke(main, [*arguments], input=stdin, prog_name="rowback")
