"""Pages that are laid out in a table: a paragraph in a cell is a paragraph, with all that follows from it."""

from streams import html
from streams.text import noise

PAGE = """<html><body><table><tr><td class="left"><a href="/">Home</a></td><td class="main">
<h1>Harbour crane stands still again</h1>
<p>The large crane in the harbour of Selkby has stood still since Monday morning, the port authority said.</p>
<p>A cable had worn through, and nobody on the quay knew for how long it had been so, a foreman said.</p>
<p>The port hopes to lift the next container on Friday, once a cable has come from the maker in Undham.</p>
<p>We have no billionaire owner and no shareholders. Please donate so that our reporters can go on.</p>
</td></tr></table></body></html>"""


def test_an_appeal_in_a_layout_table_is_noise_and_the_article_is_not() -> None:
    page = html.extract(PAGE, "http://127.0.0.1:8001/crane.html")
    kept, removed = noise.sift(page.blocks, page.headline)
    assert [block.kind for block in kept] == ["paragraph"] * 3
    assert [one.reason for one in removed] == ["appeal"]
