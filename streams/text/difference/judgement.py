"""judge: what kind of edit, what kind of revision, and how much it matters.

Observed: fewer than 5 % of changed articles say so in a note; most revisions are small. A reader who was once told
"correction" for a comma stops reading: a false kind is worse than none.

Decided: a kind is given only on plain evidence, else it is ``edit``. An edit is a ``correction``, ``clarification`` or
``update_note`` where a sentence of it is an editor's note that was not there before, or where such a note names the
very number, date or name that it changed; ``typography`` and ``copyedit`` by the depth of its wording (and what
changes in front matter is ``copyedit``, whatever it is); ``append`` and
``live_update`` by its place. The revision takes the strongest note, else what all its edits agree on, ``rewrite``
where most words are new, else ``edit``.

Deliberately missed: corrections without a note (they are edits with a ``number`` or ``name`` signal), and tone.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from decimal import Decimal

from streams.records import Edit, Paragraph, Signal, Span
from streams.text.difference.context import appended, is_byline, live_blog_growth, notes_added, part_of
from streams.text.difference.front_matter import front_matter, is_in_front
from streams.text.difference.retold import take_off_retold
from streams.text.difference.signals import difference_signals
from streams.text.difference.significance import significance_of
from streams.text.difference.spans import spans_of
from streams.text.difference.statements import numbers_of
from streams.text.difference.tokens import folded_tokens, is_word
from streams.text.difference.vocabulary import Vocabulary, vocabulary
from streams.text.difference.wording import span_depths
from streams.text.fold import fold

NOTE_KINDS = ("correction", "clarification", "update_note")
CORRECTIVE = ("correction", "clarification")
REWRITE_CHANGED_MIN = 0.6
REWRITE_WORDS_MIN = 80


@dataclass(slots=True)
class HeadlineEdit:
    """A changed headline, with spans and signals as an edit has them; None where there was or is none."""

    old: str | None
    new: str | None
    spans: list[Span] = field(default_factory=list)
    signals: list[Signal] = field(default_factory=list)


@dataclass(slots=True)
class Judgement:
    """The verdict on a revision. ``edits`` are those judged, with kinds and signals of place and notes filled in."""

    kind: str
    significance: float
    edits: list[Edit]
    headline: HeadlineEdit | None = None


def headline_edit(old: str | None, new: str | None, language: str | None = None) -> HeadlineEdit | None:
    """Return the change of a headline, or None where both fold to the same."""
    if fold(old or "") == fold(new or ""):
        return None
    if not old or not new:
        return HeadlineEdit(old, new, [], [Signal("headline", old, new)])
    spans = spans_of(old, new)
    return HeadlineEdit(old, new, spans, [Signal("headline", old, new), *difference_signals(old, new, spans, language)])


def judge(
    edits: list[Edit],
    headline_old: str | None,
    headline_new: str | None,
    old: list[Paragraph],
    new: list[Paragraph],
    language: str | None = None,
) -> Judgement:
    """Return kind and significance (0 to 1, see ``significance``) of a revision; the edits given stay as they are."""
    headline = headline_edit(headline_old, headline_new, language)
    judged = [replace(edit, signals=list(edit.signals)) for edit in edits]
    notes = notes_added(judged, old, new, language)
    take_off_retold(judged, notes)
    tail, growth = appended(judged, new), live_blog_growth(judged, old, new)
    front = front_matter(old), front_matter(new)
    for at, edit in enumerate(judged):
        if is_in_front(edit, *front):
            edit.kind = "copyedit"
            notes.pop(at, None)
            continue
        edit.kind = notes.get(at) or _kind(edit, language, is_tail=at in tail, is_growth=at in growth)
        if at in notes and edit.old is None:
            edit.signals = []  # the numbers of a note are not those of the report
        if notes.get(at) in CORRECTIVE:
            edit.signals.append(Signal("correction_notice", None, edit.new))
        if is_byline(edit):
            edit.signals.append(Signal("byline", edit.old, edit.new))
        if (part := part_of(edit, old, new)) is not None:
            edit.signals.append(Signal(part))
    _link_notes(judged, notes, language)
    kind = _revision_kind(judged, headline, old)
    metadata = [edit for edit in judged if is_in_front(edit, *front)]
    weighty = [edit for edit in judged if not is_in_front(edit, *front)] + metadata[:1]  # many lines, one matter
    weight = significance_of(kind, weighty, _as_edit(headline, language), unread=vocabulary(language) == Vocabulary())
    return Judgement(kind, weight, judged, headline)


def _as_edit(headline: HeadlineEdit | None, language: str | None) -> Edit | None:
    if headline is None:
        return None
    edit = Edit("edited", headline.old, headline.new, (0, 0), (0, 0), headline.spans, headline.signals)
    edit.kind = _kind(edit, language, is_tail=False, is_growth=False)
    return edit


def _kind(edit: Edit, language: str | None, *, is_tail: bool, is_growth: bool) -> str:
    if edit.old is None or edit.new is None:
        return _kind_of_whole(edit, is_tail=is_tail, is_growth=is_growth)
    if not edit.spans:
        return "copyedit" if edit.op == "edited" else "edit"  # where nothing but a link leads elsewhere
    depths = set(span_depths(edit.old, edit.new, edit.spans, language))
    if any(signal.type == "quote" for signal in edit.signals):
        return "edit"  # marks of quotation taken off a statement make it the paper's own
    if depths <= {"typography"}:
        return "typography"
    return "edit" if "words" in depths else "copyedit"


def _kind_of_whole(edit: Edit, *, is_tail: bool, is_growth: bool) -> str:
    """Of what was added or deleted; a line without a word in it ("***") is typography."""
    if not any(map(is_word, folded_tokens(fold(edit.old or edit.new or "")))):
        return "typography"
    if is_growth:
        edit.signals.append(Signal("live_blog"))
        return "live_update"
    if is_tail:
        edit.signals.append(Signal("appended"))
        return "append"
    return "edit"


def _link_notes(edits: list[Edit], notes: dict[int, str], language: str | None) -> None:
    """Give a note's kind to the edit whose changed number, date or name it names, where that is one edit."""
    for at, kind in notes.items():
        text = edits[at].new or ""
        named = [other for other, edit in enumerate(edits) if other not in notes and _is_named(edit, text, language)]
        if len(named) == 1:
            edits[named[0]].kind = kind
            if kind in CORRECTIVE:
                edits[named[0]].signals.append(Signal("correction_notice", None, edits[at].new))


