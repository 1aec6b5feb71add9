"""A small dataset out of two releases of 2022, for the tests of publishing.

Offsets are looked up in the raw files, so the example is as grounded as a real run.
"""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterable
from pathlib import Path

from pipeline.dataset import (
    TABLES,
    Dataset,
    Figure,
    Finding,
    Name,
    Person,
    PlaceRow,
    Provenance,
    Release,
    Row,
    Session,
    Speaker,
    Stream,
    Talk,
)
from pipeline.publish.parquet import arrow_table, parquet_writer
from pipeline.publish.report import Released
from pipeline.publish.stage import publish

RAW = Path(__file__).parent.parent / "raw"
ANNOUNCEMENT = "2022-03-22-announcement"
ANNEX = "2022-closing-annex"
EURASIA = "mayors-summit-2022-03-22"
AMERICAS = "mayors-summit-2022-03-23"
VYSOCINA = f"{EURASIA}-cz-weisuojina"
CASTRIES = f"{AMERICAS}-lc-kasicui"
HOST = f"{EURASIA}-tw-taipei"


def example() -> Dataset:
    """Two releases, two sessions, three seats, a talk and what belongs to them; keys in order."""
    rows: list[Row] = [
        *_releases(),
        *_sessions(),
        *_seats(),
        *_around(),
        *_provenance(),
        *_findings(),
    ]
    dataset: Dataset = {name: [] for name in TABLES}
    for row in rows:
        dataset[row.TABLE].append(row)
    return dataset


def source(release_id: str) -> str:
    return (RAW / f"{release_id}.txt").read_bytes().decode()


def stretch(table: str, row_id: str, column: str, release_id: str, printed: str) -> Provenance:
    """The provenance of a value that is read where `printed` first stands."""
    start = source(release_id).index(printed)
    return Provenance(
        table=table,
        row_id=row_id,
        column=column,
        release_id=release_id,
        ordinal=1,
        printed=printed,
        page=None,
        x0=None,
        top=None,
        x1=None,
        bottom=None,
        char_start=start,
        char_end=start + len(printed),
    )


def _releases() -> list[Row]:
    return [
        Release(
            release_id=release_id,
            source_file=f"{release_id}.txt",
            source_format="text",
            source_sha256=hashlib.sha256((RAW / f"{release_id}.txt").read_bytes()).hexdigest(),
            page_count=None,
            script="Hant",
            kind=kind,
            title=title,
            agency_printed=agency,
            agency_zh="臺北市政府資訊局" if agency else None,
            published_date=posted,
            year=2022,
        )
        for release_id, kind, title, agency, posted in (
            (
                ANNOUNCEMENT,
                "announcement",
                "2022 智慧城市首長高峰會暨女性領袖峰會 『疫情新常態、全面深化數位轉型』",
                "臺北市府資訊局",
                "2022-03-22",
            ),
            (ANNEX, "annex", None, None, None),
        )
    ]


def _sessions() -> list[Row]:
    return [
        Session(
            session_id=session_id,
            event="mayors-summit",
            year=2022,
            number=number,
            name_zh=name,
            region_zh=region,
            theme_zh="疫情新常態、全面深化數位轉型",
            venue_zh=None,
            date=day,
            start_time=start,
            end_time=end,
            timezone="Asia/Taipei",
            release_ids=[ANNOUNCEMENT, ANNEX],
        )
        for session_id, number, name, region, day, start, end in (
            (EURASIA, 1, "歐亞場", "歐亞區", "2022-03-22", "16:00", "18:00"),
            (AMERICAS, 2, "美亞場", "美洲區", "2022-03-23", "07:00", "09:00"),
        )
    ]


def _seats() -> list[Row]:
    empty: dict[str, object] = dict.fromkeys(Speaker.columns())
    lists: dict[str, object] = {name: [] for name in Speaker.columns() if Speaker.is_list(name)}
    common = {**empty, **lists, "event": "mayors-summit", "year": 2022, "part": "speaker"}
    return [
        Speaker.model_validate({**common, **values})
        for values in (
            {
                "speaker_id": VYSOCINA,
                "session_id": EURASIA,
                "order": 2,
                "is_host": False,
                "title_printed": ["議員"],
                "title_zh": "議員",
                "title_en": "Councillor",
                "rank": "legislator",
                "place_id": "cz-vysocina-region",
                "place_name_zh": "維索基納省",
                "place_name_en": "Vysočina Region",
                "country_iso2": "CZ",
                "country_name_zh": "捷克",
                "country_name_en": "Czechia",
                "attendance": "attended",
                "release_ids": [ANNOUNCEMENT, ANNEX],
                "needs_review": False,
                "printed": ["捷克維索基納省", "捷克維索基納省議員"],
            },
            {
                "speaker_id": HOST,
                "session_id": EURASIA,
                "order": 1,
                "is_host": True,
                "part": "moderator",
                "person_id": "huang-shan-shan",
                "person_name": "黃珊珊",
                "person_name_zh": "黃珊珊",
                "person_printed": ["黃珊珊"],
                "title_zh": "副市長",
                "rank": "deputy",
                "attendance": "attended",
                "release_ids": [ANNEX],
                "needs_review": False,
            },
            {
                "speaker_id": CASTRIES,
                "session_id": AMERICAS,
                "order": None,
                "is_host": False,
                "title_zh": "市長",
                "rank": "head",
                "place_name_zh": "卡司翠",
                "country_iso2": "LC",
                "attendance": "attended",
                "release_ids": [ANNEX],
                "needs_review": True,
                "place_printed": ["卡斯翠市", "卡司翠"],
            },
        )
    ]


