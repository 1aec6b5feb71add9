"""The row models: the one source of columns, types, keys and descriptions."""

from __future__ import annotations

from types import MappingProxyType

from pipeline.dataset.row import Row, described
from pipeline.dataset.vocabularies import (
    Attendance,
    Comparator,
    Country,
    Date,
    FindingStatus,
    Item,
    Language,
    Measure,
    Method,
    NameKind,
    NameStatus,
    Part,
    PlaceKind,
    Rank,
    ReleaseKind,
    Script,
    Severity,
    SourceFormat,
    TalkKind,
    Time,
)


class Release(Row):
    """A raw document. | 一份原始文件"""

    TABLE = "releases"
    TITLE_ZH = "新聞稿"
    KEY = ("release_id",)

    release_id: str = described("Stem of the raw file's name", "原始檔主檔名")
    source_file: str = described("Name of the raw file", "原始檔名")
    source_format: SourceFormat = described(
        "What the file is by its content", "依內容判定的檔案格式"
    )
    source_sha256: str = described(
        "SHA-256 of the raw file", "原始檔的 SHA-256", pattern="^[0-9a-f]{64}$"
    )
    page_count: int | None = described(
        "Pages; null where the format has none", "頁數；無分頁者留空", ge=0
    )
    script: Script = described(
        "Script that the text is written in (ISO 15924)", "文字（ISO 15924）"
    )
    kind: ReleaseKind = described("What sort of release it is", "新聞稿類別")
    title: str | None = described("Headline as printed", "標題（照錄）")
    agency_printed: str | None = described("Issuing agency as printed", "發布機關（照錄）")
    agency_zh: str | None = described("Issuing agency, canonical name", "發布機關（標準名稱）")
    published_date: Date | None = described("Date of posting", "張貼日")
    year: int | None = described("Year of the summit that it is about", "所述高峰會之年份")


class Session(Row):
    """A session that took place, whichever releases speak of it. | 一個場次"""

    TABLE = "sessions"
    TITLE_ZH = "場次"
    KEY = ("session_id",)

    session_id: str = described("{event}-{date}, with -2, -3 by start time", "場次代碼：活動-日期")
    event: str = described("Series that the session belongs to", "活動系列")
    year: int = described("Year of the summit", "年份")
    number: int = described(
        "1, 2, 3 within event and year, by start", "同年同活動內依開始時間編號", ge=1
    )
    name_zh: str | None = described("Name as the fullest source prints it", "場次名稱（照錄）")
    region_zh: str | None = described("Region that the session is for, as printed", "區域（照錄）")
    theme_zh: str | None = described("Theme, as printed", "主題（照錄）")
    venue_zh: str | None = described("Venue, as printed", "地點（照錄）")
    date: Date = described("Day of the session, local", "日期（當地）")
    start_time: Time | None = described("Start, local to timezone", "開始時間")
    end_time: Time | None = described("End, local to timezone", "結束時間")
    timezone: str = described("IANA time zone of date and times", "時區")
    release_ids: list[Item] = described("Releases that speak of the session", "提及此場次的新聞稿")


