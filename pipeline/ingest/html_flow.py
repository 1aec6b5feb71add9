"""The tree of an HTML page -> the flow of what it shows, apart from what `html_chrome` sets aside.

White space is folded as a browser does it, entities are read, `<br>` and blocks part lines, numbers
of ordered lists stand before their items. Pictures, their alternative texts and ruby glosses are no
text of a release.
"""

from __future__ import annotations

import html
import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from pipeline.ingest.document import Span, Text
from pipeline.ingest.flow import Flow, Grid, GridCell
from pipeline.ingest.html_grid import spread
from pipeline.ingest.html_lists import Counting
from pipeline.ingest.html_story import Story
from pipeline.ingest.html_tables import is_layout, read_rows
from pipeline.ingest.html_tree import Node
from pipeline.ingest.limits import Limits, within
from pipeline.ingest.repair import replace_each
from pipeline.ingest.residue import BLOCK_TAGS, STRUCK, STRUCK_TAGS

HIDDEN = "hidden-text"
_ENTITY = re.compile(r"&(?:#\d{1,7};?|#[xX][0-9a-fA-F]{1,6};?|[A-Za-z][A-Za-z0-9]{1,31};|nbsp|amp)")
_SPACES = re.compile(r"[ \t\r\n\f]+")
_WIDE = "[\u1100-\u11ff\u2e80-\u303e\u3041-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff01-\uff60]"
_WRAP = re.compile(rf"(?<={_WIDE})[ \t]*\r?\n[ \t]*(?={_WIDE})")
"""A line end between two wide characters, which stands for nothing: CSS Text 3, 4.1.3."""
_INVISIBLE = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE
)
_LINE_THROUGH = re.compile(r"text-decoration(?:-line)?\s*:[^;]*\bline-through", re.IGNORECASE)
_NOT_SHOWN = frozenset(
    "head template datalist audio video canvas object map svg math rt rp rtc dialog".split()
)
_BLOCKS = BLOCK_TAGS | {"pre", "fieldset", "details", "summary", "legend"}
_LISTS = ("ol", "ul", "menu", "dir")
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_LONGEST_ADDRESS = 2000


def unread_by(node: Node) -> str | None:
    """The rule by which an element is no text of the release: not shown, or struck out."""
    if _is_hidden(node):
        return HIDDEN
    # A stroke that no end tag ends is damage: it would run to the end of the page.
    struck = node.name in STRUCK_TAGS and node.ends[0] < node.ends[1]
    return STRUCK if struck or _LINE_THROUGH.search(node.get("style")) else None


def _is_hidden(node: Node) -> bool:
    """Whether a browser shows nothing of an element."""
    return (
        node.name in _NOT_SHOWN
        or "hidden" in node.attributes
        or node.get("aria-hidden") == "true"
        or _INVISIBLE.search(node.get("style")) is not None
    )


