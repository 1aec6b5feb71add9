"""Arrow's arrays made of buffers are those that pyarrow makes."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.publish.arrays import array_of

ITEMS = pa.list_(pa.field("element", pa.string(), nullable=False))
TEXTS = st.text(st.characters(exclude_categories=("Cs",)), max_size=4)
VALUES: dict[pa.DataType, st.SearchStrategy[Any]] = {
    pa.string(): TEXTS,
    pa.large_binary(): st.binary(max_size=4),
    pa.int64(): st.integers(-(2**63), 2**63 - 1),
    pa.float64(): st.floats(allow_nan=False),
    pa.bool_(): st.booleans(),
    ITEMS: st.lists(TEXTS, max_size=3),
}


@pytest.mark.parametrize("kind", VALUES, ids=str)
@given(data=st.data())
def test_an_array_is_the_one_that_pyarrow_makes(kind: pa.DataType, data: st.DataObject) -> None:
    one = VALUES[kind] if kind == pa.large_binary() else st.none() | VALUES[kind]
    values = data.draw(st.lists(one, max_size=20))
    made = array_of(kind, values)
    made.validate(full=True)
    assert made.equals(pa.array(values, kind))


def test_a_number_that_64_bits_do_not_hold_is_refused() -> None:
    with pytest.raises(OverflowError):
        array_of(pa.int64(), [2**63])


def test_no_array_brings_pandas_in() -> None:
    made = "import sys, pyarrow as pa; from pipeline.publish.arrays import array_of;"
    made += "array_of(pa.string(), ['a', None]); sys.exit('pandas' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", made], check=False).returncode == 0
