"""A comparison of two captures as one HTML file that needs nothing else: no script, no font, nothing fetched.

Every word of a page goes through ``_text``, which escapes it; the policy in the head would stop what got through.
"""

from __future__ import annotations

import base64
import hashlib
import html
from typing import Any

from streams.commands import redline
from streams.commands.offline import Compared
from streams.commands.terminal import moment, visible

Value = dict[str, Any]

STYLE = """
:root { color-scheme: light dark; --ground: #fff; --text: #1c1c1c; --faint: #5a5a5a; --line: #ddd;
  --out: #8f1313; --out-ground: #fde7e7; --in: #0b5a26; --in-ground: #e2f5e6; --note: #6b4600; }
@media (prefers-color-scheme: dark) { :root { --ground: #16181a; --text: #e8e6e3; --faint: #a5a29d; --line: #3a3d40;
  --out: #ffb3ad; --out-ground: #4a1d1b; --in: #a8e6b6; --in-ground: #153a20; --note: #f0c674; } }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 1.2rem 1rem 3rem; max-width: 44rem; background: var(--ground); color: var(--text);
  font: 1.05rem/1.6 Georgia, "Times New Roman", serif; overflow-wrap: anywhere; }
h1 { font-size: 1.6rem; line-height: 1.25; margin: 0 0 .6rem; }
h2 { font: 600 .85rem/1.4 system-ui, sans-serif; margin: 1.8rem 0 .3rem; color: var(--faint); }
p { margin: 0 0 .6rem; }
.about, .signals, footer, dl, li { font: .85rem/1.5 system-ui, sans-serif; color: var(--faint); }
.verdict { font: 600 1rem/1.5 system-ui, sans-serif; }
section { border-top: 1px solid var(--line); }
del { color: var(--out); background: var(--out-ground); text-decoration: line-through; }
ins { color: var(--in); background: var(--in-ground); text-decoration: underline; }
.note { color: var(--note); }
ul { padding-left: 1.1rem; }
a { color: inherit; }
"""
_POLICY = "default-src 'none'; style-src 'sha256-{}'; base-uri 'none'; form-action 'none'"


def page(found: Compared) -> str:
    """Return the whole document."""
    title = _text(found.new.value["headline"] or found.new.value["url"])
    digest = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
    return f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{_POLICY.format(digest)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex">
<title>Redline: {title}</title>
<style>{STYLE}</style>
</head>
<body>
<main>
<header>
<h1 dir="auto">{title}</h1>
{_about(found)}
</header>
{_changes(found.event)}
{_aside(found)}
</main>
<footer>
<p><del>Struck through</del>: taken out. <ins>Underlined</ins>: came in. Written by rowback.</p>
</footer>
</body>
</html>
"""


def _text(text: str) -> str:
    return html.escape(visible(text), quote=True)


def _about(found: Compared) -> str:
    old, new, event = found.old.value, found.new.value, found.event
    if found.same_page:
        where = f"{_link(new['url'])}<br>captured {_text(moment(old['captured_at']))} → "
        where += _text(moment(new["captured_at"])) + " UTC"
    else:
        where = f"{_link(old['url'])}<br>→ {_link(new['url'])}<br>two pages, compared as copies of one article"
    if event and (event["edits"] or event["headline"]):
        kind = _text(event["kind"].replace("_", " "))
        verdict = f"{kind} · significance {event['significance']:.2f}"
    else:
        verdict = f"No change of the text: {_text(found.reason or '')}"
    return f'<p class="about">{where}</p>\n<p class="verdict">{verdict}</p>'


def _link(url: str) -> str:
    shown = _text(url)
    if not url.lower().startswith(("https://", "http://")):
        return shown
    return f'<a href="{shown}" rel="noreferrer noopener nofollow">{shown}</a>'


def _changes(event: Value | None) -> str:
    if event is None:
        return ""
    parts = []
    if change := event["headline"]:
        parts.append(_section("headline", change, "h"))
    for number, edit in enumerate(event["edits"], 1):
        title = f"{number}. {edit['op']}, {redline.place(edit)}"
        if edit["kind"] != "edit":
            title += f" · {edit['kind'].replace('_', ' ')}"
        parts.append(_section(title, edit, str(number)))
    return "\n".join(parts)


def _section(title: str, change: Value, number: str) -> str:
    seen = [words for words in dict.fromkeys(map(redline.signal, change["signals"])) if words != "headline"]
    signals = f'\n<p class="signals">{_text(", ".join(seen))}</p>' if seen else ""
    body = "".join(_piece(piece) for piece in redline.pieces(change["old"], change["new"], change["spans"]))
    return (
        f'<section aria-labelledby="change-{number}">\n<h2 id="change-{number}">{_text(title)}</h2>\n'
        f'<p dir="auto">{body}</p>{signals}\n</section>'
    )


def _piece(piece: redline.Piece) -> str:
    text = _text(piece.text)
    return {"same": text, "out": f"<del>{text}</del>", "in": f"<ins>{text}</ins>"}[piece.op]


def _aside(found: Compared) -> str:
    items = []
    if found.cut_off:
        evidence = _text(redline.evidence(found.cut_off["evidence"]))
        items.append(f'<li class="note">Cut off, not deleted: the {found.cut_side} capture: {evidence}</li>')
    items += [f"<li>date: {name} {_text(moment(old))} → {_text(moment(new))}</li>" for name, old, new in found.dates]
    noise = [
        f"<li>{_text(item['reason'])} (rule {_text(item['rule'])}): {_text(item['text'])}</li>" for item in found.noise
    ]
    if noise:
        listed = "\n".join(noise)
        items.append(f"<li><details><summary>noise ({len(noise)})</summary><ul>\n{listed}\n</ul></details></li>")
    if not items:
        return ""
    listed = "\n".join(items)
    return (
        '<section aria-labelledby="aside">\n<h2 id="aside">Not counted as a change</h2>\n'
        f"<ul>\n{listed}\n</ul>\n</section>"
    )
