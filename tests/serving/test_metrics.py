"""What serving tells whoever watches it: by route, never by what was asked for."""

from __future__ import annotations

from pathlib import Path

from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer
from prometheus_client.parser import text_string_to_metric_families

from streams.serving.app import create_app
from streams.serving.settings import ServeSettings
from tests.archive.river import filled, golden

Client = TestClient[web.Request, web.Application]
TOKEN = "a token of more than sixteen characters"  # noqa: S105 - of this test


async def samples(client: Client) -> dict[tuple[str, str, str], float]:
    text = await (await client.get("/metrics")).text()
    found = {}
    for family in text_string_to_metric_families(text):
        for one in family.samples:
            found[one.name, one.labels.get("route", ""), one.labels.get("status", "")] = one.value
    return found


async def test_requests_are_counted_by_route_and_status(client: Client) -> None:
    before = await samples(client)
    await client.get("/api/v1/pages/" + "0" * 32)
    await client.get("/api/v1/revisions?limit=1")
    await client.get("/nothing/here/secret-of-somebody")
    after = await samples(client)
    routes = {name[1] for name in after}
    counted = {name: count - before.get(name, 0) for name, count in after.items() if name[0].endswith("requests_total")}
    assert counted["rowback_serve_requests_total", "none", "404"] == 1
    assert counted["rowback_serve_requests_total", "/api/v1/revisions", "200"] == 1
    assert any(name[1].startswith("/api/v1/pages/{") and name[2] == "404" for name in counted)
    assert not any("secret" in route or "000" in route for route in routes)


async def test_the_archive_and_the_streams_are_told(client: Client) -> None:
    found = await samples(client)
    assert found["rowback_archive_newest_sequence", "", ""] > 0
    assert found["rowback_archive_bytes", "", ""] > 10_000
    assert found["rowback_serve_ready", "", ""] == 1
    assert found["rowback_serve_streams", "", ""] == 0
    assert found["rowback_webhooks_pending", "", ""] == 0


async def test_where_there_is_a_token_metrics_ask_for_it_and_do_not_tell_it(tmp_path: Path) -> None:
    archive = filled(tmp_path, golden())
    app = create_app(archive, ServeSettings(host="0.0.0.0", token=TOKEN))  # noqa: S104
    async with TestClient(TestServer(app)) as client:
        assert (await client.get("/metrics")).status == 401
        assert (await client.get("/livez")).status == 200
        answer = await client.get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"})
        assert answer.status == 200
        assert TOKEN not in await answer.text()
    archive.close()
