"""What the tests share: one run of the stages over `raw/`, in this process."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from pipeline.dataset import Dataset
    from pipeline.extract.lexicon import Lexicon
    from tests.labelled.chain import Chain

# The same examples on every machine, however slow: a find of chance belongs into a test of its own.
settings.register_profile(
    "repeatable",
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile("quick", settings.get_profile("repeatable"), max_examples=40)


def pytest_configure(config: pytest.Config) -> None:
    """Without the slow tests, the others try fewer examples."""
    quick = "not slow" in config.option.markexpr
    settings.load_profile("quick" if quick else "repeatable")


ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="session")
def chain() -> Chain:
    """Every release in `raw/`, read, extracted and normalised once."""
    from tests.labelled.chain import run_chain

    return run_chain()


@pytest.fixture(scope="session")
def lexicon() -> Lexicon:
    """The word classes as `normalize` builds them from `curation/`."""
    from pipeline.normalize.curation import load_curation
    from pipeline.normalize.lexicon import build_lexicon

    return build_lexicon(load_curation(ROOT / "curation"))


@pytest.fixture(scope="session")
def dataset(chain: Chain) -> Dataset:
    """The dataset of all releases together."""
    return chain.dataset()


@pytest.fixture(scope="session")
def alone(chain: Chain) -> Callable[[str], Dataset]:
    """The dataset of one release that is read alone, by its id."""
    return cache(lambda release_id: chain.dataset([release_id]))
