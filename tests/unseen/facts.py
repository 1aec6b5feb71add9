"""What a reader finds in a release, as lines of a text file, and the same lines of a dataset.

A line for a session (or the year, where none is known) with its hours, then, indented, its seats:
`*` for the host's own, country, place or body, title, person.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from pipeline.dataset import Dataset, Session, Speaker


def lines(dataset: Dataset, place: Callable[[Speaker], str | None]) -> Iterator[str]:
    """The sessions and seats of a dataset; `place` gives what stands for a seat's place or body."""
    for session in dataset["sessions"]:
        assert isinstance(session, Session)
        hours = f"{session.start_time or ''}-{session.end_time or ''}"
        yield f"{session.session_id} {hours}"
    for seat in dataset["speakers"]:
        assert isinstance(seat, Speaker)
        words = ("*", seat.country_iso2) if seat.is_host else (seat.country_iso2, place(seat))
        part = "(moderator)" if seat.part == "moderator" else None
        told = (*words, seat.title_zh, seat.person_name, part)
        yield f"{seat.session_id or seat.year}: {' '.join(word for word in told if word)}"


def expected(told: str) -> set[str]:
    """The lines that the text of a facts file stands for."""
    found: set[str] = set()
    session = ""
    for line in told.splitlines():
        words = line.strip()
        if line.startswith(" "):
            found.add(f"{session}: {words}")
            continue
        session = words.split()[0]
        found |= {words} if " " in words else set()
    return found
