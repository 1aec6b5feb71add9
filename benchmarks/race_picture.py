"""The picture of benchmarks.race: speed against accuracy, a dot with its name for each tool."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil, floor, log10

from pipeline.publish.report.charts.chart import Sheet, chart
from pipeline.publish.report.charts.drawing import (
    ACCENT,
    ACCENT_2,
    INK,
    MUTED,
    PAPER,
    element,
    number,
    tip,
    words,
)
from pipeline.publish.report.charts.labels import Dot, Frame, Label, placed

OURS = "ours"
_WIDE, _HIGH = 640, 340
_LEFT, _TOP, _RIGHT, _BELOW = 56, 58, 24, 56
_RADIUS, _LETTERS = 6, 13
_COLOURS = """
svg { --ink: #1f2328; --paper: #fff; --accent: #0b6bcb; --accent-2: #b35900; --muted: #6e7781 }
@media (prefers-color-scheme: dark) {
  svg { --ink: #e6edf3; --paper: #0d1117; --accent: #58a6ff; --accent-2: #ffa657; --muted: #8b949e }
}
"""


@dataclass(frozen=True, slots=True)
class Entrant:
    """A tool: its pages a second, pdfplumber's being 1, and its mean row F1."""

    name: str
    speed: float
    f1: float


def picture(entrants: Sequence[Entrant]) -> str:
    """The SVG: speed across, in powers of ten, row F1 upwards."""
    powers = [log10(entrant.speed) for entrant in entrants]
    low, high = floor(min(powers)), ceil(max(powers))

    def dot(entrant: Entrant, power: float) -> Dot:
        x = (power - low) / (high - low) * _WIDE
        return Dot(x, (1 - entrant.f1) * _HIGH, _RADIUS)

    dots = [dot(entrant, power) for entrant, power in zip(entrants, powers, strict=True)]
    named = [(entrant.name, dot) for entrant, dot in zip(entrants, dots, strict=True)]
    labels = placed(named, dots, Frame(_WIDE, _HIGH, _LETTERS))
    inside = element(
        "g",
        *_rules(low, high),
        *(mark for pair in zip(entrants, dots, strict=True) for mark in _mark(*pair)),
        *(mark for label in labels for mark in _name(label)),
        transform=f"translate({_LEFT} {_TOP})",
    )
    width, height = _LEFT + _WIDE + _RIGHT, _TOP + _HIGH + _BELOW
    paper = element("rect", width=width, height=height, fill=PAPER)
    title = words("Right rows against speed, PDFs of press releases", _LEFT, 22, font_weight="bold")
    sheet = Sheet([element("style", _COLOURS), paper, title, inside], height, width)
    told = "; ".join(f"{e.name} {number(e.speed)} times, F1 {number(e.f1)}" for e in entrants)
    about = f"Pages a second as a multiple of pdfplumber's, and mean row F1: {told}."
    return chart("peers", ("Speed and accuracy", "速度與正確率"), sheet, about, ("", "")).svg + "\n"


def _rules(low: int, high: int) -> Iterator[str]:
    for power in range(low, high + 1):
        x = (power - low) / (high - low) * _WIDE
        yield element("line", x1=x, y1=0, x2=x, y2=_HIGH, stroke=INK, stroke_opacity=0.15)
        yield words(f"{10.0**power:g}", x, _HIGH + 20, text_anchor="middle")
    for tenths in range(0, 11, 2):
        y = (1 - tenths / 10) * _HIGH
        yield element("line", x1=0, y1=y, x2=_WIDE, y2=y, stroke=INK, stroke_opacity=0.15)
        yield words(f"{tenths / 10:.1f}", -10, y + 4, text_anchor="end")
    below = _HIGH + 42
    yield words("pages a second, pdfplumber = 1", _WIDE, below, text_anchor="end", fill=MUTED)
    yield words("row F1", -46, -16, fill=MUTED)


def _mark(entrant: Entrant, dot: Dot) -> Iterator[str]:
    colour = ACCENT_2 if entrant.name == OURS else ACCENT
    about = tip(f"{entrant.name}: {number(entrant.speed)} times, F1 {number(entrant.f1)}")
    yield element("circle", about, cx=dot.x, cy=dot.y, r=dot.radius, fill=colour)


def _name(label: Label) -> Iterator[str]:
    if label.leader is not None:
        x1, y1, x2, y2 = label.leader
        yield element("line", x1=x1, y1=y1, x2=x2, y2=y2, stroke=MUTED)
    weight = "bold" if label.text == OURS else "normal"
    yield words(label.text, label.x, label.y, text_anchor=label.anchor, font_weight=weight)
