"""The closed classes of words that the grammar may know: countries, titles, surnames, bodies.

Places are *not* among what it must know: structure finds them. The lexicon is built by
`normalize` (which owns the data and the folding) and handed in, so that `extract` stays a plain
function of its inputs. All lookups are on folded characters; folding keeps the length, so a match
in the folded text is a match in the printed one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property


@dataclass(frozen=True)
class WordSet:
    """Folded words, found at the start or the end of a folded text, the longest first."""

    words: frozenset[str]

    @cached_property
    def lengths(self) -> tuple[int, ...]:
        return tuple(sorted({len(word) for word in self.words}, reverse=True))

    @cached_property
    def lengths_by_head(self) -> Mapping[str, tuple[int, ...]]:
        """The lengths of the words by their first character: most characters begin none."""
        lengths: dict[str, set[int]] = {}
        for word in self.words:
            lengths.setdefault(word[:1], set()).add(len(word))
        return {head: tuple(sorted(known, reverse=True)) for head, known in lengths.items()}

    def prefix(self, folded: str, at: int = 0) -> int:
        """Length of the longest word that begins at `at`, 0 for none."""
        for length in self.lengths_by_head.get(folded[at : at + 1], ()):
            if at + length <= len(folded) and folded[at : at + length] in self.words:
                return length
        return 0

    def spans(self, folded: str) -> Iterator[tuple[int, int]]:
        """Where words stand in `folded`, at each place the longest, not overlapping."""
        heads = self.lengths_by_head
        end = 0
        for start, character in enumerate(folded):
            if start >= end and character in heads:
                length = self.prefix(folded, start)
                if length:
                    end = start + length
                    yield start, end

    def suffix(self, folded: str) -> int:
        """Length of the longest word that `folded` ends with, 0 for none."""
        return next((n for n in self.lengths if len(folded) >= n and folded[-n:] in self.words), 0)

    def __contains__(self, folded: str) -> bool:
        return folded in self.words


def words(items: Iterable[str]) -> WordSet:
    return WordSet(frozenset(items))


def is_no_city(_printed: str) -> bool:
    """What is known of cities where nobody says it."""
    return False


def no_cities(_country: str) -> WordSet:
    """No city is known."""
    return words(())


@dataclass(frozen=True)
class Lexicon:
    """The word classes, folded. `fold_table` is the `str.translate` table that folds a text."""

    fold_table: Mapping[int, str]
    countries: WordSet
    """Every spelling of a country (捷克, 南韓, 俄國, 新西兰)."""
    titles: WordSet
    """Titles of office and honour (市長, 副市長, 局長, 拿督), without organisation."""
    places: WordSet = field(default_factory=lambda: words(()))
    """Places that happen to be known; a help where structure alone leaves a doubt."""
    place_suffixes: WordSet = field(default_factory=lambda: words(()))
    """What the generic part of a place's name ends in (市, 縣, 州, 大都會區)."""
    body_suffixes: WordSet = field(default_factory=lambda: words(()))
    """What an organisation's name ends in (局, 辦事處, 眾議院, 市議會)."""
    body_words: WordSet = field(default_factory=lambda: words(()))
    """Words that names of organisations are made of (創新, 資訊, 國家, 發展, 與)."""
    independent_suffixes: WordSet = field(default_factory=lambda: words(()))
    """What the names of bodies end in that are part of no city's government (協會, 公司)."""
    surnames: WordSet = field(default_factory=lambda: words(()))
    """Surnames written in Han, single and double."""
    people: WordSet = field(default_factory=lambda: words(()))
    """Han names of people that happen to be known; a help as `places` is."""
    host_places: WordSet = field(default_factory=lambda: words(()))
    """Spellings of the host city (臺北市, 北市, 台北)."""
    home_counties: WordSet = field(default_factory=lambda: words(()))
    """The counties and cities of the host's country, each with its generic part (屏東縣)."""
    cities: Callable[[str], WordSet] = no_cities
    """The cities of a country, asked for by any of its folded spellings: where a name may end at a
    word that also means something else (和歌山, 梳邦再也, 黃金海岸), they tell whether it does."""

    is_city: Callable[[str], bool] = is_no_city
    """Whether a printed name in Latin letters is that of a city that is known."""

    def begins_name(self, folded: str, at: int, size: int) -> bool:
        """Whether the `size` characters from `at` on begin with a surname and go on behind it."""
        return any(
            length < size and folded[at : at + length] in self.surnames
            for length in self.surnames.lengths_by_head.get(folded[at : at + 1], ())
        )

    def fold(self, text: str) -> str:
        """Comparison form of a text, character by character: same length as `text`."""
        return text.translate(self.fold_table)
