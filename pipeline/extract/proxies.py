"""Somebody who comes for another: `聖地亞哥市市長 Mr. Ulises Peña，因故由副市長 Ms. Carmen Polanco 代表出席`."""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.extract.delegates import NO_CONTEXT, Context, parse_delegate
from pipeline.extract.lexicon import Lexicon
from pipeline.extract.records import Delegate
from pipeline.ingest.document import Text

PROXY = re.compile(
    r"\s*+(?:[，,（(]\s*+)?(?:因[^，,。；()（）]{1,6}?)?(?:特|改|將|将|則|则)?(?:由|指派|委派|委託|委托|委由)(?:其)?\s*(?P<proxy>[^，,。；()（）]{2,60}?)"
    r"\s*(?:代表|代理|代為|代为)(?:出席|參加|参加|與會|与会|與談|与谈|致[詞词辭辞]|發言|发言)?\s*+(?:[)）]\s*+)?(?:[。.]\s*+)?$"
)
"""Who comes for somebody, behind the words about the one who does not."""


def parse_proxy(entry: Text, lexicon: Lexicon, context: Context = NO_CONTEXT) -> Delegate | None:
    """The participant of an entry: who comes for somebody, where it says so, for that place."""
    match = PROXY.search(entry.text)
    who = entry.group(match, "proxy") if match else None
    if match is None or who is None or not match.start():
        return parse_delegate(entry, lexicon, context)
    sent = parse_delegate(entry[: match.start()], lexicon, context)
    proxy = parse_delegate(who, lexicon, context)
    if sent is None or proxy is None or proxy.person is None:
        return parse_delegate(entry, lexicon, context)
    if proxy.country is not None:
        return replace(proxy, printed=entry)
    return replace(
        proxy,
        printed=entry,
        country=sent.country,
        country_carried=sent.country_carried,
        admin1=sent.admin1,
        place=proxy.place or sent.place,
        host_implied=sent.host_implied,
    )
