"""Whether scores are probabilities: what share is right among names with nearly the same score."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from benchmarks.names.measure import Outcome

EDGES = (0.0, 0.2, 0.4, 0.6, 0.8, 0.9, 0.95, 0.98, 1.0)
HEAD = ("| score | names | mean score | first candidate right |", "|---|--:|--:|--:|")
_SIDE, _MARGIN = 320, 36


class Bin(NamedTuple):
    low: float
    high: float
    count: int
    mean: float
    right: float


def bins(outcomes: Sequence[Outcome]) -> list[str]:
    """The rows of the table."""
    return [
        f"| {one.low:.2f} to {one.high:.2f} | {one.count} | {one.mean:.3f} | {one.right:.3f} |"
        for one in _bins(outcomes)
    ]


def draw(outcomes: Sequence[Outcome]) -> str:
    """The reliability diagram as SVG: a dot a bin, its area the number of names."""
    size = _SIDE + 2 * _MARGIN

    def at(share: float, up: bool = False) -> float:
        return round(_MARGIN + _SIDE * (1 - share if up else share), 1)

    marks = [
        f'<circle cx="{at(one.mean)}" cy="{at(one.right, up=True)}" '
        f'r="{max(2.5, one.count**0.5 / 1.8):.1f}"><title>{one.count} names with a score of '
        f"{one.mean:.3f}: {one.right:.3f} right</title></circle>"
        for one in _bins(outcomes)
    ]
    ticks = [
        f'<text x="{at(share)}" y="{size - 14}" text-anchor="middle">{share:.1f}</text>'
        f'<text x="{_MARGIN - 6}" y="{at(share, up=True) + 4}" text-anchor="end">{share:.1f}</text>'
        for share in (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)
    ]
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}" width="{size}"'
        f' height="{size}" font-family="sans-serif" font-size="11" role="img"'
        ' aria-label="Share of right first candidates by score">'
    )
    even = f"M{at(0)} {at(0, up=True)}L{at(1)} {at(1, up=True)}"
    axes = f"M{at(0)} {at(1, up=True)}V{at(0, up=True)}H{at(1)}"
    lines = [
        head,
        f'<rect width="{size}" height="{size}" fill="#fff"/>',
        f'<path d="{even}" stroke="#999" stroke-dasharray="4 4"/>',
        f'<path d="{axes}" fill="none" stroke="#333"/>',
        '<g fill="#1f6f8b" fill-opacity="0.75">',
        *marks,
        "</g>",
        *ticks,
        f'<text x="{size / 2}" y="{size - 1}" text-anchor="middle">score</text>',
        f'<text x="{_MARGIN}" y="16">share right</text>',
        "</svg>",
    ]
    return "".join(f"{line}\n" for line in lines)


def _bins(outcomes: Sequence[Outcome]) -> list[Bin]:
    found = []
    for low, high in pairwise(EDGES):
        held = [
            (o.score, o.place == 0)
            for o in outcomes
            if o.score is not None and low <= o.score and (o.score < high or high == EDGES[-1])
        ]
        if held:
            mean = sum(score for score, _ in held) / len(held)
            right = sum(hit for _, hit in held) / len(held)
            found.append(Bin(low, high, len(held), mean, right))
    return found
