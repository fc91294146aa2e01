"""Sentences of an invented country: grammatical, dull, and so many that articles share no run of five words.

Runs of fixed words in the patterns stay short on purpose: two articles must not look like copies of each other because
they were made by the same grammar.
"""

from __future__ import annotations

from random import Random


def listed(text: str) -> tuple[str, ...]:
    """Return the words of a text, or what bars part in it."""
    return tuple(" ".join(part.split()) for part in (text.split("|") if "|" in text else text.split()))


def joined(firsts: str, lasts: str) -> tuple[str, ...]:
    """Return every first part with every last part: many words out of few."""
    return tuple(first + last for first in firsts.split() for last in lasts.split())


PLACES = joined(
    "Tarn Vel Oster Brenn Low Harrow Quill Sand Dun Mar Ebb Cor Thess Nether Wex Kald Ros Finn Grey Brack",
    "holm mark wick dale an moor vale ing by mouth field ton stead ham ford",
)
FIRST_NAMES = listed("""
    Ada Bram Celia Dorian Edda Farid Greta Hanno Ilse Jonah Kaya Leopold Mirela Nils Odile Piet Ruth Sander
    Tilda Ugo Vera Wim Yara Zeno
""")
LAST_NAMES = listed("""
    Almgren Brightwell Castellan Dorsey Eikens Faraday-Roe Gull Hartmoor Isken Jarrow Keld Lindqvist Marchetti
    Norrby Okoro Penhale Quist Ravn Stroud Tamsin Ulver Vance Westerling Yarrow Zeller
""")
ROLES = listed("""
    mayor | harbour master | head teacher | engineer | spokeswoman | farmer | surveyor | nurse | chief inspector
    | librarian | treasurer | bus driver | baker | professor of hydrology | councillor | architect | ferry
    captain | shop owner
""")
BODIES = listed("board office council union chamber brigade trust authority court service guild committee agency")
NOUNS = joined(
    "bridge harbour storm rail water stone mill market orchard lake clock wool timber fish salt coal glass paper copper"
    " barley horse boat tower wind sun snow wire cargo flood forest garden ferry grain iron kiln lamp meadow night",
    "house yard works gate path store school line register fund fair keeper road field plan station survey shed basin"
    " ledger office club wall ladder dock bank mast room hall print ring chart drain engine market watch",
)
ADJECTIVES = listed("""
    old narrow costly local northern disputed unfinished public damaged small busy modern flooded private remote
    new crowded temporary empty famous steep protected rusty regional southern late quiet expensive planned
    abandoned
""")
VERBS = listed("""
    repaired inspected closed opened approved rejected sold rebuilt visited measured postponed praised blocked
    bought widened emptied financed moved registered guarded replaced reopened extended questioned photographed
    insured
""")
ADVERBS = listed("""
    quietly again finally hastily jointly officially twice partly reluctantly overnight
""")
LINKS = ("after", "because", "although", "while", "before", "since", "until", "once")
PREPOSITIONS = ("near", "behind", "beyond", "along", "opposite", "above", "beside", "inside")
DAYS = listed("""
    Monday Tuesday Wednesday Thursday Friday Saturday Sunday
""")
MONTHS = listed("""
    January February March April May June July September October November
""")
UNITS = listed("""
    crowns metres visitors tonnes households litres signatures passengers hectares tickets
""")


def person(random: Random) -> str:
    """Return a name."""
    return f"{random.choice(FIRST_NAMES)} {random.choice(LAST_NAMES)}"


def number(random: Random) -> str:
    """Return a number as news write it."""
    return f"{random.choice((random.randint(2, 99), random.randint(100, 90_000))):,}"


def thing(random: Random) -> str:
    """Return something that can be talked about."""
    return f"the {random.choice(ADJECTIVES)} {random.choice(NOUNS)}"


def actor(random: Random) -> str:
    """Return somebody who acts."""
    kind = random.randrange(3)
    if kind == 0:
        return person(random)
    if kind == 1:
        return f"the {random.choice(PLACES)} {random.choice(NOUNS)} {random.choice(BODIES)}"
    return f"{random.choice(ROLES)} {person(random)}"


def clause(random: Random) -> str:
    """Return who did what to what, and where."""
    where = f" {random.choice(PREPOSITIONS)} {thing(random)}" if random.random() < 0.5 else ""
    how = f"{random.choice(ADVERBS)} " if random.random() < 0.3 else ""
    return f"{actor(random)} {how}{random.choice(VERBS)} {thing(random)}{where}"


def sentence(random: Random) -> str:
    """Return a sentence of about twenty words."""
    kind = random.randrange(6)
    if kind == 0:
        text = f"{clause(random)} on {random.choice(DAYS)}, {random.choice(LINKS)} {clause(random)}"
    elif kind == 1:
        said = f"{clause(random)}, and {clause(random)}"
        return (
            f"“{said[0].upper()}{said[1:]},” said {person(random)}, {random.choice(ROLES)} in {random.choice(PLACES)}."
        )
    elif kind == 2:
        text = f"{clause(random)} for {number(random)} {random.choice(UNITS)}, {actor(random)} said"
    elif kind == 3:
        when = f"{random.randint(1, 28)} {random.choice(MONTHS)} {random.randint(1998, 2025)}"
        text = f"{random.choice(LINKS)} {clause(random)} on {when}, {clause(random)}"
    elif kind == 4:
        many = f"{number(random)} {random.choice(UNITS)}"
        text = f"about {many} stood {random.choice(PREPOSITIONS)} {thing(random)} when {clause(random)}"
    else:
        text = f"{clause(random)}; {clause(random)} in {random.choice(PLACES)}"
    return f"{text[0].upper()}{text[1:]}."


def headline(random: Random) -> str:
    """Return a headline of about eight words."""
    text = f"{random.choice(ADJECTIVES)} {random.choice(NOUNS)} {random.choice(VERBS)} in {random.choice(PLACES)}"
    return f"{text[0].upper()}{text[1:]}, {actor(random)} says"
