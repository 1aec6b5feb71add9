"""docs/recipes.md: every recipe runs, and gives what it promises."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import sqlite3
import sys
from pathlib import Path
from typing import Any

import duckdb
import frictionless
import pandas as pd
import pytest

from pipeline.dataset import TABLES, Dataset
from pipeline.publish.columns import columns
from pipeline.publish.load import load
from pipeline.publish.stage import publish
from tests.docs.blocks import ROOT, Block, blocks, run, stand_in

pytestmark = pytest.mark.slow

PAGE = "docs/recipes.md"
BLOCKS = blocks(PAGE)


@pytest.fixture(scope="session")
def folder(dataset: Dataset, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that holds `normalized/`, `raw/` and an interpreter."""
    here = tmp_path_factory.mktemp("recipes")
    publish(dataset, here / "normalized")
    shutil.copytree(ROOT / "raw", here / "raw")
    stand_in(here)
    return here


def of(language: str) -> list[Block]:
    return [block for block in BLOCKS if block.language == language]


def recipe(word: str) -> str:
    """The code of the one Python recipe that holds a word."""
    (code,) = (block.code for block in of("python") if word in block.code)
    return code


def left_by(code: str, name: str) -> Any:
    """What a name stands for after the code has run in the working directory."""
    names: dict[str, Any] = {}
    exec(code, names)  # noqa: S102 - the page's own code
    return names[name]


def test_the_page_holds_recipes_in_known_languages_only() -> None:
    assert {block.language for block in BLOCKS} == {"python", "sql", "r", "sh"}
    headings = {block.heading for block in BLOCKS}
    assert {"pandas", "DuckDB", "R", "SQLite and Datasette"} <= headings


@pytest.mark.parametrize("block", of("python"), ids=str)
def test_python_runs(folder: Path, block: Block) -> None:
    done = run([sys.executable, "-W", "error", "-c", block.code], folder)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("block", of("sh"), ids=str)
def test_commands_find_the_dataset_sound(folder: Path, block: Block) -> None:
    done = run(["/bin/sh", "-ec", block.code], folder)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("block", of("sql"), ids=str)
def test_duckdb_runs(folder: Path, block: Block, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    rows = duckdb.sql(block.code).fetchall()
    assert bool(rows) != ("ANTI JOIN" in block.code)


def test_duckdb_joins_every_foreign_key_without_orphans(folder: Path) -> None:
    joined = 0
    for form in ("csv", "parquet"):
        for name, model in TABLES.items():
            for column, target in model.REFERENCES.items():
                key = TABLES[target].KEY[0]
                orphans = duckdb.sql(
                    f"SELECT a.{column} FROM '{folder}/normalized/{name}.{form}' a "  # noqa: S608
                    f"ANTI JOIN '{folder}/normalized/{target}.{form}' b "
                    f"ON CAST(a.{column} AS VARCHAR) = CAST(b.{key} AS VARCHAR) "
                    f"WHERE a.{column} IS NOT NULL"
                )
                assert orphans.fetchall() == [], (name, column, form)
                joined += 1
    assert joined == 28


@pytest.mark.parametrize("table", TABLES)
def test_the_recipe_for_csv_gives_what_load_gives(
    folder: Path, table: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    code = recipe("read_csv").replace('"speakers"', f'"{table}"')
    read = left_by(code.replace("speakers.csv", f"{table}.csv"), "speakers")
    expected = load(table)
    for column in columns(TABLES[table]):
        mine, theirs = read[column.name], expected[column.name]
        if column.kind == "list":
            assert [[] if one is pd.NA else list(one) for one in mine] == theirs.tolist()
        else:
            same_type = column.kind != "string"  # the same type, kept by Python or by Arrow
            pd.testing.assert_series_equal(mine, theirs, check_dtype=same_type)


def test_namibia_is_not_taken_for_missing(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(folder / "normalized", tmp_path / "normalized")
    path = tmp_path / "normalized" / "speakers.csv"
    text = path.read_text("utf-8")
    assert ",CZ," in text
    path.write_text(text.replace(",CZ,", ",NA,"), "utf-8")
    monkeypatch.chdir(tmp_path)
    speakers = left_by(recipe("read_csv"), "speakers")
    assert (speakers["country_iso2"] == "NA").sum() == text.count(",CZ,")


def test_r_reads_each_column_as_the_row_models_have_it() -> None:
    letters = {"string": "c", "list": "c", "integer": "i", "number": "d", "boolean": "l"}
    (code,) = (block.code for block in of("r"))
    stated = dict(re.findall(r'^  (\w+) = "([cidl]+)"', code, re.MULTILINE))
    assert stated == {
        name: "".join(letters[column.kind] for column in columns(model))
        for name, model in TABLES.items()
    }
    assert 'na = ""' in code


def test_excel_is_told_the_encoding_and_given_no_formula(folder: Path) -> None:
    for name in TABLES:
        content = (folder / "normalized" / "excel" / f"{name}.csv").read_bytes()
        assert content.startswith(b"\xef\xbb\xbf")
        table = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""))
        cells = [cell for row in table for cell in row]
        signed = [cell for cell in cells if cell.lstrip()[:1] in set("=+-@＝＋－＠")]
        assert all(re.fullmatch(r"-?\d+(\.\d+)?", cell) for cell in signed)


def test_sqlite_holds_every_row_under_its_keys(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    left_by(recipe("sqlite3"), "metadata")
    database = sqlite3.connect(folder / "summit.db")
    for name in TABLES:
        (count,) = database.execute(f'SELECT count(*) FROM "{name}"').fetchone()  # noqa: S608
        assert count == len(load(name, folder / "normalized"))
    assert database.execute("PRAGMA foreign_key_check").fetchall() == []
    found = database.execute(
        "SELECT name_en FROM people JOIN places USING (place_id) WHERE person_id = 'zdenek-hrib'"
    ).fetchall()
    hosts = database.execute("SELECT DISTINCT typeof(is_host) FROM speakers").fetchall()
    items = database.execute("SELECT count(*) FROM speakers, json_each(release_ids)").fetchone()
    database.close()
    assert found == [("Prague",)]
    assert hosts == [("integer",)]
    assert items[0] == load("speakers", folder / "normalized")["release_ids"].str.len().sum()


def test_datasette_is_told_what_columns_mean_and_what_to_count_by(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    left_by(recipe("sqlite3"), "metadata")
    told = json.loads((folder / "metadata.json").read_text("utf-8"))
    tables = told["databases"]["summit"]["tables"]
    assert tables.keys() == TABLES.keys()
    assert tables["speakers"]["columns"]["part"] == "Part played 角色"
    assert tables["speakers"]["facets"] == ["part", "rank", "attendance"]
    assert told["license_url"] == "https://creativecommons.org/licenses/by/4.0/"


def test_the_package_of_the_real_dataset_passes_the_validator(folder: Path) -> None:
    report = frictionless.validate(str(folder / "normalized" / "datapackage.json"))
    assert report.valid, report.flatten(["taskNumber", "rowNumber", "type", "note"])
