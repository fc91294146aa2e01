"""How the noise wording of one language is written down: see `Wording`. Data files hold nothing else."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Wording:
    """Noise wording of one language.

    ``lines``: by reason, whole lines parted by `` / ``: lower case, no marks at either end, numbers as ``0``.
    ``patterns``: by reason, one regular expression a line (a backslash at its end: goes on below, white space there is
    dropped) that must match all of a text's line; tried only where a word of the same reason in ``topics`` stands.
    ``cues``: words (lower case, apart at apostrophes) that count in the score of appeals and newsletter boxes:
    we, you, money (a gift), support, help (what support does), media (the trade), story (what it makes), free
    (paywalls, owners, independence), letter (newsletter), box (where it arrives), sign (signing up), ask (an
    imperative, where a sentence begins so),
    said (reporting: what is reported is no appeal).
    """

    lines: dict[str, str]
    patterns: dict[str, str]
    topics: dict[str, str]
    cues: dict[str, str] = field(default_factory=dict)
