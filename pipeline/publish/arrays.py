"""Arrow's arrays made of Python's values, buffer by buffer, and back.

`pyarrow.array`, `scalar` and `to_numpy` would import pandas, which takes half a second.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Sized
from itertools import accumulate, chain
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

_NUMBERS = {pa.int64(): np.int64, pa.float64(): np.float64}


def array_of(kind: pa.DataType, values: Sequence[Any]) -> pa.Array:
    """The array of values that are of a type of Arrow's, or None where it holds none.

    Types are string, large_binary, int64, float64, bool_ and a list of strings. Raises
    OverflowError for a number, or a length in all, that the type does not hold.
    """
    if kind == pa.string():
        packed = [b"" if value is None else value.encode() for value in values]
        return _array(kind, values, _offsets(packed, np.int32), pa.py_buffer(b"".join(packed)))
    if kind == pa.large_binary():
        return _array(kind, values, _offsets(values, np.int64), pa.py_buffer(b"".join(values)))
    if pa.types.is_list(kind):
        lists = [value or () for value in values]
        items = array_of(kind.value_type, [*chain.from_iterable(lists)])
        return _array(kind, values, _offsets(lists, np.int32), children=[items])
    if kind == pa.bool_():
        return _array(kind, values, _bits([bool(value) for value in values]))
    numbers = np.array([0 if value is None else value for value in values], _NUMBERS[kind])
    return _array(kind, values, pa.py_buffer(numbers))


def numbers_of(array: pa.UInt64Array) -> NDArray[np.uint64]:
    """The numbers of an array that holds no null."""
    return np.frombuffer(array.buffers()[1], np.uint64)[array.offset : array.offset + len(array)]


def _array(
    kind: pa.DataType, values: Sequence[Any], *buffers: pa.Buffer, children: Any = None
) -> pa.Array:
    nulls = values.count(None)
    valid = _bits([value is not None for value in values]) if nulls else None
    return pa.Array.from_buffers(kind, len(values), [valid, *buffers], nulls, 0, children)


def _offsets(values: Iterable[Sized], kind: type[np.int32 | np.int64]) -> pa.Buffer:
    ends = [0, *accumulate(map(len, values))]
    if ends[-1] > np.iinfo(kind).max:
        raise OverflowError(f"{ends[-1]} bytes in a column")
    return pa.py_buffer(np.array(ends, kind))


def _bits(values: Sequence[bool]) -> pa.Buffer:
    return pa.py_buffer(np.packbits(np.array(values, bool), bitorder="little"))
