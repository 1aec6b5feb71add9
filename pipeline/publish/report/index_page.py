"""`report.html`: what waits for a person, what changed, pictures of the data, and tables to look
things up in, each row with the page of the release that it was read from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from pipeline.publish.package import TITLE, TITLE_ZH
from pipeline.publish.report.about import token
from pipeline.publish.report.changes import Changes, changes_view
from pipeline.publish.report.charts import Chart
from pipeline.publish.report.finding_view import SEVERITIES
from pipeline.publish.report.html import (
    both,
    joined,
    language_switch,
    named,
    page,
    text,
)
from pipeline.publish.report.index_tables import releases_table, sessions_table, speakers_table
from pipeline.publish.report.view import FindingItem, View


def index_page(views: Sequence[View], changes: Changes | None, charts: Sequence[Chart]) -> str:
    """The page of a whole dataset as HTML text, of the views of all parts in their order."""
    about = (
        section("changes", ("What changed", "變更"), changes_view(changes)),
        section("pictures", ("Pictures", "圖表"), joined(map(picture, charts))),
    )
    return _page(f"Review · {TITLE}", views, about)


def year_page(name: str, views: Sequence[View]) -> str:
    """The page of one part of an archive that is too large for one page."""
    return _page(f"{name} · Review · {TITLE}", views, ())


def _page(title: str, views: Sequence[View], about: Sequence[str]) -> str:
    told_once = {one.finding_id: one for view in views for one in view.findings}
    findings = sorted(told_once.values(), key=_by_severity)
    waiting = [one for one in findings if one.is_open]
    grave = [one for one in waiting if one.severity != "info"]
    notes = [one for one in waiting if one.severity == "info"]
    settled = [one for one in findings if not one.is_open]
    lines = {name: [line for view in views for line in getattr(view, name)] for name in _TABLES}
    body = joined(
        (
            header(
                [
                    *((len(lines[name]), *names) for name, (names, _) in _TABLES.items()),
                    (len(countries_of(views)), "Countries", "國家"),
                    (len(grave), *TO_SETTLE),
                ],
                {**_FINDINGS, **(_ABOUT if about else {}), **_TABLE_NAMES},
            ),
            _filters(views),
            "<main>",
            section("findings", _FINDINGS["findings"], _findings(grave), len(grave)),
            *about,
            *(
                section(name, names, table(lines[name]), len(lines[name]))
                for name, (names, table) in _TABLES.items()
            ),
            _folded("notes", ("Notes, nothing to do", "說明，不必處理"), notes),
            _folded("settled", ("Settled by a decision", "已裁定"), settled),
            "</main>",
        )
    )
    return page(title, body, ("common.js", "index.js"))


_TABLES = {
    "releases": (("Releases", "新聞稿"), releases_table),
    "sessions": (("Sessions", "場次"), sessions_table),
    "speakers": (("Speakers", "與會者"), speakers_table),
}
_TABLE_NAMES = {name: names for name, (names, _) in _TABLES.items()}
_FINDINGS = {"findings": ("Needs a person", "待人工處理")}
_ABOUT = {"changes": ("What changed", "變更"), "pictures": ("Pictures", "圖表")}
TO_SETTLE = ("To settle", "待處理")
_GRAVITY = tuple(SEVERITIES)


def _by_severity(one: FindingItem) -> tuple[int, str]:
    return (_GRAVITY.index(one.severity), one.finding_id)


def countries_of(views: Sequence[View]) -> dict[str, str]:
    """The countries of all views by code, with their names, or the code where none is told."""
    names: dict[str, str] = {}
    for view in views:
        for code, name in view.countries.items():
            names[code] = name or names.get(code, "")
    return {code: names[code] or code for code in sorted(names)}


def header(counts: Iterable[tuple[int, str, str]], sections: Mapping[str, tuple[str, str]]) -> str:
    """The head of a page: how many of what there are, and what the page holds."""
    tiles = "".join(
        f"<li{' class=warn' if tuple(names) == TO_SETTLE and number else ''}>"
        f"<b>{number:,}</b> {both(names[0].lower(), names[1])}</li>"
        for number, *names in counts
    )
    links = "".join(f'<a href="#{target}">{both(*names)}</a>' for target, names in sections.items())
    return joined(
        (
            '<header class="top">',
            f'<div class="title"><h1>{both(TITLE.split(":", maxsplit=1)[0], TITLE_ZH)}</h1>{language_switch()}</div>',
            f'<ul class="tiles">{tiles}</ul>',
            f"<nav {named('Sections', '章節')}>{links}</nav>",
            "</header>",
        )
    )


def _filters(views: Sequence[View]) -> str:
    codes = sorted({code for view in views for code in view.codes})
    years = sorted({year for view in views for year in view.years})
    releases = {token(one): one for view in views for one in view.release_ids}
    return joined(
        (
            f'<form class="filters" role="search" {named("Filters", "篩選")}>',
            (
                '<input type="search" id="q" autocomplete="off" spellcheck="false" '
                f'{named("Search", "搜尋")} data-en-placeholder="Search (press /)" '
                'data-zh-placeholder="搜尋（按 /）" placeholder="Search (press /)">'
            ),
            _choice("r", ("All releases", "全部新聞稿"), releases),
            _choice("f", ("All finding codes", "全部事項類型"), {code: code for code in codes}),
            _choice("c", ("All countries", "全部國家"), countries_of(views)),
            _choice("y", ("All years", "全部年份"), {str(y): str(y) for y in years}),
            f'<button type="reset">{both("Clear", "清除")}</button>',
            '<output id="found" aria-live="polite"></output>',
            "</form>",
        )
    )


def _choice(name: str, every: tuple[str, str], options: Mapping[str, str]) -> str:
    listed = "".join(
        f'<option value="{text(value)}">{text(shown)}</option>' for value, shown in options.items()
    )
    english, chinese = map(text, every)
    return (
        f'<select id="{name}" {named(*every)}>'
        f'<option value="" data-en="{english}" data-zh="{chinese}">{english}</option>{listed}</select>'
    )


def section(target: str, names: tuple[str, str], inside: str, count: int | None = None) -> str:
    """A section of a page, with how many items it holds."""
    shown = "" if count is None else f' <span class="count" data-all="{count}">{count}</span>'
    return f'<section id="{target}"><h2>{both(*names)}{shown}</h2>\n{inside}\n</section>'


def _findings(findings: Sequence[FindingItem]) -> str:
    if not findings:
        told = both("Nothing waits for a person.", "目前沒有待人工處理的事項。")
        return f'<p class="empty good">{told}</p>'
    return f'<ul class="findings">{joined(one.html for one in findings)}</ul>'


def _folded(target: str, names: tuple[str, str], findings: Sequence[FindingItem]) -> str:
    if not findings:
        return ""
    count = f'<span class="count" data-all="{len(findings)}">{len(findings)}</span>'
    return (
        f'<details id="{target}" class="folded"><summary><h2>{both(*names)} {count}</h2></summary>'
        f"{_findings(findings)}</details>"
    )


def picture(chart: Chart) -> str:
    """A picture with its texts."""
    # What is drawn comes from `charts`, which escapes what is in it.
    return (
        f'<figure id="picture-{text(chart.id)}"><figcaption><h3>{both(chart.title_en, chart.title_zh)}'
        f"</h3></figcaption>{chart.svg}<p>{both(chart.note_en, chart.note_zh)}</p></figure>"
    )
