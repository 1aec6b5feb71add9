"""The boxes of characters, which are kept by printed lines."""

from __future__ import annotations

import json
import zlib

import pytest

from pipeline.codec import CodecError, decode, encode
from pipeline.ingest.boxes import Boxes, CharBox, LineBoxes
from pipeline.ingest.document import Document, Place, Text

FIRST = [CharBox(1, 10.0 * at, 100.0, 10.0 * at + 9, 112.0, 1) for at in range(3)]
SECOND = [CharBox(2, 5.0, 50.0, 14.0, 62.0, 2), CharBox(2, 15.0, 52.0, 22.0, 60.0, 2)]
EACH = [*FIRST, None, *SECOND, None]
LINE = LineBoxes(0, 1, (1.0, 2.0), (5.0,), (2.0, 3.0), (9.0,))


def test_each_character_has_the_box_that_it_was_given() -> None:
    boxes = Boxes.of(EACH)
    assert list(boxes) == EACH
    assert [boxes[position] for position in range(len(boxes))] == EACH


def test_a_stretch_over_two_lines_stands_in_two_places() -> None:
    document = Document("x", "x.pdf", "pdf", "0" * 64, "abc\nde\n", (), boxes=Boxes.of(EACH))
    assert document.locate(Text.read(document.source, 1, 5)) == [
        Place("bc", 1, 10.0, 100.0, 29.0, 112.0),
        Place("d", 2, 5.0, 50.0, 14.0, 62.0),
    ]
    assert document.locate(Text.read(document.source, 3, 4)) == []


def test_boxes_come_back_from_bytes_as_they_were() -> None:
    boxes = Boxes.of(EACH)
    assert decode(Boxes, encode(Boxes, boxes)) == boxes


@pytest.mark.parametrize(
    "content",
    [
        ([[0, 1, [1.0, 2.0], [5.0], [2.0], [9.0]]], 2),  # an edge is missing
        ([[0, 1, [], [], [], []]], 2),
        ([[0, 1, [1.0, 2.0, 3.0], [5.0, 5.0], [2.0, 3.0, 4.0], [9.0]]], 3),
        ([[0, 1, [1.0], [5.0], [2.0], ["9"]]], 1),
        ([[0, 1, [1.0], [5.0], [2.0], [9.0]]], 0),  # beyond the source
        ([[1, 1, [1.0], [5.0], [2.0], [9.0]], [1, 1, [1.0], [5.0], [2.0], [9.0]]], 3),
        ([[-1, 1, [1.0], [5.0], [2.0], [9.0]]], 3),
    ],
)
def test_bytes_that_are_no_boxes_are_refused(content: object) -> None:
    with pytest.raises(CodecError):
        decode(Boxes, packed(content))


def packed(content: object) -> bytes:
    return zlib.compress(json.dumps(content).encode())


def test_a_line_of_one_height_keeps_it_once() -> None:
    assert Boxes.of(FIRST).lines[0].tops == (100.0,)
    assert Boxes.of(SECOND).lines[0].tops == (50.0, 52.0)
    assert LINE.around(0, 2) == (1.0, 5.0, 3.0, 9.0)
