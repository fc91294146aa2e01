"""Events as lines that people read: when, what, where, and the first of the changed words.

What stands on a topic may be written by anyone: a value that does not fit its schema gives a line that says so.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from typing import Any

import orjson
from aiokafka import ConsumerRecord
from rich.text import Text

from streams import schema, topology
from streams.commands import redline
from streams.commands.terminal import moment, shortened, visible
from streams.web import time

Value = dict[str, Any]

HEADLINES_KEPT_MAX = 20_000
HEADLINE_CHARACTERS_MAX = 90
EDITS_SHOWN_MAX = 2
AROUND_CHARACTERS = 32  # of the words beside a change
CHANGED_CHARACTERS_MAX = 160
INDENT = "    "
WORD_COLUMN = 11

STYLES = {
    "new": "green", "late": "dim", "revised": "yellow", "revert": "magenta", "copy": "cyan", "no copy": "cyan",
    "differs": "cyan",
    "gone": "red", "restored": "green", "redirected": "blue", "redated": "dim", "rejected": "red",
}  # fmt: skip

RELATIONS = {
    "identical": "carries the text of", "near": "carries nearly the text of",
    "excerpt": "carries an excerpt of", "extended": "carries all of, and more than,",
}  # fmt: skip
TURNED = {"excerpt": "extended", "extended": "excerpt"}  # the relation seen from the other page


def value_of(record: ConsumerRecord) -> Value | None:
    """Return the value of a message, None where it is no JSON object."""
    try:
        value = orjson.loads(record.value or b"null")
    except orjson.JSONDecodeError:
        return None
    return value if isinstance(value, dict) else None


def attributes(record: ConsumerRecord) -> dict[str, str]:
    """Return the CloudEvents attributes that tell an event apart: ce_id and ce_time, where it has them."""
    wanted = ("ce_id", "ce_time")
    return {name: value.decode(errors="replace") for name, value in record.headers if name in wanted and value}


def words_of(topic: str, value: Value) -> set[str]:
    """Return the words by which ``--kind`` chooses events of a topic."""
    fields = {
        topology.REVISED: ("kind", "basis"),
        topology.DUPLICATED: ("relation", "statement"),
        topology.PAGE_CHANGED: ("change",),
        topology.SITE_CHANGED: ("change",),
        topology.SETTLED: ("outcome",),
        topology.REJECTED: ("reason", "stage"),
    }.get(topic, ())
    found = {str(value.get(name)) for name in fields}
    if topic == topology.REVISED:
        found |= {str(edit.get("kind")) for edit in value.get("edits") or [] if isinstance(edit, dict)}
    return found


def sites_of(topic: str, value: Value) -> set[str]:
    """Return the sites that an event is about."""
    sites = {value.get("site")}
    if topic == topology.DUPLICATED and isinstance(value.get("other"), dict):
        sites.add(value["other"].get("site"))
    return {site for site in sites if isinstance(site, str)}


class Entries:
    """Turns events into lines. Remembers headlines, so that an event that names a page only can be told by its own."""

    def __init__(self, *, colour: bool) -> None:
        self._colour = colour
        self._headlines: OrderedDict[str, str] = OrderedDict()
        self._writers: dict[str, Callable[[Value], list[Text]]] = {
            topology.CLEANED: self._cleaned,
            topology.REVISED: self._revised,
            topology.DUPLICATED: self._duplicated,
            topology.ASSIGNED: self._assigned,
            topology.PAGE_CHANGED: self._page_changed,
            topology.SITE_CHANGED: self._site_changed,
            topology.SETTLED: self._settled,
            topology.REJECTED: self._rejected,
            topology.RAW: self._raw,
        }

    def learn(self, topic: str, value: Value) -> None:
        """Remember the headline of a cleaned article."""
        if topic != topology.CLEANED or not isinstance(value.get("headline"), str):
            return
        page = str(value.get("page"))
        self._headlines[page] = value["headline"]
        self._headlines.move_to_end(page)
        if len(self._headlines) > HEADLINES_KEPT_MAX:
            self._headlines.popitem(last=False)

    def lines(self, topic: str, value: Value | None) -> list[Text]:
        """Return an event as one to a few lines."""
        if value is None:
            return [Text(f"{topic}: a message that is no JSON object", "red")]
        if fault := schema.validator(topic)(value):
            return [Text(f"{topic}: a message that does not fit the schema: {visible(fault)}", "red")]
        return self._writers[topic](value)

    def _first(self, value: Value, word: str, what: str, more: str = "") -> Text:
        line = Text().append(f"{moment(value.get('captured_at'))}  ", "dim")
        line.append(f"{word:<{WORD_COLUMN}}", STYLES.get(word, "bold"))
        if site := value.get("site"):
            line.append(f"{visible(site)}  ", "dim")
        line.append(shortened(what, HEADLINE_CHARACTERS_MAX), "bold")
        return line.append(f"  {more}" if more else "")

    def _name(self, page: str, url: str) -> str:
        return self._headlines.get(page) or url

    def _cleaned(self, value: Value) -> list[Text]:
        word = "late" if value["late"] else "new" if value["version"] == 1 else f"version {value['version']}"
        characters = sum(len(paragraph["text"]) for paragraph in value["paragraphs"])
        more = f"{len(value['paragraphs'])} paragraphs, {characters:,} characters"
        return [self._first(value, word, value["headline"] or value["url"], more)]

    def _revised(self, value: Value) -> list[Text]:
        copy = value["basis"] == "copy"
        word = "differs" if copy else "revert" if value["kind"] == "revert" else "revised"
        more = f"{visible(value['kind']).replace('_', ' ')} · {value['significance']:.2f}"
        if value["reverts_to"]:
            more += f" · as version {value['reverts_to']} again"
        if copy:
            origin = value["from"]
            more = f"from {visible(self._name(origin['page'], origin['url']))}: {more}"
        lines = [self._first(value, word, self._name(value["page"], value["url"]), more)]
        changes = [value["headline"]] if value["headline"] else []
        changes += value["edits"]
        for change in changes[:EDITS_SHOWN_MAX]:
            lines += self._change(change)
        if len(changes) > EDITS_SHOWN_MAX:
            rest = len(changes) - EDITS_SHOWN_MAX
            lines.append(Text(f"{INDENT}and {rest} more change{'s' if rest > 1 else ''}", "dim"))
        if cut_off := value["disregarded"]["cut_off"]:
            lines.append(Text(f"{INDENT}cut off, not deleted: {redline.evidence(cut_off['evidence'])}", "dim"))
        return lines

    def _change(self, change: Value) -> list[Text]:
        found = redline.pieces(change["old"], change["new"], change["spans"])
        short = redline.abridged(found, AROUND_CHARACTERS, CHANGED_CHARACTERS_MAX)
        seen = [words for words in dict.fromkeys(map(redline.signal, change["signals"])) if words != "headline"]
        op = visible(change.get("op", "headline"))
        line = Text().append(f"{INDENT}{op}: ", "dim").append_text(redline.drawn(short, colour=self._colour))
        return [line.append(f"  ({', '.join(seen[:3])})", "cyan") if seen else line]

    def _duplicated(self, value: Value) -> list[Text]:
        """Name the page that was captured later first: it carries what the other one had."""
        stated, copy, source, relation = value["statement"] == "stated", value, value["other"], value["relation"]
        evidence, of_copy, of_source = value["evidence"], "", "other_"
        if _is_later(source, copy):
            copy, source, of_copy, of_source = source, copy, of_source, of_copy
            relation = TURNED.get(relation, relation)
        united = "one article" if value["unites"] else "linked, not one article"
        said = f"{RELATIONS[relation]} {visible(self._name(source['page'], source['url']))} ({visible(source['site'])})"
        shared = f"{evidence['shared_sentences']} of {evidence[f'{of_copy}sentences']} sentences"
        if not evidence["shared_sentences"] and {"word_cover", "other_word_cover"} <= evidence.keys():
            covers = evidence[f"{of_copy}word_cover"], evidence[f"{of_source}word_cover"]
            shared = f"{covers[0]:.0%} and {covers[1]:.0%} of the words"
        detail = f"{said} · {shared} · {united}" if stated else f"no longer {said}"
        first = self._first(copy, "copy" if stated else "no copy", self._name(copy["page"], copy["url"]))
        return [first, Text(INDENT + detail + f" · {visible(value['reason'])}")]

    def _assigned(self, value: Value) -> list[Text]:
        return [
            self._first(value, "article", self._name(value["page"], value["url"]), f"is of {value['article'][:8]}…")
        ]

    def _page_changed(self, value: Value) -> list[Text]:
        first = self._first(value, value["change"], self._name(value["page"], value["url"]))
        moved = ""
        if value["from"] and value["to"] and value["change"] == "redated":
            moved = f": {moment(value['from'])} → {moment(value['to'])}"
        return [first, Text(f"{INDENT}{visible(value['evidence'])}{moved}")]

    def _site_changed(self, value: Value) -> list[Text]:
        word = visible(value["change"]).replace("_", " ")
        line = Text().append(f"{moment(value['captured_at'])}  ", "dim").append(f"{'site':<{WORD_COLUMN}}", "blue")
        line.append(visible(value["site"]) + "  ", "dim").append(word, "bold")
        detail = f"{INDENT}{visible(value['evidence'])}"
        if value["sample"]:
            detail += f": {shortened(value['sample'], HEADLINE_CHARACTERS_MAX)}"
        return [line, Text(detail)]

    def _settled(self, value: Value) -> list[Text]:
        word = value["outcome"].replace("_", " ")
        what = self._name(value["page"] or "", value["url"] or "(no address)")
        return [self._first(value, word, what, visible(value["reason"] or ""))]

    def _rejected(self, value: Value) -> list[Text]:
        origin = value["origin"]
        where = f"{visible(origin['topic'])}/{origin['partition']}/{origin['offset']}"
        line = (
            Text().append("rejected  ", "red").append(f"{visible(value['stage'])}: {visible(value['reason'])}", "bold")
        )
        return [line.append(f"  {where}, {value['size']:,} bytes"), Text(INDENT + visible(value["message"]))]

    def _raw(self, value: Value) -> list[Text]:
        size = f"{len(value.get('body') or ''):,} characters"
        return [self._first(value, "capture", value["url"], f"status {value['status']}, {size}")]


def _is_later(one: Value, other: Value) -> bool:
    try:
        return time.instant(one["captured_at"]) > time.instant(other["captured_at"])
    except time.BadTime:
        return False
