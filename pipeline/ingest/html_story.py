"""The paragraphs of a page, a cell or a list while they are being put together."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from pipeline.ingest.document import Link, Text
from pipeline.ingest.flow import Grid, Paragraph, Role
from pipeline.ingest.items import item_mark

_PICTURE = re.compile(r"\.(?:jpe?g|png|gif|webp|svg|bmp)(?:[?#]|$)", re.IGNORECASE)


@dataclass(slots=True)
class _OpenLink:
    """A link that has begun: in the parts of the paragraph, at `since`."""

    address: Text | None
    pictured: bool
    since: int
    shown: bool = False


@dataclass(slots=True)
class Story:
    """Gets texts and links, gives paragraphs. `role` and `level` are those of the next."""

    flow: list[Paragraph | Grid] = field(default_factory=list)
    role: Role = "paragraph"
    level: int | None = None
    mark: Text | None = None
    """What stands before the first line of a list item, until that line has come."""
    _parts: list[Text] = field(default_factory=list)
    _links: list[Link] = field(default_factory=list)
    _open: list[_OpenLink] = field(default_factory=list)

    def add(self, text: Text) -> None:
        """More of the paragraph; of blanks that meet only the first counts."""
        blank = not self._parts or self._parts[-1].text[-1] in " \n"
        if blank and text.text.startswith(" "):
            text = text[1:]
        if text:
            self._parts.append(text)

    def open_link(self, address: Text | None, pictured: bool) -> None:
        self._open.append(_OpenLink(address, pictured, len(self._parts)))

    def close_link(self) -> None:
        """Ends a link. A picture that leads to another site shows nothing: its address is shown."""
        link = self._open.pop()
        self._show(link)
        address = link.address
        if link.pictured and not link.shown and address and _leads_away(address.text):
            self._parts.append(address)
            self._links.append(Link(address, address))

    def end_line(self, keep_empty: bool = False) -> None:
        """Ends the paragraph. One of nothing but line breaks is as many blank lines."""
        for link in self._open:
            self._show(link)
            link.since = 0
        text, links = Text.join("", self._parts), tuple(self._links)
        self._parts, self._links = [], []
        shown = text.strip(" \t\r\n")
        if shown:
            self.flow.append(self._paragraph(shown, links))
            return
        blank = text.text.count("\n") or keep_empty
        if blank:
            self.flow.append(Paragraph(Text.inserted("\n" * (int(blank) - 1))))

    def _paragraph(self, text: Text, links: tuple[Link, ...]) -> Paragraph:
        """A paragraph; the first of a list item with its mark, if it does not print it itself."""
        mark, self.mark = self.mark, None
        if mark is None:
            return Paragraph(text, links, self.role, self.level)
        printed, counted = item_mark(text.text), item_mark(f"{mark.text}x")
        if mark and (printed is None or counted is None or printed[1] != counted[1]):
            text = mark + text
        role = "item" if self.role == "paragraph" else self.role
        return Paragraph(text, links, role, self.level)

    def _show(self, link: _OpenLink) -> None:
        label = Text.join("", self._parts[link.since :]).strip()
        if label:
            self._links.append(Link(label, link.address))
            link.shown = True


def _leads_away(address: str) -> bool:
    """Whether an address is on a site, and none of a picture."""
    whole = address.lower().startswith(("http://", "https://"))
    return whole and not _PICTURE.search(address)
