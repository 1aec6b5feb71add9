"""The invented summits that the layouts set, read from `invented/*.yml`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

_FOLDER = Path(__file__).parent / "invented"


@dataclass(frozen=True, slots=True)
class Seat:
    """One participant; `talk` holds a paragraph or list item a line."""

    iso2: str
    place: str
    title: str
    person: str
    country: str = ""
    honorific: str = ""
    part: str = "speaker"
    talk: tuple[str, ...] = ()

    @property
    def named(self) -> str:
        return f"{self.honorific} {self.person}".strip()


@dataclass(frozen=True, slots=True)
class Session:
    """One session: `when` and `day` as printed, `date` and `times` as they are meant."""

    name: str
    region: str
    date: str
    times: tuple[str, str]
    when: str
    day: str
    seats: tuple[Seat, ...]

    @property
    def speakers(self) -> tuple[Seat, ...]:
        return tuple(seat for seat in self.seats if seat.part == "speaker")


@dataclass(frozen=True, slots=True)
class Summit:
    """A release's worth of words about an invented summit."""

    event: str
    head: tuple[str, ...]
    title: str
    opening: str
    summit: str
    table: str
    sessions: tuple[Session, ...]


@cache
def summit(script: str) -> Summit:
    """The summit written in a script: hant, hans or latn."""
    text = (_FOLDER / f"{script}.yml").read_text("utf-8")
    told: dict[str, Any] = YAML(typ="safe").load(text)
    told["opening"] = told["opening"].strip()
    if script != "latn":  # a folded line break is a space, which no Chinese text has
        told["opening"] = told["opening"].replace(" ", "")
    told["head"] = tuple(told["head"])
    told["sessions"] = tuple(_session(session) for session in told["sessions"])
    return Summit(**told)


def _session(told: dict[str, Any]) -> Session:
    seats = tuple(Seat(**{**seat, "talk": tuple(seat.get("talk", ()))}) for seat in told["seats"])
    times = (str(told["times"][0]), str(told["times"][1]))
    return Session(**{**told, "date": str(told["date"]), "times": times, "seats": seats})
