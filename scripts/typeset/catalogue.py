"""The documents of tests/layouts, by the kind of thing that varies."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from typeset.combined import combined
from typeset.invention import Session, Summit
from typeset.layout import HANS, HANT, LATN, PLAIN, SANS, WEB, Layout, annex_of, flat_of, roster_of
from typeset.parts import Para, Parts, Sheet
from typeset.shapes import (
    HEADERS,
    annex,
    entry,
    enumerated,
    flat,
    listed,
    regrid,
    release,
    roster,
)


def layouts() -> Iterator[Layout]:
    """Every document of the suite, in the order of the kinds."""
    yield from _bases()
    yield from _columns()
    yield from _headers()
    yield from _rules()
    yield from _merges()
    yield from _cuts()
    yield from _pages()
    yield from _contents()
    yield from _languages()
    yield from _formats()
    yield from combined()


def _bases() -> Iterator[Layout]:
    yield roster_of("base-roster.pdf", "base")
    yield annex_of("base-annex.pdf", "base")
    yield flat_of("base-flat.pdf", "base")


def _columns() -> Iterator[Layout]:
    kind = "column order"
    yield roster_of("order-roster.pdf", kind, roster(HANT, ("list", "when", "session")))
    yield annex_of("order-annex.pdf", kind, annex(HANT, ("speaker", "talk", "number")))
    yield flat_of(
        "order-flat.pdf",
        kind,
        flat(HANT, ("person", "title", "place", "country", "when", "session")),
    )
    yield annex_of(
        "order-parts.pdf",
        "parts in columns",
        annex(
            HANT,
            ("country/place", "title", "person", "talk"),
            {**HEADERS, "country/place": "國家/城市"},
        ),
    )
    yield annex_of(
        "parts-annex.pdf",
        "parts in columns",
        annex(HANT, ("number", "country", "place", "title", "person", "talk")),
        sheet=Sheet(size=10, line=15),
    )


def _headers() -> Iterator[Layout]:
    kind = "header words"
    words = {**HEADERS, "speaker": "講者", "talk": "發言重點", "number": "項次"}
    yield annex_of("words-annex.pdf", kind, annex(HANT, words=words))
    words = {**HEADERS, "session": "會議場次", "when": "時間", "list": "與會城市"}
    yield roster_of("words-roster.pdf", kind, roster(HANT, words=words))
    words = {
        **HEADERS,
        "country": "國別",
        "place": "與會城市",
        "title": "職銜",
        "person": "首長姓名",
    }
    yield flat_of("words-flat.pdf", kind, flat(HANT, words=words))
    kind = "two-line header"
    words = {
        **HEADERS,
        "number": "編號\nNo.",
        "speaker": "城市與談人\nCity and speaker",
        "talk": "內容摘要\nSummary of remarks",
    }
    yield annex_of("bilingual-annex.pdf", kind, annex(HANT, words=words))
    yield flat_of("spanner-flat.pdf", kind, flat(HANT, spanner="與會代表"))
    yield flat_of("spanner-office.pdf", kind, flat(HANT, spanner="與會代表"), by="office")


def _rules() -> Iterator[Layout]:
    for rules in ("horizontal", "none", "shading"):
        yield roster_of(f"{rules}-roster.pdf", "rules", regrid(roster(HANT), rules=rules))
        yield annex_of(f"{rules}-annex.pdf", "rules", regrid(annex(HANT), rules=rules))
        yield flat_of(f"{rules}-flat.pdf", "rules", regrid(flat(HANT), rules=rules))


def _merges() -> Iterator[Layout]:
    kind = "merged cells"
    yield flat_of("merged-flat.pdf", kind, flat(HANT, merged=True))
    yield flat_of("merged-office.pdf", kind, flat(HANT, merged=True), by="office", sheet=Sheet())
    yield flat_of(
        "merged-middle.pdf", kind, regrid(flat(HANT, merged=True), align="middle", rules="full")
    )
    middle = regrid(flat(HANT, merged=True), rules="none", align="middle")
    yield flat_of("none-merged-three.pdf", kind, middle)
    yield annex_of("sections-annex.pdf", kind, annex(HANT, sections=True))
    yield annex_of(
        "sections-horizontal.pdf", kind, regrid(annex(HANT, sections=True), rules="horizontal")
    )


def _cuts() -> Iterator[Layout]:
    kind = "page cuts"
    for lines in range(7):
        yield annex_of(f"cut-after-{lines}.pdf", kind, sheet=_cut_after(lines))
    bare = regrid(annex(HANT), repeat=False)
    for lines in (1, 4):
        yield annex_of(f"cut-after-{lines}-no-header.pdf", kind, bare, sheet=_cut_after(lines))
    shape = regrid(annex(HANT), rules="none")
    yield annex_of("cut-after-3-no-rules.pdf", kind, shape, sheet=_cut_after(3))
    yield roster_of("cut-roster.pdf", kind, sheet=Sheet(bottom=340))
    shape = regrid(flat(HANT, merged=True), repeat=False)
    yield flat_of("cut-merged.pdf", kind, shape, sheet=replace(WEB, bottom=380))


def _cut_after(lines: int) -> Sheet:
    """A page so short that the first row of the annex, of six lines, is cut after so many."""
    return replace(PLAIN, bottom=_FIRST_ROW - PLAIN.line * lines)


_FIRST_ROW = 553.0
"""Lower margin in points that leaves no room on the first page for the first row of the annex."""


def _pages() -> Iterator[Layout]:
    small, large = Sheet(size=10, line=14), replace(SANS, size=16, line=26)
    yield annex_of("small-annex.pdf", "type", sheet=replace(small, font="AR PL UMing TW"))
    yield roster_of("large-roster.pdf", "type", sheet=large)
    yield annex_of("landscape-annex.pdf", "orientation", sheet=Sheet(landscape=True))
    yield flat_of("landscape-flat.pdf", "orientation", sheet=replace(WEB, landscape=True))
    furnished = Sheet(running_head="臺北市政府資訊局　智慧城市首長高峰會新聞稿", page_numbers=True)
    yield annex_of("furniture-annex.pdf", "running heads", sheet=replace(furnished, bottom=200))
    yield roster_of(
        "columns-list.pdf", "two columns", listed(HANT), sheet=Sheet(columns=2), moderators=False
    )
    yield flat_of("doubled-flat.pdf", "fake bold", sheet=replace(WEB, doubled=True))


def _contents() -> Iterator[Layout]:
    yield annex_of("numbered-annex.pdf", "numbering", annex(HANT, marks=True))
    yield roster_of("bulleted-roster.pdf", "numbering", roster(HANT, marks=True))
    yield roster_of("list.pdf", "no table", listed(HANT), moderators=False)
    yield roster_of("sentences.pdf", "no table", enumerated(HANT), moderators=False, timed=False)
    yield roster_of("nested.pdf", "nested table", roster(HANT, nested=True), moderators=False)
    yield roster_of("boxes.pdf", "text boxes", _boxed(HANT), moderators=False)


def _boxed(told: Summit) -> Parts:
    """A text box a session, with a participant a line."""
    return tuple(
        Para(
            "\n".join([f"{session.name} {session.when}", *map(entry, session.speakers)]), boxed=True
        )
        for session in told.sessions
    )


def _languages() -> Iterator[Layout]:
    hans = {
        **HEADERS,
        "session": "场次",
        "when": "日期/时间",
        "list": "与会讲者(城市首长或代表)",
        "country": "国家",
        "title": "职称",
        "panel": "与谈人",
        "host": "主持人",
    }
    sheet = replace(WEB, language="zh-CN")
    shape = release(HANS, roster(HANS, words=hans))
    yield Layout("simplified-roster.pdf", "Simplified Chinese", shape, sheet, "office", HANS, True)
    shape = release(HANS, flat(HANS, words=hans))
    yield Layout("simplified-flat.pdf", "Simplified Chinese", shape, sheet, "chromium", HANS)
    roc = replace(
        HANT,
        head=(*HANT.head[:-1], "張貼日：113年5月17日"),
        sessions=tuple(_republican(session) for session in HANT.sessions),
    )
    yield roster_of("republican-roster.pdf", "ROC dates", roster(roc))
    english = dict(
        zip(
            HEADERS,
            "Session|Date|Speakers|No.|Speaker|Summary|Country|City|Title|Name".split("|"),
            strict=False,
        )
    )
    latin = Sheet(language="en-US")
    shape = release(LATN, flat(LATN, words=english))
    yield Layout("english-flat.pdf", "English", shape, latin, "office", LATN)
    shape = regrid(flat(LATN, words=english, merged=True), rules="none")
    shape = release(LATN, shape)
    yield Layout("english-merged.pdf", "English", shape, latin, "office", LATN)
    yield roster_of("scan-roster.pdf", "scan", by="scan", sheet=Sheet(size=11, line=17))


def _republican(session: Session) -> Session:
    month, day = session.day.split("/")
    return replace(session, when=f"113年{month}月{day}日 {session.when.split()[1]}")


def _formats() -> Iterator[Layout]:
    for suffix in ("docx", "odt"):
        kind = suffix.upper()
        yield roster_of(f"roster-bulleted.{suffix}", kind, roster(HANT, marks=True))
        yield annex_of(f"annex-numbered.{suffix}", kind, annex(HANT, marks=True, sections=True))
        yield flat_of(f"flat-merged.{suffix}", kind, flat(HANT, merged=True), by="office")
        yield roster_of(f"nested.{suffix}", kind, roster(HANT, nested=True), moderators=False)
        yield roster_of(f"boxes.{suffix}", kind, _boxed(HANT), moderators=False)
        yield flat_of(f"spanner.{suffix}", kind, flat(HANT, spanner="與會代表"), by="office")
    yield flat_of("flat-merged.html", "HTML", flat(HANT, merged=True), by="page")
    yield annex_of("annex-numbered.html", "HTML", annex(HANT, marks=True), by="page")
    yield roster_of("roster-bulleted.html", "HTML", roster(HANT, marks=True), by="page")
    yield roster_of("nested.html", "HTML", roster(HANT, nested=True), by="page", moderators=False)
    hans = release(
        HANS,
        roster(
            HANS,
            marks=True,
            moderators=False,
            words={**HEADERS, "session": "场次", "list": "与会讲者"},
        ),
    )
    yield Layout("mislabelled.html", "HTML", hans, by="page", summit=HANS, charset="gb2312")
