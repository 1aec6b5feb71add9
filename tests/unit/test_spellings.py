"""Forms of Latin names that are heard, and the consonants by which a large country is screened."""

from __future__ import annotations

import pytest

from pipeline.normalize.screen import make_screen
from pipeline.normalize.sound import load_channel
from pipeline.normalize.spellings import (
    FOREIGN,
    SHORTENED,
    TURNED,
    forms_of,
    letters_of,
    skeletons_of,
    spelling_forms,
)

TOLD_SHORT = {"palmerston": SHORTENED}
TURNED_ROUND = {"northpalmerston": TURNED}


@pytest.mark.parametrize(
    ("name", "forms"),
    [
        ("Gdynia", {"gdynia": 0.0}),
        ("Palmerston North", {"palmerstonnorth": 0.0, **TURNED_ROUND, **TOLD_SHORT}),
        ("City of Kwinana", {"cityofkwinana": 0.0, "kwinana": 0.0}),
        ("Rio de Janeiro", {"riodejaneiro": 0.0, "riojaneiro": 0.0, "janeirorio": TURNED}),
        (
            "St. Louis Park",
            {
                "saintlouispark": 0.0,
                "louisparksaint": TURNED,
                "parksaintlouis": TURNED,
                "saint": SHORTENED,
            },
        ),
        ("Å", {}),
        ("L'Aquila", {"laquila": 0.0}),
        ("Val-d'Or", {"valdor": 0.0, "dorval": TURNED}),
    ],
)
def test_a_name_is_heard_in_these_forms(name: str, forms: dict[str, float]) -> None:
    assert dict(forms_of(letters_of([name])[0])) == forms


def test_a_further_name_is_neither_turned_nor_cut_and_loses_more() -> None:
    assert forms_of("palmerston north", main=False) == (("palmerstonnorth", FOREIGN),)
    assert forms_of("gotenhafen", main=False) == (("gotenhafen", FOREIGN),)


def test_the_plain_form_comes_first_and_none_leaves_out_a_word_that_counts() -> None:
    assert spelling_forms("Palmerston North") == ("palmerstonnorth", "northpalmerston")
    assert spelling_forms("a b c d e f g h")[0] == "abcdef"


def test_accents_are_letters_and_lines_stay_apart() -> None:
    assert letters_of(["Łódź", "São\nPaulo", "Gex-2"]) == ["lodz", "sao paulo", "gex  "]


@pytest.mark.parametrize(
    ("name", "skeleton"),
    [
        ("scranton", "sklntn"),
        ("schiltigheim", "sltkn"),
        ("philippi", "flp"),
        ("thames", "tns"),
        ("budapest", "ptpst"),
        ("aa", ""),
    ],
)
def test_consonants_that_chinese_renders_alike_are_one(name: str, skeleton: str) -> None:
    assert skeletons_of(f"{name}\n".encode()) == f"{skeleton}\n".encode()


def test_names_that_share_consonants_are_heard() -> None:
    names = ["lima", "scranton", "oulu", "cranston", "clanton", "riga", "ypres"]
    screen = make_screen("".join(f"{name}\n" for name in names).encode())
    assert screen.counts.tolist() == [3, 7, 2, 7, 6, 3, 4]
    channel = load_channel()
    shown = [names[i] for i in screen.promising("斯克兰顿", channel, 3)]
    assert shown == ["scranton", "cranston", "clanton"]
    assert [names[i] for i in screen.promising("利马", channel, 1)] == ["lima"]
    assert len(screen.promising("利马", channel, 7)) == 7
