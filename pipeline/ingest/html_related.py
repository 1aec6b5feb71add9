"""Related news among the paragraphs of a release: lines that are links to other stories.

Told by structure: a line is nothing but one link, and the link's words are long as a headline is. Such
lines are the site's where a head (`延伸閱讀`) stands above them or on them, or where two or more follow
each other that lead to pages of the same site. Links to watch a session are short or show their address,
and lead to another site.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Literal

from pipeline.ingest.document import Span
from pipeline.ingest.furniture import SIDE_BAR
from pipeline.ingest.html_tree import Node

_HEADLINE = 12
"""Characters from which on the words of a link are a headline."""
_RUN = 2
"""Links from which on lines that have no head are a list of stories."""
_LONGEST_HEAD = 60
"""Characters, entities as they are written: what is longer is neither a head nor a date."""
_WORD = re.compile(r"[^\W_]")
_EDGES = re.compile(r"^[\W_]+|[\W_]+$")
_DATE = re.compile(r"\d{2,4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?(?:\s+\d{1,2}:\d{2})?")
"""What many sites print beside the headline of a story."""
_ADDRESS = re.compile(r"://|\bwww\.", re.IGNORECASE)
_CELLS = ("td", "th")


@dataclass(frozen=True, slots=True)
class _Part:
    """What an element or a text is: nothing that is read, a head, links to stories, anything else."""

    kind: Literal["nothing", "head", "stories", "other"]
    count: int = 0
    headed: bool = False
    own: bool = True
    """Whether all of its stories are on the page's own site."""

    @property
    def is_list(self) -> bool:
        return self.kind == "stories" and (self.headed or (self.own and self.count >= _RUN))


@dataclass(slots=True)
class _Words:
    """What an element says: its characters, and whether an address or the page's heading is in it."""

    size: int = 0
    address: bool = False
    heading: bool = False


_NOTHING, _HEAD, _OTHER = _Part("nothing"), _Part("head"), _Part("other")


def find_related(root: Node, source: str, is_own: Callable[[str], bool]) -> set[int]:
    """The ids of the outermost nodes that are links to other stories, and of the heads above them.

    `is_own` says whether an address is on the page's own site.
    """
    reader = _Reader(source, is_own)
    for node in reversed(list(root.all())):
        reader.judge(node)
    found: set[int] = set()
    waiting = [(root, False)]
    while waiting:
        node, in_cell = waiting.pop()
        in_cell = in_cell or node.name in _CELLS
        for run in reader.runs(node):
            # Without a head, links in a cell may be what the cell lists.
            if reader.sum_of(run).is_list and (reader.sum_of(run).headed or not in_cell):
                found |= {id(child) for child in run if isinstance(child, Node)}
        waiting += ((child, in_cell) for child in node.nodes() if id(child) not in found)
    return found


@dataclass(slots=True)
class _Reader:
    """Judges the elements of a page, the innermost first."""

    source: str
    is_own: Callable[[str], bool]
    parts: dict[int, _Part] = field(default_factory=dict)
    words: dict[int, _Words] = field(default_factory=dict)

    def judge(self, node: Node) -> None:
        self.words[id(node)] = self._said(node)
        self.parts[id(node)] = self._story(node) or self.sum_of(node.children)

    def runs(self, parent: Node) -> Iterator[list[Node | Span]]:
        """The children that are links to stories one after the other, each run with its head."""
        run: list[Node | Span] = []
        for child in parent.children:
            kind = self._part(child).kind
            if kind == "nothing":
                continue
            if kind != "stories" and run:
                yield run
                run = []
            if kind != "other":
                run.append(child)
        yield run

    def sum_of(self, children: list[Node | Span]) -> _Part:
        """What several parts come to: stories where nothing but heads stands beside them."""
        parts = [part for part in map(self._part, children) if part.kind != "nothing"]
        kinds = {part.kind for part in parts}
        if not kinds or "other" in kinds:
            return _OTHER if kinds else _NOTHING
        if "stories" not in kinds:
            return _HEAD
        return _Part(
            "stories",
            count=sum(part.count for part in parts),
            headed=any(part.kind == "head" or part.headed for part in parts),
            own=all(part.own for part in parts),
        )

    def _part(self, child: Node | Span) -> _Part:
        if isinstance(child, Node):
            return self.parts[id(child)]
        text = self.source[child[0] : child[1]].strip()
        if len(text) > _LONGEST_HEAD:
            return _OTHER if _WORD.search(text) else _NOTHING
        words = _EDGES.sub("", html.unescape(text))
        if not words or _DATE.fullmatch(words):
            return _NOTHING
        return _HEAD if SIDE_BAR.fullmatch(words) else _OTHER

    def _story(self, node: Node) -> _Part | None:
        """A link as a story. The page's own heading is none, whatever it links to, and no cell is."""
        if node.name in ("h1", *_CELLS):
            return _OTHER
        if node.name != "a" or not node.get("href"):
            return None
        said = self.words[id(node)]
        if said.size < _HEADLINE or said.address or said.heading:
            return None
        return _Part("stories", count=1, own=self.is_own(node.get("href")))

    def _said(self, node: Node) -> _Words:
        said = _Words(heading=node.name == "h1")
        for child in node.children:
            if isinstance(child, Node):
                inner = self.words[id(child)]
            else:
                text = self.source[child[0] : child[1]].strip()
                inner = _Words(len(text), _ADDRESS.search(text) is not None)
            said.size += inner.size
            said.address = said.address or inner.address
            said.heading = said.heading or inner.heading
        return said
