"""The page in a real browser: Chromium of the system, through playwright. Skipped where none is installed."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Any, Literal

import pytest
from aiohttp.test_utils import TestClient, TestServer

from streams import topology
from streams.archive import Archive, Filters, revisions
from streams.messages import Incoming
from streams.serving.app import create_app
from streams.serving.settings import ServeSettings
from tests.archive.river import golden
from tests.serving import hostile

playwright = pytest.importorskip("playwright.async_api", reason="playwright is not installed")
Axe = pytest.importorskip("axe_playwright_python.async_playwright", reason="axe-playwright-python is not installed").Axe

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")

Client = TestClient[Any, Any]
Page = Any  # playwright.async_api.Page
Theme = Literal["light", "dark"]
Opened = Callable[..., AbstractAsyncContextManager[Page]]

PHONE, DESK = (360, 740), (1280, 900)
WAIT_SECONDS, PAUSE_SECONDS = 60.0, 0.05


@pytest.fixture
async def opened() -> AsyncIterator[Opened]:
    """Open a page of a server; at the end nothing may have been said on the console (unless it was ``noisy``)."""
    said: list[str] = []
    async with playwright.async_playwright() as driver:
        browser = await driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])

        @asynccontextmanager
        async def open_page(
            client: Client,
            path: str,
            *,
            theme: Theme = "light",
            size: tuple[int, int] = DESK,
            script: bool = True,
            noisy: bool = False,
        ) -> AsyncIterator[Page]:
            context = await browser.new_context(
                viewport={"width": size[0], "height": size[1]},
                color_scheme=theme,
                java_script_enabled=script,
                reduced_motion="reduce",
                timezone_id="Europe/Lisbon",
                locale="en-GB",
            )
            page = await context.new_page()
            page.set_default_timeout(60_000)  # a busy machine
            if not noisy:
                page.on("console", lambda line: said.append(line.text))
            page.on("pageerror", lambda fault: said.append(str(fault)))
            await page.goto(str(client.make_url(path)))
            yield page
            await context.close()

        yield open_page
        await browser.close()
    assert said == []


async def until(page: Page, expression: str) -> None:
    """Wait for an expression to become true; playwright's own way needs an eval, which the policy forbids."""
    for _ in range(int(WAIT_SECONDS / PAUSE_SECONDS)):
        if await page.evaluate(expression):
            return
        await asyncio.sleep(PAUSE_SECONDS)
    pytest.fail(f"never true: {expression}")


def newest(archive: Archive, **filters: Any) -> list[Any]:
    return archive.ask(revisions.find, Filters(basis="own_history", **filters), revisions.Bounds(), 1_000)


def revised() -> list[Incoming]:
    """The events of revisions of a page's own history, in the order they were said."""
    return [m for m in golden() if m.topic == topology.REVISED and b'"basis":"own_history"' in (m.value or b"")]


async def entries(page: Page) -> list[str]:
    found: list[str] = await page.eval_on_selector_all(".entry", "all => all.map(one => one.id)")
    return found


async def test_a_revision_appears_without_a_reload(opened: Opened, own_client: tuple[Client, Archive]) -> None:
    client, archive = own_client
    messages = revised()
    archive.add(messages[:3])
    async with opened(client, "/") as page:
        await page.wait_for_selector("#live:text('Live')")
        await page.evaluate("window.stays = true")
        await archive.written(lambda: archive.add(messages[3:5]))
        await until(page, "document.querySelectorAll('.entry').length === 5")
        assert await entries(page) == [f"r-{event.id}" for event in newest(archive)]
        assert await page.evaluate("window.stays")
        assert "new" in (await page.text_content("#said")).lower()


async def test_whoever_has_scrolled_down_is_asked_first(opened: Opened, own_client: tuple[Client, Archive]) -> None:
    client, archive = own_client
    messages = revised()
    archive.add(messages[:12])
    async with opened(client, "/") as page:
        await page.wait_for_selector("#live:text('Live')")
        await page.mouse.wheel(0, 900)
        await until(page, "scrollY > 300")
        await archive.written(lambda: archive.add(messages[12:15]))
        await page.wait_for_selector("#fresh:text('3 new')")
        assert len(await entries(page)) == 12
        await page.click("#fresh")
        assert len(await entries(page)) == 15
        assert await page.evaluate("scrollY") == 0
        assert await page.evaluate("document.activeElement.closest('.entry').id") == f"r-{newest(archive)[0].id}"


