"""Build pipeline/publish/data/regions.csv: which part of the world a territory lies in.

Run `python scripts/build_regions.py CLDR_CORE`:

  CLDR_CORE  the folder of the npm package cldr-core, for supplemental/territoryContainment.json

Columns: iso2, region (UN M.49 code of the continent). The territories are those of countries.csv.
CLDR data: Unicode License v3, see NOTICE.
"""

from __future__ import annotations

import csv
import json
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1] / "pipeline"
COUNTRIES = ROOT / "normalize" / "gazetteer" / "countries.csv"
TARGET = ROOT / "publish" / "data" / "regions.csv"
CONTINENTS = ("002", "019", "142", "150", "009")


def main() -> int:
    if len(sys.argv) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    path = Path(sys.argv[1]) / "supplemental" / "territoryContainment.json"
    containment = json.loads(path.read_bytes())["supplemental"]["territoryContainment"]
    region = {code: top for top in CONTINENTS for code in within(top, containment)}
    with COUNTRIES.open(encoding="utf-8", newline="") as file:
        codes = [row["iso2"] for row in csv.DictReader(file)]
    with TARGET.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerows([("iso2", "region"), *((code, region[code]) for code in codes)])
    print(f"{len(codes)} territories written to {TARGET.name}")
    return 0


def within(code: str, containment: dict[str, dict[str, list[str]]]) -> set[str]:
    """The territories of two letters that a region holds, at any depth."""
    parts = containment.get(code, {}).get("_contains", [])
    return {part for part in parts if len(part) == 2}.union(
        *(within(part, containment) for part in parts)
    )


if __name__ == "__main__":
    sys.exit(main())
