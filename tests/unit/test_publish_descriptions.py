"""Croissant, JSON Schemas and CITATION.cff: what they say agrees with the tables and each other."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from ruamel.yaml import YAML

from pipeline import __version__
from pipeline.dataset import TABLES
from pipeline.publish.columns import columns
from pipeline.publish.notices import PUBLISHED
from pipeline.publish.package import CREATOR
from pipeline.publish.schemas import json_schema
from pipeline.publish.tables import read_csv
from tests.publish_example import example, render

ROOT = Path(__file__).parents[2]
GOLDEN = ROOT / "tests" / "golden" / "data"


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    return render(example())


@pytest.fixture(scope="module")
def croissant(files: dict[str, bytes]) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(files["croissant.json"])
    return loaded


@pytest.mark.parametrize("table", TABLES)
def test_every_row_of_the_dataset_obeys_its_json_schema(table: str) -> None:
    schema = json_schema(TABLES[table])
    jsonschema.Draft202012Validator.check_schema(schema)
    check = jsonschema.Draft202012Validator(schema)
    rows = read_csv(GOLDEN / f"{table}.csv", TABLES[table])
    assert rows
    for row in rows:
        check.validate(row.model_dump(mode="json"))


@pytest.mark.parametrize(
    ("table", "change"),
    [
        ("speakers", {"attendance": "invited"}),
        ("speakers", {"year": "2022"}),
        ("speakers", {"speaker_id": None}),
        ("speakers", {"release_ids": "a;b"}),
        ("speakers", {"telephone": "1999"}),
        ("sessions", {"date": "22 March 2022"}),
        ("names", {"score": 1.5}),
        ("streams", {"url": "javascript:alert(1)"}),
    ],
)
def test_a_json_schema_refuses_what_the_model_refuses(table: str, change: dict[str, Any]) -> None:
    row = example()[table][0].model_dump(mode="json")
    check = jsonschema.Draft202012Validator(json_schema(TABLES[table]))
    assert check.is_valid(row)
    assert not check.is_valid(row | change)


def test_the_published_schemas_are_those_of_the_models(files: dict[str, bytes]) -> None:
    for name, model in TABLES.items():
        assert json.loads(files[f"schemas/{name}.json"]) == json_schema(model)


def test_croissant_has_what_its_specification_requires(croissant: dict[str, Any]) -> None:
    assert croissant["conformsTo"] == "http://mlcommons.org/croissant/1.1"
    assert croissant["@type"] == "sc:Dataset"
    required = {"name", "description", "url", "license", "creator", "datePublished", "citeAs"}
    assert all(croissant[name] for name in required)
    assert croissant["license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert croissant["@context"]["cr"] == "http://mlcommons.org/croissant/"


def test_croissant_describes_each_table_twice_with_its_hash(
    croissant: dict[str, Any], files: dict[str, bytes]
) -> None:
    described = {entry["contentUrl"]: entry for entry in croissant["distribution"]}
    assert described.keys() == {f"{name}.{form}" for name in TABLES for form in ("csv", "parquet")}
    for path, entry in described.items():
        assert entry["@type"] == "cr:FileObject"
        assert entry["sha256"] == hashlib.sha256(files[path]).hexdigest()
        assert entry["contentSize"] == f"{len(files[path])} B"


def test_croissant_has_a_record_set_a_table_with_every_column(croissant: dict[str, Any]) -> None:
    sets = {record_set["name"]: record_set for record_set in croissant["recordSet"]}
    assert list(sets) == list(TABLES)
    types = {"string": "sc:Text", "list": "sc:Text", "integer": "sc:Integer"}
    types |= {"number": "sc:Float", "boolean": "sc:Boolean"}
    for name, model in TABLES.items():
        fields = {field["name"]: field for field in sets[name]["field"]}
        assert tuple(fields) == model.columns()
        for column in columns(model):
            field = fields[column.name]
            assert field["dataType"] == types[column.kind]
            assert field["source"]["fileObject"] == {"@id": f"{name}.csv"}
            assert field["source"]["extract"] == {"column": column.name}
            assert field.get("isArray", False) == (column.kind == "list")


def test_no_id_of_croissant_is_used_twice_and_every_reference_leads_somewhere(
    croissant: dict[str, Any],
) -> None:
    nodes = [
        *croissant["distribution"],
        *croissant["recordSet"],
        *(field for one in croissant["recordSet"] for field in one["field"]),
    ]
    ids = [node["@id"] for node in nodes]
    assert len(ids) == len(set(ids))
    for record_set in croissant["recordSet"]:
        assert {key["@id"] for key in record_set["key"]} <= set(ids)
        for field in record_set["field"]:
            target = field.get("references", {}).get("field", {}).get("@id")
            assert target is None or target in ids
            # its reference reader takes a reference within a record set for a cycle
            assert target is None or target.split("/")[0] != record_set["name"]


def test_the_speaker_of_a_talk_is_a_reference(croissant: dict[str, Any]) -> None:
    talks = next(one for one in croissant["recordSet"] if one["name"] == "talks")
    seat = next(field for field in talks["field"] if field["name"] == "speaker_id")
    assert seat["references"] == {"field": {"@id": "speakers/speaker_id"}}


def test_the_citation_file_is_whole_and_agrees_with_the_dataset() -> None:
    cited = YAML(typ="safe").load(ROOT / "CITATION.cff")
    assert {"cff-version", "message", "title", "authors"} <= cited.keys()  # schema 1.2.0: required
    assert (cited["cff-version"], cited["type"]) == ("1.2.0", "dataset")
    assert cited["version"] == __version__
    assert cited["license"] == "CC-BY-4.0"
    assert str(cited["date-released"]) == PUBLISHED
    assert re.fullmatch(r"\d{4}-\d{2}-\d{2}", PUBLISHED)
    assert cited["authors"] == [{"name": CREATOR}]
    assert len(cited["keywords"]) == len(set(cited["keywords"]))
