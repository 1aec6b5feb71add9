"""Numbers that releases state, beside what the rows count."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from pipeline.dataset import Dataset, Figure, Finding
from pipeline.publish.report.charts.chart import Chart, Sheet, chart
from pipeline.publish.report.charts.drawing import (
    ACCENT,
    ACCENT_2,
    MUTED,
    clipped,
    element,
    percent,
    tip,
    words,
)
from pipeline.publish.report.wording import said

TITLES = ("Stated counts against counted ones", "新聞稿所述與實際計數")
MEASURES: Mapping[str, str] = {
    "sessions": "sessions 場次",
    "speakers": "speakers 講者",
    "speaker_countries": "speakers’ countries 講者國家",
    "registered_countries": "registered countries 報名國家",
    "registered_cities": "registered cities 報名城市",
    "registrations": "registrations 報名人次",
    "views": "views 觀看人次",
    "delegations": "delegations 代表團",
    "countries": "countries 國家",
    "cities": "cities 城市",
    "visiting_leaders": "visiting leaders 來訪首長",
    "expected_participants": "expected participants 預計參加",
    "participants": "participants 參加者",
}
_SIGNS = {"eq": "", "ge": "≥ ", "le": "≤ ", "about": "≈ "}
_VERDICTS = {
    "stated-count-holds": "agree 相符",
    "stated-count-differs": "differ 不符",
    "stated-count-uncheckable": "unchecked 未能核對",
}
NOTE_EN = (
    "By release. The words that state a number are in the table figures. What rows cannot bear "
    "out, such as views, has no bar."
)
NOTE_ZH = "依新聞稿排列。各數字之原文見 figures 資料表；觀看人次等無從以資料列核對者，不繪長條。"
MOST_ROWS = 60
_LONGEST = 0.72
_ROOM = 352
"""Pixels that a line may take on the narrowest screen."""


@dataclass(frozen=True, slots=True)
class Compared:
    """A stated number, the code of the finding on it, and what the rows count if that says so."""

    figure: Figure
    verdict: str | None
    counted: int | None

    @property
    def stated(self) -> str:
        return f"{_SIGNS[self.figure.comparator]}{self.figure.value:,}"


@dataclass(frozen=True, slots=True)
class Stated:
    """The stated numbers that have room, how many there are, and how many have which verdict."""

    first: tuple[Compared, ...]
    total: int
    verdicts: dict[str, int]

    @classmethod
    def together(cls, parts: Iterable[Stated]) -> Stated:
        told = list(parts)
        verdicts: Counter[str] = Counter()
        for part in told:
            verdicts.update(part.verdicts)
        first = sorted((row for part in told for row in part.first), key=_by_release)
        return cls(tuple(first[:MOST_ROWS]), sum(part.total for part in told), dict(verdicts))


def stated_in(dataset: Dataset) -> Stated:
    """The numbers stated in these rows."""
    rows = comparisons(dataset)
    verdicts = Counter(row.verdict for row in rows if row.verdict is not None)
    return Stated(tuple(rows[:MOST_ROWS]), len(rows), dict(verdicts))


def counts(stated: Stated) -> Chart:
    told = "; ".join(
        f"{stated.verdicts.get(code, 0)} {said.rsplit(' ', 1)[0]}"
        for code, said in _VERDICTS.items()
    )
    return chart(
        "counts",
        TITLES,
        _sheet(stated),
        f"{stated.total} numbers are stated. Held against the rows: {told}.",
        (NOTE_EN, NOTE_ZH),
    )


def comparisons(dataset: Dataset) -> list[Compared]:
    """Every stated number by release, with what a finding says of it."""
    found = {
        row.row_id: row
        for row in dataset["findings"]
        if isinstance(row, Finding) and row.code in _VERDICTS and row.table == "figures"
    }
    figures = (row for row in dataset["figures"] if isinstance(row, Figure))
    compared = (_compared(figure, found.get(figure.figure_id)) for figure in figures)
    return sorted(compared, key=_by_release)


def _by_release(row: Compared) -> tuple[str, int, str]:
    return (row.figure.release_id, row.figure.year or 0, row.figure.figure_id)


def _compared(figure: Figure, finding: Finding | None) -> Compared:
    if finding is None:
        return Compared(figure, None, None)
    return Compared(figure, finding.code, counted(finding))


def counted(finding: Finding) -> int | None:
    """What the finding says that the rows count, read by the sentence of the catalogue."""
    told = said(finding).values.get("counted", "")
    return int(told) if told.isdecimal() else None


def _sheet(stated: Stated) -> Sheet:
    kept = stated.first
    if not kept:
        return Sheet([words("No number is stated yet. 尚無所述數字。", 0, 20)], 32)
    longest = max(
        (max(row.figure.value, row.counted or 0) for row in kept if row.verdict), default=0
    )
    marks, y = _legend(), 20.0
    for release, group in groupby(kept, key=lambda row: row.figure.release_id):
        y += 34
        marks.append(words(clipped(release, _ROOM), 0, y, font_weight="bold"))
        # numbers with bars first
        for row in sorted(group, key=lambda row: row.verdict is None):
            y += 24
            marks += _line(row, y)
            bars = list(_bars(row, max(longest, 1), y + 7))
            marks += bars
            y += 8 * len(bars) + (4 if bars else 0)
    if stated.total > len(kept):
        more = stated.total - len(kept)
        marks.append(words(f"and {more} more 另有 {more} 項", 0, y + 24, fill=MUTED))
        y += 24
    return Sheet(marks, y + 14)


def _line(row: Compared, y: float) -> Iterator[str]:
    """What is counted, and the verdict; or the number itself, where there is nothing to compare."""
    said = _VERDICTS[row.verdict] if row.verdict else row.stated
    differ = row.verdict == "stated-count-differs"
    yield words(
        clipped(f"{row.figure.year or '?'} {MEASURES[row.figure.measure]}: {said}", _ROOM),
        0,
        y,
        font_weight="bold" if differ else "normal",
    )


def _bars(row: Compared, longest: int, top: float) -> Iterator[str]:
    """A bar for what is stated and one for what the rows count, each with its number."""
    if row.verdict is None:
        return
    bars = [("stated", row.figure.value, row.stated, MUTED)]
    if row.counted is not None:
        differ = row.verdict == "stated-count-differs"
        colour = ACCENT_2 if differ else ACCENT
        bars.append(("counted", row.counted, f"{row.counted:,}", colour))
    for order, (what, value, shown, colour) in enumerate(bars):
        y, share = top + order * 16, _LONGEST * value / longest
        yield element(
            "rect",
            tip(f"{what} {shown}: {row.figure.printed}"),
            class_=what,
            data_figure=row.figure.figure_id,
            data_value=value,
            x=0,
            y=y,
            width=percent(share),
            height=12,
            fill=colour,
        )
        yield words(shown, percent(share), y + 11, dx=5, font_size=12)


def _legend() -> list[str]:
    marks = []
    for order, (label, colour) in enumerate((("stated 所述", MUTED), ("counted 計得", ACCENT))):
        x = order * 120
        marks.append(element("rect", x=x, y=4, width=14, height=14, fill=colour))
        marks.append(words(label, x + 20, 16))
    return marks
