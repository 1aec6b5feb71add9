"""The descriptor and the README: what they say of the tables, and that general tools accept it."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import frictionless
import pytest

from pipeline.dataset import TABLES
from pipeline.publish.package import described_files
from pipeline.publish.stage import publish
from tests.publish_example import ANNOUNCEMENT, example, render


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    return render(example())


@pytest.fixture(scope="module")
def package(files: dict[str, bytes]) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(files["datapackage.json"])
    return loaded


def schema(package: dict[str, Any], table: str) -> dict[str, Any]:
    found: dict[str, Any] = next(r for r in package["resources"] if r["name"] == table)["schema"]
    return found


def field(package: dict[str, Any], table: str, name: str) -> dict[str, Any]:
    fields = schema(package, table)["fields"]
    found: dict[str, Any] = next(entry for entry in fields if entry["name"] == name)
    return found


@pytest.mark.slow
def test_a_general_validator_accepts_the_package(tmp_path: Path) -> None:
    publish(example(), tmp_path / "out")
    report = frictionless.validate(str(tmp_path / "out" / "datapackage.json"))
    assert report.valid, report.flatten(["taskNumber", "rowNumber", "type", "note"])
    assert [task.name for task in report.tasks] == list(TABLES)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("table", "old", "new", "kind"),
    [
        ("speakers", "attended", "invited", "constraint-error"),
        ("speakers", "cz-vysocina-region", "cz-vysocina", "foreign-key"),
        ("sessions", "2022-03-23,07:00", "2022-3-23,07:00", "constraint-error"),
        ("sessions", "mayors-summit-2022-03-23", "mayors-summit-2022-03-22", "primary-key"),
        ("figures", ",30,", ",thirty,", "type-error"),
    ],
)
def test_a_general_validator_sees_what_is_broken(
    tmp_path: Path, table: str, old: str, new: str, kind: str
) -> None:
    publish(example(), tmp_path / "out")
    path = tmp_path / "out" / f"{table}.csv"
    path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")
    report = frictionless.validate(str(tmp_path / "out" / "datapackage.json"))
    assert kind in {row[0] for row in report.flatten(["type"])}


def test_every_file_is_described_with_size_and_hash(
    files: dict[str, bytes], package: dict[str, Any]
) -> None:
    described = described_files(package)
    assert described.keys() == files.keys() - {"datapackage.json"}
    for path, entry in described.items():
        digest = hashlib.sha256(files[path]).hexdigest()
        assert (entry["bytes"], entry["hash"]) == (len(files[path]), f"sha256:{digest}")


def test_the_package_says_which_version_of_the_standard_it_follows(
    package: dict[str, Any],
) -> None:
    assert package["$schema"] == "https://datapackage.org/profiles/2.0/datapackage.json"
    for resource in package["resources"]:
        assert resource["$schema"] == "https://datapackage.org/profiles/2.0/dataresource.json"
        assert resource["type"] == "table"


def test_the_releases_are_the_sources(package: dict[str, Any]) -> None:
    source = package["sources"][0]
    assert source["title"].startswith("2022 智慧城市首長高峰會暨女性領袖峰會")
    assert source["path"] == f"{ANNOUNCEMENT}.txt"
    assert source["hash"].startswith("sha256:")


def test_keys_are_arrays_and_a_key_with_nulls_is_a_unique_key(package: dict[str, Any]) -> None:
    assert schema(package, "sessions")["primaryKey"] == ["session_id"]
    assert "primaryKey" not in schema(package, "streams")
    assert schema(package, "streams")["uniqueKeys"] == [["session_id", "language", "url"]]
    assert schema(package, "speakers")["foreignKeys"][0] == {
        "fields": ["session_id"],
        "reference": {"resource": "sessions", "fields": ["session_id"]},
    }
    assert schema(package, "places")["foreignKeys"] == [
        {"fields": ["parent_id"], "reference": {"fields": ["place_id"]}}
    ]


def test_fields_carry_vocabulary_limits_and_chinese(package: dict[str, Any]) -> None:
    assert field(package, "speakers", "part")["categories"] == ["moderator", "speaker", "guest"]
    assert field(package, "speakers", "part")["description_zh"] == "角色"
    assert field(package, "sessions", "number")["constraints"] == {"required": True, "minimum": 1}
    assert field(package, "streams", "url")["constraints"]["pattern"] == "https?://.*"
    assert field(package, "names", "score")["constraints"] == {"minimum": 0, "maximum": 1}
    assert field(package, "speakers", "release_ids")["delimiter"] == ";"
