"""What an entry prints beside its participant: the title of his talk, an office that he held before."""

from __future__ import annotations

import re

from pipeline.ingest.document import Text

_SUBJECT = re.compile(
    r"\s*(?:「[^」\n]{2,60}」|『[^』\n]{2,60}』|《[^》\n]{2,60}》|“[^”\n]{2,80}”)[\s—–－―─:：]*(?=\S)"
)
_SUBJECT_BEHIND = re.compile(r"(?<=[^\W\d_\u3400-\u9fff])\s*[：:]?\s*「[^」\n]{2,60}」\s*$")
_EARLIER_OFFICE = re.compile(r"\s*[（(]\s*(?:前(?!線|线|鎮|镇)|[曾時时原卸]任)[^()（）]{2,24}[)）]")


LEFT_OPEN = re.compile(
    r"\W*(?:(?:尚)?(?:待|未)(?:定|確[定認]|确[定认]|邀|補|补|公布|宣布)|(?:確認|确认|邀請|邀请|洽邀|聯繫|联系)中|暫缺|暂缺"
    r"|N/?A|TB[ACD]|to be (?:announced|confirmed|decided|determined))\W*",
    re.IGNORECASE,
)
"""What stands in place of a name that is still to come."""
_LEFT_OPEN_BEHIND = re.compile(
    rf"(?<=\S)(?=[\s、，,:：(（])(?:{LEFT_OPEN.pattern})$", re.IGNORECASE
)


def without_asides(printed: Text) -> Text:
    """The entry less the title of a talk before or behind it, less an office that somebody held
    before (（前柯林斯堡市長）), and less what says that a name is still to come (待定)."""
    subject = _SUBJECT.match(printed.text)
    own = printed[subject.end() if subject else 0 :].replace(_EARLIER_OFFICE, "")
    return own.replace(_SUBJECT_BEHIND, "").replace(_LEFT_OPEN_BEHIND, "")
