"""What a judgement of cover alone gets wrong: next year's edition, a rewording cut short, a text cut here and there.

Observed: three kinds of pairs lie where ``streams.text.likeness`` has little to go by. A notice that returns (a report
published each year, a call for papers) keeps half of its words, its opening and its names, and has other figures. A
text of which less than half is found in another, and that reworded, may be its next edition or a second account of the
same thing. And a version from which passages were taken out all over opens differently, so that it looks like a brief
in a round-up; but a round-up carries a brief in one piece, while here what is shared lies all over the longer text.

What is no form filled in twice from either side is none: a name that became two is exchanged from one side only.

Decided: three settlements of a judgement, each a function of the two texts and the days between them.

    half covered, and the figures exchanged, or what
    each says alone has nothing to do with the other,
    or it is one passage that neither opens with      two editions or two stories: nothing
    no spaces between words, the figures exchanged    one form filled in twice: nothing
    an excerpt of a longer text, and no literal one
    (still less where both name another newest year)  a link; after a month and with another year, an edition: nothing
    a link whose longer text is shared all over       one article, within a month and with the same figures and names

Deliberately missed: editions without figures; versions that were cut all over and carried on months later.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import numpy as np
import numpy.typing as npt

from streams.records import Relation
from streams.text import fingerprint, likeness
from streams.text.fingerprint import WINDOW_WORDS
from streams.text.likeness import COVERED, HALF_COVERED, STORY_DAYS, TELLING_LETTERS, Body, Likeness
from streams.text.particulars import FIGURE_KINDS

ANCHORS_SHARED_MIN: Final = 0.25  # share of the smaller sample: with fewer, cover is low whichever side is asked
OPPOSITE: Final[dict[Relation, Relation]] = {"excerpt": "extended", "extended": "excerpt"}
LITERAL: Final = 0.85  # of an excerpt's words: with every eighth word edited seven in eight are still covered
LITERAL_OF_ANOTHER_YEAR: Final = 0.95  # what is cut from a text keeps the newest year that it names
FIGURES_MIN: Final = 3  # of its own, on both sides: fewer are an update
FIGURES_KEPT: Final = 0.5  # share of the fewer own ones that are shared, at least: a story keeps its figures
RELATED: Final = 0.15  # share of the telling words of what only one says, at most, that strangers have in common
OPENING_WINDOWS: Final = 16  # of 20 words
SPREAD: Final = 0.6  # share of the longer text between the first and the last word that is shared
PIECES_MIN: Final = 3
PIECE_WORDS_MIN: Final = 12  # a shorter run is a phrase
OWN_NAMES_MAX: Final = 0.2  # share of the shorter text's names that the longer never says
OWN_FIGURES_MAX: Final = 0.5  # the same of its figures: dates are put right when a text is cut


def compare(one: Body, other: Body, days_apart: float) -> Likeness | None:
    """Return what ``one`` is to ``other``, None where they are two stories. ``days_apart``: between their captures."""
    found = likeness.compare(one, other, days_apart)
    if found is None and _share_much(one, other):
        found = _mirrored(likeness.compare(other, one, days_apart))
    if found is None or found.relation == "identical":
        return found
    most = max(found.word_cover, found.other_word_cover)
    least = min(found.word_cover, found.other_word_cover)
    short, long = (one, other) if found.word_cover >= found.other_word_cover else (other, one)
    if found.unites:
        if most < COVERED and _another_story(one, other):
            return None
        if _is_unspaced(one) and _figures_exchanged(one, other):
            return None
        literal = LITERAL if _same_year(short, long) else LITERAL_OF_ANOTHER_YEAR
        if least >= HALF_COVERED or most >= literal or short.cut_off:
            return found
        if days_apart > STORY_DAYS and not _same_year(short, long):
            return None
        found = replace(found, unites=False, reason="one holds most of the other's words, but not as they stand")
    if days_apart <= STORY_DAYS and _same_particulars(short, long) and _shared_all_over(short, long):
        return replace(found, unites=True, reason="passages of the one were cut all over, and the other is left")
    return found


def _another_story(one: Body, other: Body) -> bool:
    """Half of the words are shared, but they are what two editions or two stories have in common."""
    if _figures_exchanged(one, other) or not _own_parts_related(one, other):
        return True
    return len(_pieces(one, other)) == 1 and not any(_opens_with_it(*sides) for sides in ((one, other), (other, one)))


def _opens_with_it(side: Body, other: Body) -> bool:
    """The first words of a text stand in the other."""
    return bool(fingerprint.stand_in(side.windows[:OPENING_WINDOWS], other.different_windows).any())


def _pieces(side: Body, other: Body) -> list[npt.NDArray[np.intp]]:
    """Where the windows of a text are that it shares, piece by piece; phrases are left out."""
    hits = np.flatnonzero(fingerprint.stand_in(side.windows, other.different_windows))
    pieces = np.split(hits, np.flatnonzero(np.diff(hits) > WINDOW_WORDS) + 1)
    return [piece for piece in pieces if len(piece) and len(piece) + WINDOW_WORDS - 1 >= PIECE_WORDS_MIN]


def _share_much(one: Body, other: Body) -> bool:
    shared = int(fingerprint.stand_in(one.anchors, other.anchors).sum())
    return shared >= ANCHORS_SHARED_MIN * min(len(one.anchors), len(other.anchors))


def _mirrored(found: Likeness | None) -> Likeness | None:
    """The same from the other side."""
    if found is None:
        return None
    relation = OPPOSITE.get(found.relation, found.relation)
    return replace(found, relation=relation, word_cover=found.other_word_cover, other_word_cover=found.word_cover)


def _figures(body: Body) -> frozenset[str]:
    if _is_unspaced(body):
        return frozenset(word for word in body.words if word[0].isdigit())
    tokens = body.tokens
    return frozenset(word for word, kind in zip(tokens.words, tokens.kinds, strict=True) if kind in FIGURE_KINDS)


def _is_unspaced(body: Body) -> bool:
    """The script has no spaces, so that each character counts as a word; particulars are not told apart there."""
    if "".join(body.words).isascii():
        return False
    return 2 * sum(len(word) == 1 and not word.isascii() for word in body.words) > len(body.words)


def _own_parts_related(one: Body, other: Body) -> bool:
    """What only one of the two says takes up telling words of the other: a rewritten story is about the same things."""
    return _takes_up(one, other) or _takes_up(other, one)


def _takes_up(side: Body, other: Body) -> bool:
    covered = np.zeros(len(side.words), dtype=np.bool_)
    hits = np.flatnonzero(fingerprint.stand_in(side.windows, other.different_windows))
    for place in range(WINDOW_WORDS):
        covered[hits + place] = True
    own = {side.words[at] for at in np.flatnonzero(~covered).tolist() if len(side.words[at]) >= TELLING_LETTERS}
    return len(own & set(other.words)) > max(2, RELATED * len(own))  # two words may be chance


def _figures_exchanged(one: Body, other: Body) -> bool:
    """Each has figures of its own, and twice as many as both have in common."""
    mine, theirs = _figures(one), _figures(other)
    fewer = min(len(mine - theirs), len(theirs - mine))
    return fewer >= FIGURES_MIN and len(mine & theirs) <= FIGURES_KEPT * fewer


def _same_particulars(short: Body, long: Body) -> bool:
    """The longer text says the shorter one's names, and has no year that is newer than the newest of the other."""
    names = set(short.names)
    figures = _figures(short)
    if len(names - long.different_words) > OWN_NAMES_MAX * len(names):
        return False
    if len(figures - long.different_words) > OWN_FIGURES_MAX * len(figures):
        return False
    return _same_year(short, long)


def _same_year(one: Body, other: Body) -> bool:
    year, of_other = _newest_year(one), _newest_year(other)
    return not year or not of_other or year == of_other


def _newest_year(body: Body) -> str:
    tokens = body.tokens
    return max((word for word, kind in zip(tokens.words, tokens.kinds, strict=True) if kind == "year"), default="")


def _shared_all_over(short: Body, long: Body) -> bool:
    """What the longer text shares lies in several pieces between its beginning and its end."""
    pieces = _pieces(long, short)
    if len(pieces) < PIECES_MIN:
        return False
    first, last = int(pieces[0][0]), int(pieces[-1][-1]) + WINDOW_WORDS
    return last - first >= SPREAD * len(long.words)
