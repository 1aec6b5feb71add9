"""A table as CSV, for programs and for Excel, and back again.

`NAME.csv`: UTF-8, LF, RFC 4180 (a field is quoted where it must be), no BOM; null is an empty
field, a list its items joined by `;`, a boolean true or false, a float its shortest form that reads
back as the same. The Excel copy has a BOM, CRLF between rows, and text that a spreadsheet would run
as a formula begins with an apostrophe.
"""

from __future__ import annotations

import csv
import io
import math
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from pydantic import ValidationError

from pipeline.dataset import Row
from pipeline.publish.columns import Column, Kind, columns, row_id

BOM = "\ufeff"
SEPARATOR = ";"
_QUOTED_ANYHOW = re.compile(r'["\r\n]')
_QUOTED = re.compile(r'[",\r\n]')
# Signs that open a formula, in both widths, also behind blanks; and the control characters
# that spreadsheets skip before they look (OWASP, "CSV Injection").
_FORMULA = re.compile(r"[\t\r\n]|\s*[=+\-@＝＋－＠]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_LONGEST_FIELD = 2**31 - 1


class TableError(ValueError):
    """A table that cannot be written or read as it should; the message says where and why."""


@dataclass(frozen=True, slots=True)
class Scan:
    """What a CSV file holds: the rows that are sound, each with its line, and what is wrong."""

    rows: tuple[tuple[int, Row], ...]
    problems: tuple[str, ...]


def _text(value: str | None) -> str:
    if value == "":
        raise TableError("an empty text cannot be told from null; use null")
    return value or ""


def _items(values: Sequence[str]) -> str:
    for item in values:
        if SEPARATOR in item:
            raise TableError(f"an item holds {SEPARATOR!r}, which parts the items: {item!r}")
        _text(item)
    return SEPARATOR.join(values)


def _number(value: float | None) -> str:
    if value is None:
        return ""
    if not math.isfinite(value):
        raise TableError(f"{value} is no number that can be published")
    return repr(float(value))


_FORMS: Mapping[Kind, Callable[[Any], str]] = MappingProxyType(
    {
        "string": _text,
        "list": _items,
        "number": _number,
        "integer": lambda value: "" if value is None else str(value),
        "boolean": lambda value: "" if value is None else "true" if value else "false",
    }
)
"""How a value stands in a CSV field, before quoting."""


@cache
def _forms(model: type[Row]) -> tuple[tuple[str, Callable[[Any], str]], ...]:
    return tuple((column.name, _FORMS[column.kind]) for column in columns(model))


def cells(model: type[Row], row: Row) -> list[str]:
    """The fields of a row.

    Raises TableError, which names row and column, for an empty string or item, which could not be
    told from null, and for a number that is not finite.
    """
    fields: list[str] = []
    try:
        fields += (form(getattr(row, name)) for name, form in _forms(model))
    except TableError as error:
        name, _ = _forms(model)[len(fields)]
        raise TableError(f"{model.TABLE}.{name} of {row_id(row)}: {error}") from error
    return fields


def csv_lines(model: type[Row], row: Row) -> tuple[bytes, bytes]:
    """The row as `NAME.csv` and as `excel/NAME.csv` hold it, ends of line included.

    Raises TableError where a value has no CSV form, or text is no Unicode.
    """
    fields = cells(model, row)
    shown = [
        neutralised(field) if field and is_text else field
        for field, is_text in zip(fields, _are_text(model), strict=True)
    ]
    try:
        plain = _line(fields, "\n")
        return plain, plain[:-1] + b"\r\n" if shown == fields else _line(shown, "\r\n")
    except UnicodeEncodeError as error:
        odd = next(i for i, field in enumerate(fields) if _SURROGATE.search(field))
        place = f"{model.TABLE}.{model.columns()[odd]} of {row_id(row)}"
        raise TableError(f"{place}: not Unicode text: {fields[odd]!r}") from error


@cache
def _are_text(model: type[Row]) -> tuple[bool, ...]:
    return tuple(column.kind in ("string", "list") for column in columns(model))


def csv_headers(model: type[Row]) -> tuple[bytes, bytes]:
    """What `NAME.csv` and `excel/NAME.csv` begin with."""
    names = list(model.columns())
    return _line(names, "\n"), BOM.encode() + _line(names, "\r\n")


def csv_bytes(model: type[Row], rows: Iterable[Row]) -> bytes:
    """The table as `NAME.csv` holds it. Raises TableError where a value has no CSV form."""
    return csv_headers(model)[0] + b"".join(csv_lines(model, row)[0] for row in rows)


def excel_bytes(model: type[Row], rows: Iterable[Row]) -> bytes:
    """The table as `excel/NAME.csv` holds it: for double-clicking, not for programs."""
    return csv_headers(model)[1] + b"".join(csv_lines(model, row)[1] for row in rows)


def neutralised(text: str) -> str:
    """Text that a spreadsheet shows instead of running it: an apostrophe before a formula."""
    return f"'{text}" if _FORMULA.match(text) else text


def _line(fields: Sequence[str], end: str) -> bytes:
    # Not csv.writer: which characters it quotes differs between versions of Python.
    line = ",".join(fields)
    if line.count(",") >= len(fields) or _QUOTED_ANYHOW.search(line):
        line = ",".join(map(_field, fields))
    return (line + end).encode()


def _field(text: str) -> str:
    return '"' + text.replace('"', '""') + '"' if _QUOTED.search(text) else text


def read_csv(path: Path, model: type[Row]) -> list[Row]:
    """The typed rows of a published CSV file.

    Raises TableError naming file, line and remedy where it is not as published, OSError where it
    cannot be opened.
    """
    scan = scan_csv(path, model)
    if scan.problems:
        raise TableError(scan.problems[0])
    return [row for _, row in scan.rows]


def scan_csv(path: Path, model: type[Row]) -> Scan:
    """All rows of a CSV file that are sound, and a sentence on each that is not.

    Raises OSError where the file cannot be opened.
    """
    try:
        text = path.read_bytes().decode()
    except UnicodeDecodeError as error:
        return Scan((), (f"{path.name}: byte {error.start} is not UTF-8. Publish again.",))
    rows: list[tuple[int, Row]] = []
    problems: list[str] = []
    try:
        for line, fields in records(text):
            if line == 1:
                if fields != list(model.columns()):
                    return Scan((), (_wrong_header(path.name, model, fields),))
                continue
            try:
                rows.append((line, _row(model, fields)))
            except TableError as error:
                problems.append(f"{path.name} line {line}: {error}. Publish again.")
    except csv.Error as error:
        problems.append(f"{path.name}: not RFC 4180: {error}. Publish again.")
    if not rows and not problems and not text:
        problems.append(f"{path.name}: the file is empty, without a header. Publish again.")
    return Scan(tuple(rows), tuple(problems))


def records(text: str) -> Iterator[tuple[int, list[str]]]:
    """Each record of a CSV text with the line it begins on. Raises csv.Error."""
    limit = csv.field_size_limit(_LONGEST_FIELD)
    try:
        reader = csv.reader(io.StringIO(text, newline=""), strict=True)
        line = 1
        for record in reader:
            yield line, record
            line = reader.line_num + 1
    finally:
        csv.field_size_limit(limit)


def _wrong_header(name: str, model: type[Row], found: Sequence[str]) -> str:
    missing = [column for column in model.columns() if column not in found]
    unknown = [column for column in found if column not in model.columns()]
    if missing or unknown:
        what = f"columns missing: {missing}, columns unknown: {unknown}"
    else:
        what = "the columns are in another order"
    return f"{name} line 1: {what}. Publish again with this version."


def _row(model: type[Row], fields: Sequence[str]) -> Row:
    table = columns(model)
    if len(fields) != len(table):
        raise TableError(f"{len(fields)} fields instead of {len(table)}")
    values = {c.name: _value(field, c) for c, field in zip(table, fields, strict=True)}
    return validated(model, values)


def _value(field: str, column: Column) -> Any:
    if column.kind == "list":
        return field.split(SEPARATOR) if field else []
    if not field:
        return None
    if column.kind == "boolean":
        if field not in ("true", "false"):
            raise TableError(f"{column.name} is {field!r} instead of true or false")
        return field == "true"
    if column.kind == "string":
        return field
    try:
        return int(field) if column.kind == "integer" else float(field)
    except ValueError as error:
        raise TableError(f"{column.name} is {field!r}, no {column.kind}") from error


def validated(model: type[Row], values: dict[str, Any]) -> Row:
    """The row of these values. Raises TableError that names each column the model refuses."""
    try:
        return model.model_validate(values)
    except ValidationError as error:
        faults = (f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors())
        raise TableError("; ".join(faults)) from error
