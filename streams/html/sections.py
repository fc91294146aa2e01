"""Headings that begin a part of the page which is not the article.

Observed: boxes without a telling name in their markup still have a heading ("Related stories", "About the author").
Decided: the whole heading must match; the part goes on to the next heading of its rank. Short lines that are no
headings begin such a part only before links or short lines.
Deliberately missed: languages other than those listed; sentences inside boxes (``streams.text.noise`` knows those).
"""

from __future__ import annotations

import re

HEADING_CHARACTERS_MAX = 90
_ADVICE = "(?:related|recommended|recent|latest|popular|trending|similar|featured|other|more)"
_READING = (
    "(?:articles?|posts?|stor(?:y|ies)|content|reading|topics?|coverage|links?|news|resources?|reads|pages|blogs?|guides?"
    "|videos?)"
)
_HEADINGS = {
    "related": (
        rf"{_ADVICE} (?:\w+ )?{_READING}(?: .*)?",
        r"related|recommended(?: for you)?|trending(?: now)?|most (?:read|popular|viewed|shared).*",
        r"top stories|editors?['’]s? picks?|(?:you )?(?:may|might) (?:also )?(?:like|enjoy|be interested).*",
        r"you['’]ll also (?:like|love)|more (?:from|like this|by) ?.*",
        r"(?:what to )?read (?:next|also|this next)|up next|further reading|keep reading|see also",
        r"also (?:read|on).*|don['’]t miss.*|explore (?:more|further).*",
        r"(?:previous|next)(?: (?:post|article|story))?|mehr zum thema",
        r"das könnte (?:sie|dich) auch interessieren|(?:lesen sie|lies) auch",
        r"weitere (?:artikel|themen|nachrichten)|(?:à )?lire aussi|sur le même (?:sujet|thème)",
        r"articles (?:similaires|liés|recommandés)|à (?:découvrir|voir) aussi|(?:te|le) puede interesar",
        r"(?:lea|lee) también|(?:más )?noticias relacionadas|artículos relacionados|más noticias|leggi anche",
        r"(?:ti )?potrebbe(?:ro)? interessar(?:e|ti)|articoli correlati|leia (?:também|mais)|veja também",
        r"lees ook|läs (?:mer|också)",
    ),
    "comments": (
        r"(?:\d+ |post a |add a |leave a )?(?:comments?|repl(?:y|ies)|responses?)(?: \(?\d+\)?)?",
        r"leave (?:a|your) (?:comment|reply|response).*",
        r"\d+ (?:thoughts?|comments?|responses?|replies) (?:on|to) .*",
        r"(?:join|start) the (?:conversation|discussion).*|cancel reply",
        r"share your (?:story|thoughts?|opinion).*|reader interactions",
        r"(?:\d+ )?(?:kommentare?|commentaires?|comentarios?|commenti|reacties)",
    ),
    "newsletter": (
        r"(?:subscribe|sign up) (?:to|for) .*|(?:our |the )?newsletters?",
        r"(?:join|get) (?:our|the) (?:newsletter|mailing list|latest).*",
        r"stay (?:informed|updated|up to date|in the loop|connected|in touch).*|never miss .*",
        r"be the first to know.*",
    ),
    "share": (
        r"share(?: (?:this|via|on|with))?(?: (?:article|story|post|page|friends).*)?",
        r"(?:follow|connect with|find) (?:us|me)(?: .*)?|social media|(?:artikel )?teilen|partager|compartir",
        r"condividi|delen|dela",
    ),
    "boilerplate": (
        r"(?:about|meet) (?:the |our )?(?:author|writer|reviewer|expert)s?(?: .*)?|about (?:us|me)",
        r"(?:the )?author(?: bio)?|(?:written|reviewed|edited|authored|posted|published) by(?: .*)?",
        r"über (?:den autor|die autorin)|à propos de l['’]auteur|sobre (?:el|la) autora?|table of contents",
        r"contents|in this (?:article|post|guide|story)|on this page|jump to(?: .*)?|tags|categories",
        r"filed under.*",
    ),
    "advertisement": (
        r"advertisements?|sponsored(?: content| post)?|anzeige|werbung|publicité|publicidad|pubblicità|annons",
        r"advertentie|advertisement ?[-–—:] ?.*|(?:story|article) continues (?:below|after) .*",
    ),
}
_COMPILED = [
    (reason, re.compile(rf"\W*(?:{'|'.join(headings)})\W*", re.IGNORECASE)) for reason, headings in _HEADINGS.items()
]


def begins(text: str) -> str | None:
    """Return the reason why what stands under this heading is not the article, or None."""
    if len(text) <= HEADING_CHARACTERS_MAX:
        for reason, pattern in _COMPILED:
            if pattern.fullmatch(text):
                return reason
    return None
