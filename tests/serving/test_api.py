"""What the API answers, through the application itself."""

from __future__ import annotations

from typing import Any

import pytest
from aiohttp.test_utils import TestClient, TestServer

from streams import topology
from streams.archive import Archive
from streams.serving.app import create_app
from streams.serving.openapi import document
from streams.serving.resources import OPERATIONS
from streams.serving.settings import ServeSettings
from tests.archive.river import golden

Client = TestClient[Any, Any]
API = "/api/v1"


async def items(client: Client, path: str, **parameters: Any) -> list[dict[str, Any]]:
    answer = await client.get(API + path, params=parameters)
    assert answer.status == 200, await answer.text()
    found: list[dict[str, Any]] = (await answer.json())["items"]
    return found


async def walk(client: Client, path: str, **parameters: Any) -> list[dict[str, Any]]:
    """Follow `next` to the end."""
    found: list[dict[str, Any]] = []
    while True:
        answer = await (await client.get(API + path, params=parameters)).json()
        found += answer["items"]
        if not answer["next"] or not answer["items"]:
            return found
        parameters["cursor"] = answer["next"]


def ids(topic: str) -> set[str]:
    return {dict(m.headers)["ce_id"].decode() for m in golden() if m.topic == topic}


@pytest.mark.parametrize("order", ["newest", "oldest"])
async def test_the_cursor_gives_every_revision_once(client: Client, order: str) -> None:
    found = await walk(client, "/revisions", order=order, limit=7)
    assert len(found) == len({each["id"] for each in found})
    assert {each["id"] for each in found} == ids(topology.REVISED)
    numbers = [each["sequence"] for each in found]
    assert numbers == sorted(numbers, reverse=order == "newest")


async def test_a_cursor_at_the_end_gives_what_is_new_and_only_that(own_client: tuple[Client, Archive]) -> None:
    client, archive = own_client
    messages = [message for message in golden() if message.topic == topology.REVISED]
    archive.add(messages[:10])
    first = await (await client.get(f"{API}/revisions?order=oldest")).json()
    archive.add(messages[10:])
    second = await items(client, "/revisions", order="oldest", cursor=first["next"], limit=200)
    assert len(first["items"]) == 10
    assert {each["id"] for each in first["items"]} | {each["id"] for each in second} == ids(topology.REVISED)
    assert len(second) == len(messages) - 10


async def test_a_list_that_grows_while_it_is_read_repeats_nothing(own_client: tuple[Client, Archive]) -> None:
    client, archive = own_client
    messages = [message for message in golden() if message.topic == topology.REVISED]
    archive.add(messages[:20])
    first = await (await client.get(f"{API}/revisions?limit=10")).json()
    archive.add(messages[20:])
    second = await items(client, "/revisions", cursor=first["next"], limit=10)
    assert len({each["id"] for each in [*first["items"], *second]}) == 20


