"""Who may ask: a token beyond loopback, the right host name on it, and no other site's pages unless allowed."""

from __future__ import annotations

import hmac
import re
from urllib.parse import urlsplit

from aiohttp import hdrs, web

from streams.serving.keys import SETTINGS
from streams.serving.problems import Handler, Problem
from streams.serving.settings import LOOPBACK_NAMES, ServeSettings

ENTER = "/enter"
OPEN = frozenset({"/livez", "/readyz", ENTER})
OPEN_FOLDER = "/static/"  # the same files in every installation
COOKIE = "rowback_token"
_PORT = re.compile(r":[0-9]*$")
METHODS = "GET, HEAD, OPTIONS"
CORS_HEADERS = "Authorization, If-None-Match, Last-Event-ID"


@web.middleware
async def access(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Let a request through, or say why not; answer OPTIONS for every address that is served."""
    settings = request.app[SETTINGS]
    _check_host(request, settings)
    if request.method == hdrs.METH_OPTIONS and request.match_info.http_exception is not None:
        if request.match_info.http_exception.status == 405:
            allowed = request.match_info.http_exception.headers.get("Allow", "")
            return web.Response(status=204, headers={"Allow": ", ".join(sorted({*allowed.split(","), "OPTIONS"}))})
        raise request.match_info.http_exception
    is_open = request.path in OPEN or request.path.startswith(OPEN_FOLDER)
    if settings.token and not is_open and not _has_token(request, settings.token):
        if request.method == hdrs.METH_GET and "text/html" in request.headers.get(hdrs.ACCEPT, ""):
            raise web.HTTPSeeOther(urlsplit(settings.public_url or "").path.rstrip("/") + ENTER)  # a person's browser
        challenge = {"WWW-Authenticate": 'Bearer realm="rowback"'}
        raise Problem(401, "no-token", "send the token: Authorization: Bearer TOKEN", challenge)
    return await handler(request)


def _check_host(request: web.Request, settings: ServeSettings) -> None:
    """Without a token only this machine's own names are answered: a foreign one that points here is a trick.

    (DNS rebinding: a page of evil.example reads what is served on 127.0.0.1.)
    """
    if settings.token or settings.public_url:
        return
    name = _PORT.sub("", request.headers.get("Host", "")).strip("[]")
    if name.lower() not in LOOPBACK_NAMES:
        raise Problem(
            421, "wrong-host", "this server answers to 127.0.0.1 and localhost only; --public-url names another"
        )


def refuse_other_pages(request: web.Request) -> None:
    """Refuse what changes something when a browser asks for the page of another site, whoever is logged in here.

    A browser says so itself (Fetch standard): by Sec-Fetch-Site, older ones by Origin.
    """
    said = request.headers.get("Sec-Fetch-Site", "none")
    origin = request.headers.get("Origin")
    own = {f"{request.scheme}://{request.host}", _origin(request.app[SETTINGS].public_url or "")}
    if said not in ("none", "same-origin") or (origin is not None and origin not in own):
        raise Problem(403, "other-origin", "pages of other sites may read here, where that is allowed, but never write")


def _origin(url: str) -> str:
    return "/".join(url.split("/", 3)[:3])


def _has_token(request: web.Request, token: str) -> bool:
    scheme, _, sent = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer":
        sent = request.cookies.get(COOKIE, "")
    return hmac.compare_digest(sent.strip().encode("utf-8", "replace"), token.encode())


async def complete_headers(request: web.Request, response: web.StreamResponse) -> None:
    """Add what every answer carries; what a handler has set itself stays."""
    headers = response.headers
    headers.setdefault("X-Content-Type-Options", "nosniff")
    headers.setdefault("Referrer-Policy", "no-referrer")
    headers.setdefault("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
    headers.setdefault("Cache-Control", "private, no-cache")
    origin = request.headers.get("Origin")
    allowed = request.app[SETTINGS].cors_origins
    if allowed:
        headers.add("Vary", "Origin")
    if origin in allowed and origin is not None:
        headers["Access-Control-Allow-Origin"] = origin
        headers["Access-Control-Expose-Headers"] = "ETag, Link"
        if request.method == hdrs.METH_OPTIONS:
            headers["Access-Control-Allow-Methods"] = METHODS
            headers["Access-Control-Allow-Headers"] = CORS_HEADERS
