"""Names and quotations in a text, found by their signs alone: capitals and quotation marks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from streams.text.difference.opaque import readable
from streams.text.difference.vocabulary import GRAMMAR, OPENERS, vocabulary

# A dot inside belongs to the name, as in "Example.org" and "Prizes.Gov".
_WORD = re.compile(r"[^\W\d_](?:[^\W_]|['’\-‑](?=[^\W\d_])|\.(?=[a-z]{2}|(?:Gov|Com|Org|Net|Edu|Mil)(?!\w)))*")
# Lower-case words inside names, and what may stand between two capitals.
_PARTICLES = {
    "de",
    "da",
    "do",
    "dos",
    "du",
    "des",
    "van",
    "von",
    "der",
    "den",
    "di",
    "del",
    "la",
    "le",
    "bin",
    "al",
    "of",
}
# "Médicos en Acción", where "en" is neither "and" nor "a".
_EN_JOINS = ("en", "es", "fr")
_BETWEEN = re.compile(r"(?:\.? )$|\. ?$")
_CONTRACTED = re.compile(r".+(?:'(?:ve|re|ll|d|m)|n't)")
# A clock time before the first word of a live blog's entry.
_STAMP_BEFORE = re.compile(
    r"(?:\d[:.h]\d\d|\d)\s?(?:[ap]\.?m\b\.?)?\s*(?:GMT|BST|UTC|E[SD]T|P[SD]T|CES?T)?\s*$", re.IGNORECASE
)
_POSSESSIVE = re.compile(r"['’]s$")
# "(CDC)" behind the name that it stands for.
_SHORT_FORM = re.compile(r"\(([A-Z]{2,8})\)")
SHORT_FORM_WORDS_MAX = 16
_LABEL_CHARACTERS_MAX = 24
# Where so many words have capitals they say nothing: a headline.
_TITLE_SHARE = 0.6
_TITLE_WORDS_MIN = 4
QUOTED_CHARACTERS_MAX = 2_000
_QUOTED = re.compile(
    r"“([^“”]{1,2000})(?:”|$)|«([^«»]{1,2000})(?:»|$)|„([^„“”]{1,2000})(?:[“”]|$)|\"([^\"]{1,2000})\""
    r"|(?<!\w)‘([^‘]{1,2000}?)’(?!\w)|「([^「」]{1,2000})(?:」|$)|『([^『』]{1,2000})(?:』|$)"
)


@dataclass(frozen=True, slots=True)
class Stretch:
    """A name or the inside of a quotation at ``text[start:end]``."""

    start: int
    end: int
    text: str


def names(text: str, language: str | None) -> list[Stretch]:
    """Return runs of capitalised words that are likely names.

    The first word of the text or of a quotation counts only within a longer run. Words in capitals throughout are
    abbreviations and left out; so are months and weekdays. German writes all nouns like names: none are found there.
    """
    words = vocabulary(language)
    matches = list(_WORD.finditer(readable(text)))
    capitals = [match for match in matches if match.group()[0].isupper()]
    if words.nouns_capitalised or (len(matches) >= _TITLE_WORDS_MIN and len(capitals) > _TITLE_SHARE * len(matches)):
        return []
    found: list[Stretch] = []
    no_names = _no_names(language)
    run: list[re.Match[str]] = []
    for match in [*matches, None]:
        if match is not None and run and _continues(text, run[-1], match, language):
            run.append(match)
            continue
        stretch = _name(text, run, no_names)
        if stretch is not None:
            found.append(stretch)
        run = [match] if match is not None and match.group()[0].isupper() else []
    return _whole(text, matches, found)


def _whole(text: str, matches: list[re.Match[str]], found: list[Stretch]) -> list[Stretch]:
    """Join the parts of a name whose initials follow it: "Centers for Disease Control and Prevention (CDC)"."""
    for short in _SHORT_FORM.finditer(text):
        before = [match for match in matches if match.end() <= short.start()][-SHORT_FORM_WORDS_MAX:]
        first = _named_by(short.group(1), before)
        if first is None or text[before[-1].end() : short.start()].strip():
            continue
        start, end = first.start(), before[-1].end()
        outside = [item for item in found if item.end <= start or item.start >= end]
        found = sorted([*outside, Stretch(start, end, text[start:end])], key=lambda item: item.start)
    return found


def _named_by(short: str, words: list[re.Match[str]]) -> re.Match[str] | None:
    """Return the first of the words whose capitals, up to the last one, are those of a short form."""
    letters = ""
    for match in reversed(words):
        letters = initials(match.group())[:1] + letters
        if stands_for(short, letters):
            return match
        if len(letters) > len(short):
            return None
    return None


def stands_for(short: str, letters: str) -> bool:
    """Whether a short form is made of initials; it may lack the last: "CDC" for the Centers above."""
    return short == letters or (len(short) > 2 and short == letters[:-1])


def initials(name: str) -> str:
    """Return the first letters of the capitalised words of a name."""
    return "".join(word[0] for word in _WORD.findall(name) if word[0].isupper())


@cache
def _no_names(language: str | None) -> frozenset[str]:
    words = vocabulary(language)
    return OPENERS | GRAMMAR | {*words.months, *words.weekdays, *words.numbers, *words.ordinals, *words.scales}


def _continues(text: str, last: re.Match[str], match: re.Match[str], language: str | None) -> bool:
    word = match.group()
    if _POSSESSIVE.search(last.group()):
        return False  # what somebody has is another name
    joined = _BETWEEN.match(text[last.end() : match.start()]) is not None
    # A full stop joins only an initial ("J. Doe") or a title ("Mr. Doe").
    if "." in text[last.end() : match.start()] and len(last.group()) > 3:
        return False
    return joined and (
        word[0].isupper() or word in _PARTICLES or (word == "en" and (language or "en")[:2] in _EN_JOINS)
    )


def _name(text: str, run: list[re.Match[str]], no_names: frozenset[str]) -> Stretch | None:
    while run and (not run[-1].group()[0].isupper() or (len(run) > 1 and _word(run[-1]) in no_names)):
        run = run[:-1]
    while run and _is_common(text, run[0], alone=len(run) == 1, no_names=no_names):
        run = run[1:]
    if not run or all(_word(match) in no_names or match.group().isupper() for match in run):
        return None
    end = run[-1].end()
    if text[end - 2 : end] in ("'s", "’s"):
        end -= 2
    return Stretch(run[0].start(), end, text[run[0].start() : end])


def _word(match: re.Match[str]) -> str:
    return match.group().casefold().replace("’", "'")


def _is_common(text: str, match: re.Match[str], *, alone: bool, no_names: frozenset[str]) -> bool:
    """Whether a capital may be due to the place: a sentence, quotation or clause starts here."""
    word = _word(match)
    if word in no_names or _CONTRACTED.fullmatch(word):
        return True
    before = text[max(0, match.start() - _LABEL_CHARACTERS_MAX) : match.start()].rstrip()
    if not alone:
        return False
    return not before or before[-1] in "“”\"'‘«»„「『([:|–—-•*.!?…" or _STAMP_BEFORE.search(before) is not None


def name_words(text: str) -> set[str]:
    """Return the words of a text as they are cut in names, case-folded, without a genitive's ending."""
    return {_POSSESSIVE.sub("", word.casefold()) for word in _WORD.findall(text)}


def last_word(name: str) -> str:
    """Return the last word of a name, as ``name_words`` returns it."""
    return _POSSESSIVE.sub("", name.split()[-1].casefold())


def quotations(text: str) -> list[Stretch]:
    """Return what stands inside quotation marks; a mark that is never closed quotes to the end of the text."""
    found = []
    for match in _QUOTED.finditer(readable(text)):
        start, end = match.span(match.lastindex or 0)
        found.append(Stretch(start, end, text[start:end]))
    return found
