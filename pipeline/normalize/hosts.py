"""Whether a seat without a place is the host city's own."""

from __future__ import annotations

import re

from pipeline.extract.records import Delegate
from pipeline.normalize.curation import Curation

_MAYOR = re.compile(r"副?市[長长]")


def is_of_host(delegate: Delegate, country_iso2: str | None, curation: Curation) -> bool:
    """Whether an entry that prints no place means the host city's own (副市長黃珊珊).

    With the host's country beside it (臺灣 in a column of countries) only its mayors are meant.
    """
    if country_iso2 is None:
        return delegate.host_implied
    home = curation.events.host.place[:2].upper()
    mayor = delegate.title is not None and _MAYOR.fullmatch(delegate.title.text.strip())
    return bool(mayor) and country_iso2 == home and delegate.organisation is None
