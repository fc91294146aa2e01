"""Articles: what pages that are copies of each other share; sites and counts beside them."""

from __future__ import annotations

from aiohttp import web

from streams.archive import counts, pages
from streams.serving.answers import answer
from streams.serving.operations import Asked, Operation
from streams.serving.pages import listed
from streams.serving.parameters import (
    CURSOR,
    PAGE_CHOOSING,
    PATH_ARTICLE,
    SITE,
    SITE_CHARACTERS_MAX,
    SIZE,
    Parameter,
    text,
)
from streams.serving.problems import not_found

SITES_MAX = 10_000
ONE_SITE = Parameter("site", "Only captures of this site.", SITE, text(SITE_CHARACTERS_MAX))


async def all_articles(asked: Asked) -> web.Response:
    """List articles, each as the page of it that was found last (of those that fit)."""
    return await listed(asked, "articles", pages.articles)


async def one(asked: Asked) -> web.Response:
    """Return an article: its pages, the one found first at the top."""
    article = asked.values["path_article"]
    found = await asked.archive.read(pages.article, article)
    if not found:
        raise not_found("article")
    return answer(asked.request, {"article": article, "pages": found})


async def sites(asked: Asked) -> web.Response:
    """Return the sites by name."""
    found = await asked.archive.read(pages.sites, SITES_MAX)
    return answer(asked.request, {"epoch": asked.archive.epoch, "items": found})


async def outcomes(asked: Asked) -> web.Response:
    """Return how many captures came to which outcome."""
    found = await asked.archive.read(counts.outcomes, asked.values.get("site"))
    return answer(asked.request, {"outcomes": found, "captures": sum(found.values())})


async def summary(asked: Asked) -> web.Response:
    """Return what the archive is and holds."""
    found = await asked.archive.read(counts.summary)
    return answer(asked.request, {"epoch": asked.archive.epoch, **found})


OPERATIONS = (
    Operation("", "getSummary", "What the archive is and holds.", summary, "Summary"),
    Operation(
        "/articles",
        "listArticles",
        "Articles, each as the page of it that was found last.",
        all_articles,
        "Pages",
        (*PAGE_CHOOSING, SIZE, CURSOR),
    ),
    Operation("/articles/{article}", "getArticle", "An article: its pages.", one, "Article", (PATH_ARTICLE,)),
    Operation("/sites", "listSites", "Sites by name.", sites, "Sites"),
    Operation("/outcomes", "getOutcomes", "What became of captures.", outcomes, "Outcomes", (ONE_SITE,)),
)
