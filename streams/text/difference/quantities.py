"""Numbers and dates in a text, with their value, so that "four" and "4" are the same and 1.2m is more than 900,000."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cache, lru_cache

from streams.text.difference.opaque import readable
from streams.text.difference.tokens import SINGLE
from streams.text.difference.vocabulary import Vocabulary, vocabulary

_CURRENCIES = {"$": "$", "€": "€", "£": "£", "¥": "¥", "₹": "₹", "us$": "$"}
_CURRENCY_WORDS = {
    "dollar": "$",
    "dollars": "$",
    "usd": "$",
    "euro": "€",
    "euros": "€",
    "eur": "€",
    "pound": "£",
    "pounds": "£",
    "gbp": "£",
    "yen": "¥",
    "rupees": "₹",
}
_PERCENT = {"%", "percent", "pct", "prozent", "percento", "procent"}
_PERCENT_TWO = {"per cent", "pour cent", "por ciento", "por cento", "per cento"}
# The unit of "third" and "3rd".
ORDINAL = "th"
DIGITS_MAX = 30
# Commas between numbers of which the last has not the three digits of a group: "3,4,5", "12,14,16".
_ENUMERATION = re.compile(r"\d{1,3}(?:,\d{1,2}){2,}")
# In scripts without spaces, and in Korean, words follow a number directly.
_OPEN = f"{SINGLE}\uac00-\ud7af"
_NO_LETTER_BEFORE, _NO_LETTER_BEHIND = rf"(?<![^\W{_OPEN}])", rf"(?![^\W{_OPEN}])"
# A Chinese numeral is one only before something counted: others are parts of words and names.
_HAN_DIGITS = {
    sign: value
    for value, signs in enumerate(["〇零", "一", "二两", "三", "四", "五", "六", "七", "八", "九"])
    for sign in signs
}
_HAN_SCALES = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "萬": 10**4, "億": 10**8, "亿": 10**8}
# Written on to a time of day.
_ZONES = r"[ECMP][SD]?T|CES?T|GMT|UTC|BST|ME[SZ]Z?|Uhr|h"
_HAN = (
    rf"[{''.join([*_HAN_DIGITS, *_HAN_SCALES])}]{{1,12}}(?=[人名個个件回次時时間间円元歳岁％%只頭头倍社校票点年月日]|$)"
)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number at ``text[start:end]``: its value and its unit ("%", a currency, "th" for ordinals, or "")."""

    start: int
    end: int
    value: Decimal
    unit: str

    @property
    def sense(self) -> tuple[str, str]:
        """What is compared: value and unit."""
        return str(self.value.normalize()), self.unit


@dataclass(frozen=True, slots=True)
class Moment:
    """A date, weekday, year or time of day at ``text[start:end]``; ``sense`` is what is compared."""

    start: int
    end: int
    sense: tuple[str, ...]


