"""What is put into the full-text index, and how a question becomes an expression that the index answers.

Observed: newest first is the order that people want, and an index whose rows are numbered by sequence gives it without
sorting, if it alone decides what fits. A commonest word with a rare filter is slow only where the filter is looked at
row by row outside of the index.

Decided: every filter is a word of the index, in a column of its own (``facets``): site, kind, signal, page, day. One
expression answers words and filters together, in the order of rows, and stops at the limit. A range of times is its
days, whole months and whole years; a least significance its tenths and hundredths. Scripts without spaces between
words give one token a character, and a word of theirs is asked for as a phrase (against a trigram index: a quarter of
the size, a sixth of the time, and words of two characters are found).

Deliberately missed: stems and synonyms; order by relevance.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from hashlib import sha256
from typing import Any

CHARACTERS_MAX = 400_000  # of one column of one event
TERMS_MAX = 24
QUESTION_CHARACTERS_MAX = 500
BEGINNING_CHARACTERS_MIN = 3  # two letters begin thousands of words: over a second in a million revisions
_SINGLE = re.compile(
    "([\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff])"
)
_TERM = re.compile(r'(-?)(?:"([^"]*)"?|([^\s"]+))')
_FIRST_DAY = date(1970, 1, 1)

ANYWHERE = "{headline old new removed inserted}"
OF_A_PAGE = "{headline text}"


class BadQuestion(ValueError):
    """A question that the index cannot be asked; the message says why, in a sentence for people."""


def indexed(text: str | None) -> str:
    """Return text as it goes into the index."""
    if not text:
        return ""
    cut = text[:CHARACTERS_MAX]
    return _SINGLE.sub(r" \1 ", cut) if _SINGLE.search(cut) else cut


@lru_cache(maxsize=20_000)  # sites and pages come again and again
def facet(sort: str, text: str) -> str:
    """Return the word that stands for a filter: letters and digits only, whatever ``text`` holds."""
    return sort + sha256(text.encode()).hexdigest()[:14]


def asked(question: str, columns: str) -> str:
    """Return the expression for a question of words, "phrases", beginnings* and -exclusions; raises BadQuestion."""
    if len(question) > QUESTION_CHARACTERS_MAX:
        raise BadQuestion(f"it is longer than {QUESTION_CHARACTERS_MAX} characters")
    wanted: list[str] = []
    unwanted: list[str] = []
    for minus, phrase, word in _TERM.findall(question):
        term = _quoted(phrase or word)
        if term:
            (unwanted if minus else wanted).append(term)
    if not wanted:
        raise BadQuestion("it holds no word that must occur")
    if len(wanted) + len(unwanted) > TERMS_MAX:
        raise BadQuestion(f"it has more than {TERMS_MAX} words")
    expression = f"{columns} : ({' AND '.join(wanted)})"
    return f"({expression} NOT {columns} : ({' OR '.join(unwanted)}))" if unwanted else f"({expression})"


def _quoted(text: str) -> str:
    """Return a term as a string of the index's language; empty where no letter or digit is in it."""
    if not any(character.isalnum() for character in text):
        return ""
    beginning = ""
    if text.endswith("*") and not _SINGLE.search(text):
        beginning = "*"
        if len(text.strip("*")) < BEGINNING_CHARACTERS_MIN:
            raise BadQuestion(f"a beginning* has at least {BEGINNING_CHARACTERS_MIN} letters")
    clean = "".join(character if character.isprintable() and character != '"' else " " for character in text)
    return f'"{indexed(clean).strip()}"{beginning}'


def any_of(words: Iterable[str]) -> str:
    """Return the expression for a filter: one of these facets."""
    return f"facets : ({' OR '.join(words)})"


