"""Names of an invented country, and words that fit into any story."""

from __future__ import annotations


def listed(text: str) -> tuple[str, ...]:
    """Return the parts of a text that bars part, or its words where there is none."""
    return tuple(" ".join(part.split()) for part in (text.split("|") if "|" in text else text.split()))


def joined(firsts: str, lasts: str) -> tuple[str, ...]:
    """Return every first part with every last part."""
    return tuple(first + last for first in firsts.split() for last in lasts.split())


PLACES = joined(
    "Ald Bram Carn Dell Esk Fell Gorse Hath Ingle Kelm Lang Merr Nord Ock Pell Rush Selk Tweed Ulls Wharn",
    "borough bridge by combe cote den fleet gate hurst leigh mere port sey thwaite well wold",
)
FIRST_NAMES = listed("""
    Agnes Anton Beatrix Bruno Cora Cyril Dagmar Desmond Elin Emeka Fenna Florian Gita Gordon Hedda Hugo Imke Ivo
    Jasper Joan Karim Katla Lars Leonie Malik Marit Nadia Ned Oona Oskar Paloma Percy Quentin Rhea Rolf Sabine Silas
    Tamar Theo Ulla Umar Viola Vikram Wanda Werner Xenia Yusuf Zelda
""")
LAST_NAMES = joined(
    "Ash Birk Craw Dun Elder Far Gran Hal Kirk Lund Mar Nor Oak Pend Ray Stan Thorn Und Wal Yel",
    "acre beck by croft dale ford greave ham ley man mark ridge son stead ton worth",
)
DAYS = listed("Monday Tuesday Wednesday Thursday Friday Saturday Sunday")
MONTHS = listed("January February March April May June July August September October November December")
STREETS = tuple(
    f"{name} {kind}"
    for name in listed(
        "Anchor Barley Chapel Dyers Elm Foundry Garrison Hop Ivy Juniper King Lantern Mercer Pump Quarry"
    )
    for kind in listed("Street Lane Row Square Hill Yard")
)
ADJECTIVES = listed("""
    old new small narrow costly unfinished much-used ageing temporary neglected popular disputed vast modest listed
    half-empty crowded remote handsome draughty ill-fitting sturdy
""")
ADVERBS = listed("""
    quietly | at last | in a hurry | without a vote | against advice | unanimously | in stages | behind closed doors
    | by a single vote | twice | only in part | as promised | overnight | for the first time | under protest
""")
HOURS = listed("six|seven|half past seven|eight|nine|ten|eleven|noon|one|two|half past two|three|four|five")
SPANS = listed("""
    two days | three weeks | a fortnight | four months | half a year | two winters | a decade | six weeks | ten days
    | a whole summer | eighteen months | five years | the better part of a year
""")
TITLES_OF_SITES = listed("""
    Courier | Gazette | Chronicle | Observer | Herald | Evening Post | Echo | Tribune | Sentinel | Messenger | Argus
    | Examiner | Weekly | Daily Record | Standard | Voice
""")
