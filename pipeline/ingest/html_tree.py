"""The tokens of an HTML page -> a tree, with the end tags that pages leave out put in.

Of the tree construction of WHATWG HTML (13.2.6) what decides where text belongs; elements that are
closed in the wrong order are closed all the same.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

from pipeline.ingest.document import Span
from pipeline.ingest.html_tokens import RAW_TEXT, Token, read_tokens
from pipeline.ingest.limits import Limits, within
from pipeline.ingest.residue import BLOCK_TAGS, INLINE_TAGS

_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
_IN_HEAD = frozenset(
    "base head html link meta noscript script style template title bgsound basefont".split()
)
_WALLS = frozenset(("table", "td", "th", "caption", "template"))
"""What an end tag inside does not close."""
_LISTS = frozenset(("ul", "ol", "menu", "dir"))
_ROWS = frozenset(("thead", "tbody", "tfoot"))
_CELLS = frozenset(("td", "th"))
_TABLE_PARTS = _CELLS | _ROWS | {"tr", "caption"}
_ENDED_BY: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "li": (frozenset(("li",)), _LISTS | _WALLS),
    "dt": (frozenset(("dt", "dd")), frozenset(("dl",)) | _WALLS),
    "dd": (frozenset(("dt", "dd")), frozenset(("dl",)) | _WALLS),
    "tr": (_CELLS | {"tr", "caption"}, frozenset(("table",))),
    "td": (_CELLS | {"caption"}, frozenset(("tr", "table"))),
    "th": (_CELLS | {"caption"}, frozenset(("tr", "table"))),
    **{name: (_CELLS | _ROWS | {"tr", "caption"}, frozenset(("table",))) for name in _ROWS},
    "option": (frozenset(("option",)), frozenset(("select",))),
    "rt": (frozenset(("rt", "rp")), frozenset(("ruby",))),
    "rp": (frozenset(("rt", "rp")), frozenset(("ruby",))),
}
"""Start tags -> the open elements that they end, and those beyond which they end none."""
_ENDS_PARAGRAPH = BLOCK_TAGS - {"br", "tr", "td", "th", "tbody", "thead", "tfoot", "caption", "col"}


@dataclass(slots=True)
class Node:
    """An element: its name, its start tag, and what it holds: elements and stretches of text.

    A void element ends where it begins.
    """

    name: str
    tag: Token
    attributes: dict[str, str]
    children: list[Node | Span] = field(default_factory=list)
    ends: Span = (0, 0)
    """Where its content ends, and where its end tag does: the same place where it has none."""

    def get(self, attribute: str) -> str:
        return self.attributes.get(attribute, "")

    def nodes(self) -> Iterator[Node]:
        return (child for child in self.children if isinstance(child, Node))

    def all(self) -> Iterator[Node]:
        """This element and all below it, in reading order."""
        waiting = [self]
        while waiting:
            node = waiting.pop()
            yield node
            waiting += reversed(list(node.nodes()))


@dataclass(frozen=True, slots=True)
class Page:
    """The tree of a page, and the stretches of it that are no text: tags, comments, raw text."""

    root: Node
    markup: tuple[Token, ...]


def read_page(source: str, limits: Limits) -> Page:
    """The tree of a decoded page. Raises OverLimit."""
    builder = _Builder(source, limits)
    markup: list[Token] = []
    for token in read_tokens(source):
        if token.kind == "text":
            builder.text(token)
            continue
        markup.append(token)
        if token.kind == "open":
            builder.open(token)
        elif token.kind == "close":
            builder.close(token)
    builder.finish(len(source))
    return Page(builder.root, tuple(markup))


class _Builder:
    def __init__(self, source: str, limits: Limits) -> None:
        self._source = source
        self._limits = limits
        self.root = Node("", Token("markup", 0, 0), {})
        self._stack = [self.root]
        self._count = 0

    def text(self, token: Token) -> None:
        if not self._source[token.start : token.end].isspace():
            self._end({"head"}, frozenset(), token.start)
        self._stack[-1].children.append((token.start, token.end))

    def open(self, token: Token) -> None:
        name = token.name
        self._count += 1
        within("elements", self._count, self._limits.elements)
        at = token.start
        if name not in _IN_HEAD:
            self._end({"head"}, frozenset(), at)
        if name in _ENDS_PARAGRAPH:
            self._end({"p"}, _WALLS | {"button"}, at)
        ended, beyond = _ENDED_BY.get(name, (frozenset(), frozenset()))
        while ended and self._end(ended, beyond, at):
            continue
        if name in ("html", "body"):
            return
        shallow = len(self._stack) * 2 <= self._limits.depth
        if name in INLINE_TAGS and not shallow:
            # Formatting that is never closed nests without end, and means nothing.
            return
        within("depth", len(self._stack), self._limits.depth)
        attributes = {key: token.value(self._source, key) or "" for key in token.values}
        node = Node(name, token, attributes, ends=(token.end, token.end))
        self._stack[-1].children.append(node)
        if name not in _VOID | RAW_TEXT:
            self._stack.append(node)

    def close(self, token: Token) -> None:
        name = token.name
        if name == "br":
            self._stack[-1].children.append(Node("br", token, {}, ends=(token.end, token.end)))
        elif name == "table":
            self._end({name}, frozenset(), token.start, token.end)
        elif name in _TABLE_PARTS:
            self._end({name}, frozenset(("table",)), token.start, token.end)
        else:
            self._end({name}, _WALLS - {name}, token.start, token.end)

    def finish(self, end: int) -> None:
        for node in self._stack:
            node.ends = (end, end)

    def _end(
        self, names: Collection[str], walls: frozenset[str], at: int, after: int | None = None
    ) -> bool:
        """Ends the innermost open element of the names, and all within it, if no wall is nearer.

        Its content ends `at`; its end tag, where it has one, `after`.
        """
        for index in range(len(self._stack) - 1, 0, -1):
            name = self._stack[index].name
            if name in names:
                for node in self._stack[index:]:
                    node.ends = (at, at)
                self._stack[index].ends = (at, at if after is None else after)
                del self._stack[index:]
                return True
            if name in walls:
                return False
        return False
