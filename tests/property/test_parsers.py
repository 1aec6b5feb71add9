"""What is written in any of the known ways is read back: no part lost, none invented."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from benchmarks.names.questions import bare_curation
from pipeline.extract.delegates import parse_delegate
from pipeline.extract.lexicon import Lexicon
from pipeline.extract.patterns import find_whens
from pipeline.extract.records import Delegate
from pipeline.extract.tables import LogicalTable, logical_tables
from pipeline.ingest.document import Block, Cell, Text
from pipeline.ingest.redact import redact
from pipeline.ingest.repair import repair, unescape
from pipeline.normalize.dates import parse_when
from pipeline.normalize.numerals import parse_number
from pipeline.normalize.resolver import Hints, resolve
from pipeline.publish.privacy import personal_data
from tests.property import strategies as some

FORMS = tuple(some.Participant("捷克", "布拉格", "市長", "Zdeněk Hřib").written())


def parts(delegate: Delegate | None) -> tuple[str, ...]:
    assert delegate is not None
    read = (delegate.country, delegate.place, delegate.title, delegate.person)
    return tuple(str(part) if part else "" for part in read)


@pytest.mark.parametrize("form", FORMS)
@given(
    seat=some.participants,
    bullet=st.sampled_from(some.BULLETS),
    end=st.sampled_from(some.ENDINGS),
)
@settings(max_examples=12)
def test_a_participant_is_read_in_every_order(
    form: str, seat: some.Participant, bullet: str, end: str, lexicon: Lexicon
) -> None:
    entry = f"{bullet}{seat.written()[form]}{end}"
    country, place, title, person = parts(parse_delegate(Text.read(entry), lexicon))
    assert (country, place.removesuffix("市"), person) == (seat.country, seat.place, seat.person)
    assert title.removeprefix("市") == seat.title.removeprefix("市")


@given(seat=some.participants)
@settings(max_examples=20)
def test_a_latin_entry_is_read_too(seat: some.Participant, lexicon: Lexicon) -> None:
    country, title = some.COUNTRIES[seat.country], some.TITLES[seat.title]
    entry = f"{seat.person}, {title} of Ardenholm, {country}"
    read = parts(parse_delegate(Text.read(entry), lexicon))
    assert read == (country, "Ardenholm", title, seat.person)


@given(seat=some.participants, other=some.participants, form=st.sampled_from(FORMS))
@settings(max_examples=40)
def test_no_character_is_read_twice(
    seat: some.Participant, other: some.Participant, form: str, lexicon: Lexicon
) -> None:
    entry = Text.read(f"{seat.written()[form]} {other.written()['plain']}")
    read = parse_delegate(entry, lexicon)
    assert read is not None
    places = [
        at
        for part in (read.country, read.place, read.title, read.person)
        if part
        for start, end in part.spans()
        for at in range(start, end)
    ]
    assert len(places) == len(set(places))


def printed(first: date, last: date) -> list[str]:
    """A range of days as the releases print it."""
    roc = first.year - 1911
    return [
        f"{first.year}年{first.month}月{first.day}日至{last.year}年{last.month}月{last.day}日",
        f"民國{roc}年{first.month}月{first.day}日至{last.month}月{last.day}日",
        f"{first.year}/{first.month}/{first.day}-{last.year}/{last.month}/{last.day}",
        f"{first.month}/{first.day}～{last.month}/{last.day}",
    ]


@given(some.runs_of_days)
@settings(max_examples=60)
def test_a_range_is_all_of_its_days(days: list[date]) -> None:
    first, last = days[0], days[-1]
    assume(first.year == last.year)
    for words in printed(first, last):
        told = parse_when(words, None, first.year).dates
        assert told == tuple(day.isoformat() for day in days), words
        assert parse_when(words.translate(some.WIDE), None, first.year).dates == told


@given(some.days, st.integers(0, 6))
@settings(max_examples=60)
def test_a_weekday_conflicts_unless_it_is_that_of_the_day(day: date, weekday: int) -> None:
    words = f"{day.year}年{day.month}月{day.day}日（星期{'一二三四五六日'[weekday]}）"
    when = parse_when(words)
    assert when.date == day.isoformat()
    assert when.weekday_conflict == (weekday != day.weekday())
    assert find_whens(f"訂於{words}舉行") == [(2, 2 + len(words))]


@given(some.words_before, st.lists(some.numbers, min_size=1, max_size=3), st.sampled_from("/、,; "))
@settings(max_examples=100)
def test_no_number_is_left_whatever_stands_before_it(
    before: str, numbers: list[str], mark: str
) -> None:
    assume(not before.startswith("M/"))  # as in an address: an/0912345678
    text = f"城市的路燈，{before}{mark.join(numbers)}\n"
    blocks, _ = redact([Block("paragraph", Text.read(text))])
    assert personal_data(blocks[0].text.text) is None


FORMAL = str.maketrans("零一二三四五六七八九十百千", "零壹貳參肆伍陸柒捌玖拾佰仟")


@given(st.integers(0, 9999), st.sampled_from(["", "餘", "多"]))
@settings(max_examples=80)
def test_a_number_is_one_in_whatever_digits(number: int, odd: str) -> None:
    one_by_one = "".join("〇一二三四五六七八九"[int(digit)] for digit in str(number))
    western = str(number)
    for words in (western, western.translate(some.WIDE), one_by_one):
        assert parse_number(words + odd) == number
    thousands, rest = divmod(number, 1000)
    if thousands and rest >= 100 and rest % 100 == 0:
        short = f"{'一二三四五六七八九'[thousands - 1]}千{'一二三四五六七八九'[rest // 100 - 1]}百"
        assert parse_number(short) == parse_number(short.translate(FORMAL)) == number


def table_of(told: list[LogicalTable]) -> list[tuple[str, ...]]:
    (table,) = told
    return [tuple(str(cell or "") for cell in row.cells) for row in table.rows]


@given(told=some.rows, cuts=st.sets(st.integers(1, 5)), repeated=st.booleans())
@settings(max_examples=40)
def test_a_table_is_the_same_wherever_pages_end(
    told: list[tuple[some.Participant, str]], cuts: set[int], repeated: bool, lexicon: Lexicon
) -> None:
    rows = some.text_rows(told)
    starts = [0, *sorted(cut for cut in cuts if cut < len(rows))]
    pages = [rows[start:end] for start, end in zip(starts, [*starts[1:], None], strict=True)]
    blocks = [
        some.piece([some.HEADER, *page] if repeated or not at else [*page])
        for at, page in enumerate(pages)
    ]
    assert table_of(logical_tables(blocks, lexicon)) == rows


@given(told=some.rows, data=st.data())
@settings(max_examples=40)
def test_a_row_that_a_page_end_cuts_is_one(
    told: list[tuple[some.Participant, str]], data: st.DataObject, lexicon: Lexicon
) -> None:
    rows = some.text_rows(told)
    at = data.draw(st.integers(0, len(rows) - 1))
    number, seat, summary = rows[at]
    cut = data.draw(st.integers(1, len(summary) - 1))
    assume(not (summary[cut - 1].isdigit() or summary[cut].isdigit()))
    before = some.piece([some.HEADER, *rows[:at], (number, seat, summary[:cut])])
    after = some.piece([some.HEADER, ("", "", summary[cut:]), *rows[at + 1 :]])
    assert table_of(logical_tables([before, after], lexicon)) == rows


@given(told=some.rows, data=st.data())
@settings(max_examples=40)
def test_a_merged_cell_holds_for_each_of_its_rows(
    told: list[tuple[some.Participant, str]], data: st.DataObject, lexicon: Lexicon
) -> None:
    rows = some.text_rows(told)
    first = data.draw(st.integers(1, len(rows)))
    sessions = [("第一場", first), ("第二場", len(rows) - first)]
    column = [
        cell
        for name, count in sessions
        if count
        for cell in (Cell(Text.read(name), rowspan=count), *[None] * (count - 1))
    ]
    merged = [(cell, *row[1:]) for cell, row in zip(column, rows, strict=True)]
    whole = table_of(logical_tables([some.piece([("場次", *some.HEADER[1:]), *merged])], lexicon))
    assert whole == [
        ("第一場" if at < first else "第二場", *row[1:]) for at, row in enumerate(rows)
    ]


@given(some.mangled())
@settings(max_examples=80)
def test_a_mangled_text_is_repaired_and_each_character_stands_for_its_copy(
    mangled: tuple[str, list[str]],
) -> None:
    text, copies = mangled
    repaired = repair(Text.read("".join(copies)))
    assert repaired.text == text
    starts = [sum(map(len, copies[:at])) for at in range(len(copies))]
    assert list(repaired.starts) == starts


@given(some.words)
def test_escaped_marks_are_read_as_themselves(text: str) -> None:
    escaped = "".join(f"\\{char}" if char in "_*#()-.!|~" else char for char in text)
    assert unescape(Text.read(escaped)).text == text


NAMED = ("布拉格", "里約熱內盧", "臺東", "卡斯翠", "格丁尼亞", "熱舒夫")


@given(
    st.sampled_from(NAMED),
    st.sampled_from(["", "市", "·", " ", "\u3000", "\u200b"]),
    st.sampled_from(["CZ", "LC", "PL"]),
    st.permutations(["cz-prague", "cz-brno", "pl-gdynia", "pl-rzeszow"]),
)
@settings(max_examples=20)
def test_neither_blanks_nor_variants_nor_the_order_of_hints_change_an_answer(
    name: str, mark: str, iso2: str, suggested: list[str]
) -> None:
    written = name if mark == "市" else f"{name[:1]}{mark}{name[1:]}"
    hints = Hints(suggested=frozenset(suggested))
    answer = resolve(name, iso2, bare_curation(), hints)
    for other in (written, name.replace("臺", "台").replace("里", "裏")):
        told = resolve(other, iso2, bare_curation(), Hints(suggested=frozenset(suggested[::-1])))
        assert (told.status, told.place_id, told.rule) == (
            answer.status,
            answer.place_id,
            answer.rule,
        )
    with_kind = resolve(f"{name}市", iso2, bare_curation(), hints)
    if answer.place_id and with_kind.place_id:
        assert with_kind.place_id == answer.place_id
