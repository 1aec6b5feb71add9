"""The picture of a scanned page: set straight, its ruled lines found and painted over, its bullets.

Pixels are grey, 0 black to 255 white, `PIXELS` to a point; all that is returned is in points.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal

import cv2
import numpy as np
import numpy.typing as npt

from pipeline.ingest.pdf_glyphs import Box

Picture = npt.NDArray[np.uint8]

DPI = 200
PIXELS = DPI / 72

_MOST_SKEW = 3.0  # degrees; a page that lies worse was not meant to be read
_LEAST_RULE = int(28 * PIXELS)
"""Longer than any stroke of a character in running text, in pixels."""
_LEAST_UPRIGHT = int(18 * PIXELS)
_LONG = 60.0
"""Points from which on a level stroke by itself is a rule: longer than a dash."""
_GAP = 5
"""Pixels that may be missing from a rule."""
_SPECK = 2
"""Dark pixels in a column from which on they are ink."""
_COARSE = 8
"""Pixels of a page to one of the picture that shows the shades of its paper."""
_DARKEST_PAPER = 96.0
_TOUCH = 3.0
"""Points by which a rule may fall short of one that it meets."""


def evened(picture: Picture) -> Picture:
    """The picture with its paper white all over, whatever shade lay on it."""
    height, width = picture.shape
    small = cv2.resize(picture, None, fx=1 / _COARSE, fy=1 / _COARSE, interpolation=cv2.INTER_AREA)
    paper = cv2.dilate(small, np.ones((9, 9), np.uint8))
    paper = cv2.GaussianBlur(paper, (0, 0), 4)
    shade = np.maximum(cv2.resize(paper, (width, height)), _DARKEST_PAPER)
    return as_picture(np.minimum(picture * (255.0 / shade), 255.0))


def straighten(picture: Picture) -> tuple[Picture, float]:
    """The picture turned so that its lines are level, and by how many degrees it was askew."""
    small = cv2.resize(picture, None, fx=0.4, fy=0.4, interpolation=cv2.INTER_AREA)
    dark = _dark(small)
    angle = 0.0
    for reach, step in ((_MOST_SKEW, 0.5), (0.5, 0.1), (0.1, 0.02)):
        angles = np.arange(angle - reach, angle + reach + step / 2, step)
        angle = float(max(angles, key=lambda candidate: (_evenness(dark, candidate), -candidate)))
    if abs(angle) < 0.03:
        return picture, 0.0
    return _turned(picture, angle, 255), angle


def _evenness(dark: Picture, angle: float) -> float:
    """How sharply the rows of a turned picture differ from each other: most, when it is level."""
    rows = _turned(dark, angle, 0).sum(axis=1, dtype=np.float64)
    return float(np.square(np.diff(rows)).sum())


def _turned(picture: Picture, angle: float, paper: int) -> Picture:
    height, width = picture.shape
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    turned = cv2.warpAffine(
        picture, turn, (width, height), flags=cv2.INTER_CUBIC, borderValue=(paper,)
    )
    return as_picture(turned)


def _dark(picture: Picture) -> Picture:
    """255 where there is ink. Otsu's threshold, so that grey paper is paper."""
    calm = cv2.GaussianBlur(picture, (3, 3), 0)
    _, dark = cv2.threshold(calm, 0, 255, cv2.THRESH_BINARY_INV + cv2.THRESH_OTSU)
    return as_picture(dark)


def take_rules(picture: Picture) -> tuple[Picture, list[Box]]:
    """The picture without the rules of its tables, and all its rules, boxes without breadth.

    A line under words stays: it runs through their descenders, which are needed to read them.
    """
    dark = _dark(picture)
    found: list[tuple[Box, Picture, tuple[int, int, int, int]]] = []
    for direction in ("level", "upright"):
        strokes = _strokes(dark, direction)
        for x, y, width, height in _components(strokes):
            box = (x / PIXELS, y / PIXELS, (x + width) / PIXELS, (y + height) / PIXELS)
            found.append((_thin(box, direction), strokes, (x, y, width, height)))
    lattice = _lattice({box for box, _, _ in found})
    mask = np.zeros_like(dark)
    for box, strokes, (x, y, width, height) in found:
        if box in lattice:
            mask[y : y + height, x : x + width] |= strokes[y : y + height, x : x + width]
    clean = picture.copy()
    clean[cv2.dilate(mask, np.ones((5, 5), np.uint8)) > 0] = 255
    alone = {box for box, _, _ in found if box[1] == box[3] and box[2] - box[0] > _LONG}
    return clean, [box for box, _, _ in found if box in lattice | alone]


def _lattice(rules: set[Box]) -> set[Box]:
    """The rules that each meet two which cross them: those of tables, no stroke of a letter.

    What is left out may have held another, so it is asked again until nothing changes.
    """
    kept = set(rules)
    while True:
        dangling = {rule for rule in kept if sum(_meet(rule, other) for other in kept) < 2}
        if not dangling:
            return kept
        kept -= dangling


