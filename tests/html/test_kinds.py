"""What stands in an article besides its paragraphs is text of its own kind, so that a change of it is seen."""

from streams.html import extract
from tests.html.pages import URL, article


def kinds(between: str) -> list[tuple[str, str]]:
    blocks = extract(article(between=between), URL).blocks
    return [(block.kind, block.text) for block in blocks if block.kind != "paragraph"]


def test_a_caption_says_what_a_picture_shows() -> None:
    caption = "The footbridge on Sunday morning, shortly before the first people crossed it."
    assert kinds(f"<figure><img src='a.jpg'><figcaption>{caption}</figcaption></figure>") == [("caption", caption)]


def test_who_took_the_picture_is_no_text_of_the_article() -> None:
    for credit in ("Photo: Ann Lee for the Daily Plank, Linnet", "Ann Lee", "Image credit: Ann Lee / Town of Linnet"):
        assert kinds(f"<figure><img src='a.jpg'><figcaption>{credit}</figcaption></figure>") == []


def test_items_quotes_tables_and_headings_keep_their_kind() -> None:
    between = (
        "<h2>What it cost</h2><ul><li>The pier took two million crowns of the town.</li></ul>"
        "<blockquote>It was worth every crown, said the mayor on Sunday.</blockquote>"
        "<table><tr><td>Pier</td><td>2.0</td></tr><tr><td>Stairs</td><td>1.2</td></tr></table>"
    )
    assert kinds(between) == [
        ("heading", "What it cost"),
        ("item", "The pier took two million crowns of the town."),
        ("quote", "It was worth every crown, said the mayor on Sunday."),
        ("table", "Pier | 2.0"),
        ("table", "Stairs | 1.2"),
    ]


def test_a_standfirst_is_told_by_its_name() -> None:
    standfirst = "After two years of repairs the detour through the gasworks has an end."
    source = article().replace("</h1>", f'</h1><p class="standfirst">{standfirst}</p>')
    assert extract(source, URL).blocks[0].kind == "standfirst"
