"""The score of a sentence as appeal or newsletter box: several independent cues of one language must come together.

Observed: appeals are reworded endlessly, but each says three things: who asks (we, our), who is asked (you, your, an
imperative) and for what (money, support, an address) or why (journalism, free of paywalls and owners). Reporting on
such appeals says one or two of them, names the asker in the third person, and attributes.

Decided: 3 is noise by itself, 2 is noise where a neighbour agrees or the block is short and says nothing else, 1 is
noise only inside a run that a stronger line carries. A verb of saying takes everything away.
"""

from __future__ import annotations

from streams.text.wording import BITS, CUES, LANGUAGES, WIDTH

WE, YOU, MONEY, SUPPORT, MEDIA, STORY, FREE, LETTER, SIGN, ASK, SAID = (1 << number for number in range(len(CUES)))
_KNOWN = frozenset(BITS)
_LANGUAGES = len(LANGUAGES)
_CUE_MASK = (1 << len(CUES)) - 1
_SPLIT = str.maketrans(dict.fromkeys(".,!?:;’'\"“”‘„«»()[]|\u00a0\u202f…", " "))
_SIGNS = tuple(".,!?:;’'\"“”()")


def words(low: str) -> list[str]:
    """Return the words of lower-cased text, apart at apostrophes: "l'info" is two; hyphened words stay whole."""
    if len(low) < 400:
        return low.translate(_SPLIT).split()
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


def _appeal(cues: int, short: bool) -> int:
    we, you = cues & WE, cues & (YOU | ASK)
    money, support, media, story, free = cues & MONEY, cues & SUPPORT, cues & MEDIA, cues & STORY, cues & FREE
    if money and ((we and you and (media or free)) or (cues & YOU and media)):
        return 3
    if support and we and you and (media or (story and short)):
        return 3 if short or free else 2
    if money and we and you:
        return 3 if short else 2
    if (free and media and we) or (support and we and you) or (support and free and media and you):
        return 2
    if (money or support) and cues & YOU and short:
        return 2
    if (we or you) and (media or free or money):
        return 1
    if (we and support) or (we and cues & YOU):
        return 1
    return 1 if (story and (we or (you and short))) or (media and free) else 0


def _newsletter(cues: int) -> int:
    if not cues & LETTER:
        return 0
    if (cues & WE and cues & (SIGN | ASK) and cues & (YOU | ASK)) or (cues & ASK and cues & (YOU | SIGN)):
        return 3
    return 2 if cues & (SIGN | ASK) and cues & (WE | YOU) else 1


def score(found: int, first: int, short: bool) -> tuple[int, str]:
    """Return (strength 0 to 3, reason) of a sentence with the cues ``found``; ``first``: those of its first words.

    ``short``: the sentence is not much longer than a box on a page shows.
    """
    best, reason = 0, "appeal"
    for _ in range(_LANGUAGES):
        cues = found & _CUE_MASK
        # Nothing scores without the asker or the asked; most sentences end here.
        if cues & (WE | YOU | ASK | MEDIA | LETTER) and not cues & SAID:
            if not first & ASK:
                cues &= ~ASK
            letter, appeal = _newsletter(cues), _appeal(cues, short)
            if letter > best:
                best, reason = letter, "newsletter"
            if appeal > best:
                best, reason = appeal, "appeal"
        found >>= WIDTH
        first >>= WIDTH
    return best, reason


def might(found: int) -> int:
    """Return the best score that any sentence of a block with these cues could have."""
    best = 0
    while found:
        cues = found & _CUE_MASK
        if cues & (WE | YOU | ASK | MEDIA | LETTER):
            best = max(best, _newsletter(cues), _appeal(cues, short=True))
        found >>= WIDTH
    return best


def tells_of_the_trade(found: int) -> bool:
    """Tell whether any language's words for the press stand there: a line between two of an appeal belongs to it."""
    while found:
        if found & (MEDIA | STORY | FREE):
            return True
        found >>= WIDTH
    return False


def reports(found: int) -> bool:
    """Tell whether a verb of saying stands there; one of another language than the sentence's is none ("dit")."""
    counts = []
    while found:
        counts.append((found & _CUE_MASK & ~SAID).bit_count() if found & SAID else -(found & _CUE_MASK).bit_count())
        found >>= WIDTH
    return any(count >= 0 and count >= max(map(abs, counts)) - 1 for count in counts)
