import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.text.mojibake import mend

CLEAN = [
    "Don’t say “never” – it’s a naïve café, señor…",
    "Die Straße über den Fluß kostet 5 € (geschätzt), sagte Jürgen Ärmel.",
    "« C’est là-bas », dit-il à l’Hôtel de Ville. ÉCOLE FERMÉE À NOËL.",
    "O CORAÇÃO DA NAÇÃO NÃO É «SÃO» PAULO. PÃES E MAÇÃS – ÀS 5 H.",
    "¿Qué pasó? ¡Nada! El niño comió piñas. AÑO «NUEVO».",
    "Čeština, Łódź, Reykjavík, þetta er íslenska, Ångström, ÅÄÖ.",
    "Tiếng Việt: Đà Nẵng, Hồ Chí Minh. ÂU CƠ.",
    "Президент заявил: «Нет».",
    "彼は「行く」と言った。他来了。",
    "هذا خبر عاجل. שלום עולם. हिन्दी समाचार। ข่าววันนี้",
    "Ελληνικά νέα – «Αθήνα».",
    "🎉👍🏽 20 °C, 5 µm, ½, x² ± 3",
    "plain ASCII text",
    "",
]
BROKEN = [
    "The mayor said she wouldn’t go.",
    "Die Brücke über den Fluß kostet mehr.",
    "« C’est fini », a-t-il déclaré à l’école.",
    "El niño comió piñas en España — y más.",
    "Não há informações sobre a situação.",
    "Я не знаю, что сказать.",
    "她说今天会下雨。",
]


@pytest.mark.parametrize("text", CLEAN)
def test_clean_text_of_any_language_comes_back_as_the_same_object(text: str) -> None:
    assert mend(text) is text


def read_as(text: str, encoding: str) -> str:
    """Each byte as the code page shows it; the five that Windows-1252 leaves open as Latin-1, like browsers do."""
    return "".join(bytes([b]).decode(encoding, "ignore") or chr(b) for b in text.encode())


@pytest.mark.parametrize("encoding", ["windows-1252", "latin-1"])
@pytest.mark.parametrize("text", BROKEN)
def test_utf8_read_as_a_western_code_page_is_mended(text: str, encoding: str) -> None:
    assert mend(read_as(text, encoding)) == text


def test_only_the_broken_line_changes() -> None:
    good = "“Curly” quotes and ﬁne ligatures stay, ｗｉｄｅ ones too."
    assert mend(f"{good}\nIt donâ€™t matter.\n{good}") == f"{good}\nIt don’t matter.\n{good}"


@given(st.text())
def test_mending_twice_is_mending_once(text: str) -> None:
    once = mend(text)
    assert mend(once) == once


def test_a_very_long_line_is_left_alone() -> None:
    text = "â€™" * 100_000
    assert mend(text) is text
