"""What the benchmarks count: the pairs of neighbouring cells of ICDAR 2013, a peer's tables."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from benchmarks.icdar import Placed, Truth, judge, pairs_of, peer_pairs


def test_a_blank_cell_is_skipped_and_a_span_has_several_neighbours() -> None:
    #  Population      (over two columns)
    #  2010    2011
    #          7
    cells = [
        Placed(0, 0, 0, 1, "Population"),
        Placed(1, 0, 1, 0, "2010"),
        Placed(1, 1, 1, 1, "2011"),
        Placed(2, 0, 2, 0, " "),
        Placed(2, 1, 2, 1, "7"),
    ]
    assert pairs_of(cells) == Counter(
        {
            ("POPULATION", "2010", "below"): 1,
            ("POPULATION", "2011", "below"): 1,
            ("2010", "2011", "right"): 1,
            ("2011", "7", "below"): 1,
        }
    )


def test_signs_and_case_do_not_count_but_letters_do() -> None:
    pairs = peer_pairs([{"rows": [["Rate (%)", None, "1.5"], ["n/a", "x", "ﬁve"]]}])
    assert pairs[("RATE___", "1_5", "right")] == 1
    assert pairs[("X", "FIVE", "right")] == 1


def test_of_two_truths_the_one_that_is_met_best_counts() -> None:
    found = Counter({("A", "B", "right"): 1, ("B", "C", "right"): 1})
    other = Counter({("A", "C", "below"): 1})
    result = judge([Truth(Path("eu-009a.pdf"), (other, found))], [found])
    assert result.average == result.pooled == (1.0, 1.0)
    result = judge([Truth(Path("eu-001.pdf"), (other,))], [Counter()])
    assert result.pooled == (0.0, 0.0)


@pytest.mark.parametrize(("part", "whole"), [(1, 2), (2, 4)])
def test_precision_is_what_is_right_of_what_is_found(part: int, whole: int) -> None:
    known = Counter({("A", str(n), "right"): 1 for n in range(part)})
    found = Counter({("A", str(n), "right"): 1 for n in range(whole)})
    assert judge([Truth(Path("a.pdf"), (known,))], [found]).average == (0.5, 1.0)
