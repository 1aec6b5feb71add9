"""Whether two accounts are of one seat: person, place, organisation and office compared.

What an account leaves out contradicts nothing: 卡司翠市長 and 卡斯翠市 are one seat, 柯文哲 and 黃珊珊
of one city are two.
"""

from __future__ import annotations

from pipeline.reconcile.seats import Account


def other_person(one: Account, other: Account) -> bool:
    """Whether both name a person, and not the same one."""
    return one.person is not None and other.person is not None and one.person != other.person


def same_person(one: Account, other: Account) -> bool:
    return one.person is not None and one.person == other.person


def same_country(one: Account, other: Account) -> bool:
    """Whether the countries agree; a place that is printed without one contradicts none."""
    return one.country == other.country or one.country is None or other.country is None


def same_place(one: Account, other: Account) -> bool:
    """One place, by id where both have one, else by how the printed name sounds."""
    if one.is_host or other.is_host:
        return one.is_host and other.is_host
    if one.place_id is not None and other.place_id is not None:
        return one.place_id == other.place_id
    if not same_country(one, other) or one.place_key != other.place_key:
        return False
    return one.place_key is not None or (
        one.place_id == other.place_id
        and one.country is not None
        and (one.body_key == other.body_key or one.body_key is None or other.body_key is None)
    )


def same_body(one: Account, other: Account) -> bool:
    """One organisation of one country, whether or not a city is printed with it.

    Two cities that are printed part their departments, though these have one name.
    """
    if one.body_key is None or one.body_key != other.body_key or not same_country(one, other):
        return False
    return one.place_key is None or other.place_key is None or same_place(one, other)


def same_title(one: Account, other: Account) -> bool:
    """Whether both print one title; no title contradicts none."""
    return one.title_key is None or other.title_key is None or one.title_key == other.title_key


def same_office(one: Account, other: Account) -> bool:
    """Whether the titles may be of one office; no title contradicts none.

    A place has one head but may send several agencies: those must be the same body.
    """
    if one.titled is None or other.titled is None:
        return True
    if one.rank != other.rank:
        return False
    bodies = (one.body_key, other.body_key)
    return one.rank in ("head", "deputy") or None in bodies or bodies[0] == bodies[1]


def alike(one: Account, other: Account) -> bool:
    """Whether two accounts are of one seat, leaving nothing to the company they stand in."""
    if same_person(one, other):
        return True
    if other_person(one, other) or not same_office(one, other):
        return False
    return same_place(one, other) or same_body(one, other)
