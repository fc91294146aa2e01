"""A revision as an entry of a feed: the same title, text and links for Atom and for JSON Feed.

Feed readers strip styles, and some strip tags: so the redline is ins and del without any style, a space keeps exchanged
words apart, and the plain form marks them as git does, [-taken out-]{+put in+}.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from streams.archive import Stored
from streams.serving import page_words
from streams.serving.page_list import headline_of
from streams.serving.page_markup import Place, joined, lines
from streams.text.redline import Piece, abridged, pieces, place, shortened, visible

Value = dict[str, Any]

EDITS_MAX = 40
EDITS_PLAIN_MAX = 5
AROUND_CHARACTERS = 240
CHANGED_CHARACTERS_MAX = 3_000
PLAIN_CHARACTERS_MAX = 500


@dataclass(frozen=True, slots=True)
class Entry:
    """What both kinds of feed say of a revision. ``links`` are (relation, address), whole addresses."""

    id: str
    event: Stored
    value: Value
    title: str
    html: str
    plain: str
    links: tuple[tuple[str, str], ...]

    @property
    def url(self) -> str:
        """The permanent link."""
        return dict(self.links)["alternate"]

    @property
    def original(self) -> str | None:
        """The page itself, where it has a web address."""
        return self.value["url"] if self.value["url"].lower().startswith(("https://", "http://")) else None

    @property
    def signals(self) -> list[str]:
        """What rules saw, each once."""
        changes = [self.value["headline"]] if self.value["headline"] else []
        return sorted({signal["type"] for change in [*changes, *self.value["edits"]] for signal in change["signals"]})


def entry_of(place: Place, event: Stored, headline: str | None) -> Entry:
    """Return a revision as an entry."""
    value = event.value
    old, new = value["from"], value["to"]
    links = (
        ("alternate", place.url(f"/revisions/{event.id}")),
        ("predecessor-version", place.url(f"/pages/{old['page']}/versions/{old['version']}")),
        ("successor-version", place.url(f"/pages/{new['page']}/versions/{new['version']}")),
        ("latest-version", place.url(f"/pages/{value['page']}")),
        ("version-history", place.url(f"/api/v1/pages/{value['page']}/versions")),
    )
    named = f"{page_words.kind(value['kind'])}: {headline_of(value, headline)}"
    html = _html(value, links[0][1])
    return Entry(f"urn:rowback:revision:{event.id}", event, value, named, str(html), _plain(value), links)


def _html(value: Value, url: str) -> Markup:
    grade = page_words.grade(value["significance"])
    parts = [
        Markup("<p>{} · {} · {} ({:.2f}) · {} UTC</p>").format(
            visible(value["site"]),
            page_words.kind(value["kind"]),
            grade,
            value["significance"],
            page_words.moment(value["captured_at"]),
        )
    ]
    if value["reverts_to"]:
        parts.append(Markup("<p>The text is again as in version {}.</p>").format(value["reverts_to"]))
    if value["headline"]:
        parts.append(_change("Headline", value["headline"]))
    parts += [_change(f"{page_words.op(edit['op'])}, {place(edit)}", edit) for edit in value["edits"][:EDITS_MAX]]
    if len(value["edits"]) > EDITS_MAX:
        rest = page_words.counted(len(value["edits"]) - EDITS_MAX, "more change")
        parts.append(Markup('<p><a href="{}">and {}</a></p>').format(url, rest))
    return joined(parts, "\n")


def _change(name: str, change: Value) -> Markup:
    found = abridged(pieces(change["old"], change["new"], change["spans"]), AROUND_CHARACTERS, CHANGED_CHARACTERS_MAX)
    said = page_words.signals(change)
    signals = f" ({'; '.join(said)})" if said else ""
    return Markup('<p><strong>{}</strong>{}:</p>\n<blockquote dir="auto">{}</blockquote>').format(
        name, signals, _redline(found)
    )


def _redline(found: Sequence[Piece]) -> Markup:
    parts = []
    before: Piece | None = None
    for each in found:
        apart = " " if before is not None and before.op == "out" and each.op == "in" else ""
        text = Markup("<br>").join(lines(each.text).split("\n"))
        form = {"same": Markup("{}"), "out": Markup("<del>{}</del>"), "in": Markup("<ins>{}</ins>")}[each.op]
        parts += [Markup("{}").format(apart), form.format(text)]
        before = each
    return Markup("").join(parts)


def _plain(value: Value) -> str:
    changes = [value["headline"]] if value["headline"] else []
    changes += value["edits"]
    marks = {"same": ("", ""), "out": ("[-", "-]"), "in": ("{+", "+}")}
    said = []
    for change in changes[:EDITS_PLAIN_MAX]:
        found = abridged(pieces(change["old"], change["new"], change["spans"]), 60, PLAIN_CHARACTERS_MAX)
        said.append("".join(marks[each.op][0] + visible(each.text) + marks[each.op][1] for each in found))
    if len(changes) > EDITS_PLAIN_MAX:
        said.append(f"and {page_words.counted(len(changes) - EDITS_PLAIN_MAX, 'more change')}")
    return "\n".join(said)


def title(query: Sequence[tuple[str, str]]) -> str:
    """Return what a feed is called, with the filters that stand in its address."""
    said = ", ".join(f"{shortened(name, 40)}: {shortened(value, 80)}" for name, value in query)
    return f"rowback: {said}" if said else "rowback: what the news changed"
