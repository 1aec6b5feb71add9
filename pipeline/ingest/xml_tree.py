"""XML of untrusted files: elements with short names, and nothing that a hostile file could use.

Read by expat while the bytes arrive. A document type is refused where it begins, so no entity is
ever declared, expanded or fetched: office programs write none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from xml.parsers import expat

from pipeline.ingest.limits import Limits, within

_OPEN = "http://schemas.openxmlformats.org/"
_STRICT = "http://purl.oclc.org/ooxml/"
_ODF = "urn:oasis:names:tc:opendocument:xmlns:"
_PREFIXES: Mapping[str, str] = MappingProxyType(
    {
        "http://www.w3.org/XML/1998/namespace": "xml",
        "http://www.w3.org/1999/xlink": "xlink",
        f"{_OPEN}wordprocessingml/2006/main": "w",
        f"{_STRICT}wordprocessingml/main": "w",
        f"{_OPEN}officeDocument/2006/relationships": "r",
        f"{_STRICT}officeDocument/relationships": "r",
        f"{_OPEN}package/2006/relationships": "rel",
        f"{_OPEN}markup-compatibility/2006": "mc",
        f"{_ODF}xsl-fo-compatible:1.0": "fo",
        f"{_ODF}svg-compatible:1.0": "svg",
        "urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0": "loext",
        **{
            f"{_ODF}{name}:1.0": name
            for name in ("office", "text", "table", "draw", "style", "manifest")
        },
    }
)
"""Namespaces by the prefix that they are known by, whatever prefix a file gives them."""


class UnsafeXml(Exception):
    """A part of a file declares a document type."""


class BadXml(Exception):
    """A part of a file is no well-formed XML. The message says where."""


@dataclass(slots=True)
class Element:
    """An element: `w:p` for a name of a known namespace, `{local}` for any other."""

    tag: str
    attributes: dict[str, str]
    children: list[Element | str] = field(default_factory=list)

    def get(self, name: str) -> str | None:
        return self.attributes.get(name)

    def elements(self, *tags: str) -> Iterator[Element]:
        """The children that are elements; only those of the tags, where any are named."""
        for child in self.children:
            if isinstance(child, Element) and (not tags or child.tag in tags):
                yield child

    def first(self, *path: str) -> Element | None:
        """The first child of the first tag, that one's first child of the second, and so on."""
        found: Element | None = self
        for tag in path:
            found = next(found.elements(tag), None) if found else None
        return found

    def value(self, *path: str, name: str = "w:val") -> str | None:
        """An attribute of the element at a path, None where there is neither."""
        found = self.first(*path)
        return found.get(name) if found else None


def children(element: Element | None, *tags: str) -> Iterator[Element]:
    """The children of an element that may be missing."""
    return element.elements(*tags) if element else iter(())


def read_xml(chunks: Iterable[bytes], limits: Limits) -> Element:
    """The root of the XML in `chunks`. Raises UnsafeXml, BadXml, OverLimit."""
    builder = _Builder(limits)
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse
    parser.StartElementHandler = builder.start
    parser.EndElementHandler = builder.end
    parser.CharacterDataHandler = builder.text
    try:
        for chunk in chunks:
            parser.Parse(chunk, False)
        parser.Parse(b"", True)
    except (expat.ExpatError, LookupError, ValueError) as error:
        # The last two are for a declared encoding: one that nobody knows, one of several bytes.
        raise BadXml(str(error)) from error
    return builder.root


def _refuse(*_declared: object) -> None:
    raise UnsafeXml


class _Builder:
    """Puts elements together; counts them and their depth."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._open = [Element("", {})]
        self._count = 0

    @property
    def root(self) -> Element:
        return next(self._open[0].elements())

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self._count += 1
        within("elements", self._count, self._limits.elements)
        within("depth", len(self._open), self._limits.depth)
        named = {_short(key): value for key, value in attributes.items()}
        element = Element(_short(name), named)
        self._open[-1].children.append(element)
        self._open.append(element)

    def end(self, _name: str) -> None:
        self._open.pop()

    def text(self, text: str) -> None:
        self._open[-1].children.append(text)


def _short(name: str) -> str:
    space, blank, local = name.rpartition(" ")
    if not blank:
        return local
    prefix = _PREFIXES.get(space)
    return f"{prefix}:{local}" if prefix else f"{{{local}}}"
