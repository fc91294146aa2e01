"""What a text states, with its place: numbers, dates, names, addresses, and what is quoted."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from streams.records import Signal, Span
from streams.text.difference.names import Stretch, names, quotations
from streams.text.difference.opaque import DOCUMENT
from streams.text.difference.quantities import moments, quantities
from streams.text.difference.tokens import is_word, tokens
from streams.text.difference.vocabulary import SPEAKING, vocabulary
from streams.text.fold import fold

# Cuts what a reader of the signal needs to see of a quotation.
VALUE_CHARACTERS_MAX = 300
# A quotation of fewer words is a title or a term: with a verb of saying, with marks that set speech off, with neither,
# and with both ("No comment," she said).
STATEMENT_WORDS_MIN = 3
SET_OFF_WORDS_MIN = 4
SENTENCE_WORDS_MIN = 8
ANSWER_WORDS_MIN = 2
_SET_OFF_BEHIND = re.compile(r"[ \u00a0]?[”\"»“’›]?,")
_SET_OFF_BEFORE = re.compile(r"[:,][ \u00a0]?[„“\"«‘‹][ \u00a0]?$")

_BEFORE_PRONOUN = re.compile(r"\b(?:no|any|some|every|each|this|that|which|another) $", re.IGNORECASE)
_BEHIND_PRONOUN = re.compile(r"['’]s\b| (?:another|can|could|must|should|may|might|would)\b", re.IGNORECASE)
LABEL_CHARACTERS_MAX = 24
_LABEL = re.compile(
    r"(?:§+|\b(?:Sections?|Sec\.|Title|Articles?|Chapter|Rule|Form|Paragraph|Artikel|Abs(?:atz|\.)|Kapitel|Art\."
    r"|Chapitre|Art[ií]culos?|Cap[ií]tulo|Artigos?|Articol[oi]|Capitolo|Hoofdstuk))[ \u00a0]$",
    re.IGNORECASE,
)
# A law known by its number: "508-compliant", "the revised 508 Standards".
_NAMED_BY_NUMBER = re.compile(r"[ -](?:compliant|compliance|Standards?\b|Refresh\b|Amendments?\b)")
_DOCUMENT = re.compile(DOCUMENT)
DOCUMENT_UNIT = "document"
_LINE_START = re.compile(r"(?:^|\n)[ \t]*$")

# In small letters: "Example.org" is as likely a name.
_BARE_ADDRESS = re.compile(
    r"(?<![\w.@/+-])(?:[\w.+-]{1,64}@(?:[\w-]{1,63}\.){1,5}[a-z]{2,}(?![\w-])"
    r"|(?:[a-z0-9-]{1,63}\.){1,5}(?:gov|com|org|net|edu|mil|int|info|eu|de|fr|es|it|nl|pt|ch|at|uk|br|mx)(?![\w@-])"
    r"(?:/[^\s<>()\[\]\"”]*[\w/=])?)"
)


@dataclass(frozen=True, slots=True)
class Mention:
    """A fact at a place of one side; ``sense`` is what is compared, ``value`` orders numbers of one ``unit``."""

    start: int
    end: int
    text: str
    sense: tuple[str, ...]
    value: Decimal | None = None
    unit: str = ""


def numbers_of(text: str, language: str | None) -> list[Mention]:
    """Return the numbers of a text that are no part of a date, and those of documents ("M-17-06")."""
    taken = moments(text, language)
    found = [
        Mention(item.start, item.end, text[item.start : item.end], item.sense, item.value, item.unit)
        for item in quantities(text, language, taken)
        if not _is_pronoun(text, item.start, item.end)
    ]
    documents = list(_DOCUMENT.finditer(text))
    if documents:
        found += [Mention(m.start(), m.end(), m.group(), (m.group(),), unit=DOCUMENT_UNIT) for m in documents]
        found.sort(key=lambda item: item.start)
    return found


def _is_pronoun(text: str, start: int, end: int) -> bool:
    """Tell "no one", "one another" and "one can see" from a count."""
    if text[start:end].casefold() != "one":
        return False
    return _BEFORE_PRONOUN.search(text[max(0, start - 10) : start]) is not None or bool(
        _BEHIND_PRONOUN.match(text[end:])
    )


def without_labels(mentions: list[Mention], text: str) -> list[Mention]:
    """Without numbers that only name a law or a part of one ("Section 508", "§ 12"), or that count a list's items."""
    return [item for item in mentions if not _is_label(item, text)]


def _is_label(item: Mention, text: str) -> bool:
    before = text[max(0, item.start - LABEL_CHARACTERS_MAX) : item.start]
    if _LABEL.search(before) or _NAMED_BY_NUMBER.match(text[item.end :]):
        return True
    return text[item.end : item.end + 1] in (".", ")") and _LINE_START.search(before) is not None


