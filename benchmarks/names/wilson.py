"""The lower bound of a share that was measured."""

from __future__ import annotations

import math


def wilson_low(hits: int, total: int, z: float = 1.96) -> float:
    """The lower end of Wilson's interval (95 %); 0 where nothing was measured."""
    if total == 0:
        return 0.0
    share, square = hits / total, z * z / total
    spread = z * math.sqrt(share * (1 - share) / total + square / (4 * total))
    return (share + square / 2 - spread) / (1 + square)
