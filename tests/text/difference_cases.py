"""Invented texts shared by the tests of the difference: a paragraph a line, sentences cut as the product cuts them."""

from __future__ import annotations

from streams.records import Edit, Paragraph
from streams.text.difference.alignment import compare
from streams.text.sentences import split

HARBOUR = """\
The harbour of Port Ellis will close for six weeks in the spring, the city council decided on Tuesday.
Engineers found cracks in two of the four piers last autumn. \
The repair will cost 14 million dollars, most of it paid by the state.
“We looked for a cheaper way and there is none,” said Maren Holt, who leads the port authority.
Fishing crews will use the smaller basin at Kessel Point until the work is done. \
Some of them fear that the catch will spoil on the longer road to market.
The ferry to Sand Island keeps running, though from a floating dock. Passengers should expect delays in bad weather.
A first plan from 2019 had foreseen a full year of work. It was dropped after protests by shop owners along the quay.
The council will hear complaints until the end of the month."""


def article(text: str) -> list[Paragraph]:
    """Return the paragraphs of a text, a line each."""
    return [Paragraph(line, "paragraph", split(line, "en")) for line in text.split("\n") if line.strip()]


def edits(old: str, new: str) -> list[Edit]:
    """Return the edits between two texts in English."""
    return compare(article(old), article(new), "en")


def ops(old: str, new: str) -> list[str]:
    """Return the operations only, in order."""
    return [edit.op for edit in edits(old, new)]
