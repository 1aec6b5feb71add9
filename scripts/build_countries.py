"""Build pipeline/normalize/gazetteer/countries.csv from the Unicode CLDR that babel carries.

Run `python scripts/build_countries.py` with babel installed; nothing at run time needs babel.
Columns: iso2, name_zh_hant, name_zh_hans, name_en, also_en (further English forms, joined by |).
The rows are the territories with an ISO 3166-1 alpha-2 code, and XK, the code in common use for
Kosovo. CLDR data: Unicode License v3, see the README beside the table.
"""

from __future__ import annotations

import csv
from pathlib import Path

from babel import Locale

TARGET = Path(__file__).parents[1] / "pipeline" / "normalize" / "gazetteer" / "countries.csv"
NOT_ISO = frozenset("AC CP CQ DG EA EU EZ IC QO TA UN XA XB ZZ".split())


def main() -> None:
    hant, hans, english = (territories(tag) for tag in ("zh_Hant_TW", "zh_Hans_CN", "en"))
    codes = sorted(code for code in english if len(code) == 2 and code not in NOT_ISO)
    with TARGET.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["iso2", "name_zh_hant", "name_zh_hans", "name_en", "also_en"])
        for code in codes:
            also = "|".join(spelled_out(english[code]))
            writer.writerow([code, hant[code], hans[code], english[code], also])
    print(f"{len(codes)} territories written to {TARGET.name}")


def territories(tag: str) -> dict[str, str]:
    """Code -> name of the territories in a language."""
    return {str(code): str(name) for code, name in Locale.parse(tag).territories.items()}


def spelled_out(name: str) -> list[str]:
    """The forms of an English name with St. and & written out, and with what brackets part."""
    plain = name.replace("St. ", "Saint ").replace("&", "and")
    main_part, _, rest = plain.partition(" (")
    forms = {plain, main_part, rest.rstrip(")")} if rest.endswith(")") else {plain}
    return sorted(form for form in forms if form != name)


if __name__ == "__main__":
    main()
