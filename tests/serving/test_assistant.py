"""The archive for language models: what the tools answer, and that a stranger's text stays within its marks."""

from __future__ import annotations

import pytest

pytest.importorskip("mcp", reason="the extra `assistant` is not installed")

from streams.archive import Archive
from streams.serving.assistant import Tools, create_server


async def test_revisions_are_found_by_their_words_and_read_whole(archive: Archive) -> None:
    tools = Tools(archive)
    found = await tools.search_revisions(kind="headline")
    assert found
    assert {revision["kind"] for revision in found} == {"headline"}
    whole = await tools.read_revision(found[0]["revision"])
    assert whole["headline"]["old"] != whole["headline"]["new"]
    assert len(whole["edits"]) == whole["edits_count"]


async def test_versions_of_a_page_are_compared(archive: Archive) -> None:
    tools = Tools(archive)
    found = await tools.search_revisions(kind="edit", limit=50)
    revision = next(each for each in found if each["basis"] == "own_history" and each["edits_count"] == 1)
    edits = await tools.compare_versions(revision["page"], *revision["versions"])
    assert [edit["op"] for edit in edits] == [
        edit["op"] for edit in (await tools.read_revision(revision["revision"]))["edits"]
    ]


async def test_what_a_stranger_wrote_cannot_leave_its_marks(archive: Archive) -> None:
    tools = Tools(archive)
    for revision in await tools.search_revisions(limit=50):
        for edit in (await tools.read_revision(revision["revision"]))["edits"]:
            for text in (edit["old"], edit["new"]):
                assert text is None or (text.startswith("<article>") and text.endswith("</article>"))
                assert text is None or text.count("<") == text.count(">") == 2


@pytest.mark.parametrize("identity", ["", "x" * 32, "../../etc/passwd"])
async def test_what_is_no_id_is_said_to_be_none(archive: Archive, identity: str) -> None:
    with pytest.raises(ValueError, match="is no id"):
        await Tools(archive).read_revision(identity)


async def test_the_server_offers_its_tools(archive: Archive) -> None:
    names = {tool.name for tool in await create_server(archive).list_tools()}
    assert names == {"search_revisions", "read_revision", "compare_versions"}
