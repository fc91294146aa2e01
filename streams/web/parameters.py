"""The query of a page's canonical address: without what only tells where a reader came from, and in one order.

Observed: the same article is linked with campaign tags, click identifiers and session numbers, in any order.

Decided: the parameters named in ``tracking.txt``, each with its reason there, are left out; all others stay. They are
sorted by name, because programs that build links give no fixed order and no news site answers by it; parameters of
one name keep their order, because that does carry meaning (``?tag=a&tag=b``). ``%20`` and ``+`` are both a space.

Deliberately missed: tracking under a name that somewhere chooses the article (``cid``, ``sid``, ``ei``).
"""

from __future__ import annotations

import re
from pathlib import Path

from streams.web.percent import normalised_value

TRACKING_FILE = Path(__file__).with_name("tracking.txt")
Conditions = dict[str, re.Pattern[str] | None]


def read_rules(text: str) -> tuple[Conditions, tuple[str, ...]]:
    """Return the names (each with the pattern its value must match, or None for any value) and the prefixes."""
    names: Conditions = {}
    prefixes: list[str] = []
    for line in text.splitlines():
        rule = line.strip()
        if not rule or rule.startswith("#"):
            continue
        name, condition, pattern = rule.partition("=")
        if name != name.lower() or name in names:
            raise ValueError(f"tracking rule {rule!r}: names are lower case and stand once")
        if name.endswith("*"):
            prefixes.append(name[:-1])
        else:
            names[name] = re.compile(pattern, re.IGNORECASE | re.ASCII) if condition else None
    return names, tuple(prefixes)


_NAMES, _PREFIXES = read_rules(TRACKING_FILE.read_text(encoding="utf-8"))


def is_tracking(name: str, value: str) -> bool:
    """Tell whether a parameter says nothing about which page is meant."""
    # ``&amp;`` copied out of HTML without being decoded is a common mistake: ?id=1&amp;utm_source=rss
    name = name.lower().removeprefix("amp;")
    if name in _NAMES:
        pattern = _NAMES[name]
        return pattern is None or pattern.fullmatch(value) is not None
    return name.startswith(_PREFIXES)


def normalised_query(query: str) -> str:
    """Return ``query`` (without its ``?``) percent-encoded in one way, without tracking, sorted by name."""
    kept: list[tuple[str, str]] = []
    for part in query.split("&"):
        if not part:
            continue
        name, sign, value = part.partition("=")
        name, value = normalised_value(name), normalised_value(value)
        if not is_tracking(name, value):
            kept.append((name, sign + value))
    kept.sort(key=lambda parameter: parameter[0])
    return "&".join(name + value for name, value in kept)
