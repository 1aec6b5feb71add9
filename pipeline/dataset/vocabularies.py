"""The types of columns: forms of text, and closed vocabularies in their order."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import StringConstraints

Date = Annotated[str, StringConstraints(pattern=r"^\d{4}-\d{2}-\d{2}$")]
Time = Annotated[str, StringConstraints(pattern=r"^\d{2}:\d{2}$")]
Country = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
Item = Annotated[str, StringConstraints(pattern=r"^[^;]*$")]

SourceFormat = Literal["pdf", "docx", "odt", "html", "markdown", "text"]
Script = Literal["Hant", "Hans", "Latn"]
ReleaseKind = Literal["announcement", "closing", "annex", "other"]
Part = Literal["moderator", "speaker", "guest"]
Rank = Literal["head", "deputy", "legislator", "agency", "envoy", "other"]
Attendance = Literal["announced", "attended"]
TalkKind = Literal["talk", "answer"]
Language = Literal["zh", "en"]
Comparator = Literal["eq", "ge", "le", "about"]
Measure = Literal[
    "sessions",
    "speakers",
    "speaker_countries",
    "registered_countries",
    "registered_cities",
    "registrations",
    "views",
    "delegations",
    "countries",
    "cities",
    "visiting_leaders",
    "expected_participants",
    "participants",
]
PlaceKind = Literal["city", "county", "district", "metropolis", "region", "municipality"]
NameKind = Literal["country", "place", "person", "organisation", "title"]
Method = Literal["curated", "gazetteer", "phonetic", "fuzzy", "none"]
NameStatus = Literal["resolved", "ambiguous", "unknown"]
Severity = Literal["error", "warning", "info"]
FindingStatus = Literal["open", "acknowledged"]
