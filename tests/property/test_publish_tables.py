"""Whatever the rows hold, every written form gives them back."""

from __future__ import annotations

import csv
import io
import random
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.dataset import ROWS, Row
from pipeline.publish.columns import Column, columns
from pipeline.publish.parquet import read_parquet
from pipeline.publish.tables import csv_bytes, excel_bytes, read_csv
from tests.publish_example import example, render, write_parquet

pytestmark = pytest.mark.slow

TEXT = st.text(min_size=1, max_size=8)
TRICKY = st.sampled_from(['"', ",", "\r", "\n", "\r\n", ";", "'", "=1", "＠", "\ufeff", "\0", "台"])
INTEGERS = {"min_value": -(2**63), "max_value": 2**63 - 1}


def values(column: Column) -> st.SearchStrategy[Any]:
    if column.kind == "list":
        items = (TEXT | TRICKY).filter(lambda text: ";" not in text)
        return st.lists(items, max_size=3)
    return st.none() | scalars(column) if column.nullable else scalars(column)


def scalars(column: Column) -> st.SearchStrategy[Any]:
    if column.vocabulary:
        return st.sampled_from(column.vocabulary)
    if column.pattern:
        return st.from_regex(column.pattern, fullmatch=True, alphabet=st.characters(codec="utf-8"))
    if column.kind == "boolean":
        return st.booleans()
    if column.kind == "integer":
        low = INTEGERS["min_value"] if column.minimum is None else int(column.minimum)
        return st.integers(low, INTEGERS["max_value"])
    if column.kind == "number":
        return st.floats(column.minimum, column.maximum, allow_nan=False, allow_infinity=False)
    return TEXT | TRICKY


def rows(model: type[Row]) -> st.SearchStrategy[list[Row]]:
    row = st.fixed_dictionaries({column.name: values(column) for column in columns(model)})
    return st.lists(row.map(model.model_validate), max_size=4)


@pytest.mark.parametrize("model", ROWS, ids=lambda model: model.TABLE)
@given(data=st.data())
@settings(max_examples=20)
def test_rows_are_read_back_from_csv_and_parquet(model: type[Row], data: st.DataObject) -> None:
    some = data.draw(rows(model))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "table"
        path.write_bytes(csv_bytes(model, some))
        assert read_csv(path, model) == some
        write_parquet(path, model, some)
        assert read_parquet(path, model) == some


@pytest.mark.parametrize("model", ROWS, ids=lambda model: model.TABLE)
@given(data=st.data())
@settings(max_examples=20)
def test_no_text_of_the_excel_copy_is_a_formula(model: type[Row], data: st.DataObject) -> None:
    some = data.draw(rows(model))
    text = excel_bytes(model, some).decode("utf-8-sig")
    plain = csv_bytes(model, some).decode()
    copies = list(csv.reader(io.StringIO(text, newline="")))
    originals = list(csv.reader(io.StringIO(plain, newline="")))
    for copy, original in zip(copies, originals, strict=True):
        for column, shown, field in zip(columns(model), copy, original, strict=True):
            if column.kind in ("string", "list"):
                assert not shown.lstrip().startswith(tuple("=+-@＝＋－＠"))
                assert not shown.startswith(("\t", "\r", "\n"))
                assert shown in (field, f"'{field}")
            else:
                assert shown == field


@given(st.randoms())
@settings(max_examples=10)
def test_the_order_in_which_rows_come_does_not_show(chance: random.Random) -> None:
    shuffled = {name: chance.sample(some, len(some)) for name, some in example().items()}
    assert render(shuffled) == render(example())
