"""Damage inside of a DOCX or ODT file: to its parts, and to the elements of its text.

Parts are put back without compression, so that no library does it in a way of its own. What is no
archive any more is left as it is.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Callable, Sequence
from random import Random

Mutator = Callable[[bytes, Random, bytes], bytes]
Parts = dict[str, bytes]

_BODIES = ("word/document.xml", "content.xml")
_BLOCKS = (b"w:p", b"text:p")
_ELEMENTS = (*_BLOCKS, b"w:tr", b"w:tc", b"w:r", b"text:span", b"table:table-row")
_BROKEN = (
    *(zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError),
    *(ValueError, OSError, EOFError),
)
"""What is raised for an archive that an earlier damage has reached."""
_LARGEST = 200_000


def parts_of(data: bytes) -> Parts:
    """The parts of an archive but for pictures; none where it is broken."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return {
                info.filename: archive.read(info)
                for info in archive.infolist()
                if not info.filename.endswith((".png", "/")) and info.file_size < _LARGEST
            }
    except _BROKEN:
        return {}


def archive_of(parts: Parts) -> bytes:
    """An archive of parts, in their order."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), content)
    return buffer.getvalue()


def part_lost(data: bytes, random: Random, _: bytes) -> bytes:
    parts = parts_of(data)
    if not parts:
        return data
    del parts[random.choice(list(parts))]
    return archive_of(parts)


def parts_swapped(data: bytes, random: Random, _: bytes) -> bytes:
    parts = parts_of(data)
    if len(parts) < 2:
        return data
    one, other = random.sample(list(parts), 2)
    return archive_of({**parts, one: parts[other], other: parts[one]})


def part_of_another(data: bytes, random: Random, other: bytes) -> bytes:
    parts, theirs = parts_of(data), parts_of(other)
    if not parts or not theirs:
        return data
    name = random.choice(list(theirs))
    return archive_of({**parts, name: theirs[name]})


def within(*mutators: Mutator) -> Mutator:
    """One of these damages, done to one part of an archive, mostly to the one with its text."""

    def mutator(data: bytes, random: Random, other: bytes) -> bytes:
        parts = parts_of(data)
        if not parts:
            return data
        bodies = [name for name in _BODIES if name in parts]
        name = random.choice(bodies if bodies and random.random() < 0.7 else list(parts))
        damage = random.choice(mutators)
        return archive_of({**parts, name: damage(parts[name], random, other)})

    return mutator


def _to_elements(
    damage: Callable[[list[bytes], Random], list[bytes]], names: Sequence[bytes] = _ELEMENTS
) -> Mutator:
    """A damage done to the elements of one of these names in the text: to the list of its pieces,
    of which every second one is such an element."""

    def mutator(data: bytes, random: Random, _: bytes) -> bytes:
        parts = parts_of(data)
        body = next((name for name in _BODIES if name in parts), None)
        if body is None:
            return data
        present = [name for name in names if b"<" + name in parts[body]]
        if not present:
            return data
        name = random.choice(present)
        pieces = re.split(
            rb"(<%s\b(?:[^>]*/>|.*?</%s>))" % (name, name), parts[body], flags=re.DOTALL
        )
        return archive_of({**parts, body: b"".join(damage(pieces, random))})

    return mutator


def _excerpt(pieces: list[bytes], random: Random) -> list[bytes]:
    kept = range(start := random.randrange(len(pieces)), start + random.randint(2, 9))
    return [one for at, one in enumerate(pieces) if at % 2 == 0 or at in kept]


def _lost(pieces: list[bytes], random: Random) -> list[bytes]:
    share = random.choice((0.1, 0.5, 0.9))
    return [one for at, one in enumerate(pieces) if at % 2 == 0 or random.random() > share]


def _doubled(pieces: list[bytes], random: Random) -> list[bytes]:
    return [
        one * random.choice((1, 1, 1, 2, 5) if at % 2 else (1,)) for at, one in enumerate(pieces)
    ]


def _moved(pieces: list[bytes], random: Random) -> list[bytes]:
    elements = pieces[1::2]
    random.shuffle(elements)
    pieces[1::2] = elements
    return pieces


excerpt = _to_elements(_excerpt, _BLOCKS)
elements_lost = _to_elements(_lost)
elements_doubled = _to_elements(_doubled)
elements_moved = _to_elements(_moved)
