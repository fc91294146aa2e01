import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.text.sentences import split

# "|" stands where a cut is expected.
CASES = {
    "titles and dates": "Gov. Ida Moss spoke on Feb. 23 in Hilo.|Sen. Ann Reed left at 5 p.m. on Monday.|"
    "It ended at 6 p.m.|The crowd left.",
    "countries": "She lives in the U.S. and works there.|He joined the U.S. Army in 1990.|"
    "They left the U.S.|The army stayed.",
    "initials": "J. K. Penrose wrote to George W. Hart Jr. about it.|Nobody read Plan B.|The end was near.",
    "quotation of several sentences": "“We won.|It is over.”|Then he left.",
    "speech tags": '"No!" she said.|“Why?” he asked.|Nobody knew.',
    "ellipses": "He paused ... and went on.|He stopped…|Then silence.|They waited...|Nothing came.",
    "decimals and money": "It grew 3.5 per cent to $1.2bn.|A year ago it was 2.8.|Nobody minded.",
    "addresses": "See www.example.com/a.b?c=d for more.|Write to ann.lee@example.org today.|Done.",
    "stops inside addresses and names": "Ask Lee.Ann@example.org or Fragt Moos.Ida@example.de bald.|It is over.|"
    "The site Prizes.Gov and Ideas.Com moved.|Voyez Moulin.Eva@example.fr ici.|Fini.",
    "numbers of things": "Case No. 5 went to St. Louis v. Jones Inc. in vol. 3, p. 14.|"
    "It ended in 2019.|Everybody left.",
    "names with a mark": "Yahoo! Inc. rose.|Shares of Yahoo! Inc. fell.|He left Yahoo! Inc. in 2016.|"
    "She runs Jumbo! Holdings, of Hilo.|Sparta! Ltd. of Leeds paid Wow! GmbH.|They won!|Corporate taxes rose.|"
    "Hurrah!|Limitedly so.|“Stop!”|Co. Durham was next.",
    "born and versus": "Ann Lee (b. 1951) won it (722 v. 663).|It has 900 sq. ft. of space.|Plan B.|5 people came.",
    "emphasis": "They left.|_You saw it._|**Nobody stayed.**",
    "years end sentences": "He left in 2019.|In 2020 he was back.|5 people came.",
    "list numbers": "1. Open the gate.|2. Close it again.",
    "glued stops": "They went away.This is new.|“Gone.”She went.",
    "camel case begins a sentence": "Sales fell.|iPhone owners waited.",
    "German": "Am 3. Oktober sprach Dr. Maier z. B. in Bonn.|Der 2. Weltkrieg endete am 8. Mai 1945.|"
    "„Wir gehen.“|Dann ging er bzw. lief er.",
    "German numbers": "Das kostet ca. 5 Mio. Euro.|Im Jahr 2019.|Dann kam er am 21. Tag.",
    "French": "M. Dupré est arrivé à 8 h.|Il a vu Mme. Martin.|« C’est fini. »|"
    "Est-ce vrai ?|Oui !|Au n. 5 av. J.-C. rien.",
    "Spanish": "El Sr. López llegó.|¿Qué hora es?|"
    "EE. UU. ganó.|La Sra. Díaz vive en la Av. Sol.|Cuesta aprox. 5 euros.",
    "Portuguese": "O Sr. Silva chegou.|A Dra. Ana saiu.|Veja pág. 4.|Fim.",
    "Italian": "Il sig. Rossi è qui.|La dott.ssa Bianchi parte.|Nel sec. XX vinse.|Fine.",
    "Dutch": "Dhr. Jansen kwam om 8 uur.|Hij zag o.a. mevr. de Vries.|Dat kost ca. 5 euro.|Einde.",
    "Chinese": "他来了。|她走了！|为什么？|“好。”|他说。",
    "Japanese": "彼は来た。|「行く。」と言った。|おわり",
    "Hindi and Arabic": "वह आया।|वह गया।|هل جاء؟|نعم.",
}


def sentences(text: str, language: str | None = None) -> list[str]:
    return [text[start:end] for start, end in split(text, language)]


@pytest.mark.parametrize("case", CASES)
def test_cuts_stand_where_a_reader_would_set_them(case: str) -> None:
    expected = CASES[case].split("|")
    glue = "" if case in {"Chinese", "Japanese"} else " "
    text = glue.join(expected)
    if case == "glued stops":
        text = CASES[case].replace("|", " ")
        expected = ["They went away.", "This is new.", "“Gone.”", "She went."]
    assert sentences(text) == expected