def dates_of(text: str, language: str | None) -> list[Mention]:
    """Return dates, weekdays, years and times of day."""
    return [Mention(item.start, item.end, text[item.start : item.end], item.sense) for item in moments(text, language)]


def names_of(text: str, language: str | None) -> list[Mention]:
    """Return likely names, compared without regard to case."""
    return [Mention(item.start, item.end, item.text, (fold(item.text).casefold(),)) for item in names(text, language)]


def links_of(text: str) -> list[Mention]:
    """Return the addresses that a text shows, of pages, of mail, and of hosts alone ("login.example.gov")."""
    if "." not in text:
        return []
    shown = [token for token in tokens(text) if token.key.startswith(("http://", "https://", "www."))]
    found = [Mention(token.start, token.end, token.key, (token.key,)) for token in shown]
    for match in _BARE_ADDRESS.finditer(text):
        if not any(item.start < match.end() and match.start() < item.end for item in found):
            found.append(Mention(match.start(), match.end(), match.group(), (match.group(),)))
    return sorted(found, key=lambda item: item.start)


def addresses_alone(text: str) -> list[Mention]:
    """Return the addresses that are lines of their own."""
    lines = {line.strip(" \t<>[]()") for line in text.split("\n")}
    return [item for item in links_of(text) if item.text in lines]


def quotes_of(text: str, language: str | None) -> list[Mention]:
    """What somebody is quoted as saying, compared by its words; terms, titles and names in quotation marks are not."""
    return [
        Mention(item.start, item.end, item.text[:VALUE_CHARACTERS_MAX], _said(item.text))
        for item in quotations(text)
        if _is_speech(item, text, language)
    ]


def _is_speech(item: Stretch, text: str, language: str | None) -> bool:
    """Tell speech by its length and its signs: a verb of saying beside it, and the marks that set it off."""
    said = _said(item.text)
    outside = tokens(text[: item.start] + " " + text[item.end :])
    sayings = vocabulary(language).sayings | SPEAKING
    by_verb = any(token.key.casefold() in sayings for token in outside)
    by_marks = (
        item.text.rstrip()[-1:] in ",.!?…"
        or _SET_OFF_BEHIND.match(text[item.end :]) is not None
        or _SET_OFF_BEFORE.search(text[: item.start]) is not None
    )
    if text[item.start - 1] in "「『":
        return len(said) >= STATEMENT_WORDS_MIN
    if by_verb and by_marks:
        return len(said) >= ANSWER_WORDS_MIN
    if 2 * sum(word[0].isupper() for word in said) >= len(said):
        return False  # titles have capitals on most words; people do not speak so
    return len(said) >= (STATEMENT_WORDS_MIN if by_verb else SET_OFF_WORDS_MIN if by_marks else SENTENCE_WORDS_MIN)


def _said(text: str) -> tuple[str, ...]:
    return tuple(token.key for token in tokens(text) if is_word(token.key))


def statements(mentions: list[Mention], here: str, other: str) -> list[Mention]:
    """Quotations without those that only repeat what the other side says once: titles of links."""
    if not mentions:
        return mentions
    own, said = _sequence(_said(here)), _sequence(_said(other))
    return [item for item in mentions if not 0 < said.count(_sequence(item.sense)) < own.count(_sequence(item.sense))]


def _sequence(words: tuple[str, ...]) -> str:
    """Words as a string in which rows of words can be found."""
    return "".join(f"<{word}>" for word in words)


def marked(old: str, new: str, spans: list[Span], language: str | None) -> list[Signal]:
    """Statements around which quotation marks came or went while their words stayed: whose words they are changed."""
    if not any(_is_mark(old[slice(*span.old)]) or _is_mark(new[slice(*span.new)]) for span in spans):
        return []
    before, after = (
        [item for item in quotes_of(text, language) if len(item.sense) >= STATEMENT_WORDS_MIN] for text in (old, new)
    )
    lost, gained = not_told(before, after), not_told(after, before)
    said_before, said_after = _sequence(_said(old)), _sequence(_said(new))
    signals = [signal_of("quote", item, None) for item in lost if _sequence(item.sense) in said_after]
    return signals + [signal_of("quote", None, item) for item in gained if _sequence(item.sense) in said_before]


def _is_mark(text: str) -> bool:
    return fold(text).strip(" .,") == "'"


def not_told(mentions: list[Mention], other: list[Mention]) -> list[Mention]:
    """Without those that the other side tells as well, if less often."""
    senses = {item.sense for item in other}
    return [item for item in mentions if item.sense not in senses]


def signal_of(kind: str, old: Mention | None, new: Mention | None) -> Signal:
    """Return a signal of ``kind``, with the direction where numbers of one unit changed."""
    signal = Signal(kind, old.text if old else None, new.text if new else None)
    if old and new and old.value is not None and new.value is not None and old.unit == new.unit:
        signal.direction = "up" if new.value > old.value else "down"
    return signal
