"""Whether the values of a dataset are made of the words that provenance says they were read from."""

from __future__ import annotations

import html
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from pipeline.dataset import TABLES, Dataset, Provenance
from pipeline.ingest.document import Text
from pipeline.ingest.repair import repair
from pipeline.publish.columns import row_id

VERBATIM: Mapping[str, tuple[str, ...]] = {
    "releases": ("title", "agency_printed"),
    "sessions": ("name_zh", "region_zh", "theme_zh", "venue_zh"),
    "speakers": (
        "printed",
        "person_printed",
        "title_printed",
        "place_printed",
        "country_printed",
        "organisation_printed",
    ),
    "talks": ("question_zh", "text"),
    "streams": ("url",),
    "figures": ("unit_zh", "printed"),
}
"""Columns that hold what is printed, character for character but for white space and markup."""
READ: Mapping[str, tuple[str, ...]] = {
    "releases": ("published_date",),
    "sessions": ("date", "start_time", "end_time"),
    "streams": ("language",),
    "figures": ("value",),
}
"""Columns that give printed words another form: 2020/08/13 as 2020-08-13."""

UNPRINTED: Mapping[str, str] = {"url": "https://"}
"""What a value may begin with although it is not printed there: `youtu.be/…` leads somewhere too."""

Where = tuple[str, str, str]
"""A value: its table, the id of its row, its column."""
Groups = Mapping[Where, Mapping[str, list[Provenance]]]
"""The stretches of a value, in order, by release."""


def bare(text: str) -> str:
    """The text without white space and markup, repaired as reading repairs it."""
    marked = repair(Text.read(text)).text  # first: `<e` and an accent begin no tag
    plain = re.sub(r"\s+|</?(?!http)[a-z][^<>]*>|\\(?=[!-/:-@\[-`{-~])|^#+", "", marked)
    return repair(Text.read("".join(html.unescape(plain).split()))).text


def grouped(dataset: Dataset) -> Groups:
    """The stretches of each value of a dataset."""
    found: dict[Where, dict[str, list[Provenance]]] = defaultdict(dict)
    for row in dataset["provenance"]:
        assert isinstance(row, Provenance)
        by_release = found[row.table, row.row_id, row.column]
        by_release.setdefault(row.release_id, []).append(row)
    for by_release in found.values():
        for stretches in by_release.values():
            stretches.sort(key=lambda stretch: stretch.ordinal)
    return found


def ungrounded(dataset: Dataset, groups: Groups) -> Iterator[str]:
    """What is printed nowhere that provenance names, and what it names without need."""
    for where, values in _printed(dataset):
        wanted = {bare(value) for value in values}
        before = UNPRINTED.get(where[2], "")
        found: set[str] = set()
        for release_id, stretches in groups.get(where, {}).items():
            explained: set[int] = set()
            for words, places in _runs(stretches).items():
                if meant := wanted & {words, before + words}:
                    found |= meant
                    explained |= places
            if TABLES[where[0]].is_list(where[2]) and len(explained) < len(stretches):
                yield f"{where}: stretches of {release_id} that make no item"
        if found != wanted:
            yield f"{where}: {wanted - found} is not what its stretches hold"
    for where in _read(dataset):
        if where not in groups:
            yield f"{where}: nothing says where it was read"


def _printed(dataset: Dataset) -> Iterable[tuple[Where, list[str]]]:
    for table, columns in VERBATIM.items():
        for row in dataset[table]:
            for column in columns:
                value = getattr(row, column)
                if value not in (None, []):
                    values = value if isinstance(value, list) else [value]
                    yield (table, row_id(row), column), values


def _runs(stretches: list[Provenance]) -> dict[str, set[int]]:
    """The words of each run of stretches that follow one another: the places in the list."""
    found: dict[str, set[int]] = defaultdict(set)
    for start in range(len(stretches)):
        words = ""
        for end in range(start, len(stretches)):
            words += stretches[end].printed
            found[bare(words)].update(range(start, end + 1))
    return found


def _read(dataset: Dataset) -> Iterable[Where]:
    for table, columns in READ.items():
        for row in dataset[table]:
            for column in columns:
                if getattr(row, column) is not None:
                    yield table, row_id(row), column