@dataclass(slots=True)
class FlowReader:
    """Reads one page. `aside` gets what is not shown or not the release's, by rule."""

    source: str
    limits: Limits
    chrome: Collection[int]
    """Ids of the nodes that are the site's own."""
    chrome_rule: str
    wraps_at_blanks: bool
    """Whether the program that wrote the page breaks its lines at blanks only, as LibreOffice."""
    aside: dict[str, list[Text]] = field(default_factory=dict)
    _size: int = 0

    def flow(self, children: Iterable[Node | Span], verbatim: bool = False) -> Flow:
        """What nodes and stretches of text show; white space counts where `verbatim`.

        Raises OverLimit.
        """
        story = Story()
        self._read(children, story, verbatim)
        story.end_line()
        return tuple(story.flow)

    def _read(self, children: Iterable[Node | Span], story: Story, verbatim: bool) -> None:
        for child in children:
            if not isinstance(child, Node):
                story.add(self._text(child, verbatim))
            elif not self._is_left_out(child):
                self._element(child, story, verbatim)

    def _element(self, node: Node, story: Story, verbatim: bool) -> None:
        name = node.name
        if name == "br":
            story.add(Text.inserted("\n", node.tag.end))
        elif name == "a" and "href" in node.attributes:
            pictured = any(each.name == "img" for each in node.all())
            story.open_link(self._address(node), pictured)
            self._read(node.children, story, verbatim)
            story.close_link()
        elif name == "table":
            story.end_line()
            story.flow += self._table(node, verbatim)
        elif name in _LISTS:
            self._list(node, story, verbatim)
        elif name == "li":
            self._item(node, "", story, verbatim)
        elif name in _BLOCKS:
            self._block(node, story, verbatim or name == "pre")
        else:
            self._read(node.children, story, verbatim)

    def _block(self, node: Node, story: Story, verbatim: bool) -> None:
        story.end_line()
        outer = story.role, story.level
        if node.name in _HEADINGS:
            story.role, story.level = "heading", _HEADINGS[node.name]
        elif node.name in ("figcaption", "caption"):
            story.role, story.level = "caption", None
        self._read(node.children, story, verbatim)
        story.end_line(keep_empty=node.name == "p")
        story.role, story.level = outer

    def _list(self, node: Node, story: Story, verbatim: bool) -> None:
        story.end_line()
        counting = Counting.of(node)
        for child in node.children:
            if isinstance(child, Node) and child.name == "li" and not self._is_left_out(child):
                self._item(child, counting.mark(child), story, verbatim)
            else:
                self._read((child,), story, verbatim)
        story.end_line()

    def _item(self, node: Node, mark: str, story: Story, verbatim: bool) -> None:
        story.end_line()
        story.mark = Text.inserted(mark, node.tag.end)
        self._read(node.children, story, verbatim)
        story.end_line()
        story.mark = None

    def _table(self, node: Node, verbatim: bool) -> Flow:
        """A table, after its caption and what stands loose in it; or what a table lays out."""
        table = read_rows(node, self._is_left_out)
        flow = list(self.flow(table.loose, verbatim))
        if is_layout(node, table.rows):
            for row in table.rows:
                for cell, _, _ in row:
                    flow += self.flow(cell.children, verbatim)
            return tuple(flow)
        rows = tuple(
            tuple(
                raw and GridCell(self.flow(raw[0].children, verbatim), raw[1], raw[2])
                for raw in line
            )
            for line in spread(table.rows, self.limits)
        )
        return (*flow, Grid(rows)) if rows else tuple(flow)

    def _is_left_out(self, node: Node) -> bool:
        """Whether an element is none of the release; keeps account of it if so."""
        rule = self.chrome_rule if id(node) in self.chrome else unread_by(node)
        if rule is not None:
            self.set_aside(node, rule)
        return rule is not None

    def set_aside(self, node: Node, rule: str) -> None:
        """Keeps account of the texts in an element, by the rule that leaves them out."""
        kept = self.aside.setdefault(rule, [])
        for each in node.all():
            kept += (
                stretch(child)
                for child in each.children
                if not isinstance(child, Node) and not self.source[child[0] : child[1]].isspace()
            )

    def _text(self, span: Span, verbatim: bool) -> Text:
        self._size += span[1] - span[0]
        within("characters", self._size, self.limits.characters)
        text = Text.read(self.source, *span)
        if not verbatim:
            text = text if self.wraps_at_blanks else text.replace(_WRAP, "")
            text = text.replace(_SPACES, " ")
        return _unescaped(text)

    def _address(self, node: Node) -> Text | None:
        """Where an anchor leads to: nothing within the page, nothing that runs a program."""
        text = _unescaped(Text.read(self.source, *node.tag.values["href"]).strip())
        inside = text.text[:1] in ("", "#")
        runs = text.text.lower().startswith(("javascript:", "vbscript:", "data:"))
        return None if inside or runs or len(text) > _LONGEST_ADDRESS else text


def stretch(span: Span) -> Text:
    """A stretch as a text of one character: enough to keep account of it."""
    return Text("\ufffc", (span[0],), (span[1],))


def _unescaped(text: Text) -> Text:
    return replace_each(text, _ENTITY, lambda match: html.unescape(match[0]))
