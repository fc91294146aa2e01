"""What only an edit's place shows: notes that were added, text that was appended, a live blog that grows at its top."""

from __future__ import annotations

import re

from streams.records import Edit, Paragraph
from streams.text.difference.units import sentences_of
from streams.text.difference.wording import span_depth
from streams.text.fold import fold
from streams.text.notes import is_editors_note

BYLINE_WORDS_MAX = 12
# Kinds of paragraphs that are no running text, each a signal of its own.
PARTS = ("standfirst", "caption", "table", "item")
# A live blog may keep a summary above its entries.
STANDING_PARAGRAPHS_MAX = 4
ENTRIES_BEFORE_MIN = 2

_BYLINE = re.compile(r"^\s*(?:by|von|par|por|di|da|door)\s+[A-Z][^.!?]*$|^\s*(?:By|BY)\s+\S+")
# "10.45am", "14:32 GMT", "Updated 3:15 p.m.", "08h30"; an hour alone is no stamp.
_STAMP = re.compile(
    r"^\W*(?:(?:last )?updated:?\s+|posted:?\s+|at\s+|um\s+|à\s+)?"
    r"(?:[01]?\d|2[0-3])(?:[:.h][0-5]\d(?:\s?[ap]\.?m\b\.?)?|\s?[ap]\.?m\b\.?)(?:\s?(?:uhr|gmt|bst|utc|est|edt|cet|et|pt))?\b",
    re.IGNORECASE,
)


def notes_added(edits: list[Edit], old: list[Paragraph], new: list[Paragraph], language: str | None) -> dict[int, str]:
    """Map edits (by index) that bring an editor's note which the old text did not have to the note's kind.

    A note that went, or that was there and is only worded otherwise, gets no kind.
    """
    before = {fold(sentence) for sentence in _sentences(old)} if edits else set()
    found: dict[int, str] = {}
    for at, edit in enumerate(edits):
        if edit.new is None or edit.new_position is None or edit.op == "moved" or not _says_more(edit, language):
            continue
        kind = _note_kind(edit.new, new, edit.new_position, before, language)
        if kind is not None and (edit.old is None or is_editors_note(edit.old, language) != kind):
            found[at] = kind
    return found


def _says_more(edit: Edit, language: str | None) -> bool:
    """Whether words came, not only signs: "[Update]" to "Update:" is no new note."""
    if edit.old is None or edit.new is None:
        return True
    return any(span_depth(edit.old, edit.new, span, language) == "words" for span in edit.spans)


def _sentences(paragraphs: list[Paragraph]) -> list[str]:
    return [paragraph.text[left:right] for paragraph in paragraphs for left, right in sentences_of(paragraph)]


def _note_kind(
    text: str, new: list[Paragraph], position: tuple[int, int], before: set[str], language: str | None
) -> str | None:
    """The whole text of an edit is a note, or one of its sentences is and is new."""
    kind = is_editors_note(text, language)
    if kind is not None:
        return kind
    paragraph = new[position[0]]
    for left, right in sentences_of(paragraph)[position[1] :]:
        sentence = paragraph.text[left:right]
        if sentence not in text:
            break
        kind = is_editors_note(sentence, language) if fold(sentence) not in before else None
        if kind is not None:
            return kind
    return None


def appended(edits: list[Edit], new: list[Paragraph]) -> set[int]:
    """Return the added edits that make up the end of the new text: nothing older follows them."""
    arrivals = {edit.new_position: at for at, edit in enumerate(edits) if edit.op == "added"}
    found: set[int] = set()
    for number in range(len(new) - 1, -1, -1):
        paragraph = new[number]
        ranges = sentences_of(paragraph)
        if not ranges:
            continue
        at = next(
            (arrivals[number, position] for position in range(len(ranges)) if (number, position) in arrivals), None
        )
        if at is None or not paragraph.text.rstrip().endswith(edits[at].new or "\n"):
            break
        found.add(at)
        position = edits[at].new_position
        if position is None or position[1] > 0:
            break
    # A text that is new from its first word was replaced, not continued.
    return set() if any(edits[at].new_position == (0, 0) for at in found) else found


def live_blog_growth(edits: list[Edit], old: list[Paragraph], new: list[Paragraph]) -> set[int]:
    """Return the added edits that stand above the entries of a live blog known as one: stamped, as those below are."""
    entries = [number for number, paragraph in enumerate(old) if _STAMP.match(paragraph.text)]
    if len(entries) < ENTRIES_BEFORE_MIN or entries[0] > STANDING_PARAGRAPHS_MAX:
        return set()
    first = fold(old[entries[0]].text)
    limit = next((number for number, paragraph in enumerate(new) if fold(paragraph.text) == first), len(new))
    added = {
        edit.new_position[0]: at
        for at, edit in enumerate(edits)
        if edit.op == "added" and edit.new_position is not None and edit.new_position[0] < limit
    }
    stamped = [number for number in added if _STAMP.match(new[number].text)]
    return {at for number, at in added.items() if stamped and number >= min(stamped)}


def part_of(edit: Edit, old: list[Paragraph], new: list[Paragraph]) -> str | None:
    """Return which part of the article an edit is in, where that is not its running text."""
    if edit.new_position is not None:
        kind = new[edit.new_position[0]].kind
    elif edit.old_position is not None:
        kind = old[edit.old_position[0]].kind
    else:
        return None
    return kind if kind in PARTS else None


def is_byline(edit: Edit) -> bool:
    """Whether an edit near the top changes a line that names the author."""
    position = edit.new_position or edit.old_position
    if position is None or position[0] > 2:
        return False
    texts = [text for text in (edit.old, edit.new) if text is not None]
    return all(len(text.split()) <= BYLINE_WORDS_MAX and _BYLINE.match(text) is not None for text in texts)