class Speaker(Row):
    """A seat at a session: a person, or an office or place where no person is named. | 一個席次"""

    TABLE = "speakers"
    TITLE_ZH = "與會者席次"
    KEY = ("speaker_id",)
    REFERENCES = MappingProxyType(
        {"session_id": "sessions", "person_id": "people", "place_id": "places"}
    )

    speaker_id: str = described("Id made from session and printed name; stable", "席次代碼")
    event: str = described("Series", "活動系列")
    year: int = described("Year of the summit", "年份")
    session_id: str | None = described(
        "Session; null where only the year is known", "場次；僅知年份者留空"
    )
    order: int | None = described(
        "Place within the session as the best source lists it", "場次內順序", ge=0
    )
    part: Part = described("Part played", "角色")
    is_host: bool = described("Whether the seat is the host city's own", "是否為主辦城市")
    person_id: str | None = described("Person, where one is named", "人物代碼")
    person_name: str | None = described("Canonical name of the person", "人名（標準寫法）")
    person_name_zh: str | None = described("Chinese name of the person", "人名（中文）")
    person_printed: list[Item] = described("Names as printed", "人名（照錄）")
    title_printed: list[Item] = described("Titles as printed", "職稱（照錄）")
    title_zh: str | None = described("Canonical title", "職稱（標準）")
    title_en: str | None = described("Title in English", "職稱（英文）")
    rank: Rank | None = described("Rank of the office", "職級")
    organisation_zh: str | None = described("Organisation, canonical name", "所屬機關")
    place_id: str | None = described("Place represented", "地方代碼")
    place_name_zh: str | None = described(
        "Place in Chinese: canonical, or as printed where it is not resolved", "地名（中文）"
    )
    place_name_en: str | None = described("Place in English", "地名（英文）")
    country_iso2: Country | None = described("Country, ISO 3166-1 alpha-2", "國家（ISO 3166-1）")
    country_name_zh: str | None = described("Country in Chinese (Taiwan usage)", "國名（中文）")
    country_name_en: str | None = described("Country in English", "國名（英文）")
    attendance: Attendance = described(
        "announced: an announcement says so; attended: a closing or annex reports it",
        "announced 預告；attended 實際出席",
    )
    release_ids: list[Item] = described("Releases that name the seat", "提及此席次的新聞稿")
    needs_review: bool = described("Whether an open finding concerns the row", "是否待人工確認")
    printed: list[Item] = described("The seat as each release prints it", "各稿所載（照錄）")
    place_printed: list[Item] = described("Places as printed", "地名（照錄）")
    country_printed: list[Item] = described("Countries as printed", "國名（照錄）")
    organisation_printed: list[Item] = described("Organisations as printed", "機關（照錄）")


class Talk(Row):
    """What a speaker said, from the summary tables. | 發言摘要"""

    TABLE = "talks"
    TITLE_ZH = "發言摘要"
    KEY = ("talk_id",)
    REFERENCES = MappingProxyType(
        {"session_id": "sessions", "speaker_id": "speakers", "release_id": "releases"}
    )

    talk_id: str = described("Id of the talk", "發言代碼")
    session_id: str | None = described("Session", "場次")
    speaker_id: str = described("Seat that spoke", "發言席次")
    order: int = described("Place within the table", "表內順序", ge=1)
    kind: TalkKind = described("talk, or answer to a question", "發言或答問")
    question_zh: str | None = described("Question that is answered", "題目")
    text: str = described("The whole text; a line per paragraph or list item", "全文")
    release_id: str = described("Release that prints it", "出處")


class Stream(Row):
    """A link to watch a session. | 直播連結"""

    TABLE = "streams"
    TITLE_ZH = "直播連結"
    KEY = ("session_id", "language", "url")
    REFERENCES = MappingProxyType({"session_id": "sessions", "release_id": "releases"})

    session_id: str = described("Session", "場次")
    language: Language | None = described("Language of the stream; null where not said", "語言")
    url: str = described("Address", "網址", pattern="^https?://")
    release_id: str = described("Release that prints it", "出處")


class Figure(Row):
    """A number that a release states about attendance. | 新聞稿所述數字"""

    TABLE = "figures"
    TITLE_ZH = "新聞稿所述數字"
    KEY = ("figure_id",)
    REFERENCES = MappingProxyType({"session_id": "sessions", "release_id": "releases"})

    figure_id: str = described("Id of the figure", "數字代碼")
    event: str | None = described("Series that the number is about", "活動系列")
    year: int | None = described("Year of the summit that the number is about", "所述年份")
    session_id: str | None = described("Session, where it is about one", "場次")
    release_id: str = described("Release that states it", "出處")
    measure: Measure = described("What is counted", "計數項目")
    value: int = described("The number", "數值")
    comparator: Comparator = described("eq, ge (at least), le (at most), about", "比較詞")
    unit_zh: str | None = described("Unit as printed", "單位（照錄）")
    printed: str = described("The words that state it", "原文")


