"""`python -m benchmarks.names [FILE.csv ...] [--write]`: how well places are found that nobody listed.

FILE.csv are sets that are no part of the project (columns set, zh_tw, country, geonames_id, name);
`further.csv` and `mentions.csv` beside this module are always asked.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.against import write_section
from benchmarks.names.measure import RIVALS, Outcome, by_rule, figures, ours, theirs
from benchmarks.names.questions import Protocol, Question, read_questions
from benchmarks.names.reliability import HEAD as BINS_HEAD
from benchmarks.names.reliability import bins, draw
from pipeline.normalize.confidence import load_calibration

HERE = Path(__file__).parent
OWN = ("further", "mentions")
HEAD = (
    "| asked | names | first | among 3 | answered | right | precision | Wilson low | ms a name |",
    "|---|--:|--:|--:|--:|--:|--:|--:|--:|",
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE.csv")
    parser.add_argument("--write", action="store_true", help="write the section of the README")
    arguments = parser.parse_args()
    questions = [question for path in arguments.files for question in read_questions(path)]
    for name in OWN:
        questions += read_questions(HERE / f"{name}.csv", name)
    sets = sorted({question.group for question in questions})
    lines = [*HEAD]
    opened: list[Outcome] = []
    protocols: list[Protocol] = ["open", "key withheld", "state given", "anywhere"]
    for name in sets:
        of_set = [question for question in questions if question.group == name]
        for protocol in protocols:
            outcomes = ours(of_set, protocol)
            lines.append(f"| {name}, {protocol} | {figures(outcomes).row} |")
            opened += outcomes if protocol == "open" else []
        lines += [f"| {name}, {label} | {_rival(label, of_set)} |" for label in RIVALS]
    lines += ["", *_rules(opened), "", *BINS_HEAD, *bins(opened)]
    told = f"Measured {datetime.now(UTC):%Y-%m-%d}, threshold {load_calibration().threshold}."
    print("\n".join([told, "", *lines]))
    if arguments.write:
        (HERE / "reliability.svg").write_text(draw(opened), "utf-8")
        write_section("names", [told, "", *lines])


def _rival(label: str, questions: Sequence[Question]) -> str:
    return figures(theirs(RIVALS[label], questions)).row


def _rules(outcomes: Sequence[Outcome]) -> list[str]:
    counted = by_rule(outcomes)
    rows = [f"| {rule} | {answered} | {right} |" for rule, (answered, right) in counted.items()]
    return ["| rule, all sets open | answered | right |", "|---|--:|--:|", *rows]


if __name__ == "__main__":
    main()
