"""What a look brings: redirects, conditional requests, robots.txt, turns, an honest name."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import replace

from aiohttp import web

import streams
from streams.fetching import Fetcher, Look
from tests.fetching.conftest import FAST, Server

Servers = Callable[[], Awaitable[Server]]


async def test_a_page_comes_with_its_validators(fetcher: Fetcher, server: Server) -> None:
    date = "Sun, 01 Mar 2026 08:00:00 GMT"
    server.text("/story", "<p>x</p>", headers={"ETag": 'W/"1"', "Last-Modified": date, "Content-Type": "text/html"})
    answer = await fetcher.fetch(Look(server.url("/story")))
    assert (answer.status, answer.body, answer.content_type) == (200, b"<p>x</p>", "text/html")
    assert (answer.etag, answer.last_modified, answer.fault) == ('W/"1"', date, None)
    assert answer.final_url == answer.url == server.url("/story")
    assert answer.elapsed_ms > 0


async def test_an_answer_knows_when_it_was_asked_for(fetcher: Fetcher, server: Server) -> None:
    """Of a redirect, when the address was asked that answered in the end."""
    arrived: dict[str, float] = {}

    async def slow(request: web.BaseRequest) -> web.Response:
        arrived[request.path] = time.time()
        if request.path == "/old":
            return web.Response(status=301, headers={"Location": "/new"})
        return web.Response(text="x")

    server.on("/old", slow)
    server.on("/new", slow)
    answer = await fetcher.fetch(Look(server.url("/old")))
    assert arrived["/old"] <= answer.asked_at <= arrived["/new"]
    assert (await fetcher.fetch(Look("ftp://gazette.example/"))).asked_at == 0.0


async def test_the_user_agent_says_who_asks_and_whom_to_write_to(fetcher: Fetcher, server: Server) -> None:
    await fetcher.fetch(Look(server.url("/")))
    expected = f"rowback/{streams.__version__} (+mailto:desk@gazette.example)"
    assert {request.headers["User-Agent"] for request in server.requests} == {expected}


async def test_validators_make_a_request_conditional(fetcher: Fetcher, server: Server) -> None:
    async def answer(request: web.BaseRequest) -> web.Response:
        return web.Response(status=304 if request.headers.get("If-None-Match") == '"1"' else 200, text="x")

    server.on("/", answer)
    date = "Sun, 01 Mar 2026 08:00:00 GMT"
    found = await fetcher.fetch(Look(server.url("/"), '"1"', date))
    assert (found.status, found.body, found.fault) == (304, b"", None)
    assert server.requests[-1].headers["If-Modified-Since"] == date


async def test_validators_go_only_to_the_address_they_came_from(fetcher: Fetcher, server: Server) -> None:
    server.redirect("/old", "/new")
    server.text("/new", "x")
    await fetcher.fetch(Look(server.url("/old"), '"1"'))
    await fetcher.fetch(Look(server.url("/old"), '"1"', validated_url=server.url("/new")))
    sent = [
        (request.path, "If-None-Match" in request.headers)
        for request in server.requests
        if request.path != "/robots.txt"
    ]
    assert sent == [("/old", True), ("/new", False), ("/old", False), ("/new", True)]


async def test_not_modified_is_no_answer_to_a_question_without_condition(fetcher: Fetcher, server: Server) -> None:
    server.text("/", b"", status=304)
    answer = await fetcher.fetch(Look(server.url("/")))
    assert answer.fault is not None
    assert answer.fault.code == "protocol"


async def test_a_validator_that_no_header_can_hold_is_not_sent(fetcher: Fetcher, server: Server) -> None:
    server.text("/", "x")
    answer = await fetcher.fetch(Look(server.url("/"), '"1"\r\nX-Evil: 1', "ö"))
    assert answer.body == b"x"
    assert "If-None-Match" not in server.requests[-1].headers


async def test_redirects_are_followed_and_told(fetcher: Fetcher, server: Server) -> None:
    server.redirect("/a", "b?x=1#part", 301)
    server.redirect("/b", server.url("/c"), 308)
    server.redirect("/c", "/d", 302)
    server.redirect("/d", "/e", 301)
    server.text("/e", "x")
    answer = await fetcher.fetch(Look(server.url("/a")))
    assert answer.redirects == (
        (301, server.url("/b?x=1")),
        (308, server.url("/c")),
        (302, server.url("/d")),
        (301, server.url("/e")),
    )
    assert answer.final_url == server.url("/e")
    assert answer.moved_to == server.url("/c")


async def test_a_temporary_redirect_moves_nothing(fetcher: Fetcher, server: Server) -> None:
    server.redirect("/a", "/b", 302)
    server.text("/b", "x")
    assert (await fetcher.fetch(Look(server.url("/a")))).moved_to is None


async def test_a_redirect_loop_ends(fetcher: Fetcher, server: Server) -> None:
    server.redirect("/a", "/b")
    server.redirect("/b", "/a")
    answer = await fetcher.fetch(Look(server.url("/a")))
    assert answer.fault is not None
    assert answer.fault.code == "redirect_loop"
    assert server.paths() == ["/a", "/b"]


async def test_redirects_that_never_repeat_end_too(fetcher: Fetcher, server: Server) -> None:
    async def further(request: web.BaseRequest) -> web.Response:
        step = int(request.query.get("n", "0"))
        return web.Response(status=302, headers={"Location": f"/a?n={step + 1}"})

    server.on("/a", further)
    answer = await fetcher.fetch(Look(server.url("/a")))
    assert answer.fault is not None
    assert answer.fault.code == "too_many_redirects"
    assert len(server.paths()) == 11


async def test_robots_is_asked_once_and_obeyed(fetcher: Fetcher, server: Server) -> None:
    server.text("/robots.txt", "User-agent: *\nDisallow: /private\nSitemap: /news.xml\n")
    server.text("/a", "x")
    server.text("/private", "y")
    looks = [fetcher.fetch(Look(server.url(path))) for path in ("/a", "/a", "/private")]
    first, _, private = await asyncio.gather(*looks)
    assert first.body == b"x"
    assert private.fault is not None
    assert private.fault.code == "robots"
    assert private.fault.sent is False
    assert sorted(request.path for request in server.requests) == ["/a", "/a", "/robots.txt"]
    assert (await fetcher.robots(server.url("/"))).sitemaps == (server.url("/news.xml"),)


async def test_a_host_whose_rules_cannot_be_read_is_left_alone(fetcher: Fetcher, server: Server) -> None:
    server.text("/robots.txt", "", status=503)
    server.text("/a", "x")
    answer = await fetcher.fetch(Look(server.url("/a")))
    assert answer.fault is not None
    assert answer.fault.code == "robots"
    assert server.paths() == []


async def test_a_redirect_is_held_to_the_rules_of_where_it_leads(server: Server, servers: Servers) -> None:
    other = await servers()
    other.text("/robots.txt", "User-agent: rowback\nDisallow: /\n")
    server.redirect("/a", other.url("/b"))
    settings = replace(FAST, allowed_private=frozenset({server.place, other.place}))
    async with Fetcher(settings) as fetcher:
        answer = await fetcher.fetch(Look(server.url("/a")))
    assert answer.fault is not None
    assert answer.fault.code == "robots"
    assert other.paths() == []


async def test_a_host_that_says_when_is_left_alone_until_then(fetcher: Fetcher, server: Server) -> None:
    server.text("/a", "", status=429, headers={"Retry-After": "120"})
    first = await fetcher.fetch(Look(server.url("/a")))
    second = await fetcher.fetch(Look(server.url("/b")))
    assert (first.status, first.retry_after_seconds, first.fault) == (429, 120.0, None)
    assert second.fault is not None
    assert second.fault.code == "host_waits"
    assert second.retry_after_seconds is not None
    assert 100 < second.retry_after_seconds <= 120
    assert server.paths() == ["/a"]


async def test_requests_at_one_host_begin_with_the_delay_between_them(server: Server) -> None:
    began: list[float] = []

    async def answer(_: web.BaseRequest) -> web.Response:
        began.append(time.monotonic())
        return web.Response(text="x")

    server.on("/", answer)
    settings = replace(FAST, allowed_private=frozenset({server.place}), host_delay_seconds=0.2)
    async with Fetcher(settings) as fetcher:
        await asyncio.gather(*(fetcher.fetch(Look(server.url("/"))) for _ in range(4)))
    # The server's clock starts when a request arrives, the delay when it leaves: some slack for the first.
    assert began[-1] - began[0] >= 0.5
    assert len(began) == 4


async def test_never_more_requests_at_once_than_a_host_is_given(server: Server) -> None:
    running = 0
    most = 0

    async def answer(_: web.BaseRequest) -> web.Response:
        nonlocal running, most
        running += 1
        most = max(most, running)
        await asyncio.sleep(0.01)
        running -= 1
        return web.Response(text="x")

    server.on("/", answer)
    settings = replace(FAST, allowed_private=frozenset({server.place}))
    async with Fetcher(settings) as fetcher:
        await asyncio.gather(*(fetcher.fetch(Look(server.url("/"), concurrency_max=2)) for _ in range(12)))
    assert most == 2
    assert len(server.paths()) == 12


async def test_never_more_requests_at_once_than_in_total(servers: Servers) -> None:
    hosts = [await servers() for _ in range(6)]
    running = 0
    most = 0

    async def answer(_: web.BaseRequest) -> web.Response:
        nonlocal running, most
        running += 1
        most = max(most, running)
        await asyncio.sleep(0.02)
        running -= 1
        return web.Response(text="x")

    for host in hosts:
        host.on("/", answer)
    settings = replace(
        FAST, allowed_private=frozenset(host.place for host in hosts), concurrency_max=3, obey_robots=False
    )
    async with Fetcher(settings) as fetcher:
        answers = await asyncio.gather(*(fetcher.fetch(Look(host.url("/"))) for host in hosts * 3))
    assert most == 3
    assert all(found.body == b"x" for found in answers)


async def test_a_look_that_would_wait_too_long_is_not_made(server: Server) -> None:
    settings = replace(
        FAST,
        allowed_private=frozenset({server.place}),
        obey_robots=False,
        host_delay_seconds=60.0,
        wait_seconds_max=0.1,
    )
    async with Fetcher(settings) as fetcher:
        first = await fetcher.fetch(Look(server.url("/")))
        second = await fetcher.fetch(Look(server.url("/")))
    assert first.status == 404
    assert second.fault is not None
    assert second.fault.code == "host_busy"
    assert second.retry_after_seconds is not None
    assert second.retry_after_seconds > 50
    assert len(server.requests) == 1


async def test_a_look_that_is_cancelled_gives_its_turn_back(server: Server) -> None:
    arrived = asyncio.Event()

    async def silent(_: web.BaseRequest) -> web.Response:
        arrived.set()
        await asyncio.sleep(30)
        return web.Response()

    server.on("/silent", silent)
    server.text("/", "x")
    settings = replace(FAST, allowed_private=frozenset({server.place}), host_concurrency_max=1, concurrency_max=1)
    async with Fetcher(settings) as fetcher:
        look = asyncio.create_task(fetcher.fetch(Look(server.url("/silent"))))
        await arrived.wait()
        look.cancel()
        await asyncio.gather(look, return_exceptions=True)
        assert (await fetcher.fetch(Look(server.url("/")))).body == b"x"
