"""What the names that a page gives to its parts (class, id) say about them.

Observed: newsrooms and their software name the boxes around an article with a few dozen words, the same in all
languages: related, newsletter, share, comments, sidebar.
Decided: words are compared whole, after splitting names at case changes; a named part is noise with a reason from the
closed list, or has a role in the article. The caller overrules a name that covers much of the page's prose: wrappers
are named after what else they hold.
Deliberately missed: names that are hashes, and parts that only their wording betrays (see ``phrases``).
"""

from __future__ import annotations

import re
from functools import lru_cache

ROLES = frozenset(("caption", "standfirst", "note"))

_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")

# Order matters: the first reason with a word in the names is taken where two words begin at the same place.
_WORDS = {
    "comments": (
        "comments?(?:-?(?:area|list|section|form|thread|box|wrap(?:per)?|container|count))? disqus respond"
        " commentlist livefyre coral spot-im discussion replies (?:facebook|fb)-comments"
    ),
    "newsletter": (
        "newsletters? sign-?up mc4wp mailchimp mailing-list email-(?:capture|form|sign) opt-?in hubspot"
        " lead-?magnet klaviyo subscribe-(?:box|form|widget)"
    ),
    "subscription": "paywall subscri(?:be|ption|bers?) regwall piano membership tp-modal meter(?:ed)?",
    "related": (
        "related? related-?posts recommend(?:ed|ations?|s)? recirc(?:ulation)? read-?(?:more|next|also)"
        " more-?(?:stories|posts|news|from|articles|in|on|links) most-?(?:read|popular|viewed|recent) popular"
        " trending latest similar you-?may up-?next next-?(?:post|article|prev) prev-?next also-?(?:read|like)"
        " suggest(?:ed|ions)? see-?also further-?reading in-?this-?(?:series|section) post-?nav(?:igation)? yarpp"
        " crp teasers? carousel slider swiper card-?(?:list|grid|deck|container)"
        " (?:post|article|blog)-?(?:grid|list|card|feed) news-?list recent-?posts? top-?stories editors?-picks"
        " featured-posts"
    ),
    "advertisement": (
        "ads? adverts? advertisements? advertising adsense adsbygoogle"
        " ad-?(?:slot|unit|wrap(?:per)?|container|box|banner|placeholder) dfp gpt google-ad outbrain taboola zergnet"
        " mgid sponsor(?:ed|s|ship)? promo(?:s|ted|tions?)? affiliate commercial partner-content revcontent nativo"
        " leaderboard cta call-to-action product-?(?:card|box|widget) buy-?(?:now|box) shop"
    ),
    "share": (
        "shar(?:e|ing|e-?(?:bar|buttons?|tools|links|icons?)|edaddy) sharethis addthis addtoany"
        " social(?:s|-?(?:media|links|icons?|bar|share|buttons?))? a2a ssba follow(?:-?(?:us|on|me|links))?"
        " (?:click-to-?)?tweet(?:-this)? clicktotweet"
    ),
    "cookie": "cookies? consent gdpr ccpa onetrust cmp didomi privacy-banner",
    "appeal": "donat(?:e|ions?) support-us contribut(?:e|ion) fundrais(?:er|ing) appeal",
    "counter": (
        "views?-?counts? counter read(?:ing)?-?time time-?to-?read rating(?:s|-?widget)? votes? likes? reactions?"
        " poll quiz"
    ),
    "boilerplate": (
        "nav(?:igation|bar|box)? menus? bread-?crumbs? (?:site-?)?footer site-?(?:header|nav|map) masthead"
        " side-?bar widgets? widget-area toc table-?of-?contents (?:ez|lw)p?-?toc(?:-container)? jump-?(?:links?|to)"
        " anchor-?links paginat(?:ion|ed) pager page-?(?:links|nav) (?:post-?)?tags? tag-?(?:list|links|cloud)"
        " categor(?:y|ies) cat-?links topics? keywords"
        " author-?(?:bio|box|info|card|description|profile|details|block|section|about|wrap|container|name|meta|image|avatar)?"
        " about-?(?:the-?)?authors? bio biography by-?lines? contributors? entry-?(?:meta|footer|utility)"
        " (?:post|article)-?(?:meta|footer|info|date|author|details|byline|tools|actions) meta(?:-?data)? dateline"
        " date timestamp time pub-?date published posted-on updated print(?:-?(?:only|button|link|friendly))?"
        " skip(?:-?(?:link|to|nav|content))* sr-?only screen-?reader(?:-text)? visually-?hidden invisible hidden"
        " hide offscreen modal pop-?up overlay lightbox dialog tool-?tips? drop-?down off-?canvas toast banner"
        " copyright disclaimer disclosure (?:photo-?|caption-?|image-?)?credits? licen[cs]e legal colophon tool-?bar"
        " toolbox search(?:-?(?:form|box|bar))? log-?in back-?to-?top scroll-?top accessibility translate"
        " language-?(?:switcher|selector) gallery-?(?:nav|count) slide-?(?:count|nav) player"
        " video-?(?:player|meta|title|js|embed|playlist|container)? audio(?:-?player)? podcast-?player jw-?player"
        " powerpress infobox catlinks mw-editsection noprint edit-section reflist loader loading spinner error alert"
        " notice notification"
    ),
    "caption": (
        "(?:fig|wp-?|image-?|img-?|photo-?|media-?|picture-?)?-?caption(?:-?(?:text|container|wrap(?:per)?))?"
        " cutline (?:image|photo)-?(?:description|text|info)"
    ),
    "standfirst": (
        "standfirst dek deck sub-?(?:title|head(?:line|ing)?|deck)"
        " (?:article|post|entry)-?(?:summary|lead|intro|excerpt|subtitle|dek) lede tagline summary"
    ),
    "note": "corrections? clarification (?:editors?|update|article)-?note article-?correction",
}
_NAME = re.compile(
    "(?<![a-z0-9])(?:"
    + "|".join(f"(?P<{reason}>{words.replace(' ', '|')})" for reason, words in _WORDS.items())
    + ")(?![a-z0-9])"
)


@lru_cache(maxsize=20_000)
def named(names: str) -> tuple[str, str] | None:
    """Return (reason or role, the word that decided) for the class and id of an element, or None."""
    words = _CAMEL.sub("-", names).lower().replace("_", "-")
    match = _NAME.search(words)
    return (match.lastgroup or "boilerplate", match[0]) if match else None
