from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.records import Block
from streams.text.noise import sift
from streams.text.plain import blocks

LABELLED = Path(__file__).parents[1] / "quality" / "labelled_blocks.tsv"
ARTICLE = [
    "The harbour tunnel was closed on Monday after water came in through a crack in its northern wall.",
    "Engineers said that traffic would be led over the old bridge for at least two weeks.",
    "Ferry tickets sold out before noon, and the council asked people to work from home.",
]
# Measured: 1.0 and 0.971 to 0.979. Only ever raise these.
PRECISION_MIN = 0.99
RECALL_MIN = 0.97


def labelled() -> list[tuple[str, str]]:
    rows = [line.split("\t") for line in LABELLED.read_text(encoding="utf-8").splitlines()]
    return [(label, text) for label, _, text in rows]


def sifted(texts: list[str], headline: str | None = None) -> tuple[list[str], list[tuple[str, str]]]:
    kept, noise = sift([Block(text) for text in texts], headline)
    return [block.text for block in kept], [(item.reason, item.text) for item in noise]


def found(text: str, around: list[str]) -> str:
    """Return the reason for which ``text`` is taken as a whole, "keep" where it stays, "part" in between."""
    kept, noise = sifted([*around, text, *around])
    if not noise:
        return "keep"
    return noise[0][0] if kept == [*around, *around] else "part"


@pytest.mark.parametrize("around", [[], ARTICLE[:2]], ids=["alone", "inside an article"])
def test_labelled_blocks_come_out_as_labelled(around: list[str]) -> None:
    results = [(label, found(text, around), text) for label, text in labelled()]
    assert len(results) >= 400
    taken = [row for row in results if row[1] != "keep"]
    wanted = [row for row in results if row[0] != "keep"]
    wrongly_taken = [row for row in taken if row[0] == "keep"]
    missed = [row for row in wanted if row[1] in {"keep", "part"}]
    assert 1 - len(wrongly_taken) / len(taken) >= PRECISION_MIN, wrongly_taken
    assert 1 - len(missed) / len(wanted) >= RECALL_MIN, missed
    assert not [row for row in wanted if row[1] not in {row[0], "keep", "part"}]


def test_an_appeal_goes_as_a_run_and_the_article_stays() -> None:
    """Lines that could stand in an article go only because stronger ones carry them."""
    appeal = [
        "You make our reporting possible",
        "From the courts to the coast, our reporters are there when it matters, and we know how much the facts count.",
        "Independent journalism is expensive. Your donation keeps our newsroom at work.",
        "The Gazette is read by people of every party. We believe good journalism should be open to everyone.",
        "Donate now",
    ]
    kept, noise = sifted(appeal + ARTICLE)
    assert kept == ARTICLE
    assert {reason for reason, _ in noise} == {"appeal"}


def test_weak_lines_alone_stay() -> None:
    lines = [
        "From the courts to the coast, our reporters are there when it matters.",
        "We believe good journalism should be open to everyone.",
    ]
    assert sifted([ARTICLE[0], lines[0], ARTICLE[1]])[1] == []
    assert sifted([ARTICLE[0], lines[1], ARTICLE[1]])[1] == []


def test_an_article_paragraph_between_two_appeals_stays() -> None:
    appeal = "Your donation helps our journalists to keep going."
    kept, noise = sifted([appeal, ARTICLE[0], appeal, *ARTICLE[1:]])
    assert kept == ARTICLE
    assert len(noise) == 2


def test_quoted_speech_is_never_noise() -> None:
    for quoted in (
        "“Please donate to our newsroom, your support keeps our journalism alive,” she said.",
        "«Ayúdanos, tu donación sostiene nuestro periodismo.»",
        "„Unterstützen Sie unseren Journalismus mit einer Spende.“",
        "“Please donate to our newsroom. Your support keeps our journalism alive.",
    ):
        assert sifted([ARTICLE[0], quoted, ARTICLE[1]])[1] == []
    assert sift([Block("Your donation helps our journalists.", "quote")])[1] == []


def test_attributed_appeals_stay() -> None:
    text = "Your donation helps our journalists to keep going, the editor told readers in a letter."
    assert sifted([*ARTICLE, text])[1] == []


