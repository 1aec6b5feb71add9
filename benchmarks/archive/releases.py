"""The releases about an edition: an announcement, a closing and an annex, as parts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from random import Random

from benchmarks.archive.invention import Edition, Seat, Session
from benchmarks.archive.parts import Grid, Para, Part
from benchmarks.archive.phrases import Phrases
from benchmarks.archive.plan import Family
from benchmarks.archive.words import words

_COUNTS = "零一兩三四"
_FIRST = "首場"


def parts_of(edition: Edition, family: Family, chance: Random) -> list[Part]:
    """What the release of that family says."""
    say = Phrases(chance, edition)
    write = {"announcement": _announcement, "closing": _closing, "annex": _annex}[family]
    return list(write(edition, say, chance))


def _head(edition: Edition, say: Phrases, chance: Random, day: date, title: str) -> Iterator[Part]:
    agency = f"{say.host}政府{edition.agency}"
    yield Para(f"{agency} 新聞稿", "heading")
    yield Para(f"發布機關：{agency}")
    yield Para(f"張貼日：{say.posted(day)}")
    name = "".join(
        chance.choices("王李陳林張黃吳劉", k=1) + chance.choices("家明怡君志偉淑芬", k=2)
    )
    yield Para(f"聯絡人：{name} {chance.choice(('主任秘書', '科長', '專員'))}")
    yield Para(f"聯絡資訊：09{chance.randrange(10**8):08d}")
    yield Para(title, "title")


def _announcement(edition: Edition, say: Phrases, chance: Random) -> Iterator[Part]:
    sessions = edition.sessions
    days = "、".join(dict.fromkeys(say.day(session.day) for session in sessions))
    title = f"{edition.event}即將登場 以「{edition.theme}」為題"
    yield from _head(edition, say, chance, edition.announced_on, title)
    parted = f"，分{_COUNTS[len(sessions)]}場次進行" if len(sessions) > 1 else ""
    yield Para(
        f"{chance.choice(words()['openings'])}。「{edition.event}」將於{days}在{edition.venue}舉行{parted}，"
        f"預計吸引至少{edition.expected}位各國市府及產業代表參與。"
    )
    for session in sessions:
        named = f"「{session.name}」({say.slashed(session.day)})" if session.name else "會議"
        invited = "、".join(say.place(seat.place) for seat in _announced(session) if seat.place)
        yield Para(f"{named}邀請{invited}等城市首長或代表與談。")
    yield Para(chance.choice(words()["closings"]))
    yield Para(words()["captions"].format(event=edition.event), "caption")
    yield _flat(edition, say) if edition.flat else _roster(edition, say)
    yield Para("直播連結：")
    for session in sessions:
        lead = f"{session.name} " if session.name else ""
        yield Para(f"{lead}中文 {session.links[0]} 英文 {session.links[1]}")


def _announced(session: Session) -> Iterator[Seat]:
    yield from (guest.announced for guest in session.guests)


def _roster(edition: Edition, say: Phrases) -> Grid:
    """A row a session, with a list of who takes part."""
    rows: list[tuple[tuple[str, ...], ...]] = [
        (("場次",), ("日期/時間",), ("與會講者(城市首長或代表)",))
    ]
    for session in edition.sessions:
        listed = [f"主持人：{say.moderator(session.moderator)}", "與談人："]
        seats = [*([session.opening] if session.opening else []), *_announced(session)]
        listed += [f"◆ {say.entry(seat)}" for seat in seats]
        rows.append(((session.name or "會議",), say.when(session), tuple(listed)))
    return Grid(tuple(rows), (2, 3, 9))


def _flat(edition: Edition, say: Phrases) -> Grid:
    """A row a seat."""
    heads = ("場次", "日期/時間", "國家", "城市", "職稱", "姓名")
    rows = [tuple((head,) for head in heads)]
    for session in edition.sessions:
        when = " ".join(say.when(session))
        for seat in _announced(session):
            if seat.place:
                where = ((say.country(seat.place),), (say.city(seat.place),))
                who = ((seat.office.printed,), (say.name(seat),))
                rows.append(((session.name or "會議",), (when,), *where, *who))
    return Grid(tuple(rows), (2, 3, 2, 3, 3, 4))


def _closing(edition: Edition, say: Phrases, chance: Random) -> Iterator[Part]:
    sessions = edition.sessions
    yield from _head(edition, say, chance, edition.closed_on, f"{edition.event}圓滿落幕")
    came = [seat for session in sessions for seat, _ in session.report()]
    countries = len({seat.place.iso2 for seat in came if seat.place})
    parted = f"{_COUNTS[len(sessions)]}場次" if len(sessions) > 1 else ""
    yield Para(
        f"{edition.event}已於{say.day(sessions[-1].day)}圓滿落幕，{parted}共計有{countries}國{len(came)}位"
        f"城市首長或代表分享經驗。共計有{edition.registered}個國家報名參加，線上觀看總人數達到"
        f"{edition.views}人次以上。{chance.choice(words()['openings'])}。"
    )
    for session in sessions:
        yield Para(_told(session, say, chance, edition.crowded))
    yield Para(chance.choice(words()["closings"]))
    yield Para("各場次與會城市首長或代表：")
    for session in sessions:
        yield Para(_session_head(edition, session, say, edition.crowded), "heading")
        yield from (Para(say.entry(seat), "item") for seat, _ in session.report())
    if "annex" not in edition.plan.families:
        yield Para("附件：談話摘要", "heading")
        yield from _talks(edition, say, chance)


def _told(session: Session, say: Phrases, chance: Random, hours: bool) -> str:
    """A paragraph about a session: who chaired it, what two of the guests said."""
    when = say.day(session.day) + (f" {'-'.join(session.hours)}" if hours else "")
    lead = f"{session.name}（{when}）" if session.name else f"會議（{when}）"
    quotes = [
        f"{say.in_prose(seat)}{chance.choice(words()['talk']['said'])}，{_plain(talk)}"
        for seat, talk in list(session.report())[:2]
    ]
    return f"{lead}由{say.moderator(session.moderator)}主持。{''.join(quotes)}"


def _plain(talk: Sequence[str]) -> str:
    return talk[-1].split("：")[-1]


def _annex(edition: Edition, say: Phrases, chance: Random) -> Iterator[Part]:
    yield Para(f"附件：{edition.event}談話摘要", "title")
    yield from _talks(edition, say, chance)


def _talks(edition: Edition, say: Phrases, chance: Random) -> Iterator[Part]:
    """A table a session, with a row a talk."""
    heads = chance.choice(
        (("編號", "城市與談人", "內容摘要"), ("編號", "國家", "城市", "職稱", "姓名", "發言重點"))
    )
    for session in edition.sessions:
        yield Para(_session_head(edition, session, say, edition.crowded), "heading")
        rows: list[tuple[tuple[str, ...], ...]] = [tuple((head,) for head in heads)]
        for number, (seat, talk) in enumerate(session.report(), 1):
            rows.append(((str(number),), *_speaker(seat, say, len(heads)), talk))
        yield Grid(tuple(rows), (1, 4, 10) if len(heads) == 3 else (1, 2, 2, 2, 3, 8))


def _speaker(seat: Seat, say: Phrases, columns: int) -> Iterable[tuple[str, ...]]:
    assert seat.place is not None
    if columns == 3:
        return ((say.place(seat.place), say.titled(seat)),)
    where = ((say.country(seat.place),), (say.city(seat.place),))
    return (*where, (seat.office.printed,), (say.name(seat),))


def _session_head(edition: Edition, session: Session, say: Phrases, hours: bool) -> str:
    name = f"－{session.name}" if session.name else ""
    when = f"{say.slashed(session.day)}{' ' + '-'.join(session.hours) if hours else ''}"
    return f"{edition.event}{name}({when})"
