"""The shapes in which a release tells who sat at its sessions, from an invented summit.

Three bases: `roster`, a row a session with a list of participants in a cell; `annex`, a table a
session with a row a talk; `flat`, a row a seat with each of its parts in a column of its own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from typeset.invention import Seat, Session, Summit
from typeset.parts import Box, Grid, Mark, Para, Parts, cell

Words = Mapping[str, str]
HEADERS: Words = {
    "session": "場次",
    "when": "日期/時間",
    "list": "與會講者(城市首長或代表)",
    "number": "編號",
    "speaker": "城市與談人",
    "talk": "內容摘要",
    "country": "國家",
    "place": "城市",
    "title": "職稱",
    "person": "姓名",
    "host": "主持人",
    "panel": "與談人",
}
_WIDTHS = {"list": 9.0, "talk": 11.0, "speaker": 4.0, "when": 3.4, "person": 3.6, "number": 1.4}
_ITEM_NUMBER = re.compile(r"\d\.(?!\d)")


def release(summit: Summit, *parts: Parts) -> Parts:
    """The head, title and first paragraph of a release, and what follows them."""
    masthead, *lines = summit.head
    head = [Para(masthead, "title"), *(Para(line) for line in lines), Para(summit.title, "heading")]
    return (*head, Para(summit.opening), *(part for group in parts for part in group))


def entry(seat: Seat) -> str:
    """A participant as rosters print it: `芬蘭坦佩雷市－市長 Ms. Aino Koskela`."""
    return f"{seat.country}{seat.place}－{seat.title} {seat.named}"


def speaker(seat: Seat) -> Box:
    """A participant as annexes print it, on two lines."""
    return cell(f"{seat.country}{seat.place}", f"{seat.title} {seat.named}")


def roster(
    summit: Summit,
    columns: Sequence[str] = ("session", "when", "list"),
    words: Words = HEADERS,
    *,
    marks: bool = False,
    moderators: bool = True,
    nested: bool = False,
) -> Parts:
    """A row a session. `marks`: bullets are set by the exporter; `nested`: lists are tables."""
    rows: list[tuple[Box, ...]] = [tuple(cell(words[c]) for c in columns)]
    for session in summit.sessions:
        names = _nested(session) if nested else _names(session, words, marks, moderators)
        cells = {"session": cell(session.name), "when": cell(*session.when.split()), "list": names}
        rows.append(tuple(cells[c] for c in columns))
    return (Para(summit.table, "caption"), _grid(rows, columns))


def _names(session: Session, words: Words, marks: bool, moderators: bool) -> Box:
    lines: list[Para] = []
    if moderators:
        host = next(seat for seat in session.seats if seat.part == "moderator")
        lines.append(Para(f"{words['host']}：{host.place}{host.title}{host.person}", "cell"))
        lines.append(Para(f"{words['panel']}：", "cell"))
    sign = "" if marks else "◆ "
    mark: Mark | None = "bullet" if marks else None
    lines += [Para(sign + entry(seat), "cell", mark) for seat in session.speakers]
    return Box(tuple(lines))


def _nested(session: Session) -> Box:
    rows = [
        (cell(f"{seat.country}{seat.place}"), cell(seat.title), cell(seat.named))
        for seat in session.speakers
    ]
    return Box((Grid(tuple(rows), (4, 2.5, 4), heads=0),))


def annex(
    summit: Summit,
    columns: Sequence[str] = ("number", "speaker", "talk"),
    words: Words = HEADERS,
    *,
    sections: bool = False,
    marks: bool = False,
    said_by: Callable[[Seat], Box] = speaker,
) -> Parts:
    """A table a session with a row a talk; with `sections` one table with full-width rows.

    `marks`: the numbers of list items are set by the exporter.
    """
    head = tuple(cell(*words[c].split("\n")) for c in columns)
    parts: list[Para | Grid] = []
    rows: list[tuple[Box, ...]] = [head]
    for session in summit.sessions:
        title = f"{summit.summit}-{session.region}({session.day})"
        if sections:
            rows.append((cell(title, colspan=len(columns)),))
        for number, seat in enumerate(session.speakers, 1):
            cells = {
                "number": cell(str(number)),
                "speaker": said_by(seat),
                "talk": _talk(seat, marks),
            }
            rows.append(tuple(cells.get(c) or _part(seat, c) for c in columns))
        if not sections:
            parts += [Para(title, "bold"), _grid(rows, columns)]
            rows = [head]
    return tuple(parts) if parts else (Para(summit.table, "caption"), _grid(rows, columns))


def _talk(seat: Seat, marks: bool) -> Box:
    if not marks:
        return cell(*seat.talk)
    return Box(
        tuple(
            Para(
                _ITEM_NUMBER.sub("", line, count=1),
                "cell",
                "number" if _ITEM_NUMBER.match(line) else None,
            )
            for line in seat.talk
        )
    )


FLAT = ("session", "when", "country", "place", "title", "person")


def flat(
    summit: Summit,
    columns: Sequence[str] = FLAT,
    words: Words = HEADERS,
    *,
    merged: bool = False,
    spanner: str | None = None,
) -> Parts:
    """A row a seat. `merged`: session and date span its rows; `spanner`: a header over a header."""
    rows = _flat_head(columns, words, spanner)
    for session in summit.sessions:
        for index, seat in enumerate(session.speakers):
            span = len(session.speakers) if merged else 1
            own = {
                "session": cell(session.name, rowspan=span),
                "when": cell(*session.when.split(), rowspan=span),
            }
            shown = [c for c in columns if not (merged and index and c in own)]
            rows.append(tuple(own.get(c) or _part(seat, c) for c in shown))
    grid = _grid(rows, columns)
    return (
        Para(summit.table, "caption"),
        replace(grid, heads=2) if spanner else grid,
    )


def _flat_head(columns: Sequence[str], words: Words, spanner: str | None) -> list[tuple[Box, ...]]:
    if spanner is None:
        return [tuple(cell(words[c]) for c in columns)]
    outer = [c for c in columns if c in ("session", "when")]
    inner = [c for c in columns if c not in outer]
    over = cell(spanner, colspan=len(inner))
    return [
        (*(cell(words[c], rowspan=2) for c in outer), over),
        tuple(cell(words[c]) for c in inner),
    ]


def _part(seat: Seat, column: str) -> Box:
    texts = {
        "country": seat.country,
        "place": seat.place,
        "title": seat.title,
        "person": seat.named,
        "country/place": f"{seat.country}{seat.place}",
    }
    return cell(texts[column])


def _grid(rows: Sequence[tuple[Box, ...]], columns: Sequence[str]) -> Grid:
    return Grid(tuple(rows), tuple(_WIDTHS.get(c, 2.6) for c in columns))


def by_session(summit: Summit, words: Words = HEADERS) -> Parts:
    """A table a session under a heading that names it, with a row a seat."""
    columns = FLAT[2:]
    parts: list[Para | Grid] = []
    for session in summit.sessions:
        rows = [tuple(cell(words[c]) for c in columns)]
        rows += [tuple(_part(seat, c) for c in columns) for seat in session.speakers]
        parts += [Para(f"{session.name} {session.when}", "bold"), _grid(rows, columns)]
    return tuple(parts)


def listed(summit: Summit, written: Callable[[Seat], str] = entry) -> Parts:
    """No table: a heading a session and a list item a participant."""
    parts: list[Para] = []
    for session in summit.sessions:
        parts.append(Para(f"{session.name} {session.when}", "bold"))
        parts += [Para(f"◆ {written(seat)}") for seat in session.speakers]
    return tuple(parts)


def enumerated(summit: Summit) -> Parts:
    """No table: a sentence a session that names its participants one after another."""
    return tuple(
        Para(
            f"{session.name}({session.day})邀請："
            + "、".join(
                f"{seat.country}{seat.place}{seat.title} {seat.named}" for seat in session.speakers
            )
            + "等城市首長或代表與談。"
        )
        for session in summit.sessions
    )


def regrid(parts: Parts, **changes: object) -> Parts:
    """The parts with each table changed (`rules`, `repeat`, `align`, `widths`)."""
    return tuple(
        replace(part, **changes) if isinstance(part, Grid) else part  # type: ignore[arg-type]
        for part in parts
    )
