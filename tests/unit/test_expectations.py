"""Bounds on rows: what they hold for, what a run does that breaks one, and how it says so."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline import annual, cli, conveyor
from pipeline.dataset import TABLES, Dataset
from pipeline.exits import Exit
from pipeline.normalize.expectations import ExpectationsError, load_expectations
from pipeline.publish.report.about import read_in
from pipeline.publish.sheet import counts_by_release, sheet_of
from pipeline.reconcile.expected import TooFewRows, expected_of
from pipeline.run import Outcome, run
from tests import conveyor as stages

Expect = Callable[[str], None]
Capture = pytest.CaptureFixture[str]
OURS = load_expectations(stages.CURATION)


@pytest.fixture(autouse=True)
def cheap_stages(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Each file is a release that gives one row of `releases`, and none else."""
    monkeypatch.setattr(conveyor, "read_release", stages.read_release)
    monkeypatch.setattr(annual, "read_release", stages.read_release)
    stages.read.clear()
    monkeypatch.chdir(tmp_path)
    (tmp_path / "raw").mkdir()
    for name in "ab":
        Path("raw", f"{name}.txt").write_text(f"新聞稿 {name}", "utf-8")


@pytest.fixture
def expect(tmp_path: Path) -> Expect:
    """Writes what is expected."""
    shutil.copytree(stages.CURATION, tmp_path / "curation")

    def write(text: str) -> None:
        (tmp_path / "curation" / "expectations.yml").write_text(text, "utf-8")

    return write


def published() -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in Path("normalized").rglob("*") if path.is_file()}


def again() -> Outcome:
    return run(Path("raw"), Path("normalized"), Path("curation"), report=False)


def extract(*more: str) -> int:
    return cli.main(["extract", "--no-report", *more])


# --- the file -------------------------------------------------------------------------------------


def test_ours_hold_for_our_releases(dataset: Dataset) -> None:
    rows = Counter((None, name) for name in dataset for _ in dataset[name])
    for name in {bound.table for bound in OURS.bounds if bound.release_id}:
        rows.update((one, name) for row in dataset[name] for one in read_in(row))
    listed = set(OURS.releases or ())
    assert listed == {row.release_id for row in dataset["releases"]}  # type: ignore[attr-defined]
    assert {bound.release_id for bound in OURS.bounds} == {None, *listed}
    assert expected_of(OURS, listed, listed, listed).exceeded(rows) == []
    for bound in OURS.bounds:
        count = rows[bound.release_id, bound.table]
        assert bound.least is not None
        assert 0.8 * count <= bound.least <= count, bound
        assert bound.most == 2 * count


def test_rows_are_counted_by_the_releases_they_were_read_in(dataset: Dataset) -> None:
    for name in ("speakers", "talks", "provenance"):
        counted = counts_by_release(sheet_of(TABLES[name], dataset[name]))
        assert counted == Counter(one for row in dataset[name] for one in read_in(row))
        assert len(counted) > (name != "talks")


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("- speakers\n", "it must be a mapping"),
        ("table:\n  speakers: {min: 1}\n", "line 1, table: there may stand releases, tables"),
        (
            "tables:\n  speakrs: {min: 1}\n",
            "line 2, tables.speakrs: there may stand figures, names",
        ),
        ("tables:\n  findings: {max: 1}\n", "line 2, tables.findings: there may stand"),
        ("releases:\n  a:\n    people: {min: 1}\n", "line 3, releases.a.people: there may stand"),
        ("tables:\n\n  talks: {min: -1}\n", "line 3, tables.talks.min: -1 is no number of rows"),
        ("tables:\n  talks:\n    max: many\n", "line 3, tables.talks.max: 'many' is no number"),
        ("tables:\n  talks: {min: true}\n", "True is no number of rows"),
        ("tables:\n  talks: {least: 1}\n", "line 2, tables.talks.least: there may stand max, min"),
        ("tables:\n  talks: {}\n", "line 2, tables.talks: it gives neither min nor max"),
        ("tables:\n  talks: 5\n", "line 2, tables.talks: it must be a mapping"),
        ("releases:\n  2021: {}\n", "line 2, releases.2021: 2021 is no text; put it in quotes"),
        ("tables: [\n", "no valid YAML in UTF-8"),
        ("tables: {}\ntables: {}\n", "a key stands there twice"),
    ],
)
def test_what_cannot_be_used_is_wrong_usage_with_its_line(
    text: str, complaint: str, expect: Expect, capsys: Capture
) -> None:
    expect(text)
    with pytest.raises(ExpectationsError):
        load_expectations(Path("curation"))
    assert extract() == Exit.USAGE
    assert complaint in capsys.readouterr().err
    assert not Path("normalized").exists()


def test_nothing_need_be_expected(expect: Expect) -> None:
    expect("")
    assert again().exit_code is Exit.CLEAN
    Path("curation/expectations.yml").unlink()
    assert again().exit_code is Exit.CLEAN