async def test_only_what_fits_the_filters_appears(opened: Opened, own_client: tuple[Client, Archive]) -> None:
    client, archive = own_client
    messages = revised()
    archive.add(messages[:2])
    async with opened(client, "/?kind=append") as page:
        await page.wait_for_selector("#live:text('Live')")
        await archive.written(lambda: archive.add(messages))
        wanted = [f"r-{event.id}" for event in newest(archive, kinds=("append",))]
        await until(page, f"document.querySelectorAll('.entry').length >= {len(wanted)}")
        assert set(await entries(page)) == set(wanted)


async def test_filters_change_the_url_and_the_list(opened: Opened, client: Client, archive: Archive) -> None:
    async with opened(client, "/") as page:
        await page.click("summary:text('Filters')")
        await page.check("input[name=kind][value=revert]", force=True)
        await page.click("details button:text('Show')")
        await page.wait_for_url("**/?kind=revert")
        assert await entries(page) == [f"r-{event.id}" for event in newest(archive, kinds=("revert",))]
        await page.fill("#q", "the")
        await page.press("#q", "Enter")
        await page.wait_for_url(lambda url: "q=the" in url and "kind=revert" in url)
        await page.click(".chip >> nth=0")
        await page.wait_for_url("**/?*")
        await page.click("text=Clear all")
        await page.wait_for_url(str(client.make_url("/")))
        assert len(await entries(page)) == 30


async def test_keys_walk_search_and_go_back(opened: Opened, client: Client, archive: Archive) -> None:
    first, second = newest(archive)[:2]
    async with opened(client, "/") as page:
        await page.keyboard.press("j")
        await page.keyboard.press("j")
        await page.keyboard.press("k")
        await page.keyboard.press("j")
        await page.keyboard.press("Enter")
        await page.wait_for_url(f"**/revisions/{second.id}")
        await page.keyboard.press("j")
        assert await page.evaluate("document.activeElement.dataset.edit") == "1"
        await page.keyboard.press("v")
        await page.wait_for_url("**?view=sides")
        await page.wait_for_selector(".row.heads")
        await page.keyboard.press("?")
        assert await page.is_visible("#keys")
        await page.keyboard.press("Escape")
        await page.keyboard.press("u")
        await page.wait_for_url(str(client.make_url("/")))
        await page.keyboard.press("/")
        assert await page.evaluate("document.activeElement.id") == "q"
        await page.keyboard.type("jk?")
        assert await page.input_value("#q") == "jk?"
        assert first.id


async def test_a_redline_marks_words_by_more_than_colour(opened: Opened, client: Client, archive: Archive) -> None:
    event = next(each for each in newest(archive) if each.value["edits"] and each.value["edits"][0]["spans"])
    async with opened(client, f"/revisions/{event.id}") as page:
        for tag, line in (("del", "line-through"), ("ins", "underline")):
            found = await page.evaluate(f"getComputedStyle(document.querySelector('.text {tag}')).textDecorationLine")
            assert found == line
        await page.click("#switch >> text=Side by side")
        await page.wait_for_selector(".sides .row.heads")
        assert await page.locator(".sides .row:has(.changed)").count() >= 1


async def test_moved_sentences_are_jumped_between(opened: Opened, client: Client, archive: Archive) -> None:
    event = next(each for each in newest(archive) if any(edit["op"] == "moved" for edit in each.value["edits"]))
    async with opened(client, f"/revisions/{event.id}") as page:
        await page.click(".jump >> nth=0")
        assert await page.evaluate("document.querySelector(':target').classList.contains('edit')")


async def test_light_and_dark_are_kept(opened: Opened, client: Client) -> None:
    async with opened(client, "/", theme="light") as page:
        ground = await page.evaluate("getComputedStyle(document.body).backgroundColor")
        await page.click("#theme")
        dark = await page.evaluate("getComputedStyle(document.body).backgroundColor")
        assert dark != ground
        await page.reload()
        assert await page.evaluate("getComputedStyle(document.body).backgroundColor") == dark


