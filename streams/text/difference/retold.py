"""retold: a fact that left one sentence and is told by another has neither come nor gone.

Observed: who says something moves from the end of a sentence to the start of the next, and a name that a paragraph
loses stands in the paragraph that was added before it. Each edit by itself reports a name taken out or come in.

Decided: a signal of one side is taken off where another edit tells the same words on its other side only. Numbers stay
reported: "three" here and "three" there are seldom the same fact. Notes of editors tell nothing anew: they name what
was wrong.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from streams.records import Edit, Signal
from streams.text.fold import fold

RETOLD = ("name", "quote", "attribution", "date")
# More edits than that are a rewrite, in which single facts are not followed.
EDITS_MAX = 200


def take_off_retold(edits: Sequence[Edit], notes: Collection[int]) -> None:
    """Take the signals of facts that another edit retells off ``edits``, in place; ``notes`` are editors' notes."""
    if not 1 < len(edits) <= EDITS_MAX or not any(map(_is_one_sided, (s for edit in edits for s in edit.signals))):
        return
    sides = [(fold(edit.old or "").casefold(), fold(edit.new or "").casefold()) for edit in edits]
    tellers = [at for at in range(len(edits)) if at not in notes]
    for at, edit in enumerate(edits):
        others = [sides[other] for other in tellers if other != at]
        edit.signals = [signal for signal in edit.signals if not _is_retold(signal, others)]


def _is_one_sided(signal: Signal) -> bool:
    return signal.type in RETOLD and (signal.old is None) != (signal.new is None)


def _is_retold(signal: Signal, others: Sequence[tuple[str, str]]) -> bool:
    if not _is_one_sided(signal):
        return False
    words = re.compile(rf"(?<!\w){re.escape(fold(signal.old or signal.new or '').casefold())}(?!\w)")
    here, there = (1, 0) if signal.new is None else (0, 1)
    return any(words.search(sides[here]) and not words.search(sides[there]) for sides in others)
