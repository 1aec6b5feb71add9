"""Whatever a dataset holds, each picture is well-formed, bounded, and holds no more than it drew."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.dataset import TABLES, Dataset, Figure, PlaceRow, Speaker
from pipeline.findings import finding
from pipeline.publish.report.charts import charts

ELEMENTS = frozenset("svg title desc g path circle line polygon rect text".split())
MARKUP = "<script>alert(1)</script>", "]]>", '" onload="x', "&amp;", "\x00\x1b\ud800", "文" * 300
names = st.one_of(st.none(), st.sampled_from(MARKUP), st.text(max_size=40))
codes = st.sampled_from(["CZ", "LC", "TW", "XK", "AQ", "ZZ", None])


@st.composite
def speakers(draw: st.DrawFn) -> list[Speaker]:
    empty: dict[str, object] = dict.fromkeys(Speaker.columns())
    lists: dict[str, object] = {name: [] for name in Speaker.columns() if Speaker.is_list(name)}
    return [
        Speaker.model_construct(
            **{
                **empty,
                **lists,
                "speaker_id": f"s{order}",
                "event": "mayors-summit",
                "year": draw(st.integers(min_value=-1, max_value=10**6)),
                "part": "speaker",
                "is_host": draw(st.booleans()),
                "rank": draw(st.sampled_from(["head", "deputy", "other", None])),
                "place_id": draw(st.sampled_from(["p0", "p1", "p2", None])),
                "place_name_en": draw(names),
                "place_name_zh": draw(names),
                "country_iso2": draw(codes),
                "country_name_en": draw(names),
                "attendance": draw(st.sampled_from(["announced", "attended"])),
            }
        )
        for order in range(draw(st.integers(min_value=0, max_value=9)))
    ]


@st.composite
def datasets(draw: st.DrawFn) -> Dataset:
    places = [
        PlaceRow.model_construct(
            place_id=f"p{order}",
            name_en="",
            latitude=draw(st.one_of(st.none(), st.floats(-90, 90))),
            longitude=draw(st.one_of(st.none(), st.floats(-180, 180))),
        )
        for order in range(3)
    ]
    figures = [
        Figure.model_construct(
            figure_id=f"f{order}",
            event=None,
            year=draw(st.one_of(st.none(), st.integers(0, 3000))),
            session_id=None,
            release_id=draw(st.text(min_size=1, max_size=60)),
            measure=draw(st.sampled_from(["speakers", "views", "sessions"])),
            value=draw(st.integers(0, 10**18)),
            comparator=draw(st.sampled_from(["eq", "ge", "le", "about"])),
            unit_zh=None,
            printed=draw(st.sampled_from(MARKUP)),
        )
        for order in range(3)
    ]
    differs = finding(
        "stated-count-differs", table="figures", row_id="f0", stated="x", counted=10**20
    )
    rows: Dataset = {name: [] for name in TABLES}
    rows |= {"speakers": [*draw(speakers())], "places": [*places], "figures": [*figures]}
    return rows | {"findings": [differs]}


@given(datasets())
@settings(max_examples=60)
def test_pictures_of_odd_datasets_are_well_formed(dataset: Dataset) -> None:
    for chart in charts(dataset):
        for node in ET.fromstring(chart.svg).iter():  # noqa: S314 - made here
            assert node.tag.rpartition("}")[2] in ELEMENTS
            assert not any(name.startswith("on") for name in node.attrib)
            for name in ("x", "width", "x1", "x2", "cx"):
                assert not node.attrib.get(name, "").endswith("nan")
                if node.attrib.get(name, "").endswith("%"):
                    assert 0 <= float(node.attrib[name][:-1]) <= 100


@given(datasets())
@settings(max_examples=30)
def test_bars_add_up_to_the_seats_of_guests(dataset: Dataset) -> None:
    offices = charts(dataset)[2]
    told = sum(
        int(node.attrib["data-count"])
        for node in ET.fromstring(offices.svg).iter()  # noqa: S314 - made here
        if "data-count" in node.attrib
    )
    guests = [row for row in dataset["speakers"] if isinstance(row, Speaker) and not row.is_host]
    assert told == len(guests)
