"""The notebook runs from beginning to end, and answers with what the releases say."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pipeline.dataset import TABLES, Dataset, Talk
from pipeline.publish.stage import publish

pytestmark = pytest.mark.notebook

NOTEBOOK = Path(__file__).parents[2] / "notebooks" / "explore.ipynb"
ANSWERS = """
import json
print(json.dumps({
    "returning": {row.city: list(map(int, row.years)) for row in returning.itertuples()},
    "ranks": {int(year): row.to_dict() for year, row in ranks.iterrows()},
    "absent": sorted(absent.country_iso2 + " " + absent.place_name_en.fillna("")),
    "replaced": len(replaced),
    "keywords": dict(keywords.values.tolist()),
    "themes": themes.to_dict(),
}))
"""


def run(dataset: Dataset, folder: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """What the notebook finds in a dataset. Raises CellExecutionError where a cell fails."""
    import nbformat
    from nbclient import NotebookClient

    publish(dataset, folder)
    monkeypatch.setenv("SUMMIT_DATA", str(folder))
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    nbformat.validate(notebook)
    notebook.cells.append(nbformat.v4.new_code_cell(ANSWERS))
    NotebookClient(
        notebook,
        timeout=120,
        resources={"metadata": {"path": str(NOTEBOOK.parent)}},
    ).execute()
    said = [output for cell in notebook.cells for output in cell.get("outputs", ())]
    assert not [output for output in said if output.get("name") == "stderr"]
    answers: dict[str, Any] = json.loads(said[-1]["text"])
    answers["pictures"] = sum("image/svg+xml" in output.get("data", {}) for output in said)
    return answers


def test_the_answers_are_those_of_the_releases(
    dataset: Dataset, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = run(dataset, tmp_path / "published", monkeypatch)
    assert found["returning"]["Gdynia"] == [2020, 2022]
    assert found["returning"]["Prague"] == [2020, 2021]
    assert "Denver" not in found["returning"]
    # the 20 guests that the closing release of 2020 counts
    ranks = {rank: seats for rank, seats in found["ranks"]["2020"].items() if seats}
    assert ranks == {"head": 10, "deputy": 4, "agency": 5, "legislator": 1}
    assert "TW Hualien County" in found["absent"]
    texts = [row.text for row in dataset["talks"] if isinstance(row, Talk)]
    assert found["keywords"]["智慧城市"] == sum("智慧城市" in text for text in texts)
    assert "智慧城" not in found["keywords"]
    assert found["themes"]["pandemic 疫情"] >= found["keywords"]["疫情"] > 5
    assert found["pictures"] == 4


@pytest.mark.parametrize("release_id", ["2020-08-13-announcement", "2022-closing-annex"])
def test_one_release_is_enough(
    alone: Callable[[str], Dataset],
    release_id: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    found = run(alone(release_id), tmp_path / "published", monkeypatch)
    assert found["returning"] == {}
    assert found["pictures"] == 4


def test_nothing_published_yet_is_no_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = run({name: [] for name in TABLES}, tmp_path / "published", monkeypatch)
    assert found["keywords"] == {}


def test_it_is_committed_without_outputs() -> None:
    """Outputs would be a second copy of the data, which no check compares with the first."""
    cells = json.loads(NOTEBOOK.read_bytes())["cells"]
    code = [cell for cell in cells if cell["cell_type"] == "code"]
    assert code
    assert all(cell["outputs"] == [] and cell["execution_count"] is None for cell in code)
