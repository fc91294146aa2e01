"""Stretches whose digits and capitals say no number and name nobody.

Addresses, what a link says of its file ("PDF, 2 MB, 12 pages"), phone numbers, numbers of documents, ids, markup,
"Figure 3".
"""

from __future__ import annotations

import re
from functools import lru_cache

# Every alternative is anchored at its start, so that a long text without spaces is not tried from each letter.
DOCUMENT = r"(?<![\w-])[A-Z][A-Za-z]{0,5}-\d{1,5}(?:[-/]\d{1,5})+(?![\w-])"
_OPAQUE = re.compile(
    r"(?:https?://|www\.)\S+|(?<![\w.+-])[\w.+-]{1,64}@[\w.-]+"
    r"|(?<![\w.-])[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}/\S*|(?<!\S)\S*%[0-9A-F]{2}\S*"
    r"|(?<![\w.-])\d[\w-]*(?:\.[\w-]+)+\.(?:com|org|net|gov|edu|mil|int|info|[a-z]{2})\b"
    r"|(?<![\w.,])\d+(?:[.,]\d+)?[ \u00a0]?(?:[KMGkmg]i?[Bb]|bytes)\b"
    r"|\((?=[^()]{0,60}\b(?:PDF|DOCX?|XLSX?|PPTX?|CSV|ZIP|EPUB|MP[34]|Word|Excel|PowerPoint)\b)[^()]{1,90}\)"
    # Elements and short codes, with their attributes.
    r"|</?[A-Za-z][^<>\n]{0,500}>|\[[a-z_-]{2,30}(?:=|[ ][a-z_-]{1,30}=)[^\]\n]{0,500}\]"
    r"|(?<!\w)(?i:fig(?:ure|\.)|table|chart|appendix|footnote|abbildung|abb\.|tabelle|tableau|annexe|figura|tabla|tabela"
    r"|tabella|figuur|tabel)[ ]?#?\d{1,3}(?!\w)"
    # Numbers of documents ("M-17-06"), and what is always open.
    rf"|{DOCUMENT}|(?<![\w/.-])24/7(?![\w/-])"
    # Phone numbers: with a country's or trunk prefix, or grouped 3-3-4.
    r"|(?<!\w)\+\d{1,3}[ .-]?\(?\d{1,5}\)?(?:[ .-]\d{2,5}){1,4}(?!\w)"
    r"|(?<![\w(])\(?\d{3}\)?[ .-]\d{3}[.-]\d{4}(?!\w)|(?<![\w(])\(?0\d{1,4}\)?[ /-]\d{3,8}(?:[ -]\d{2,5})*(?!\w)"
    # Ids as of videos: digits amid small and capital letters.
    r"|(?<![\w-])(?=[\w-]*[a-z])(?=[\w-]*[A-Z])(?=[\w-]*[A-Za-z]\d+[A-Za-z])[\w-]{9,}(?![\w-])"
)


@lru_cache(maxsize=16)
def readable(text: str) -> str:
    """Return the text with such stretches masked by as many underscores, so that offsets stay."""
    return _OPAQUE.sub(lambda match: "_" * len(match.group()), text)
