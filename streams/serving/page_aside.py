"""What stands beside a text: the versions of its page, and the copies of its article."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from markupsafe import Markup

from streams.serving import page_words
from streams.serving.page_markup import Place, joined, outward, when
from streams.text.redline import shortened

Value = dict[str, Any]

VERSIONS_SHOWN_MAX = 60
COPIES_SHOWN_MAX = 40


def timeline(
    place: Place,
    page: str,
    versions: Sequence[Value],
    revisions: Mapping[int, str],
    current: str | None = None,
    *,
    is_elsewhere: bool = True,
) -> Markup:
    """Return the versions of a page, newest first; ``current`` is the revision that is shown.

    ``is_elsewhere``: what is shown is not the page that has them.
    """
    if not versions:
        return Markup("")
    told = _once(versions)
    rows = [_version(place, page, each, revisions, current) for each in reversed(told[-VERSIONS_SHOWN_MAX:])]
    rest = len(told) - len(rows)
    all_of_it = Markup('<p class="rest"><a href="{}">All about this page</a></p>').format(place.path(f"/pages/{page}"))
    more = Markup('<p class="rest">and {} before</p>').format(page_words.counted(rest, "version")) if rest > 0 else ""
    return Markup(
        '<section aria-labelledby="versions"><h2 id="versions">Versions of the page</h2>'
        '<ol class="timeline">{}</ol>{}{}</section>'
    ).format(joined(rows), more, all_of_it if is_elsewhere else "")


def _once(versions: Sequence[Value]) -> list[Value]:
    """Return each version as it was first seen: one whose noise was learned later is told again, and is the same."""
    seen: set[int] = set()
    found = []
    for each in versions:
        if each["version"] is None or each["version"] not in seen:
            found.append(each)
        seen.add(each["version"])
    return found


def _version(place: Place, page: str, version: Value, revisions: Mapping[int, str], current: str | None) -> Markup:
    number = version["version"]
    revision = None if number is None else revisions.get(number)
    name = "Seen late" if number is None else f"Version {number}"
    if number is not None:
        name_markup = Markup('<a href="{}">{}</a>').format(place.path(f"/pages/{page}/versions/{number}"), name)
    else:
        name_markup = Markup("{}").format(name)
    notes = [name_markup]
    if version["reverts_to"]:
        notes.append(Markup("text of version {} again").format(version["reverts_to"]))
    if revision is not None and revision != current:
        notes.append(
            Markup('<a href="{}">what changed<span class="vh"> in version {}</span></a>').format(
                place.path(f"/revisions/{revision}"), number
            )
        )
    is_current = revision is not None and revision == current
    here = Markup(' class="here" aria-current="true"') if is_current else ""
    if is_current:
        notes.append(Markup("<strong>shown here</strong>"))
    return Markup('<li{}>{}<span class="when">{}</span></li>').format(
        here, joined(notes, " · "), when(version["captured_at"])
    )


def copies(place: Place, found: Sequence[Value], *, article: str | None, followed: bool) -> Markup:
    """Return the copies of a page's article; ``followed``: with which of them carry a revision's new text."""
    if not found:
        return Markup("")
    rows = joined([_copy(place, each, followed=followed) for each in found[:COPIES_SHOWN_MAX]])
    rest = len(found) - COPIES_SHOWN_MAX
    more = (
        Markup('<p class="rest">and {}</p>').format(page_words.counted(rest, "more copy", "more copies"))
        if rest > 0
        else ""
    )
    whole = Markup("")
    if article:
        link = Markup('<p class="rest"><a href="{}">All about the article</a></p>')
        whole = link.format(place.path(f"/articles/{article}"))
    tally = ""
    if followed:
        old = sum(each["followed"] == "old_text" for each in found)
        if old:
            tally = Markup('<p class="note">{} the old text.</p>').format(
                "1 copy still carries" if old == 1 else f"{old} copies still carry"
            )
    return Markup(
        '<section aria-labelledby="copies"><h2 id="copies">Copies on other pages</h2>{}'
        '<ul class="copies">{}</ul>{}{}</section>'
    ).format(tally, rows, more, whole)


def _copy(place: Place, copy: Value, *, followed: bool) -> Markup:
    state = Markup("")
    if followed:
        since = Markup(" since {}").format(when(copy["followed_at"])) if copy["followed_at"] else ""
        state = Markup('<span class="state s-{}">{}{}</span>').format(
            copy["followed"], page_words.FOLLOWED.get(copy["followed"], copy["followed"]), since
        )
    relation = page_words.RELATIONS.get(copy["relation"], "copy")
    linked = "" if copy["unites"] else ", linked but another article"
    headline = shortened(copy["headline"] or copy["url"], 120)
    return Markup('<li><a href="{}" dir="auto">{}</a><span class="when"><bdi>{}</bdi> · {}{}</span>{}</li>').format(
        place.path(f"/pages/{copy['page']}"), headline, shortened(copy["site"], 60), relation, linked, state
    )


def address(page: Value) -> Markup:
    """Return a page's own address, leading out."""
    return outward(page["url"])