def test_an_editors_note_is_never_noise() -> None:
    note = "This article was amended: readers can support our journalism by phone, not by post."
    assert sifted(["Your donation helps our journalists.", note, ARTICLE[0]])[0] == [note, ARTICLE[0]]


def test_an_article_about_such_things_keeps_its_sentences() -> None:
    text = "Help us keep journalism alive: subscribe, give, become a member. Such lines raised a million last year."
    assert sifted([text, *ARTICLE], headline="How newsrooms ask readers to donate for journalism")[1] == []


def test_what_repeats_the_headline_stays() -> None:
    assert sifted(["Read more", *ARTICLE], headline="Read More")[1] == []
    assert sifted(["Read more", *ARTICLE])[1] == [("related", "Read more")]


def test_sentences_glued_to_an_article_are_cut_off_at_its_ends() -> None:
    line = f"Sign up for our daily newsletter. {ARTICLE[0]} {ARTICLE[1]} Your donation helps our journalists."
    kept, noise = sifted([line])
    assert kept == [f"{ARTICLE[0]} {ARTICLE[1]}"]
    assert noise == [
        ("newsletter", "Sign up for our daily newsletter."),
        ("appeal", "Your donation helps our journalists."),
    ]


def test_a_remark_in_the_middle_of_a_paragraph_stays() -> None:
    assert sifted([f"{ARTICLE[0]} Your donation helps our journalists. {ARTICLE[1]}"])[1] == []


def test_one_word_is_noise_only_at_the_edge_or_beside_noise() -> None:
    assert sifted([*ARTICLE, "Share", *ARTICLE])[1] == []
    assert sifted([*ARTICLE, "Share", "Copy link", *ARTICLE])[1] == [("share", "Share"), ("share", "Copy link")]
    assert sifted(["Share", *ARTICLE])[1] == [("share", "Share")]
    assert sifted([*ARTICLE, "Share."])[1] == []


@pytest.mark.parametrize("heading", ["Up Next", "Next", "Search", "Reset your password", "Top stories", "Main menu",
    "Zurück", "Menü", "Suivant", "Siguiente", "Próximo", "Avanti", "Volgende"])  # fmt: skip
def test_a_short_line_is_noise_at_the_edges_and_a_heading_above_article_text(heading: str) -> None:
    assert sifted([ARTICLE[0], heading, *ARTICLE[1:]])[1] == []
    assert sifted([*ARTICLE, heading, ARTICLE[0]])[1] == []
    assert sifted([ARTICLE[0], "Advertisement", heading, *ARTICLE[1:]])[0] == [ARTICLE[0], heading, *ARTICLE[1:]]
    for page in ([heading, *ARTICLE], [*ARTICLE, heading], ["Copy link", heading, "Share", *ARTICLE]):
        assert sifted(page)[0] == ARTICLE


def test_a_short_line_that_asks_to_read_on_is_no_heading() -> None:
    for line in ("Read more", "Lire aussi", "Copy link"):
        assert sifted([ARTICLE[0], line, ARTICLE[1]])[0] == ARTICLE[:2]


@pytest.mark.parametrize("stamp", ["112 people are reading this now.", "Read by 112 people.", "112 readers online.",
    "Updated 37 minutes ago.", "Aktualisiert vor 37 Minuten.", "Mis à jour il y a 37 minutes.",
    "Leído por 112 personas.", "Atualizado há 37 minutos.", "Letto da 112 persone.",
    "Bijgewerkt 37 minuten geleden."])  # fmt: skip
def test_a_count_of_readers_or_an_age_is_cut_off_before_a_paragraph(stamp: str) -> None:
    kept, noise = sifted([ARTICLE[0], f"{stamp} {ARTICLE[1]}", ARTICLE[2]])
    assert kept == ARTICLE
    assert [text for _, text in noise] == [stamp]
    appeal = "Your donation helps our journalists."
    assert sifted([f"{stamp} {ARTICLE[0]}", appeal])[0] == [ARTICLE[0]]


@pytest.mark.parametrize("first", ["14 votes.", "About 3 hours ago.", "The ferry left at 11.", "14 people found dead."])
def test_a_short_first_sentence_of_an_article_stays(first: str) -> None:
    assert sifted([ARTICLE[0], f"{first} {ARTICLE[1]}"])[1] == []


