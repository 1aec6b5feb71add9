"""What paragraphs are about: the session that they begin with, or that heads them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.extract.datelines import is_stamp
from pipeline.extract.patterns import CLOCK
from pipeline.extract.placing import first_ref
from pipeline.extract.programme import says_which, told_by_hours
from pipeline.extract.records import SessionRef
from pipeline.extract.references import session_refs
from pipeline.extract.sentences import split_sentences
from pipeline.ingest.document import Block, Text

_LONGEST_HEADING = 60


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph by its sentences; `topic` is the session of the heading right above it."""

    sentences: tuple[Text, ...]
    topic: tuple[SessionRef, ...] = ()


def paragraphs_of(blocks: Sequence[Block], prose: Sequence[Block]) -> list[Paragraph]:
    """The paragraphs `prose` among the blocks of a release, each below a session's heading with it:
    `亮點二　城市健康論壇（3月24日09:30-11:00）`."""
    headed = {
        id(below): _heading_of(above.text)
        for above, below in pairwise(blocks)
        if above.table is None
    }
    return [
        Paragraph(tuple(split_sentences(block.text)), headed.get(id(block), ())) for block in prose
    ]


def _heading_of(line: Text) -> tuple[SessionRef, ...]:
    """The one session that a line dates with its hours, where it is a heading."""
    if len(line) > _LONGEST_HEADING or "。" in line.text or is_stamp(line):
        return ()
    ref = first_ref([line])
    timed = ref is not None and ref.when is not None and CLOCK.search(ref.when.text)
    return (ref,) if ref is not None and timed and says_which(ref) and not ref.whole else ()


_LEADS = 8
"""How far into a sentence the session may be named that it, and those behind it, are about."""


def with_topics(
    paragraph: Paragraph, titles: tuple[str, ...] = ()
) -> Iterator[tuple[Text, tuple[SessionRef, ...]]]:
    """Each sentence with the session that its paragraph speaks of: `第一場由…主持。…市長表示`.

    `titles` are those of the release's sessions.
    """
    topic = paragraph.topic
    by_hours = told_by_hours(paragraph.sentences)
    for number, sentence in enumerate(paragraph.sentences):
        located = session_refs(sentence, titles)
        leading = located[0] if located and located[0].start <= _LEADS else None
        named = leading is not None and not leading.ref.whole and leading.ref.name is not None
        if leading is not None and named and (number == 0 or topic):
            topic = (leading.ref,)
        elif located:
            topic = ()
        told = by_hours[number]
        yield sentence, (told[0],) if told else topic
