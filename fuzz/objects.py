"""Damage inside of a PDF: to its objects, and to what its streams hold, uncompressed.

Offsets and lengths are not set right afterwards: a reader has to do without them.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable
from random import Random

_OBJECT = re.compile(rb"\d+ 0 obj\b.*?\bendobj", re.DOTALL)
_STREAM = re.compile(
    rb"/Filter\s*/FlateDecode([^>]*>>\s*stream\r?\n)(.*?)(\r?\nendstream)", re.DOTALL
)
_NUMBER = re.compile(rb"-?\d+(?:\.\d+)?")
_NUMBERS = (b"0", b"-1", b"1e9", b"99999999999", b"-0.001", b"0.5", b"65535", b"2147483648", b"+-3")


def object_lost(data: bytes, random: Random, _: bytes) -> bytes:
    found = [*_OBJECT.finditer(data)]
    if not found:
        return data
    lost = random.choice(found)
    return data[: lost.start()] + data[lost.end() :]


def objects_swapped(data: bytes, random: Random, _: bytes) -> bytes:
    """The bodies of two objects each under the number of the other."""
    found = [*_OBJECT.finditer(data)]
    if len(found) < 2:
        return data
    one, other = sorted(random.sample(found, 2), key=lambda match: match.start())
    heads = [match[0].partition(b" 0 obj") for match in (one, other)]
    swapped = [heads[0][0] + b" 0 obj" + heads[1][2], heads[1][0] + b" 0 obj" + heads[0][2]]
    between = data[one.end() : other.start()]
    return data[: one.start()] + swapped[0] + between + swapped[1] + data[other.end() :]


def _in_stream(damage: Callable[[bytes, Random], bytes]) -> Callable[[bytes, Random, bytes], bytes]:
    """A damage done to what one stream holds, which is put back as it is, without a filter."""

    def mutator(data: bytes, random: Random, _: bytes) -> bytes:
        found = [*_STREAM.finditer(data)]
        if not found:
            return data
        stream = random.choice(found)
        try:
            held = zlib.decompressobj().decompress(stream[2], 1_000_000)
        except zlib.error:
            return data
        put = stream[1] + damage(held, random) + stream[3]
        return data[: stream.start()] + put + data[stream.end() :]

    return mutator


def _some_bytes(held: bytes, random: Random) -> bytes:
    damaged = bytearray(held)
    for _ in range(random.randint(1, 30) if held else 0):
        damaged[random.randrange(len(held))] = random.randrange(256)
    return bytes(damaged[: random.choice((None, None, random.randrange(len(held) + 1)))])


def _operators(held: bytes, random: Random) -> bytes:
    lines = held.split(b"\n")
    start = random.randrange(len(lines))
    end = start + random.randint(2, 60)
    part = lines[start:end]
    random.shuffle(part)
    return b"\n".join(lines[:start] + part * random.choice((1, 1, 3)) + lines[end:])


def _numbers(held: bytes, random: Random) -> bytes:
    share = random.choice((0.002, 0.02, 0.2))
    return _NUMBER.sub(
        lambda match: random.choice(_NUMBERS) if random.random() < share else match[0], held
    )


stream_damaged = _in_stream(_some_bytes)
operators_shuffled = _in_stream(_operators)


def numbers_changed(data: bytes, random: Random, other: bytes) -> bytes:
    """Numbers in a stream, or in what stands around the streams."""
    if random.random() < 0.7:
        return _in_stream(_numbers)(data, random, other)
    parts = re.split(rb"(stream\r?\n.*?endstream)", data, flags=re.DOTALL)
    return b"".join(part if at % 2 else _numbers(part, random) for at, part in enumerate(parts))
