"""The stages in one process, with nothing on disk: what the truth tests and benchmarks run on."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from pipeline.dataset import Dataset, Finding
from pipeline.extract.lexicon import Lexicon
from pipeline.extract.records import ReleaseFacts
from pipeline.extract.stage import extract_release
from pipeline.ingest.source import find_sources, read_source
from pipeline.normalize.curation import Curation, load_curation
from pipeline.normalize.lexicon import build_lexicon
from pipeline.normalize.records import MeantRelease
from pipeline.normalize.stage import normalize_release
from pipeline.reconcile.stage import reconcile

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True, repr=False)
class Chain:
    """Every release of a folder up to `normalize`, ready to be reconciled in any company."""

    curation: Curation
    lexicon: Lexicon
    facts: Mapping[str, ReleaseFacts]
    meant: Mapping[str, MeantRelease]
    findings: tuple[Finding, ...]

    def dataset(self, release_ids: Collection[str] | None = None) -> Dataset:
        """The dataset of these releases; of all where none are named."""
        chosen = self.meant if release_ids is None else release_ids
        findings = [f for f in self.findings if f.release_id is None or f.release_id in chosen]
        return reconcile([self.meant[name] for name in chosen], self.curation, findings)


def run_chain(raw: Path = ROOT / "raw", curation: Path = ROOT / "curation") -> Chain:
    """Reads, extracts and normalises every release in `raw`."""
    decided = load_curation(curation)
    lexicon = build_lexicon(decided)
    sources, findings = find_sources(raw)
    facts: dict[str, ReleaseFacts] = {}
    for source in sources:
        document, told = read_source(source)
        findings += told
        if document is not None:
            facts[document.release_id] = extract_release(document, lexicon)
    meant = {name: normalize_release(fact, decided) for name, fact in facts.items()}
    return Chain(decided, lexicon, facts, meant, tuple(findings))
