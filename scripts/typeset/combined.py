"""Documents of tests/layouts in which several things come together, and rarer ones; all short."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from typeset.invention import Seat
from typeset.layout import HANT, PLAIN, WEB, Layout
from typeset.parts import Grid, Parts, Sheet, cell
from typeset.shapes import FLAT, annex, by_session, flat, listed, regrid, release, roster

SHORT = replace(
    HANT,
    title="2024智慧城市首長高峰會圓滿落幕",
    opening=HANT.opening.replace("5月14日至16日", "5月14日及15日").replace("三場次", "兩場次"),
    table="表1：2024智慧城市首長高峰會與會城市首長或代表",
    sessions=HANT.sessions[:2],
)
"""The invented summit without its last session."""


def combined() -> Iterator[Layout]:
    """Tables without rules that are also merged, cut or narrow; other entries and headings."""
    kind = "no rules and more"
    merged = flat(SHORT, merged=True)
    yield _short("none-merged.pdf", kind, regrid(merged, rules="none"))
    middle = regrid(merged, rules="none", align="middle")
    yield _short("none-merged-middle.pdf", kind, middle, by="chromium", sheet=WEB)
    middle = regrid(merged, rules="horizontal", align="middle")
    yield _short("horizontal-merged-middle.pdf", kind, middle, by="chromium", sheet=WEB)
    middle = regrid(merged, rules="none", align="middle", repeat=False)
    cut = replace(WEB, bottom=420)
    yield _short("none-merged-middle-cut.pdf", kind, middle, by="chromium", sheet=cut)
    last = flat(SHORT, (*FLAT[2:], *FLAT[:2]), merged=True)
    yield _short("horizontal-merged-last.pdf", kind, regrid(last, rules="horizontal"))
    spanned = regrid(flat(SHORT, spanner="與會代表"), rules="none")
    yield _short("none-spanner.pdf", kind, spanned)
    narrow = regrid(flat(SHORT), rules="none", widths=(2, 2.6, 1.6, 1.8, 1.8, 2.2))
    yield _short("none-narrow.pdf", kind, narrow, sheet=Sheet(size=14, line=21))
    bare = regrid(roster(SHORT), rules="none", repeat=False)
    yield _short("none-cut.pdf", kind, bare, sheet=Sheet(bottom=350), moderators=True)
    sections = regrid(annex(SHORT, sections=True), rules="none")
    yield _short("none-sections.pdf", kind, sections, talks=True, timed=False)
    cut = Sheet(bottom=380)
    yield _short("horizontal-merged-cut.pdf", kind, regrid(merged, rules="horizontal"), sheet=cut)

    yield _short("no-header.pdf", "no header", _headless(flat(SHORT)))
    yield _short("noted.pdf", "merged cells", _noted(roster(SHORT)), moderators=True)
    yield _short("table-a-session.pdf", "table a session", by_session(SHORT))
    bare = regrid(by_session(SHORT), rules="none")
    yield _short("table-a-session-no-rules.pdf", "table a session", bare)
    yield _short("person-first.pdf", "order in an entry", listed(SHORT, _person_first))
    yield _short("title-last.pdf", "order in an entry", listed(SHORT, _title_last))


def _short(name: str, kind: str, parts: Parts, **changes: object) -> Layout:
    how: dict[str, object] = {"sheet": PLAIN, **changes}
    return Layout(name, kind, release(SHORT, parts), summit=SHORT, **how)  # type: ignore[arg-type]


def _headless(parts: Parts) -> Parts:
    return tuple(
        replace(part, rows=part.rows[1:], heads=0) if isinstance(part, Grid) else part
        for part in parts
    )


def _noted(parts: Parts) -> Parts:
    """Tables with a full-width note in the last row."""
    return tuple(
        replace(part, rows=(*part.rows, (cell("註：名單依發言順序排列。", colspan=3),)))
        if isinstance(part, Grid)
        else part
        for part in parts
    )


def _person_first(seat: Seat) -> str:
    return f"{seat.named}（{seat.country}{seat.place}{seat.title}）"


def _title_last(seat: Seat) -> str:
    return f"{seat.country} {seat.place} {seat.named} {seat.title}"
