"""The score of a sentence as appeal or newsletter box: several independent cues of one language must come together.

Observed: appeals are reworded endlessly, but each says three things: who asks (we, our), who is asked (you, your, an
imperative) and for what (money, support, an address) or why (journalism, free of paywalls and owners). Reporting on
such appeals says one or two of them, names the asker in the third person, and attributes.

Decided: the words must also touch ("your donation", "support our"): advice to readers has all of them, but apart. 3 is
noise by itself, 2 where a neighbour agrees and the press is named, 1 only inside a run that a stronger line carries. A
verb of saying takes everything away.
"""

from __future__ import annotations

from functools import reduce
from operator import itemgetter, or_

from streams.text.wording import BITS, CUES, LANGUAGES, WIDTH

WE, YOU, MONEY, SUPPORT, HELP, MEDIA, STORY, FREE, LETTER, BOX, SIGN, ASK, SAID = (
    1 << number for number in range(len(CUES))
)
_KNOWN = frozenset(BITS)
_LANGUAGES = len(LANGUAGES)
_CUE_MASK = (1 << len(CUES)) - 1
_NEEDED = WE | YOU | ASK | MEDIA | LETTER | BOX
_REACH = 2
_FIRST_WORDS = 2
_SIGNS = tuple(".,'’“”?:!;()\"|„…[]«»‘")


def words(low: str) -> list[str]:
    """Return the words of lower-cased text, apart at apostrophes: "l'info" is two; hyphened words stay whole."""
    for sign in _SIGNS:
        if sign in low:
            low = low.replace(sign, " ")
    return low.split()


def bits(tokens: list[str]) -> int:
    """Return which cues and topics of which languages the words carry: `BITS` of all of them together."""
    found = 0
    for word in _KNOWN.intersection(tokens):
        found |= BITS[word]
    return found


def _appeal(cues: int, bound: bool, short: bool) -> int:
    we, you = cues & WE, cues & (YOU | ASK)
    gift, press = cues & (MONEY | SUPPORT), cues & (MEDIA | FREE)
    if bound and (cues & MEDIA) and (gift or cues & HELP) and (we or cues & MONEY):
        return 3
    if bound and gift and we and you and short and (cues & (STORY | FREE) or (cues & MONEY and cues & ASK)):
        return 3
    if bound and gift and cues & ASK and cues & YOU and cues & MEDIA and cues & FREE and short:
        return 3
    if (cues & FREE and cues & MEDIA and we) or (gift and we and you and (press or cues & (STORY | MONEY))):
        return 2
    if (we or you) and (press or cues & MONEY):
        return 1
    if (we and gift) or (we and cues & YOU) or (gift and cues & YOU and short):
        return 1
    return 1 if (cues & STORY and (we or (you and short))) or (cues & MEDIA and cues & FREE) else 0


def _newsletter(cues: int, bound: bool, short: bool) -> int:
    if not cues & (LETTER | BOX):
        return 0
    if (cues & ASK and (cues & WE or (cues & (YOU | SIGN) and short))) or (bound and cues & SIGN and short):
        return 3
    return 1 if cues & (SIGN | ASK | WE) else 0


def _bound(tokens: list[int], wanted: int, before: int, behind: int) -> bool:
    """Tell whether a word with one of ``before`` stands at most two words ahead of one with ``wanted``, or that
    ahead of one with ``behind``: "your donation", "support our", "aidez notre", "sostieni il nostro".
    """
    for at, cues in enumerate(tokens):
        if cues & wanted:
            ahead = tokens[max(0, at - _REACH) : at]
            if any(word & before for word in ahead):
                return True
            if any(word & behind for word in tokens[at + 1 : at + 1 + _REACH]):
                return True
    return False


def score(tokens: list[str], short: bool) -> tuple[int, str]:
    """Return (strength 0 to 3, reason) of a sentence's words.

    ``short``: the sentence is not much longer than a box on a page shows.
    """
    found = [BITS.get(word, 0) for word in tokens]
    everything = reduce(or_, found, 0)
    best, reason = 0, "appeal"
    for language in range(_LANGUAGES):
        shift = WIDTH * language
        cues = everything >> shift & _CUE_MASK
        if not cues & _NEEDED or cues & SAID or _best(cues, True, True, short)[0] <= best:
            continue
        own = [word >> shift & _CUE_MASK for word in found]
        first = reduce(or_, own[:_FIRST_WORDS], 0)
        if not first & ASK:
            cues &= ~ASK
        imperative = any(word & ASK and word & (MONEY | SUPPORT | HELP) for word in own[:_FIRST_WORDS])
        bound = imperative or _bound(own, MONEY | SUPPORT | HELP, YOU, WE)
        ours = _bound(own, LETTER, WE, 0) or _bound(own, BOX, YOU, 0)
        best, reason = max((best, reason), _best(cues, bound, ours, short), key=itemgetter(0))
    return best, reason


def _best(cues: int, bound: bool, ours: bool, short: bool) -> tuple[int, str]:
    letter, appeal = _newsletter(cues, ours, short), _appeal(cues, bound, short)
    return (letter, "newsletter") if letter >= appeal else (appeal, "appeal")


def _of_all(cues: int) -> int:
    """Return the bits of ``cues`` in every language."""
    return sum(cues << (WIDTH * language) for language in range(_LANGUAGES))


_GIFTS = _of_all(MONEY | SUPPORT | HELP | FREE | LETTER | BOX)


def might(found: int) -> int:
    """Return the best score that any sentence of a block with these cues could have; 0 where it is below 2."""
    if not found & _GIFTS:
        return 0
    best = 0
    while found:
        cues = found & _CUE_MASK
        if cues & _NEEDED:
            best = max(best, _best(cues, True, True, True)[0])
        found >>= WIDTH
    return best


# Words for the press and what it makes: a line between two of an appeal that has them belongs to it.
TRADE = _of_all(MEDIA | STORY | FREE)
PRESS = _of_all(MEDIA | FREE)
# A weak line beside an appeal or newsletter box follows it only with words for one of these.
KIN = TRADE | _of_all(MONEY | SUPPORT | LETTER | BOX)
POST = _of_all(LETTER | BOX)


def reports(found: int) -> bool:
    """Tell whether a verb of saying stands there; one of another language than the sentence's is none ("dit")."""
    best = reporting = -1
    while found:
        count = (found & _CUE_MASK & ~SAID).bit_count()
        best = max(best, count)
        reporting = max(reporting, count) if found & SAID else reporting
        found >>= WIDTH
    return 0 <= reporting >= best
