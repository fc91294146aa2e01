"""Short lines that are not the article, known by their wording.

Observed: boxes without a telling name still say what they are, in a few dozen phrases.
Decided: a whole short line must match; what merely contains such words is text.
Deliberately missed: other languages than those listed, and house phrases, which the memory of a site learns.
"""

from __future__ import annotations

import re

from streams.html.runs import Run

LINE_CHARACTERS_MAX = 200
_LINES = {
    "advertisement": (
        "advertisements?|sponsored(?: content| post)?|ad|anzeige|werbung|publicité|publicidad|pubblicità|annons|advertentie",
        "advertisement ?[-–—:] ?.*",
        "(?:story|article) continues (?:below|after) (?:the |this )?(?:ad|advertisement)",
        ".*scroll (?:down )?to continue.*",
    ),
}
_COMPILED = [(reason, re.compile(rf"\W*(?:{'|'.join(lines)})\W*", re.IGNORECASE)) for reason, lines in _LINES.items()]


def spoken(run: Run) -> tuple[str, str] | None:
    """Return (reason, rule) where a short run's wording says that it is not the article."""
    if len(run.text) <= LINE_CHARACTERS_MAX:
        for reason, pattern in _COMPILED:
            if pattern.fullmatch(run.text):
                return reason, "wording"
    return None