async def test_times_are_told_in_the_readers_zone(opened: Opened, client: Client, archive: Archive) -> None:
    event = next(each for each in newest(archive) if each.time.startswith("2026-04") or "T12:00" in each.time)
    async with opened(client, f"/revisions/{event.id}") as page:
        assert "UTC" not in await page.text_content(".head time")
        assert "UTC" in await page.get_attribute(".head time", "title")


async def test_without_scripts_everything_can_be_read(opened: Opened, client: Client) -> None:
    async with opened(client, "/", script=False) as page:
        assert await page.locator(".entry").count() == 30
        await page.click("a[rel=next]")
        await page.click(".entry h2 a >> nth=0")
        assert await page.locator(".text").count() == 1
        await page.click("#switch >> text=Side by side")
        assert await page.locator(".sides").count() == 1


def several(archive: Archive) -> list[str]:
    """Addresses of one page of each sort, and of texts in both directions."""
    found = newest(archive)
    sites = {event.value["site"]: event for event in found}
    moved = next(each for each in found if any(edit["op"] == "moved" for edit in each.value["edits"]))
    copied, hebrew, noisy = sites["weeklyquay.example"], sites["tachana.example"], sites["gullhaven.example"]
    return [
        "/",
        "/?kind=append&q=the",
        "/?q=airshipzeppelin",
        f"/revisions/{moved.id}",
        f"/revisions/{moved.id}?view=sides",
        f"/revisions/{copied.id}",
        f"/revisions/{hebrew.id}",
        f"/revisions/{noisy.id}",
        f"/pages/{copied.value['page']}",
        f"/pages/{copied.value['page']}/versions/1",
        f"/articles/{copied.value['page']}",
    ]


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
async def test_axe_finds_nothing_and_nothing_is_cut(
    opened: Opened, client: Client, archive: Archive, theme: Theme, size: tuple[int, int]
) -> None:
    article = (await (await client.get(f"/api/v1/pages/{newest(archive)[0].value['page']}")).json())["article"]
    async with opened(client, "/", theme=theme, size=size) as page:
        for path in [*several(archive)[:-1], f"/articles/{article}"]:
            await page.goto(str(client.make_url(path)))
            await page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
            found = await Axe().run(page)
            assert found.violations_count == 0, f"{path}: {found.generate_report()}"
            assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path


async def test_at_twice_the_size_nothing_is_cut(opened: Opened, client: Client, archive: Archive) -> None:
    """200 % zoom of a window 1280 wide is a window half as wide; 200 % type is wider than that."""
    async with opened(client, "/", size=(640, 450)) as page:
        for path in several(archive)[:6]:
            await page.goto(str(client.make_url(path)))
            assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
            await page.evaluate("document.documentElement.style.setProperty('font-size', '200%')")
            assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path


@pytest.mark.parametrize("words", hostile.WORDS, ids=range(len(hostile.WORDS)))
async def test_hostile_words_do_nothing(opened: Opened, own_client: tuple[Client, Archive], words: str) -> None:
    client, archive = own_client
    archive.add(hostile.said(words))
    (event,) = newest(archive)
    page_id = event.value["page"]
    async with opened(client, "/", size=PHONE) as page:
        for path in ("/", f"/revisions/{event.id}", f"/revisions/{event.id}?view=sides", f"/pages/{page_id}"):
            await page.goto(str(client.make_url(path)))
            assert await page.title() != "owned"
            assert await page.locator("main script, main svg, main img").count() == 0
            assert "Ferry" in await page.text_content("main")
            assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path


async def test_what_came_while_the_stream_was_lost_is_made_up_for(opened: Opened, tmp_path: Path) -> None:
    archive = Archive(tmp_path / "archive.sqlite3")
    messages = revised()
    archive.add(messages[:3])
    first: Client = TestClient(TestServer(create_app(archive, ServeSettings())))
    await first.start_server()
    async with opened(first, "/", noisy=True) as page:  # a browser itself says when it loses a connection
        await page.wait_for_selector("#live:text('Live')")
        port = first.port
        await first.close()
        await page.wait_for_selector("#live:text('Connecting again')")
        archive.add(messages[3:6])
        second = TestServer(create_app(archive, ServeSettings()), port=port)
        await second.start_server()
        await until(page, "document.querySelectorAll('.entry').length === 6")
        await second.close()
    archive.close()
