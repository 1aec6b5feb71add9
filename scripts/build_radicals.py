"""Writes the radical table of `pipeline.ingest` from Unicode's EquivalentUnifiedIdeograph.txt.

Usage: python scripts/build_radicals.py EquivalentUnifiedIdeograph.txt

The input is the file of that name in the Unicode Character Database
(https://www.unicode.org/Public/14.0.0/ucd/EquivalentUnifiedIdeograph.txt). Only the blocks CJK
Radicals Supplement and Kangxi Radicals are kept: strokes (U+31C0..31E3) are drawn, not read.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

OUT = Path(__file__).parents[1] / "pipeline/ingest/data/equivalent_unified_ideograph.txt"
RADICALS = range(0x2E80, 0x2FD6)
ENTRY = re.compile(r"^([0-9A-F]{4,6})(?:\.\.[0-9A-F]{4,6})?\s*;\s*[0-9A-F]{4,6}\s*#")
NOTICE = """\
# The blocks CJK Radicals Supplement and Kangxi Radicals of Unicode's {file}
# (property Equivalent_Unified_Ideograph, UAX #44), its lines unchanged.
# Written by scripts/build_radicals.py: do not edit.
#
# Copyright 1991-2021 Unicode, Inc. All rights reserved. Distributed under the Unicode License,
# https://www.unicode.org/license.txt (SPDX-License-Identifier: Unicode-3.0).
"""


def extract(text: str) -> str:
    """The table's text, from the text of the file in the Unicode Character Database."""
    lines = text.splitlines()
    kept = [
        line.rstrip()
        for line in lines
        if (match := ENTRY.match(line)) and int(match[1], 16) in RADICALS
    ]
    return NOTICE.format(file=lines[0].lstrip("# ").strip()) + "\n".join(kept) + "\n"


def main() -> int:
    if len(sys.argv) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    OUT.write_text(extract(Path(sys.argv[1]).read_text("utf-8")), "utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
