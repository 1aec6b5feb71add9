"""The stage on small releases made of claims: names, sessions, corrections, findings."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from pipeline.extract.records import (
    Delegate,
    FigureClaim,
    Header,
    ReleaseFacts,
    SeatClaim,
    SessionClaim,
    SessionRef,
)
from pipeline.ingest.document import Block, Document, Text
from pipeline.normalize.curation import Curation, load_curation
from pipeline.normalize.entries import NameDecision
from pipeline.normalize.events import event_slug
from pipeline.normalize.known_people import resolve_person
from pipeline.normalize.organisations import resolve_organisation
from pipeline.normalize.records import MeantRelease, MeantSeat, SessionKey
from pipeline.normalize.seats import seat_slug
from pipeline.normalize.stage import normalize_release

FOLDER = Path(__file__).parents[2] / "curation"


@pytest.fixture(scope="module")
def curation() -> Curation:
    return load_curation(FOLDER)


class Source:
    """A release of one line, whose words are found where they stand."""

    def __init__(self, source: str, release_id: str = "2020-08-22-closing") -> None:
        self.source = source
        block = Block("paragraph", Text.read(source))
        self.document = Document(release_id, "x.txt", "text", "0" * 64, source, (block,))

    def text(self, words: str) -> Text:
        start = self.source.index(words)
        return Text.read(self.source, start, start + len(words))

    def delegate(self, printed: str, **parts: str) -> Delegate:
        cut: dict[str, Any] = {name: self.text(words) for name, words in parts.items()}
        return Delegate(self.text(printed), **cut)

    def host_delegate(self, printed: str, **parts: str) -> Delegate:
        return replace(self.delegate(printed, **parts), host_implied=True)

    def seat(self, delegate: Delegate, *refs: SessionRef) -> SeatClaim:
        return SeatClaim(delegate, refs, None, None, "sentence")

    def facts(self, *seats: SeatClaim, posted: str | None = None) -> ReleaseFacts:
        header = Header("closing", "Hant", published=self.text(posted) if posted else None)
        return ReleaseFacts(self.document, header, seats=seats)


def one_seat(curation: Curation, printed: str, **parts: str) -> tuple[MeantRelease, MeantSeat]:
    source = Source(printed)
    meant = normalize_release(
        source.facts(source.seat(source.delegate(printed, **parts))), curation
    )
    return meant, meant.seats[0]


def codes(release: MeantRelease) -> list[str]:
    return [finding.code for finding in release.findings]


def test_every_name_of_a_seat_is_resolved(curation: Curation) -> None:
    meant, seat = one_seat(
        curation,
        "俄國莫斯科市－創新局局長 Mr. Alexey Parabuchev",
        country="俄國",
        place="莫斯科市",
        organisation="創新局",
        title="局長",
        person="Alexey Parabuchev",
    )
    assert (seat.country_iso2, seat.place_id, seat.seat_slug) == ("RU", "ru-moscow", "ru-mosike")
    assert (seat.title_zh, seat.rank) == ("局長", "agency")
    assert (seat.organisation_zh, seat.person_id) == ("莫斯科創新局", "alexey-parabuchev")
    assert [r.kind for r in meant.readings] == [
        "country",
        "place",
        "organisation",
        "title",
        "person",
    ]
    assert codes(meant) == []


def test_names_that_nobody_listed_come_out_as_printed_with_findings(curation: Curation) -> None:
    meant, seat = one_seat(
        curation,
        "芬蘭庫莫索瓦市智慧庫莫辦公室魔術師",
        country="芬蘭",
        place="庫莫索瓦市",
        organisation="智慧庫莫辦公室",
        title="魔術師",
    )
    assert (seat.country_iso2, seat.place_id, seat.seat_slug) == ("FI", None, "fi-kumosuowa")
    assert (seat.title_zh, seat.rank, seat.organisation_zh) == ("魔術師", None, "智慧庫莫辦公室")
    assert codes(meant) == ["place-unknown", "organisation-unknown", "title-unknown"]
    assert meant.findings[0].evidence == "庫莫索瓦市"
    assert [finding.evidence for finding in meant.findings] == [
        *("庫莫索瓦市", "智慧庫莫辦公室", "魔術師")
    ]
    assert meant.findings[0].message.startswith(
        "which place 庫莫索瓦市 (Finland) is, is not sure; candidates: (1) Kuhmo, Finland (FI-05),"
        " city, 7,413 people, distance 3.7, 3%: fi-kuhmo; (2) Kumpula, "
    )
    assert "the organisation 智慧庫莫辦公室 is" in meant.findings[1].message
    assert "the title 魔術師 is" in meant.findings[2].message
    assert (
        "- {kind: place, printed: 庫莫索瓦市, country: FI, means: fi-" in meant.findings[0].message
    )


def test_a_place_gives_the_country_that_is_not_printed(curation: Curation) -> None:
    _, seat = one_seat(
        curation,
        "格勒諾布爾-阿爾卑斯大都會區－區長",
        place="格勒諾布爾-阿爾卑斯大都會區",
        title="區長",
    )
    assert (seat.country_iso2, seat.place_id) == ("FR", "fr-grenoble-alpes-metropole")
    assert (seat.title_en, seat.rank) == ("President of the Métropole", "head")
    assert seat.seat_slug.startswith("geleinuobuer")


def test_a_country_carried_over_is_dropped_for_a_place_elsewhere(curation: Curation) -> None:
    source = Source("土耳其伊茲密爾市長、布達佩斯市副市長")
    delegate = source.delegate(
        "布達佩斯市副市長", place="布達佩斯市", title="副市長", country_carried="土耳其"
    )
    seat = normalize_release(source.facts(source.seat(delegate)), curation).seats[0]
    assert (seat.country_iso2, seat.place_id) == ("HU", "hu-budapest")
    assert seat.seat_slug == "budapeisi"


def test_a_country_carried_over_counts_where_the_place_is_in_it(curation: Curation) -> None:
    source = Source("澳洲奎那那市、科克本")
    delegate = source.delegate("科克本", place="科克本", country_carried="澳洲")
    seat = normalize_release(source.facts(source.seat(delegate)), curation).seats[0]
    assert (seat.place_id, seat.seat_slug) == ("au-cockburn", "au-kekeben")


def test_the_mayor_named_tells_scranton_from_cranston(curation: Curation) -> None:
    meant, seat = one_seat(
        replace(curation, corrections=()),
        "美國克蘭頓市長 Mr. Allan Fung",
        country="美國",
        place="克蘭頓",
        title="市長",
        person="Allan Fung",
    )
    assert (seat.place_id, seat.person_id) == ("us-cranston-ri", "allan-fung")
    [finding] = meant.findings
    assert (finding.code, finding.status) == ("place-ambiguous", "open")
    assert finding.evidence == "美國克蘭頓市長 Mr. Allan Fung"
    assert finding.message.startswith(
        "克蘭頓 may be us-cranston-ri, us-scranton-pa; read as us-cranston-ri."
    )


def test_misprints_of_a_person_are_told(curation: Curation) -> None:
    meant, seat = one_seat(
        curation,
        "美國東北部賓州克蘭頓市長 Ms. Paige Cagnetti",
        country="美國",
        admin1="賓州",
        place="克蘭頓",
        title="市長",
        person="Paige Cagnetti",
    )
    assert (seat.place_id, seat.person_id) == ("us-scranton-pa", "paige-cognetti")
    [finding] = meant.findings
    assert (finding.code, finding.evidence) == ("person-respelt", "Paige Cagnetti")
    assert finding.message.startswith("Paige Cagnetti is read as Paige Cognetti.")


def test_the_host_s_own_are_told_apart_by_name(curation: Curation) -> None:
    source = Source("台北市－市長柯文哲 副市長黃珊珊 資訊局局長呂新科")
    seats = normalize_release(
        source.facts(
            source.seat(
                source.delegate("台北市－市長柯文哲", place="台北市", title="市長", person="柯文哲")
            ),
            source.seat(source.host_delegate("副市長黃珊珊", title="副市長", person="黃珊珊")),
            source.seat(
                source.delegate(
                    "資訊局局長呂新科", organisation="資訊局", title="局長", person="呂新科"
                )
            ),
        ),
        curation,
    ).seats
    assert [seat.seat_slug for seat in seats] == [
        "tw-taibei-kewenzhe",
        "tw-taibei-huangshanshan",
        "tw-taibei-lvxinke",
    ]
    assert all(seat.is_host and seat.place_id == "tw-taipei" for seat in seats)
    assert [s.person_id for s in seats] == ["ko-wen-je", "huang-shan-shan", "lu-hsin-ke"]


def test_an_envoy_is_of_the_country_and_not_the_host_s(curation: Curation) -> None:
    _, seat = one_seat(
        curation,
        "加拿大在臺貿易辦事處主任Jordan Reeves",
        country="加拿大",
        organisation="加拿大在臺貿易辦事處",
        title="主任",
        person="Jordan Reeves",
    )
    assert (seat.country_iso2, seat.place_id, seat.is_host) == ("CA", None, False)
    assert (seat.rank, seat.person_id) == ("envoy", "jordan-reeves")


def correcting(tmp_path: Path, quote: str, printed: str, means: str) -> Curation:
    folder = Path(shutil.copytree(FOLDER, tmp_path / "curation"))
    (folder / "corrections.yml").write_text(
        f"- {{id: fix, release: 2020-08-22-closing, quote: {quote}, kind: place, "
        f"printed: {printed}, means: {means}, reason: r, by: b, date: 2026-11-22}}\n",
        encoding="utf-8",
    )
    return load_curation(folder)


def test_a_correction_holds_inside_its_quote_only(tmp_path: Path) -> None:
    curation = correcting(tmp_path, "美國克蘭頓市長 Mr", "克蘭頓", "us-cranston-ri")
    source = Source("克蘭頓。美國克蘭頓市長 Mr. X")
    inside = source.delegate("美國克蘭頓市長", country="美國", title="市長")
    place = source.text("美國克蘭頓")[2:]
    outside = source.delegate("克蘭頓", place="克蘭頓")
    meant = normalize_release(
        source.facts(source.seat(replace(inside, place=place)), source.seat(outside)), curation
    )
    assert [seat.place_id for seat in meant.seats] == ["us-cranston-ri", None]
    told = {finding.evidence: finding for finding in meant.findings}
    assert (told["美國克蘭頓市長"].status, told["美國克蘭頓市長"].decision) == (
        "acknowledged",
        "fix",
    )
    assert told["克蘭頓"].status == "open"


def test_a_corrected_contradiction_stays_visible(tmp_path: Path) -> None:
    curation = correcting(tmp_path, "美國丹佛市", "丹佛市", "us-atlanta-ga")
    meant, seat = one_seat(curation, "美國丹佛市", country="美國", place="丹佛市")
    assert seat.place_id == "us-atlanta-ga"
    [finding] = meant.findings
    assert (finding.code, finding.status) == ("place-contradiction", "acknowledged")


def ref(source: Source, **parts: str) -> SessionRef:
    cut: dict[str, Any] = {name: source.text(words) for name, words in parts.items()}
    return SessionRef(**cut)


def test_a_session_is_known_by_series_day_and_hours(curation: Curation) -> None:
    source = Source("2020/08/13 智慧城市首長高峰會 第二場次 8/18(二) 7:00-8:30")
    claim = SessionClaim(
        ref(source, event="智慧城市首長高峰會", name="第二場次", when="8/18(二) 7:00-8:30")
    )
    facts = replace(source.facts(posted="2020/08/13"), sessions=(claim,))
    meant = normalize_release(facts, curation)
    assert (meant.date, meant.year) == ("2020-08-13", 2020)
    assert meant.sessions[0].key == SessionKey(
        event="mayors-summit",
        year=2020,
        date="2020-08-18",
        start="07:00",
        end="08:30",
        name="第二場次",
    )


def test_two_days_are_two_sessions(curation: Curation) -> None:
    source = Source("2021/3/25 2021智慧城市首長高峰會(3/23、3/24) 柯文哲市長")
    both = ref(source, event="智慧城市首長高峰會", when="3/23、3/24")
    delegate = source.host_delegate("柯文哲市長", title="市長", person="柯文哲")
    facts = source.facts(source.seat(delegate, both), posted="2021/3/25")
    keys = normalize_release(facts, curation).seats[0].keys
    assert [key.date for key in keys] == ["2021-03-23", "2021-03-24"]


def test_a_claim_about_an_event_beside_the_summits_is_left_out(curation: Curation) -> None:
    source = Source("2020/08/13 CTalk線上論壇 9/22 柯文哲市長")
    aside = ref(source, event="CTalk線上論壇", when="9/22")
    delegate = source.host_delegate("柯文哲市長", title="市長", person="柯文哲")
    meant = normalize_release(
        source.facts(source.seat(delegate, aside), posted="2020/08/13"), curation
    )
    assert meant.seats == ()
    assert codes(meant) == ["event-aside"]


@pytest.mark.parametrize(
    ("printed", "slug"),
    [
        ("智慧城市首長高峰會", "mayors-summit"),
        ("首長高峰會議", "mayors-summit"),
        ("智慧城市女性領袖峰會", "women-leaders-summit"),
        ("Smart City Mayors' Summit", "mayors-summit"),
        ("2022 智慧城市首長高峰會暨女性領袖峰會", "mayors-summit"),
        ("智慧城市展暨首長高峰會論壇", "mayors-summit"),
        ("「2023 青年領袖峰會」", "qingnianlingxiufenghui"),
        ("智慧城市論壇暨展覽", None),
        ("高峰會", None),
        ("線上論壇", None),
    ],
)
def test_words_name_a_series(curation: Curation, printed: str, slug: str | None) -> None:
    assert event_slug(printed, curation) == slug


def figure(source: Source, number: str, printed: str, year: str | None = None) -> FigureClaim:
    return FigureClaim(
        SessionRef(),
        "views",
        source.text(number),
        None,
        "ge",
        source.text(printed),
        source.text(year) if year else None,
    )


def test_figures_are_numbers_of_their_own_year(curation: Curation) -> None:
    source = Source("2020/08/13 於2019年即高達128位，觀看達到三千八百人次，若干人")
    facts = replace(
        source.facts(posted="2020/08/13"),
        figures=(
            figure(source, "128", "2019年即高達128位", "2019年"),
            figure(source, "三千八百", "三千八百人次"),
            figure(source, "若干", "若干人"),
        ),
    )
    meant = normalize_release(facts, curation)
    assert [(f.value, f.year) for f in meant.figures] == [(128, 2019), (3800, 2020)]
    assert codes(meant) == ["unused-text"]


def test_seats_without_a_place_are_named_by_what_is_printed() -> None:
    source = Source("比利時眾議院 貝里斯 市長Zdeněk Hřib")
    body = source.delegate("比利時眾議院", country="比利時", organisation="眾議院")
    assert seat_slug(body, "BE", is_host=False) == "be-zhongyiyuan"
    country = source.delegate("貝里斯", country="貝里斯")
    assert seat_slug(country, "BZ", is_host=False) == "bz"
    person = source.delegate("市長Zdeněk Hřib", title="市長", person="Zdeněk Hřib")
    assert seat_slug(person, None, is_host=False) == "zdenek-hrib"


def decided(printed: str, **told: object) -> NameDecision:
    fields = {"kind": "place", "printed": printed, "reason": "r", "by": "b", "date": "2026-11-22"}
    return NameDecision.model_validate({**fields, **told})


def test_a_place_that_a_person_ruled_out_is_not_answered(curation: Curation) -> None:
    def answered(*decisions: NameDecision) -> tuple[str | None, str, list[str]]:
        meant, seat = one_seat(
            replace(curation, names=decisions, digest=str(decisions)),
            "波蘭格丁尼亞市長",
            country="波蘭",
            place="格丁尼亞",
            title="市長",
        )
        [reading] = [one for one in meant.readings if one.kind == "place"]
        return seat.place_id, reading.status, codes(meant)

    assert answered() == ("pl-gdynia", "resolved", [])
    out = decided("格丁尼亞", country="PL", **{"not": ["pl-gdynia"]})
    assert answered(out) == (None, "unknown", ["place-unknown"])
    other = decided("格丁尼亞", country="PL", **{"not": ["pl-gniezno"]})
    assert answered(other) == ("pl-gdynia", "resolved", [])
    elsewhere = decided("格丁尼亞", country="FI", **{"not": ["pl-gdynia"]})
    assert answered(elsewhere) == ("pl-gdynia", "resolved", [])
    means = decided("格丁尼亞", country="PL", means="pl-gniezno")
    assert answered(means) == ("pl-gniezno", "resolved", [])


def test_a_country_that_nobody_knows_is_told(curation: Curation) -> None:
    meant, seat = one_seat(
        curation, "亞特蘭提斯海神市市長", country="亞特蘭提斯", place="海神市", title="市長"
    )
    assert (seat.country_iso2, seat.place_id) == (None, None)
    assert codes(meant) == ["country-unknown", "place-unknown"]
    assert meant.findings[0].evidence == "亞特蘭提斯"
    assert "no country printed" in meant.findings[1].message


def test_two_bodies_or_two_people_of_one_name_are_left_open(curation: Curation) -> None:
    mayor = next(one for one in curation.people if one.id == "zdenek-hrib")
    twin = mayor.model_copy(update={"id": "zdenek-hrib-2"})
    found = resolve_person(
        "Zdeněk Hřib", replace(curation, people=(mayor, twin), digest=twin.id), "cz-prague"
    )
    assert (found.entity_id, found.status, found.method) == (None, "ambiguous", "curated")
    assert (found.kind, found.candidates) == ("person", ("zdenek-hrib", "zdenek-hrib-2"))
    body = next(one for one in curation.organisations if one.zh == "莫斯科創新局")
    other = body.model_copy(update={"id": "ru-other"})
    bodies = replace(curation, organisations=(body, other), digest=other.id)
    found = resolve_organisation("莫斯科創新局", "RU", bodies)
    assert (found.entity_id, found.status, found.method) == (None, "ambiguous", "curated")
    assert (found.kind, found.candidates) == ("organisation", tuple(sorted((body.id, other.id))))