@pytest.mark.parametrize("text", ["Read by 112 people. then it rained.", "He waited. Read by 112 people. It rained."])
def test_a_count_that_is_no_first_sentence_stays(text: str) -> None:
    assert sifted([ARTICLE[0], text])[1] == []


HALVES = [") Read more", "] Sign up", "” Share this article", ", donate now", "Sign up (", "Read more [",
    "Support us “", "Donate now «", "14 comments (", "Updated 37 minutes ago (", ") 112 people are reading this now.",
    ") Your donation helps our journalists to keep going."]  # fmt: skip


@pytest.mark.parametrize("half", HALVES)
def test_half_a_sentence_is_never_noise(half: str) -> None:
    appeal = "Your donation helps our journalists to keep going."
    assert sifted([half])[1] == []
    assert sifted([*ARTICLE, half])[1] == []
    assert half in sifted([appeal, half, appeal, *ARTICLE])[0]
    assert half in sifted([*ARTICLE, "Related stories", half])[0]


@pytest.mark.parametrize(
    "line", ["» Read more", "Read more »", "(Read more)", "« Read more »", "[Sign up]", "Share «»"]
)
def test_ornaments_make_no_half_sentence(line: str) -> None:
    assert sifted([*ARTICLE, line])[0] == ARTICLE


def test_bare_dates_head_a_page_or_a_timeline() -> None:
    assert sifted(["14 March 2025", *ARTICLE])[1] == [("date_of_capture", "14 March 2025")]
    timeline = [*ARTICLE, "14 March 2025", ARTICLE[0], "15 March 2025", *ARTICLE]
    assert sifted(timeline)[1] == []


def test_titles_under_a_related_heading_go_to_the_end_of_the_text() -> None:
    titles = ["Ferry workers walk out over shifts", "Why the old bridge was built twice"]
    assert sifted([*ARTICLE, "Related stories", *titles])[0] == ARTICLE
    kept, _ = sifted([*ARTICLE, "Related stories", *titles, *ARTICLE])
    assert kept == [*ARTICLE, *titles, *ARTICLE]


PIECES = (
    "Your donation helps our journalists. Read more Support now Sign up for our newsletter. The council said no. "
    "Share 14 comments 14 March 2025 “Give us your gift” We need reporters. Leave a reply. Il dit non."
)
WORDS = st.sampled_from(PIECES.split(" "))


@given(st.lists(st.lists(WORDS, min_size=1, max_size=12).map(" ".join), max_size=10))
def test_every_word_is_kept_or_is_noise(texts: list[str]) -> None:
    kept, noise = sifted(texts)
    words = Counter(" ".join(texts).split())
    assert Counter(" ".join([*kept, *(text for _, text in noise)]).split()) == words
    assert sifted(texts) == (kept, noise)


def test_the_seed_with_one_line_a_paragraph_keeps_its_article(shared: Path) -> None:
    body = next((shared / "seeds").glob("000_*.txt")).read_text(encoding="utf-8")
    lines = [line for line in body.splitlines() if line.strip()]
    kept, noise = sift(blocks(body)[0])
    assert [block.text for block in kept] == lines[5:-1]
    assert Counter(item.reason for item in noise) == {"appeal": 5, "comments": 1}


def test_the_seed_with_everything_on_its_first_line_keeps_its_article(shared: Path) -> None:
    body = next((shared / "seeds").glob("001_*.txt")).read_text(encoding="utf-8")
    lines = [line.strip() for line in body.splitlines() if line.strip()]
    kept, noise = sift(blocks(body)[0])
    assert [block.text for block in kept] == lines[1:]
    assert " ".join(item.text for item in noise) == lines[0]


@pytest.mark.parametrize("seed", ["000", "001"])
def test_a_seed_flattened_to_one_line_loses_the_same(shared: Path, seed: str) -> None:
    body = " ".join(next((shared / "seeds").glob(f"{seed}_*.txt")).read_text(encoding="utf-8").split())
    kept, _ = sift(blocks(body)[0])
    assert len(kept) == 1
    assert kept[0].text.startswith("President ")
    assert kept[0].text in body