async def test_filters_choose_what_they_say(client: Client) -> None:
    everything = await walk(client, "/revisions")
    some = everything[3]["data"]
    middle = sorted(each["data"]["captured_at"] for each in everything)[len(everything) // 2]
    for parameters, fits in (
        ({"site": some["site"]}, lambda value: value["site"] == some["site"]),
        ({"kind": some["kind"]}, lambda value: value["kind"] == some["kind"]),
        ({"basis": "copy"}, lambda value: value["basis"] == "copy"),
        ({"significance_min": "0.55"}, lambda value: value["significance"] >= 0.55),
        ({"since": middle}, lambda value: value["captured_at"] >= middle),
        ({"until": middle}, lambda value: value["captured_at"] < middle),
        ({"page": some["page"]}, lambda value: value["page"] == some["page"]),
        ({"signal": "number"}, lambda value: "number" in signals(value)),
    ):
        found = {each["id"] for each in await walk(client, "/revisions", **parameters)}
        expected = {each["id"] for each in everything if fits(each["data"])}
        assert found == expected, parameters
        assert 0 < len(expected) < len(everything), parameters


def signals(value: dict[str, Any]) -> set[str]:
    edits = [*value["edits"], *([value["headline"]] if value["headline"] else [])]
    return {signal["type"] for edit in edits for signal in edit["signals"]}


async def test_words_taken_out_and_words_put_in_are_told_apart(client: Client) -> None:
    for event in await walk(client, "/revisions", basis="own_history"):
        for edit in event["data"]["edits"]:
            for span in edit["spans"]:
                old, new = edit["old"][slice(*span["old"])], edit["new"][slice(*span["new"])]
                if edit["op"] == "edited" and old.isalpha() and new.isalpha() and old.isascii() and new.isascii():
                    found = await walk(client, "/revisions", removed=old, inserted=new, page=event["data"]["page"])
                    assert event["id"] in {each["id"] for each in found}
                    return
    pytest.fail("no golden case replaces a word")


async def test_a_page_has_its_versions_with_their_texts(client: Client) -> None:
    page = next(each for each in await walk(client, "/pages") if each["revisions"])
    versions = await items(client, f"/pages/{page['page']}/versions")
    assert versions[-1]["version"] == page["version"]
    answer = await client.get(f"{API}/pages/{page['page']}/versions/{page['version']}")
    assert (await answer.json())["data"]["headline"] == page["headline"]
    assert len(await walk(client, f"/pages/{page['page']}/revisions", basis="own_history")) == page["revisions"]


async def test_an_article_has_all_its_pages(client: Client) -> None:
    articles = await walk(client, "/articles", limit=9)
    pages = await walk(client, "/pages", limit=9)
    assert {each["article"] for each in articles} == {each["article"] for each in pages}
    assert len(articles) == len({each["article"] for each in articles}) < len(pages)
    shared = next(each for each in pages if each["article"] != each["page"])
    article = await (await client.get(f"{API}/articles/{shared['article']}")).json()
    assert {each["page"] for each in article["pages"]} >= {shared["page"], shared["article"]}


async def test_a_page_is_found_by_words_of_its_newest_version(client: Client) -> None:
    page = next(each for each in await walk(client, "/pages") if each["headline"])
    found = await items(client, "/pages", q=f'"{page["headline"]}"', site=page["site"])
    assert page["page"] in {each["page"] for each in found}


async def test_a_copy_that_carries_the_new_sentence_has_followed(client: Client) -> None:
    states = set()
    for event in await walk(client, "/revisions", basis="own_history"):
        for copy in await items(client, f"/revisions/{event['id']}/followers"):
            states.add(copy["followed"])
            assert (copy["followed_at"] is not None) == (copy["followed"] in ("followed", "partly"))
    assert {"followed", "old_text"} <= states


async def test_outcomes_add_up_to_the_captures(client: Client) -> None:
    answer = await (await client.get(f"{API}/outcomes")).json()
    settled = [message for message in golden() if message.topic == topology.SETTLED]
    assert answer["captures"] == sum(answer["outcomes"].values()) == len(settled)


async def test_what_has_not_changed_is_not_sent_again(client: Client) -> None:
    first = await client.get(f"{API}/revisions")
    again = await client.get(f"{API}/revisions", headers={"If-None-Match": f'"x", W/{first.headers["ETag"]}'})
    assert again.status == 304
    assert again.headers["ETag"] == first.headers["ETag"]
    assert not await again.read()


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/revisions?kind=nonsense", 400),
        ("/revisions?sites=a.example", 400),
        ("/revisions?limit=0", 400),
        ("/revisions?limit=5&limit=6", 400),
        ("/revisions?q=%22%22", 400),
        ("/revisions?q=-only", 400),
        ("/revisions?q=re*", 400),
        ("/revisions?since=yesterday", 400),
        ("/revisions?significance_min=nan", 400),
        ("/revisions?cursor=abc", 400),
        ("/revisions/0123", 400),
        ("/revisions/" + "0" * 32, 404),
        ("/pages/" + "0" * 32 + "/versions", 404),
        ("/articles/" + "0" * 32, 404),
        ("/nothing", 404),
    ],
)
async def test_what_is_wrong_is_a_problem_document(client: Client, path: str, status: int) -> None:
    answer = await client.get(API + path)
    assert answer.status == status
    assert answer.content_type == "application/problem+json"
    problem = await answer.json()
    assert problem["status"] == status
    assert problem["type"].startswith("urn:rowback:problem:")
    assert problem["detail"]


