"""From the bytes that a server sent to text.

Observed: labels lie. ``iso-8859-1`` is nearly always windows-1252 (browsers read it so), pages in UTF-8 go out under a
server's default label for Latin-1, and a page cut off in the middle of a character is still UTF-8.

Decided: a byte order mark first. Then UTF-8 wherever the bytes beyond ASCII make sense as such, a few broken ones
included: other text does so by accident only, except very short text in East Asian encodings, where the label is
believed. Then the labels in the order of the WHATWG Encoding Standard, HTTP header before the page's own, the first
that fits without a fault. Last the first label with marks for what is broken, windows-1252 where there is none. No
statistics of languages: the same bytes give the same text for ever.

Deliberately missed: guessing among unlabelled Cyrillic, Greek or East Asian encodings.
"""

from __future__ import annotations

import codecs
import re

_ASCII = bytes(range(128))
HEAD_BYTES_MAX = 1_024  # where the Encoding Standard looks for a page's own label

# Labels whose name says less than what is in use (WHATWG Encoding Standard, "names and labels").
_WIDER = {
    "ascii": "cp1252", "iso8859-1": "cp1252", "iso8859-9": "cp1254", "iso8859-11": "cp874", "tis-620": "cp874",
    "gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932", "euc_kr": "cp949", "big5": "big5hkscs",
    "utf-16": "utf-16-le",
}  # fmt: skip
# Names that Python does not know by itself.
_FOREIGN = {
    "x-sjis": "cp932", "windows-31j": "cp932", "ks_c_5601-1987": "cp949", "ksc_5601": "cp949", "x-gbk": "gb18030",
    "x-euc-jp": "euc_jp", "x-x-big5": "big5hkscs", "x-cp1252": "cp1252", "x-cp1251": "cp1251", "windows-874": "cp874",
    "unicode-1-1-utf-8": "utf-8", "dos-874": "cp874", "iso-8859-8-i": "iso8859-8", "x-mac-roman": "mac_roman",
    "macintosh": "mac_roman", "x-mac-cyrillic": "mac_cyrillic", "cn-big5": "big5hkscs", "unicode": "utf-16-le",
}  # fmt: skip
# Only these: Python also has "encodings" that compress, escape or rotate.
_TAKEN = frozenset(
    ["utf-8", "utf-16-le", "utf-16-be", "gb18030", "big5hkscs", "cp932", "cp949", "euc_jp", "iso2022_jp"]
    + [f"cp{number}" for number in (866, 874, *range(1250, 1259))]
    + [f"iso8859-{number}" for number in (2, 3, 4, 5, 6, 7, 8, 10, 13, 14, 15, 16)]
    + ["koi8-r", "koi8-u", "mac-roman", "mac-cyrillic"]
)
_EAST_ASIAN = frozenset({"gb18030", "big5hkscs", "cp932", "cp949", "euc_jp"})
_PUBLISHED = {"big5hkscs": "big5", "cp932": "shift_jis", "cp949": "euc-kr", "euc_jp": "euc-jp",
              "iso2022_jp": "iso-2022-jp", "cp866": "ibm866", "mac-roman": "macintosh"}  # fmt: skip
_CHANCE_BYTES = 8  # that so many bytes of an East Asian text look like UTF-8 by accident happens in words, not in pages

_HTTP_CHARSET = re.compile(r"charset\s*=\s*[\"']?([^\s\"';,]+)", re.IGNORECASE)
_XML_ENCODING = re.compile(rb"\A\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9._:-]{1,40})", re.IGNORECASE)
_META_CHARSET = re.compile(rb"<meta\s[^>]*?charset\s*=\s*[\"']?\s*([A-Za-z0-9._:-]{1,40})", re.IGNORECASE)
_COMMENT = re.compile(rb"<!--.*?(?:-->|\Z)", re.DOTALL)
_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def decode(body: bytes, content_type: str | None) -> tuple[str, str]:
    """Return the text and the name of its encoding as the Encoding Standard writes it. Never raises."""
    for mark, codec in _BYTE_ORDER_MARKS:
        if body.startswith(mark):
            return body[len(mark) :].decode(codec, "replace"), _name(codec)
    codecs_named = _labels(body, content_type)
    if body.isascii() and b"\x00" not in body and b"\x1b" not in body:
        return body.decode("ascii"), "utf-8"
    if not _speaks_against_utf8(body, codecs_named) and (text := _as_utf8(body, "utf-8" in codecs_named)) is not None:
        return text, "utf-8"
    others = [codec for codec in codecs_named if codec != "utf-8"]
    for codec in others:
        try:
            return body.decode(codec), _name(codec)
        except UnicodeDecodeError:
            continue
    codec = others[0] if others else "cp1252"
    return body.decode(codec, "replace"), _name(codec)


def _labels(body: bytes, content_type: str | None) -> list[str]:
    """Return the codecs that the header and the page name, in order of belief."""
    found: list[str] = []
    header = _HTTP_CHARSET.search(content_type or "")
    if header and (codec := _codec(header[1])):
        found.append(codec)
    if not (content_type or "").lower().lstrip().startswith("text/plain"):
        head = body[:HEAD_BYTES_MAX]
        own = _XML_ENCODING.search(head) or _META_CHARSET.search(_COMMENT.sub(b"", head))
        codec = _codec(own[1].decode("ascii")) if own else None
        # A label that could be read as ASCII was not written in UTF-16.
        if codec and codec.startswith("utf-16"):
            codec = "utf-8"
        if codec and codec not in found:
            found.append(codec)
    return found


def _codec(label: str) -> str | None:
    label = label.strip().lower()
    try:
        name = codecs.lookup(_FOREIGN.get(label, label)).name
    except (LookupError, ValueError):
        return None
    name = _WIDER.get(name, name)
    return name if name in _TAKEN else None


def _speaks_against_utf8(body: bytes, codecs_named: list[str]) -> bool:
    """Tell whether the first label names an encoding whose texts can be valid UTF-8 without being it."""
    first = codecs_named[0] if codecs_named else ""
    if first.startswith("utf-16"):
        return b"\x00" in body
    if first == "iso2022_jp":
        return b"\x1b" in body
    return first in _EAST_ASIAN and _bytes_beyond_ascii(body) <= _CHANCE_BYTES


def _as_utf8(body: bytes, labelled: bool) -> str | None:
    """Return the text, with U+FFFD for what is broken; None where too little of what is beyond ASCII is sound."""
    text = body.decode("utf-8", "replace")
    broken = text.count("\ufffd") - body.count("\ufffd".encode())
    sound = len(text) - broken - (len(body) - _bytes_beyond_ascii(body))
    cut_off = labelled and broken == 1 and text.endswith("\ufffd")
    return text if broken == 0 or sound > 2 * broken or cut_off else None


def _bytes_beyond_ascii(body: bytes) -> int:
    return len(body.translate(None, _ASCII))


def _name(codec: str) -> str:
    if codec in _PUBLISHED:
        return _PUBLISHED[codec]
    if codec.startswith("cp"):
        return "windows-" + codec[2:]
    return codec.replace("iso8859", "iso-8859").replace("utf-16-", "utf-16")