def _meet(rule: Box, other: Box) -> bool:
    """Whether two rules of different directions cross or touch."""
    level, upright = (rule, other) if rule[1] == rule[3] else (other, rule)
    if level[1] != level[3] or upright[0] != upright[2]:
        return False
    reach = _TOUCH
    return (
        level[0] - reach <= upright[0] <= level[2] + reach
        and upright[1] - reach <= level[1] <= upright[3] + reach
    )


def _strokes(dark: Picture, direction: Literal["level", "upright"]) -> Picture:
    """The parts of `dark` that are long and thin in a direction."""
    level = direction == "level"
    least = _LEAST_RULE if level else _LEAST_UPRIGHT
    bridge = np.ones((1, _GAP) if level else (_GAP, 1), np.uint8)
    along = np.ones((1, least) if level else (least, 1), np.uint8)
    thick = np.ones((9, 1) if level else (1, 9), np.uint8)
    strokes = cv2.morphologyEx(
        cv2.morphologyEx(dark, cv2.MORPH_CLOSE, bridge), cv2.MORPH_OPEN, along
    )
    # a picture or a filled cell is long both ways: it is no rule
    solid = cv2.morphologyEx(strokes, cv2.MORPH_OPEN, thick)
    return as_picture(cv2.subtract(strokes, cv2.dilate(solid, np.ones((3, 3), np.uint8))))


def _components(mask: Picture) -> Iterator[tuple[int, int, int, int]]:
    """Left, top, width and height of each connected stroke that is long enough."""
    _, _, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    for x, y, width, height, _ in stats[1:].tolist():
        if max(width, height) >= _LEAST_UPRIGHT and max(width, height) > 5 * min(width, height):
            yield x, y, width, height


def _thin(box: Box, direction: str) -> Box:
    x0, top, x1, bottom = box
    if direction == "level":
        middle = (top + bottom) / 2
        return x0, middle, x1, middle
    middle = (x0 + x1) / 2
    return middle, top, middle, bottom


def inked(picture: Picture, line: Box) -> Box:
    """The box of a line drawn in from both sides to where its ink begins and ends."""
    x0, top, x1, bottom = (round(value * PIXELS) for value in line)
    window = picture[max(0, top) : bottom, max(0, x0) : x1]
    if not window.size:
        return line
    columns = np.flatnonzero((_dark(window) > 0).sum(axis=0) >= _SPECK)
    if not columns.size:
        return line
    first, last = int(columns[0]), int(columns[-1]) + 1
    return (max(0, x0) + first) / PIXELS, line[1], (max(0, x0) + last) / PIXELS, line[3]


def pauses(picture: Picture, line: Box, least: float) -> list[tuple[float, float]]:
    """Where the ink of a line stops for at least so many points, and where it goes on again."""
    x0, top, x1, bottom = (round(value * PIXELS) for value in line)
    window = picture[max(0, top) : bottom, max(0, x0) : x1]
    if not window.size:
        return []
    columns = np.flatnonzero((_dark(window) > 0).sum(axis=0) >= _SPECK) + max(0, x0)
    wide = np.flatnonzero(np.diff(columns) > least * PIXELS)
    return [
        ((int(columns[at]) + 1) / PIXELS, int(columns[at + 1]) / PIXELS) for at in wide.tolist()
    ]


def bullet(picture: Picture, line: Box, first: float) -> tuple[str, float, float] | None:
    """The bullet at the head of a line, with its left and right: a small solid shape by itself.

    A recogniser passes over it, as it is no character of any language. `line` is the line's box,
    `first` the left edge of the first character that was read.
    """
    x0, top, bottom = round(line[0] * PIXELS), round(line[1] * PIXELS), round(line[3] * PIXELS)
    height = bottom - top
    left = max(0, x0 - height)
    window = picture[max(0, top) : bottom, left : x0 + 2 * height]
    if not window.size:
        return None
    shapes = _shapes(window, height)
    if not shapes or (len(shapes) > 1 and shapes[1][0] < shapes[0][0] + 1.1 * shapes[0][1]):
        return None
    x, width, tall, area = shapes[0]
    sign = _shape(area / (width * tall))
    start, end = (left + x) / PIXELS, (left + x + width) / PIXELS
    if sign is None or not 0.75 <= width / tall <= 1.33 or first < (start + end) / 2:
        return None
    return sign, start, end


def _shapes(window: Picture, height: int) -> list[tuple[int, int, int, int]]:
    """Left, width, height and ink of what stands within a line, left to right; no dirt."""
    count, _, stats, _ = cv2.connectedComponentsWithStats(_dark(window), connectivity=8)
    return sorted(
        (x, width, tall, area)
        for x, y, width, tall, area in stats[1:count].tolist()
        if area >= (height / 7) ** 2 and y > 0 and y + tall < window.shape[0]
    )


def _shape(share: float) -> str | None:
    """The bullet whose ink takes that share of its box: a diamond half, a disc pi/4, a square all."""
    if 0.42 <= share < 0.66:
        return "◆"
    if share < 0.42:
        return None
    return "●" if share < 0.9 else "■"


def as_picture(array: Any) -> Picture:
    """An array of any number of channels as grey pixels."""
    pixels = np.asarray(array, dtype=np.uint8)
    return pixels if pixels.ndim == 2 else pixels[:, :, :3].mean(axis=2).astype(np.uint8)
