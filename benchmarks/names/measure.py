"""What is counted: the meant place first or among the first three, answers, right answers."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from benchmarks.names.questions import (
    Protocol,
    Question,
    asked,
    bare_curation,
    is_right,
    state_of,
)
from benchmarks.names.rivals import exact_key, pinyin_fuzz
from benchmarks.names.wilson import wilson_low
from pipeline.normalize.field import Field
from pipeline.normalize.resolver import Hints, Resolution, resolve, resolve_in


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one question was answered: `place` is where the meant place stands among the candidates,
    from 0; `right` what is answered, None if it is left to a person."""

    question: Question
    rule: str
    place: int | None
    right: bool | None
    score: float | None
    seconds: float


@dataclass(frozen=True, slots=True)
class Figures:
    """What was counted of some outcomes."""

    asked: int
    first: int
    among_three: int
    answered: int
    right: int
    seconds: float

    @property
    def row(self) -> str:
        """Cells of a table: asked, first, among the first three, answered, right of those."""
        share = self.right / self.answered if self.answered else 0.0
        low = wilson_low(self.right, self.answered)
        return (
            f"{self.asked} | {self.first / self.asked:.1%} | {self.among_three / self.asked:.1%} | "
            f"{self.answered / self.asked:.1%} | {self.right}/{self.answered} | {share:.3f} | "
            f"{low:.3f} | {1000 * self.seconds / self.asked:.1f}"
        )


def figures(outcomes: Sequence[Outcome]) -> Figures:
    """The counts of outcomes, which must not be empty."""
    return Figures(
        len(outcomes),
        sum(o.place == 0 for o in outcomes),
        sum(o.place is not None and o.place < 3 for o in outcomes),
        sum(o.right is not None for o in outcomes),
        sum(o.right is True for o in outcomes),
        sum(o.seconds for o in outcomes),
    )


def ours(questions: Sequence[Question], protocol: Protocol) -> list[Outcome]:
    """The resolver's outcomes."""
    outcomes = []
    for question, field in asked(questions, protocol):
        hints = Hints(state_of(question, field, protocol))
        begun = time.process_time()
        resolution = (
            resolve(question.zh, None, bare_curation(), hints)
            if protocol == "anywhere"
            else resolve_in(field, question.zh, hints)
        )
        seconds = time.process_time() - begun
        outcomes.append(outcome(question, resolution, seconds))
    return outcomes


def outcome(question: Question, resolution: Resolution, seconds: float) -> Outcome:
    right_ones = [is_right(question, c.geonames_id, c.place_id) for c in resolution.candidates]
    place = right_ones.index(True) if True in right_ones else None
    answer = None
    if resolution.status == "resolved":
        chosen = [c.place_id for c in resolution.candidates].index(resolution.place_id or "")
        answer = right_ones[chosen]
    return Outcome(question, resolution.rule, place, answer, resolution.score, seconds)


def theirs(
    method: Callable[[Field, str], tuple[list[int], bool]], questions: Sequence[Question]
) -> list[Outcome]:
    """The outcomes of a rival, with the tables as they ship."""
    outcomes = []
    for question, field in asked(questions, "open"):
        begun = time.process_time()
        found, answered = method(field, question.zh)
        seconds = time.process_time() - begun
        right_ones = [
            is_right(question, field.contenders[i].geonames_id, field.contenders[i].place_id)
            for i in found
        ]
        place = right_ones.index(True) if True in right_ones else None
        right = right_ones[0] if answered else None
        outcomes.append(Outcome(question, method.__name__, place, right, None, seconds))
    return outcomes


def by_rule(outcomes: Iterable[Outcome]) -> dict[str, tuple[int, int]]:
    """Rule -> how many it answered, how many of them right."""
    counted: dict[str, tuple[int, int]] = {}
    for one in outcomes:
        if one.right is not None:
            answered, right = counted.get(one.rule, (0, 0))
            counted[one.rule] = (answered + 1, right + one.right)
    return dict(sorted(counted.items()))


RIVALS = {"exact key": exact_key, "pinyin + rapidfuzz": pinyin_fuzz}
