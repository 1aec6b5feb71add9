"""How much one raw file may hold, and how much its reading may take, before it is refused."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace


@dataclass(frozen=True, slots=True)
class Limits:
    """Upper bounds, each far above any release met so far (the largest has 20 kB and 30 rows).

    Sizes in bytes, times in seconds. `seconds` is time on the clock and on the processor, for one
    file; `memory` the address space of the process that reads it.
    """

    bytes: int = 32 * 1024 * 1024
    """Of the raw file: a scan of thirty pages has ten million."""
    characters: int = 500_000
    lines: int = 20_000
    cells: int = 20_000
    columns: int = 200
    pages: int = 300
    scanned_pages: int = 40
    """Of those, pages that are read by OCR."""
    pixels: int = 40_000_000
    """Of one page that is read by OCR: A2 at 200 dots an inch has fifteen million."""
    unpacked: int = 128 * 1024 * 1024
    """Of all that a ZIP archive holds, and of one stream of a PDF."""
    members: int = 2_000
    """Files in a ZIP archive."""
    ratio: int = 200
    """Bytes that one byte of a ZIP archive may unpack to: repetitive XML reaches a hundred."""
    elements: int = 400_000
    """Of one XML or HTML file."""
    depth: int = 200
    """Of elements within elements, and of tables within tables."""
    seconds: int = 60
    page_seconds: int = 30
    """Further seconds for each page that is read by OCR."""
    memory: int = 2 * 1024 * 1024 * 1024

    @classmethod
    def parse(cls, text: str) -> Limits:
        """The limits of `pages=500,seconds=120`; those that are not named are as ever.

        Raises ValueError for a name that is no limit, or a value that is no number above zero.
        """
        names = [field.name for field in fields(cls)]
        wanted: dict[str, int] = {}
        for part in filter(None, (part.strip() for part in text.split(","))):
            name, _, value = (word.strip() for word in part.partition("="))
            if name not in names:
                raise ValueError(f"{name!r} is no limit; there are {', '.join(names)}")
            if not (value.isascii() and value.isdigit() and int(value)):
                raise ValueError(f"{name}={value} sets no limit: a number above zero is needed")
            wanted[name] = int(value)
        return replace(cls(), **wanted)


LIMITS = Limits()


class OverLimit(Exception):
    """A file holds or takes more than it may: of `what`, `value` where `limit` is allowed.

    `value` is None where reading was stopped before it was known.
    """

    def __init__(self, what: str, value: int | None, limit: int) -> None:
        super().__init__(what, value, limit)
        self.what, self.value, self.limit = what, value, limit

    def __str__(self) -> str:
        return f"{self.what}: {self.shown} where {self.limit} is allowed"

    @property
    def shown(self) -> str:
        return "more" if self.value is None else str(self.value)


def within(what: str, value: int, limit: int) -> None:
    """Raises OverLimit if `value` is above `limit`."""
    if value > limit:
        raise OverLimit(what, value, limit)
