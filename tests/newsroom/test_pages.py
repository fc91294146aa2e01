"""Every template, cleaned as the stream cleans it, gives the article and nothing else."""

from __future__ import annotations

import pytest

from streams.newsroom import templates
from streams.newsroom.places import TEMPLATES, Page
from streams.records import Cleaned
from streams.stages import clean
from tests.newsroom.conftest import MakeDay
from tests.newsroom.days import STARTED, Day


def cleaned(day: Day, page: Page, elapsed: float, body: str | None = None) -> Cleaned:
    """Return the article that rowback sees on a page."""
    value = {
        "url": day.world.url(page),
        "captured_at": day.ledger.time(elapsed),
        "status": 200,
        "content_type": "text/html",
        "body": body if body is not None else day.desk.html(page, elapsed),
    }
    return clean.clean(clean.read(value, int((STARTED + elapsed) * 1000)))[0]


@pytest.mark.parametrize("template", range(TEMPLATES))
def test_a_page_cleaned_is_its_article(make_day: MakeDay, template: int) -> None:
    day = make_day(articles=60)
    for site in day.world.sites:
        site.template = template
    for page in day.world.pages:
        text = day.world.text(page)
        for elapsed in (1.0, 100.0):
            article = cleaned(day, page, elapsed)
            assert article.headline == text.headline
            assert [one.text for one in article.paragraphs] == [" ".join(one) for one in text.paragraphs]
            assert article.cut_off is None


@pytest.mark.parametrize("template", range(TEMPLATES))
def test_every_template_shows_noise_that_turns(make_day: MakeDay, template: int) -> None:
    day = make_day()
    page = day.world.pages[0]
    day.world.sites[page.site].template = template
    article = cleaned(day, page, 1.0)
    assert article.noise
    assert len({day.desk.html(page, elapsed) for elapsed in (1.0, 50.0, 100.0)}) == 3


@pytest.mark.parametrize("template", range(TEMPLATES))
def test_a_note_of_the_newsroom_stays_in_the_article(make_day: MakeDay, template: int) -> None:
    day = make_day()
    page = next(one for one in day.world.pages if not day.world.story(one).live)
    day.world.sites[page.site].template = template
    assert day.world.edit(10.0, page, "correction", 1)
    assert day.world.edit(20.0, page, "update", 1)
    text = cleaned(day, page, 30.0).paragraphs
    assert text[0].text.startswith("Update")
    assert any(one.text.startswith("Correction: ") for one in text)


@pytest.mark.parametrize("template", range(TEMPLATES))
def test_a_page_that_breaks_off_ends_within_the_article(make_day: MakeDay, template: int) -> None:
    day = make_day()
    page = day.world.pages[0]
    whole = day.desk.html(page, 1.0)
    body = templates.truncated(whole, template)
    sentences = day.world.text(page).sentences()
    assert whole.startswith(body)
    assert sentences[0] in body.replace("&amp;", "&")
    assert sentences[-1] not in body


def test_the_twin_for_phones_has_the_same_text(make_day: MakeDay) -> None:
    day = make_day()
    page = day.world.pages[0]
    whole, twin = (cleaned(day, page, 1.0, day.desk.html(page, 1.0, amp)) for amp in (False, True))
    assert [one.text for one in whole.paragraphs] == [one.text for one in twin.paragraphs]
    assert f'<link rel="canonical" href="{day.world.url(page)}">' in day.desk.html(page, 1.0, amp=True)
