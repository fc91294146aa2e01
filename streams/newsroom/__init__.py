"""A small newsroom on loopback: invented sites that publish, edit silently, copy and misbehave, and a ledger of it."""

from streams.newsroom.server import Newsroom, NewsroomError
from streams.newsroom.settings import NewsroomSettings

__all__ = ["Newsroom", "NewsroomError", "NewsroomSettings"]
