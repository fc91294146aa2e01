"""One page, as servers send it and crawlers store it."""

import gzip
import io
import zlib

import pytest
import zstandard
from fastwarc.stream_io import BrotliWriter

PAGE = "<p>The fare rises by 12 € – for all.</p>"


def brotli(data: bytes) -> bytes:
    packed = io.BytesIO()
    writer = BrotliWriter(packed)
    writer.write(data)
    writer.close()
    return packed.getvalue()


def chunked(data: bytes) -> bytes:
    parts = [data[at : at + 7] for at in range(0, len(data), 7)]
    return b"".join(b"%x;name=value\r\n%s\r\n" % (len(part), part) for part in parts) + b"0\r\n\r\n"


def raw_deflate(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(data) + packer.flush()


ENCODED = PAGE.encode()
# (stored bytes, Transfer-Encoding, Content-Encoding)
STORED = [
    pytest.param(ENCODED, "", "", id="plain"),
    pytest.param(chunked(ENCODED), "chunked", "", id="chunked"),
    pytest.param(gzip.compress(ENCODED), "", "gzip", id="gzip"),
    pytest.param(gzip.compress(ENCODED), "", "X-GZIP", id="x-gzip"),
    pytest.param(zlib.compress(ENCODED), "", "deflate", id="deflate"),
    pytest.param(raw_deflate(ENCODED), "", "deflate", id="bare deflate"),
    pytest.param(brotli(ENCODED), "", "br", id="br"),
    pytest.param(zstandard.compress(ENCODED), "", "zstd", id="zstd"),
    pytest.param(chunked(gzip.compress(ENCODED)), "chunked", "gzip", id="chunked gzip"),
    pytest.param(brotli(gzip.compress(ENCODED)), "", "gzip, br", id="br of gzip"),
    # unpacked by the crawler, with the headers left as they were
    pytest.param(ENCODED, "chunked", "", id="not chunked"),
    pytest.param(ENCODED, "", "gzip", id="not gzip"),
    pytest.param(ENCODED, "", "deflate", id="not deflate"),
    pytest.param(ENCODED, "", "br", id="not br"),
    pytest.param(ENCODED, "", "zstd", id="not zstd"),
    pytest.param(gzip.compress(ENCODED), "chunked", "gzip", id="gzip not chunked"),
    pytest.param(chunked(ENCODED), "chunked", "gzip", id="chunked not gzip"),
    # a name that nobody knows
    pytest.param(ENCODED, "", "aws-chunked, identity", id="unknown"),
]
