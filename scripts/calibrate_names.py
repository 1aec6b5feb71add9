"""Fit the calibration of pipeline/normalize/confidence.py on names with known answers.

`PYTHONPATH=. python scripts/calibrate_names.py FILE.csv ...` (columns zh_tw, country, geonames_id,
name) writes pipeline/normalize/gazetteer/calibration.json. Each name is asked with the tables as
they ship, with its key or its place withheld and with its state told; without its country too, which
is only measured. The threshold is the lowest from which on what a fit that had not seen the
names would have answered is right as often as `PRECISION` demands, in each file, and hardly a name
whose place is withheld would have been answered.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from benchmarks.names.questions import Protocol, Question, asked, is_right, read_questions, state_of
from benchmarks.names.wilson import wilson_low
from pipeline.normalize.confidence import CALIBRATION
from pipeline.normalize.keys import bare_key, is_han, key
from pipeline.normalize.ranking import FEATURES, rank
from pipeline.normalize.resolver import Hints, allowed_for, rivals_anywhere, rule_of

Reals = NDArray[np.float64]
Mask = NDArray[np.bool_]

TARGET = Path(__file__).parents[1] / "pipeline" / "normalize" / "gazetteer" / CALIBRATION
SHARES: dict[Protocol, float] = {
    "open": 1.0,
    "key withheld": 0.5,
    "place withheld": 0.2,
    "state given": 0.3,
    "anywhere": 0.0,
}
"""How much a name counts in each way of being asked."""
FOLDS = 10
PRECISION, PRECISION_LOW = 0.99, 0.98
MOST_ABSENT = 0.03
"""Share of the names whose place is withheld that may be answered, all of them wrongly."""
STEPS = tuple(step / 200 for step in range(195, 139, -1))
"""Thresholds that are tried, the highest first."""
SHOWN = (0.8, 0.85, 0.87, 0.88, 0.9, 0.91, 0.92, 0.93, 0.94, 0.95)
CURVES = frozenset({"open", "place withheld"})
"""Thresholds of which the figures are shown, for names asked in these ways."""
_RIDGE = 2.0
_ROUNDS = 50


class Row(NamedTuple):
    """A name that was asked in some way, and what was found first."""

    features: Reals
    right: bool
    protocol: Protocol
    fold: int
    guarded: bool
    group: str
    file: int


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE.csv")
    files = [read_questions(path) for path in parser.parse_args().files]
    rows = [
        row
        for protocol in SHARES
        for number, of_file in enumerate(files)
        for row in _rows(of_file, protocol, number)
    ]
    right = np.array([row.right for row in rows], dtype=np.float64)
    weights = np.array([SHARES[row.protocol] for row in rows])
    means, spreads, scaled = _scaled(np.array([row.features for row in rows]), weights)
    unseen = _by_others(scaled, right, weights, np.array([row.fold for row in rows]))
    of_file = np.array([row.file for row in rows])

    def judged(protocol: Protocol) -> Mask:
        return np.array([row.protocol == protocol and not row.guarded for row in rows])

    count = sum(map(len, files))

    held, absent = judged("open"), unseen[judged("place withheld")]
    threshold = lowest_threshold(unseen[held], right[held], of_file[held], absent, count)
    fitted = fit(scaled, right, weights)
    numbers = zip(FEATURES, means, spreads, fitted[:-1], strict=True)
    stored = {
        "features": {n: [float(m), float(s), round(float(w), 4)] for n, m, s, w in numbers},
        "intercept": round(float(fitted[-1]), 4),
        "threshold": threshold,
    }
    TARGET.write_text(json.dumps(stored, indent=1) + "\n", "utf-8")
    groups = np.array([row.group for row in rows])
    asked_of = {group: sum(q.group == group for file in files for q in file) for group in groups}
    print(f"threshold {threshold}; by fits that had not seen the names:")
    print("| way | set | threshold | answered | right | precision | Wilson low |")
    print("|---|---|--:|--:|--:|--:|--:|")
    for protocol in SHARES:
        for at in sorted({threshold, *SHOWN} if protocol in CURVES else {threshold}):
            for group in dict.fromkeys(groups):
                held = judged(protocol) & (unseen >= at) & (groups == group)
                cells = _cells(right[held], asked_of[group])
                print(f"| {protocol} | {group} | {at:.3f} | {cells} |")


def _cells(answers: Reals, count: int) -> str:
    """Share answered, right of those, precision and its lower bound."""
    hits, answered = int(answers.sum()), len(answers)
    return (
        f"{answered / count:.3f} | {hits}/{answered} | {hits / max(answered, 1):.3f} | "
        f"{wilson_low(hits, answered):.3f}"
    )


def _rows(questions: list[Question], protocol: Protocol, file: int) -> list[Row]:
    """A row for each name that anything is found for."""
    rows = []
    for question, field in asked(questions, protocol):
        name, generic = bare_key(question.zh)
        allowed = allowed_for(field, generic, Hints(state_of(question, field, protocol)))
        ranking = rank(name, field, allowed, key(question.zh)) if is_han(name) else None
        if ranking is not None:
            first = field.contenders[int(ranking.order.numbers[0])]
            right = is_right(question, first.geonames_id, first.place_id)
            guarded = ranking.guarded
            if protocol == "anywhere":
                rule = rule_of(ranking, len(name))
                rivals = rivals_anywhere(question.zh, rule, first)
                guarded = guarded or rule == "sound" or bool(rivals)
            named = f"{question.country_iso2} {question.geonames_id} {question.place_id}"
            fold = int(hashlib.sha256(named.encode()).hexdigest(), 16) % FOLDS
            rows.append(Row(ranking.features, right, protocol, fold, guarded, question.group, file))
    return rows


def _scaled(features: Reals, weights: Reals) -> tuple[Reals, Reals, Reals]:
    """Means, spreads, and the features scaled by them with a column of ones."""
    means = np.average(features, axis=0, weights=weights)
    spreads: Reals = np.sqrt(np.average((features - means) ** 2, axis=0, weights=weights))
    means, spreads = means.round(4), np.maximum(spreads, 1e-3).round(4)
    ones = np.ones((len(features), 1))
    return means, spreads, np.hstack([(features - means) / spreads, ones])


def _by_others(scaled: Reals, right: Reals, weights: Reals, folds: NDArray[np.int_]) -> Reals:
    """The probability of each row, by a fit to the rows of the other folds."""
    unseen = np.zeros(len(scaled))
    for fold in range(FOLDS):
        kept = folds != fold
        fitted = fit(scaled[kept], right[kept], weights[kept])
        unseen[~kept] = 1 / (1 + np.exp(-scaled[~kept] @ fitted))
    return unseen


def fit(scaled: Reals, right: Reals, weights: Reals) -> Reals:
    """Logistic regression with a ridge, by Newton's method; the last column is the constant."""
    fitted = np.zeros(scaled.shape[1])
    ridge = np.diag([_RIDGE] * (scaled.shape[1] - 1) + [1e-6])
    for _ in range(_ROUNDS):
        chance = 1 / (1 + np.exp(-scaled @ fitted))
        slope = scaled.T @ (weights * (right - chance)) - ridge @ fitted
        bend = (scaled * (weights * chance * (1 - chance))[:, None]).T @ scaled + ridge
        fitted = fitted + np.linalg.solve(bend, slope)
    return fitted


def lowest_threshold(
    chances: Reals, right: Reals, files: NDArray[np.int_], absent: Reals, count: int
) -> float:
    """The lowest at which, as at the step above it, the answers to each file are precise enough, as
    measured and by the lower bound, and few of `count` names whose place is `absent` are answered;
    the highest that is tried where there is none."""
    fine = [
        (absent >= step).sum() <= MOST_ABSENT * count
        and all(_precise(right[(chances >= step) & (files == file)]) for file in np.unique(files))
        for step in STEPS
    ]
    held = [
        step for step, above, at in zip(STEPS[1:], fine[:-1], fine[1:], strict=True) if above and at
    ]
    return min(held, default=STEPS[0])


def _precise(answers: Reals) -> bool:
    hits = int(answers.sum())
    return hits >= PRECISION * len(answers) and wilson_low(hits, len(answers)) >= PRECISION_LOW


if __name__ == "__main__":
    main()
