"""Press releases of the Taipei Smart City Mayors' Summit, as a citable dataset with provenance."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pandas import DataFrame

__all__ = ["__version__", "load"]

__version__ = "0.1.0"
"""Version of the code, and of the dataset that it publishes."""


def load(table: str, folder: str | Path = "normalized") -> DataFrame:
    """The published table as a typed DataFrame; see `pipeline.publish.load`.

    Raises ValueError for a table that does not exist, FileNotFoundError for one not published.
    """
    from pipeline.publish.load import load as read  # pandas is slow to import; only readers pay

    return read(table, folder)
