"""A published table as a pandas DataFrame with stated types."""

from __future__ import annotations

import difflib
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.dataset import TABLES

_DTYPES = {
    pa.string(): pd.StringDtype("pyarrow"),
    pa.int64(): pd.Int64Dtype(),
    pa.float64(): pd.Float64Dtype(),
    pa.bool_(): pd.BooleanDtype(),
}


def load(table: str, folder: str | Path = "normalized") -> pd.DataFrame:
    """The table of that name as published in `folder`: text `string`, numbers `Int64` or
    `Float64`, truth values `boolean`, all with <NA> for null; list columns hold Python lists.

    Raises ValueError for a name that is no table, FileNotFoundError where it is not published.
    """
    if table not in TABLES:
        near = difflib.get_close_matches(table, TABLES, n=1)
        hint = f"did you mean {near[0]!r}?" if near else f"there are {', '.join(TABLES)}."
        raise ValueError(f"no table {table!r}; {hint}")
    path = Path(folder) / f"{table}.parquet"
    if not path.is_file():
        raise FileNotFoundError(f"{path} is not there; run `make extract`, or name the folder.")
    frame: pd.DataFrame = pq.ParquetFile(path).read().to_pandas(types_mapper=_DTYPES.get)
    for name in TABLES[table].columns():
        if TABLES[table].is_list(name):
            frame[name] = pd.Series([list(items) for items in frame[name]], frame.index, object)
    return frame
