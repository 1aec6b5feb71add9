"""The names of one seat resolved together, each in the light of the others."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from pipeline.dataset import Finding, PlaceKind
from pipeline.extract.records import Delegate
from pipeline.findings import finding
from pipeline.ingest.document import Text
from pipeline.normalize.candidates import in_words, to_paste
from pipeline.normalize.corrections import Corrections, corrected
from pipeline.normalize.countries import country_name, resolve_country
from pipeline.normalize.curation import Curation
from pipeline.normalize.entries import Correction
from pipeline.normalize.hosts import is_of_host
from pipeline.normalize.keys import is_han, key
from pipeline.normalize.known_people import homes, resolve_person
from pipeline.normalize.organisations import organisation_of, resolve_organisation
from pipeline.normalize.person_names import canonical_order
from pipeline.normalize.places import (
    PlaceContext,
    kind_printed,
    place_of,
    reading_of,
    resolution_of,
)
from pipeline.normalize.records import Names, Reading
from pipeline.normalize.resolver import Resolution
from pipeline.normalize.titles import resolve_title, title_of


@dataclass(slots=True)
class Namer:
    """Resolves the names of the seats of one release, collecting readings and findings."""

    release_id: str
    year: int | None
    curation: Curation
    corrections: Corrections
    readings: list[Reading] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    def name(self, delegate: Delegate) -> tuple[Names, tuple[Reading, ...]]:
        """The names of a seat and their readings; both are kept for the release too."""
        before = len(self.readings)
        names = self._country(Names(), delegate)
        names = self._place(names, delegate)
        names = self._organisation(names, delegate)
        names = self._title(names, delegate)
        names = self._person(names, delegate)
        return names, tuple(self.readings[before:])

    def agency(self, text: Text) -> str:
        """The canonical name of the issuing agency; as printed where it is not listed."""
        host = self.curation.events.host.place[:2].upper()
        reading = self._read(text, resolve_organisation(text.in_one_line, host, self.curation))
        if reading.entity_id is None:
            return text.in_one_line
        return organisation_of(reading.entity_id, self.curation).zh

    def _country(self, names: Names, delegate: Delegate) -> Names:
        text = delegate.country or delegate.country_carried
        if text is None:
            return self._of_county(names, delegate)
        reading = resolve_country(text.in_one_line, self.curation)
        if delegate.country is not None:
            reading = self._read(text, reading)
        if reading.entity_id is None:
            self._find("country-unknown", text.in_one_line, printed=text.in_one_line)
        return replace(names, printed_iso2=reading.entity_id, country_iso2=reading.entity_id)

    def _of_county(self, names: Names, delegate: Delegate) -> Names:
        """A town printed behind its county, and no country, lies in the county's: 宜蘭縣|羅東鎮."""
        if delegate.admin1 is None:
            return names
        county = resolution_of(delegate.admin1.in_one_line, None, self.curation).place_id
        return names if county is None else replace(names, country_iso2=_country_of(county))

    def _place(self, names: Names, delegate: Delegate) -> Names:
        host = self.curation.events.host.place
        if delegate.place is None:
            if is_of_host(delegate, names.country_iso2, self.curation):
                return replace(names, place_id=host, country_iso2=_country_of(host), is_host=True)
            return names
        reading = self._read_place(delegate.place, names.country_iso2, delegate)
        if reading.entity_id is None:
            return names
        home = _country_of(reading.entity_id)
        if delegate.country is None and names.country_iso2 not in (None, home):
            names = replace(names, printed_iso2=None, country_iso2=None)
        return replace(
            names,
            place_id=reading.entity_id,
            country_iso2=names.country_iso2 or home,
            is_host=reading.entity_id == host,
        )

    def _read_place(self, text: Text, country: str | None, delegate: Delegate) -> Reading:
        correction = self.corrections.find("place", text)
        found = self._natural_place(text, country, delegate)
        natural = reading_of(found)
        reading = self._read(text, natural)
        printed = delegate.printed.in_one_line
        if natural.candidates and natural.status != "unknown":
            chosen = (natural.entity_id,) if natural.entity_id else ()
            self._find(
                "place-ambiguous",
                printed,
                correction,
                printed=text.in_one_line,
                candidates=", ".join(sorted((*chosen, *natural.candidates))),
                chosen=reading.entity_id or "none of them",
            )
        elif correction is not None and natural.entity_id not in (None, correction.means):
            self._find(
                "place-contradiction",
                printed,
                correction,
                printed=text.in_one_line,
                other=correction.means,
            )
        elif reading.status == "unknown":
            shown = country_name(country, self.curation).en if country else "no country printed"
            self._find(
                "place-unknown",
                text.in_one_line,
                printed=text.in_one_line,
                country=shown,
                candidates=in_words(found.candidates, self.curation),
                entry=to_paste(found, country),
            )
        return reading

    def _natural_place(self, text: Text, country: str | None, delegate: Delegate) -> Resolution:
        """The place in the country; one that a list carries over is dropped for a place elsewhere.

        In 土耳其伊茲密爾市長、布達佩斯市副市長 the second item has no country of its own.
        """
        context = PlaceContext(
            admin1=delegate.admin1.text if delegate.admin1 else None,
            homes=homes(delegate.person.text, self.curation) if delegate.person else frozenset(),
            title=delegate.title.text if delegate.title else None,
        )
        here = resolution_of(text.in_one_line, country, self.curation, context)
        if here.status == "unknown" and delegate.country is None and country is not None:
            elsewhere = resolution_of(text.in_one_line, None, self.curation, context)
            return elsewhere if elsewhere.status == "resolved" else here
        return here

    def _organisation(self, names: Names, delegate: Delegate) -> Names:
        text = delegate.organisation
        if text is None:
            return names
        host = self.curation.events.host.place
        nowhere = names.country_iso2 is None and delegate.place is None
        country = _country_of(host) if nowhere else names.country_iso2
        before = [part.text for part in (delegate.country, delegate.place) if part is not None]
        prefixes = tuple(dict.fromkeys([*before, "".join(before)]))
        reading = self._read(
            text,
            resolve_organisation(
                text.in_one_line, country, self.curation, names.place_id, prefixes
            ),
        )
        if reading.entity_id is None:
            self._find("organisation-unknown", text.in_one_line, printed=text.in_one_line)
            return replace(names, organisation_zh=text.in_one_line)
        body = organisation_of(reading.entity_id, self.curation)
        place_id = names.place_id or (body.place if delegate.place is None else None)
        return replace(
            names,
            organisation_id=body.id,
            organisation_zh=body.zh,
            place_id=place_id,
            country_iso2=names.country_iso2 or body.country_iso2,
            is_host=names.is_host or place_id == host,
        )

    def _title(self, names: Names, delegate: Delegate) -> Names:
        text = delegate.title
        if text is None:
            return names
        body = delegate.organisation.text if delegate.organisation else None
        kind = self._kind_of(names.place_id, delegate.place)
        reading = self._read(text, resolve_title(text.in_one_line, self.curation, body, kind))
        if reading.entity_id is None:
            self._find("title-unknown", text.in_one_line, printed=text.in_one_line)
            return replace(names, title_zh=text.in_one_line if is_han(text.text) else None)
        title = title_of(reading.entity_id, self.curation)
        return replace(
            names, title_id=title.id, title_zh=title.zh, title_en=title.en, rank=title.rank
        )

    def _person(self, names: Names, delegate: Delegate) -> Names:
        for text in (delegate.person, delegate.alias):
            if text is None:
                continue
            reading = self._read(
                text,
                resolve_person(
                    text.in_one_line,
                    self.curation,
                    names.place_id,
                    country_iso2=names.country_iso2,
                    rank=names.rank,
                    year=self.year,
                ),
            )
            self._tell_respelt(text, reading)
            names = replace(names, person_id=names.person_id or reading.entity_id)
        return names

    def _tell_respelt(self, text: Text, reading: Reading) -> None:
        person = next((p for p in self.curation.people if p.id == reading.entity_id), None)
        if person is None:
            return
        printed = text.in_one_line
        shown = {key(canonical_order(printed))} & {key(person.name), key(person.name_zh or "")}
        if not shown or (not is_han(printed) and printed != person.name):
            self._find("person-respelt", printed, printed=printed, name=person.name)

    def _kind_of(self, place_id: str | None, printed: Text | None) -> PlaceKind | None:
        """The kind of a place, or what its printed generic part says where it is not known."""
        place = place_of(place_id, self.curation) if place_id else None
        if place is not None:
            return place.kind
        return kind_printed(printed.text) if printed is not None else None

    def _read(self, text: Text, natural: Reading) -> Reading:
        """The reading, or that of a correction made for these very words; kept either way."""
        correction = self.corrections.find(natural.kind, text)
        reading = natural if correction is None else corrected(correction, text)
        self.readings.append(reading)
        return reading

    def _find(
        self, code: str, evidence: str, correction: Correction | None = None, **values: str
    ) -> None:
        """Report, as settled where a correction is the reason."""
        told = finding(code, release_id=self.release_id, evidence=evidence, **values)
        if correction is not None:
            told = told.model_copy(update={"status": "acknowledged", "decision": correction.id})
        self.findings.append(told)


def _country_of(place_id: str) -> str:
    return place_id[:2].upper()
