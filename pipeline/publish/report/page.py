"""`report.html`: open findings first, then what was settled, then each release's rows with the
words they were read from.

Self-contained and without script; the policy in its head lets nothing be fetched or run. Whatever
comes from the data goes through `html.escape`.
"""

from __future__ import annotations

import base64
import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from html import escape

from pipeline.dataset import Dataset, Finding, Provenance, Release, Session, Speaker
from pipeline.publish.columns import row_id
from pipeline.publish.package import TITLE, TITLE_ZH
from pipeline.publish.report.style import STYLE

_SEVERITIES = {"error": "Errors · 錯誤", "warning": "Warnings · 警告", "info": "Notes · 說明"}
# Characters that have no glyph or that HTML forbids are shown by their control pictures.
_PICTURES = {code: 0x2400 + code for code in range(0x20) if code not in (0x09, 0x0A)} | {
    0x7F: 0x2421
}

Quotes = Mapping[tuple[str, str, str], Sequence[Provenance]]
"""The stretches behind a row: by table, row id and release id."""


def report(dataset: Dataset) -> str:
    """The page as HTML text for these rows; the same rows give the same page."""
    findings = [row for row in dataset["findings"] if isinstance(row, Finding)]
    releases = [row for row in dataset["releases"] if isinstance(row, Release)]
    quotes = _quotes(dataset)
    body = "\n".join(
        (
            f'<h1>{escape(TITLE)}<br><span lang="zh-TW">{escape(TITLE_ZH)}</span></h1>',
            _summary(dataset, findings),
            "<main>",
            _open(findings),
            _settled(findings),
            "<h2>Releases · 新聞稿</h2>",
            *(_release(release, dataset, quotes) for release in releases),
            "</main>",
        )
    )
    digest = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>Review: {escape(TITLE)}</title>\n<style>{STYLE}</style>\n</head>\n"
        f"<body>\n{body}\n</body>\n</html>\n"
    )


def text(value: object) -> str:
    """A value of the data as HTML text: escaped, control characters made visible."""
    return escape(str(value).translate(_PICTURES))


def _chinese(value: object) -> str:
    return f'<span lang="zh-TW">{text(value)}</span>'


def _quote(value: str) -> str:
    return f'<q lang="zh-TW">{text(value)}</q>'


def _quotes(dataset: Dataset) -> Quotes:
    quotes: dict[tuple[str, str, str], list[Provenance]] = defaultdict(list)
    for row in dataset["provenance"]:
        if isinstance(row, Provenance):
            quotes[row.table, row.row_id, row.release_id].append(row)
    return quotes


def _summary(dataset: Dataset, findings: Sequence[Finding]) -> str:
    counts = ", ".join(
        f"{len(dataset[table])} {table}" for table in ("releases", "sessions", "speakers", "talks")
    )
    waiting = sum(finding.status == "open" for finding in findings)
    return f'<p class="summary">{counts}; {waiting} open of {len(findings)} findings.</p>'


def _open(findings: Iterable[Finding]) -> str:
    waiting = [finding for finding in findings if finding.status == "open"]
    parts = ["<h2>Open findings · 待查事項</h2>"]
    for severity, heading in _SEVERITIES.items():
        some = [finding for finding in waiting if finding.severity == severity]
        if some:
            parts.append(f"<h3>{heading} ({len(some)})</h3>")
            parts.append(_list(_finding(finding) for finding in some))
    return "\n".join(parts if waiting else [*parts, "<p>None. · 無。</p>"])


def _settled(findings: Iterable[Finding]) -> str:
    settled = [finding for finding in findings if finding.status == "acknowledged"]
    if not settled:
        return ""
    return (
        f"<details><summary>Settled by a reviewed decision · 已裁定 ({len(settled)})</summary>"
        f"{_list(_finding(finding) for finding in settled)}</details>"
    )


def _finding(finding: Finding) -> str:
    about = " · ".join(
        text(part) for part in (finding.release_id, finding.table, finding.row_id) if part
    )
    parts = [f"<b>{text(finding.code)}</b> {text(finding.message)}"]
    if finding.evidence:
        parts.append(f"<blockquote>{_quote(finding.evidence)}</blockquote>")
    if finding.decision:
        parts.append(f"<p>Decision · 裁定: {text(finding.decision)}</p>")
    parts.append(f'<p class="about">{about}</p>' if about else "")
    return f'<li class="{text(finding.severity)}" id="{text(finding.finding_id)}">{"".join(parts)}'


def _release(release: Release, dataset: Dataset, quotes: Quotes) -> str:
    release_id = release.release_id
    sessions = [
        row
        for row in dataset["sessions"]
        if isinstance(row, Session) and release_id in row.release_ids
    ]
    speakers = [
        row
        for row in dataset["speakers"]
        if isinstance(row, Speaker) and release_id in row.release_ids
    ]
    posted = release.published_date or "no date"
    return "\n".join(
        (
            f"<section><h3>{text(release_id)}</h3>",
            f"<p>{_chinese(release.title or '')} ({text(release.kind)}, {text(posted)})</p>",
            f"<details><summary>{len(sessions)} sessions · 場次</summary>",
            _list(_read(row, _session(row), release_id, quotes) for row in sessions),
            f"</details><details><summary>{len(speakers)} seats · 席次</summary>",
            _list(_read(row, _speaker(row), release_id, quotes) for row in speakers),
            "</details></section>",
        )
    )


def _session(session: Session) -> str:
    when = " ".join(filter(None, (session.date, session.start_time, session.end_time)))
    return f"{text(when)} {_chinese(session.name_zh or session.event)}"


def _speaker(speaker: Speaker) -> str:
    parts = (
        speaker.country_name_zh,
        speaker.place_name_zh,
        speaker.organisation_zh,
        speaker.title_zh,
        speaker.person_name,
    )
    flag = ' <b class="review">to review · 待確認</b>' if speaker.needs_review else ""
    return f"{_chinese(' '.join(filter(None, parts)))} ({text(speaker.attendance)}){flag}"


def _read(row: Session | Speaker, label: str, release_id: str, quotes: Quotes) -> str:
    """A row with the columns that this release gave it, each with its words."""
    words: dict[str, list[str]] = defaultdict(list)
    for stretch in quotes.get((row.TABLE, row_id(row), release_id), ()):
        words[stretch.column].append(_quote(stretch.printed))
    read = "".join(
        f"<dt>{text(column)}</dt><dd>{' … '.join(stretches)}</dd>"
        for column, stretches in words.items()
    )
    return f"<li>{label} <code>{text(row_id(row))}</code>{f'<dl>{read}</dl>' if read else ''}"


def _list(items: Iterable[str]) -> str:
    entries = "</li>\n".join(items)
    return f"<ul>\n{entries}</li>\n</ul>" if entries else "<p>None. · 無。</p>"
