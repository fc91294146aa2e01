"""A comparison of two captures as a readable redline on a terminal."""

from __future__ import annotations

from typing import Any

from rich.console import Console
from rich.text import Text

from streams.commands import explaining, redline
from streams.commands.offline import Compared
from streams.commands.terminal import moment, shortened, visible
from streams.text.difference.reasons import reason_of, reason_of_kind

Value = dict[str, Any]

NOISE_CHARACTERS_MAX = 90


def show(console: Console, found: Compared, explain: bool) -> None:
    """Print a comparison for people."""
    colour = console.color_system is not None and not console.no_color
    for line in lines(found, explain, colour=colour):
        console.print(line)


def lines(found: Compared, explain: bool, *, colour: bool) -> list[Text]:
    """Return the redline, a paragraph of text a line."""
    event = found.event
    written = _head(found)
    if event:
        written += _headline(event, colour)
        for number, edit in enumerate(event["edits"], 1):
            written += ["", *_edit(number, edit, colour)]
            if explain:
                written += _why(edit, found.new.value["language"])
        if event["edits"] or event["headline"]:
            written.append("")
    written += _aside(found, explain)
    return [line if isinstance(line, Text) else Text(line) for line in written]


def _head(found: Compared) -> list[Text | str]:
    old, new, event = found.old.value, found.new.value, found.event
    written: list[Text | str] = [Text(visible(new["headline"] or new["url"]), "bold")]
    if found.same_page:
        written.append(Text(visible(new["url"]), "dim"))
        written.append(f"captured {moment(old['captured_at'])} → {moment(new['captured_at'])}")
        if found.new.capture.instant < found.old.capture.instant:
            written.append(Text("note: the new capture is older than the old one; the stream would call it late"))
    else:
        written.append(Text(f"{visible(old['url'])} → {visible(new['url'])}", "dim"))
        written.append("two pages, compared as copies of one article")
    if event and (event["edits"] or event["headline"]):
        count = len(event["edits"]) + (event["headline"] is not None)
        changes = f"{count} change" + ("s" if count != 1 else "")
        kind = visible(event["kind"]).replace("_", " ")
        written.append(f"{kind} · significance {event['significance']:.2f} · {changes}")
    else:
        written.append(Text(f"no change of the text: {found.reason}", "bold"))
    return written


def _headline(event: Value, colour: bool) -> list[Text | str]:
    change = event["headline"]
    if change is None:
        return []
    drawn = redline.drawn(redline.pieces(change["old"], change["new"], change["spans"]), colour=colour)
    return ["", *_titled("headline", change["signals"]), drawn]


def _edit(number: int, edit: Value, colour: bool) -> list[Text | str]:
    title = f"{number}. {visible(edit['op'])}, {redline.place(edit)}"
    if edit["kind"] != "edit":
        title += f" · {visible(edit['kind']).replace('_', ' ')}"
    drawn = redline.drawn(redline.pieces(edit["old"], edit["new"], edit["spans"]), colour=colour)
    return [*_titled(title, edit["signals"]), drawn]


def _why(edit: Value, language: str | None) -> list[Text | str]:
    reason = reason_of(explaining.edit_of(edit), language)
    words = (f"{edit['op']}: {reason.op}", f"{edit['kind']}: {reason.kind}", f"weight {reason.weight}")
    return [Text(f"  why {visible(line)}", "dim") for line in words]


def _titled(title: str, signals: list[Value]) -> list[Text | str]:
    seen = [words for words in dict.fromkeys(redline.signal(signal) for signal in signals) if words != "headline"]
    line = Text().append(title, "bold")
    if seen:
        line.append(" · " + ", ".join(seen), "cyan")
    return [line]


def _aside(found: Compared, explain: bool) -> list[Text | str]:
    """What differs and was not counted as a change."""
    written: list[Text | str] = []
    if found.cut_off:
        words = redline.evidence(found.cut_off["evidence"])
        written.append(Text(f"cut off, not deleted: the {found.cut_side} capture: {words}", "yellow"))
    for name, before, after in found.dates:
        written.append(f"date: {name} {moment(before)} → {moment(after)}")
    if found.noise:
        written.append(f"disregarded as noise ({len(found.noise)}), on one side only:")
        width = max(len(item["reason"]) for item in found.noise)
        for item in found.noise:
            text = visible(item["text"]) if explain else shortened(item["text"], NOISE_CHARACTERS_MAX)
            line = Text().append(f"  {visible(item['reason']):<{width}}  ", "yellow").append(text, "dim")
            written.append(line.append(f"  (rule: {visible(item['rule'])})") if explain else line)
        rules = dict.fromkeys(item["rule"] for item in found.noise) if explain else ()
        written += [Text(f"  why {visible(rule)}: {visible(explaining.noise_rule(rule))}", "dim") for rule in rules]
    if explain:
        written += _explained(found)
    return written


def _explained(found: Compared) -> list[Text | str]:
    written: list[Text | str] = []
    for name, side in (("old", found.old), ("new", found.new)):
        own = side.article.cut_off
        signs = redline.evidence(own.evidence) if own else "none"
        written.append(f"{name} capture: signs of a cut-off in itself: {signs}; text hash {side.value['text_hash']}")
    if found.event:
        kind = found.event["kind"]
        written.append(f"why {visible(kind).replace('_', ' ')}: {reason_of_kind(kind)}")
    outcome = found.outcome if found.same_page else f"{found.outcome} (as copies)"
    written.append(f"outcome: {outcome}; judgement {visible(found.new.value['judgement'])}")
    return written
