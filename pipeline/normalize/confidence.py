"""How sure an answer is: a logistic over the features of its lead, fitted on names with known
answers (`scripts/calibrate_names.py`), each judged by a fit that had not seen it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib import resources

import numpy as np
from numpy.typing import NDArray

CALIBRATION = "calibration.json"
Reals = NDArray[np.float64]


@dataclass(frozen=True, eq=False, slots=True)
class Calibration:
    """`weights` of the features, scaled by `means` and `spreads`; answered from `threshold` on."""

    features: tuple[str, ...]
    means: Reals
    spreads: Reals
    weights: Reals
    intercept: float
    threshold: float

    def probability(self, features: Reals) -> float:
        """The probability that the first contender is the place meant."""
        scaled = (features - self.means) / self.spreads
        return float(1 / (1 + np.exp(-(scaled @ self.weights + self.intercept))))


@cache
def load_calibration() -> Calibration:
    """The calibration that ships with the package."""
    folder = resources.files("pipeline.normalize.gazetteer")
    stored = json.loads(folder.joinpath(CALIBRATION).read_text("utf-8"))
    numbers = np.array([*stored["features"].values()], dtype=np.float64)
    means, spreads, weights = numbers.T
    return Calibration(
        tuple(stored["features"]),
        means,
        spreads,
        weights,
        stored["intercept"],
        stored["threshold"],
    )
