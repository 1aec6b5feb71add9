"""Personal data that must never be published: what a contact block holds, by its shape.

A second line of defence behind the redaction in `ingest`; it finds numbers and addresses, not names.
"""

from __future__ import annotations

import re
import unicodedata

_SHAPES = {
    "an e-mail address": re.compile(r"[A-Za-z0-9_.+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+"),
    # Numbering of Taiwan: mobiles 09xx-xxx-xxx, lines 0x-xxxx-xxxx or (0x)xxxx-xxxx
    "a mobile number": re.compile(r"(?<![\w-])09\d{2}[- ]?\d{3}[- ]?\d{3}(?![\w-])", re.ASCII),
    "a telephone number": re.compile(
        r"(?<![\w-])(?:\(0[2-8]\d?\) ?|0[2-8]\d?-)\d{3,4}[- ]?\d{4}(?![\w-])|\+886[- ]?\d[\d -]{6,}",
        re.ASCII,
    ),
    "a telephone extension": re.compile(r"分機[:： ]*\d{3,}"),
}


def personal_data(text: str) -> str | None:
    """What personal data the text holds (`a mobile number`), if any; widths are folded."""
    folded = unicodedata.normalize("NFKC", text)
    return next((what for what, shape in _SHAPES.items() if shape.search(folded)), None)
