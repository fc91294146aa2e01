"""sitewide: what one look teaches about its site as a whole, and what the site's other pages say about the look.

A page teaches the site's memory which blocks recur (``sites``, ``learned``), and what it changes is compared with what
the other pages changed within the hour (``alike``). Both are said once, as ``site.changed``.
"""

from __future__ import annotations

from collections.abc import Iterator

from streams.records import Cleaned, Event, Tables
from streams.stages import alike, announce, learned, sites
from streams.stages.clean import Capture
from streams.stages.sites import Site
from streams.text import fold

SAMPLE_CHARACTERS_MAX = 500


def learn(tables: Tables, site: Site, page: str, capture: Capture, article: Cleaned) -> Iterator[Event]:
    """Let a page teach the site's memory, and say what was learned."""
    lessons = sites.Lessons(tables, site)
    blocks = sites.teaching_blocks(article.paragraphs)
    known = set(site.learned)
    for block, bearers in lessons.newly_learned(page, blocks).items():
        name = f"{block:016x}"
        if name not in known and len(site.learned) < sites.LEARNED_MAX:
            sample = next(p.text for p in article.paragraphs if fold.digest64(p.text) == block)
            learned.remember(site, name, sample)
            evidence = f"a block {sites.LEARNED_RULE}"
            yield announce.site_changed(
                site.site, capture, "noise_learned", bearers, evidence, sample[:SAMPLE_CHARACTERS_MAX]
            )
    lessons.add(page, blocks)
    sites.write(tables, site)


def is_in_step(
    tables: Tables, site: Site, made: alike.Changes, page: str, capture: Capture
) -> tuple[bool, list[Event]]:
    """Remember what a page changed; tell whether other pages of the site did the same, and what is to be said of it."""
    known = alike.earlier(site, made, page, capture.instant)
    alike.note(site, made, page, capture.instant)
    evidence = "pages change in the same way within an hour; from the fifth on this is muted"
    said = []
    if found := alike.redesign(site, made, known, capture.instant):
        said.append(announce.site_changed(site.site, capture, "redesign", found[0], evidence, found[1]))
    sites.write(tables, site)
    return alike.is_muted(known), said
