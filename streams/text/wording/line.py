"""What a whole line says by itself: a known line, a known pattern, or a date. No neighbours are looked at."""

from __future__ import annotations

import re

from streams.text import datelines
from streams.text.wording import COUNTER_BITS, LINES, PATTERNS, TOPIC_BITS

# Lines of one word are headings of articles as often as buttons; these are not.
_PLAIN_WORDS = frozenset({"advertisement", "advertisements", "anzeige", "werbung", "publicité", "publicidad",
    "publicidade", "pubblicità", "advertentie", "annonce", "tweet", "retweet"})  # fmt: skip
# Questions that an interview may ask as well.
_QUESTIONS = frozenset({"what do you think", "what are your thoughts", "was denken sie", "was meinen sie",
    "qu'en pensez-vous", "¿qué opinas", "qué opinas", "o que você acha", "cosa ne pensi", "wat vindt u"})  # fmt: skip
_DIGIT = re.compile(r"\d")
_NUMBER = re.compile(r"\d+(?:[.,'\u00a0\u202f ]\d+)*")
_ENDS = ' \t\u00a0\u202f.!?:;,…*+-–—|·•●▪►▶→←↓↑»«›‹<>"“”„()[]{}#_=~✓✔×✕✖\ufe0f'
# The longest known line is shorter than this, the longest pattern matches no more.
LINE_MAX = 140
PATTERN_MAX = 420

_HALF_START = tuple(")]}”’,;)】」》")
_HALF_END = tuple("([{„‚«‹¿¡(【「《")


def is_half(text: str) -> bool:
    """Tell whether ``text`` begins with a closing mark or ends with an opening one: a sentence cut at a link.

    « at an end opens, except where it closes what » opened; “ opens, except where it closes what „ opened. » before a
    line is an ornament.
    """
    text = text.strip()
    if text.startswith(_HALF_START):
        return True
    if text.endswith("«"):
        return "»" not in text
    return text.endswith(_HALF_END) or (text.endswith("“") and "„" not in text)


def normal(text: str) -> str:
    """Return the form that lines and patterns are written in: lower case, straight apostrophes, single spaces."""
    low = text.lower()
    if not low.isascii():
        low = low.replace("’", "'").replace("‘", "'").replace("“", '"').replace("”", '"')
    return " ".join(low.split()) if "  " in low or not low.isprintable() else low.strip()


def known(low: str) -> tuple[int, str, str] | None:
    """Return (strength, reason, rule) of a line that is known word by word, or that is only a date.

    Strength 3 is noise; 2 is noise at the edge of the text or beside other noise; 1 is a bare date, at the edge only.
    """
    bare = low.strip(_ENDS)
    if not bare:
        return None
    if datelines.age(bare) == "labelled":
        return 3, "date_of_capture", "dateline:age"
    if _DIGIT.search(bare):
        date = datelines.kind(bare)
        if date:
            return (1 if date == "bare" else 3), "date_of_capture", f"dateline:{date}"
        bare = _NUMBER.sub("0", bare)
    found = LINES.get(bare)
    if found is None:
        return None
    reason, language = found
    weak = (" " not in bare and bare not in _PLAIN_WORDS) or bare in _QUESTIONS
    if weak and low.rstrip()[-1:] in {".", "!"} and " " not in bare:
        return None  # "Support." is somebody's sentence
    return (2 if weak else 3), reason, f"line:{language}"


def stamp(low: str, found: int) -> tuple[int, str, str] | None:
    """Return (3, reason, rule) of a sentence that only counts readers or says how old the page is; else None.

    For the first sentence of a paragraph, so stricter than a line: two words ("14 votes.") and a bare age may begin an
    article's paragraph as well.
    """
    low = low.strip(_ENDS)
    if low.count(" ") < 2 or datelines.age(low) == "bare":
        return None
    judged = known(low) or pattern(low, found & COUNTER_BITS)
    return judged if judged and (judged[1] == "counter" or judged[2] == "dateline:age") else None


def pattern(low: str, found: int) -> tuple[int, str, str] | None:
    """Return (3, reason, rule) where the line as a whole matches a pattern; ``found``: its topics, see `cues.bits`."""
    found &= TOPIC_BITS
    if not found or len(low) > PATTERN_MAX:
        return None
    line = (_NUMBER.sub("0", low) if _DIGIT.search(low) else low).strip(" *•·-–—►▶→»|>.!")
    while found:
        bit = found & -found
        reason, language, expression = PATTERNS[bit]
        if expression.fullmatch(line):
            return 3, reason, f"pattern:{language}"
        found ^= bit
    return None
