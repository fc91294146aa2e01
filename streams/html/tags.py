"""Sets of elements, as the HTML standard and the rendering of browsers divide them."""

from __future__ import annotations


def _set(names: str) -> frozenset[str]:
    return frozenset(names.split())


VOID = _set("area base br col embed hr img input link meta param source track wbr")
FORMATTING = _set("a b big code em font i nobr s small strike strong tt u")
# An end tag is ignored where one of these stands between it and its start tag.
SCOPES = _set("applet caption html table td th marquee object template button svg math foreignobject")
TABLE_SCOPES = _set("table template html")
IN_TABLES = _set("caption td th tr tbody thead tfoot")
FOLLOW_THEMSELVES = _set("p li option optgroup td th tr dt dd tbody thead tfoot")
SPECIAL = (
    SCOPES
    | FOLLOW_THEMSELVES
    | _set(
        "address article aside blockquote body center details dir div dl fieldset figcaption figure footer form"
        " frameset h1 h2 h3 h4 h5 h6 head header hgroup iframe listing main menu nav noscript ol pre section select"
        " summary ul"
    )
)
# These end an open paragraph. (A table does too, but not in old documents.)
END_PARAGRAPHS = _set(
    "address article aside blockquote center dd details dir div dl dt fieldset figcaption figure footer form h1 h2 h3"
    " h4 h5 h6 header hgroup li listing main menu nav ol p pre section summary ul"
)
# These end a drawing (SVG) or formula when they start inside it; inside these, the rules of HTML hold again.
BREAKOUT = (FORMATTING - _set("a")) | _set(
    "blockquote body br center dd div dl dt embed h1 h2 h3 h4 h5 h6 head hr img li menu meta ol p pre ruby span sub sup"
    " table ul var"
)
INTEGRATION = _set("foreignobject desc title annotation-xml mi mo mn ms mtext")

HEADINGS = _set("h1 h2 h3 h4 h5 h6")
CELLS = _set("td th")
INLINE = _set(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark nobr q rb rt rtc ruby s samp"
    " small span strike strong sub sup time tt u var wbr img picture source slot"
)
# What is not text of the page: programs, drawings, controls, other documents.
SKIPPED = _set(
    "script style noscript template svg math iframe frame select button input textarea object embed video audio canvas"
    " map link meta dialog datalist progress meter head option rp noembed noframes applet"
)
