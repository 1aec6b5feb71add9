"""The content of a page -> its steps: operators with their operands, in the order of the file.

Source: ISO 32000-1, 7.8.2. Known here is what programs write in practice: numbers, names, texts, and
arrays and dictionaries of these. Anything else raises Unsure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

Operand = float | str | bytes | list[float | bytes] | None
"""A number, a name, a text, an array of texts and numbers; None is anything else."""
Step = tuple[bytes, Sequence[Operand]]
"""An operator with its operands."""


class Unsure(Exception):
    """A page holds something that is not read here; the message names it."""


_NUMBER = rb"[-+.0-9]++"
_NAME = rb"/[^\s\0#/%\[\]()<>{}]*+"
_LITERAL = rb"\((?:[^()\\]|\\.|\((?:[^()\\]|\\.)*+\))*+\)"
_TEXT = rb"(?:<[0-9A-Fa-f\s]*+>|%b)" % _LITERAL
_ARRAY = rb"\[(?:[^\[\]<>()%%{}]|%b)*+\]" % _TEXT
_DICTIONARY = rb"<<(?:[^<>()%%{}]|%b|<<(?:[^<>()%%{}]|%b)*+>>)*+>>" % (_TEXT, _TEXT)
_OPERAND = b"|".join((_NUMBER, _NAME, _DICTIONARY, _ARRAY, _TEXT))
_OPERATOR = rb"(?:[A-Za-z]++\*?|['\"])(?=[\s/<(\[]|\Z)"
_STEP = re.compile(
    rb"""
    \s*+
    (?: ([-+.0-9\s]*+) (%b)                   # numbers and an operator
    |   / ([^\s\0\#/%%\[\]()<>{}]++) \s++ (%b) \s++ Tf\b # a font and its size
    |   (%b) \s*+ Tj\b                        # a text
    |   \[ ((?:[-+.0-9\s]|%b)*+) \] \s*+ TJ\b # texts set apart
    |   ((?:\s|%b)*+) (%b)                    # other operands and an operator
    |   (.)                                   # anything else
    )
    """
    % (_OPERATOR, _NUMBER, _TEXT, _TEXT, _OPERAND, _OPERATOR),
    re.VERBOSE | re.DOTALL,
)
_OPERANDS = re.compile(_OPERAND, re.DOTALL)
_PIECES = re.compile(rb"(%b)|<([^>]*)>|(%b)" % (_NUMBER, _LITERAL), re.DOTALL)
_ESCAPE = re.compile(rb"\\(\r\n|[0-7]{1,3}|.)", re.DOTALL)
_ESCAPED = dict(
    zip(b"btnfr()\\", (b"\b", b"\t", b"\n", b"\f", b"\r", b"(", b")", b"\\"), strict=True)
)


def steps(content: bytes) -> Iterator[Step]:
    """The steps of a content. Raises Unsure, ValueError for what is no number or text."""
    for found in _STEP.findall(content.rstrip()):
        numbers, plain, font, size, text, array, operands, other, rest = found
        if plain:
            yield plain, [*map(float, numbers.split())]
        elif font:
            yield b"Tf", (font.decode(), float(size))
        elif text:
            yield b"TJ", ([_text(text)],)
        elif array or not (other or rest):
            yield b"TJ", (_pieces(array),)
        elif other:
            yield other, [*map(_operand, _OPERANDS.findall(operands))]
        else:
            raise Unsure(f"content {rest!r}")


def _operand(written: bytes) -> Operand:
    first = written[:1]
    if first == b"/":
        return written[1:].decode()
    if first in b"-+.0123456789":
        return float(written)
    if first == b"(" or (first == b"<" and written[1:2] != b"<"):
        return _text(written)
    return None


def _pieces(array: bytes) -> list[float | bytes]:
    return [
        float(number) if number else bytes.fromhex(code.decode()) if code else _text(literal)
        for number, code, literal in _PIECES.findall(array)
    ]


def _text(written: bytes) -> bytes:
    """The bytes of a text as it is written: `<0041>` or `(A\\051)`."""
    if written[:1] == b"<":
        return bytes.fromhex(written[1:-1].decode())
    if b"\\" not in written:
        return written[1:-1]
    return _ESCAPE.sub(_unescaped, written[1:-1])


def _unescaped(match: re.Match[bytes]) -> bytes:
    code = match[1]
    return bytes([int(code, 8)]) if code.isdigit() else _ESCAPED.get(code[0], b"")
