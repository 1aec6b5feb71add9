"""The curation folder: what is in ours, and how a faulty one is refused."""

from __future__ import annotations

import shutil
from multiprocessing.reduction import ForkingPickler
from pathlib import Path

import pytest

from pipeline.normalize.curation import Curation, CurationError, load_curation

FOLDER = Path(__file__).parents[2] / "curation"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the curation folder, to be spoilt."""
    return Path(shutil.copytree(FOLDER, tmp_path / "curation"))


def load() -> Curation:
    return load_curation(FOLDER)


def test_everything_of_the_releases_is_there() -> None:
    curation = load()
    assert {"pl-gdynia", "us-scranton-pa", "fr-grenoble-alpes-metropole"} <= {
        place.id for place in curation.places
    }
    assert {"zdenek-hrib", "ko-wen-je", "paige-cognetti"} <= {p.id for p in curation.people}
    assert curation.events.host.timezone == "Asia/Taipei"


def test_the_digest_is_that_of_the_bytes(folder: Path) -> None:
    before = load_curation(folder)
    assert before == load()
    with (folder / "people.yml").open("a", encoding="utf-8") as file:
        file.write("# a remark\n")
    assert load_curation(folder).digest != before.digest


def test_a_curation_survives_a_worker() -> None:
    curation = load()
    assert ForkingPickler.loads(ForkingPickler.dumps(curation)) == curation


@pytest.mark.parametrize(
    ("file", "text", "complaint"),
    [
        ("people.yml", "- id: jane-doe\n  name: Jane Doe\n", "jane-doe.*place or a country"),
        ("people.yml", "- {id: jane, name: J, country: FR, age: 3}\n", "jane, field age"),
        ("people.yml", "- {id: ko-wen-je, name: X, country: TW}\n", "ko-wen-je stands there twice"),
        ("people.yml", "- {id: jane, name: J, place: fr-nowhere}\n", "jane names fr-nowhere"),
        ("places.yml", "- {id: Gdynia, kind: city, name_zh: 某, name_en: X}\n", "Gdynia, field id"),
        ("places.yml", "- {id: fr-x, kind: town, name_zh: 某, name_en: X}\n", "fr-x, field kind"),
        (
            "places.yml",
            "- {id: us-x, kind: city, name_zh: 某, name_en: X, spellings: [丹佛]}\n",
            "us-denver-co and us-x",
        ),
        (
            "places.yml",
            "- {id: us-x, kind: city, name_zh: 某, name_en: X, spellings: [克蘭頓]}\n",
            "put it under `shared`",
        ),
        (
            "countries.yml",
            "- {iso2: FJ, name_zh: 斐濟國}\n",
            "FJ stands there twice|needs a reason",
        ),
        ("countries.yml", "- {iso2: QQ, spellings: [某國]}\n", "QQ names QQ"),
        ("titles.yml", "- {id: king, zh: 國王, en: King, rank: royal}\n", "king, field rank"),
        ("titles.yml", "  - [\n", "titles.yml is no valid YAML"),
        (
            "places.yml",
            "- {id: fr-x, kind: city, name_zh: 某, name_en: X, parent: fr-nowhere}\n",
            "fr-x names fr-nowhere",
        ),
        (
            "people.yml",
            "- {id: jane, name: J, country: FR, offices: [{title: sorcerer, years: [2022]}]}\n",
            "jane names sorcerer",
        ),
        (
            "organisations.yml",
            "- {id: x-body, zh: 某局, place: fr-nowhere}\n",
            "x-body names fr-nowhere",
        ),
    ],
)
def test_a_faulty_entry_is_named(folder: Path, file: str, text: str, complaint: str) -> None:
    with (folder / file).open("a", encoding="utf-8") as handle:
        handle.write(text)
    with pytest.raises(CurationError, match=complaint) as refused:
        load_curation(folder)
    assert file in str(refused.value)


CORRECTION = """
- id: a-correction
  release: 2099-closing
  quote: 美國克蘭頓市長
  kind: place
  printed: {printed}
  means: {means}
  reason: The mayor named is Cranston's.
  by: a reviewer
  date: 2026-11-22
"""


@pytest.mark.parametrize(
    ("printed", "means", "complaint"),
    [
        ("克蘭頓", "us-nowhere", "corrections.yml: entry a-correction names us-nowhere"),
        ("丹佛", "us-denver-co", "quote does not hold"),
    ],
)
def test_a_correction_must_fit_its_quote_and_mean_something(
    folder: Path, printed: str, means: str, complaint: str
) -> None:
    text = CORRECTION.format(printed=printed, means=means)
    (folder / "corrections.yml").write_text(text, encoding="utf-8")
    with pytest.raises(CurationError, match=complaint):
        load_curation(folder)


def test_a_judgement_is_about_a_code_of_the_catalogue(folder: Path) -> None:
    (folder / "judgements.yml").write_text(
        "- {id: a-b, code: no-such-code, decision: d, reason: r, by: b, date: 2026-11-22}\n",
        encoding="utf-8",
    )
    with pytest.raises(CurationError, match=r"judgements\.yml: entry a-b names no-such-code"):
        load_curation(folder)


@pytest.mark.parametrize(
    "told",
    [
        "kind: place, country: FR, means: fr-nowhere",
        "kind: place, country: FR, not: [fr-paris, fr-nowhere]",
        "kind: person, place: fr-nowhere, means: Jane Doe",
    ],
)
def test_a_decision_names_places_that_are_known(folder: Path, told: str) -> None:
    entry = f"- {{{told}, printed: 某, reason: r, by: b, date: 2026-11-22}}\n"
    (folder / "names.yml").write_text(entry, encoding="utf-8")
    with pytest.raises(CurationError, match=r"names\.yml: entry 某 names fr-nowhere"):
        load_curation(folder)


def test_the_host_is_a_place_that_is_known(folder: Path) -> None:
    path = folder / "events.yml"
    path.write_text(path.read_text("utf-8").replace("tw-taipei", "tw-nowhere"), encoding="utf-8")
    with pytest.raises(CurationError, match=r"events\.yml: entry host names tw-nowhere"):
        load_curation(folder)


def test_a_file_that_is_not_known_is_refused(folder: Path) -> None:
    (folder / "poeple.yml").write_text("[]\n", encoding="utf-8")
    with pytest.raises(CurationError, match=r"poeple\.yml is no file of decisions"):
        load_curation(folder)


def test_a_missing_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CurationError, match="missing"):
        load_curation(tmp_path / "nowhere")
