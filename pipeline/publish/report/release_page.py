"""A release's page: its source on the left, the rows read from it on the right."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from pipeline.dataset import TABLES, Finding, Provenance, Release, Row
from pipeline.ingest.document import Span, Text
from pipeline.publish.columns import columns, row_id
from pipeline.publish.report.about import About, label
from pipeline.publish.report.finding_view import SEVERITIES, finding_view, place_of
from pipeline.publish.report.html import (
    both,
    joined,
    language_switch,
    named,
    page,
    printed,
    text,
)
from pipeline.publish.report.released import Released, page_name
from pipeline.publish.report.source_view import Spot, source_view
from pipeline.reconcile.provenance import provenance_rows

_LONGEST = 4_000
"""Characters of a value that are shown; the longest talk so far has a thousand."""
_SEPARATOR = "; "
_GRAVITY = tuple(SEVERITIES)


@dataclass(slots=True)
class _Cells:
    """The cells of the page as they are numbered, and where each was read."""

    places: dict[tuple[str, str, str], list[Provenance]]
    spots: list[Spot] = field(default_factory=list)
    count: int = 0

    def take(self, table: str, row: str, column: str) -> int | None:
        """The number of a cell; None for one that this release did not give."""
        places = self.places.get((table, row, column))
        if not places:
            return None
        self.count += 1
        self.spots += (Spot(self.count, place) for place in places)
        return self.count


def release_page(release: Release, about: About) -> str:
    """The page as HTML text; it depends on what is known of this release alone."""
    release_id = release.release_id
    places: dict[tuple[str, str, str], list[Provenance]] = {}
    for place in about.places.get(release_id, ()):
        places.setdefault((place.table, place.row_id, place.column), []).append(place)
    cells = _Cells(places)
    released = about.released.get(release_id)
    open_first = sorted(about.findings.get(release_id, ()), key=_gravity)
    rows = joined(_rows(about.rows_of.get(release_id, ()), cells))
    quotes = _quotes(open_first, released, about, cells)
    return page(
        f"{release_id} · {release.title or release.source_file}",
        joined(
            (
                _header(release),
                '<main class="split" data-view="source">',
                _tabs(),
                f'<section class="pane source" id="source" tabindex="0" {named("Source", "來源")}>',
                _source(released, cells.spots),
                "</section>",
                f'<section class="pane rows" id="rows" tabindex="0" {named("Rows", "資料列")}>',
                _findings(open_first, quotes, about),
                rows or f'<p class="empty">{both("No rows.", "沒有資料列。")}</p>',
                "</section>",
                "</main>",
            )
        ),
        ("common.js", "release.js"),
    )


def _gravity(finding: Finding) -> tuple[bool, int, str]:
    return finding.status != "open", _GRAVITY.index(finding.severity), finding.finding_id


def _header(release: Release) -> str:
    facts = (
        release.source_file,
        release.kind,
        release.published_date,
        release.agency_zh or release.agency_printed,
    )
    return joined(
        (
            '<header class="bar">',
            f'<a class="back" href="../report.html">← {both("All releases", "全部新聞稿")}</a>',
            f"<h1>{printed(release.title or release.release_id, 200)}</h1>",
            f'<p class="facts">{" · ".join(text(one) for one in facts if one)}</p>',
            language_switch(),
            _legend(),
            "</header>",
        )
    )


def _legend() -> str:
    return (
        '<ul class="legend">'
        f'<li><span class="s">{both("read into a row", "已讀入資料列")}</span></li>'
        f'<li><span class="rest">{both("left by a named rule", "依規則略過")}</span></li>'
        f'<li><mark class="unused">{both("used by no rule", "沒有規則用到")}</mark></li>'
        f'<li class="keys"><kbd>j</kbd> <kbd>k</kbd> {both("next, previous cell", "下一格、上一格")} '
        f"<kbd>u</kbd> {both('unused text', '未用文字')} <kbd>Esc</kbd> {both('clear', '清除')}</li></ul>"
    )


def _tabs() -> str:
    return (
        f'<div class="tabs" role="group" {named("View", "檢視")}>'
        f'<button type="button" data-show="source" aria-pressed="true">{both("Source", "來源")}</button>'
        f'<button type="button" data-show="rows" aria-pressed="false">{both("Rows", "資料列")}</button>'
        "</div>"
    )


def _source(released: Released | None, spots: Sequence[Spot]) -> str:
    heading = f"<h2>{both('Source', '來源')}</h2>"
    if released is None:
        return heading + (
            '<p class="empty">'
            + both(
                "The raw file was not at hand, or has changed since its rows were published. Each"
                " cell shows the words that it was read from.",
                "原始檔不在手邊，或在發布之後已變更。各格列出所依據的文字。",
            )
            + "</p>"
        )
    return heading + source_view(released, spots)


def _rows(rows: Sequence[Row], cells: _Cells) -> Iterator[str]:
    table = ""
    for row in rows:
        if table != row.TABLE:
            table = row.TABLE
            count = sum(table == one.TABLE for one in rows)
            heading = both(table.capitalize(), TABLES[table].TITLE_ZH)
            yield f'<h2>{heading} <span class="count">{count}</span></h2>'
        yield _row(row, cells)


def _row(row: Row, cells: _Cells) -> str:
    key = row_id(row)
    read, made = [], []
    for column in columns(type(row)):
        value = getattr(row, column.name)
        if value in (None, []):
            continue
        shown = _SEPARATOR.join(value) if isinstance(value, list) else str(value)
        number = cells.take(row.TABLE, key, column.name)
        name = f"<dt>{both(column.name.replace('_', ' '), column.description_zh)}</dt>"
        if number is None:
            made.append(f"{name}<dd>{text(shown, _LONGEST)}</dd>")
        else:
            read.append(
                f'{name}<dd><button type="button" class="cell" data-n="{number}" aria-pressed="false">'
                f"{text(shown, _LONGEST)}</button></dd>"
            )
    flag = getattr(row, "needs_review", False)
    review = f'<span class="badge review">{both("to review", "待確認")}</span>' if flag else ""
    rest = both(f"{len(made)} further values, not read here", f"另有 {len(made)} 個值，非讀自此稿")
    return joined(
        (
            f'<article class="row" data-row="{text(row.TABLE)}:{text(key)}">',
            f"<h3>{printed(label(row), 160)}{review}</h3>",
            f'<dl lang="zh-Hant-TW">{"".join(read)}</dl>' if read else "",
            f'<details><summary>{rest}</summary><dl lang="zh-Hant-TW">{"".join(made)}</dl></details>'
            if made
            else "",
            "</article>",
        )
    )


def _quotes(
    findings: Sequence[Finding], released: Released | None, about: About, cells: _Cells
) -> dict[str, int]:
    """By finding id, the number of the cell that stands for its quote in the source."""
    numbers: dict[str, int] = {}
    for finding in findings:
        span = released and place_of(finding, released, about)
        if released and span:
            cells.count += 1
            numbers[finding.finding_id] = cells.count
            cells.spots += (Spot(cells.count, place) for place in _placed(released, span))
    return numbers


def _placed(released: Released, span: Span) -> Iterator[Provenance]:
    """A stretch of the source as the provenance of a quote, a place a printed line."""
    document = released.document
    quote = Text.read(document.source, *span)
    return provenance_rows("findings", "", "evidence", document, [quote])


def _findings(findings: Sequence[Finding], quotes: dict[str, int], about: About) -> str:
    if not findings:
        return ""
    waiting = sum(one.status == "open" and one.severity != "info" for one in findings)
    items = []
    for one in findings:
        item = finding_view(one, about, "")
        if number := quotes.get(one.finding_id):
            button = (
                f'<button type="button" class="cell show" data-n="{number}" aria-pressed="false">'
                f"{both('Show in the source', '在來源中顯示')}</button></li>"
            )
            item = item.removesuffix("</li>") + button
        items.append(item)
    heading = both("Findings", "待查事項")
    told = both(f"{waiting} wait for a person", f"{waiting} 項待人工確認")
    return (
        f'<details class="about-release"{" open" if waiting else ""}><summary><h2>{heading} '
        f'<span class="count">{len(findings)}</span></h2> · {told}</summary>'
        f'<ul class="findings">{"".join(items)}</ul></details>'
    )


def page_path(release: Release) -> str:
    """Where a release's page lies in the published folder."""
    return f"report/{page_name(release.release_id)}"
