"""`README.md` of the published folder: what the tables mean, what they cover, what they are not.

Generated from the row models and the rows, so that it cannot drift from either.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from pipeline import __version__
from pipeline.dataset import TABLES, Release, Row
from pipeline.findings import CATALOGUE
from pipeline.publish.cautions import cautions
from pipeline.publish.columns import Column, columns, what_a_row_is
from pipeline.publish.notices import CITATION, FILES, LICENCES, NOT_THE_DATA, PUBLISHED, TYPES
from pipeline.publish.package import TITLE, TITLE_ZH
from pipeline.publish.tally import Tally

_TYPE_HEADER = ("Type · 型別", "CSV", "Parquet", "pipeline.load (pandas)", "Note")
_BLANK = re.compile(r"\{\w+\}")
_MARKUP = re.compile(r"([\\`*_{}\[\]<>|#~])")


def dictionary(tally: Tally, releases: Sequence[Release]) -> str:
    """The text of README.md (Markdown, LF) for rows so counted; `releases` are the first of them."""
    parts = [
        [f"# {TITLE}", "", TITLE_ZH],
        ["## Files · 檔案", "", *FILES],
        ["## Coverage · 涵蓋範圍", "", *_coverage(tally, releases)],
        ["## What the data is not · 本資料不是什麼", "", *_bullets(NOT_THE_DATA)],
        ["## Before you use it · 使用注意", "", *_warnings(tally)],
        ["## Open findings · 待查事項", "", *_open_findings(tally)],
        ["## Tables · 資料表", "", *_contents(tally)],
        ["### Types · 型別", "", *_grid(_TYPE_HEADER, TYPES, marked=len(_TYPE_HEADER))],
        *(_table(model, tally) for model in TABLES.values()),
        ["## Licences · 授權", "", *_bullets(LICENCES)],
        ["## Citation · 引用", "", *_citation()],
    ]
    return "\n\n".join("\n".join(part) for part in parts) + "\n"


def _coverage(tally: Tally, releases: Sequence[Release]) -> list[str]:
    total = tally["rows", "releases"]
    more = (
        ["", f"… {total - len(releases)} more in `releases.csv`"] if total > len(releases) else []
    )
    return [
        *_years(tally),
        "",
        *_grid(
            ("Release · 新聞稿", "Kind · 類別", "Posted · 張貼日", "Summit · 年份", "Title · 標題"),
            ((r.release_id, r.kind, r.published_date, r.year, r.title) for r in releases),
        ),
        *more,
    ]


_COUNTED = {
    "releases": "Releases · 新聞稿",
    "sessions": "Sessions · 場次",
    "seats": "Seats · 席次",
    "attended": "attended · 出席",
    "with-person": "with a person · 具名",
    "countries": "Countries · 國家",
    "places": "Places · 地方",
    "talks": "Talks · 發言",
}


def _years(tally: Tally) -> list[str]:
    """A row a year: the releases about it, and what they tell."""
    years = sorted({key[2] for key in tally if key[0] == "year"}, key=int)
    told = Counter({key[1:]: count for key, count in tally.items() if key[0] == "year"})
    told.update(key[1:3] for key in tally if key[0] == "came")
    rows = ((year, *(told[what, year] for what in _COUNTED)) for year in years)
    return _grid(("Year · 年份", *_COUNTED.values()), rows)


def _contents(tally: Tally) -> list[str]:
    return _grid(
        ("Table · 資料表", "A row · 一列", "Rows · 列數"),
        (
            (f"[{name}](#{name})", "{} {}".format(*what_a_row_is(model)), tally["rows", name])
            for name, model in TABLES.items()
        ),
        marked=1,
    )


def _table(model: type[Row], tally: Tally) -> list[str]:
    english, chinese = what_a_row_is(model)
    references = [f"`{own}` → `{table}`" for own, table in model.REFERENCES.items()]
    return [
        f"### {model.TABLE}",
        "",
        f"A row · 一列: {english} {chinese}。",
        "",
        f"- Rows · 列數: {tally['rows', model.TABLE]}",
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
                    tally["filled", model.TABLE, c.name],
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


def _warnings(tally: Tally) -> Iterable[str]:
    told = ((f"**{code}**: {english}", chinese) for code, (english, chinese) in cautions(tally))
    return _bullets(told)


def _citation() -> list[str]:
    return [line.format(version=__version__, year=PUBLISHED[:4]) for line in CITATION]


def _open_findings(tally: Tally) -> list[str]:
    counts: Counter[tuple[str, str]] = Counter()
    settled = 0
    for key, count in tally.items():
        if key[:2] == ("finding", "open"):
            counts[key[2], key[3]] += count
        elif key[:2] == ("finding", "acknowledged"):
            settled += count
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