class PlaceRow(Row):
    """A city, county, region or other place. | 地方"""

    TABLE = "places"
    TITLE_ZH = "地方"
    KEY = ("place_id",)
    REFERENCES = MappingProxyType({"parent_id": "places"})

    place_id: str = described("{iso2}-{slug}", "地方代碼")
    kind: PlaceKind = described("What sort of place", "類別")
    name_zh: str | None = described("Chinese name (Taiwan usage)", "中文名")
    name_en: str = described("English name", "英文名")
    country_iso2: Country = described("Country, ISO 3166-1 alpha-2", "國家")
    admin1_iso: str | None = described(
        "First-order subdivision, ISO 3166-2", "一級行政區（ISO 3166-2）"
    )
    geonames_id: int | None = described("GeoNames id; null where not certain", "GeoNames 代碼")
    latitude: float | None = described("Degrees north, WGS 84", "緯度")
    longitude: float | None = described("Degrees east, WGS 84", "經度")
    parent_id: str | None = described("Place that this one is part of", "上層地方")


class Person(Row):
    """A person who took, or was announced for, a seat. | 人物"""

    TABLE = "people"
    TITLE_ZH = "人物"
    KEY = ("person_id",)
    REFERENCES = MappingProxyType({"place_id": "places"})

    person_id: str = described("Slug of the canonical name", "人物代碼")
    name: str = described("Canonical name: Latin, or Chinese where that is the script", "姓名")
    name_zh: str | None = described("Chinese name", "中文名")
    place_id: str | None = described("Place represented", "代表地方")
    titles_zh: list[Item] = described("Offices held in the releases", "職稱")
    years: list[Item] = described("Years of the summits", "年份")


class Name(Row):
    """A spelling met in a release and what it was taken for. | 名稱寫法"""

    TABLE = "names"
    TITLE_ZH = "名稱寫法"
    KEY = ("kind", "printed", "entity_id", "release_id")
    REFERENCES = MappingProxyType({"release_id": "releases"})

    kind: NameKind = described("What sort of name", "類別")
    printed: str = described("The spelling as printed", "寫法（照錄）")
    entity_id: str | None = described("What it was taken for; null where not resolved", "所指")
    release_id: str = described("Release", "出處")
    count: int = described("How often it was read there", "次數", ge=1)
    method: Method = described("Rule that decided", "判定方法")
    score: float | None = described("Confidence, 0 to 1", "信心值", ge=0, le=1)
    status: NameStatus = described("Whether it is settled", "狀態")
    candidates: list[Item] = described("What else it may be, best first", "候選")


class Provenance(Row):
    """Where a published value was read: a stretch of the source. | 出處位置"""

    TABLE = "provenance"
    TITLE_ZH = "出處位置"
    KEY = ("table", "row_id", "column", "release_id", "ordinal")
    REFERENCES = MappingProxyType({"release_id": "releases"})

    table: str = described("Table of the value", "資料表")
    row_id: str = described("Key of the row, parts joined by |", "資料列主鍵")
    column: str = described("Column of the value", "欄位")
    release_id: str = described("Release that it was read in", "出處")
    ordinal: int = described(
        "1, 2, ... where a value was read in several stretches", "段落序號", ge=1
    )
    printed: str = described("The stretch, character for character", "原文（照錄）")
    page: int | None = described("Page, from 1", "頁碼", ge=1)
    x0: float | None = described("Left edge, points", "左緣（點）")
    top: float | None = described("Upper edge, points from the top", "上緣（點）")
    x1: float | None = described("Right edge, points", "右緣（點）")
    bottom: float | None = described("Lower edge, points from the top", "下緣（點）")
    char_start: int | None = described("First code point in the decoded source", "起始字元")
    char_end: int | None = described("Code point after the last", "結束字元")


class Finding(Row):
    """Something that a person should look at. | 待查事項"""

    TABLE = "findings"
    TITLE_ZH = "待查事項"
    KEY = ("finding_id",)

    finding_id: str = described("Id made from code, subject and evidence", "事項代碼")
    code: str = described("Code from the catalogue", "類型代碼")
    severity: Severity = described("error, warning or info", "嚴重程度")
    table: str | None = described("Table concerned", "資料表")
    row_id: str | None = described("Row concerned, key parts joined by |", "資料列主鍵")
    release_id: str | None = described("Release concerned", "新聞稿")
    message: str = described("What is wrong and what to do", "說明")
    evidence: str | None = described("The words in question", "依據")
    status: FindingStatus = described("open or acknowledged", "狀態")
    decision: str | None = described("The curation entry that settled it", "裁定")