# --- min and max ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "tables:\n  releases: {min: 3}\n",
            (
                "error too-few-rows: 2 row(s) of releases where at least 3 are expected"
                " (curation/expectations.yml, line 2). "
            ),
        ),
        (
            "releases:\n  b:\n    releases: {min: 1}\n    speakers: {min: 9, max: 20}\n",
            (
                "error too-few-rows: b: 0 row(s) of speakers where at least 9 are expected"
                " (curation/expectations.yml, line 4). "
            ),
        ),
    ],
)
def test_less_than_min_is_not_published(
    text: str, said: str, expect: Expect, capsys: Capture
) -> None:
    expect("")
    assert extract() == Exit.CLEAN
    before = published()
    expect(text)
    capsys.readouterr()
    assert extract() == Exit.FEWER == 5
    told = capsys.readouterr().err
    assert said in told
    assert "or lower that bound" in told
    assert told.endswith("less than curation/expectations.yml expects, and nothing was published\n")
    assert published() == before
    assert extract("--dry-run") == Exit.FEWER
    assert cli.main(["bless", "--golden", "golden"]) == Exit.USAGE


def test_more_than_max_is_published_with_a_warning(expect: Expect) -> None:
    expect("tables:\n  releases: {max: 1}\nreleases:\n  a:\n    releases: {max: 0}\n")
    outcome = again()
    assert outcome.exit_code is Exit.CLEAN
    told = [(one.code, one.severity, one.table, one.release_id) for one in outcome.findings]
    assert sorted(told, key=str) == [
        ("too-many-rows", "warning", "releases", "a"),
        ("too-many-rows", "warning", "releases", None),
    ]
    assert "1 row(s) of releases where at most 0" in Path("normalized/findings.csv").read_text()


def test_what_a_judgement_settles_is_acknowledged(expect: Expect) -> None:
    expect("tables:\n  releases: {max: 1}\n")
    with Path("curation/judgements.yml").open("a", encoding="utf-8") as file:
        file.write(
            "- {id: grown, code: too-many-rows, decision: known, reason: r, by: b, date: 2026-11-22}"
        )
    assert [one.status for one in again().findings] == ["acknowledged"]


@pytest.mark.slow
def test_a_changed_bound_counts_at_once_and_has_nothing_read_again(
    expect: Expect, capsys: Capture
) -> None:
    expect("")
    extract()
    stages.read.clear()
    expect("tables:\n  releases: {min: 3}\n")
    assert [extract(), extract()] == [Exit.FEWER, Exit.FEWER]
    expect("tables:\n  releases: {max: 1}\n")
    assert extract() == Exit.CLEAN
    assert "warning too-many-rows" in capsys.readouterr().err
    assert extract() == Exit.CLEAN
    assert "warning too-many-rows" in capsys.readouterr().err, "an unchanged run tells of it too"
    assert stages.read == []


# --- releases that are lost ---------------------------------------------------------------------------


TWO = "tables:\n  speakers: {min: 1}\n  sessions: {max: 5}\nreleases:\n  a: {}\n  b: {talks: {min: 2}}\n"


@pytest.mark.slow
@pytest.mark.parametrize("options", [[], ["--no-cache"]])
def test_a_release_that_is_expected_is_not_dropped_unasked(
    options: list[str], expect: Expect, capsys: Capture
) -> None:
    expect("releases:\n  a: {}\n  b: {}\n")
    extract()
    before = published()
    Path("raw/b.txt").unlink()
    capsys.readouterr()
    assert extract(*options) == Exit.FEWER
    told = capsys.readouterr().err
    assert (
        "error release-lost: b: b is published and expected (curation/expectations.yml, line 3), but"
        " the raw folder does not hold it. Put its file back; if it is to go, take its entry out of"
        " curation/expectations.yml.\n"
    ) in told
    assert published() == before
    assert extract("--dry-run", *options) == Exit.FEWER

    expect("releases:\n  a: {}\n")
    assert extract(*options) == Exit.CLEAN
    assert "not in the raw folder any more: b; a release that" in capsys.readouterr().err
    assert published() != before


def test_a_release_that_cannot_be_read_any_more_is_lost_too(expect: Expect) -> None:
    expect(TWO)
    expected = expected_of(load_expectations(Path("curation")), {"a"}, {"a", "b"}, {"a", "b"})
    with pytest.raises(TooFewRows) as short:
        expected.exceeded({(None, "speakers"): 1})
    (told,) = short.value.findings
    assert (told.code, told.release_id) == ("release-lost", "b")
    assert "line 6), but it could not be read" in told.message


@pytest.mark.parametrize(
    ("read", "published", "held", "absent"),
    [
        ({"a", "b"}, set(), {(None, "speakers"), (None, "sessions"), ("b", "talks")}, ()),
        ({"b"}, set(), {("b", "talks")}, ("a",)),
        ({"b"}, {"a", "c"}, {(None, "speakers"), (None, "sessions"), ("b", "talks")}, ()),
        ({"c"}, {"d"}, set(), ()),
        ({"c"}, {"a", "b"}, set(), ()),
    ],
    ids=["all are there", "one was never there", "one is lost", "another", "another in its place"],
)
def test_bounds_hold_for_the_archive_that_they_are_about(
    read: set[str],
    published: set[str],
    held: set[tuple[str | None, str]],
    absent: tuple[str, ...],
    expect: Expect,
) -> None:
    expect(TWO)
    expected = expected_of(load_expectations(Path("curation")), read, read, published)
    assert {(bound.release_id, bound.table) for bound in expected.bounds} == held
    assert expected.absent == absent


def test_a_release_that_was_never_there_is_named_and_stops_nothing(
    expect: Expect, capsys: Capture
) -> None:
    expect("tables:\n  releases: {min: 9}\nreleases:\n  a: {}\n  z: {}\n")
    assert extract() == Exit.CLEAN
    told = capsys.readouterr().err
    assert "listed in curation/expectations.yml and not in the raw folder: z\n" in told
