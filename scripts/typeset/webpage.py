"""A test document as a web page, to be published as it is or printed by Chromium."""

from __future__ import annotations

from html import escape
from itertools import groupby

from typeset.parts import Box, Grid, Para, Part, Parts, Sheet

_TAGS = {"title": "h1", "heading": "h2", "caption": "p", "bold": "p", "body": "p", "cell": "div"}
_STYLE = """
@page { size: A4 %(turned)s; margin: 56pt 56pt %(bottom)spt 56pt; }
body { font: %(size)spt/%(line)spt '%(latin)s', '%(font)s', serif; margin: 0; }
main { columns: %(columns)s; column-gap: 24pt; }
h1, h2, p.bold { font-weight: normal; }
h1 { font-size: 1.5em; line-height: 1.4; text-align: center; }
h2 { font-size: 1.2em; line-height: 1.4; }
p.caption { text-align: center; }
table { border-collapse: collapse; width: 100%%; margin-bottom: 8pt; table-layout: fixed; }
td, th { padding: 3pt; vertical-align: top; text-align: left; font-weight: normal; }
table.middle > * > tr > * { vertical-align: middle; }
table.full > * > tr > * { border: 0.5pt solid #000; }
table.horizontal > * > tr > * { border-top: 0.5pt solid #000; border-bottom: 0.5pt solid #000; }
table.shading > thead { background: #d9e2f3; }
table.shading > tbody > tr:nth-child(odd) { background: #eee; }
.box { border: 0.5pt solid #000; padding: 4pt; width: 90%%; }
.doubled { position: relative; }
.doubled::after { content: attr(data-again); position: absolute; left: 0.35pt; top: 0; width: 100%%; }
"""


def web_page(parts: Parts, sheet: Sheet, charset: str = "utf-8") -> str:
    """The page as HTML. `charset` is what it declares, true or not."""
    style = _STYLE % {
        "turned": "landscape" if sheet.landscape else "portrait",
        "bottom": sheet.bottom,
        "size": sheet.size,
        "line": sheet.line,
        "latin": sheet.latin,
        "font": sheet.font,
        "columns": sheet.columns,
    }
    title = next((p.text for p in parts if isinstance(p, Para) and p.style == "title"), "")
    body = _parts(parts, sheet)
    return (
        f'<!DOCTYPE html>\n<html lang="{sheet.language}"><head><meta charset="{charset}">'
        f"<title>{escape(title)}</title><style>{style}</style></head>\n"
        f"<body><main>\n{body}\n</main></body></html>\n"
    )


def _parts(parts: Parts, sheet: Sheet) -> str:
    """Parts one after another; marked paragraphs that follow each other are one list."""
    written: list[str] = []
    for mark, group in groupby(parts, lambda part: getattr(part, "mark", None)):
        inner = "\n".join(_part(part, sheet) for part in group)
        tag = {"bullet": "ul", "number": "ol"}.get(mark or "")
        written.append(f"<{tag}>{inner}</{tag}>" if tag else inner)
    return "\n".join(written)


def _part(part: Part, sheet: Sheet) -> str:
    return _paragraph(part, sheet) if isinstance(part, Para) else _table(part, sheet)


def _paragraph(para: Para, sheet: Sheet) -> str:
    text = escape(para.text)
    if para.mark:
        return f"<li>{text}</li>"
    if para.boxed:
        return f'<div class="box">{text.replace(chr(10), "<br>")}</div>'
    tag = _TAGS[para.style]
    if sheet.doubled and para.style in ("title", "heading", "bold"):
        return f'<{tag}><span class="doubled" data-again="{text}">{text}</span></{tag}>'
    return f'<{tag} class="{para.style}">{text}</{tag}>'


def _table(grid: Grid, sheet: Sheet) -> str:
    whole = sum(grid.widths)
    columns = "".join(f'<col style="width:{100 * w / whole:.1f}%">' for w in grid.widths)
    head = "".join(_row(row, "th", sheet) for row in grid.rows[: grid.heads])
    body = "".join(_row(row, "td", sheet) for row in grid.rows[grid.heads :])
    if grid.repeat:
        head = f"<thead>{head}</thead>"
    else:
        head, body = "", head + body
    return (
        f'<table class="{grid.rules} {grid.align}"><colgroup>{columns}</colgroup>{head}'
        f"<tbody>{body}</tbody></table>"
    )


def _row(row: tuple[Box, ...], tag: str, sheet: Sheet) -> str:
    return f"<tr>{''.join(_cell(box, tag, sheet) for box in row)}</tr>\n"


def _cell(box: Box, tag: str, sheet: Sheet) -> str:
    spans = f' colspan="{box.colspan}"' if box.colspan > 1 else ""
    spans += f' rowspan="{box.rowspan}"' if box.rowspan > 1 else ""
    return f"<{tag}{spans}>{_parts(box.parts, sheet)}</{tag}>"
