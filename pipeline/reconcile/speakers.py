"""The speakers table: a row a seat, with the words that it was read from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from pipeline.dataset import Part, Speaker
from pipeline.extract.records import Delegate
from pipeline.ingest.document import Text
from pipeline.normalize.countries import country_name
from pipeline.normalize.curation import Curation
from pipeline.normalize.entries import Place
from pipeline.normalize.people import PersonIdentity
from pipeline.normalize.places import place_of
from pipeline.normalize.seats import seat_detail
from pipeline.reconcile.chronology import basis_rank, is_report, posting_rank
from pipeline.reconcile.provenance import Sources
from pipeline.reconcile.seats import Account, Mention, Scope, Seat, evidence
from pipeline.reconcile.verdict import Verdict, decide

TABLE = "speakers"


@dataclass(frozen=True, slots=True, eq=False)
class Seated:
    """A seat with its id, what its row follows, and its place in the best list of its session."""

    speaker_id: str
    seat: Seat
    verdict: Verdict
    order: int | None

    @property
    def scope(self) -> Scope:
        return self.seat.scope

    @property
    def printed(self) -> str:
        """The seat as the first release prints it."""
        return self.seat.accounts[0].printed

    def mentions(self, accounts: Iterable[Account] | None = None) -> list[Mention]:
        """The claims about the seat, in the order of the releases; of some accounts only."""
        chosen = self.seat.accounts if accounts is None else list(accounts)
        return [m for a in self.seat.accounts if a in chosen for m in a.mentions]


def seat_all(seats: Sequence[Seat]) -> list[Seated]:
    """Ids, verdicts and orders for all seats.

    An id is made from the words of the first release that tells of the seat; a later seat that
    would have the same gets the person or office added, then a number.
    """
    taken: set[str] = set()
    orders = _orders(seats)
    seated = []
    for seat in sorted(seats, key=_told_first):
        speaker_id = next(name for name in _ids(seat) if name not in taken)
        taken.add(speaker_id)
        seated.append(Seated(speaker_id, seat, decide(seat), orders[id(seat)]))
    return seated


def _told_first(seat: Seat) -> tuple[object, ...]:
    first = seat.accounts[0]
    return (posting_rank(first.release), first.scope.prefix, evidence(first.mentions[0]))


def _ids(seat: Seat) -> Iterator[str]:
    mention = seat.accounts[0].mentions[0]
    base = f"{mention.scope.prefix}-{mention.seat.seat_slug}"
    detail = seat_detail(mention.seat.claim.delegate)
    yield base
    if detail is not None:
        base = f"{base}-{detail}"
        yield base
    number = 2
    while True:
        yield f"{base}-{number}"
        number += 1


def _orders(seats: Sequence[Seat]) -> dict[int, int | None]:
    """The place of each seat in the best list of its session, by `id(seat)`.

    A table goes before a list, a caption and sentences, a report before an announcement. A seat
    that the list leaves out has none. What sentences say is numbered as it is printed.
    """
    orders: dict[int, int | None] = {}
    scopes: dict[Scope, list[Seat]] = {}
    for seat in seats:
        scopes.setdefault(seat.scope, []).append(seat)
    for held in scopes.values():
        told = [(seat, mention) for seat in held for a in seat.accounts for mention in a.mentions]
        best = min(_listing(mention) for _, mention in told)
        listed: dict[int, Mention] = {}
        for seat, mention in told:
            if _listing(mention) == best:
                listed.setdefault(id(seat), mention)
        printed = sorted(listed, key=lambda seat: listed[seat].seat.claim.delegate.printed.start)
        for seat in held:
            claimed = listed[id(seat)].seat.claim.order if id(seat) in listed else None
            numbered = printed.index(id(seat)) + 1 if id(seat) in listed else None
            orders[id(seat)] = numbered if claimed is None else claimed
    return orders


def _listing(mention: Mention) -> tuple[int, bool, tuple[str, int, str]]:
    reported = is_report(mention.release)
    return (basis_rank(mention.basis), not reported, posting_rank(mention.release))


# --- the row --------------------------------------------------------------------------------------


def speaker_row(
    seated: Seated,
    persons: Mapping[str, PersonIdentity],
    curation: Curation,
    place_names: Mapping[str, str],
    sources: Sources,
) -> Speaker:
    """The row of a seat; `needs_review` is settled when all findings are known."""
    accepted = seated.verdict.accepted
    everyone, kept = seated.mentions(), seated.mentions(accepted)
    leading = [m for account in (*accepted, *seated.verdict.overruled) for m in account.mentions]
    titled = next((m for a in accepted if (m := a.titled) is not None), None)
    body = next((m.seat.organisation_zh for m in _of(accepted) if m.seat.organisation_zh), None)
    person_id = next((m.person for m in _of(accepted) if m.person is not None), None)
    person = persons[person_id] if person_id is not None else None
    place_id = next((m.seat.place_id for m in leading if m.seat.place_id), None)
    place = place_of(place_id, curation) if place_id is not None else None
    told = next((m.seat.country_iso2 for m in leading if m.seat.country_iso2), None)
    country = place.country_iso2 if place else told
    country_shown = country_name(country, curation) if country is not None else None
    places = _printed(everyone, lambda m: m.seat.claim.delegate.place)
    scope = seated.scope
    row = Speaker(
        speaker_id=seated.speaker_id,
        event=scope.event,
        year=scope.year,
        session_id=scope.session_id,
        order=seated.order,
        part=_part(leading),
        is_host=seated.seat.is_host,
        person_id=person_id,
        person_name=person.name if person else None,
        person_name_zh=person.name_zh if person else None,
        person_printed=_printed(
            kept, lambda m: m.seat.claim.delegate.person, lambda m: m.seat.claim.delegate.alias
        ),
        title_printed=_printed(kept, office_of),
        title_zh=titled.seat.title_zh if titled else None,
        title_en=titled.seat.title_en if titled else None,
        rank=titled.seat.rank if titled else None,
        organisation_zh=body,
        place_id=place_id,
        place_name_zh=_name_zh(place, places, place_names),
        place_name_en=place.name_en if place else None,
        country_iso2=country,
        country_name_zh=country_shown.zh if country_shown else None,
        country_name_en=country_shown.en if country_shown else None,
        attendance="attended" if seated.seat.reported else "announced",
        release_ids=sorted({account.release.release_id for account in seated.seat.accounts}),
        needs_review=False,
        printed=_printed(everyone, lambda m: m.seat.claim.delegate.printed),
        place_printed=places,
        country_printed=_printed(everyone, country_of),
        organisation_printed=_printed(kept, lambda m: m.seat.claim.delegate.organisation),
    )
    _note(row, everyone, kept, sources)
    return row


def _of(accounts: Iterable[Account]) -> Iterator[Mention]:
    return (mention for account in accounts for mention in account.mentions)


def _name_zh(
    place: Place | None, printed: Sequence[str], place_names: Mapping[str, str]
) -> str | None:
    """The canonical Chinese name, or one that is printed; for a place not resolved as printed."""
    if place is None:
        return next(iter(printed), None)
    return place.name_zh or place_names.get(place.id)


def _part(mentions: Sequence[Mention]) -> Part:
    return next((part for m in mentions if (part := m.seat.claim.part) is not None), "speaker")


def office_of(mention: Mention) -> Text | None:
    """The title with the body that it belongs to, as printed."""
    delegate = mention.seat.claim.delegate
    return delegate.office or delegate.title


def country_of(mention: Mention) -> Text | None:
    """The country printed with the seat, or with one before it in the same list."""
    delegate = mention.seat.claim.delegate
    return delegate.country or delegate.country_carried


def _printed(mentions: Iterable[Mention], *parts: Callable[[Mention], Text | None]) -> list[str]:
    """The different words, in order; `;` would part the elements of a list and is widened."""
    words = (m.release.printed(part(m)) for m in mentions for part in parts)
    return list(dict.fromkeys(word.replace(";", "；") for word in words if word))


def _note(
    row: Speaker, everyone: Sequence[Mention], kept: Sequence[Mention], sources: Sources
) -> None:
    """Note where each value of the row was read: canonical ones where the words mean just that."""

    def note(mention: Mention, text: Text | None, *columns: str) -> None:
        held = [column for column in columns if getattr(row, column) not in (None, [])]
        sources.note(TABLE, row.speaker_id, held, mention.release.release_id, text)

    for mention in everyone:
        seat, delegate = mention.seat, mention.seat.claim.delegate
        note(mention, delegate.printed, "printed")
        note(mention, delegate.place, "place_printed")
        note(mention, country_of(mention), "country_printed")
        if seat.place_id == row.place_id:
            note(mention, delegate.place, "place_id", "place_name_zh", "place_name_en")
        if seat.country_iso2 == row.country_iso2:
            named = country_of(mention) or delegate.place
            note(mention, named, "country_iso2", "country_name_zh", "country_name_en")
    for mention in kept:
        seat, delegate = mention.seat, mention.seat.claim.delegate
        note(mention, office_of(mention), "title_printed")
        note(mention, delegate.organisation, "organisation_printed")
        _note_person(delegate, partial(note, mention), "person_printed")
        if seat.title_zh == row.title_zh:
            note(mention, office_of(mention), "title_zh", "title_en", "rank")
        if seat.organisation_zh == row.organisation_zh:
            note(mention, delegate.organisation, "organisation_zh")
        if mention.person == row.person_id:
            named_as = ("person_id", "person_name", "person_name_zh")
            _note_person(delegate, partial(note, mention), *named_as)


def _note_person(delegate: Delegate, note: Callable[..., None], *columns: str) -> None:
    """Note the name of a person in both scripts, where it is printed in both."""
    for name in (delegate.person, delegate.alias):
        note(name, *columns)
