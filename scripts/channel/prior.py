"""What a pinyin syllable is likely to stand for before anything is learned (`prior.yml`)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from ruamel.yaml import YAML

SOURCE = Path(__file__).with_name("prior.yml")
Weights = dict[str, float]

_BY_LENGTH = ("zh", "ch", "sh")
_NO_VOWEL = "Z"
"""The vowel of zi, ci, si, zhi, chi, shi, ri, which is hardly one."""
_WITH_U_UMLAUT = {"u": "v", "un": "v", "ue": "ve", "uan": "v"}
_NASAL = {"ia": "ia", "a": "a", "e": "e", "i": "i", "u": "u", "o": "o", "ua": "ua", "io": "o"}


@dataclass(frozen=True, slots=True)
class Prior:
    initials: dict[str, Weights]
    vowels: dict[str, Weights]
    codas: dict[str, Weights]
    meanings: dict[str, tuple[str, ...]]

    def runs(self, syllable: str, longest: int) -> Weights:
        """Run of letters -> probability for a toneless pinyin syllable; {} for what is none."""
        initial, vowel, coda = self.parts(syllable)
        if initial not in self.initials or vowel not in self.vowels:
            return {}
        found: Weights = defaultdict(float)
        for onset, p in self.initials[initial].items():
            for middle, q in self.vowels[vowel].items():
                for end, r in self.codas.get(coda, {"": 1.0}).items():
                    run = onset + middle + end
                    if len(run) <= longest:
                        found[run] += p * q * r
        total = sum(found.values())
        return {run: p / total for run, p in found.items()}

    def parts(self, syllable: str) -> tuple[str, str, str]:
        """Initial, vowel and final consonant."""
        initial = next(
            (i for i in (*_BY_LENGTH, *self.initials) if i and syllable.startswith(i)), ""
        )
        final = syllable[len(initial) :]
        if final == "i" and initial in {"zh", "ch", "sh", "r", "z", "c", "s"}:
            return initial, _NO_VOWEL, ""
        coda = next((c for c in ("ng", "n") if final.endswith(c) and final != c), "")
        vowel = final[: len(final) - len(coda)]
        if initial in {"y", "j", "q", "x"} and final in _WITH_U_UMLAUT:
            return initial, _WITH_U_UMLAUT[final], coda
        return initial, {"ue": "ve"}.get(vowel, _NASAL.get(vowel, vowel) if coda else vowel), coda


def load_prior() -> Prior:
    stored = YAML(typ="safe", pure=True).load(SOURCE.read_text("utf-8"))
    return Prior(
        **{part: _weights(stored[part]) for part in ("initials", "vowels", "codas")},
        meanings={c: tuple(words.split()) for c, words in stored["meanings"].items()},
    )


def _weights(table: dict[str, str]) -> dict[str, Weights]:
    parsed = {}
    for name, line in table.items():
        words = line.split()
        pairs = zip(words[::2], words[1::2], strict=True)
        parsed[name] = {"" if run == "_" else run: float(weight) for run, weight in pairs}
    return parsed
