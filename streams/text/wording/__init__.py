"""The noise wording of seven languages, made ready for looking up: one table of lines, one of words, few patterns.

All languages are tried on every text: the language of a page is a guess, and pages mix languages. Cues are kept apart
by language, so that a German word for *we* and a French one for *gift* never add up.
"""

from __future__ import annotations

import re

from streams.text.wording import dutch, english, french, german, italian, portuguese, spanish
from streams.text.wording.form import Wording

LANGUAGES: dict[str, Wording] = {
    "english": english.WORDING,
    "german": german.WORDING,
    "french": french.WORDING,
    "spanish": spanish.WORDING,
    "portuguese": portuguese.WORDING,
    "italian": italian.WORDING,
    "dutch": dutch.WORDING,
}
CUES = ("we", "you", "money", "support", "help", "media", "story", "free", "letter", "box", "sign", "ask", "said")
TOPICS = (
    "related", "comments", "cookie", "share", "advertisement", "newsletter", "subscription", "button", "boilerplate",
    "counter",
)  # fmt: skip
NETWORKS = (
    "facebook|twitter|x|instagram|whatsapp|linkedin|telegram|reddit|pinterest|tumblr|youtube|threads|bluesky|mastodon"
    "|tiktok|flipboard|messenger|pocket|email|e-mail|mail|google\\+|google news|google|snapchat|xing|truth social|weibo"
    "|skype|print|sms|vk|line|feedly|rss"
)
_SLOT = "{network}"
_CONTINUED = re.compile(r"\\\n\s*")


def _lines() -> dict[str, tuple[str, str]]:
    table: dict[str, tuple[str, str]] = {}
    for language, wording in LANGUAGES.items():
        for reason, lines in wording.lines.items():
            for line in " ".join(lines.split()).split(" / "):
                table.setdefault(line, (reason, language))
    return table


def _bits() -> dict[str, int]:
    table: dict[str, int] = {}
    width = len(CUES) + len(TOPICS)
    for position, wording in enumerate(LANGUAGES.values()):
        for number, name in enumerate(CUES + TOPICS):
            words = wording.cues.get(name, "") if number < len(CUES) else wording.topics.get(name, "")
            for word in words.split():
                table[word] = table.get(word, 0) | 1 << (position * width + number)
    return table


def _patterns() -> dict[int, tuple[str, str, re.Pattern[str]]]:
    found = {}
    width = len(CUES) + len(TOPICS)
    for position, (language, wording) in enumerate(LANGUAGES.items()):
        for number, reason in enumerate(TOPICS):
            joined = _CONTINUED.sub("", wording.patterns.get(reason, ""))
            lines = [line.strip() for line in joined.split("\n") if line.strip()]
            if lines:
                pattern = re.compile("|".join(lines).replace(_SLOT, NETWORKS))
                found[1 << (position * width + len(CUES) + number)] = reason, language, pattern
    return found


WIDTH = len(CUES) + len(TOPICS)
LINES = _lines()
BITS = _bits()
PATTERNS = _patterns()
TOPIC_BITS = sum(PATTERNS)
COUNTER_BITS = sum(bit for bit, (reason, _, _) in PATTERNS.items() if reason == "counter")
