"""A finding as the report shows it: what is wrong, the words in their context, what would settle it."""

from __future__ import annotations

from urllib.parse import quote

from pipeline.dataset import Finding
from pipeline.ingest.document import Span
from pipeline.publish.report.about import About, label
from pipeline.publish.report.entries import to_paste
from pipeline.publish.report.html import attributes, both, joined, named, printed, text
from pipeline.publish.report.released import Released, page_name
from pipeline.publish.report.wording import candidates, said

SEVERITIES = {
    "error": ("Error", "錯誤"),
    "warning": ("Warning", "警告"),
    "info": ("Note", "說明"),
}
_LONGEST = 600
"""Characters of a quote, or of a message, that are shown."""
_AROUND = 45
"""Characters shown on each side of a quote."""


def finding_view(finding: Finding, about: About, folder: str = "report/") -> str:
    """A list item. `folder` leads from the page to the pages of the releases."""
    told = said(finding)
    row = about.by_id.get((finding.table or "", finding.row_id or ""))
    releases = about.releases_of(finding)
    subjects = [row, *(about.by_id.get(("releases", one)) for one in releases)]
    facets = about.facets(subjects, releases, [finding.code])
    listed = candidates(told)
    shown_zh, shown_en = told.sentence_zh, told.sentence
    if entry := told.values.get("entry"):  # shown below, with the candidates one a line
        shown_en = shown_en.split("; candidates: ")[0]
        shown_zh = shown_zh.split("；候選：")[0].replace(entry, "")
    return joined(
        (
            (
                f'<li class="finding {text(finding.severity)}" id="{text(finding.finding_id)}"'
                f"{facets}{attributes(status=finding.status)}>"
            ),
            '<div class="head">',
            f'<span class="badge">{both(*SEVERITIES[finding.severity])}</span>',
            f'<code class="code">{text(finding.code)}</code>',
            _where(finding, releases, folder),
            "</div>",
            f'<p class="says">{_both_cut(shown_en, shown_zh)}</p>',
            _quote(finding, about, releases),
            _about(finding, None if row is None else label(row)),
            _candidates(listed),
            _decided(finding),
            f'<p class="remedy">{both(told.remedy, told.remedy_zh)}</p>' if told.remedy else "",
            _paste(finding),
            "</li>",
        )
    )


def _both_cut(english: str, chinese: str) -> str:
    return (
        f'<span class="en" lang="en">{text(english, _LONGEST)}</span>'
        f'<span class="zh" lang="zh-Hant-TW">{text(chinese, _LONGEST)}</span>'
    )


def _where(finding: Finding, releases: tuple[str, ...], folder: str) -> str:
    """Where a finding is met; nothing on the page of the one release that it is about."""
    if not folder and len(releases) == 1:
        return ""
    links = (
        f'<a class="where" href="{folder}{page_name(one)}#f={quote(finding.finding_id)}">'
        f"{text(one)}</a>"
        for one in releases
    )
    return joined(links) or (f'<span class="where">{text(finding.release_id or "")}</span>')


def _quote(finding: Finding, about: About, releases: tuple[str, ...]) -> str:
    """The words in question, between those that stand around them where they are known."""
    for release_id in releases:
        released = about.released.get(release_id)
        span = released and place_of(finding, released, about)
        if released and span:
            start, end = span
            size = len(released.document.source)
            before = released.shown(max(0, start - _AROUND), start)
            behind = released.shown(end, min(size, end + _AROUND))
            words = released.shown(start, end).strip()
            return (
                f'<blockquote lang="zh-Hant-TW">…{text(before)}<mark>{text(words, _LONGEST)}</mark>'
                f"{text(behind)}…</blockquote>"
            )
    if not finding.evidence:
        return ""
    return f"<blockquote>{printed(finding.evidence, _LONGEST)}</blockquote>"


def place_of(finding: Finding, released: Released, about: About) -> Span | None:
    """Where the words of a finding stand in a release, else where its row was read there."""
    span = released.find(finding.evidence) if finding.evidence else None
    if span or not finding.row_id:
        return span
    release_id = released.document.release_id
    read = (
        released.span_of(place)
        for place in about.places.get(release_id, ())
        if (place.table, place.row_id) == (finding.table, finding.row_id)
    )
    return min((one for one in read if one), default=None)


def _about(finding: Finding, row: str | None) -> str:
    if not finding.table:
        return ""
    named_row = f" <code>{text(finding.row_id)}</code>" if finding.row_id else ""
    described = f"{printed(row, 120)} " if row else ""
    return f'<p class="about">{described}<span class="table">{text(finding.table)}</span>{named_row}</p>'


def _candidates(listed: list[str]) -> str:
    if not listed:
        return ""
    items = "".join(f"<li>{text(one, 200)}</li>" for one in listed)
    return f'<div class="candidates">{both("Candidates", "候選")}<ol>{items}</ol></div>'


def _decided(finding: Finding) -> str:
    if not finding.decision:
        return ""
    return f'<p class="decision">{both("Settled by", "裁定")}: <code>{text(finding.decision)}</code></p>'


def _paste(finding: Finding) -> str:
    paste = to_paste(finding, said(finding))
    if paste is None:
        return ""
    where = both(
        f"To settle it, paste into curation/{paste.file}", f"裁定：貼進 curation/{paste.file}"
    )
    return (
        f'<details class="paste"><summary>{where}</summary><div class="entry">'
        f'<pre tabindex="0" {named("Entry", "裁定內容")}>{text(paste.entry)}</pre>'
        f'<button type="button" class="copy">{both("Copy", "複製")}</button></div></details>'
    )
