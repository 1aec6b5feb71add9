"""The parts of a DOCX package and what each refers to (ISO 29500-2, 6.5)."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.ingest.xml_tree import Element, children
from pipeline.ingest.zip_parts import Package


@dataclass(frozen=True, slots=True)
class Part:
    """A part by its name, with the kind and the target of each of its relationships by id."""

    name: str
    relations: Mapping[str, tuple[str, str]]
    links: Mapping[str, str]
    """The addresses of its hyperlinks by relationship."""

    @classmethod
    def main(cls, package: Package) -> Part:
        """The part that holds the body. Raises Refused and OverLimit."""
        targets = _targets(package.xml("_rels/.rels"))
        main = (path for kind, path in targets.values() if kind.endswith("/officeDocument"))
        return cls.of(package, posixpath.normpath(next(main, "word/document.xml")).lstrip("/"))

    @classmethod
    def of(cls, package: Package, name: str) -> Part:
        folder, file = posixpath.split(name)
        targets = _targets(package.xml(f"{folder}/_rels/{file}.rels".lstrip("/")))
        links = {key: to for key, (kind, to) in targets.items() if kind.endswith("hyperlink")}
        return cls(name, targets, links)

    def path(self, relation: str | None) -> str | None:
        """Where in the package a relationship leads to."""
        _, target = self.relations.get(relation or "", ("", None))
        if target is None:
            return None
        folder = posixpath.dirname(self.name)
        return posixpath.normpath(posixpath.join(folder, target)).lstrip("/")

    def path_of_kind(self, kind: str) -> str | None:
        """Where the last relationship of a kind leads to."""
        of_kind = [key for key, (told, _) in self.relations.items() if told.endswith(f"/{kind}")]
        return self.path(of_kind[-1]) if of_kind else None


def _targets(relationships: Element | None) -> dict[str, tuple[str, str]]:
    """Kind and target of each relationship, by its id."""
    return {
        element.get("Id") or "": (element.get("Type") or "", element.get("Target") or "")
        for element in children(relationships, "rel:Relationship")
    }
