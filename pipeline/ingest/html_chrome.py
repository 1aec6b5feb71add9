"""What of an HTML page is the site's own: menus, breadcrumbs, share bars, related articles, footers.

Told by the elements and roles that HTML has for them, by the words of classes and ids, and by how
much of a part is links within the site. Whatever holds a good share of the page's prose, its
heading or a table of data is none of it, by whatever name it goes: names are only hints.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from pipeline.ingest.html_related import find_related
from pipeline.ingest.html_tree import Node

RULE = "site-furniture"
_TAGS = frozenset(("nav", "aside", "footer"))
_CONTROLS = frozenset("button select input".split())
_ROLES = frozenset(
    "navigation banner contentinfo complementary search menu menubar menuitem toolbar alertdialog"
    " tablist".split()
)
_WORDS = frozenset(
    "nav navigation navi crumb crumbs sitemap share sharing shares social sns addthis addtoany"
    " related relatedposts comment comments respond disqus cookie cookies gdpr consent aside"
    " copyright advert advertisement advertising ads adsbygoogle adv promo sponsor sponsored popular"
    " ranking hotnews trending recommend recommended recommendation newsletter subscribe subscription"
    " login signin searchbox searchbar pager pagination paging prevnext toolbar tools fontsize"
    " skiplink accesskey gotop backtop gototop masthead popup marquee topbar topnav".split()
)
"""Words that classes and ids of site furniture are made of."""
_ENDINGS = ("footer", "sidebar", "navbar", "menu", "breadcrumb", "breadcrumbs", "sharebar")
"""What such words also end with: `fatfooter`."""
_CONTENT = frozenset("article main h1 h2 caption thead tbody tr th".split())
"""Elements that are the release, whatever their classes say."""
_LISTS = frozenset("ul ol div p table tr td dl section span menu center".split())
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_PROSE = re.compile(r"[，。；！？]|[,.;!?](?=\s|$)")
_SHARE = 0.3
"""Share of a page's prose from which on a part of it is the release."""
_LINKED = 0.6
"""Share of its text from which on a part with some links is a menu."""
_SOME = 3
_SHORTEST_PROSE = 15


@dataclass(slots=True)
class _Size:
    """What an element holds: its characters, those in links within the site and the number of
    these, those of prose outside of links; and whether a heading or a table of data is among it."""

    text: int = 0
    linked: int = 0
    links: int = 0
    prose: int = 0
    title: bool = False
    heading: bool = False
    data: bool = False

    def add(self, other: _Size) -> None:
        self.text += other.text
        self.linked += other.linked
        self.links += other.links
        self.prose += other.prose
        self.title = self.title or other.title
        self.heading = self.heading or other.heading
        self.data = self.data or other.data


def find_chrome(root: Node, source: str) -> set[int]:
    """The ids of the outermost nodes of a page that are the site's own."""
    reader = _Reader(source, _host(root))
    reader.measure(root)
    main = reader.main(root)
    found = find_related(root, source, reader.is_own)
    waiting = [(node, main is None) for node in root.nodes()]
    while waiting:
        node, inside = waiting.pop()
        if id(node) in found:
            continue
        inside = inside or node is main
        if reader.is_chrome(node) or not (inside or reader.may_hold_more(node, main)):
            found.add(id(node))
        else:
            waiting += ((child, inside) for child in node.nodes())
    return found


@dataclass(slots=True)
class _Reader:
    """Measures a page, then judges its elements. `host` is where the page stands, if it says so."""

    source: str
    host: str
    sizes: dict[int, _Size] = field(default_factory=dict)
    whole: _Size = field(default_factory=_Size)

    def measure(self, root: Node) -> None:
        for node in reversed(list(root.all())):
            size = self.sizes[id(node)] = _Size()
            for child in node.children:
                if isinstance(child, Node):
                    size.add(self.sizes[id(child)])
                    continue
                text = self.source[child[0] : child[1]].strip()
                size.text += len(text)
                if len(text) >= _SHORTEST_PROSE and _PROSE.search(text):
                    size.prose += len(text)
            if node.name == "a" and self.is_own(node.get("href")):
                size.links, size.linked, size.prose = 1, size.text, 0
            elif node.name in ("h1", "h2") and size.linked < size.text:
                size.title, size.heading = node.name == "h1", True
            elif node.name == "table":
                size.data = size.data or (_is_grid(node) and not self._is_linked(size))
        self.whole = self.sizes[id(root)]

    def main(self, root: Node) -> Node | None:
        """The part of a page that says that it is the main one, if it is one and is it."""
        mains = [n for n in root.all() if n.name == "main" or n.get("role").lower() == "main"]
        if len(mains) != 1 or self.sizes[id(mains[0])].prose <= self.whole.prose / 2:
            return None
        return mains[0]

    def is_chrome(self, node: Node) -> bool:
        """Whether an element is the site's own by what it says of itself, or by its links."""
        size = self.sizes[id(node)]
        if node.name in _CONTROLS:
            return True
        if node.name in _CONTENT or self._is_release(size):
            return False
        role = node.get("role").lower()
        if _is_header(node):
            return not size.heading
        if node.name in _TAGS or role in _ROLES or any(map(_is_furniture, _words_of(node))):
            return True
        return node.name in _LISTS and size.links >= _SOME and self._is_linked(size)

    def may_hold_more(self, node: Node, main: Node | None) -> bool:
        """Whether an element outside of the main part holds that part, or belongs to it."""
        size = self.sizes[id(node)]
        return self._is_release(size) or size.heading or any(each is main for each in node.all())

    def _is_release(self, size: _Size) -> bool:
        return size.title or size.data or size.prose > _SHARE * self.whole.prose

    def _is_linked(self, size: _Size) -> bool:
        return size.linked >= _LINKED * max(1, size.text)

    def is_own(self, address: str) -> bool:
        """Whether an address is on the page's own site."""
        parts = _split(address)
        if parts is None or parts[0] in ("mailto", "tel"):
            return False
        return parts[0] not in ("http", "https", "") or parts[1] in ("", self.host)


def _host(root: Node) -> str:
    """The host that a page names as its own."""
    for node in root.all():
        named = node.name == "base" or node.get("rel").lower() == "canonical"
        if named or node.get("property").lower() == "og:url":
            parts = _split(node.get("href") or node.get("content"))
            if parts and parts[1]:
                return parts[1]
    return ""


def _split(address: str) -> tuple[str, str] | None:
    """Scheme and host of an address; None for one that is none."""
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        return None
    return parts.scheme.lower(), parts.netloc.lower().removeprefix("www.")


def _words_of(node: Node) -> set[str]:
    named = f"{node.get('class')} {node.get('id')}"
    return {word.lower() for word in _WORD.findall(named)}


def _is_furniture(word: str) -> bool:
    return word in _WORDS or word.endswith(_ENDINGS)


def _is_header(node: Node) -> bool:
    """Whether an element is the head of something, which a release's heading may stand in."""
    return node.name == "header" or (node.name == "div" and "header" in _words_of(node))


def _is_grid(table: Node) -> bool:
    """Whether a table has two rows of two cells at least."""
    rows = [node for node in table.all() if node.name == "tr"]
    return sum(sum(cell.name in ("td", "th") for cell in row.nodes()) > 1 for row in rows) > 1
