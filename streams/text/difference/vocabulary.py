"""Small word lists of the signals, by language. English is thorough; the others hold what is certain.

A word is listed only where it nearly always means what the list says; all are case-folded.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache


def _words(text: str) -> frozenset[str]:
    return frozenset(text.casefold().split())


def _numbered(text: str, first: int = 1) -> dict[str, int]:
    """Words in the order of their value; alternatives are joined by a stroke."""
    return {word: value for value, group in enumerate(text.split(), first) for word in group.split("|")}


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words of one language. ``decimal_comma``: 1.200,5 is twelve hundred and a half."""

    months: dict[str, int] = field(default_factory=dict)
    weekdays: dict[str, int] = field(default_factory=dict)
    numbers: dict[str, int] = field(default_factory=dict)
    ordinals: dict[str, int] = field(default_factory=dict)
    scales: dict[str, int] = field(default_factory=dict)
    negations: frozenset[str] = frozenset()
    hedges: frozenset[str] = frozenset()
    sayings: frozenset[str] = frozenset()
    decimal_comma: bool = True
    nouns_capitalised: bool = False


_THOUSAND, _MILLION, _BILLION, _TRILLION = 10**3, 10**6, 10**9, 10**12

_ENGLISH = Vocabulary(
    months=_numbered(
        "january|jan february|feb march|mar april|apr may june|jun july|jul august|aug september|sept|sep "
        "october|oct november|nov december|dec"
    ),
    weekdays=_numbered("monday tuesday wednesday thursday friday saturday sunday"),
    numbers={
        **_numbered(
            "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
            "seventeen eighteen nineteen twenty"
        ),
        **{word: value * 10 for word, value in _numbered("thirty forty fifty sixty seventy eighty ninety", 3).items()},
        "zero": 0,
        "dozen": 12,
    },
    ordinals=_numbered("first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth"),
    scales={
        "hundred": 100,
        "thousand": _THOUSAND,
        "k": _THOUSAND,
        "million": _MILLION,
        "mn": _MILLION,
        "m": _MILLION,
        "billion": _BILLION,
        "bn": _BILLION,
        "b": _BILLION,
        "trillion": _TRILLION,
        "tn": _TRILLION,
    },
    negations=_words(
        "not no never none nobody nothing nowhere neither nor without cannot can't don't doesn't didn't won't "
        "wouldn't isn't aren't wasn't weren't hasn't haven't hadn't couldn't shouldn't mustn't ain't"
    ),
    hedges=_words(
        "may might could allegedly reportedly apparently seemingly supposedly purportedly presumably possibly perhaps "
        "probably likely unlikely maybe appears appeared appear seems seemed seem suspected suspects alleged purported "
        "approximately roughly believed thought rumoured rumored unconfirmed potentially ostensibly"
    ),
    sayings=_words(
        "said says say saying according told tells claimed stated announced announces confirmed "
        "confirms reported denied denies argued argues insisted insists admitted admits acknowledged "
        "asserted asserts alleges accused accuses wrote tweeted"
    ),
    decimal_comma=False,
)

