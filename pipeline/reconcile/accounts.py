"""The seats that one release tells of: its claims gathered to accounts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from pipeline.normalize.records import MeantRelease
from pipeline.reconcile.alike import alike, other_person, same_office, same_person, same_title
from pipeline.reconcile.seats import Account, Mention, Scope, SeatRef, evidence


def accounts_of(
    release: MeantRelease,
    scopes: Sequence[Sequence[Scope]],
    persons: Mapping[SeatRef, str],
) -> dict[Scope, list[Account]]:
    """The seats that one release tells of, by scope. `scopes` are those of each seat claim, in order.

    What is said of somebody with no session named belongs to the one session where the release
    has that seat; somebody whom it has at several is not seated once more.
    """
    mentions: dict[Scope, list[Mention]] = {}
    for index, seat in enumerate(release.seats):
        for scope in scopes[index]:
            person = persons.get((release.release_id, index))
            mentions.setdefault(scope, []).append(Mention(release, index, seat, scope, person))
    seated = {scope: _gather(told) for scope, told in mentions.items() if scope.session_id}
    for scope, told in mentions.items():
        if scope.session_id is None:
            left = [a for a in _gather(told) if not _seated_already(a, seated, scope)]
            if left:
                seated[scope] = left
    return seated


def _gather(mentions: Iterable[Mention]) -> list[Account]:
    """The accounts of one scope: each mention joins the first account that it is alike.

    One list does not print a seat twice under different titles: there they part seats.
    """
    accounts: list[Account] = []
    for mention in sorted(mentions, key=evidence):
        single = Account([mention])
        home = next(
            (
                account
                for account in accounts
                if alike(account, single)
                and (
                    same_person(account, single)
                    or same_title(account, single)
                    or all(mention.basis != told.basis for told in account.mentions)
                )
            ),
            None,
        )
        if home is None:
            accounts.append(single)
        else:
            home.add([mention])
    return _join_countries(accounts)


def _join_countries(accounts: list[Account]) -> list[Account]:
    """An entry that prints a country only is the seat of that country if there is just one."""
    kept = list(accounts)
    for account in accounts:
        if not is_country_only(account):
            continue
        homes = [a for a in kept if a is not account and _may_be_of_country(a, account)]
        if len(homes) == 1:
            homes[0].add(account.mentions)
            kept.remove(account)
    return kept


def is_country_only(account: Account) -> bool:
    return (
        account.country is not None
        and not account.is_host
        and account.place_id is None
        and account.place_key is None
        and account.body_key is None
    )


def _may_be_of_country(seat: Account, account: Account) -> bool:
    return (
        seat.country == account.country
        and not seat.is_host
        and seat.place_key is not None
        and not other_person(seat, account)
        and same_office(seat, account)
    )


def _seated_already(
    account: Account, seated: Mapping[Scope, Iterable[Account]], year: Scope
) -> bool:
    homes = [
        seat
        for scope, accounts in seated.items()
        if (scope.event, scope.year) == (year.event, year.year)
        for seat in accounts
        if alike(seat, account)
    ]
    if len(homes) == 1:
        homes[0].add(account.mentions)
    return bool(homes)
