"""`README.md` of the published folder: what the tables mean, what they cover, what they are not.

Generated from the row models and the rows, so that it cannot drift from either.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import cast

from pipeline import __version__
from pipeline.dataset import TABLES, Dataset, Finding, Release, Row, Session, Speaker, Talk
from pipeline.findings import CATALOGUE
from pipeline.publish.cautions import cautions
from pipeline.publish.columns import Column, columns, what_a_row_is
from pipeline.publish.notices import CITATION, FILES, LICENCES, NOT_THE_DATA, PUBLISHED, TYPES
from pipeline.publish.package import TITLE, TITLE_ZH

_TYPE_HEADER = ("Type · 型別", "CSV", "Parquet", "pipeline.load (pandas)", "Note")
_BLANK = re.compile(r"\{\w+\}")
_MARKUP = re.compile(r"([\\`*_{}\[\]<>|#~])")


def dictionary(dataset: Dataset) -> str:
    """The text of README.md (Markdown, LF) for these rows."""
    parts = [
        [f"# {TITLE}", "", TITLE_ZH],
        ["## Files · 檔案", "", *FILES],
        ["## Coverage · 涵蓋範圍", "", *_coverage(dataset)],
        ["## What the data is not · 本資料不是什麼", "", *_bullets(NOT_THE_DATA)],
        ["## Before you use it · 使用注意", "", *_warnings(dataset)],
        ["## Open findings · 待查事項", "", *_open_findings(dataset)],
        ["## Tables · 資料表", "", *_contents(dataset)],
        ["### Types · 型別", "", *_grid(_TYPE_HEADER, TYPES, marked=len(_TYPE_HEADER))],
        *(_table(model, dataset[name]) for name, model in TABLES.items()),
        ["## Licences · 授權", "", *_bullets(LICENCES)],
        ["## Citation · 引用", "", *_citation()],
    ]
    return "\n\n".join("\n".join(part) for part in parts) + "\n"


def _coverage(dataset: Dataset) -> list[str]:
    releases = cast("list[Release]", dataset["releases"])
    return [
        *_years(dataset),
        "",
        *_grid(
            ("Release · 新聞稿", "Kind · 類別", "Posted · 張貼日", "Summit · 年份", "Title · 標題"),
            ((r.release_id, r.kind, r.published_date, r.year, r.title) for r in releases),
        ),
    ]


def _years(dataset: Dataset) -> list[str]:
    """A row a year: the releases about it, and what they tell."""
    seats = cast("list[Speaker]", dataset["speakers"])
    sessions = {row.session_id: row.year for row in cast("list[Session]", dataset["sessions"])}
    talks = cast("list[Talk]", dataset["talks"])
    releases = cast("list[Release]", dataset["releases"])
    counted: dict[str, Counter[int | None]] = {
        "Releases · 新聞稿": Counter(row.year for row in releases),
        "Sessions · 場次": Counter(sessions.values()),
        "Seats · 席次": Counter(seat.year for seat in seats),
        "attended · 出席": Counter(s.year for s in seats if s.attendance == "attended"),
        "with a person · 具名": Counter(seat.year for seat in seats if seat.person_id),
        "Countries · 國家": _distinct((s.year, s.country_iso2) for s in seats),
        "Places · 地方": _distinct((s.year, s.place_id) for s in seats),
        "Talks · 發言": Counter(sessions[t.session_id] for t in talks if t.session_id),
    }
    years = sorted({y for count in counted.values() for y in count if y is not None})
    rows = ((year, *(count[year] for count in counted.values())) for year in years)
    return _grid(("Year · 年份", *counted), rows)


def _distinct(pairs: Iterable[tuple[int, str | None]]) -> Counter[int | None]:
    return Counter(year for year, what in set(pairs) if what is not None)


def _contents(dataset: Dataset) -> list[str]:
    return _grid(
        ("Table · 資料表", "A row · 一列", "Rows · 列數"),
        (
            (f"[{name}](#{name})", "{} {}".format(*what_a_row_is(model)), len(dataset[name]))
            for name, model in TABLES.items()
        ),
        marked=1,
    )


def _table(model: type[Row], rows: Sequence[Row]) -> list[str]:
    english, chinese = what_a_row_is(model)
    references = [f"`{own}` → `{table}`" for own, table in model.REFERENCES.items()]
    return [
        f"### {model.TABLE}",
        "",
        f"A row · 一列: {english} {chinese}。",
        "",
        f"- Rows · 列數: {len(rows)}",
        f"- Key · 主鍵: {', '.join(f'`{name}`' for name in model.KEY)}",
        *([f"- Foreign keys · 外部鍵: {', '.join(references)}"] if references else []),
        "",
        *_grid(
            ("Column · 欄位", "Type · 型別", "Null · 可空", "Filled · 有值", "Meaning", "意義"),
            (
                (
                    f"`{c.name}`",
                    _type(c),
                    "yes" if c.nullable else "",
                    sum(getattr(row, c.name) not in (None, []) for row in rows),
                    c.description,
                    c.description_zh,
                )
                for c in columns(model)
            ),
            marked=2,
        ),
    ]


def _type(column: Column) -> str:
    if column.vocabulary:
        return "one of " + ", ".join(f"`{word}`" for word in column.vocabulary)
    return "list of strings" if column.kind == "list" else column.kind


def _warnings(dataset: Dataset) -> Iterable[str]:
    told = ((f"**{code}**: {english}", chinese) for code, (english, chinese) in cautions(dataset))
    return _bullets(told)


def _citation() -> list[str]:
    return [line.format(version=__version__, year=PUBLISHED[:4]) for line in CITATION]


def _open_findings(dataset: Dataset) -> list[str]:
    found = cast("list[Finding]", dataset["findings"])
    counts = Counter((f.severity, f.code) for f in found if f.status == "open")
    settled = sum(f.status == "acknowledged" for f in found)
    told = f"{settled} settled by a reviewed decision · {settled} 項已裁定"
    order = ("error", "warning", "info")
    ranked = sorted(counts.items(), key=lambda item: (order.index(item[0][0]), item[0][1]))
    rows = [(severity, code, number, _says(code)) for (severity, code), number in ranked]
    total = sum(counts.values())
    return [
        f"{total} open · {total} 項待查; {told}. Each is a row of `findings`; `report.html` shows",
        "the words.",
        *(["", *_grid(("Severity", "Code", "Number", "Says"), rows)] if rows else []),
    ]


def _says(code: str) -> str:
    """The sentence of the catalogue, its blanks left open."""
    return _BLANK.sub("…", CATALOGUE[code].sentence) if code in CATALOGUE else ""


def _bullets(texts: Iterable[tuple[str, str]]) -> list[str]:
    return [line for english, chinese in texts for line in (f"- {english}", f"  {chinese}")]


def _grid(header: Sequence[str], rows: Iterable[Sequence[object]], marked: int = 0) -> list[str]:
    """A Markdown table; but for the first `marked` columns, cells are shown as they are."""
    lines = [header, ["---"] * len(header)]
    lines += [[str(c) if i < marked else _plain(c) for i, c in enumerate(row)] for row in rows]
    return [f"| {' | '.join(line)} |" for line in lines]


def _plain(value: object) -> str:
    """A value in one line, none of whose characters Markdown takes for markup."""
    text = "" if value is None else " ".join(str(value).split())
    return _MARKUP.sub(r"\\\1", text)
