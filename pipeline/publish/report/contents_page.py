"""`report.html` of an archive that is too large for one page: what changed, pictures of the data, and
a line a year, with the page that shows its findings and rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.publish.package import TITLE
from pipeline.publish.report.changes import Changes, changes_view
from pipeline.publish.report.charts import Chart, Pictured, together
from pipeline.publish.report.html import both, joined, named, page, text
from pipeline.publish.report.index_page import TO_SETTLE, countries_of, header, picture, section
from pipeline.publish.report.view import View

_COLUMNS = (
    ("Year", "年份"),
    ("Releases", "新聞稿"),
    ("Sessions", "場次"),
    ("Speakers", "與會者"),
    TO_SETTLE,
)


@dataclass(frozen=True, slots=True)
class Volume:
    """What the contents say of a part: where its page lies, and how much it holds."""

    name: str
    path: str
    counts: tuple[int, int, int, int]
    """Releases, sessions, speakers, findings to settle."""
    countries: frozenset[str]
    pictured: Pictured

    @classmethod
    def of(cls, name: str, path: str, views: Sequence[View]) -> Volume:
        told_once = {one.finding_id: one for view in views for one in view.findings}
        waiting = sum(one.is_open and one.severity != "info" for one in told_once.values())
        counts = (
            sum(len(view.releases) for view in views),
            sum(len(view.sessions) for view in views),
            sum(len(view.speakers) for view in views),
            waiting,
        )
        shown = together(view.pictured for view in views)
        return cls(name, path, counts, frozenset(countries_of(views)), shown)


def contents_page(
    volumes: Sequence[Volume], changes: Changes | None, charts: Sequence[Chart]
) -> str:
    """The page as HTML text."""
    totals = [sum(column) for column in zip(*(volume.counts for volume in volumes), strict=True)]
    countries = len(frozenset[str]().union(*(volume.countries for volume in volumes)))
    tiles = [(total, *names) for total, names in zip(totals, _COLUMNS[1:], strict=True)]
    sections = {
        "years": ("Years", "年份"),
        "changes": ("What changed", "變更"),
        "pictures": ("Pictures", "圖表"),
    }
    body = joined(
        (
            header([*tiles[:-1], (countries, "Countries", "國家"), tiles[-1]], sections),
            "<main>",
            section("years", sections["years"], _years(volumes), len(volumes)),
            section("changes", sections["changes"], changes_view(changes)),
            section("pictures", sections["pictures"], joined(map(picture, charts))),
            "</main>",
        )
    )
    return page(f"Review · {TITLE}", body, ("common.js",))


def _years(volumes: Sequence[Volume]) -> str:
    cells = "".join(f'<th scope="col">{both(*one)}</th>' for one in _COLUMNS)
    lines = joined(
        f'<tr><td><a href="{text(volume.path)}">{text(volume.name)}</a></td>'
        f"{''.join(f'<td>{count:,}</td>' for count in volume.counts)}</tr>"
        for volume in volumes
    )
    return (
        f'<div class="table" tabindex="0" role="region" {named("Years", "年份")}><table>'
        f"<thead><tr>{cells}</tr></thead>\n<tbody>\n{lines}\n</tbody></table></div>"
    )
