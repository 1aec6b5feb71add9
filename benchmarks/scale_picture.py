"""The picture of benchmarks.scale: time and memory against the number of releases."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import ceil, floor, log10

from benchmarks.extrapolation import Run
from benchmarks.measured import Taken
from pipeline.publish.report.charts.chart import Sheet, chart
from pipeline.publish.report.charts.drawing import ACCENT, ACCENT_2, INK, MUTED, element, words

_WIDE, _HIGH = 320, 220
_LEFT, _TOP, _GAP = 64, 44, 96


Line = tuple[str, str, list[tuple[float, float]]]
"""What a line shows, its colour, its points in powers of ten."""


def picture(found: Sequence[Run]) -> str:
    """The SVG: to the left seconds, to the right megabytes, all axes in powers of ten."""
    time = [
        _line("wall", ACCENT, found, lambda taken: taken.wall),
        _line("processor, all processes", ACCENT_2, found, lambda taken: taken.processor),
    ]
    first, cold = found[0]
    even = [(log10(size), log10(cold.wall * size / first)) for size, _ in found]
    memory = [
        _line("main process", ACCENT, found, lambda taken: taken.memory),
        _line("largest worker", ACCENT_2, found, lambda taken: taken.worker),
    ]
    marks = [
        *_panel("Seconds, cold run", [*time, ("in proportion", MUTED, even)], _LEFT),
        *_panel("Megabytes at most", memory, _LEFT + _WIDE + _GAP),
    ]
    width, height = _LEFT + 2 * _WIDE + _GAP + 24, _TOP + _HIGH + 56
    paper = element("rect", width=width, height=height, fill="#fff")
    sheet = Sheet([paper, *marks], height, width)
    sizes = ", ".join(f"{size:,}" for size, _ in found)
    about = f"Time and memory of a cold run over archives of {sizes} releases."
    return chart("scale", ("Time and memory", "時間與記憶體"), sheet, about, ("", "")).svg + "\n"


def _line(name: str, colour: str, found: Sequence[Run], of: Callable[[Taken], float]) -> Line:
    points = [(log10(size), log10(max(of(taken), 0.01))) for size, taken in found]
    return name, colour, points


def _panel(title: str, lines: Sequence[Line], left: float) -> list[str]:
    points = [point for _, _, held in lines for point in held]
    xs = _decades([x for x, _ in points])
    ys = _decades([y for _, y in points])

    def place(point: tuple[float, float]) -> tuple[float, float]:
        x = left + (point[0] - xs[0]) / (xs[-1] - xs[0]) * _WIDE
        return x, _TOP + (ys[-1] - point[1]) / (ys[-1] - ys[0]) * _HIGH

    marks = [words(title, left, 20, font_weight="bold")]
    for x in xs:
        at, _ = place((x, ys[0]))
        marks.append(_rule(at, _TOP, at, _TOP + _HIGH))
        marks.append(words(f"{10**x:,}", at, _TOP + _HIGH + 18, text_anchor="middle"))
    for y in ys:
        _, at = place((xs[0], y))
        marks.append(_rule(left, at, left + _WIDE, at))
        marks.append(words(f"{10**y:,}", left - 6, at + 4, text_anchor="end"))
    marks.append(words("releases", left + _WIDE, _TOP + _HIGH + 36, text_anchor="end"))
    for nth, (name, colour, held) in enumerate(lines):
        marks += _drawn(list(map(place, held)), colour)
        marks.append(words(name, left + 8, _TOP + 18 + 18 * nth, fill=colour))
    return marks


def _drawn(points: Sequence[tuple[float, float]], colour: str) -> list[str]:
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    line = element("polyline", points=path, fill="none", stroke=colour, stroke_width=2)
    return [line, *(element("circle", cx=x, cy=y, r=3.5, fill=colour) for x, y in points)]


def _rule(x1: float, y1: float, x2: float, y2: float) -> str:
    return element("line", x1=x1, y1=y1, x2=x2, y2=y2, stroke=INK, stroke_opacity=0.15)


def _decades(values: Sequence[float]) -> list[int]:
    """The powers of ten around values: two at least."""
    low, high = floor(min(values)), ceil(max(values))
    return list(range(low, max(high, low + 1) + 1))