def test_hand_made_article_texts_lose_next_to_nothing(shared: Path) -> None:
    """Reference texts of other people's articles: what goes there is a false alarm, or a link line they left in."""
    import gzip
    import json

    total = removed = 0
    with gzip.open(shared / "data" / "extraction-dev.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line, _ in zip(lines, range(200), strict=False):
            page = json.loads(line)
            text = page["refs"] if isinstance(page["refs"], str) else page["refs"][0]
            _, noise = sift(blocks(text)[0], page.get("title"))
            total += len(text)
            removed += sum(len(item.text) for item in noise)
    assert removed / total <= 0.002


def test_the_date_of_an_event_among_its_particulars_stays() -> None:
    particulars = ["Place: the old corn exchange", "Date: 14 March 2026", "Time: 7.30 p.m."]
    assert sifted([*ARTICLE, *particulars])[0] == [*ARTICLE, *particulars]
    assert sifted(["Date: 14 March 2026", *ARTICLE])[0] == ARTICLE
    assert sifted(["Retrieved: 14 March 2026", "Section: Harbour", *ARTICLE])[0] == ["Section: Harbour", *ARTICLE]


def test_one_item_of_an_articles_list_is_a_step_not_a_button() -> None:
    steps = ["Look up the name of the pilot.", "Subscribe to our newsletter", "Wait for the tide to turn."]
    kept, noise = sift([Block(text, "item") for text in steps])
    assert [block.text for block in kept] == steps
    assert not noise


def test_a_list_of_buttons_goes_as_a_whole() -> None:
    buttons = ["Share on Facebook", "Share on WhatsApp", "Print this article"]
    kept, noise = sift([Block(ARTICLE[0]), *(Block(text, "item") for text in buttons)])
    assert [block.text for block in kept] == ARTICLE[:1]
    assert [item.text for item in noise] == buttons


def test_where_a_text_first_appeared_is_no_part_of_a_newsletter_box() -> None:
    box = ["Sign up for our newsletter and get the harbour news in your inbox.", "Our newsletter comes every Friday."]
    provenance = "This article was originally published on the blog of our readers, in a story by Edda Marl."
    kept, _ = sifted([*ARTICLE, provenance, *box])
    assert provenance in kept


@pytest.mark.parametrize(
    ("lead", "lines"),
    [
        ("The ferry company measures", ["Targets", "50 likes", "25 shares", "100 passengers", "Results", "Crew"]),
        ("The pilots want to:", ["Share: Tell the crews about tides", "Listen: Hear what they need", "Row: Go along"]),
        ("Two things are tested in every letter:", ["Title of the letter", "Email by line", "Hour of the day"]),
        (
            "Owners of small boats can;",
            ["Sell their catch", "Sign up to receive alerts about storms", "Ask for a berth"],
        ),
        ("These are on file", ["Name of the boat", "Email address", "Berth", "Length of the boat"]),
    ],
)
def test_the_articles_own_list_stays_whole(lead: str, lines: list[str]) -> None:
    """Without marks a list is a row of short lines; above it and below it the article goes on."""
    assert sifted([ARTICLE[0], lead, *lines, ARTICLE[1]])[1] == []


def test_the_rows_of_short_lines_at_the_ends_of_a_page_are_no_lists_of_the_article() -> None:
    lines = ["Berths", "Tides", "Email address", "Crews"]
    for texts in ([*lines, *ARTICLE], [*ARTICLE, *lines]):
        assert sifted(texts)[1] == [("newsletter", "Email address")]


def test_an_appeal_in_a_row_of_short_lines_is_no_item_of_it() -> None:
    lines = ["Berths", "Tides", "[Sign up for our newsletter][letters]", "Crews"]
    assert [reason for reason, _ in sifted([*ARTICLE[:2], *lines, ARTICLE[2]])[1]] == ["newsletter"]


def test_a_box_in_the_midst_of_an_article_is_no_list() -> None:
    box = ["Share this article", "5 min read", "Email address", "Sign up"]
    assert sifted([ARTICLE[0], *box, ARTICLE[1]])[0] == ARTICLE[:2]
