"""What the benchmarks count and show: pairs of cells of ICDAR 2013, peers' tables, speeds."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections import Counter
from pathlib import Path

import pytest

from benchmarks import icdar, layouts, race
from benchmarks.against import README, Told, with_section
from benchmarks.icdar import Placed, Truth, judge, pairs_of, peer_pairs
from benchmarks.peers import FINDERS, rows_of_markdown
from benchmarks.profile import ROOT, part_of
from benchmarks.race import LICENCES, Ran, as_table, speeds
from benchmarks.race_picture import Entrant, picture


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


def test_a_table_in_markdown_gives_its_cells_as_printed() -> None:
    table = "|編號|城市與談人|\n|---|:--|\n|1|**芬蘭**坦佩雷市<br>市長 A \\| B &amp; C|\n\n"
    assert rows_of_markdown(table) == [
        ["編號", "城市與談人"],
        ["1", "芬蘭坦佩雷市\n市長 A | B & C"],
    ]


def test_every_tool_that_is_compared_can_be_called() -> None:
    compared = {*icdar.PEERS, *layouts.PEERS, *LICENCES} - {race.OURS}
    assert compared <= FINDERS.keys()
    assert race.REFERENCE in LICENCES


def _ran(*seconds: float, f1: float | None = 1.0) -> Ran:
    error = None if f1 is not None else "no models"
    runs = (Told(40.0, [{"seconds": taken, "error": error, "tables": []}]) for taken in seconds)
    return Ran(tuple(runs), f1)


def test_speed_is_the_median_of_the_ratios_within_a_round() -> None:
    # the machine was three times as slow in the second round, for both
    ran = {
        "pdfplumber lines": _ran(10, 30, 10, f1=0.4),
        "ours": _ran(1, 3, 2),
        "docling": _ran(1, f1=None),
    }
    assert speeds(ran) == {"pdfplumber lines": 1, "ours": 10}
    first, *_, last = list(as_table(ran))[2:]
    assert first.startswith("| ours | 10.00 | 1.000 | 40 |")
    assert last.startswith("| docling | | no tables offline | 40 | 1 |")


def test_the_picture_shows_the_faster_to_the_right_and_the_better_on_top() -> None:
    svg = picture([Entrant("ours", 20, 1), Entrant("a & b", 0.2, 0.25)])
    drawn = ET.fromstring(svg)  # noqa: S314 - drawn by us
    ours, other = drawn.iter("{http://www.w3.org/2000/svg}circle")
    assert float(ours.attrib["cx"]) > float(other.attrib["cx"])
    assert float(ours.attrib["cy"]) < float(other.attrib["cy"])
    shown = [text.text for text in drawn.iter("{http://www.w3.org/2000/svg}text")]
    assert shown.count("ours") == shown.count("a & b") == 1


def test_a_section_is_replaced_and_a_missing_one_is_told() -> None:
    text = "# A\n<!-- b -->\nold\n<!-- /b -->\nc\n"
    assert with_section(text, "b", ["new"]) == "# A\n<!-- b -->\nnew\n<!-- /b -->\nc\n"
    with pytest.raises(ValueError, match="no section d"):
        with_section(text, "d", ["new"])


def test_the_readme_has_each_section_that_a_benchmark_writes() -> None:
    sources = [path.read_text("utf-8") for path in README.parent.rglob("*.py")]
    written = {name for text in sources for name in re.findall(r'write_section\("([a-z-]+)"', text)}
    for name in written:
        with_section(README.read_text("utf-8"), name, [])
    assert {"race", "layouts", "names"} <= written


@pytest.mark.parametrize(
    ("file", "part"),
    [
        (str(ROOT / "pipeline" / "extract" / "stage.py"), "pipeline.extract"),
        (str(ROOT / "pipeline" / "run.py"), "pipeline.run"),
        ("/venv/lib/python3.11/site-packages/numpy/_core/numeric.py", "numpy"),
        ("/usr/lib/python3.11/re/_parser.py", "re"),
        ("~", "built in"),
    ],
)
def test_a_function_belongs_to_a_part_of_the_program(file: str, part: str) -> None:
    assert part_of((file, 1, "f")) == part
