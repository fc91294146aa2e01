"""The pages for people, as an extension of the application.

GET /  /revisions/<id>  /pages/<id>  /pages/<id>/versions/<n>  /articles/<id>  /enter  /static/<file>
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from aiohttp import web

from streams.archive import BadQuestion, TooSlow
from streams.serving import page_enter
from streams.serving.answers import entity
from streams.serving.page_list import fault_page, list_page
from streams.serving.page_markup import STATIC, asset
from streams.serving.page_pages import article_page, page_page, version_page
from streams.serving.page_revision import revision_page
from streams.serving.problems import Problem

Handler = Callable[[web.Request], Awaitable[web.Response]]

FOREVER = "private, max-age=31536000, immutable"  # the address changes with the content


def install(app: web.Application) -> None:
    """Add the pages and their static files."""
    for path, handler in (
        ("/", list_page),
        ("/revisions/{revision:[0-9a-f]{32}}", revision_page),
        ("/pages/{page}", page_page),
        ("/pages/{page}/versions/{version}", version_page),
        ("/articles/{article}", article_page),
    ):
        app.router.add_get(path, _for_people(handler))
    app.router.add_get("/static/{name}", _static)
    page_enter.install(app)


def _for_people(handler: Handler) -> Handler:
    """Let what goes wrong be said as a page."""

    async def handle(request: web.Request) -> web.Response:
        try:
            return await handler(request)
        except Problem as problem:
            return fault_page(request, problem)
        except BadQuestion as fault:
            return fault_page(request, Problem(400, "bad-parameter", f"these words cannot be looked up: {fault}"))
        except TooSlow as fault:
            return fault_page(request, Problem(503, "too-slow", f"{fault}: ask for rarer words, or narrow it down"))

    return handle


async def _static(request: web.Request) -> web.Response:
    name = request.match_info["name"]
    if name not in STATIC:
        raise web.HTTPNotFound
    response = entity(request, asset(name), STATIC[name])
    if response.status != 304:
        response.charset = "utf-8"
    if "v" in request.query:
        response.headers["Cache-Control"] = FOREVER
    return response
