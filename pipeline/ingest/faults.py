"""What is said of a fault: enough to find it, nothing of a release and no path of the machine."""

from __future__ import annotations

import re
import traceback
from pathlib import Path

PACKAGE = Path(__file__).parents[1]
_LONGEST_REASON = 160
_PATH = re.compile(r"(?:[A-Za-z]:)?(?:[\\/][^\\/\s'\":]+){2,}")
_PRIVATE = re.compile(r"[^\x00-\x7f]+|\S*@\S*|\d[\d\s().-]{4,}")
"""Words of a release, an address, a telephone number: a message needs none of them."""
_NAMES = re.compile(r"(?<![\w.])[A-Z][\w'.-]*")
"""Words that may be somebody's name; what follows a dot is a module's."""


def reason(fault: BaseException, *, names: bool = False) -> str:
    """What was raised and where in this package; no path of the machine, no words of a release.

    `names` keeps words with a capital: for a fault in which no release had a part.
    """
    message = _PRIVATE.sub("…", _PATH.sub("…", " ".join(str(fault)[:10_000].split())))
    message = message if names else _NAMES.sub("…", message)
    if len(message) > _LONGEST_REASON:
        message = message[:_LONGEST_REASON] + "…"
    words = f"{type(fault).__name__}: {message}" if message else type(fault).__name__
    for frame in reversed(traceback.extract_tb(fault.__traceback__)):
        if Path(frame.filename).is_relative_to(PACKAGE):
            module = Path(frame.filename).relative_to(PACKAGE.parent).as_posix()
            return f"{words} ({module}, line {frame.lineno})"
    return words
