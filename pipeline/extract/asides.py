"""What an entry prints beside its participant: the title of his talk, an office that he held before."""

from __future__ import annotations

import re

from pipeline.ingest.document import Text

_SUBJECT = re.compile(
    r"\s*(?:「[^」\n]{2,60}」|『[^』\n]{2,60}』|《[^》\n]{2,60}》|“[^”\n]{2,80}”)[\s—–－―─:：]*(?=\S)"
)
_SUBJECT_BEHIND = re.compile(r"(?<=[^\W\d_\u3400-\u9fff])\s*[：:]?\s*「[^」\n]{2,60}」\s*$")
_EARLIER_OFFICE = re.compile(r"\s*[（(]\s*(?:前(?!線|线|鎮|镇)|[曾時时原卸]任)[^()（）]{2,24}[)）]")


def without_asides(printed: Text) -> Text:
    """The entry less the title of a talk before or behind it, and less an office that somebody
    held before: （前柯林斯堡市長）."""
    subject = _SUBJECT.match(printed.text)
    own = printed[subject.end() if subject else 0 :].replace(_EARLIER_OFFICE, "")
    return own.replace(_SUBJECT_BEHIND, "")
