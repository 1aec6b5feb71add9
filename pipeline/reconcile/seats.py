"""Claims about seats, gathered: a mention, what a release says of a seat, what all releases say.

`Mention` is one claim at one session, `Account` all that one release says of a seat, `Seat` the
accounts of all releases.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from pipeline.dataset import Rank
from pipeline.extract.records import Basis
from pipeline.ingest.document import Text
from pipeline.normalize.keys import bare_key, pinyin_key
from pipeline.normalize.keys import key as name_key
from pipeline.normalize.records import MeantRelease, MeantSeat
from pipeline.reconcile.chronology import basis_rank, is_report, posting_rank

SeatRef = tuple[str, int]
"""A seat claim: id of the release, index in its `seats`."""


class Scope(NamedTuple):
    """Where a seat stands: at a session, or at the summit of a year where none is known."""

    event: str
    year: int
    session_id: str | None

    @property
    def prefix(self) -> str:
        """What ids of seats in this scope begin with."""
        return self.session_id or f"{self.event}-{self.year}"


@dataclass(frozen=True, slots=True, eq=False)
class Mention:
    """One claim about a seat at one session. `person` is the id of the person it names."""

    release: MeantRelease
    index: int
    seat: MeantSeat
    scope: Scope
    person: str | None

    @property
    def basis(self) -> Basis:
        return self.seat.claim.basis

    @property
    def place_key(self) -> str | None:
        """The printed place without its generic part, by sound: 卡斯翠市 and 卡司翠 share it."""
        place = self.seat.claim.delegate.place
        return None if place is None else pinyin_key(bare_key(place.text)[0])

    @property
    def body_key(self) -> str | None:
        """What tells organisations apart: the id, or the key of the printed name."""
        body = self.seat.claim.delegate.organisation
        return self.seat.organisation_id or (None if body is None else name_key(body.text))

    @property
    def title(self) -> Text | None:
        return self.seat.claim.delegate.title


@dataclass(slots=True, eq=False)
class Account:
    """All that one release says of one seat, best evidence first."""

    mentions: list[Mention]

    @property
    def release(self) -> MeantRelease:
        return self.mentions[0].release

    @property
    def scope(self) -> Scope:
        return self.mentions[0].scope

    @property
    def reported(self) -> bool:
        return is_report(self.release)

    @property
    def is_host(self) -> bool:
        return any(mention.seat.is_host for mention in self.mentions)

    @property
    def person(self) -> str | None:
        return next((m.person for m in self.mentions if m.person is not None), None)

    @property
    def place_id(self) -> str | None:
        return next((m.seat.place_id for m in self.mentions if m.seat.place_id), None)

    @property
    def place_key(self) -> str | None:
        return next((m.place_key for m in self.mentions if m.place_key), None)

    @property
    def country(self) -> str | None:
        return next((m.seat.country_iso2 for m in self.mentions if m.seat.country_iso2), None)

    @property
    def body_key(self) -> str | None:
        return next((m.body_key for m in self.mentions if m.body_key), None)

    @property
    def body_id(self) -> str | None:
        return next((m.seat.organisation_id for m in self.mentions if m.seat.organisation_id), None)

    @property
    def titled(self) -> Mention | None:
        """The mention that the title is taken from."""
        return next((m for m in self.mentions if m.title is not None), None)

    @property
    def title_key(self) -> str | None:
        """What tells titles apart: the canonical one, or the key of the printed one."""
        if self.titled is None or self.titled.title is None:
            return None
        return self.titled.seat.title_zh or name_key(self.titled.title.text)

    @property
    def title_zh(self) -> str | None:
        return self.titled.seat.title_zh if self.titled else None

    @property
    def rank(self) -> Rank | None:
        return self.titled.seat.rank if self.titled else None

    @property
    def printed(self) -> str:
        return self.release.printed(self.mentions[0].seat.claim.delegate.printed) or ""

    def add(self, mentions: Iterable[Mention]) -> None:
        self.mentions = sorted([*self.mentions, *mentions], key=evidence)


@dataclass(slots=True, eq=False)
class Seat:
    """One seat as all releases tell it; accounts in chronological order, one a release."""

    accounts: list[Account]

    @property
    def scope(self) -> Scope:
        """The session if any release names it."""
        scopes = [account.scope for account in self.accounts]
        return next((scope for scope in scopes if scope.session_id is not None), scopes[0])

    @property
    def is_host(self) -> bool:
        return any(account.is_host for account in self.accounts)

    @property
    def reported(self) -> bool:
        return any(account.reported for account in self.accounts)

    def add(self, account: Account) -> None:
        """Add what another release says, keeping the chronological order."""
        self.accounts.append(account)
        self.accounts.sort(key=lambda told: posting_rank(told.release))

    def of(self, release_id: str) -> Account | None:
        """What a release says of the seat."""
        return next((a for a in self.accounts if a.release.release_id == release_id), None)


def evidence(mention: Mention) -> tuple[bool, int, int, int]:
    """Best evidence first: at a session before in a year, by basis, then as printed."""
    claim = mention.seat.claim
    return (
        mention.scope.session_id is None,
        basis_rank(claim.basis),
        claim.delegate.printed.start,
        mention.index,
    )