@cache
def _patterns(language: str | None) -> tuple[re.Pattern[str], re.Pattern[str]]:
    words = vocabulary(language)
    spelled = sorted({*words.numbers, *words.scales} - {"m", "k", "b"}, key=len, reverse=True)
    spelled_pattern = rf"(?:{'|'.join(map(re.escape, spelled))})" if spelled else r"(?!)"
    scales = "|".join(sorted(map(re.escape, words.scales), key=len, reverse=True)) or r"(?!)"
    scale = rf"(?:[ \u00a0-]?(?P<scale>{scales}))?{_NO_LETTER_BEHIND}"
    ordinals = "|".join(words.ordinals) or r"(?!)"
    number = re.compile(
        rf"(?P<currency>US\$|[$€£¥₹])?[ \u00a0]?{_NO_LETTER_BEFORE}(?<![.,])(?<![^\W\d_][-‑])"
        rf"(?P<digits>\d+(?:[.,\u00a0\u202f]\d+)*)(?:(?P<suffix>st|nd|rd|th)|km|kg|cm|mm|ft|lbs?|mph|p|s)?{scale}"
        rf"|(?<![\w-])(?P<words>{spelled_pattern}(?:(?:[ -]|[ ]and[ ]){spelled_pattern})*)(?![\w-])"
        rf"|(?<![\w-])(?P<ordinal>{ordinals})(?![\w-])|(?P<han>{_HAN})",
        re.IGNORECASE,
    )
    months = "|".join(sorted(map(re.escape, words.months), key=len, reverse=True)) or r"(?!)"
    days = "|".join(sorted(map(re.escape, words.weekdays), key=len, reverse=True)) or r"(?!)"
    moment = re.compile(
        rf"{_NO_LETTER_BEFORE}(?:(?:\d{{4}}年)?(?:\d{{1,2}}月)?\d{{1,2}}日|(?:\d{{4}}年)?\d{{1,2}}月|\d{{4}}年"
        r"|(?P<iso>\d{4}-\d\d-\d\d)(?:T(?P<at>\d\d:\d\d(?::\d\d(?:\.\d+)?)?)(?:Z|[+-]\d\d:?\d\d)?)?"
        rf"|(?P<slashed>\d{{1,2}}[/.]\d{{1,2}}[/.](?:\d{{4}}|\d\d))"
        rf"|(?P<day>\d{{1,2}}(?:[-–]\d{{1,2}})?)(?:st|nd|rd|th|er|º|\.)?[ ](?:de[ ]|of[ ])?(?P<month>{months})\.?"
        r"(?:[ ,]+(?:de[ ]|del[ ])?(?P<year>\d{4}))?"
        rf"|(?P<month2>{months})\.?(?:[ ](?P<day2>\d{{1,2}}(?:[-–]\d{{1,2}})?)(?:st|nd|rd|th)?(?!\d))?"
        r"(?:,?[ ](?:de[ ])?(?P<year2>\d{4}))?"
        rf"|(?P<weekday>{days})"
        rf"|(?P<clock>\d{{1,2}}(?:[:.]\d\d)?)[ ]?(?P<half>[ap]\.?m\b\.?)"
        rf"|(?P<clock24>\d{{1,2}}:\d\d(?::\d\d)?)(?![:\d])(?:[ ][+-]\d\d:?\d\d|{_ZONES})?"
        rf"|(?P<alone>(?:19|20)\d\d)(?![\w.,]\d|\w)){_NO_LETTER_BEHIND}",
        re.IGNORECASE,
    )
    return number, moment


# Kind, numbers and dates of one edit all ask for them.
@lru_cache(maxsize=16)
def moments(text: str, language: str | None) -> tuple[Moment, ...]:
    """Return the dates, weekdays, years and times of day of a text."""
    words = vocabulary(language)
    return tuple(
        Moment(match.start(), _end(match), _moment_sense(match, words))
        for match in _patterns(language)[1].finditer(readable(text))
        if not _is_verb_or_name(match)
    )


def _is_verb_or_name(match: re.Match[str]) -> bool:
    """ "may" and "march" are months only with a capital, and with a number beside them."""
    month = match["month2"]
    if not month or match["day2"] or match["year2"]:
        return False
    return month[0].islower() or month.casefold() in ("may", "march", "mar", "mai")


def _end(match: re.Match[str]) -> int:
    """A stop behind a month mostly ends the sentence."""
    return match.end() - (match.group().endswith(".") and not match["half"])


def _moment_sense(match: re.Match[str], words: Vocabulary) -> tuple[str, ...]:
    found = match.groupdict()
    if found["month"] or found["month2"]:
        month = words.months.get((found["month"] or found["month2"]).casefold(), 0)
        day = found["day"] or found["day2"] or "0"
        days = "-".join(str(int(part)) for part in re.split("[-–]", day))
        return "date", found["year"] or found["year2"] or "", str(month), days
    if found["iso"]:
        year, number, day = found["iso"].split("-")
        return "date", year, str(int(number)), str(int(day)), *filter(None, [found["at"]])
    if found["weekday"]:
        return "weekday", str(words.weekdays.get(found["weekday"].casefold(), 0))
    if found["clock"]:
        clock = found["clock"].replace(".", ":").removesuffix(":00")
        return "clock", clock, found["half"][0].casefold()
    if found["clock24"]:
        return "written", found["clock24"]
    return "written", match.group()