def _around() -> list[Row]:
    return [
        Talk(
            talk_id=f"{VYSOCINA}-1",
            session_id=EURASIA,
            speaker_id=VYSOCINA,
            order=2,
            kind="talk",
            question_zh=None,
            text='ICT 四大用途：\n1.作為地區發展工具\n2.作為"溝通"工具, 等',
            release_id=ANNEX,
        ),
        Stream(
            session_id=AMERICAS,
            language=None,
            url="https://youtu.be/yFa8_umRCww",
            release_id=ANNOUNCEMENT,
        ),
        Stream(
            session_id=AMERICAS,
            language="zh",
            url="https://youtu.be/yFa8_umRCww",
            release_id=ANNOUNCEMENT,
        ),
        Figure(
            figure_id="2022-delegations-30",
            event="mayors-summit",
            year=2022,
            session_id=None,
            release_id=ANNOUNCEMENT,
            measure="delegations",
            value=30,
            comparator="eq",
            unit_zh="位",
            printed="30 位代表團",
        ),
        PlaceRow(
            place_id="cz-vysocina-region",
            kind="region",
            name_zh="維索基納省",
            name_en="Vysočina Region",
            country_iso2="CZ",
            admin1_iso="CZ-63",
            geonames_id=None,
            latitude=49.4,
            longitude=-15.5,
            parent_id=None,
        ),
        Person(
            person_id="huang-shan-shan",
            name="黃珊珊",
            name_zh="黃珊珊",
            place_id=None,
            titles_zh=["副市長"],
            years=["2022"],
        ),
        Name(
            kind="place",
            printed="卡司翠",
            entity_id=None,
            release_id=ANNEX,
            count=1,
            method="none",
            score=None,
            status="unknown",
            candidates=[],
        ),
        Name(
            kind="place",
            printed="維索基納省",
            entity_id="cz-vysocina-region",
            release_id=ANNEX,
            count=1,
            method="curated",
            score=1.0,
            status="resolved",
            candidates=["cz-vysocina-region", "cz-jihlava"],
        ),
    ]


def _provenance() -> list[Row]:
    return [
        stretch("sessions", EURASIA, "name_zh", ANNOUNCEMENT, "歐亞場"),
        stretch("sessions", AMERICAS, "name_zh", ANNOUNCEMENT, "美亞場"),
        stretch("speakers", VYSOCINA, "printed", ANNOUNCEMENT, "捷克維索基納省"),
        stretch("speakers", VYSOCINA, "printed", ANNEX, "捷克維索基納省議員"),
        stretch("speakers", CASTRIES, "place_printed", ANNEX, "卡司翠"),
        stretch(
            "streams", f"{AMERICAS}|zh|https://youtu.be/yFa8_umRCww", "url", ANNOUNCEMENT, "yFa8"
        ),
    ]


def _findings() -> list[Row]:
    return [
        Finding(
            finding_id="place-unknown-1",
            code="place-unknown",
            severity="warning",
            table="speakers",
            row_id=CASTRIES,
            release_id=ANNEX,
            message="卡司翠 is not listed. Add it to curation/places.yml.",
            evidence='=HYPERLINK("http://example.org","卡司翠")',
            status="open",
            decision=None,
        ),
        Finding(
            finding_id="shared-link-1",
            code="shared-link",
            severity="error",
            table=None,
            row_id=None,
            release_id=ANNOUNCEMENT,
            message="one link is given for several sessions. Find out which session it shows.",
            evidence="＠中譯",
            status="acknowledged",
            decision="judgements.yml: the link shows 美亞場",
        ),
    ]


def render(dataset: Dataset, released: Iterable[Released] = ()) -> dict[str, bytes]:
    """Every file of a folder published for the first time, by its relative POSIX path."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "out"
        publish(dataset, out, released)
        paths = (path for path in out.rglob("*") if path.is_file())
        return {path.relative_to(out).as_posix(): path.read_bytes() for path in paths}


def write_parquet(path: Path, model: type[Row], rows: Iterable[Row]) -> None:
    """The rows as a Parquet file, as publishing writes it."""
    with path.open("wb") as file, parquet_writer(model, file) as writer:
        writer.write_table(arrow_table(model, rows))


def pages(dataset: Dataset, released: Iterable[Released] = ()) -> dict[str, bytes]:
    """The files of the report of a dataset, by path."""
    files = render(dataset, released)
    return {path: files[path] for path in files if path.startswith("report")}
