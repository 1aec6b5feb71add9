"""Decisions about names: one that no release calls for is reported, one that it calls for holds."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from pipeline.curate import write_decisions
from pipeline.normalize.entries import NameDecision
from pipeline.open_names import open_names
from pipeline.run import run
from tests.conftest import ROOT

RELEASE = """臺北市政府 新聞稿
發布日期：2028年3月22日

2028智慧城市首長高峰會圓滿落幕

| 場次 | 時間 | 與談人 |
|---|---|---|
| 第一場次 | 3/21 09:30-11:30 | 芬蘭庫莫索瓦市－市長 Ilmari Tuomela |
| 第一場次 | 3/21 09:30-11:30 | 丹麥歐登塞市－市長 Inge Brask |
"""


def decision(printed: str, **more: object) -> NameDecision:
    fields = {"kind": "place", "country": "FI", "means": "fi-kuhmo", "reason": "r", "by": "b"}
    return NameDecision.model_validate(
        {**fields, "printed": printed, "date": datetime.date(2026, 11, 22), **more}
    )


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    folder = tmp_path / "raw"
    folder.mkdir()
    (folder / "2028-closing.md").write_text(RELEASE, encoding="utf-8")
    return folder


@pytest.fixture
def curation(tmp_path: Path) -> Path:
    folder = tmp_path / "curation"
    folder.mkdir()
    for path in (ROOT / "curation").glob("*.yml"):
        (folder / path.name).write_bytes(path.read_bytes())
    return folder


def test_a_decision_settles_the_name_and_one_that_nothing_calls_for_is_told(
    raw: Path, curation: Path
) -> None:
    before = run(raw, None, curation).dataset
    assert before is not None
    open_names = {f.evidence for f in before["findings"] if f.code == "place-unknown"}
    assert "庫莫索瓦市" in open_names
    write_decisions(
        curation, [decision("庫莫索瓦市"), decision("庫莫索瓦市", country="SE", means="se-lund")]
    )
    after = run(raw, None, curation).dataset
    assert after is not None
    assert {s.place_id for s in after["speakers"]} >= {"fi-kuhmo", "dk-odense"}
    told = [f.evidence for f in after["findings"] if f.code == "curation-unused"]
    assert told == ["names.yml: 庫莫索瓦市 (SE)"]
    assert not [f for f in after["findings"] if f.code == "place-unknown"]


ANNEX = """# 2028智慧城市首長高峰會 附件

| 場次 | 時間 | 與談人 |
|---|---|---|
| 第一場次 | 2028/3/21 09:30-11:30 | 丹麥歐登塞市－副市長 Tomas Bergmann |
| 第一場次 | 2028/3/21 09:30-11:30 | 丹麥歐登塞市－副市長 Jonas Barkmann |
"""


def test_people_of_one_office_with_near_names_wait_for_a_person_until_one_decides(
    raw: Path, curation: Path
) -> None:
    (raw / "2028-closing.md").write_text(ANNEX, encoding="utf-8")
    before = run(raw, None, curation).dataset
    assert before is not None
    waiting = [name for name in open_names(before) if name.kind == "person"]
    assert {(name.printed, name.where, name.others) for name in waiting} == {
        ("Tomas Bergmann", "dk-odense", ("Jonas Barkmann",)),
        ("Jonas Barkmann", "dk-odense", ("Tomas Bergmann",)),
    }
    two = {"kind": "person", "country": None, "place": "dk-odense", "means": None}
    write_decisions(curation, [decision("Tomas Bergmann", **two, **{"not": ["Jonas Barkmann"]})])
    after = run(raw, None, curation).dataset
    assert after is not None
    assert [name for name in open_names(after) if name.kind == "person"] == []
    assert not [f for f in after["findings"] if f.code in {"person-unsure", "curation-unused"}]
