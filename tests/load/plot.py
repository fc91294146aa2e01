"""Latency over rate as a small SVG of our own: two lines and a bound need no library."""

from __future__ import annotations

import math
from collections.abc import Sequence
from html import escape
from typing import Any

from tests.load.measuring import SETTLED

WIDTH, HEIGHT = 640, 320
LEFT, RIGHT, TOP, BOTTOM = 64, 16, 40, 44
LINES = (("p50", "#2b6cb0"), ("p99", "#c05621"))
NOT_HELD = "#c53030"
TICKS_ACROSS = 8  # at most
MS_MIN = 10.0

Point = tuple[float, float]


def svg(value: dict[str, Any]) -> str:
    """Return the picture of a report (``report.as_value``): p50 and p99 over rate, both in the same logarithmic ms."""
    loads = [load for load in value["loads"] if load["latency_ms"][SETTLED]["due"]["p99"]]
    axes = _Axes(
        max((load["rate"] for load in loads), default=1.0) * 1.05,
        max([load["latency_ms"][SETTLED]["due"]["p99"] for load in loads] + [2 * value["latency_ms_max"]]),
    )
    parts = [_grid(axes), _bound(axes, value["latency_ms_max"])]
    for number, (name, colour) in enumerate(LINES):
        points = [axes.place(load["rate"], load["latency_ms"][SETTLED]["due"][name]) for load in loads]
        held = [load["held"] for load in loads]
        parts.append(_line(points, held, colour))
        parts.append(f'<text x="{LEFT + 8 + 60 * number}" y="{TOP - 8}" fill="{colour}">{name}</text>')
    parts.append(f'<text x="{WIDTH - RIGHT}" y="{TOP - 8}" text-anchor="end" fill="#555">hollow: not held</text>')
    held_rate = value["held_per_second"]
    title = f"Latency over rate: {held_rate:,.0f} captures a second held" if held_rate else "Latency over rate"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
        f'font-family="sans-serif" font-size="12"><title>{escape(title)}</title>'
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>'
        f'<text x="{LEFT}" y="18" font-size="14" fill="#222">{escape(title)}</text>{"".join(parts)}</svg>\n'
    )


class _Axes:
    """Rate across, from 0; milliseconds up, logarithmic."""

    def __init__(self, rate_max: float, ms_max: float) -> None:
        self.rate_max = rate_max
        self._low = math.log10(MS_MIN)
        self.ms_max = 10 ** math.ceil(math.log10(ms_max))
        self._high = math.log10(self.ms_max)

    def place(self, rate: float, ms: float) -> Point:
        across = LEFT + rate / self.rate_max * (WIDTH - LEFT - RIGHT)
        share = (math.log10(max(ms, MS_MIN)) - self._low) / (self._high - self._low)
        return across, HEIGHT - BOTTOM - share * (HEIGHT - TOP - BOTTOM)


def _grid(axes: _Axes) -> str:
    parts = []
    ms = MS_MIN
    while ms <= axes.ms_max:
        _, up = axes.place(0, ms)
        parts.append(f'<path d="M{LEFT} {up:.1f}H{WIDTH - RIGHT}" stroke="#ddd"/>')
        parts.append(f'<text x="{LEFT - 6}" y="{up + 4:.1f}" text-anchor="end" fill="#555">{_ms(ms)}</text>')
        ms *= 10
    step = _round_step(axes.rate_max / TICKS_ACROSS)
    for number in range(int(axes.rate_max / step) + 1):
        rate = number * step
        across, _ = axes.place(rate, MS_MIN)
        parts.append(
            f'<text x="{across:.1f}" y="{HEIGHT - BOTTOM + 16}" text-anchor="middle" fill="#555">{rate:,.0f}</text>'
        )
    middle = (LEFT + WIDTH - RIGHT) / 2
    parts.append(f'<text x="{middle}" y="{HEIGHT - 8}" text-anchor="middle" fill="#555">captures a second</text>')
    return "".join(parts)


def _round_step(least: float) -> float:
    """Return the smallest of 1, 2, 5, 10, 20, 50, ... that is not below ``least``."""
    power = 10.0 ** math.floor(math.log10(least))
    return next(digit * power for digit in (1, 2, 5, 10) if digit * power >= least)


def _ms(ms: float) -> str:
    return f"{ms:,.0f} ms" if ms < 1000 else f"{ms / 1000:,.0f} s"


def _bound(axes: _Axes, ms: float) -> str:
    _, up = axes.place(0, ms)
    return (
        f'<path d="M{LEFT} {up:.1f}H{WIDTH - RIGHT}" stroke="#888" stroke-dasharray="4 4"/>'
        f'<text x="{LEFT + 4}" y="{up - 4:.1f}" fill="#555">bound of p99</text>'
    )


def _line(points: Sequence[Point], held: Sequence[bool], colour: str) -> str:
    path = " ".join(f"{'M' if number == 0 else 'L'}{x:.1f} {y:.1f}" for number, (x, y) in enumerate(points))
    dots = "".join(
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.5" fill="{colour if well else "#fff"}" '
        f'stroke="{colour if well else NOT_HELD}" stroke-width="1.5"/>'
        for (x, y), well in zip(points, held, strict=True)
    )
    return f'<path d="{path}" fill="none" stroke="{colour}" stroke-width="1.5"/>{dots}' if points else ""