def revision_words(value: dict[str, Any]) -> tuple[str, ...]:
    """Return the columns of a revision: headline, old, new, removed, inserted, facets."""
    headline = value["headline"] or {"old": None, "new": None, "spans": []}
    edits = value["edits"]
    cut = [_cut(each) for each in (headline, *edits)]
    return (
        indexed(" ".join(filter(None, (headline["old"], headline["new"])))),
        indexed("\n".join(edit["old"] for edit in edits if edit["old"] and edit["old"] != edit["new"])),
        indexed("\n".join(edit["new"] for edit in edits if edit["new"])),
        indexed("\n".join(removed for removed, _ in cut if removed)),
        indexed("\n".join(inserted for _, inserted in cut if inserted)),
        " ".join(_revision_facets(value)),
    )


def _cut(edit: dict[str, Any]) -> tuple[str, str]:
    """Return the words that an edit took out and those that it put in."""
    old, new = edit["old"] or "", edit["new"] or ""
    if edit.get("op") == "moved":
        return "", ""
    if not edit["spans"]:
        return (old, new) if not (old and new) else ("", "")
    removed = " … ".join(old[slice(*span["old"])] for span in edit["spans"])
    return removed, " … ".join(new[slice(*span["new"])] for span in edit["spans"])


def _revision_facets(value: dict[str, Any]) -> list[str]:
    signals = {
        signal["type"] for edit in (value["headline"] or {"signals": []}, *value["edits"]) for signal in edit["signals"]
    }
    kinds = {value["kind"], *(edit["kind"] for edit in value["edits"])}
    hundredths = int(value["significance"] * 100)
    day = value["captured_at"][:10].replace("-", "")
    return [
        facet("s", value["site"]),
        facet("p", value["page"]),
        facet("b", value["basis"]),
        facet("k", value["kind"]),
        *sorted(facet("e", kind) for kind in kinds),
        *sorted(facet("g", signal) for signal in signals),
        f"h{hundredths}",
        *(f"t{tenth}" for tenth in range(hundredths // 10 + 1)),
        f"y{day[:4]}",
        f"m{day[:6]}",
        f"d{day}",
    ]


def page_words(value: dict[str, Any]) -> tuple[str, ...]:
    """Return the columns of a page's newest version: headline, text, facets."""
    text = "\n".join(paragraph["text"] for paragraph in value["paragraphs"])
    facets = [facet("s", value["site"])]
    if value["language"]:
        facets.append(facet("l", primary(value["language"])))
    return indexed(value["headline"]), indexed(text), " ".join(facets)


def primary(language: str) -> str:
    """Return the first part of a language tag, in lower case: ``pt`` of ``pt-BR``."""
    return language.replace("_", "-").split("-")[0].lower()


def at_least(significance: float) -> str:
    """Return the expression for a least significance; what it lets through below that is less than a hundredth."""
    hundredths = int(significance * 100)
    words = [f"h{n}" for n in range(hundredths, (hundredths // 10 + 1) * 10) if n <= 100]
    if hundredths < 100:
        words.append(f"t{hundredths // 10 + 1}")
    return any_of(words)


def between(first_us: int, last_us: int) -> str:
    """Return the expression for a range of times in microseconds, widened to whole days."""
    return any_of(_days(_day(first_us), _day(last_us)))


def _day(microseconds: int) -> date:
    return datetime.fromtimestamp(microseconds // 1_000_000, UTC).date()


def _days(day: date, last: date) -> list[str]:
    """Cover days from first to last by years, months and days: a few dozen words at the most, but for the years."""
    words = []
    while day <= last:
        end_of_month = day.replace(day=calendar.monthrange(day.year, day.month)[1])
        if day.month == day.day == 1 and day.replace(month=12, day=31) <= last:
            words.append(f"y{day:%Y}")
            day = day.replace(month=12, day=31)
        elif day.day == 1 and end_of_month <= last:
            words.append(f"m{day:%Y%m}")
            day = end_of_month
        else:
            words.append(f"d{day:%Y%m%d}")
        day += timedelta(days=1)
    return words
