"""Which events `rowback tail` shows: the filters of the API, with the same meaning, for single events as they come."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

import rich_click as click

from streams import topology, vocabulary
from streams.commands.entries import sites_of, words_of
from streams.text.fold import fold_words

Value = dict[str, Any]

TEXT_CHARACTERS_MAX = 300
KINDS = frozenset(
    (
        *vocabulary.KINDS, *vocabulary.BASES, *vocabulary.STATEMENTS, *vocabulary.RELATIONS, *vocabulary.PAGE_CHANGES,
        *vocabulary.SITE_CHANGES, *vocabulary.OUTCOMES,
    )
)  # fmt: skip
_TERM = re.compile(r'(-?)(?:"([^"]*)"|(\S+))')


def known_kinds(kinds: Iterable[str], topics: Iterable[str]) -> tuple[str, ...]:
    """Return kinds as events write them; raises click.BadParameter for one that no event can have.

    Reasons of rejections are no closed list: whoever asks for that topic may ask for any word.
    """
    found = tuple(kind.strip().lower().replace(" ", "_") for kind in kinds)
    if topology.REJECTED not in topics:
        for kind in found:
            if kind not in KINDS:
                known = ", ".join(sorted(KINDS))
                raise click.BadParameter(f"{kind!r} is not one of {known}", param_hint="--kind")
    return found


class Words:
    """Words that must occur, as the API's ``q`` has them: "a phrase", begin*, -without."""

    def __init__(self, question: str) -> None:
        """Raise click.BadParameter where nothing is asked for."""
        if len(question) > TEXT_CHARACTERS_MAX:
            raise click.BadParameter(f"longer than {TEXT_CHARACTERS_MAX} characters", param_hint="--text")
        self._wanted: list[tuple[list[str], bool]] = []
        self._unwanted: list[tuple[list[str], bool]] = []
        for minus, phrase, word in _TERM.findall(question):
            if words := fold_words(phrase or word):
                (self._unwanted if minus else self._wanted).append((words, word.endswith("*")))
        if not self._wanted:
            raise click.BadParameter("it holds no word that must occur", param_hint="--text")

    def are_in(self, texts: Iterable[str]) -> bool:
        """Tell whether texts hold what is asked for."""
        words = [[*fold_words(text)] for text in texts]
        return all(_has(words, *term) for term in self._wanted) and not any(_has(words, *t) for t in self._unwanted)


def _has(texts: list[list[str]], wanted: list[str], is_beginning: bool) -> bool:
    *head, last = wanted
    for words in texts:
        for at in range(len(words) - len(head)):
            there = words[at + len(head)]
            if words[at : at + len(head)] == head and (there.startswith(last) if is_beginning else there == last):
                return True
    return False


def changes_of(value: Value) -> Iterator[Value]:
    """Yield the changes of a revision, as far as they are such."""
    edits = value.get("edits")
    for change in (value.get("headline"), *(edits if isinstance(edits, list) else ())):
        if isinstance(change, dict):
            yield change


def texts_of(topic: str, value: Value) -> list[str]:
    """Return the texts of an event that can be searched: those of revisions and of articles."""
    if topic == topology.REVISED:
        found = [change.get(side) for change in changes_of(value) for side in ("old", "new")]
    elif topic == topology.CLEANED:
        paragraphs = value.get("paragraphs")
        found = [value.get("headline")]
        found += [each.get("text") for each in paragraphs or () if isinstance(each, dict)]
    else:
        found = []
    return [text for text in found if isinstance(text, str)]


def signals_of(value: Value) -> set[str]:
    """Return the types of a revision's signals."""
    return {
        str(signal.get("type"))
        for change in changes_of(value)
        for signal in change.get("signals") or ()
        if isinstance(signal, dict)
    }


class Chosen:
    """Which events are wanted: every filter that is set must hold; of one with several values, one."""

    def __init__(
        self,
        topics: Iterable[str],
        *,
        new_only: bool,
        sites: Iterable[str] = (),
        kinds: Iterable[str] = (),
        signals: Iterable[str] = (),
        significance_min: float = 0.0,
        text: str | None = None,
    ) -> None:
        self.topics = tuple(dict.fromkeys(topics))
        self._new_only = new_only
        self._sites = set(sites)
        self._kinds = set(kinds)
        self._signals = set(signals)
        self._significance_min = significance_min
        self._words = None if text is None else Words(text)

    @property
    def is_all(self) -> bool:
        """Whether no filter is set."""
        return not (self._sites or self._kinds or self._signals or self._significance_min or self._words)

    def fits(self, topic: str, value: Value) -> bool:
        """Tell whether an event is wanted."""
        if self._new_only and topic == topology.CLEANED and value.get("version") != 1:
            return False  # later versions are told as revisions
        if self._sites and not self._sites & sites_of(topic, value):
            return False
        if self._kinds and not self._kinds & words_of(topic, value):
            return False
        if (self._signals or self._significance_min) and not self._is_such_a_revision(topic, value):
            return False
        return self._words is None or self._words.are_in(texts_of(topic, value))

    def _is_such_a_revision(self, topic: str, value: Value) -> bool:
        significance = value.get("significance")
        if topic != topology.REVISED or not isinstance(significance, (int, float)):
            return False
        return significance >= self._significance_min and (not self._signals or bool(self._signals & signals_of(value)))
