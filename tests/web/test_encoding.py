import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.web.encoding import decode

TEXT = "Die Fähre „Möwe“ kostet 12 € – für alle."
RUSSIAN = "Паром подорожал на двенадцать рублей."
JAPANESE = "渡し船の運賃が値上げされた。港の人々は怒っている。"


@pytest.mark.parametrize(
    "content_type", [None, "text/html", "text/html; charset=iso-8859-1", "text/html;charset=nonsense"]
)
def test_sound_utf8_is_utf8_whatever_the_label_says(content_type: str | None) -> None:
    assert decode(TEXT.encode(), content_type) == (TEXT, "utf-8")


@pytest.mark.parametrize("label", ["iso-8859-1", "latin1", "us-ascii", "windows-1252", "ISO-8859-1", '"iso-8859-1"'])
def test_latin_1_means_windows_1252(label: str) -> None:
    assert decode(TEXT.encode("cp1252"), f"text/html; charset={label}") == (TEXT, "windows-1252")


def test_without_a_label_what_is_no_utf8_is_windows_1252() -> None:
    assert decode(TEXT.encode("cp1252"), None) == (TEXT, "windows-1252")


def test_a_page_labelled_utf8_that_is_not_is_windows_1252() -> None:
    assert decode(TEXT.encode("cp1252"), "text/html; charset=utf-8") == (TEXT, "windows-1252")


@pytest.mark.parametrize(
    ("encoding", "published"), [("utf-8-sig", "utf-8"), ("utf-16", "utf-16le"), ("utf-16-be", "utf-16be")]
)
def test_a_byte_order_mark_comes_before_every_label(encoding: str, published: str) -> None:
    mark = "\ufeff" if encoding == "utf-16-be" else ""
    assert decode((mark + TEXT).encode(encoding), "text/html; charset=koi8-r") == (TEXT, published)


@pytest.mark.parametrize(
    ("label", "codec", "published", "text"),
    [
        ("windows-1251", "cp1251", "windows-1251", RUSSIAN),
        ("koi8-r", "koi8-r", "koi8-r", RUSSIAN),
        ("ibm866", "cp866", "ibm866", RUSSIAN),
        ("x-sjis", "cp932", "shift_jis", JAPANESE),
        ("euc-jp", "euc_jp", "euc-jp", JAPANESE),
        ("iso-2022-jp", "iso2022_jp", "iso-2022-jp", JAPANESE),
        ("gb2312", "gb18030", "gb18030", "轮渡票价上涨。" * 3),
        ("big5", "big5hkscs", "big5", "渡輪票價上漲。" * 3),
        ("ks_c_5601-1987", "cp949", "euc-kr", "여객선 요금이 올랐다."),
        ("iso-8859-9", "cp1254", "windows-1254", "Vapur ücreti yükseldi, İzmir şaşkın."),
        ("iso-8859-15", "iso8859-15", "iso-8859-15", "Zwölf €"),
        ("utf-16", "utf-16-le", "utf-16le", "Ferry fares rise"),
        ("utf-16be", "utf-16-be", "utf-16be", "Ferry fares rise"),
    ],
)
def test_labels_are_read_as_browsers_read_them(label: str, codec: str, published: str, text: str) -> None:
    assert decode(text.encode(codec), f"text/html; charset={label}") == (text, published)


@pytest.mark.parametrize(
    "head",
    [
        '<meta charset="windows-1251">',
        "<META CHARSET=windows-1251>",
        '<meta http-equiv="Content-Type" content="text/html; charset=windows-1251">',
        '<?xml version="1.0" encoding="windows-1251"?>',
        '<!-- <meta charset="koi8-r"> --><meta charset="windows-1251">',
    ],
)
def test_the_page_says_its_own_encoding(head: str) -> None:
    assert decode((head + RUSSIAN).encode("cp1251"), "text/html") == (head + RUSSIAN, "windows-1251")


def test_the_header_comes_before_the_page() -> None:
    page = '<meta charset="koi8-r">' + RUSSIAN
    assert decode(page.encode("cp1251"), "text/html; charset=windows-1251") == (page, "windows-1251")


def test_a_label_that_does_not_fit_gives_way_to_the_next() -> None:
    page = '<meta charset="windows-1251">' + RUSSIAN
    assert decode(page.encode("cp1251"), "text/html; charset=big5") == (page, "windows-1251")


def test_plain_text_about_html_is_not_read_as_html() -> None:
    text = '<meta charset="koi8-r"> häßlich'
    assert decode(text.encode("cp1252"), "text/plain") == (text, "windows-1252")


def test_a_label_beyond_the_first_1024_bytes_is_not_looked_for() -> None:
    page = " " * 1_024 + '<meta charset="windows-1251">' + RUSSIAN
    assert decode(page.encode("cp1251"), "text/html")[1] == "windows-1252"


@pytest.mark.parametrize("content_type", ["text/html; charset=utf-8", None, "text/html; charset=iso-8859-1"])
def test_utf8_cut_off_in_a_character_is_still_utf8(content_type: str | None) -> None:
    assert decode(TEXT.encode() + "ü".encode()[:1], content_type) == (TEXT + "\ufffd", "utf-8")


def test_one_broken_byte_does_not_spoil_the_rest() -> None:
    body = TEXT.encode() + b" \xff " + TEXT.encode()
    assert decode(body, "text/html; charset=iso-8859-1") == (f"{TEXT} \ufffd {TEXT}", "utf-8")


def test_a_short_east_asian_text_that_happens_to_be_valid_utf8_is_believed_its_label() -> None:
    """The two characters that a famous editor showed as boxes."""
    assert decode("联通".encode("gbk"), "text/plain; charset=gbk") == ("联通", "gb18030")


@pytest.mark.parametrize(
    "label", ["rot13", "zip", "hex", "unicode_escape", "utf-7", "idna", "undefined", "mbcs", "\x00"]
)
def test_what_python_calls_an_encoding_and_browsers_do_not_is_no_label(label: str) -> None:
    assert decode(b"+AGE- \\u0041 \xe4", f"text/plain; charset={label}") == ("+AGE- \\u0041 ä", "windows-1252")


@given(
    st.binary(max_size=300), st.one_of(st.none(), st.text(max_size=30), st.text(max_size=20).map("charset={}".format))
)
def test_any_bytes_decode_to_text_that_can_be_sent_on(body: bytes, content_type: str | None) -> None:
    text, encoding = decode(body, content_type)
    text.encode()
    assert encoding == encoding.lower()


@given(
    st.binary(max_size=40),
    st.sampled_from(["gbk", "shift_jis", "iso-2022-jp", "utf-16", "big5", "euc-kr", "koi8-u", "tis-620", "utf-8"]),
)
def test_every_label_copes_with_every_bytes(body: bytes, label: str) -> None:
    decode(body, f"text/html; charset={label}")[0].encode()


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=30))
def test_utf8_survives(text: str) -> None:
    if not text.startswith("\ufeff"):
        assert decode(text.encode(), "text/plain; charset=utf-8") == (text, "utf-8")
