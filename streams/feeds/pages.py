"""Pages that are no articles although the server says that all is well: what rowback cannot read, and why.

Observed: newsrooms answer 200 with a page that only a program can fill, a wall that asks for consent or a password, a
test whether a person is there, or the words "page not found". Taken for captures, each would look like a rewrite.

Decided: such a page is short, or came from another address than was asked for, and shows one of the marks below. A long
page is an article, whatever else stands on it: most articles have a consent text and a password field somewhere.

Deliberately missed: paywalls that show a beginning (the stages know a cut-off text), walls in languages not listed.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlsplit

from streams.feeds.discovery import without_comments
from streams.feeds.source import text_of

PageFault = Literal["needs_javascript", "needs_login", "cookie_wall", "robot_check", "soft_404", "not_a_page"]

SHORT_CHARACTERS = 1_500  # of visible text; the shortest news briefs with their menu have some 2,000
EMPTY_CHARACTERS = 350
TEXT_CHARACTERS_MAX = 300_000

_OTHER_TYPES = ("image/", "video/", "audio/", "font/", "application/pdf", "application/zip", "application/octet-stream")
_HIDDEN = re.compile(r"<(script|style|noscript|template|svg)\b", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]{0,4000}>")
_TITLE = re.compile(r"<(?:title|h1)\b[^<>]{0,1000}>([^<]{0,500})", re.IGNORECASE)
_SCRIPT = re.compile(r"<script\b", re.IGNORECASE)
_ROOT = re.compile(
    r"<(?:div|main)[^<>]{0,200}\bid\s*=\s*[\"']?(?:root|app|__next|__nuxt|react-root|app-root)\b", re.IGNORECASE
)
_PASSWORD = re.compile(r"<input\b[^<>]{0,1000}\btype\s*=\s*[\"']?password", re.IGNORECASE)
_ROBOT = re.compile(
    r"cf-chl|cf_chl|challenge-platform|captcha-delivery|px-captcha|g-recaptcha|h-captcha|hcaptcha\.com|"
    r"verify(?:ing)? (?:that )?you are (?:a )?human|checking your browser|are you a robot|unusual traffic",
    re.IGNORECASE,
)
_JAVASCRIPT = re.compile(
    r"(?:enable|activate|requires?|turn on|needs?|aktivieren|activer|activar?|activez|habilitar?|abilita\w*)\W+"
    r"(?:\w+\W+){0,3}?javascript|javascript\W+(?:\w+\W+){0,4}?(?:disabled|enabled|required|deaktiviert|aktivieren|"
    r"désactivé|desactivado|necessario|erforderlich|turned off)",
    re.IGNORECASE,
)
_CONSENT = re.compile(
    r"(?:accept|agree|consent|allow|akzeptieren|zustimm\w*|einwillig\w*|accepter|consentement|aceptar|accetta\w*|"
    r"accepteren|toestemming|godkend|samtykke|godkänn)\b",
    re.IGNORECASE,
)
_COOKIES = re.compile(
    r"\b(?:cookies?|tracking|consent|privacy|datenschutz|privacidad|confidentialité)\b", re.IGNORECASE
)
_CONSENT_ADDRESS = re.compile(
    r"(?:^|[./-])(?:consent|cookie-?wall|privacy-?gate|cmp|zustimmung)(?:[./-]|$)", re.IGNORECASE
)
_LOGIN = re.compile(
    r"\b(?:log ?in|sign ?in|anmelden|einloggen|connectez-vous|se connecter|iniciar sesión|accedi|inloggen|log ind)\b",
    re.IGNORECASE,
)
_LOGIN_ADDRESS = re.compile(
    r"(?:^|[./_-])(?:log-?in|sign-?in|sso|auth|oauth2?|authorize|account|accounts|anmelden|connexion|idp)(?:[./_-]|$)",
    re.IGNORECASE,
)
_MISSING = re.compile(
    r"\b404\b|(?:page|article|story|site|url|content|document)\b[^.]{0,40}\b(?:no longer (?:exists?|available)|"
    r"does(?:n't| not) exist|has (?:been )?(?:removed|moved|expired)|is (?:gone|unavailable))|not (?:be )?found|"
    r"nicht gefunden|introuvable|no encontrad[ao]|non trovat[ao]|niet gevonden|ikke fundet|hittades inte|"
    r"não encontrad[ao]",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Recognised:
    """What kind of page this is instead of an article, and a sentence for a person."""

    kind: PageFault
    message: str


_WORDS: dict[PageFault, str] = {
    "needs_javascript": "this page is empty without JavaScript, which rowback does not run",
    "needs_login": "this page asks for a login, and rowback has none",
    "cookie_wall": "this page shows nothing but a question for consent (a cookie wall)",
    "robot_check": "this server asks whether a person is there, and shows no article",
    "soft_404": "this page says that there is no such page, although its status says that all is well",
    "not_a_page": "this is no page of text",
}


def recognise(status: int, url: str, final_url: str, content_type: str, body: bytes) -> Recognised | None:
    """Tell what stands in the way of reading an answer; None where it may be an article. Never raises.

    ``url`` is what was asked for, ``final_url`` where redirects led to.
    """
    kind = _by_status(status) or (_by_content(url, final_url, content_type, body) if status == 200 else None)
    return Recognised(kind, _WORDS[kind]) if kind else None


def _by_status(status: int) -> PageFault | None:
    return "needs_login" if status in (401, 402, 407) else None


def _by_content(url: str, final_url: str, content_type: str, body: bytes) -> PageFault | None:
    if content_type.strip().lower().startswith(_OTHER_TYPES) or body.startswith(
        (b"%PDF-", b"\x89PNG", b"\xff\xd8\xff")
    ):
        return "not_a_page"
    source = without_comments(text_of(body[: 4 * TEXT_CHARACTERS_MAX], content_type)[:TEXT_CHARACTERS_MAX])
    if "<" not in source:
        return None
    visible, hidden = _parts(source)
    moved = _place(url) != _place(final_url)
    if moved and _CONSENT_ADDRESS.search(_where(final_url)):
        return "cookie_wall"
    if moved and _LOGIN_ADDRESS.search(_where(final_url)) and len(visible) < 2 * SHORT_CHARACTERS:
        return "needs_login"
    if moved and _is_front(final_url) and not _is_front(url):
        return "soft_404"
    return _short_page(source, visible, hidden) if len(visible) < SHORT_CHARACTERS else None


def _short_page(source: str, visible: str, hidden: str) -> PageFault | None:
    titles = " ".join(html.unescape(title) for title in _TITLE.findall(source))
    if _ROBOT.search(source):
        return "robot_check"
    if _MISSING.search(titles) or (len(visible) < EMPTY_CHARACTERS and _MISSING.search(visible)):
        return "soft_404"
    # Many pages have a form for readers in their head: it is a wall where there is next to nothing else.
    if _PASSWORD.search(source) and (_LOGIN.search(titles) or len(visible) < EMPTY_CHARACTERS):
        return "needs_login"
    if len(visible) < EMPTY_CHARACTERS and (_JAVASCRIPT.search(visible + " " + hidden) or _is_shell(source)):
        return "needs_javascript"
    if _CONSENT.search(visible) and len(_COOKIES.findall(visible)) >= 2 and not _tells_more(visible):
        return "cookie_wall"
    return None


def _parts(source: str) -> tuple[str, str]:
    """Return the text that is shown, and that which is shown without scripts only, each with single spaces."""
    shown: list[str] = []
    without_scripts: list[str] = []
    at = 0
    lower = source.lower()
    while match := _HIDDEN.search(source, at):
        shown.append(source[at : match.start()])
        end = lower.find(f"</{match[1].lower()}", match.end())
        end = len(source) if end < 0 else end
        if match[1].lower() == "noscript":
            without_scripts.append(source[match.end() : end])
        at = end
    shown.append(source[at:])
    head_end = lower.find("</head")
    text = "".join(shown)
    if head_end >= 0 and (end := text.lower().find("</head")) >= 0:
        text = text[end:]
    return _plain(text), _plain(" ".join(without_scripts))


def _plain(markup: str) -> str:
    return " ".join(html.unescape(_TAG.sub(" ", markup)).split())


def _is_shell(source: str) -> bool:
    return bool(_SCRIPT.search(source) and _ROOT.search(source))


def _tells_more(visible: str) -> bool:
    """Tell whether more than one sentence is about something else than cookies."""
    sentences = [sentence for sentence in re.split(r"[.!?]\s", visible) if len(sentence) > 40]
    other = [s for s in sentences if not _COOKIES.search(s) and not _CONSENT.search(s)]
    return len(other) > 1


def _place(url: str) -> str:
    return _where(url).rstrip("/").lower()


def _where(url: str) -> str:
    try:
        parts = urlsplit(url)
        return (parts.hostname or "").removeprefix("www.") + parts.path
    except ValueError:
        return url


def _is_front(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.path in ("", "/") and not parts.query