def _is_named(edit: Edit, note: str, language: str | None) -> bool:
    """Whether a note tells a value of the edit, old or new: a number in whatever words, or all words of a value."""
    if edit.old is None or edit.new is None:
        return False
    words = set(folded_tokens(fold(note).casefold()))
    numbers = _values_of(note, language)
    for signal in edit.signals:
        if signal.type not in ("number", "date", "name"):
            continue
        for value in filter(None, (signal.old, signal.new)):
            if signal.type == "number" and not numbers.isdisjoint(_values_of(value, language)):
                return True
            parts = [token for token in folded_tokens(fold(value).casefold()) if is_word(token)]
            if parts and words.issuperset(parts):
                return True
    return False


def _values_of(text: str, language: str | None) -> set[Decimal | str]:
    return {item.text if item.value is None else item.value for item in numbers_of(text, language)}


def _revision_kind(edits: list[Edit], headline: HeadlineEdit | None, old: list[Paragraph]) -> str:
    kinds = {edit.kind for edit in edits}
    for note in NOTE_KINDS:
        if note in kinds:
            return note
    if headline is not None:
        return "headline" if kinds <= {"typography", "copyedit"} else "edit"
    if kinds <= {"typography"}:
        return "typography"
    if kinds <= {"typography", "copyedit"}:
        return "copyedit"
    deep = kinds - {"typography", "copyedit"}
    if "live_update" in kinds and deep <= {"live_update", "append"}:
        return "live_update"
    if deep == {"append"}:
        return "append"
    return "rewrite" if _is_rewrite(edits, old) else "edit"


def _is_rewrite(edits: list[Edit], old: list[Paragraph]) -> bool:
    """Whether most words of a text of some length went, and were replaced by others."""
    total = sum(len(paragraph.text.split()) for paragraph in old)
    gone = sum(_words_gone(edit.old, [span.old for span in edit.spans], edit.new is None) for edit in edits)
    come = sum(_words_gone(edit.new, [span.new for span in edit.spans], edit.old is None) for edit in edits)
    return total >= REWRITE_WORDS_MIN and min(gone, come) >= REWRITE_CHANGED_MIN * total


def _words_gone(text: str | None, ranges: list[tuple[int, int]], whole: bool) -> int:
    if text is None:
        return 0
    return len(text.split()) if whole else sum(len(text[start:end].split()) for start, end in ranges)
