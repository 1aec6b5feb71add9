"""The tables of the index: releases, sessions and speakers, each line with the pages it was read from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from urllib.parse import quote

from pipeline.dataset import Release, Session, Speaker
from pipeline.publish.columns import row_id
from pipeline.publish.report.about import About
from pipeline.publish.report.html import both, joined, named, printed, text
from pipeline.publish.report.released import page_name

_ATTENDANCE = {"announced": ("announced", "預告"), "attended": ("attended", "出席")}
_KINDS = {
    "announcement": ("announcement", "預告"),
    "closing": ("closing", "閉幕"),
    "annex": ("annex", "附件"),
    "other": ("other", "其他"),
}


def release_line(row: Release, about: About) -> str:
    """The line of a release, with what was read from it."""
    held = about.findings.get(row.release_id, ())
    waiting = sum(one.status == "open" and one.severity != "info" for one in held)
    facets = about.facets(
        [row, *about.rows_of.get(row.release_id, ())],
        [row.release_id],
        [one.code for one in held],
    )
    rows = [one.TABLE for one in about.rows_of.get(row.release_id, ())]
    return _line(
        facets,
        (
            _link(row.release_id, row.release_id),
            printed(row.title or "", 120),
            both(*_KINDS[row.kind]),
            text(row.published_date or ""),
            text(rows.count("sessions")),
            text(rows.count("speakers")),
            f'<b class="warn">{waiting}</b>' if waiting else "0",
        ),
    )


def session_line(row: Session, seats: Sequence[Speaker], about: About) -> str:
    """The line of a session with its seats."""
    codes = about.codes.get(("sessions", row.session_id), ())
    hours = "–".join(filter(None, (row.start_time, row.end_time)))
    return _line(
        about.facets([row, *seats], row.release_ids, codes),
        (
            text(" ".join(filter(None, (row.date, hours)))),
            printed(row.name_zh or row.event, 80),
            printed(row.region_zh or "", 80),
            printed(row.theme_zh or "", 120),
            text(len(seats)),
            _links(row.release_ids, f"sessions:{row_id(row)}"),
        ),
    )


def speaker_line(row: Speaker, about: About) -> str:
    """The line of a seat."""
    codes = about.codes.get(("speakers", row.speaker_id), ())
    review = f' <span class="badge review">{both("review", "待確認")}</span>'
    person = " ".join(dict.fromkeys(filter(None, (row.person_name, row.person_name_zh))))
    return _line(
        about.facets([row], row.release_ids, codes),
        (
            _either(row.country_name_en, row.country_name_zh),
            _either(row.place_name_en, row.place_name_zh),
            _either(row.title_en, row.title_zh or row.organisation_zh),
            printed(person, 80) + (review if row.needs_review else ""),
            text(row.year),
            both(*_ATTENDANCE[row.attendance]),
            _links(row.release_ids, f"speakers:{row_id(row)}"),
        ),
    )


def releases_table(lines: Iterable[str]) -> str:
    """A line a release."""
    header = (
        ("Release", "新聞稿"),
        ("Title", "標題"),
        ("Kind", "類別"),
        ("Posted", "張貼日"),
        ("Sessions", "場次"),
        ("Speakers", "與會者"),
        ("To settle", "待處理"),
    )
    return _table(("Releases", "新聞稿"), header, lines)


def sessions_table(lines: Iterable[str]) -> str:
    """A line a session."""
    header = (
        ("When", "時間"),
        ("Session", "場次"),
        ("Region", "區域"),
        ("Theme", "主題"),
        ("Speakers", "與會者"),
        ("Read in", "出處"),
    )
    return _table(("Sessions", "場次"), header, lines)


def speakers_table(lines: Iterable[str]) -> str:
    """A line a seat."""
    header = (
        ("Country", "國家"),
        ("Place", "地方"),
        ("Office", "職稱"),
        ("Person", "人物"),
        ("Year", "年份"),
        ("Attendance", "出席"),
        ("Read in", "出處"),
    )
    return _table(("Speakers", "與會者"), header, lines)


def _either(english: str | None, chinese: str | None) -> str:
    """A value in the language of the page, or in the one that there is."""
    if english is None or chinese is None:
        return printed(chinese or english or "", 80)
    return both(english, chinese)


def _table(names: tuple[str, str], header: Sequence[tuple[str, str]], lines: Iterable[str]) -> str:
    cells = "".join(f'<th scope="col">{both(*one)}</th>' for one in header)
    return (
        f'<div class="table" tabindex="0" role="region" {named(*names)}><table>'
        f"<thead><tr>{cells}</tr></thead>\n<tbody>\n{joined(lines)}\n</tbody></table></div>"
    )


def _line(facets: str, cells: Sequence[str]) -> str:
    return f"<tr{facets}>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>"


def _link(release_id: str, shown: str, row: str = "") -> str:
    where = f"#row={quote(row)}" if row else ""
    return f'<a href="report/{page_name(release_id)}{where}">{text(shown)}</a>'


def _links(release_ids: Sequence[str], row: str) -> str:
    return " ".join(_link(one, one, row) for one in release_ids)
