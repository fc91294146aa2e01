"""Percent-encoding in one form (RFC 3986, 6.2.2): letters that need none have none, all others are upper-case UTF-8.

Besides the unreserved characters, those that servers do not tell from their encoded form are decoded too: ``!'()*,:@``
(Wikipedia's ``%28`` and ``(`` are one page). ``/ ? # & = + ; %`` are never decoded in a path: there they divide.
"""

from __future__ import annotations

import re
from urllib.parse import quote_from_bytes

_UNRESERVED = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~"
_DECODED_IN_PATH = frozenset(_UNRESERVED + "!'()*,:@")
_DECODED_IN_VALUE = frozenset(_UNRESERVED + "!'()*,:@/?$")

# Alternatives in this order: an encoded byte, a percent sign that encodes nothing, a run of what must be encoded.
_PATH_ODD = re.compile(r"%[0-9A-Fa-f]{2}|%|[^A-Za-z0-9\-._~!'()*,:@/$&+;=%]+")
_VALUE_ODD = re.compile(r"%[0-9A-Fa-f]{2}|%|[^A-Za-z0-9\-._~!'()*,:@/?$+;=&%]+")


def normalised_path(path: str) -> str:
    """Return a path (or the text after ``#!``) with one form of percent-encoding; ``/`` stays as it is."""
    return _PATH_ODD.sub(_path_part, path)


def normalised_value(text: str) -> str:
    """Return a name or value of a query with one form of percent-encoding, a space as ``+``."""
    return _VALUE_ODD.sub(_value_part, text)


def _path_part(match: re.Match[str]) -> str:
    return _one_form(match.group(), _DECODED_IN_PATH)


def _value_part(match: re.Match[str]) -> str:
    return _one_form(match.group(), _DECODED_IN_VALUE).replace("%20", "+")


def _one_form(text: str, decoded: frozenset[str]) -> str:
    if text[0] != "%":
        return quote_from_bytes(text.encode("utf-8"), safe="")
    if len(text) == 1:
        return "%25"
    sign = chr(int(text[1:], 16))
    return sign if sign in decoded else text.upper()