def quantities(text: str, language: str | None, taken: Sequence[Moment]) -> list[Quantity]:
    """Return the numbers of a text that are no part of the moments ``taken``."""
    words = vocabulary(language)
    ends = [moment.end for moment in taken]
    found = []
    for match in _patterns(language)[0].finditer(readable(text)):
        if match["digits"] and _ENUMERATION.fullmatch(match["digits"]):
            found += _enumerated(match, taken, ends)
            continue
        value = _value(match, words)
        start = match.end() - len(match.group().lstrip())
        at = bisect_right(ends, start)
        if value is None or (at < len(taken) and taken[at].start < match.end()):
            continue
        end, unit = _unit(text, match.end())
        if match["ordinal"] or match["suffix"]:
            end, unit = match.end(), ORDINAL
        elif match["currency"]:
            unit = _CURRENCIES[match["currency"].casefold()]
        found.append(Quantity(start, end, value, unit))
    return found


def _enumerated(match: re.Match[str], taken: Sequence[Moment], ends: list[int]) -> list[Quantity]:
    """The numbers of a row as "3,4,5", which is none of thousands."""
    found = []
    for item in re.finditer(r"\d{1,30}", match["digits"]):
        start, end = item.start() + match.start("digits"), item.end() + match.start("digits")
        at = bisect_right(ends, start)
        if at == len(taken) or taken[at].start >= end:
            found.append(Quantity(start, end, Decimal(item.group()), ""))
    return found


def _unit(text: str, end: int) -> tuple[int, str]:
    """The unit behind a number, and where it ends."""
    behind = re.match(r"[ \u00a0\u202f-]?(%|[^\W\d_]+)(?:[ ]([^\W\d_]+))?", text[end : end + 30])
    if behind is None:
        return end, ""
    first, two = behind[1].casefold(), f"{behind[1]} {behind[2]}".casefold()
    if two in _PERCENT_TWO:
        return end + behind.end(2), "%"
    if first in _PERCENT:
        return end + behind.end(1), "%"
    return (end + behind.end(1), _CURRENCY_WORDS[first]) if first in _CURRENCY_WORDS else (end, "")


def _value(match: re.Match[str], words: Vocabulary) -> Decimal | None:
    if match["ordinal"]:
        return Decimal(words.ordinals[match["ordinal"].casefold()])
    if match["han"]:
        return _han(match["han"])
    return _spelled(match["words"], words) if match["words"] else _digits(match, words)


def _digits(match: re.Match[str], words: Vocabulary) -> Decimal | None:
    digits = match["digits"].replace("\u00a0", "").replace("\u202f", "")
    if len(digits) > DIGITS_MAX:
        return None
    decimal, grouping = (",", ".") if words.decimal_comma else (".", ",")
    if digits.count(decimal) > 1:
        digits = digits.replace(decimal, "")
    try:
        value = Decimal(digits.replace(grouping, "").replace(decimal, "."))
    except InvalidOperation:
        return None
    return value * words.scales[match["scale"].casefold()] if match["scale"] else value


def _han(text: str) -> Decimal | None:
    """Read a Chinese numeral: "二十三" is 23, "一万二千" is 12,000, "二〇二六" is 2026."""
    if not any(sign in _HAN_SCALES for sign in text):
        return Decimal("".join(str(_HAN_DIGITS[sign]) for sign in text))
    total = section = digit = 0
    for sign in text:
        scale = _HAN_SCALES.get(sign, 0)
        if not scale:
            digit = _HAN_DIGITS[sign]
        elif scale < 10**4:
            section, digit = section + (digit or 1) * scale, 0
        else:
            total, section, digit = total + (section + digit or 1) * scale, 0, 0
    return Decimal(total + section + digit)


def _spelled(text: str, words: Vocabulary) -> Decimal | None:
    """Add up number words: "two hundred and fifty thousand". A scale alone ("million") is no number."""
    total = current = 0
    seen = False
    for word in re.split(r"[ -]+", text.casefold()):
        if word in words.numbers:
            value = words.numbers[word]
            current = current * value if value == 12 and word == "dozen" and current else current + value
            seen = True
        elif word in words.scales:
            scale = words.scales[word]
            current = max(1, current) * scale
            if scale >= 1000:
                total, current = total + current, 0
    return Decimal(total + current) if seen else None
