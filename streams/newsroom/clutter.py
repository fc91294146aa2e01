"""What stands on pages beside the article: appeals, consent, counters, dates, lists of other stories.

All of it changes from look to look, as it does in life: by the minute, by the page, by the site.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from random import Random

from streams.newsroom.prose import chance, story

APPEALS = (
    "{name} is paid for by its readers. If you can, please support our reporting with a donation today.",
    "Good journalism costs money. Help us keep our newsroom independent: become a member of {name} now.",
    "We have no billionaire owner and no shareholders. Please donate to {name} so that our reporters can go on.",
    "You can read this because readers like you pay for it. Please consider a contribution to our journalism.",
    "Your support keeps {name} free for everybody. Chip in today and help fund our reporting.",
)
COOKIES = (
    "We use cookies to remember your choices and to measure our audience. Accept all cookies or change settings.",
    "This website uses cookies. By continuing to browse you agree to our use of cookies and our privacy policy.",
    "We and our partners use cookies to show you content that fits. You can change your cookie settings at any time.",
)
NEWSLETTERS = (
    "Sign up for our morning newsletter and get the news delivered to your inbox every day.",
    "Subscribe to our weekly newsletter. Enter your email address. You can unsubscribe at any time.",
    "Get the evening briefing of {name} sent straight to your inbox. No spam.",
)
ADVERTS = ("Advertisement", "Story continues below advertisement", "Sponsored by Wick & Sons, lamps since 1902")
SHARE = ("Share on Facebook", "Email", "Print this article", "Copy link")
HEADLINES_A_SITE = 24


@dataclass(frozen=True, slots=True)
class Clutter:
    """What is beside the article in one look."""

    appeal: str
    cookie: str
    newsletter: str
    advert: str
    related: tuple[str, ...]
    readers: str
    comments: str
    today: str
    age: str


def clutter(name: str, site: int, page: int, now: float, published: float) -> Clutter:
    """Return what stands beside an article; times are Unix seconds."""
    random = chance(site, page, int(now // 7))
    return Clutter(
        random.choice(APPEALS).format(name=name),
        COOKIES[site % len(COOKIES)],
        NEWSLETTERS[page % len(NEWSLETTERS)].format(name=name),
        random.choice(ADVERTS),
        tuple(random.sample(_headlines(site), 4)),
        f"{random.randint(12, 9_900):,} people are reading this now",
        f"{random.randint(0, 400)} comments",
        f"{datetime.fromtimestamp(now, UTC):%A, %d %B %Y, %H:%M}",
        _age(max(0.0, now - published), random),
    )


def _age(seconds: float, random: Random) -> str:
    minutes = int(seconds // 60)
    if minutes < 1:
        return "just now"
    if minutes < 60:
        return f"{minutes} minutes ago"
    hours = minutes // 60
    return f"{hours} hours ago" if hours > 1 else random.choice(("1 hour ago", "an hour ago"))


@lru_cache(maxsize=512)
def _headlines(site: int) -> tuple[str, ...]:
    return tuple(
        story(f"aside/{site}/{number}").headline(chance("aside", site, number)) for number in range(HEADLINES_A_SITE)
    )
