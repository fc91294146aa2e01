"""The particulars of a text: its numbers, dates and names, told from its other words.

Decided: by the look of the words alone, for all languages at once. A number has a digit or is spelled; months and
weekdays are known in six languages; a name has a capital letter that its place does not explain.

Deliberately missed: names in languages that capitalise every noun, or nothing; there numbers and dates must do.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from streams.text.fold import fold

TOKENS_MAX: Final = 4000  # alignment is quadratic; what follows does not change the impression
TITLE_CAPITALS: Final = (
    0.6  # share of capitalised words that makes a paragraph a title or a menu: they are no names there
)
NOUN_CAPITALS: Final = (
    0.27  # a language that capitalises its nouns (German: 0.3; English news: 0.05 to 0.22) shows no names
)

_NUMBER_WORDS_IN_A_ROW: Final = (
    "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen "
    "nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million billion "
    "second third fourth fifth sixth seventh eighth ninth tenth"
)
_MONTHS_IN_A_ROW: Final = (
    "january february march april may june july august september october november december "
    "jan feb mar apr jun jul aug sep sept oct nov dec "
    "januar februar märz mai juni juli oktober dezember janvier février mars avril juin juillet août septembre octobre "
    "novembre décembre enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre "
    "gennaio febbraio aprile maggio giugno luglio settembre ottobre dicembre janeiro fevereiro março maio junho julho "
    "setembro outubro novembro dezembro januari februari maart mei augustus"
)
_WEEKDAYS_IN_A_ROW: Final = (
    "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun "
    "montag dienstag mittwoch donnerstag freitag samstag sonntag lundi mardi mercredi jeudi vendredi samedi dimanche "
    "lunes martes miércoles jueves viernes sábado domingo lunedì martedì mercoledì giovedì venerdì sabato domenica "
    "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag"
)
_NUMBER_WORDS: Final = frozenset(_NUMBER_WORDS_IN_A_ROW.split())
_MONTHS: Final = frozenset(_MONTHS_IN_A_ROW.split())
_WEEKDAYS: Final = frozenset(_WEEKDAYS_IN_A_ROW.split())
_SMALL_KINDS: Final = (  # without a capital letter; the short names of the calendar ("may", "sun") are other words then
    {word: "month" for word in _MONTHS if len(word) >= 6}
    | {word: "weekday" for word in _WEEKDAYS if len(word) >= 5}
    | dict.fromkeys(_NUMBER_WORDS, "number")
)
_TOKEN: Final = re.compile(r"([^\W_]+(?:['.,:/][^\W_]+)*)|([.!?:;])")
_YEAR: Final = re.compile(r"(?:19|20)\d\d$")
_CLOCK: Final = re.compile(r"\d{1,2}:\d\d$")

DATE_KINDS: Final = frozenset({"weekday", "month", "day", "year", "clock"})
FIGURE_KINDS: Final = DATE_KINDS | {"number"}


@dataclass(slots=True)
class Tokens:
    """The words of a text in their folded form, and beside each its kind: number, name, a date kind or empty."""

    words: list[str]
    kinds: list[str]

    def names(self) -> list[str]:
        """Return every mention of a name, in order."""
        return [word for word, kind in zip(self.words, self.kinds, strict=True) if kind == "name"]


def _raw_words(paragraph: str) -> list[tuple[str, bool]]:
    """The words of a paragraph with their case, and whether the place explains a capital letter."""
    found: list[tuple[str, bool]] = []
    explained, before, capitals = True, "", 0
    for word, stop in _TOKEN.findall(fold(paragraph)):
        if stop:
            # "Gov.", "Mr.", "Sept.": a short capitalised word before a full stop is an abbreviation
            explained = not (stop == "." and before[:1].isupper() and len(before) <= 4)
            continue
        found.append((word, explained))
        capitals += word[0].isupper()
        explained, before = False, word
    if capitals > TITLE_CAPITALS * len(found):
        return [(word, True) for word, _ in found]
    return found


def _kind(word: str, low: str, explained: bool) -> str:
    """The kind of a word that has a digit in front or a capital letter in it."""
    if word[0].isdigit():
        if _YEAR.match(word):
            return "year"
        return "clock" if _CLOCK.match(word) else "number"
    if low in _NUMBER_WORDS:
        return "number"
    if low in _WEEKDAYS:
        return "weekday"
    if low in _MONTHS and not (explained and low == "may"):
        return "month"
    return "name" if word[0].isupper() and not explained and len(word) > 1 else ""


def tokens(paragraphs: list[str]) -> Tokens:
    """Return the words of a text with their kinds, at most ``TOKENS_MAX``.

    A name is a word with a capital letter that its place does not explain (the beginning of a sentence, a title), and
    that the text never writes without; elsewhere in the text it is a name then, too.
    """
    raw: list[tuple[str, bool]] = []
    for paragraph in paragraphs:
        raw += _raw_words(paragraph)
        if len(raw) >= TOKENS_MAX:
            break
    words: list[str] = []
    kinds: list[str] = []
    for word, explained in raw[:TOKENS_MAX]:
        if word.islower():  # nearly all
            words.append(word)
            kinds.append(_SMALL_KINDS.get(word, ""))
        else:
            words.append(word.casefold())
            kinds.append(_kind(word, words[-1], explained))
    _settle_names(raw, words, kinds)
    for place, kind in enumerate(kinds):
        if kind == "number" and "month" in kinds[max(0, place - 1) : place + 2]:
            kinds[place] = "day"
    return Tokens(words, kinds)


def _settle_names(raw: list[tuple[str, bool]], words: list[str], kinds: list[str]) -> None:
    """Decide which capitals are names, with the whole text in view."""
    small = {word for word, _ in raw if word.islower()}
    names = {word for word, kind in zip(words, kinds, strict=True) if kind == "name"} - small
    for place in range(len(kinds) - 1, 0, -1):
        before = words[place - 1]
        if kinds[place] == "name" and words[place] in names and not kinds[place - 1] and before not in small:
            names.add(before)  # "Jane Dowell" at the beginning of a sentence
            kinds[place - 1] = "name"
    for place, kind in enumerate(kinds):
        if kind in ("", "name"):
            capital = words[place] in names and not raw[place][0].islower()
            kinds[place] = "name" if capital else ""
    if kinds.count("name") > NOUN_CAPITALS * len(kinds):
        kinds[:] = ["" if kind == "name" else kind for kind in kinds]
