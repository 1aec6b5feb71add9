"""Who issues a release, where its masthead says so: `臺北市政府資訊局 新聞稿`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.extract.latin_entries import BODY
from pipeline.extract.office_holders import HAN
from pipeline.ingest.document import Text

_NEWS = r"(?:新聞稿|新闻稿|新聞資料|新闻资料|(?:press|news|media) release)"
_BODY_END = r"(?:局|處|处|府|會|会|部|署|院|司|所|中心|公司)"
# A large class takes long to compile where case is ignored, so it is only where there is case.
_IN_MASTHEAD = re.compile(rf"(?P<agency>[{HAN}]{{2,24}}?{_BODY_END})\s*(?i:{_NEWS})")
_NEWS_ALONE = re.compile(rf"\W*{_NEWS}\W*", re.IGNORECASE)
_BODY_ALONE = re.compile(
    rf"[{HAN}]{{2,24}}{_BODY_END}|(?:[^,;:]*,\s*)?[^,;:]*\b(?:Government|Ministry|Council)"
)


def issuer(masthead: Text, above: Sequence[Text]) -> Text | None:
    """The agency that a masthead names or, where it says 新聞稿 alone, that the line above it is."""
    if (match := _IN_MASTHEAD.search(masthead.text)) is not None:
        return masthead.group(match, "agency")
    if not above or not _NEWS_ALONE.fullmatch(masthead.text):
        return None
    line = above[-1]
    return line if _BODY_ALONE.fullmatch(line.text) or BODY.fullmatch(line.text) else None
