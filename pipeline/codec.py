"""Records to bytes and back: frozen dataclasses and rows as compressed JSON, checked by their types.

The form is for a cache: a record is the list of its values, so bytes are readable only with the
very types that wrote them. Nothing that is read is ever run, which is why it is not pickle.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from itertools import accumulate, chain, pairwise, repeat
from operator import call
from sys import intern
from types import MappingProxyType, NoneType, UnionType
from typing import Any, Literal, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from pydantic import BaseModel, ValidationError

T = TypeVar("T", bound=Hashable)

_LEVEL = 1  # the fastest: a release is read far more often than the disk is full


class CodecError(ValueError):
    """Bytes that are not what `encode` gives for a value of the type asked for."""


@dataclass(frozen=True, slots=True)
class _Coder:
    """The two directions for one type: value -> what JSON knows -> an equal value."""

    to_json: Callable[[Any], Any]
    from_json: Callable[[Any], Any]


def encode(kind: type[T], value: T) -> bytes:
    """The value as bytes. Raises TypeError for a kind that holds what no rule here covers."""
    text = json.dumps(_coder(kind).to_json(value), ensure_ascii=False, separators=(",", ":"))
    # A text read from a damaged file may hold half a surrogate pair; it must come back as it was.
    return zlib.compress(text.encode("utf-8", "surrogatepass"), _LEVEL)


def decode(kind: type[T], data: bytes) -> T:
    """A value equal to the one that was encoded. Raises CodecError for any other bytes."""
    try:
        content = json.loads(zlib.decompress(data).decode("utf-8", "surrogatepass"))
        return cast(T, _coder(kind).from_json(content))
    except (zlib.error, ValueError, RecursionError) as error:
        raise CodecError(f"no {kind.__name__}: {type(error).__name__}") from error


@cache
def _coder(kind: Any) -> _Coder:
    origin, args = get_origin(kind), get_args(kind)
    if kind in (str, int, float, bool, NoneType):
        return _scalar(kind)
    if origin is Literal:
        return _Coder(_same, lambda content: _expect(content in args, content))
    if origin in (Union, UnionType):
        return _optional(args)
    if kind in _NUMBERS:
        return _NUMBERS[kind]
    if origin in (tuple, list):
        return _sequence(origin, args)
    if origin is dict and args[0] is str:
        return _mapping(_coder(args[1]))
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return _model(kind)
    if isinstance(kind, type) and is_dataclass(kind):
        return _record(kind)
    if isinstance(kind, type) and issubclass(kind, tuple):
        return _named_tuple(kind)
    raise TypeError(f"no rule to encode {kind!r}")


def _same(value: Any) -> Any:
    return value


def _expect(holds: bool, content: Any) -> Any:
    if not holds:
        raise CodecError("a value is not of its type")
    return content


def _scalar(kind: type) -> _Coder:
    if kind is str:
        return _Coder(_same, _text)

    def read(content: Any) -> Any:
        # type(), not isinstance(): a truth value is no number
        if type(content) is kind:
            return content
        raise CodecError("a value is not of its type")

    # a whole number may stand for a float, as arithmetic lets it
    return _Coder(float if kind is float else _same, read)


def _text(content: Any) -> str:
    if type(content) is str:
        return intern(content)  # ids and names come again and again
    raise CodecError("a value is not of its type")


def _optional(args: tuple[Any, ...]) -> _Coder:
    inner = [arg for arg in args if arg is not NoneType]
    if len(inner) != 1 or len(args) != len(inner) + 1:
        raise TypeError(f"no rule to tell the parts of {args!r} apart")
    coder = _coder(inner[0])
    if inner[0] is str:
        return _Coder(_same, _text_or_none)
    return _Coder(
        lambda value: None if value is None else coder.to_json(value),
        lambda content: None if content is None else coder.from_json(content),
    )


def _text_or_none(content: Any) -> Any:
    return None if content is None else _text(content)


def _sequence(origin: type, args: tuple[Any, ...]) -> _Coder:
    """A list or tuple of any length, or a tuple with a type for each place."""
    if origin is list or args[-1] is Ellipsis:
        item = _coder(args[0])
        return _Coder(
            lambda value: [*map(item.to_json, value)],
            lambda content: origin(map(item.from_json, _list(content))),
        )
    coders = [_coder(arg) for arg in args]
    return _Coder(
        lambda value: [c.to_json(v) for c, v in zip(coders, value, strict=True)],
        _by_position(tuple, [coder.from_json for coder in coders]),
    )


def _by_position(made: Callable[[Any], Any], readers: Sequence[Callable[[Any], Any]]) -> Any:
    """What reads a list that has a reader for each place."""

    def read(content: Any) -> Any:
        _expect(len(_list(content)) == len(readers), content)
        return made(map(call, readers, content))

    return read


def _named_tuple(kind: type) -> _Coder:
    coder = _sequence(tuple, tuple(get_type_hints(kind).values()))
    return _Coder(coder.to_json, lambda content: kind(*coder.from_json(content)))


def _list(content: Any) -> list[Any]:
    if type(content) is list:
        return content
    raise CodecError("a value is not of its type")


def _mapping(item: _Coder) -> _Coder:
    return _Coder(
        lambda value: {key: item.to_json(part) for key, part in value.items()},
        lambda content: {
            key: item.from_json(part)
            for key, part in _expect(isinstance(content, dict), content).items()
        },
    )


def _runs(numbers: Sequence[int]) -> list[int]:
    """Numbers as the first, then pairs (step, how often): positions rise by one for long."""
    if not numbers:
        return []
    runs = [numbers[0]]
    for before, after in pairwise(numbers):
        if len(runs) > 1 and runs[-2] == after - before:
            runs[-1] += 1
        else:
            runs += [after - before, 1]
    return runs


def _from_runs(content: Any) -> tuple[int, ...]:
    numbers = _list(content)
    _expect(set(map(type, numbers)) <= {int}, content)
    if not numbers:
        return ()
    steps, counts = numbers[1::2], numbers[2::2]
    _expect(len(steps) == len(counts), content)
    if steps == [1]:  # most texts stand in one piece
        return (*range(numbers[0], numbers[0] + counts[0] + 1),)
    return tuple(accumulate(chain(numbers[:1], *map(repeat, steps, counts))))


def _floats(content: Any) -> tuple[float, ...]:
    numbers = _list(content)
    _expect(set(map(type, numbers)) <= {float}, content)
    return tuple(numbers)


_NUMBERS: Mapping[Any, _Coder] = MappingProxyType(
    {
        tuple[int, ...]: _Coder(_runs, _from_runs),
        tuple[float, ...]: _Coder(lambda value: list(map(float, value)), _floats),
    }
)
"""What goes for many numbers at once."""


def _record(kind: type) -> _Coder:
    """A dataclass as the list of its fields' values. No record holds one of its own kind."""
    hints = get_type_hints(kind)
    coders = [(field.name, _coder(hints[field.name])) for field in fields(kind)]
    readers = [coder.from_json for _, coder in coders]
    return _Coder(
        lambda value: [coder.to_json(getattr(value, name)) for name, coder in coders],
        _by_position(lambda values: kind(*values), readers),
    )


def _model(kind: type[BaseModel]) -> _Coder:
    """A row as the list of its columns' values; the model itself checks what is read."""
    names = list(kind.model_fields)

    def read(content: Any) -> BaseModel:
        try:
            return kind.model_validate(dict(zip(names, _list(content), strict=True)))
        except ValidationError as error:
            raise CodecError(f"no {kind.__name__}") from error

    return _Coder(lambda value: list(value.model_dump(mode="json").values()), read)