_OTHERS = {
    "de": Vocabulary(
        months=_numbered("januar|jänner februar märz april mai juni juli august september oktober november dezember"),
        weekdays=_numbered("montag dienstag mittwoch donnerstag freitag samstag|sonnabend sonntag"),
        numbers=_numbered("zwei drei vier fünf sechs sieben acht neun zehn elf zwölf", 2),
        scales={
            "tausend": _THOUSAND,
            "million": _MILLION,
            "millionen": _MILLION,
            "mio": _MILLION,
            "milliarde": _BILLION,
            "milliarden": _BILLION,
            "mrd": _BILLION,
        },
        negations=_words("nicht kein keine keinen keinem keiner keines nie niemals niemand nichts weder ohne"),
        hedges=_words(
            "angeblich mutmaßlich vermutlich möglicherweise vielleicht offenbar wohl wahrscheinlich könnte "
            "könnten dürfte dürften anscheinend mutmaßliche mutmaßlichen mutmaßlicher mutmaßliches angebliche"
        ),
        sayings=_words(
            "sagte sagt laut zufolge erklärte behauptete teilte berichtete bestätigte bestritt "
            "sagten erklärten berichteten mitteilte betonte versicherte"
        ),
        nouns_capitalised=True,
    ),
    "fr": Vocabulary(
        months=_numbered("janvier février mars avril mai juin juillet août septembre octobre novembre décembre"),
        weekdays=_numbered("lundi mardi mercredi jeudi vendredi samedi dimanche"),
        numbers=_numbered("deux trois quatre cinq six sept huit neuf dix onze douze", 2),
        scales={
            "mille": _THOUSAND,
            "million": _MILLION,
            "millions": _MILLION,
            "milliard": _BILLION,
            "milliards": _BILLION,
        },
        negations=_words("pas jamais aucun aucune rien ni sans"),
        hedges=_words(
            "peut-être probablement apparemment soi-disant prétendument présumé présumée pourrait pourraient "
            "présumés présumées aurait auraient serait seraient"
        ),
        sayings=_words(
            "selon déclaré affirmé affirme expliqué annoncé indiqué démenti confirmé "
            "assuré précisé rapporté ajouté d'après"
        ),
    ),
    "es": Vocabulary(
        months=_numbered(
            "enero febrero marzo abril mayo junio julio agosto septiembre|setiembre octubre noviembre diciembre"
        ),
        weekdays=_numbered("lunes martes miércoles jueves viernes sábado domingo"),
        numbers=_numbered("dos tres cuatro cinco seis siete ocho nueve diez once doce", 2),
        scales={"mil": _THOUSAND, "millón": _MILLION, "millones": _MILLION},
        negations=_words("no nunca jamás ningún ninguno ninguna nadie nada tampoco sin"),
        hedges=_words(
            "quizás quizá tal presuntamente supuestamente posiblemente probablemente aparentemente podría "
            "podrían habría habrían presunto presunta presuntos presuntas supuesto supuesta"
        ),
        sayings=_words(
            "según dijo afirmó aseguró declaró explicó anunció señaló confirmó desmintió informó añadió dijeron"
        ),
    ),
    "pt": Vocabulary(
        months=_numbered("janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro"),
        weekdays=_numbered("segunda-feira terça-feira quarta-feira quinta-feira sexta-feira sábado domingo"),
        numbers=_numbered("dois|duas três quatro cinco seis sete oito nove dez onze doze", 2),
        scales={
            "mil": _THOUSAND,
            "milhão": _MILLION,
            "milhões": _MILLION,
            "bilhão": _BILLION,
            "bilhões": _BILLION,
        },
        negations=_words("não nunca jamais nenhum nenhuma ninguém nada nem sem"),
        hedges=_words(
            "talvez supostamente alegadamente possivelmente provavelmente aparentemente poderia "
            "poderiam teria teriam suposto suposta"
        ),
        sayings=_words(
            "segundo disse afirmou declarou explicou anunciou confirmou negou informou acrescentou disseram"
        ),
    ),
    "it": Vocabulary(
        months=_numbered(
            "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre"
        ),
        weekdays=_numbered("lunedì martedì mercoledì giovedì venerdì sabato domenica"),
        numbers=_numbered("due tre quattro cinque sei sette otto nove dieci undici dodici", 2),
        scales={
            "mila": _THOUSAND,
            "milione": _MILLION,
            "milioni": _MILLION,
            "miliardo": _BILLION,
            "miliardi": _BILLION,
        },
        negations=_words("non mai nessun nessuno nessuna niente nulla né senza"),
        hedges=_words(
            "forse presunto presunta presumibilmente probabilmente apparentemente potrebbe "
            "potrebbero avrebbe avrebbero sarebbe sarebbero presunti presunte"
        ),
        sayings=_words(
            "secondo detto afferma affermato dichiarato spiegato annunciato confermato smentito aggiunto riferito"
        ),
    ),
    "nl": Vocabulary(
        months=_numbered("januari februari maart april mei juni juli augustus september oktober november december"),
        weekdays=_numbered("maandag dinsdag woensdag donderdag vrijdag zaterdag zondag"),
        numbers=_numbered("twee drie vier vijf zes zeven acht negen tien elf twaalf", 2),
        scales={"duizend": _THOUSAND, "miljoen": _MILLION, "mln": _MILLION, "miljard": _BILLION, "mld": _BILLION},
        negations=_words("niet geen nooit niemand niets noch zonder"),
        hedges=_words("mogelijk misschien vermoedelijk waarschijnlijk kennelijk blijkbaar zou zouden vermeende"),
        sayings=_words("volgens zei zegt verklaarde meldde bevestigde ontkende aldus zeiden meldden"),
    ),
}

# Verbs beside a quotation, of all the languages above, that are no attribution by themselves.
SPEAKING = _words(
    "asked asks added adds explained explains noted notes replied recalled remarked writes called shouted warned "
    "meinte fragte antwortete rief schrieb warnte lance répond écrit demande comentó preguntó respondió escribió "
    "comentou perguntou respondeu escreveu commenta chiede risponde scrive vertelde vroeg antwoordde schreef"
)

# Words that carry grammar, not facts: changing one of them alone is the work of a copy editor.
GRAMMAR = _words(
    "a an the of to in on at for by with from as and that which who its it this these those their be is are "
    "was were been has have had so also just then than there here"
)

# Capitalised by rule or because they begin a sentence, not by being a name.
OPENERS = _words(
    "i mr mrs ms dr am pm ok tv uk's each every some many most few both all several other others another he she we "
    "you they my our your his her what when where why how who if but so yet after before while although though "
    "because since during under over about into between however meanwhile now not yes let's don't can't won't"
)


@cache
def vocabulary(language: str | None) -> Vocabulary:
    """Return the words of a BCP 47 language; unknown is taken for English, another language has none."""
    code = (language or "en").split("-")[0].lower()
    if code == "en":
        return _ENGLISH
    return _OTHERS.get(code, Vocabulary())
