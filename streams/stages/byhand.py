"""byhand: what a person says about a site wins over what was judged and learned.

A rule leaves out or keeps: ``css:SELECTOR`` speaks of elements of HTML pages, ``text:PATTERN`` of paragraphs of any
page in which the pattern is found. What is left out stays listed as noise; what is kept is put where the page has it,
whatever took it out. Keeping wins over leaving out. Other rules for a site are another judgement of its pages: they
are taken over as they stand at the next look, and nothing is announced.

Patterns are matched by an engine whose time is linear in the text (no look-around, no back references), so that no
rule can hold up a partition. Selectors are read by the parser's own engine, on a page within the limits of all pages.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

import jsonschema_rs
from selectolax.lexbor import LexborHTMLParser, LexborNode, SelectolaxError

from streams.html.limits import Unreadable, prepare
from streams.records import Block, Cleaned, Noise
from streams.stages import learned
from streams.stages.sites import Site
from streams.text import fold, noise

RULES_MAX = 200  # of one kind for a site
RULE_CHARACTERS_MAX = 1_000
MATCHED_CHARACTERS_MAX = 20_000  # of a paragraph
ELEMENTS_MAX = 1_000  # that one selector may take out or keep
RULE_NAME_CHARACTERS_MAX = 200
PATTERN_BYTES_MAX = 1024 * 1024  # of a compiled pattern
REASON: Final = "by_hand"
CSS, TEXT = "css:", "text:"
_PARTS = "p, li, h1, h2, h3, h4, h5, h6, blockquote, figcaption, td, dt, dd"


class BadRule(ValueError):
    """A rule that cannot be used; the message is one line that says which, and why."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What is said by hand about a site's pages; raises BadRule.

    ``confirm_after_seconds`` (of the captures' own time; 0: at once) is how long an edit has to stand before it is
    announced; it judges nothing and so is no part of ``key``.
    """

    leave_out: tuple[str, ...] = ()
    keep: tuple[str, ...] = ()
    confirm_after_seconds: float = 0.0

    def __post_init__(self) -> None:
        for rules in (self.leave_out, self.keep):
            if len(rules) > RULES_MAX:
                raise BadRule(f"a site may have {RULES_MAX} rules of a kind, not {len(rules)}")
            for rule in rules:
                _check(rule)

    @property
    def key(self) -> str:
        """A word by which another set of rules is told; empty without rules."""
        if not (self.leave_out or self.keep):
            return ""
        return fold.digest(["leave out", *sorted(self.leave_out), "keep", *sorted(self.keep)])[:16]

    def keeps(self, text: str) -> bool:
        """Whether a paragraph is kept by its words."""
        return any(True for _ in _matching(self.keep, text))

    def leaves_out(self, text: str) -> str | None:
        """Return the rule by which a paragraph is left out for its words, or None."""
        return next(_matching(self.leave_out, text), None)


NO_RULES: Final = Rules()


@dataclass(frozen=True, slots=True)
class RuleBook:
    """The rules of all sites."""

    default: Rules = NO_RULES
    sites: Mapping[str, Rules] = field(default_factory=dict)

    def of(self, site: str) -> Rules:
        """Return the rules of a site."""
        return self.sites.get(site, self.default)


def _check(rule: str) -> None:
    if len(rule) > RULE_CHARACTERS_MAX:
        raise BadRule(f"the rule {rule[:40]!r}... has more than {RULE_CHARACTERS_MAX} characters")
    if rule.startswith(TEXT):
        if not rule.removeprefix(TEXT).strip():
            raise BadRule(f"the rule {rule!r} has no pattern")
        _pattern(rule.removeprefix(TEXT))
    elif rule.startswith(CSS):
        try:
            LexborHTMLParser("<p>").css(rule.removeprefix(CSS))
        except SelectolaxError:
            raise BadRule(f"{rule!r} is no CSS selector") from None
    else:
        raise BadRule(f"the rule {rule!r} must begin with css: or text:")


@lru_cache(maxsize=4_096)
def _pattern(pattern: str) -> Callable[[str], bool]:
    """Return the search for a pattern. The engine is that of our schemas: Rust's ``regex``, which never goes back."""
    options = jsonschema_rs.RegexOptions(size_limit=PATTERN_BYTES_MAX)
    try:
        return jsonschema_rs.validator_for({"pattern": pattern}, pattern_options=options).is_valid
    except (ValueError, jsonschema_rs.ValidationError):
        raise BadRule(
            f"{pattern!r} is no pattern that can be used: a regular expression without look-around and back references"
        ) from None


def _matching(rules: Iterable[str], text: str) -> Iterator[str]:
    start = text[:MATCHED_CHARACTERS_MAX]
    return (rule for rule in rules if rule.startswith(TEXT) and _pattern(rule.removeprefix(TEXT))(start))


def _selectors(rules: Iterable[str]) -> list[str]:
    return [rule.removeprefix(CSS) for rule in rules if rule.startswith(CSS)]


def _text(node: LexborNode) -> str:
    return " ".join(node.text(separator=" ").split())


def without_elements(rules: Rules, source: str) -> tuple[str, list[Noise]]:
    """Return the source of a page without the elements that are left out, and what stood in them.

    A source that cannot be parsed is returned as it is: who extracts its article says why.
    """
    selectors = _selectors(rules.leave_out)
    if not selectors:
        return source, []
    try:
        prepared = prepare(source)
    except Unreadable:
        return source, []
    document = LexborHTMLParser(prepared.markup)
    removed = []
    for selector in selectors:
        for node in document.css(selector)[:ELEMENTS_MAX]:
            if node.tag not in ("html", "body") and (text := _text(node)):
                removed.append(Noise(text, REASON, f"{CSS}{selector}"[:RULE_NAME_CHARACTERS_MAX]))
                node.decompose()
    if not removed:
        return source, []
    stated = "".join(f'<script type="application/ld+json">{data}</script>' for data in prepared.linked_data)
    return stated + (document.html or ""), removed


def kept_elements(rules: Rules, source: str) -> list[str]:
    """Return the texts of a page that are kept by their elements: paragraph by paragraph, as the page has them."""
    selectors = _selectors(rules.keep)
    if not selectors:
        return []
    try:
        document = LexborHTMLParser(prepare(source).markup)
    except Unreadable:
        return []
    found = []
    for selector in selectors:
        for node in document.css(selector)[:ELEMENTS_MAX]:
            parts = [text for part in node.css(_PARTS)[:ELEMENTS_MAX] if (text := _text(part))]
            found += parts or [text for text in [_text(node)] if text]
    return list(dict.fromkeys(found))


def sift(
    rules: Rules, blocks: list[Block], headline: str | None, spared: Iterable[str] = ()
) -> tuple[list[Block], list[Noise]]:
    """Part blocks into the article's and noise, first by hand, then by their wording; ``spared`` texts stay."""
    if not (rules.leave_out or rules.keep):
        return noise.sift(blocks, headline)
    kept_texts = {fold.fold(text) for text in spared}
    kept: list[Block] = []
    removed: list[Noise] = []
    doubtful: list[Block] = []
    for block in [*blocks, None]:
        is_kept = block is not None and (fold.fold(block.text) in kept_texts or rules.keeps(block.text))
        if block is None or is_kept:
            article, by_wording = noise.sift(doubtful, headline)
            kept, removed, doubtful = kept + article, removed + by_wording, []
        if block is not None and is_kept:
            kept.append(block)
        elif block is not None and (rule := rules.leaves_out(block.text)):
            removed.append(Noise(block.text, REASON, rule[:RULE_NAME_CHARACTERS_MAX]))
        elif block is not None:
            doubtful.append(block)
    return kept, removed


def put_back(
    rules: Rules, source: str, elements: list[str], blocks: list[Block], taken: list[Noise]
) -> tuple[list[Block], list[Noise]]:
    """Put what is kept by hand, by its words or as one of ``elements``, and was taken out of a page where it has it."""
    wanted = [*elements, *(item.text for item in taken if rules.keeps(item.text))]
    if not wanted:
        return blocks, taken
    shown = "\n".join(fold.fold(block.text) for block in blocks)
    missing = [text for text in dict.fromkeys(wanted) if fold.fold(text) not in shown]
    try:
        page = LexborHTMLParser(prepare(source).markup)
    except Unreadable:
        return blocks, taken
    whole = fold.fold(_text(page.root)) if page.root else ""
    places = [(whole.find(fold.fold(block.text)), at) for at, block in enumerate(blocks)]
    for text in missing:
        place = whole.find(fold.fold(text))
        before = next((at for found, at in places if found > place), len(places))
        places.insert(before, (place, -1))
        blocks = [*blocks[:before], Block(text), *blocks[before:]]
        places = [(found, at) for at, (found, _) in enumerate(places)]
    kept = {fold.fold(text) for text in wanted}
    return blocks, [item for item in taken if fold.fold(item.text) not in kept]


def spared_blocks(rules: Rules, source: str, article: Cleaned, site: Site) -> frozenset[str]:
    """Return the names of blocks that the site has taught to be noise and that stand in what is kept by hand."""
    if not rules.keep or not site.learned:
        return frozenset()
    elements = {fold.fold(text) for text in kept_elements(rules, source)}
    known = learned.Learned(site)
    kept = [p for p in article.paragraphs if rules.keeps(p.text) or fold.fold(p.text) in elements]
    return frozenset(piece.name for paragraph in kept for piece in known.part(paragraph)[1])
