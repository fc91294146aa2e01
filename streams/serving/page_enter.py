"""The way in where a token is asked for: a form, because a browser cannot be told to send a header.

The token is kept in a cookie that no script can read and that other sites' pages do not send along with what they post.
"""

from __future__ import annotations

import hmac

from aiohttp import web
from markupsafe import Markup

from streams.serving.access import COOKIE, ENTER
from streams.serving.keys import SETTINGS
from streams.serving.page_document import Document, shown
from streams.serving.page_markup import Place

MONTH_SECONDS = 30 * 24 * 3600


def install(app: web.Application) -> None:
    """Add the form."""
    app.router.add_get(ENTER, _form)
    app.router.add_post(ENTER, _enter)


async def _form(request: web.Request) -> web.Response:
    return _answer(request)


async def _enter(request: web.Request) -> web.Response:
    """Keep the right token in the browser, and go to the list."""
    settings, place = request.app[SETTINGS], Place.of(request)
    sent = (await request.post()).get("token", "")
    if not isinstance(sent, str) or not hmac.compare_digest(sent.strip().encode(), (settings.token or "").encode()):
        return _answer(request, wrong=True)
    response = web.Response(status=303, headers={"Location": place.path("/")})
    response.set_cookie(
        COOKIE,
        sent.strip(),
        path=place.base or "/",
        max_age=MONTH_SECONDS,
        httponly=True,
        samesite="Lax",
        secure=place.origin.startswith("https://"),
    )
    return response


def _answer(request: web.Request, *, wrong: bool = False) -> web.Response:
    said = Markup('<p class="note" role="alert">That is not the token.</p>') if wrong else ""
    main = _FORM.format(action=Place.of(request).path(ENTER), said=said)
    return shown(request, Document("Enter", main, "enter"), 403 if wrong else 200)


_FORM = Markup("""<h1>Enter</h1>
{said}<form class="enter" action="{action}" method="post">
<p><label for="token">The token that this server was started with</label></p>
<p class="ask"><input id="token" type="password" name="token" autocomplete="current-password" required>
<button>Enter</button></p></form>""")
