"""What the names that a page gives to its parts (class, id) say about them.

Observed: newsrooms and their software name the boxes around an article with a few hundred words, the same in all
languages: related, newsletter, share, comments, sidebar.
Decided: names are cut into words at signs and case changes; a word, or two or three in a row put together, says that a
part is noise, with a reason from the closed list, or has a role in the article. The caller overrules names that cover
much of the page's prose: wrappers are named after what else they hold.
Deliberately missed: names that are hashes, and parts that only their wording betrays (``streams.text.noise``).
"""

from __future__ import annotations

import re
from functools import lru_cache

ROLES = frozenset(("caption", "standfirst", "note"))
NAMES_CHARACTERS_MAX = 1_000

_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_SIGNS = re.compile(r"[^a-z0-9]+")

# Several words are written without signs between them.
_WORDS = {
    "comments": (
        "comment comments commentlist commentsection commentform disqus respond livefyre coral spotim"
        " discussion replies fbcomments"
    ),
    "newsletter": (
        "newsletter newsletters signup mc4wp mailchimp mailinglist emailcapture emailform emailsign optin hubspot"
        " leadmagnet klaviyo subscribebox subscribeform subscribewidget"
    ),
    "subscription": (
        "paywall subscribe subscription subscriber subscribers regwall piano membership tpmodal meter metered"
    ),
    "related": (
        "relate related relatedposts relatedarticles recommend recommended recommendation recommendations recommends"
        " recirc recirculation readmore readnext readalso morestories moreposts morenews morefrom morearticles morein"
        " moreon morelinks mostread mostpopular mostviewed mostrecent popular trending latest similar youmay upnext"
        " nextpost nextarticle nextprev prevnext alsoread alsolike suggest suggested suggestions seealso"
        " furtherreading inthisseries inthissection postnav postnavigation yarpp crp teaser teasers carousel slider"
        " swiper cardlist cardgrid carddeck cardcontainer postgrid postlist postcard postfeed articlegrid"
        " articlelist articlecard articlefeed bloggrid bloglist blogcard blogfeed newslist recentpost recentposts"
        " topstories editorpicks editorspicks featuredposts"
    ),
    "advertisement": (
        "ad ads advert adverts advertisement advertisements advertising adsense adsbygoogle adslot adunit adwrap"
        " adwrapper adcontainer adbox adbanner adplaceholder dfp gpt googlead outbrain taboola zergnet mgid sponsor"
        " sponsored sponsors sponsorship promo promos promoted promotion promotions affiliate commercial"
        " partnercontent revcontent nativo leaderboard cta calltoaction productcard productbox productwidget buynow"
        " buybox shop"
    ),
    "share": (
        "share sharing sharebar sharebutton sharebuttons sharetools sharelinks shareicon shareicons sharedaddy"
        " sharethis addthis addtoany social socials socialmedia sociallinks socialicon socialicons socialbar"
        " socialshare socialbuttons a2a ssba follow followus followlinks tweet tweetthis clicktotweet"
    ),
    "cookie": "cookie cookies consent gdpr ccpa onetrust cmp didomi privacybanner",
    "appeal": "donate donation donations supportus contribute contribution fundraiser fundraising appeal",
    "counter": (
        "viewcount viewcounts viewscount counter readtime readingtime timetoread rating ratings ratingwidget"
        " vote votes like likes reaction reactions poll quiz"
    ),
    "boilerplate": (
        "nav navigation navbar navbox menu menus breadcrumb breadcrumbs footer sitefooter siteheader sitenav sitemap"
        " masthead sidebar widget widgets toc tableofcontents eztoc lwptoc jumplink jumplinks jumpto anchorlinks"
        " pagination paginated pager pagelinks pagenav tag tags posttags taglist tagcloud category categories catlinks"
        " topic topics keywords author authorbio authorbox authorinfo authorcard authorname authorimage aboutauthor"
        " abouttheauthor bio biography byline bylines contributor contributors entrymeta entryfooter entryutility"
        " postmeta postfooter postinfo postdate postdetails posttools postactions articlemeta articlefooter"
        " articleinfo articledate articledetails articletools articleactions meta metadata dateline date timestamp"
        " time pubdate published postedon updated print printonly printbutton printfriendly skip skiplink skipto"
        " skipnav sronly screenreader screenreadertext visuallyhidden invisible hidden hide offscreen modal popup"
        " overlay lightbox dialog tooltip tooltips dropdown offcanvas toast banner copyright disclaimer disclosure"
        " credit credits photocredit imagecredit licence license legal colophon toolbar toolbox search searchform"
        " searchbox searchbar login backtotop scrolltop accessibility translate languageswitcher languageselector"
        " gallerynav slidecount slidenav player video videoplayer videojs videoembed audio audioplayer jwplayer"
        " powerpress infobox mweditsection noprint editsection reflist loader loading spinner error alert notice"
        " notification"
    ),
    "caption": (
        "caption captiontext figcaption wpcaption wpcaptiontext imagecaption imgcaption photocaption mediacaption"
        " picturecaption cutline imagedescription photodescription imageinfo photoinfo"
    ),
    "standfirst": (
        "standfirst dek deck subtitle subhead subheadline subheading subdeck articlesummary articlelead articleintro"
        " articleexcerpt articledek postsummary postlead postintro postexcerpt postdek entrysummary entrylead"
        " entryintro entryexcerpt lede tagline summary"
    ),
    "note": "correction corrections clarification editornote editorsnote updatenote articlenote",
}
_REASONS = {word: reason for reason, words in _WORDS.items() for word in words.split()}


_BEGINNINGS = frozenset(word[:end] for word in _REASONS for end in range(2, len(word) + 1))


@lru_cache(maxsize=20_000)
def named(names: str) -> tuple[str, str] | None:
    """Return (reason or role, the word that decided) for the class and id of an element, or None."""
    names = names[:NAMES_CHARACTERS_MAX]
    words = _SIGNS.split(names if names.islower() else _CAMEL.sub("-", names).lower())
    for start, word in enumerate(words):
        if word in _BEGINNINGS:
            for end in range(start + 1, start + 4):
                together = "".join(words[start:end])
                if together in _REASONS:
                    return _REASONS[together], together
    return None
