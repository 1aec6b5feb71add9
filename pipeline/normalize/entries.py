"""The entries of the curation files: what people decided, one model a kind of entry."""

from __future__ import annotations

import datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from pipeline.dataset import NameKind, PlaceKind, Rank

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
PlaceId = Annotated[str, StringConstraints(pattern=r"^[a-z]{2}-[a-z0-9]+(-[a-z0-9]+)*$")]
Iso2 = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
Words = Annotated[str, StringConstraints(min_length=1)]
Spellings = tuple[Words, ...]


class Entry(BaseModel):
    """An entry of a curation file. Immutable; unknown fields are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class CountryEntry(Entry):
    """What curation adds to a country of the CLDR table: a shown name, spellings."""

    iso2: Iso2
    name_zh: Words | None = None
    name_en: Words | None = None
    spellings: Spellings = ()
    shared: Spellings = ()
    reason: Words | None = None

    @model_validator(mode="after")
    def _a_shown_name_has_a_reason(self) -> CountryEntry:
        if (self.name_zh or self.name_en) and not self.reason:
            raise ValueError("a name that is set needs a reason")
        return self


class Place(Entry):
    """A place; `spellings` are further names, `shared` those that another place has too."""

    id: PlaceId
    kind: PlaceKind
    name_zh: Words | None
    name_en: Words
    admin1_iso: Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}-[A-Z0-9]{1,3}$")] | None = None
    geonames_id: int | None = None
    latitude: Annotated[float, Field(ge=-90, le=90)] | None = None
    longitude: Annotated[float, Field(ge=-180, le=180)] | None = None
    parent: PlaceId | None = None
    spellings: Spellings = ()
    shared: Spellings = ()
    note: Words | None = None

    @property
    def country_iso2(self) -> str:
        return self.id[:2].upper()

    @property
    def names(self) -> tuple[str, ...]:
        """All names and spellings, the shown one first."""
        shown = (self.name_zh,) if self.name_zh else ()
        return (*shown, self.name_en, *self.spellings, *self.shared)


class Office(Entry):
    """An office held: a title's id, and the years of the summits at which it was."""

    title: Slug
    years: tuple[int, ...] = ()


class PersonEntry(Entry):
    """A person; spellings are read only with the person's place, or country where it is null."""

    id: Slug
    name: Words
    name_zh: Words | None = None
    place: PlaceId | None = None
    country: Iso2 | None = None
    offices: tuple[Office, ...] = ()
    spellings: Spellings = ()
    note: Words | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """All names and spellings, the canonical one first."""
        chinese = (self.name_zh,) if self.name_zh else ()
        return (self.name, *chinese, *self.spellings)

    @model_validator(mode="after")
    def _stands_somewhere(self) -> PersonEntry:
        if self.place is None and self.country is None:
            raise ValueError("a person needs a place or a country")
        return self


class TitleContext(Entry):
    """Where a title entry applies: how the organisation ends, or what kind the place is of."""

    organisation: Spellings = ()
    place: tuple[PlaceKind, ...] = ()


class TitleEntry(Entry):
    """A title of office or honour; `when` restricts it to some seats."""

    id: Slug
    zh: Words
    en: Words
    rank: Rank
    spellings: Spellings = ()
    when: TitleContext | None = None
    note: Words | None = None


class OrganisationEntry(Entry):
    """An organisation; its country is that of its place, where it has one."""

    id: Slug
    zh: Words
    en: Words | None = None
    country: Iso2 | None = None
    place: PlaceId | None = None
    spellings: Spellings = ()
    note: Words | None = None

    @property
    def country_iso2(self) -> str | None:
        return self.place[:2].upper() if self.place else self.country


class Series(Entry):
    """A series of summits."""

    id: Slug
    zh: Words
    en: Words | None = None
    spellings: Spellings = ()


class Aside(Entry):
    """An event that is named beside the summits and is no session of theirs."""

    zh: Words
    spellings: Spellings = ()
    reason: Words


class Host(Entry):
    """The city that holds the summits, and the time zone of its clocks."""

    place: PlaceId
    timezone: Words


class Events(Entry):
    """The series of summits, and what is none of them."""

    host: Host
    default: Slug
    series: tuple[Series, ...]
    not_sessions: tuple[Aside, ...] = ()


class Correction(Entry):
    """In `release`, `printed` means `means` (an id, or an ISO code) where `quote` stands.

    `quote` is verbatim from the source; it holds `printed`.
    """

    id: Slug
    release: Words
    quote: Words
    kind: NameKind
    printed: Words
    means: Words
    reason: Words
    by: Words
    date: datetime.date

    @model_validator(mode="after")
    def _quote_holds_what_it_corrects(self) -> Correction:
        if self.printed not in self.quote:
            raise ValueError("the quote does not hold the printed words")
        return self


class Judgement(Entry):
    """A decision that settles the findings of one code that match all that is given."""

    id: Slug
    code: Slug
    release: Words | None = None
    evidence: Words | None = None
    row_id: Words | None = None
    decision: Words
    reason: Words
    by: Words
    date: datetime.date


class NameDecision(Entry):
    """What a person decided about a name, in whatever release it is printed.

    Of a place: `printed` in `country` (null: printed without one) means the place with the id
    `means`, or none of those under `not`. Of a person: `printed`, who stands for `place`, is the
    one also called `means`, or is none of those called as under `not`.
    """

    kind: Literal["place", "person"]
    printed: Words
    country: Iso2 | None = None
    place: PlaceId | None = None
    means: Words | None = None
    not_: Spellings = Field(default=(), alias="not")
    reason: Words
    by: Words
    date: datetime.date

    @model_validator(mode="after")
    def _decides_one_thing(self) -> NameDecision:
        if (self.means is None) == (not self.not_):
            raise ValueError("a decision says what the name means, or what it is not")
        if self.kind == "person" and self.place is None:
            raise ValueError("a decision about a person needs the place that they stand for")
        return self


def identity(entry: Any) -> str:
    """What an entry is called in a message: its id, code or name."""
    fields = entry if isinstance(entry, dict) else {}
    if "printed" in fields and "id" not in fields:
        where = fields.get("place") or fields.get("country")
        return f"{fields['printed']} ({where})" if where else str(fields["printed"])
    return str(fields.get("id") or fields.get("iso2") or fields.get("zh") or "without an id")
