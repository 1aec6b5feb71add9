"""Which accounts of different releases are of one seat.

Releases are taken in chronological order. In each session the surest matches are made first: the
person, then place and office, then what is left over where only one candidate is left.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from pipeline.reconcile.accounts import is_country_only
from pipeline.reconcile.alike import (
    alike,
    other_person,
    same_country,
    same_office,
    same_person,
    same_place,
)
from pipeline.reconcile.seats import Account, Scope, Seat

SPELLED_ALIKE = 80
"""Least rapidfuzz ratio (0-100) of two places' sounds to take them for spellings of one name,
where country and session leave no other candidate. 紐瓦克 and 紐華克 have 84; 克蘭斯頓 and 斯克蘭頓,
two cities, 77."""


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A reported seat without counterpart, and the one announced seat of its country left."""

    reported: Account
    announced: Seat


def join_releases(
    told: Sequence[Mapping[Scope, Sequence[Account]]],
) -> tuple[list[Seat], list[Contradiction]]:
    """The seats that the releases (in chronological order) tell of, each once."""
    seats: dict[Scope, list[Seat]] = {}
    contradictions: list[Contradiction] = []
    for release in told:
        for scope, accounts in release.items():
            if scope.session_id is not None:
                contradictions += _join(seats.setdefault(scope, []), accounts)
    at_sessions = {scope: list(held) for scope, held in seats.items()}
    for release in told:
        for scope, accounts in release.items():
            if scope.session_id is None:
                loose = [a for a in accounts if not _seat_at_session(a, at_sessions)]
                contradictions += _join(seats.setdefault(scope, []), loose)
    return [seat for held in seats.values() for seat in held], contradictions


def _seat_at_session(account: Account, seats: Mapping[Scope, Iterable[Seat]]) -> bool:
    """Add an account of the year alone to the one seat of the year's sessions it is alike."""
    year = account.scope
    homes = [
        seat
        for scope, held in seats.items()
        if (scope.event, scope.year) == (year.event, year.year)
        for seat in held
        if any(alike(other, account) for other in seat.accounts)
        and all(same_office(other, account) for other in seat.accounts)
    ]
    if len(homes) != 1 or homes[0].of(account.release.release_id) is not None:
        return False
    homes[0].add(account)
    return True


def _join(seats: list[Seat], accounts: Sequence[Account]) -> list[Contradiction]:
    """Put one release's accounts of a session to the seats known of it, or make new ones."""
    open_seats, open_accounts = list(seats), list(accounts)

    def settle(fits: Callable[[Seat, Account], bool]) -> None:
        for account in list(open_accounts):
            seat = next((seat for seat in open_seats if fits(seat, account)), None)
            if seat is not None:
                seat.add(account)
                open_seats.remove(seat)
                open_accounts.remove(account)

    def alone(fits: Callable[[Seat, Account], bool]) -> Callable[[Seat, Account], bool]:
        def fits_alone(seat: Seat, account: Account) -> bool:
            return (
                fits(seat, account)
                and sum(fits(other, account) for other in open_seats) == 1
                and sum(fits(seat, other) for other in open_accounts) == 1
            )

        return fits_alone

    of_country = _of_country(seats, accounts)
    settle(lambda seat, account: any(same_person(told, account) for told in seat.accounts))
    settle(lambda seat, account: _alike(seat, account) and _titles_equal(seat, account))
    settle(_alike)
    settle(alone(_successor))
    settle(of_country)
    settle(alone(_spelled_alike))
    contradictions = [
        Contradiction(account, seat)
        for seat in open_seats
        for account in open_accounts
        if alone(_contradicts)(seat, account)
    ]
    seats += [Seat([account]) for account in open_accounts]
    return contradictions


def _alike(seat: Seat, account: Account) -> bool:
    return any(alike(told, account) for told in seat.accounts) and not any(
        other_person(told, account) for told in seat.accounts
    )


def _titles_equal(seat: Seat, account: Account) -> bool:
    return account.title_key is not None and any(
        told.title_key == account.title_key for told in seat.accounts
    )


def _successor(seat: Seat, account: Account) -> bool:
    """Another office or person of the same place: a report may replace what was announced.

    The host's own are many; one of them never stands for another.
    """
    if seat.is_host or account.is_host:
        return False
    if not any(same_place(told, account) for told in seat.accounts):
        return False
    return seat.reported != account.reported or not any(
        other_person(told, account) for told in seat.accounts
    )


def _of_country(
    seats: Sequence[Seat], accounts: Sequence[Account]
) -> Callable[[Seat, Account], bool]:
    """A test for a country printed alone: it is the country's only seat in the session."""
    held = [account.country for seat in seats for account in seat.accounts[:1]]
    told = [account.country for account in accounts]

    def fits(seat: Seat, account: Account) -> bool:
        first = seat.accounts[0]
        return (
            (is_country_only(first) or is_country_only(account))
            and first.country == account.country
            and held.count(account.country) == told.count(account.country) == 1
            and not other_person(first, account)
            and same_office(first, account)
        )

    return fits


def _spelled_alike(seat: Seat, account: Account) -> bool:
    """One country, and names of places that sound much the same, not both of them known."""
    from rapidfuzz import fuzz

    first = seat.accounts[0]
    if seat.is_host or account.is_host or not same_country(first, account):
        return False
    if first.place_key is None or account.place_key is None:
        return False
    if first.place_id is not None and account.place_id is not None:
        return False
    return fuzz.ratio(first.place_key, account.place_key) >= SPELLED_ALIKE


def _contradicts(seat: Seat, account: Account) -> bool:
    """An announced and a reported seat of one country whose places are known and differ."""
    first = seat.accounts[0]
    return (
        account.reported
        and not seat.reported
        and not seat.is_host
        and not account.is_host
        and first.country is not None
        and first.country == account.country
        and first.place_id is not None
        and account.place_id is not None
    )
