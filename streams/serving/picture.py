"""A revision as a picture for sharing: headline, the weightiest change as a redline, site and time, as SVG.

SVG does not break lines by itself, so widths are estimated (wide scripts count twice) and lines are broken here; what
does not fit is cut with an ellipsis. No font is fetched and no script runs: the policy lets nothing in.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from aiohttp import web
from markupsafe import Markup

from streams import topology
from streams.archive import revisions
from streams.serving import page_words
from streams.serving.answers import entity
from streams.serving.keys import ARCHIVE
from streams.serving.page_list import EDITS_WEIGHED_MAX, headline_of, headlines
from streams.serving.parameters import PATH_REVISION, read
from streams.serving.problems import not_found
from streams.text.redline import Piece, abridged, pieces, shortened, visible, weightiest

Value = dict[str, Any]

WIDTH, HEIGHT, MARGIN = 1_200, 630, 72  # pixels, as shared pictures have them
HEADLINE_SIZE, TEXT_SIZES = 54, (50, 44, 38)  # of the text the largest that fits
HEADLINE_LINES_MAX = 3
LETTER_WIDTH = 0.52  # of the type size; measured roughly on serif faces, on the safe side
WORD_LETTERS_MAX = 30  # longer words are cut into parts
POLICY = "default-src 'none'; style-src 'none'; frame-ancestors 'none'; sandbox"

_STYLE = {
    "same": Markup('fill="#1c1b18"'),
    "out": Markup('fill="#94191b" text-decoration="line-through"'),
    "in": Markup('fill="#0b5630" text-decoration="underline" font-weight="600"'),
}


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a redline with the space behind it."""

    op: str
    text: str


def install(app: web.Application) -> None:
    """Add the pictures."""
    app.router.add_get("/revisions/{revision:[0-9a-f]{32}}.svg", picture_of)


async def picture_of(request: web.Request) -> web.Response:
    """Answer with the picture of a revision."""
    archive = request.app[ARCHIVE]
    event = await archive.read(revisions.by_id, topology.REVISED, read(request, (PATH_REVISION,))["path_revision"])
    if event is None:
        raise not_found("revision")
    known = await archive.read(headlines, [event])
    response = entity(request, drawn(event.value, known[event.id]).encode("utf-8", "replace"), "image/svg+xml")
    response.headers["Content-Security-Policy"] = POLICY
    return response


def drawn(value: Value, headline: str | None) -> str:
    """Return the picture; ``headline`` is what the article was called then."""
    title = headline_of(value, headline)
    said = f"{page_words.kind(value['kind'])} · {page_words.grade(value['significance'])}"
    where = f"{shortened(value['site'], 50)} · {page_words.moment(value['captured_at'])} UTC"
    top, parts = 168, []
    for line in broken([Piece("same", title)], HEADLINE_SIZE, HEADLINE_LINES_MAX):
        parts.append(_line(line, top, HEADLINE_SIZE, bold=True))
        top += HEADLINE_SIZE + 8
    top += 26
    size, text = _fitting(weightiest_change(value), HEIGHT - 96 - top)
    for line in text:
        parts.append(_line(line, top, size))
        top += size + 14
    return str(
        _FRAME.format(
            title=title, kind=said, where=where, lines=Markup("\n").join(parts), below=HEIGHT - 48, right=WIDTH - MARGIN
        )
    )


def weightiest_change(value: Value) -> list[Piece]:
    """Return the edit that matters most, or the headline's change where nothing else changed."""
    edits = value["edits"][:EDITS_WEIGHED_MAX]
    change = edits[weightiest(edits, 1)[0]] if edits else value["headline"]
    if change is None:
        return []
    return abridged(pieces(change["old"], change["new"], change["spans"]), 60, 150)


def _fitting(found: Sequence[Piece], room: int) -> tuple[int, list[list[Word]]]:
    """Return the largest size in which a change fits into so many pixels, and its lines; the smallest cuts it."""
    for size in TEXT_SIZES:
        lines_max = max(1, room // (size + 14))
        text = broken(found, size, lines_max)
        if len(text) < lines_max or not text or text[-1][-1].text != "…":
            return size, text
    return size, text


def broken(found: Iterable[Piece], size: int, lines_max: int) -> list[list[Word]]:
    """Return a redline in lines that fit the picture, at most ``lines_max``, the last with an ellipsis if cut."""
    room = (WIDTH - 2 * MARGIN) / (size * LETTER_WIDTH)
    lines: list[list[Word]] = [[]]
    used = 0.0
    for word in _words(found):
        width = _width(word.text)
        if used + width > room and lines[-1]:
            if len(lines) == lines_max:
                lines[-1].append(Word("same", "…"))
                return lines
            lines.append([])
            used = 0.0
        lines[-1].append(word)
        used += width
    return [line for line in lines if line]


def _words(found: Iterable[Piece]) -> Iterable[Word]:
    before: Piece | None = None
    for piece in found:
        if before is not None and before.op == "out" and piece.op == "in":
            yield Word("same", " ")
        for word in visible(piece.text).replace(" ", " \x00").split("\x00"):
            for start in range(0, len(word), WORD_LETTERS_MAX):
                yield Word(piece.op, word[start : start + WORD_LETTERS_MAX])
        before = piece


def _width(text: str) -> float:
    return sum(2.0 if unicodedata.east_asian_width(letter) in "WF" else 1.0 for letter in text)


def _line(words: Sequence[Word], top: int, size: int, *, bold: bool = False) -> Markup:
    is_right = _is_right_to_left("".join(word.text for word in words))
    spans: list[Markup] = []
    at = 0
    while at < len(words):
        end = at
        while end < len(words) and words[end].op == words[at].op:
            end += 1
        text = "".join(word.text for word in words[at:end])
        text = text.rstrip() if end == len(words) else text
        spans.append(Markup("<tspan {}>{}</tspan>").format(_STYLE[words[at].op], text))
        at = end
    form = Markup('<text x="{}" y="{}" font-size="{}" font-weight="{}"{} xml:space="preserve">{}</text>')
    direction = Markup(' direction="rtl"') if is_right else ""
    left = WIDTH - MARGIN if is_right else MARGIN
    return form.format(left, top, size, 700 if bold else 400, direction, Markup("").join(spans))


def _is_right_to_left(text: str) -> bool:
    """Tell the direction by the first letter that has one, as browsers do for dir=auto."""
    return next(
        (sort != "L" for letter in text if (sort := unicodedata.bidirectional(letter)) in ("L", "R", "AL")), False
    )


_FRAME = Markup("""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1200 630" width="1200" height="630" role="img"
font-family="Charter, 'Iowan Old Style', Georgia, 'Liberation Serif', serif">
<title>{title}</title>
<rect width="1200" height="630" fill="#fbfaf6"/>
<rect width="1200" height="10" fill="#1c1b18"/>
<text x="72" y="92" font-size="28" font-weight="600" fill="#5d584f"
font-family="system-ui, 'Liberation Sans', sans-serif">{kind}</text>
{lines}
<text x="72" y="{below}" font-size="26" fill="#5d584f"
font-family="system-ui, 'Liberation Sans', sans-serif">{where}</text>
<text x="{right}" y="{below}" font-size="34" font-weight="700" fill="#1c1b18" text-anchor="end">rowback</text>
</svg>
""")
