"""From settings to what people say about sites: the rules of the sources files, as the stages take them."""

from __future__ import annotations

import os
from pathlib import Path

from streams.settings import Settings
from streams.sources import BadSources, SiteSettings, Sources, read
from streams.stages.byhand import BadRule, RuleBook, Rules


def rule_book(settings: Settings) -> RuleBook:
    """Return the rules of the sources files that the settings name; raises BadSources with one line."""
    names = [name for name in settings.sources.split(os.pathsep) if name]
    return of_sources(read(names) if names else Sources(), settings.confirm_after_seconds)


def of_sources(sources: Sources, confirm_after_seconds: float = 0.0) -> RuleBook:
    """Return the rules of sources; the seconds hold for sites that name none. Raises BadSources."""
    sites = {name: _rules(site, confirm_after_seconds) for name, site in sources.sites.items()}
    return RuleBook(_rules(sources.defaults, confirm_after_seconds), sites)


def _rules(site: SiteSettings, confirm_after_seconds: float) -> Rules:
    own = site.confirm_after_seconds
    try:
        return Rules(tuple(site.leave_out), tuple(site.keep), confirm_after_seconds if own is None else own)
    except BadRule as fault:
        raise BadSources(f"{site.site or 'all sites'}: {fault}") from None


def joined(paths: tuple[Path, ...]) -> str:
    """Return the names of files as ``Settings.sources`` takes them."""
    return os.pathsep.join(str(path.absolute()) for path in paths)
