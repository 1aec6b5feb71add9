"""`pipeline.load`: a table as a typed DataFrame."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

import pipeline
from pipeline.dataset import TABLES
from pipeline.publish.stage import publish
from tests.publish_example import CASTRIES, example


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("load") / "normalized"
    publish(example(), out)
    return out


def test_columns_have_the_stated_types(folder: Path) -> None:
    speakers = pipeline.load("speakers", folder)
    types = {name: str(speakers[name].dtype) for name in ("year", "is_host", "title_zh")}
    assert types == {"year": "Int64", "is_host": "boolean", "title_zh": "string"}
    assert str(pipeline.load("places", folder)["latitude"].dtype) == "Float64"


def test_lists_are_lists_and_nulls_are_null(folder: Path) -> None:
    seat = pipeline.load("speakers", str(folder)).set_index("speaker_id").loc[CASTRIES]
    assert seat["place_printed"] == ["卡斯翠市", "卡司翠"]
    assert seat["person_printed"] == []
    assert seat["person_id"] is pd.NA
    assert seat["order"] is pd.NA


def test_every_table_loads_with_its_rows(folder: Path) -> None:
    for name, rows in example().items():
        frame = pipeline.load(name, folder)
        assert len(frame) == len(rows)
        assert tuple(frame.columns) == TABLES[name].columns()


def test_a_table_without_rows_loads(tmp_path: Path) -> None:
    publish({name: [] for name in TABLES}, tmp_path / "empty")
    assert str(pipeline.load("figures", tmp_path / "empty")["value"].dtype) == "Int64"
    assert pipeline.load("speakers", tmp_path / "empty").empty


def test_a_wrong_name_is_answered_with_the_right_one(folder: Path) -> None:
    with pytest.raises(ValueError, match="no table 'speaker'; did you mean 'speakers'"):
        pipeline.load("speaker", folder)
    with pytest.raises(ValueError, match="there are releases, sessions, speakers"):
        pipeline.load("xyz", folder)


def test_a_table_that_is_not_published_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="run `make extract`"):
        pipeline.load("speakers", tmp_path)
