"""What the releases are made of, invented: participants, days, tables, and how copies mangle a text."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta

from hypothesis import strategies as st

from pipeline.ingest.document import Block, Cell, Table, Text
from pipeline.ingest.repair import radicals

# --- participants ---------------------------------------------------------------------------------

COUNTRIES = {
    "捷克": "Czech Republic",
    "波蘭": "Poland",
    "立陶宛": "Lithuania",
    "紐西蘭": "New Zealand",
    "智利": "Chile",
    "奈及利亞": "Nigeria",
    "菲律賓": "Philippines",
}
TITLES = {"市長": "Mayor", "副市長": "Deputy Mayor", "議長": "Speaker", "資訊長": "CIO"}
BULLETS = ("", "◆ ", "- ", "1. ", "（二）", "• ", "12、", "③")
ENDINGS = ("", "、", "；", "。", " ", "\u3000")

_syllables = st.sampled_from("瓦 爾 迪 維 諾 塔 圖 布 納 姆 斯 格 弗 茲".split())
places = st.lists(_syllables, min_size=3, max_size=5, unique=True).map("".join)
"""Towns that no table lists, by the sound of them."""
_latin = st.sampled_from("Päivi Zdeněk Tunç Anna Møller Hřib Laajala O’Neill Nguyen García".split())
people = st.lists(_latin, min_size=2, max_size=3, unique=True).map(" ".join)


@dataclass(frozen=True, slots=True)
class Participant:
    """A seat as it is meant; `place` is without the word for its kind."""

    country: str
    place: str
    title: str
    person: str

    def written(self) -> dict[str, str]:
        """The seat in each order that the grammar knows."""
        country, town, title, person = self.country, f"{self.place}市", self.title, self.person
        return {
            "dash": f"{country}{self.place}－{title} Mr. {person}",
            "plain": f"{country}{town}{title} {person}",
            "blanks": f"{country} {town} {title} {person}",
            "country in brackets": f"{town}（{country}）{title} {person}",
            "person in brackets": f"{country}{town}（{title} {person}）",
            "person first": f"{person} {country}{town}{title}",
            "lines": f"{country}\n{town}{title}\n{person}",
        }


participants = st.builds(
    Participant, st.sampled_from([*COUNTRIES]), places, st.sampled_from([*TITLES]), people
)

# --- days and numbers -----------------------------------------------------------------------------

days = st.dates(min_value=date(2012, 1, 1), max_value=date(2035, 12, 31))
runs_of_days = st.builds(
    lambda first, count: [first + timedelta(at) for at in range(count)], days, st.integers(2, 12)
)
"""Days that follow one another, over the end of a month or year too."""
WIDE = {ord("0") + digit: ord("０") + digit for digit in range(10)}
"""Western digits in full width."""

# --- contacts -------------------------------------------------------------------------------------

numbers = st.tuples(
    st.sampled_from(["0912-345-678", "0912345678", "02-2345-6789", "(02)2345-6789"]),
    st.sampled_from(["", " 分機 123", "#12", "轉6789"]),
).map("".join)
"""Invented telephone numbers."""
words_before = st.sampled_from(["", "願景", "電話", "M", "Tel", "洽", "2022年", "一"]).flatmap(
    lambda word: st.sampled_from(["", ":", "：", " ", "/", "、", "（", "，"]).map(
        lambda mark: word + mark if mark or not word.isascii() else f"{word}:"
    )
)

# --- tables ---------------------------------------------------------------------------------------

HEADER = ("編號", "城市與談人", "內容摘要")
_summaries = st.lists(
    st.sampled_from(["開放資料", "智慧路燈", "以數位分身規劃交通", "5G", "永續發展", "市民參與"]),
    min_size=1,
    max_size=4,
).map(lambda parts: "，".join(parts) + "。")
rows = st.lists(st.tuples(participants, _summaries), min_size=1, max_size=6)


def text_rows(told: list[tuple[Participant, str]]) -> list[tuple[str, ...]]:
    """The body of a table: number, participant, summary."""
    return [
        (str(number), seat.written()["plain"], summary)
        for number, (seat, summary) in enumerate(told, start=1)
    ]


def piece(table: list[tuple[str | Cell | None, ...]]) -> Block:
    """A block with a table."""
    cells = (
        tuple(Cell(Text.read(cell)) if isinstance(cell, str) else cell for cell in row)
        for row in table
    )
    return Block("table", Text.read(""), Table(tuple(cells)))


# --- mangled text ---------------------------------------------------------------------------------

_RADICAL_OF = {ideograph: radical for radical, ideograph in radicals().items()}
_INVISIBLE = ("", "", "", "\u200b", "\u00ad", "\ufeff", "\u2060", "\u202e", "\ufe0f", "\x07")
words = st.text("臺北市長人大山日月金木水Hřibéüñ，。（）12 ", min_size=1, max_size=30)


@st.composite
def mangled(draw: st.DrawFn) -> tuple[str, list[str]]:
    """A text in composed form, and what a copy made of each of its characters."""
    text = draw(words)
    copies = []
    for char in text:
        forms = [char, _RADICAL_OF.get(char, char), unicodedata.normalize("NFD", char)]
        copies.append(draw(st.sampled_from(forms)) + draw(st.sampled_from(_INVISIBLE)))
    return text, copies
