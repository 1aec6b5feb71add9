"""What a participant shares with the one named before him: 同市, the city of an office, the office."""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.extract.office_holders import latin_name
from pipeline.extract.records import Delegate
from pipeline.ingest.document import Text

_SAME = re.compile(r"[同該该當当][市縣县州省郡區区鎮镇地]")


def with_place_before(delegate: Delegate, before: Delegate | None, *, beside: bool) -> Delegate:
    """The delegate with the place of the one before him, where the words refer to it.

    `同市資訊長` and `該市副市長` do; so does a bare office, `beside` him in a list, whose holder is
    from abroad as he is: 印尼泗水市市長 Eri Cahyadi、局長 Irvan Wahyudrajad.
    """
    refers = delegate.place is not None and _SAME.fullmatch(delegate.place.text) is not None
    if refers and delegate.country is None:
        bare = replace(delegate, place=None, country_carried=None, host_implied=False)
        return bare if before is None else _of_place(bare, before)
    if before is None or not beside or not delegate.host_implied:
        return delegate
    abroad = _country(before) is not None and before.place is not None
    both = _is_latin(delegate.person) and _is_latin(before.person)
    return _of_place(delegate, before) if abroad and both else delegate


def sharing_office(name: Text, before: Delegate | None) -> Delegate | None:
    """Who bears nothing but a Latin name, behind somebody whose office he shares:
    加拿大哈利法克斯市議員 Waye Mason、Lisa Blackburn."""
    read = latin_name(name)
    if before is None or read is None or " " not in read[0].text:
        return None
    if before.title is None or before.place is None or not _is_latin(before.person):
        return None
    person, honorific = read
    return replace(
        before,
        printed=name,
        person=person,
        alias=None,
        honorific=honorific,
        country=None,
        country_carried=_country(before),
    )


def _of_place(delegate: Delegate, before: Delegate) -> Delegate:
    return replace(
        delegate,
        place=before.place,
        admin1=before.admin1,
        country_carried=_country(before),
        host_implied=before.host_implied,
    )


def _country(delegate: Delegate) -> Text | None:
    return delegate.country or delegate.country_carried


def _is_latin(person: Text | None) -> bool:
    return person is not None and latin_name(person) is not None