async def test_a_cursor_belongs_to_its_question_and_its_archive(client: Client, tmp_path: Any) -> None:
    first = await (await client.get(f"{API}/revisions?limit=2")).json()
    other = await client.get(f"{API}/revisions?limit=2&kind=edit&cursor={first['next']}")
    assert other.status == 400
    anew = Archive(tmp_path / "anew.sqlite3")
    async with TestClient(TestServer(create_app(anew, ServeSettings()))) as elsewhere:
        assert (await elsewhere.get(f"{API}/revisions?limit=2&cursor={first['next']}")).status == 410
    anew.close()


@pytest.mark.parametrize(
    "question", ['a" OR "b', "NEAR(a b)", "facets : s1", "a AND", "(", "a* *", '"', "headline:a", "日本"]
)
async def test_no_question_breaks_out_of_its_words(client: Client, question: str) -> None:
    answer = await client.get(f"{API}/revisions", params={"q": question})
    assert answer.status in (200, 400)


async def test_every_address_answers_head_and_options_and_nothing_that_writes(client: Client) -> None:
    head = await client.head(f"{API}/revisions")
    assert head.status == 200
    assert not await head.read()
    options = await client.options(f"{API}/revisions")
    assert (options.status, options.headers["Allow"]) == (204, "GET, HEAD, OPTIONS")
    written = await client.post(f"{API}/revisions", json={})
    assert written.status == 405
    assert written.content_type == "application/problem+json"


async def test_other_sites_pages_may_not_read_unless_allowed(archive: Archive, client: Client) -> None:
    origin = {"Origin": "https://desk.example"}
    assert "Access-Control-Allow-Origin" not in (await client.get(f"{API}/revisions", headers=origin)).headers
    settings = ServeSettings(cors_origins=("https://desk.example",))
    async with TestClient(TestServer(create_app(archive, settings))) as allowed:
        answer = await allowed.options(f"{API}/revisions", headers=origin)
        assert answer.headers["Access-Control-Allow-Origin"] == "https://desk.example"
        other = await allowed.get(f"{API}/revisions", headers={"Origin": "https://evil.example"})
        assert "Access-Control-Allow-Origin" not in other.headers


async def test_a_foreign_host_name_is_not_answered_without_a_token(client: Client) -> None:
    assert (await client.get(f"{API}/revisions", headers={"Host": "evil.example"})).status == 421


async def test_beyond_loopback_a_token_is_asked_for(archive: Archive) -> None:
    with pytest.raises(ValueError, match="token"):
        ServeSettings(host="0.0.0.0")  # noqa: S104 - refused is what is tested
    token = "a long enough token"  # noqa: S105 - of this test only
    async with TestClient(TestServer(create_app(archive, ServeSettings(host="0.0.0.0", token=token)))) as guarded:  # noqa: S104
        answer = await guarded.get(f"{API}/revisions")
        assert answer.status == 401
        assert answer.headers["WWW-Authenticate"].startswith("Bearer")
        assert (await guarded.get(f"{API}/revisions", headers={"Authorization": "Bearer wrong"})).status == 401
        assert (await guarded.get(f"{API}/revisions", headers={"Authorization": f"Bearer {token}"})).status == 200
        assert (await guarded.get("/livez")).status == 200


async def test_not_ready_is_said_with_its_reason(archive: Archive) -> None:
    app = create_app(archive, ServeSettings(), ready=lambda: "no Kafka answers")
    async with TestClient(TestServer(app)) as waiting:
        answer = await waiting.get("/readyz")
        assert answer.status == 503
        assert (await answer.json())["detail"] == "no Kafka answers"


async def test_the_openapi_file_is_the_one_that_is_served(client: Client) -> None:
    """Stale? python -m streams.serving.openapi > schemas/openapi.json"""
    from streams.schema import folder

    written = (folder() / "openapi.json").read_bytes()
    assert written == document(OPERATIONS)
    assert await (await client.get(f"{API}/openapi.json")).read() == written
