"""Two versions compared, and how the comparison is said as ``article.revised``.

The same comparison serves a page against its own past and a page against a copy of it. What one side lacks at its end
because it was cut off is taken over from the other before the edits are told, so that a truncated capture shows its
real edits and no deletion; and a text that goes on where the one before it broke off shows its real edits and no
addition.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from streams import topology
from streams.cloudevents import event_id
from streams.records import Cleaned, CutOff, Edit, Event, Noise, Paragraph
from streams.stages import alike, changing
from streams.stages.announce import JUDGEMENT
from streams.stages.versions import SILENT_RULE, VersionText
from streams.text import fold
from streams.text.difference.alignment import compare as compare_texts
from streams.text.difference.ending import (
    MissingEnd,
    breaks_off,
    carry_over,
    looks_cut_off,
    may_break_off,
    missing_end,
)
from streams.text.difference.judgement import HeadlineEdit, Judgement, judge
from streams.text.difference.spans import exact

SILENT_MAX = 1_000  # texts that a revision names because they came or went in silence


@dataclass(slots=True)
class Comparison:
    """What a comparison found. ``cut_off``: the new text's end was disregarded; ``old_cut_off``: the old one's.

    ``new_paragraphs`` is the new text with a missing end taken over from the old one; ``ends_cleanly``: nothing but
    the absence of that end speaks of it. ``completes``: the new text says how the old one goes on, and no more.
    """

    edits: list[Edit]
    headline: HeadlineEdit | None
    cut_off: CutOff | None
    completes: bool
    judgement: Judgement
    new_paragraphs: list[Paragraph] = field(default_factory=list)
    ends_cleanly: bool = False
    old_cut_off: CutOff | None = None

    @property
    def is_empty(self) -> bool:
        """Nothing was changed but typography."""
        return not self.edits and self.headline is None

    @property
    def changes(self) -> alike.Changes:
        """The single changes, by which other pages' revisions are compared with this one."""
        return alike.changes(self.edits, self.headline)


def compare(old: VersionText, new: VersionText, ends_here: bool = False) -> Comparison:
    """Compare two versions of a page, the older first; ``ends_here``: the new text's end is known to be its end."""
    found = _with_end(old, new, ends_here)
    return found if found.is_empty or found.cut_off else _completed(old, new) or found


def _with_end(old: VersionText, new: VersionText, ends_here: bool = False) -> Comparison:
    """Compare two texts, the new one with the end of the old one where it was cut off."""
    found = _compare(old, new, old.paragraphs, new.paragraphs, None)
    if found.is_empty:
        return found
    missing = None if ends_here else missing_end(old.paragraphs, new.paragraphs)
    if missing and (evidence := looks_cut_off(missing)):
        whole = carry_over(old.paragraphs, new.paragraphs, missing)
        found = _compare(old, new, old.paragraphs, whole, _cut_off(missing, evidence, old.number))
        found.ends_cleanly = missing.broken is None and missing.mark is None
    return found


def compare_copies(old: VersionText, new: VersionText) -> Comparison:
    """Compare two pages' versions, the one captured earlier first; either of them may be cut off."""
    found = _with_end(old, new)
    if found.is_empty or found.cut_off:
        return found
    missing = missing_end(new.paragraphs, old.paragraphs)
    if missing and (evidence := looks_cut_off(missing)):
        whole = carry_over(new.paragraphs, old.paragraphs, missing)
        return _compare(old, new, whole, new.paragraphs, _cut_off(missing, evidence, None))
    return found


def _compare(
    old: VersionText, new: VersionText, before: list[Paragraph], after: list[Paragraph], cut_off: CutOff | None
) -> Comparison:
    """A headline that one of the captures does not give is not known to have changed."""
    language = new.language or old.language
    known = bool(old.headline and new.headline)
    headlines = (old.headline, new.headline) if known else (None, None)
    noise = ([item for item in old.noise if item.rule != SILENT_RULE], new.noise)
    edits = compare_texts(before, after, language, noise, with_links=old.page == new.page)
    judgement = judge(edits, *headlines, before, after, language)
    return Comparison(judgement.edits, judgement.headline, cut_off, False, judgement, after)


def _completed(old: VersionText, new: VersionText) -> Comparison | None:
    """Compare with an old text that broke off as if it had gone on like the new one; None where it did not.

    Of a later version than the first the end was known: what it lacked was told as deleted, or was carried over.
    """
    if not (old.cut_off or (old.number == 1 and may_break_off(old.paragraphs))):  # which is cheaply seen
        return None
    missing = missing_end(new.paragraphs, old.paragraphs)
    if missing is None or not (old.cut_off or breaks_off(missing)):
        return None
    whole = carry_over(new.paragraphs, old.paragraphs, missing)
    found = _compare(old, new, whole, new.paragraphs, None)
    # However much was changed above: that a broken sentence goes on is evidence enough.
    evidence = looks_cut_off(missing, 0.0) if breaks_off(missing) else looks_cut_off(missing)
    if found.is_empty:
        found.completes = True
    elif not evidence:
        return None
    found.old_cut_off = _cut_off(missing, evidence, None)
    return found


