"""Search and filters of the list: all of them stand in the URL, and mean there what they mean in the API."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from aiohttp import web
from markupsafe import Markup

from streams import vocabulary
from streams.serving import page_words
from streams.serving.page_markup import Place, joined
from streams.text.redline import shortened, visible

Query = tuple[tuple[str, str], ...]

SITES_OFFERED_MAX = 300
CHIP_CHARACTERS_MAX = 60
OWN_HISTORY = ("basis", "own_history")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_CONTROLS = ("q", "site", "kind", "signal", "significance_min", "since", "until", "basis")
_SAYING = {
    "q": "“{}”",
    "removed": "took out “{}”",
    "inserted": "put in “{}”",
    "since": "from {}",
    "until": "before {}",
    "language": "language {}",
    "page": "one page",
    "article": "one article",
}


def query_of(request: web.Request) -> tuple[Query, bool]:
    """Return what was asked without what is empty, and whether anything was (a form sends its empty fields)."""
    whole = tuple(request.query.items())
    kept = tuple((name, value) for name, value in whole if value.strip())
    return kept, len(kept) < len(whole)


def choosing(query: Query) -> Query:
    """Return the filters alone, without the place in the list."""
    return tuple((name, value) for name, value in query if name not in ("cursor", "newer"))


def with_basis(query: Query) -> Query:
    """Return the filters as the API takes them: people are shown a page's own history unless they ask for copies."""
    chosen = choosing(query)
    return chosen if any(name == "basis" for name, _ in chosen) else (*chosen, OWN_HISTORY)


def form(place: Place, query: Query, sites: Sequence[str]) -> Markup:
    """Return the form with what is chosen now."""
    chosen = choosing(query)
    shown = [each for each in chosen if each != OWN_HISTORY]
    values = dict(reversed(chosen))  # the first of several stands in the control, the others are carried along
    sites_chosen = [value for name, value in chosen if name == "site"]
    hidden = [(name, value) for name, value in chosen if name not in _CONTROLS]
    hidden += [("site", site) for site in sites_chosen[1:]]
    inner = _FORM.format(
        action=place.path("/"),
        q=visible(values.get("q", "")),
        site=visible(sites_chosen[0] if sites_chosen else ""),
        sites=joined([Markup('<option value="{}">').format(visible(site)) for site in sites[:SITES_OFFERED_MAX]]),
        kinds=_boxes("kind", vocabulary.KINDS, page_words.kind, chosen),
        signals=_boxes("signal", vocabulary.SIGNALS, page_words.signal_name, chosen),
        grades=_grades(values.get("significance_min", "")),
        since=_time("since", "From", values),
        until=_time("until", "Before", values),
        copies=Markup(" checked") if values.get("basis") == "copy" else "",
        hidden=joined([Markup('<input type="hidden" name="{}" value="{}">').format(*each) for each in hidden]),
        count=f" ({len(shown) - ('q' in values)})" if len(shown) > ("q" in values) else "",
    )
    return joined([inner, _chips(place, shown)])


def _boxes(name: str, words: Iterable[str], say: object, chosen: Query) -> Markup:
    telling = say if callable(say) else str
    return joined(
        [
            Markup('<label class="pill"><input type="checkbox" name="{}" value="{}"{}><span>{}</span></label>').format(
                name, word, Markup(" checked") if (name, word) in chosen else "", telling(word)
            )
            for word in words
        ]
    )


def _grades(chosen: str) -> Markup:
    offered = {"": "any", **{f"{least:g}": f"{word} or more" for least, word in reversed(page_words.GRADES[:-1])}}
    if chosen not in offered:
        offered[chosen] = f"{visible(chosen)} or more"
    return joined(
        [
            Markup('<option value="{}"{}>{}</option>').format(
                value, Markup(" selected") if value == chosen else "", words
            )
            for value, words in offered.items()
        ]
    )


def _time(name: str, words: str, values: dict[str, str]) -> Markup:
    value = values.get(name, "")
    sort = "date" if not value or _DAY.fullmatch(value) else "text"
    return Markup('<label>{}<input type="{}" name="{}" value="{}"></label>').format(words, sort, name, visible(value))


def said(name: str, value: str) -> str:
    """Say a filter in words."""
    if name in ("kind", "edit_kind"):
        return page_words.kind(value)
    if name == "signal":
        return f"changes a {page_words.signal_name(value)}"
    if name == "significance_min":
        return f"significance {visible(value)} or more"
    if name == "basis":
        return "against copies" if value == "copy" else "own history"
    return _SAYING.get(name, "{}").format(shortened(value, CHIP_CHARACTERS_MAX))


def _chips(place: Place, chosen: Sequence[tuple[str, str]]) -> Markup:
    if not chosen:
        return Markup("")
    chips = [
        Markup(
            '<li><a class="chip" href="{}"><bdi>{}</bdi> <span aria-hidden="true">×</span>'
            '<span class="vh">: remove this filter</span></a></li>'
        ).format(place.path("/", [each for each in chosen if each != one]), said(*one))
        for one in chosen
    ]
    return Markup(
        '<ul class="chips" aria-label="Filters in use">{}<li><a class="clear" href="{}">Clear all</a></li></ul>'
    ).format(joined(chips), place.path("/"))


_FORM = Markup("""<form class="filters" role="search" action="{action}" method="get">
<div class="ask"><label class="vh" for="q">Search words of articles and edits</label>
<input id="q" type="search" name="q" value="{q}" maxlength="300" dir="auto"
placeholder="words, &quot;a phrase&quot;, begin*, -without"
autocomplete="off">
<button>Search</button></div>
<details class="more"><summary>Filters{count}</summary>
<div class="fields">
<label>Site<input name="site" value="{site}" list="sites" autocomplete="off" dir="ltr"></label>
<datalist id="sites">{sites}</datalist>
<label>Significance<select name="significance_min">{grades}</select></label>
{since}{until}
</div>
<fieldset><legend>Kind</legend>{kinds}</fieldset>
<fieldset><legend>What changed</legend>{signals}</fieldset>
<fieldset><legend>Compared with</legend><label class="pill"><input type="checkbox" name="basis" value="copy"{copies}>
<span>copies on other pages, instead of the page’s own past</span></label></fieldset>
{hidden}<button>Show</button>
</details>
</form>
""")
