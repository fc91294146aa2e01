"""Texts out of patterns: ``{name}`` is a word of the story or another pattern, ``[this|that]`` one of several."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from random import Random

_PARTS = re.compile(r"\{([a-z_]+)\}|\[([^\[\]]*)\]")

Rules = dict[str, tuple[str, ...] | Callable[[Random], str]]  # a word or pattern of several, or drawn anew each time
Part = tuple[str, str | tuple[tuple["Part", ...], ...]]


@cache
def _compiled(pattern: str) -> tuple[Part, ...]:
    parts: list[Part] = []
    at = 0
    for match in _PARTS.finditer(pattern):
        if match.start() > at:
            parts.append(("text", pattern[at : match.start()]))
        if match.group(1):
            parts.append(("slot", match.group(1)))
        else:
            parts.append(("choice", tuple(_compiled(one) for one in match.group(2).split("|"))))
        at = match.end()
    if at < len(pattern):
        parts.append(("text", pattern[at:]))
    return tuple(parts)


def expand(pattern: str, rules: Rules, random: Random) -> str:
    """Return a text of the pattern; KeyError where it names what ``rules`` does not have."""
    return "".join(_texts(_compiled(pattern), rules, random))


def _texts(parts: tuple[Part, ...], rules: Rules, random: Random) -> list[str]:
    found: list[str] = []
    for sort, value in parts:
        if isinstance(value, tuple):
            found.extend(_texts(random.choice(value), rules, random))
        elif sort == "text":
            found.append(value)
        elif callable(choices := rules[value]):
            found.append(choices(random))
        else:
            found.extend(_texts(_compiled(random.choice(choices)), rules, random))
    return found


def sentence(pattern: str, rules: Rules, random: Random) -> str:
    """Return a text with a capital at its beginning, behind an opening quotation mark too."""
    text = expand(pattern, rules, random)
    at = 1 if text.startswith("“") else 0
    return text[:at] + text[at].upper() + text[at + 1 :]
