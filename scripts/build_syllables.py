"""Write pipeline/normalize/gazetteer/syllables.csv: the toneless pinyin syllable of each character.

Needs pypinyin, of the dependency group `gazetteer`; each character is read by itself. Only folded
characters are listed (pipeline/normalize/keys.py), for only those are looked up.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from sys import maxunicode

from pypinyin import Style, lazy_pinyin

from pipeline.normalize.keys import SYLLABLES, fold, is_han

TARGET = Path(__file__).parents[1] / "pipeline" / "normalize" / "gazetteer" / SYLLABLES


def main() -> None:
    spoken: dict[str, list[str]] = defaultdict(list)
    for character in characters():
        syllable = lazy_pinyin(character, style=Style.NORMAL)[0]
        if syllable.isascii() and syllable.isalpha():
            spoken[syllable].append(character)
    lines = [f"{syllable},{''.join(held)}\n" for syllable, held in sorted(spoken.items())]
    TARGET.write_text("".join(lines), "utf-8", newline="\n")
    print(f"{sum(map(len, spoken.values()))} characters, {len(spoken)} syllables")


def characters() -> Iterator[str]:
    """Every folded Han character of Unicode."""
    for code in range(maxunicode + 1):
        character = chr(code)
        if is_han(character) and fold(character) == character:
            yield character


if __name__ == "__main__":
    main()
