"""What a seat's row is to say where its releases disagree.

A report of what happened wins over an announcement, as a unit: an announced person stays only
where the report may be of that person.
"""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.reconcile.alike import other_person, same_person, same_title
from pipeline.reconcile.seats import Account, Seat


@dataclass(frozen=True, slots=True)
class Verdict:
    """The accounts that the row is made of, the one to follow first, and those overruled."""

    accepted: tuple[Account, ...]
    overruled: tuple[Account, ...]

    @property
    def titles(self) -> list[str]:
        """The different titles, as printed, of the accepted accounts."""
        printed: dict[str, str] = {}
        for account in self.accepted:
            mention = account.titled
            if mention is not None and account.title_key is not None:
                delegate = mention.seat.claim.delegate
                words = account.release.printed(delegate.office or delegate.title) or ""
                printed.setdefault(account.title_key, words)
        return list(printed.values())


def decide(seat: Seat) -> Verdict:
    """Reports first, then the announcements that no report contradicts."""
    reports = [account for account in seat.accounts if account.reported]
    announced = [account for account in seat.accounts if not account.reported]
    if not reports:
        return Verdict(tuple(announced), ())
    kept = [a for a in announced if all(agrees(a, report) for report in reports)]
    overruled = [a for a in announced if a not in kept]
    return Verdict((*reports, *kept), tuple(overruled))


def agrees(announced: Account, reported: Account) -> bool:
    """Whether a report may be of the person and office that were announced.

    Titles of one rank may word one office (副市長, 副議長; 主任, 主管); a head and the deputy of an
    agency are two people. Two organisations, both known, are two offices.
    """
    if other_person(announced, reported):
        return False
    if same_person(announced, reported) or same_title(announced, reported):
        return True
    bodies = {account.body_id for account in (announced, reported)} - {None}
    same_rank = announced.rank is not None and announced.rank == reported.rank
    return same_rank and len(bodies) < 2
