import gzip
import hashlib
import zlib
from collections.abc import Callable

import pytest
import zstandard

from streams.captures.http import Undecodable, decoded_body
from streams.captures.items import BODY_BYTES_MAX
from tests.captures.bodies import ENCODED, STORED, brotli, chunked


@pytest.mark.parametrize(("stored", "transfer", "content"), STORED)
def test_a_body_is_unpacked_where_its_bytes_agree_with_its_headers(stored: bytes, transfer: str, content: str) -> None:
    assert decoded_body(stored, transfer, content, BODY_BYTES_MAX) == ENCODED


def test_a_body_cut_off_by_the_crawler_is_given_as_far_as_it_goes() -> None:
    text = b"".join(hashlib.sha256(b"%d" % number).hexdigest().encode() for number in range(1_000))
    for stored, transfer, content in ((gzip.compress(text), "", "gzip"), (chunked(text), "chunked", "")):
        body = decoded_body(stored[: len(stored) // 2], transfer, content, BODY_BYTES_MAX)
        assert text.startswith(body)
        assert len(body) > 20_000


@pytest.mark.parametrize("pack", [gzip.compress, zlib.compress, brotli, zstandard.compress])
def test_a_small_body_that_unpacks_to_a_huge_one_is_unpacked_up_to_the_bound(pack: Callable[[bytes], bytes]) -> None:
    content = {gzip.compress: "gzip", zlib.compress: "deflate", brotli: "br", zstandard.compress: "zstd"}[pack]
    assert len(decoded_body(pack(bytes(5_000_000)), "", content, 1_000)) == 1_001


def test_a_brotli_body_that_is_damaged_is_not_guessed_at() -> None:
    with pytest.raises(Undecodable):
        decoded_body(brotli(ENCODED)[:-3], "", "br", BODY_BYTES_MAX)
