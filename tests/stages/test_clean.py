"""What cleaning makes of bodies that are no article."""

from __future__ import annotations

from random import Random

import orjson
import pytest

from streams.stages import clean
from streams.stages.clean import Rejected

NOW_MS = 1_790_000_000_000


def cleaned(body: str) -> list[str]:
    raw = {
        "url": "https://gazette.example/notes.txt",
        "captured_at": "2026-03-01T08:00:00Z",
        "status": 200,
        "content_type": "text/plain",
        "body": body,
    }
    article, _ = clean.clean(clean.read(clean.parse(orjson.dumps(raw)), NOW_MS))
    return [paragraph.text for paragraph in article.paragraphs]


@pytest.mark.parametrize("encoding", ["utf-8", "latin-1"])
def test_random_bytes_are_no_text_whatever_they_are_read_as(encoding: str) -> None:
    data = Random(7).randbytes(20_000)  # noqa: S311 - any bytes will do
    with pytest.raises(Rejected) as rejected:
        cleaned(data.decode(encoding, "replace"))
    assert rejected.value.reason == "not_text"


def test_a_text_with_letters_that_could_not_be_read_is_still_a_text() -> None:
    body = "La caf\ufffdteria de la esquina abri\ufffd sus puertas el lunes, dijo su due\ufffda, Mirela Quist.\x00"
    assert cleaned(body) == [body.rstrip("\x00")]


def test_a_text_that_an_editor_wrapped_has_its_paragraphs_back() -> None:
    body = (
        "The lock at Brennwick will stay closed until the spring, the water board\n"
        "said on Monday. Its lower gate was damaged in a storm that lifted boats\n"
        "out of the basin and left them on the towpath.\n"
        "\n"
        "“We could hear the hinges go,” said Tilda Quist, who has kept the lock for\n"
        "nineteen years and was on her way down to the lower gate when it gave in.\n"
    )
    assert [text[-8:] for text in cleaned(body)] == ["towpath.", "gave in."]
