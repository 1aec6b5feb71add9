"""Fit the calibration of pipeline/normalize/confidence.py on names with known answers.

`PYTHONPATH=. python scripts/calibrate_names.py FILE.csv ...` (columns zh_tw, country, geonames_id,
name) writes pipeline/normalize/gazetteer/calibration.json. Each name is asked with the tables as
they ship, with its key or its place withheld and with its state told; the threshold is the lowest at which
what a fit that had not seen it would have answered is right as often as `PRECISION` demands.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.names.questions import Protocol, Question, asked, is_right, read_questions, state_of
from benchmarks.names.wilson import wilson_low
from pipeline.normalize.confidence import CALIBRATION
from pipeline.normalize.keys import bare_key, is_han, key
from pipeline.normalize.ranking import FEATURES, rank
from pipeline.normalize.resolver import Hints, allowed_for

Reals = NDArray[np.float64]

TARGET = Path(__file__).parents[1] / "pipeline" / "normalize" / "gazetteer" / CALIBRATION
SHARES: dict[Protocol, float] = {
    "open": 1.0,
    "key withheld": 0.5,
    "place withheld": 0.1,
    "state given": 0.3,
}
"""How much a name counts in each way of being asked."""
FOLDS = 10
PRECISION, PRECISION_LOW = 0.99, 0.98
HIGHEST = 0.95
_RIDGE = 2.0
_STEPS = 50


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE.csv")
    files = [read_questions(path) for path in parser.parse_args().files]
    questions = [question for of_file in files for question in of_file]
    rows = [
        (*row, number)
        for protocol in SHARES
        for number, of_file in enumerate(files)
        for row in _rows(of_file, protocol)
    ]
    features = np.array([row[0] for row in rows])
    right, weights = (np.array([row[i] for row in rows], dtype=np.float64) for i in (1, 2))
    folds, guarded = (np.array([row[i] for row in rows]) for i in (3, 4))
    means = np.average(features, axis=0, weights=weights)
    spreads = np.maximum(
        np.sqrt(np.average((features - means) ** 2, axis=0, weights=weights)), 1e-3
    )
    means, spreads = np.round(means, 4), np.round(spreads, 4)
    scaled = np.hstack([(features - means) / spreads, np.ones((len(rows), 1))])
    unseen = np.zeros(len(rows))
    for fold in range(FOLDS):
        fitted = fit(scaled[folds != fold], right[folds != fold], weights[folds != fold])
        unseen[folds == fold] = 1 / (1 + np.exp(-scaled[folds == fold] @ fitted))
    shipped = weights == SHARES["open"]
    judged = shipped & ~guarded
    sets = np.array([row[6] for row in rows])
    threshold = lowest_threshold(unseen[judged], right[judged], sets[judged])
    fitted = fit(scaled, right, weights)
    stored = {
        "features": {
            name: [float(mean), float(spread), round(float(weight), 4)]
            for name, mean, spread, weight in zip(
                FEATURES, means, spreads, fitted[:-1], strict=True
            )
        },
        "intercept": round(float(fitted[-1]), 4),
        "threshold": threshold,
    }
    TARGET.write_text(json.dumps(stored, indent=1) + "\n", "utf-8")
    answered = shipped & ~guarded & (unseen >= threshold)
    print(f"{len(questions)} names, threshold {threshold}; judged by a fit that had not seen them:")
    groups = np.array([row[5] for row in rows])
    for group in sorted(set(groups)):
        held = answered & (groups == group)
        share = held.sum() / (shipped & (groups == group)).sum()
        print(f"{group}: answered {share:.3f}, right {int(right[held].sum())} of {held.sum()}")
    absent = (weights == SHARES["place withheld"]) & ~guarded & (unseen >= threshold)
    print(f"answered with the place withheld {absent.sum() / shipped.sum():.4f}")


def _rows(
    questions: list[Question], protocol: Protocol
) -> list[tuple[Reals, bool, float, int, bool, str]]:
    """Features, right or not, weight, fold, guarded and group, of each name that anything is found for."""
    rows = []
    for question, field in asked(questions, protocol):
        name, generic = bare_key(question.zh)
        allowed = allowed_for(field, generic, Hints(state_of(question, field, protocol)))
        ranking = rank(name, field, allowed, key(question.zh)) if is_han(name) else None
        if ranking is not None:
            first = field.contenders[ranking.order.numbers[0]]
            right = is_right(question, first.geonames_id, first.place_id)
            named = f"{question.country_iso2} {question.geonames_id} {question.place_id}"
            fold = int(hashlib.sha256(named.encode()).hexdigest(), 16) % FOLDS
            rows.append(
                (ranking.features, right, SHARES[protocol], fold, ranking.guarded, question.group)
            )
    return rows


def fit(scaled: Reals, right: Reals, weights: Reals) -> Reals:
    """Logistic regression with a ridge, by Newton's method; the last column is the constant."""
    fitted = np.zeros(scaled.shape[1])
    ridge = np.diag([_RIDGE] * (scaled.shape[1] - 1) + [1e-6])
    for _ in range(_STEPS):
        chance = 1 / (1 + np.exp(-scaled @ fitted))
        slope = scaled.T @ (weights * (right - chance)) - ridge @ fitted
        bend = (scaled * (weights * chance * (1 - chance))[:, None]).T @ scaled + ridge
        fitted = fitted + np.linalg.solve(bend, slope)
    return fitted


def lowest_threshold(chances: Reals, right: Reals, sets: NDArray[np.int_]) -> float:
    """In steps of 0.005, from where on up to 0.95 the answers are precise enough: of each set as
    measured, of all together by the lower bound."""
    lowest = HIGHEST
    for step in range(round(HIGHEST * 200), 100, -1):
        hits = chances >= step / 200
        precise = all(
            right[hits & (sets == number)].mean() >= PRECISION for number in np.unique(sets)
        )
        if not precise or wilson_low(int(right[hits].sum()), int(hits.sum())) < PRECISION_LOW:
            return lowest
        lowest = step / 200
    return lowest


if __name__ == "__main__":
    main()
