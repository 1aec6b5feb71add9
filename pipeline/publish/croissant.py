"""`croissant.json`: the dataset in the Croissant 1.1 vocabulary of MLCommons (JSON-LD).

Generated from the row models like the Data Package; a record set for each table, read from its CSV.
Addresses are relative to the file, since the folder has no home on the web of its own.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from pipeline import __version__
from pipeline.dataset import TABLES, Row
from pipeline.publish.columns import Column, columns, what_a_row_is
from pipeline.publish.new_folder import FileFacts
from pipeline.publish.notices import PUBLISHED
from pipeline.publish.package import CREATOR, DESCRIPTION, KEYWORDS, LICENCE, TITLE, media_type
from pipeline.publish.tables import SEPARATOR

CROISSANT = "croissant.json"
CONFORMS_TO = "http://mlcommons.org/croissant/1.1"
_TYPES = {
    "string": "sc:Text",
    "list": "sc:Text",
    "integer": "sc:Integer",
    "number": "sc:Float",
    "boolean": "sc:Boolean",
}
_TERMS = (
    "annotation arrayShape citeAs column containedIn equivalentProperty excludes extract field "
    "fileProperty fileObject fileSet format includes isArray isLiveDataset jsonPath key md5 "
    "parentField path recordSet references regex repeated replace readLines samplingRate sdVersion "
    "separator source subField transform unArchive value"
).split()
"""The terms of the vocabulary that need no type: appendix 1 of the specification, and the older
ones that mlcroissant, its reference reader, still asks for."""


def croissant_bytes(files: Mapping[str, FileFacts]) -> bytes:
    """The description of a published folder that holds `files`, by relative POSIX path."""
    return (json.dumps(croissant(files), ensure_ascii=False, indent=2) + "\n").encode()


def croissant(files: Mapping[str, FileFacts]) -> dict[str, Any]:
    """As `croissant_bytes`, before it is written. Tables are described as CSV and Parquet."""
    described = [f"{name}.{suffix}" for name in TABLES for suffix in ("csv", "parquet")]
    return {
        "@context": _context(),
        "@type": "sc:Dataset",
        "conformsTo": CONFORMS_TO,
        "name": TITLE,
        "description": DESCRIPTION,
        "url": "README.md",
        "license": LICENCE["path"],
        "creator": {"@type": "sc:Organization", "name": CREATOR},
        "datePublished": PUBLISHED,
        "version": __version__,
        "keywords": list(KEYWORDS),
        "inLanguage": ["zh-Hant", "en"],
        "isLiveDataset": False,
        "citeAs": _bibtex(),
        "distribution": [_file(path, files[path]) for path in described],
        "recordSet": [_record_set(model) for model in TABLES.values()],
    }


def _context() -> dict[str, Any]:
    return {
        "@language": "en",
        "@vocab": "https://schema.org/",
        "sc": "https://schema.org/",
        "cr": "http://mlcommons.org/croissant/",
        "rai": "http://mlcommons.org/croissant/RAI/",
        "dct": "http://purl.org/dc/terms/",
        "conformsTo": "dct:conformsTo",
        "data": {"@id": "cr:data", "@type": "@json"},
        "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
        "examples": {"@id": "cr:examples", "@type": "@json"},
        **{term: f"cr:{term}" for term in _TERMS},
    }


def _bibtex() -> str:
    return (
        f"@misc{{summit_press, title = {{{TITLE}}}, author = {{{{{CREATOR}}}}}, "
        f"year = {{{PUBLISHED[:4]}}}, version = {{{__version__}}}, note = {{{LICENCE['title']}}}}}"
    )


def _file(path: str, facts: FileFacts) -> dict[str, Any]:
    return {
        "@type": "cr:FileObject",
        "@id": path,
        "name": path,
        "contentUrl": path,
        "contentSize": f"{facts.size} B",
        "encodingFormat": media_type(path),
        "sha256": facts.sha256,
    }


def _record_set(model: type[Row]) -> dict[str, Any]:
    return {
        "@type": "cr:RecordSet",
        "@id": model.TABLE,
        "name": model.TABLE,
        "description": " ".join(what_a_row_is(model)),
        "key": [{"@id": _id(model, name)} for name in model.KEY],
        "field": [_field(model, column) for column in columns(model)],
    }


def _field(model: type[Row], column: Column) -> dict[str, Any]:
    source: dict[str, Any] = {
        "fileObject": {"@id": f"{model.TABLE}.csv"},
        "extract": {"column": column.name},
    }
    field: dict[str, Any] = {
        "@type": "cr:Field",
        "@id": _id(model, column.name),
        "name": column.name,
        "description": f"{column.description} · {column.description_zh}",
        "dataType": _TYPES[column.kind],
        "source": source,
    }
    if column.kind == "list":
        source["transform"] = {"separator": SEPARATOR}
        field |= {"isArray": True, "arrayShape": "-1"}
    target = TABLES.get(model.REFERENCES.get(column.name, ""))
    if target not in (None, model):  # the vocabulary knows references to other record sets only
        # the older form: mlcroissant does not read the bare "@id" of specification 1.1 yet
        field["references"] = {"field": {"@id": _id(target, target.KEY[0])}}
    return field


def _id(model: type[Row], column: str) -> str:
    return f"{model.TABLE}/{column}"
