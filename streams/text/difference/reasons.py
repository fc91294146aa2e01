"""reason_of: why an edit is judged as it is, in words: the rule, what it saw, and its threshold.

The words follow from the edit alone, so that they can be told of any event, whenever it was made.
"""

from __future__ import annotations

from dataclasses import dataclass

from streams.records import Edit
from streams.text.difference.gaps import EDITED_ALONE_MIN
from streams.text.difference.joins import CRUMB_WORDS_MAX
from streams.text.difference.moves import TOUCHED_MIN
from streams.text.difference.significance import KIND_MAX, KIND_MIN, parts_of
from streams.text.difference.similarity import EDITED_MIN, words_in_common
from streams.text.difference.tokens import folded_tokens, is_word
from streams.text.difference.units import DISTINCTIVE_WORDS_MIN
from streams.text.difference.wording import span_depths
from streams.text.fold import fold

_NOTE = "names the note's own number, date or name, or a sentence of it is an editor's note that was not there before"
_KINDS = {
    "append": "it is the end of the new text, and nothing older follows",
    "live_update": "it stands above the entries of a live blog and is stamped as they are",
    "correction": _NOTE,
    "clarification": _NOTE,
    "update_note": _NOTE,
    "edit": "words were changed, and no rule says more",
}
_REVISIONS = {
    "revert": "the text is that of an earlier version",
    "headline": "the headline was changed, and of the text nothing but style",
    "append": "all that is more than style was added at the end",
    "live_update": "all that is more than style are new entries of a live blog",
    "rewrite": "at least 60 % of the words of a text of 80 or more were replaced",
    "copyedit": "no edit goes deeper than spelling, case, punctuation or grammar",
    "typography": "nothing but marks and spaces was changed",
    "edit": "its edits are of several kinds, or no rule says more",
}


@dataclass(frozen=True, slots=True)
class Reason:
    """Why an edit has its operation and its kind, and how its weight came about."""

    op: str
    kind: str
    weight: str


def reason_of(edit: Edit, language: str | None = None) -> Reason:
    """Return the reasons for one edit; kind, spans and signals must be set."""
    return Reason(_of_op(edit), _of_kind(edit, language), _of_weight(edit))


def reason_of_kind(kind: str) -> str:
    """Return why a revision is of its kind."""
    if kind in KIND_MIN and kind != "rewrite":
        return f"an edit of it is of kind {kind}"
    return _REVISIONS.get(kind, _REVISIONS["edit"])


def _words(text: str | None) -> list[str]:
    return [token.casefold() for token in folded_tokens(fold(text or "")) if is_word(token)]


def _of_op(edit: Edit) -> str:
    old, new = _words(edit.old), _words(edit.new)
    if edit.old is None or edit.new is None:
        side = "old" if edit.old is None else "new"
        return f"no sentence of the {side} text is like it (by {EDITED_MIN:.0%} of the words or more)"
    share = words_in_common(old, new) / max(1, len(old), len(new))
    kept = f"{share:.0%} of the words stay in their order"
    if edit.op == "moved":
        least = f"at least {DISTINCTIVE_WORDS_MIN} words or beside one that has them"
        return f"it crosses sentences that stayed, and {kept} (from {TOUCHED_MIN:.0%} on it is the same one; {least})"
    if edit.op in ("merged", "split"):
        return f"the border of two sentences is gone or new, and {kept}"
    least = f"sentences are paired from {EDITED_MIN:.0%} on, {EDITED_ALONE_MIN:.0%} where only one stands on each side"
    return f"{kept} ({least}; left-overs of up to {CRUMB_WORDS_MAX} words count to the sentence beside them)"


def _of_kind(edit: Edit, language: str | None) -> str:
    if edit.kind in ("typography", "copyedit"):
        if edit.old is None or edit.new is None:
            return "there is no word in it" if edit.kind == "typography" else "it is metadata at the top of the text"
        depths = dict.fromkeys(span_depths(edit.old, edit.new, edit.spans, language))
        return f"its changes go no deeper than {', '.join(depths)}"
    if edit.kind == "edit" and (edit.old is None or edit.new is None):
        return "a sentence came or went, and no rule says more"
    return _KINDS.get(edit.kind, _KINDS["edit"])


def _of_weight(edit: Edit) -> str:
    parts = parts_of(edit)
    ceiling = KIND_MAX.get(edit.kind)
    limit = f", at most {ceiling} for {edit.kind}" if ceiling is not None else ""
    return f"{parts.weight:.2f} = size {parts.size:.2f}, facts {parts.facts:.2f}, place {parts.place:.2f}{limit}"