LETTERS = st.characters(exclude_categories=["Cs"])
ODD = st.sampled_from(
    [
        ". ",
        "! ",
        "? ",
        "… ",
        "\u0301",
        "👨\u200d👩\u200d👧",
        "👍🏽",
        "é",
        "”",
        "“",
        "« ",
        " »",
        "。",
        "U.S. ",
        "3. ",
        "A",
        "\n",
    ]
)


@given(st.text(alphabet=LETTERS) | st.lists(LETTERS | ODD).map("".join))
def test_slices_rebuild_the_text_with_only_white_space_between(text: str) -> None:
    """Offsets count code points, also behind emoji and combining marks."""
    at = 0
    for start, end in split(text):
        assert at <= start < end
        assert not text[at:start].strip()
        assert text[start:end] == text[start:end].strip()
        at = end
    assert not text[at:].strip()


PLAIN = [
    "Mayor Ida Moss opened the bridge on Feb. 23.",
    "“It took us 3.5 years,” she said.",
    "Traffic had used the U.S. Highway 9 until then!",
    'He asked: "Who pays?"',
    "Costs rose to $1.2bn…",
    "Am 3. Oktober wird gefeiert.",
    "The council met at 5 p.m. on Monday (behind closed doors).",
    "👍🏽 Residents cheered.",
]
STRAY = st.sampled_from(["", '"', "“", "”", "(", "«", "'"])


@given(st.lists(st.sampled_from(PLAIN), min_size=2, max_size=8), st.data())
def test_editing_one_sentence_moves_no_other_cut(chosen: list[str], data: st.DataObject) -> None:
    """A stray quotation mark or bracket in one sentence joins nothing far away."""
    at = data.draw(st.integers(0, len(chosen) - 1))
    edited = [*chosen[:at], "The old " + data.draw(STRAY) + "ferry stays in service.", *chosen[at + 1 :]]
    assert sentences(" ".join(chosen)) == chosen
    assert sentences(" ".join(edited)) == edited


@pytest.mark.parametrize("language", [None, "en", "en-GB", "de", "fr", "xx"])
def test_the_language_guess_hardly_matters(language: str | None) -> None:
    text = "M. Dupré sprach am 3. Oktober mit Mme. Martin. Dhr. Jansen kwam om 8 uur. Sen. Reed left."
    assert len(split(text, language)) == 3


def test_a_number_before_a_name_ends_a_sentence_only_where_ordinals_have_no_stop() -> None:
    assert len(split("I am 3. Peter is 4.", "en")) == 2
    assert len(split("Er ist am 3. Peter sagt nichts.", "de")) == 1


@pytest.mark.parametrize("text", ["", "   ", "\n\t", "...", "."])
def test_nothing_gives_nothing_and_marks_alone_are_one_sentence(text: str) -> None:
    assert len(split(text)) == (1 if text.strip() else 0)


def test_a_long_line_without_stops_is_one_sentence() -> None:
    assert split("word " * 50_000) == [(0, 249_999)]
    assert len(split("Word one. " * 50_000)) == 50_000


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("They opened up their code._Editor’s note: there is more._", "They opened up their code."),
        ("They opened up their code.**Register** for more.", "They opened up their code."),
        ("It _has ended._Then they left.", "It _has ended._"),
        ('She said "Go away."Then she left.', 'She said "Go away."'),
        ('She went away."Come back," he said.', "She went away."),
    ],
)
def test_a_mark_between_two_sentences_goes_with_the_one_that_it_opens_or_closes(text: str, first: str) -> None:
    """Where no space tells, what stands open before it does; a lost line break must not move a mark."""
    assert text[slice(*split(text, "en")[0])] == first


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("He left a decade ago. 82 percent of it is gone.", 2),
        ("It began three weeks ago. A whole summer passed.", 2),
        ("It closed a year ago. “I will be back,” she said.", 2),
        ("The table is set. I will call them.", 2),
        ("Foi em 12 ago. 2024 que começou.", 1),
        ("Il 3 set. 2024 ha chiuso.", 1),
        ("She said no. I left.", 2),
        ("It was bus no. 5 that came.", 1),
    ],
)
def test_an_english_word_that_is_a_month_elsewhere_ends_a_sentence(text: str, count: int) -> None:
    assert len(split(text)) == count
