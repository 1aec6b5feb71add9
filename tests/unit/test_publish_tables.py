"""CSV, Excel copy and Parquet of a table: what the bytes are, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pyarrow.parquet as pq
import pytest

from pipeline.dataset import Name, PlaceRow, Row, Session, Speaker, Stream, Talk
from pipeline.publish.parquet import arrow_table, read_parquet
from pipeline.publish.tables import TableError, csv_bytes, excel_bytes, read_csv, scan_csv
from tests.publish_example import EURASIA, VYSOCINA, example, write_parquet


def csv_lines(model: type[Row]) -> list[str]:
    return csv_bytes(model, example()[model.TABLE]).decode().split("\n")


def test_a_csv_file_has_a_header_lf_and_no_byte_order_mark() -> None:
    content = csv_bytes(Session, example()["sessions"])
    assert content.startswith(b"session_id,event,year,number,name_zh,")
    assert content.endswith(b"\n")
    assert b"\r" not in content


def test_null_is_empty_a_list_is_joined_and_a_boolean_is_a_word() -> None:
    assert csv_lines(Stream)[1] == (
        "mayors-summit-2022-03-23,,https://youtu.be/yFa8_umRCww,2022-03-22-announcement"
    )
    seat = csv_lines(Speaker)[1]
    assert ",2022-03-22-announcement;2022-closing-annex,false," in seat


def test_numbers_are_written_in_their_shortest_form() -> None:
    assert csv_lines(PlaceRow)[1].endswith(",CZ-63,,49.4,-15.5,")


def test_only_a_field_that_needs_it_is_quoted() -> None:
    talk = csv_bytes(Talk, example()["talks"]).decode()
    assert talk.endswith(
        '"ICT 四大用途：\n1.作為地區發展工具\n2.作為""溝通""工具, 等",2022-closing-annex\n'
    )
    assert '"mayors-summit' not in talk


def test_a_bare_carriage_return_survives(tmp_path: Path) -> None:
    talk = example()["talks"][0].model_copy(update={"text": "一\r二"})
    (tmp_path / "talks.csv").write_bytes(csv_bytes(Talk, [talk]))
    assert read_csv(tmp_path / "talks.csv", Talk) == [talk]


def test_a_text_longer_than_the_limit_of_the_csv_module_is_read(tmp_path: Path) -> None:
    talk = example()["talks"][0].model_copy(update={"text": "字" * 200_000})
    (tmp_path / "talks.csv").write_bytes(csv_bytes(Talk, [talk]))
    assert read_csv(tmp_path / "talks.csv", Talk) == [talk]


def test_an_empty_string_is_refused_with_its_place() -> None:
    row = example()["sessions"][0].model_copy(update={"venue_zh": ""})
    with pytest.raises(TableError, match=rf"sessions\.venue_zh of {EURASIA}: an empty text"):
        csv_bytes(Session, [row])


@pytest.mark.parametrize("items", [[""], ["議員", ""], ["議員;市長"]])
def test_a_list_that_could_not_be_read_back_is_refused(items: list[str]) -> None:
    row = example()["speakers"][0].model_copy(update={"title_printed": items})
    with pytest.raises(TableError, match=rf"speakers\.title_printed of {VYSOCINA}"):
        csv_bytes(Speaker, [row])


@pytest.mark.parametrize("number", [float("nan"), float("inf")])
def test_a_number_that_is_not_finite_is_refused(number: float) -> None:
    row = example()["places"][0].model_copy(update={"latitude": number})
    with pytest.raises(TableError, match="no number that can be published"):
        csv_bytes(PlaceRow, [row])


def test_a_number_beyond_64_bits_is_refused() -> None:
    row = example()["places"][0].model_copy(update={"geonames_id": 2**70})
    with pytest.raises(TableError, match="places"):
        arrow_table(PlaceRow, [row])


def test_the_excel_copy_opens_as_utf8_with_windows_lines() -> None:
    content = excel_bytes(Session, example()["sessions"])
    assert content.startswith("\ufeffsession_id,".encode())
    assert content.count(b"\r\n") == 3


def test_a_problem_names_file_line_column_and_remedy(tmp_path: Path) -> None:
    path = tmp_path / "talks.csv"
    text = csv_bytes(Talk, example()["talks"] * 2).decode()
    # the first talk takes lines 2 to 4, so the second begins on line 5
    head, tail = text.rsplit(",talk,", 1)
    path.write_text(f"{head},speech,{tail}", encoding="utf-8")
    scan = scan_csv(path, Talk)
    assert [line for line, _ in scan.rows] == [2]
    assert len(scan.problems) == 1
    assert scan.problems[0].startswith("talks.csv line 5: ")
    assert scan.problems[0].endswith("Publish again.")


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", "the file is empty"),
        (b"\xff\xfe", "byte 0 is not UTF-8"),
        (b"kind,printed\n", "columns missing: ['entity_id'"),
        (b"\xef\xbb\xbfkind,printed\n", "columns unknown: ['\\ufeffkind']"),
        (b'kind,"printed\n', "not RFC 4180"),
    ],
    ids=["empty", "not UTF-8", "columns missing", "byte order mark", "open quote"],
)
def test_a_broken_csv_file_is_a_problem_and_no_crash(
    tmp_path: Path, content: bytes, problem: str
) -> None:
    path = tmp_path / "names.csv"
    path.write_bytes(content)
    assert problem in scan_csv(path, Name).problems[0]
    with pytest.raises(TableError, match=r"names\.csv"):
        read_csv(path, Name)


def test_columns_in_another_order_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "streams.csv"
    path.write_text("language,session_id,url,release_id\n")
    assert scan_csv(path, Stream).problems == (
        "streams.csv line 1: the columns are in another order. Publish again with this version.",
    )


def test_parquet_carries_types_null_flags_and_both_descriptions(tmp_path: Path) -> None:
    path = tmp_path / "speakers.parquet"
    write_parquet(path, Speaker, example()["speakers"])
    schema = pq.read_schema(path)
    assert [str(schema.field(name).type) for name in ("year", "is_host", "title_zh")] == [
        "int64",
        "bool",
        "string",
    ]
    assert str(schema.field("release_ids").type).startswith("list<")
    assert not schema.field("speaker_id").nullable
    assert schema.field("person_id").nullable
    part = schema.field("part").metadata
    assert part[b"description"] == b"Part played"
    assert part[b"description_zh"].decode() == "角色"
    assert part[b"vocabulary"] == b"moderator,speaker,guest"
    assert schema.metadata[b"description_zh"].decode() == "一個席次"
    assert b"pandas" not in schema.metadata


def test_parquet_of_another_table_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "streams.parquet"
    write_parquet(path, Talk, example()["talks"])
    with pytest.raises(TableError, match=r"streams\.parquet: the schema differs"):
        read_parquet(path, Stream)
    path.write_bytes(b"PAR1")
    with pytest.raises(TableError, match="no Parquet file"):
        read_parquet(path, Stream)
