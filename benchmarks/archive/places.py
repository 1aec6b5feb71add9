"""The cities that send somebody to an invented summit, with the spellings that releases print.

They are the cities of `places.csv`: of the gazetteer, with Chinese names that its resolver settles
alone, with 市 and without. What it leaves to a person is measured by `benchmarks.names`.
`python -m benchmarks.archive.places` writes that file, in two minutes.
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path

from opencc import OpenCC

from pipeline.normalize.curation import Curation, load_curation

LISTED = Path(__file__).parent / "places.csv"
CURATION = Path(__file__).parents[2] / "curation"
_LEAST_PEOPLE = 100_000
_LEFT_OUT = frozenset({"CN", "HK", "KP", "MO", "TW"})
_NAME = re.compile(r"(?![一二三四五六七八九十或]|.+[市縣州省].)[\u4e00-\u9fff]{2,7}(?<!語)")
"""A name in Chinese: no count of cities (三城), no language (日本語), no words (自治市公園, 或索), of which
the gazetteer has some too."""
_REGIONS = {"歐": "150", "亞": "142", "非": "002", "美": "019", "澳": "009"}


@dataclass(frozen=True, slots=True)
class Place:
    """A city. `names` and `countries` are the spellings, in Traditional characters."""

    place_id: str
    iso2: str
    names: tuple[str, ...]
    countries: tuple[str, ...]


@cache
def places() -> tuple[Place, ...]:
    """All cities that may be invited, the largest first."""
    countries = _countries(load_curation(CURATION))
    with LISTED.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return tuple(
        Place(row["place_id"], iso2, tuple(row["names"].split("|")), countries[iso2])
        for row in rows
        if (iso2 := row["place_id"][:2].upper()) in countries
    )


@cache
def places_of(region: str) -> tuple[Place, ...]:
    """The cities that a session with a region in its name is for; all for a name without one."""
    codes = {_REGIONS[sign] for sign in region if sign in _REGIONS}
    regions = _region_of()
    return tuple(place for place in places() if not codes or regions.get(place.iso2) in codes)


def simplified(text: str) -> str:
    """A text in Simplified characters, as offices convert it."""
    return str(_converter("t2s").convert(text))


def _countries(curation: Curation) -> Mapping[str, tuple[str, ...]]:
    """Spellings of each country: what Taiwan prints, and the mainland's name."""
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for country in curation.gazetteer.countries:
        for name in country.spellings:
            found[country.iso2][str(_converter("s2t").convert(name))] = None
    listed = ((iso2, tuple(filter(_NAME.fullmatch, names))) for iso2, names in found.items())
    return {iso2: names for iso2, names in listed if names and iso2 not in _LEFT_OUT}


@cache
def _region_of() -> Mapping[str, str]:
    table = resources.files("pipeline.publish").joinpath("data/regions.csv").read_text("utf-8")
    return dict(line.split(",") for line in table.splitlines()[1:])


@cache
def _converter(way: str) -> OpenCC:
    return OpenCC(way)


# --- the list ------------------------------------------------------------------------------------


def settled(curation: Curation) -> Iterator[tuple[str, str]]:
    """The cities of the list, by falling population, each with its names parted by bars."""
    from pipeline.normalize.gazetteer.cities import world_cities

    countries = _countries(curation)
    for city in world_cities():
        if city.population >= _LEAST_PEOPLE and city.country_iso2 in countries:
            names = (name for name in city.zh if _NAME.fullmatch(name) and _traditional(name))
            whose = (city.place_id, city.country_iso2)
            kept = [name for name in names if _is_settled(name, *whose, curation)]
            if kept:
                yield city.place_id, "|".join(kept)


def _traditional(name: str) -> bool:
    """Whether a name is not in Simplified characters."""
    return bool(_converter("t2s").convert(name) != name or _converter("s2t").convert(name) == name)


def _is_settled(name: str, place_id: str, iso2: str, curation: Curation) -> bool:
    from pipeline.normalize.resolver import resolve

    found = (resolve(form, iso2, curation) for form in (name, f"{name}市"))
    return all(one.status == "resolved" and one.place_id == place_id for one in found)


def main() -> None:
    """Writes the list."""
    with LISTED.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("place_id", "names"))
        writer.writerows(settled(load_curation(CURATION)))


if __name__ == "__main__":
    main()
