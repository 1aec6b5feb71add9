"""`report.html`: what waits for a person, what changed, pictures of the data, and tables to look
things up in, each row with the page of the release that it was read from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from urllib.parse import quote

from pipeline.dataset import Finding, Release, Session, Speaker
from pipeline.publish.columns import row_id
from pipeline.publish.package import TITLE, TITLE_ZH
from pipeline.publish.report.about import About
from pipeline.publish.report.changes import Changes, changes_view
from pipeline.publish.report.charts import Chart
from pipeline.publish.report.finding_view import SEVERITIES, finding_view
from pipeline.publish.report.html import (
    both,
    joined,
    language_switch,
    named,
    page,
    printed,
    text,
)
from pipeline.publish.report.released import page_name

_ATTENDANCE = {"announced": ("announced", "預告"), "attended": ("attended", "出席")}
_KINDS = {
    "announcement": ("announcement", "預告"),
    "closing": ("closing", "閉幕"),
    "annex": ("annex", "附件"),
    "other": ("other", "其他"),
}


def index_page(about: About, changes: Changes | None, charts: Sequence[Chart]) -> str:
    """The page as HTML text."""
    findings = about.rows(Finding)
    waiting = [one for one in findings if one.status == "open"]
    grave = [one for one in waiting if one.severity != "info"]
    notes = [one for one in waiting if one.severity == "info"]
    settled = [one for one in findings if one.status != "open"]
    body = joined(
        (
            _header(about, len(grave)),
            _filters(about),
            "<main>",
            _section(
                "findings", ("Needs a person", "待人工處理"), _findings(grave, about), len(grave)
            ),
            _section("changes", ("What changed", "變更"), changes_view(changes)),
            _section("pictures", ("Pictures", "圖表"), joined(map(_picture, charts))),
            _section("releases", ("Releases", "新聞稿"), _releases(about), len(about.number)),
            _section("sessions", ("Sessions", "場次"), _sessions(about), len(about.rows(Session))),
            _section(
                "speakers", ("Speakers", "與會者"), _speakers(about), len(about.rows(Speaker))
            ),
            _folded("notes", ("Notes, nothing to do", "說明，不必處理"), notes, about),
            _folded("settled", ("Settled by a decision", "已裁定"), settled, about),
            "</main>",
        )
    )
    return page(f"Review · {TITLE}", body, ("common.js", "index.js"))


def _header(about: About, waiting: int) -> str:
    counts = (
        (len(about.number), "releases", "新聞稿"),
        (len(about.rows(Session)), "sessions", "場次"),
        (len(about.rows(Speaker)), "speakers", "與會者"),
        (len(about.countries), "countries", "國家"),
        (waiting, "to settle", "待處理"),
    )
    tiles = "".join(
        f"<li{' class=warn' if english == 'to settle' and number else ''}>"
        f"<b>{number:,}</b> {both(english, chinese)}</li>"
        for number, english, chinese in counts
    )
    links = "".join(
        f'<a href="#{target}">{both(*names)}</a>'
        for target, names in (
            ("findings", ("Needs a person", "待人工處理")),
            ("changes", ("What changed", "變更")),
            ("pictures", ("Pictures", "圖表")),
            ("releases", ("Releases", "新聞稿")),
            ("sessions", ("Sessions", "場次")),
            ("speakers", ("Speakers", "與會者")),
        )
    )
    return joined(
        (
            '<header class="top">',
            f'<div class="title"><h1>{both(TITLE.split(":", maxsplit=1)[0], TITLE_ZH)}</h1>{language_switch()}</div>',
            f'<ul class="tiles">{tiles}</ul>',
            f"<nav {named('Sections', '章節')}>{links}</nav>",
            "</header>",
        )
    )


def _filters(about: About) -> str:
    codes = sorted({one.code for one in about.rows(Finding)})
    return joined(
        (
            f'<form class="filters" role="search" {named("Filters", "篩選")}>',
            (
                '<input type="search" id="q" autocomplete="off" spellcheck="false" '
                f'{named("Search", "搜尋")} data-en-placeholder="Search (press /)" '
                'data-zh-placeholder="搜尋（按 /）" placeholder="Search (press /)">'
            ),
            _choice("r", ("All releases", "全部新聞稿"), _numbered(about)),
            _choice("f", ("All finding codes", "全部事項類型"), {code: code for code in codes}),
            _choice("c", ("All countries", "全部國家"), about.countries),
            _choice("y", ("All years", "全部年份"), {str(y): str(y) for y in about.years}),
            f'<button type="reset">{both("Clear", "清除")}</button>',
            '<output id="found" aria-live="polite"></output>',
            "</form>",
        )
    )


def _numbered(about: About) -> dict[str, str]:
    return {str(number): release_id for release_id, number in about.number.items()}


def _choice(name: str, every: tuple[str, str], options: Mapping[str, str]) -> str:
    listed = "".join(
        f'<option value="{text(value)}">{text(shown)}</option>' for value, shown in options.items()
    )
    english, chinese = map(text, every)
    return (
        f'<select id="{name}" {named(*every)}>'
        f'<option value="" data-en="{english}" data-zh="{chinese}">{english}</option>{listed}</select>'
    )


def _section(target: str, names: tuple[str, str], inside: str, count: int | None = None) -> str:
    shown = "" if count is None else f' <span class="count" data-all="{count}">{count}</span>'
    return f'<section id="{target}"><h2>{both(*names)}{shown}</h2>\n{inside}\n</section>'


def _findings(findings: Sequence[Finding], about: About) -> str:
    if not findings:
        told = both("Nothing waits for a person.", "目前沒有待人工處理的事項。")
        return f'<p class="empty good">{told}</p>'
    ordered = (one for severity in SEVERITIES for one in findings if one.severity == severity)
    return f'<ul class="findings">{joined(finding_view(one, about) for one in ordered)}</ul>'


def _folded(target: str, names: tuple[str, str], findings: Sequence[Finding], about: About) -> str:
    if not findings:
        return ""
    count = f'<span class="count" data-all="{len(findings)}">{len(findings)}</span>'
    return (
        f'<details id="{target}" class="folded"><summary><h2>{both(*names)} {count}</h2></summary>'
        f"{_findings(findings, about)}</details>"
    )


def _picture(chart: Chart) -> str:
    # What is drawn comes from `charts`, which escapes what is in it.
    return (
        f'<figure id="picture-{text(chart.id)}"><figcaption><h3>{both(chart.title_en, chart.title_zh)}'
        f"</h3></figcaption>{chart.svg}<p>{both(chart.note_en, chart.note_zh)}</p></figure>"
    )


def _releases(about: About) -> str:
    def lines() -> Iterator[str]:
        for row in about.rows(Release):
            held = about.findings.get(row.release_id, ())
            waiting = sum(one.status == "open" and one.severity != "info" for one in held)
            facets = about.facets(
                [row, *about.rows_of.get(row.release_id, ())],
                [row.release_id],
                [one.code for one in held],
            )
            rows = [one.TABLE for one in about.rows_of.get(row.release_id, ())]
            yield _line(
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

    header = (
        ("Release", "新聞稿"),
        ("Title", "標題"),
        ("Kind", "類別"),
        ("Posted", "張貼日"),
        ("Sessions", "場次"),
        ("Speakers", "與會者"),
        ("To settle", "待處理"),
    )
    return _table(("Releases", "新聞稿"), header, lines())


def _sessions(about: About) -> str:
    held: dict[str | None, list[Speaker]] = defaultdict(list)
    for speaker in about.rows(Speaker):
        held[speaker.session_id].append(speaker)

    def lines() -> Iterator[str]:
        for row in about.rows(Session):
            seats = held[row.session_id]
            codes = about.codes.get(("sessions", row.session_id), ())
            when = " ".join(
                filter(None, (row.date, "–".join(filter(None, (row.start_time, row.end_time)))))
            )
            yield _line(
                about.facets([row, *seats], row.release_ids, codes),
                (
                    text(when),
                    printed(row.name_zh or row.event, 80),
                    printed(row.region_zh or "", 80),
                    printed(row.theme_zh or "", 120),
                    text(len(seats)),
                    _links(row.release_ids, f"sessions:{row_id(row)}"),
                ),
            )

    header = (
        ("When", "時間"),
        ("Session", "場次"),
        ("Region", "區域"),
        ("Theme", "主題"),
        ("Speakers", "與會者"),
        ("Read in", "出處"),
    )
    return _table(("Sessions", "場次"), header, lines())


def _speakers(about: About) -> str:
    def lines() -> Iterator[str]:
        for row in about.rows(Speaker):
            codes = about.codes.get(("speakers", row.speaker_id), ())
            review = f' <span class="badge review">{both("review", "待確認")}</span>'
            person = " ".join(dict.fromkeys(filter(None, (row.person_name, row.person_name_zh))))
            yield _line(
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

    header = (
        ("Country", "國家"),
        ("Place", "地方"),
        ("Office", "職稱"),
        ("Person", "人物"),
        ("Year", "年份"),
        ("Attendance", "出席"),
        ("Read in", "出處"),
    )
    return _table(("Speakers", "與會者"), header, lines())


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
