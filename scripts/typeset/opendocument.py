"""A test document as flat OpenDocument text (.fodt), which LibreOffice sets or converts."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from xml.sax.saxutils import escape, quoteattr

from typeset.parts import Box, Grid, Para, Part, Parts, Rules, Sheet

_NAMES = " ".join(
    f'xmlns:{prefix}="{address}"'
    for prefix, address in {
        **{
            name: f"urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"
            for name in ("office", "style", "text", "table")
        },
        "draw": "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0",
        "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
        "svg": "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0",
    }.items()
)
_LINE = "0.5pt solid #000000"
_BORDERS: dict[Rules, str] = {
    "full": f'fo:border="{_LINE}"',
    "horizontal": f'fo:border-top="{_LINE}" fo:border-bottom="{_LINE}"',
    "none": 'fo:border="none"',
    "shading": 'fo:border="none"',
}
_PARAGRAPHS = {
    "body": 'fo:margin-bottom="6pt"',
    "title": 'fo:text-align="center" fo:margin-bottom="8pt"',
    "heading": 'fo:margin-top="8pt" fo:margin-bottom="4pt"',
    "bold": "",
    "caption": 'fo:text-align="center" fo:margin-bottom="4pt"',
    "cell": 'fo:widows="0" fo:orphans="0"',
    "frame": "",
}
_SCALE = {"title": 1.5, "heading": 1.2}
_BOLD = ("title", "heading", "bold")
_PAPER = (595.0, 842.0)
_MARGIN = 56.0


def flat_document(parts: Parts, sheet: Sheet) -> str:
    """The document as XML."""
    writer = _Writer(sheet)
    body = writer.parts(parts)
    if sheet.columns > 1:
        body = f'<text:section text:style-name="columns" text:name="c">{body}</text:section>'
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document {_NAMES} office:version="1.3"'
        ' office:mimetype="application/vnd.oasis.opendocument.text">'
        f"<office:font-face-decls>{_faces(sheet)}</office:font-face-decls>"
        f"<office:styles>{''.join(_paragraph_styles(sheet))}{_list_styles()}</office:styles>"
        f"<office:automatic-styles>{''.join(_page(sheet))}{''.join(writer.styles)}"
        f"</office:automatic-styles>{_master(sheet)}"
        f"<office:body><office:text>{body}</office:text></office:body></office:document>"
    )


def _faces(sheet: Sheet) -> str:
    return "".join(
        f'<style:font-face style:name={quoteattr(name)} svg:font-family="{escape(repr(name))}"/>'
        for name in (sheet.font, sheet.latin)
    )


def _paragraph_styles(sheet: Sheet) -> Iterator[str]:
    for name, properties in _PARAGRAPHS.items():
        size = sheet.size * _SCALE.get(name, 1)
        line = max(sheet.line, size * 1.4)
        weight = "bold" if name in _BOLD else "normal"
        height = "100%" if name == "frame" else f"{line}pt"  # a frame is as high as it needs
        yield (
            f'<style:style style:name="{name}" style:family="paragraph">'
            f'<style:paragraph-properties fo:line-height="{height}" {properties}/>'
            f'<style:text-properties fo:font-size="{size}pt" style:font-size-asian="{size}pt"'
            f" style:font-name={quoteattr(sheet.latin)} style:font-name-asian={quoteattr(sheet.font)}"
            f' fo:font-weight="{weight}" style:font-weight-asian="{weight}"'
            ' fo:language="en" fo:country="US"'
            f' style:language-asian="{sheet.language[:2]}" style:country-asian="{sheet.language[3:]}"/>'
            "</style:style>"
        )


def _list_styles() -> str:
    place = (
        '<style:list-level-properties text:list-level-position-and-space-mode="label-alignment">'
        '<style:list-level-label-alignment text:label-followed-by="listtab"'
        ' text:list-tab-stop-position="16pt" fo:text-indent="-16pt" fo:margin-left="16pt"/>'
        "</style:list-level-properties>"
    )
    return (
        '<text:list-style style:name="bullet"><text:list-level-style-bullet text:level="1"'
        f' text:bullet-char="◆">{place}</text:list-level-style-bullet></text:list-style>'
        '<text:list-style style:name="number"><text:list-level-style-number text:level="1"'
        f' style:num-format="1" style:num-suffix=".">{place}</text:list-level-style-number>'
        "</text:list-style>"
    )


def _page(sheet: Sheet) -> Iterator[str]:
    width, height = reversed(_PAPER) if sheet.landscape else _PAPER
    turned = "landscape" if sheet.landscape else "portrait"
    yield (
        f'<style:page-layout style:name="page"><style:page-layout-properties'
        f' fo:page-width="{width}pt" fo:page-height="{height}pt"'
        f' style:print-orientation="{turned}" fo:margin-top="{_MARGIN}pt"'
        f' fo:margin-bottom="{sheet.bottom}pt" fo:margin-left="{_MARGIN}pt"'
        f' fo:margin-right="{_MARGIN}pt"/><style:header-style/><style:footer-style/>'
        "</style:page-layout>"
    )
    yield (
        '<style:style style:name="columns" style:family="section"><style:section-properties>'
        f'<style:columns fo:column-count="{sheet.columns}" fo:column-gap="24pt"/>'
        "</style:section-properties></style:style>"
        '<style:style style:name="textbox" style:family="graphic"><style:graphic-properties'
        f' fo:border="{_LINE}" fo:padding="4pt" style:wrap="none" draw:fill="none"/></style:style>'
    )


def _master(sheet: Sheet) -> str:
    head = foot = ""
    if sheet.running_head:
        text = escape(sheet.running_head)
        head = f'<style:header><text:p text:style-name="cell">{text}</text:p></style:header>'
    if sheet.page_numbers:
        foot = (
            '<style:footer><text:p text:style-name="caption">第 <text:page-number/> 頁，共 '
            "<text:page-count/> 頁</text:p></style:footer>"
        )
    return (
        '<office:master-styles><style:master-page style:name="Standard"'
        f' style:page-layout-name="page">{head}{foot}</style:master-page></office:master-styles>'
    )


class _Writer:
    """Writes the parts, and gathers the styles that their tables need."""

    def __init__(self, sheet: Sheet) -> None:
        paper = max(_PAPER) if sheet.landscape else min(_PAPER)
        gaps = 24 * (sheet.columns - 1)
        self.width = (paper - 2 * _MARGIN - gaps) / sheet.columns
        self.styles: list[str] = []
        self.tables = 0

    def parts(self, parts: Parts, width: float | None = None) -> str:
        """Parts one after another; marked paragraphs that follow each other are one list."""
        written: list[str] = []
        for mark, group in groupby(parts, lambda part: getattr(part, "mark", None)):
            inner = "".join(self._part(part, width) for part in group)
            listed = f'<text:list text:style-name="{mark}">{inner}</text:list>'
            written.append(listed if mark else inner)
        return "".join(written)

    def _part(self, part: Part, width: float | None) -> str:
        if isinstance(part, Para):
            return self._paragraph(part)
        return self._table(part, width or self.width)

    def _paragraph(self, para: Para) -> str:
        written = "".join(
            f'<text:p text:style-name="{para.style}">{escape(line)}</text:p>'
            for line in para.text.split("\n")
        )
        if para.mark:
            return f"<text:list-item>{written}</text:list-item>"
        if para.boxed:
            return (
                '<text:p text:style-name="frame"><draw:frame draw:style-name="textbox"'
                f' text:anchor-type="as-char" svg:width="{self.width * 0.9:.0f}pt"'
                ' fo:min-height="16pt"><draw:text-box fo:min-height="16pt">'
                f"{written}</draw:text-box></draw:frame></text:p>"
            )
        return written

    def _table(self, grid: Grid, width: float) -> str:
        self.tables += 1
        name = f"t{self.tables}"
        shares = [width * share / sum(grid.widths) for share in grid.widths]
        self._table_styles(name, grid, width, shares)
        columns = "".join(
            f'<table:table-column table:style-name="{name}c{i}"/>' for i in range(len(shares))
        )
        rows = [self._row(name, grid, shares, index) for index in range(len(grid.rows))]
        head = "".join(rows[: grid.heads])
        if head and grid.repeat:
            head = f"<table:table-header-rows>{head}</table:table-header-rows>"
        body = "".join(rows[grid.heads :])
        return (
            f'<table:table table:name="{name}" table:style-name="{name}">{columns}{head}{body}'
            "</table:table>"
        )

    def _table_styles(self, name: str, grid: Grid, width: float, shares: list[float]) -> None:
        shades = {"h": "#d9e2f3", "a": "#eeeeee", "b": "#ffffff"}
        self.styles.append(
            f'<style:style style:name="{name}" style:family="table"><style:table-properties'
            f' style:width="{width:.1f}pt" table:align="left" fo:margin-bottom="8pt"'
            ' table:border-model="collapsing"/></style:style>'
            f'<style:style style:name="{name}r" style:family="table-row">'
            '<style:table-row-properties fo:keep-together="auto"/></style:style>'
        )
        self.styles += [
            f'<style:style style:name="{name}c{i}" style:family="table-column">'
            f'<style:table-column-properties style:column-width="{share:.1f}pt"/></style:style>'
            for i, share in enumerate(shares)
        ]
        for key, colour in shades.items():
            shade = f' fo:background-color="{colour}"' if grid.rules == "shading" else ""
            self.styles.append(
                f'<style:style style:name="{name}{key}" style:family="table-cell">'
                f'<style:table-cell-properties {_BORDERS[grid.rules]} fo:padding="3pt"'
                f' style:vertical-align="{grid.align}"{shade}/></style:style>'
            )

    def _row(self, name: str, grid: Grid, shares: list[float], index: int) -> str:
        covered = _covered(grid)
        key = "h" if index < grid.heads else "ab"[index % 2]
        boxes = iter(grid.rows[index])
        written: list[str] = []
        for column in range(len(shares)):
            if (index, column) in covered:
                written.append("<table:covered-table-cell/>")
                continue
            written.append(self._cell(next(boxes), f"{name}{key}", shares, column))
        return f'<table:table-row table:style-name="{name}r">{"".join(written)}</table:table-row>'

    def _cell(self, box: Box, style: str, shares: list[float], column: int) -> str:
        inner = sum(shares[column : column + box.colspan]) - 8
        spans = ""
        if box.colspan > 1:
            spans += f' table:number-columns-spanned="{box.colspan}"'
        if box.rowspan > 1:
            spans += f' table:number-rows-spanned="{box.rowspan}"'
        parts = self.parts(box.parts, inner)
        return f'<table:table-cell table:style-name="{style}"{spans}>{parts}</table:table-cell>'


def _covered(grid: Grid) -> set[tuple[int, int]]:
    """The positions under a span, as (row, column)."""
    covered: set[tuple[int, int]] = set()
    for row, boxes in enumerate(grid.rows):
        column = 0
        for box in boxes:
            while (row, column) in covered:
                column += 1
            covered |= {
                (row + down, column + right)
                for down in range(box.rowspan)
                for right in range(box.colspan)
                if down or right
            }
            column += box.colspan
    return covered