def _cut_off(missing: MissingEnd, evidence: list[str], number: int | None) -> CutOff:
    return CutOff(evidence, missing.paragraphs, missing.characters, number)


def silent(old: VersionText, found: Comparison, again: Sequence[str] = ()) -> list[Noise]:
    """Return what changed in silence since a version was announced, by a comparison with what was compared last.

    Words that came in silence and went again are forgotten. ``again`` are words that were noise and count again, as
    are sentences that came without an edit: they stood in the noise of the other side.
    """
    texts = {item.text: None for item in old.noise if item.rule == SILENT_RULE}
    pairs: list[tuple[str | None, str | None]] = [(edit.old, edit.new) for edit in found.edits]
    if found.headline:
        pairs.append((found.headline.old, found.headline.new))
    gone = [before for before, _ in pairs if before and before not in texts]
    for before, _ in pairs:
        texts.pop(before or "", None)
    known, said = set(_sentences(old.paragraphs)), "\n".join(after for _, after in pairs if after)
    came = [text for key, text in _sentences(found.new_paragraphs).items() if key not in known and text not in said]
    for text in (*gone, *(after for _, after in pairs if after), *came, *again):
        texts[text] = None
    return [Noise(text, changing.REASON, SILENT_RULE) for text in list(texts)[-SILENT_MAX:]]


def _sentences(paragraphs: list[Paragraph]) -> dict[str, str]:
    texts = [p.text[start:end] for p in paragraphs for start, end in p.sentences or [(0, len(p.text))]]
    return {fold.fold(text): text for text in texts}


def with_carried_end(article: Cleaned, found: Comparison) -> Cleaned:
    """Return the article with the end that its capture lacked, and the note that it was taken over."""
    return replace(article, paragraphs=found.new_paragraphs, cut_off=found.cut_off)


def own_revision(old: VersionText, new: VersionText, found: Comparison, reverts_to: int | None) -> Event:
    """Say what was changed between two versions of a page."""
    value = _value("own_history", old, new, found)
    if reverts_to is not None:
        value["kind"], value["reverts_to"] = "revert", reverts_to
    identity = event_id(
        topology.REVISED, "own_history", new.page, old.number, new.number, old.text_hash, new.text_hash, JUDGEMENT
    )
    return Event(topology.REVISED, new.page, value, new.site, identity, new.captured_at)


def copy_revision(old: VersionText, new: VersionText) -> dict[str, Any] | None:
    """Return how a copy differs from the page captured before it as the value of ``article.revised``, or None."""
    found = compare_copies(old, new)
    if found.is_empty and found.cut_off is None:
        return None
    value = _value("copy", old, new, found)
    if found.cut_off:
        # Nothing was carried over into either page's text.
        value["disregarded"]["cut_off"] = replace(found.cut_off, carried_over_from=None)
    return value


def _value(basis: str, old: VersionText, new: VersionText, found: Comparison) -> dict[str, Any]:
    return {
        "page": new.page,
        "url": new.url,
        "site": new.site,
        "basis": basis,
        "from": _side(old),
        "to": _side(new),
        "captured_at": new.captured_at,
        "headline": headline_value(found.headline),
        "edits": [edit_value(edit) for edit in found.edits],
        "kind": found.judgement.kind,
        "significance": found.judgement.significance,
        "reverts_to": None,
        "disregarded": {
            "noise": _differing_noise(old, new),
            "cut_off": found.cut_off or found.old_cut_off,
        },
        "judgement": JUDGEMENT,
    }


def _side(version: VersionText) -> dict[str, Any]:
    return {
        "page": version.page,
        "url": version.url,
        "version": version.number,
        "captured_at": version.captured_at,
        "text_hash": version.text_hash,
    }


def headline_value(headline: HeadlineEdit | None) -> HeadlineEdit | None:
    """Return the change of a headline as it is published: its spans rebuild the new one to the sign."""
    if headline is None or headline.old is None or headline.new is None:
        return headline
    return replace(headline, spans=exact(headline.old, headline.new, headline.spans))


def edit_value(edit: Edit) -> dict[str, Any]:
    """Return an edit as it is published: its spans rebuild the new sentences to the sign."""
    both = edit.old is not None and edit.new is not None
    return {
        "op": edit.op,
        "old": edit.old,
        "new": edit.new,
        "old_position": _position(edit.old_position),
        "new_position": _position(edit.new_position),
        "spans": exact(edit.old or "", edit.new or "", edit.spans) if both else edit.spans,
        "signals": edit.signals,
        "kind": edit.kind,
    }


def _position(position: tuple[int, int] | None) -> dict[str, int] | None:
    return {"paragraph": position[0], "sentence": position[1]} if position else None


def _differing_noise(old: VersionText, new: VersionText) -> list[Any]:
    """Noise that only one side has: what a naive comparison would have reported. So it names what was muted since
    the old version was announced, too.
    """
    before = {fold.fold(n.text) for n in old.noise}
    after = {fold.fold(n.text) for n in new.noise}
    return [n for n in old.noise if fold.fold(n.text) not in after] + [
        n for n in new.noise if fold.fold(n.text) not in before
    ]
