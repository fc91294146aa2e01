"""Words that end in a stop without ending a sentence: what `sentences` knows about seven languages, as data.

One union for all languages, because the language of a page is a guess that may turn between two captures, and every
sentence of the text would then seem to be edited. A word stands here only where it cannot be confused with a common
word of another of the languages that ends sentences (so no "son.", "art." counts before a number only).
"""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Before a name or a noun: never the end of a sentence. A form with a capital counts only when written so.
TITLES = _words(
    """
    mr mrs ms mx dr drs prof profs revd hon gov govs Sen sens Rep reps Pres Gen Col Maj capt cmdr lt sgt cpl pvt Adm
    Det insp supt supt amb atty asst assoc Fr Br msgr st ste messrs mme mmes mlle mlles mgr Rev Hon Ft
    hr hrn frl dipl Mag bzw evtl ggf inkl exkl sog vgl sogen
    sra srta sres dña ud uds vds excmo excma lic gral cnel tte pbro profa dra dras exmo exma ilmo ilma
    sig sigg sig.ra sig.na dott dott.ssa Ing Arch geom mons prof.ssa Av Avda Pza
    dhr mevr jhr jkvr
    e.g i.e viz cf vs approx esp n.b p.ej z.b d.h u.a o.ä o.a m.m m.n i.d.r bijv
    """
)

# Only before a number (or a Roman one): "No. 5", "Feb. 23", "S. 12".
NUMBERED = _words(
    """
    no nos nr nrs núm num n p pp pg pág págs pag pagg s ss f ff ch chap vol vols art arts sec secs sect fig figs tab
    abs ziff kap bd rn cap caps cit circa c ca approx aprox env ungef abb par para sez lib ap av
    jan feb febr mar apr jun jul aug sep sept oct okt nov dec dez déc janv févr avr juil ene abr ago dic
    gen mag giu lug set ott mrt mei fev mai sat sun mon tue tues wed thu thur thurs fri tel ext rte hwy
    """
)

# May end a sentence or not: what follows decides (a word that begins sentences, or not).
EITHER = _words(
    """
    a.m p.m a.d b.c inc ltd Co Cos corp bros plc llc jr sr esq etc u.s u.k u.n e.u d.c u.s.a n.y l.a ph.d
    usw usf gmbh mio mrd mill tsd str ee.uu ee uu s.p.a s.r.l blvd rd ft sq dept govt Assn Univ Ave St
    Calif Fla Mass Conn Ariz Colo Minn Wis Wash Ala Ark Okla Penn Tenn Ill Mich Ind Neb Nev Kan Ky Va Vt Del Md Ga
    Ore Pa Mo Tex La Miss Mont Avda Pza enz n.chr v.chr j.-c Jan Feb Aug Sept Oct Nov Dec ca
    """
)

# Words that begin a sentence far more often than a name: they end one after a stop of an abbreviation or an initial.
STARTERS = _words(
    """
    The A An He She It We They I You This That These Those There Here His Her Its Our Their My Your But And Or So Yet
    In On At By For From With After Before When While If As Since Although Though However Meanwhile Then Now Some Many
    Most All Both Each Officials Police One Two Three What Who Why How Where Not No Under Over During Until Because
    Whether Even Once Let Like
    Just Also Every Other Another Such Still Can Do Is Are Was Will Please Instead Today First Finally According
    Der Die Das Ein Eine Er Sie Es Wir Ich Ihr Dies Diese Dieser Und Aber Doch Auch Im Am Nach Bei Mit Seit Wenn Als
    Dann Dabei Damit Dazu Zudem Für Auf Aus Zum Zur Nun So
    Le La Les Un Une Des Il Elle Ils Elles Ce Cette Ces On Nous Vous Mais Et Dans En Selon Après Depuis Pour Avec
    El Los Las Una Unos Ella Ellos Este Esta Esto Estos Pero Y Según Después Desde Para Con Por Su Sus Se
    O Os As Um Uma Ele Ela Eles Elas Mas E No Na Nos Nas Em Segundo Depois Seu Sua
    Gli Lo Uno Lui Lei Loro Ma Nel Nella Secondo Dopo Per Da Suo
    De Het Een Hij Zij Ze Wij Maar En Volgens Na Voor Met Toen Zijn Haar
    """
)

MONTHS = _words(
    """
    januar jänner februar märz april mai juni juli august september oktober november dezember
    january february march may june july october december
    januari februari maart mei augustus
    jan feb mär apr jun jul aug sep sept okt nov dez
    """
)

# German and Nordic ordinals are written with a stop: "der 2. Weltkrieg", "am 3. Oktober", "zum 25. Mal".
BEFORE_ORDINAL = _words(
    "der die das dem den des am im vom zum zur beim ein eine einen einem einer ihr ihre ihren ihrem ihrer sein seine "
    "seinen seinem seiner bis ab seit und oder diesem diesen dieser jeder jedem jeden"
)
# Nouns of time and order after an ordinal, whatever stands before: "3. Mal", "21. Jahrhundert".
AFTER_ORDINAL = _words(
    "jahrhundert jahrhunderts jahrhunderte mal platz liga runde minute bundesliga tag jahrestag geburtstag weltkrieg "
    "stock stunde klasse spieltag etappe"
)
