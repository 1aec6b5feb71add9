"""What is said of the dataset in words: the fixed texts of its README, English and Chinese."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

PUBLISHED = "2026-11-22"
"""The day of this version of the dataset; it moves with the version, and CITATION.cff says the same."""

Notice = tuple[str, str]
"""The same in English and in Chinese."""

FILES = (
    "Each table is `NAME.csv` (UTF-8, comma, LF, empty = null, lists joined by `;`) and the same as",
    "`NAME.parquet` (typed, lists as lists). `excel/NAME.csv` is for double-clicking in Excel only:",
    "it has a BOM, and text that begins with `=` `+` `-` `@`, a tab or a line break, also in full",
    "width or behind blanks, gets a leading `'` so that no spreadsheet runs it. Do not read it with",
    "a program. `datapackage.json` describes all files (Data Package v2: types, keys, SHA-256),",
    "`croissant.json` the tables for Croissant readers, `schemas/NAME.json` a row as JSON Schema;",
    "`report.html` is the page for reviewing what was read.",
    "",
    "每張表有 CSV 與 Parquet 兩種格式，內容相同。`excel/` 內的 CSV 僅供以 Excel 直接開啟，",
    "公式開頭的文字前加 `'`，程式請勿讀取。`datapackage.json`、`croissant.json`、`schemas/` 為機器可讀的說明，",
    "`report.html` 為人工檢核頁。",
)

TYPES: tuple[tuple[str, str, str, str, str], ...] = (
    (
        "string",
        "text",
        "string",
        "string",
        "`2022-03-22`, `07:30`: dates and times are strings too",
    ),
    ("integer", "digits", "int64", "Int64", "nullable; never a float"),
    ("number", "shortest decimal", "double", "Float64", "nullable"),
    ("boolean", "`true`, `false`", "bool", "boolean", "nullable"),
    (
        "list of strings",
        "joined by `;`",
        "list&lt;string&gt;",
        "object (Python lists)",
        "[] if empty",
    ),
)
"""Each type of column: in the dictionary, in CSV, in Parquet, by `pipeline.load`, what to know."""

NOT_THE_DATA: tuple[Notice, ...] = (
    (
        "Not a register of participants: it holds what the press releases print, nothing else.",
        "不是與會者名冊：僅收錄新聞稿所載。",
    ),
    (
        "Not a transcript: a talk is the summary that the city printed.",
        "不是逐字稿：發言為市府刊載之摘要。",
    ),
    (
        "Not evidence of office: a title is what a release printed on that day.",
        "不是職務證明：職稱為新聞稿當時所載。",
    ),
    (
        "Not a statement on any country or territory: names follow Taiwan usage, codes ISO 3166-1.",
        "不代表對任何國家或地區之立場：名稱依臺灣慣用，代碼依 ISO 3166-1。",
    ),
)

WARNINGS: Mapping[str, Notice] = MappingProxyType(
    {
        "announced-is-not-attended": (
            (
                "{count} of {total} seats have `attendance` = `announced`: an announcement names them, "
                "and no report says that they came."
            ),
            "{total} 席中有 {count} 席為 `announced`：僅預告列名，未必實際出席。",
        ),
        "one-seat-is-not-one-person": (
            (
                "{count} of {total} rows of `speakers` name no person, only an office or a place; count "
                "`person_id` to count people."
            ),
            "`speakers` {total} 列中有 {count} 列未具人名（僅機關或城市）；計算人數請用 `person_id`。",
        ),
        "seat-without-session": (
            (
                "{count} of {total} seats have a year but no session (`session_id` null): joining to "
                "`sessions` drops them unless it is an outer join."
            ),
            "{total} 席中有 {count} 席僅知年份（`session_id` 為空）；與 `sessions` 內部合併會遺失。",
        ),
        "seat-without-place": (
            (
                "{count} of {total} seats have no `place_id`: somebody is named without a city, or with "
                "one that could not be told."
            ),
            "{total} 席中有 {count} 席無 `place_id`：未載城市，或城市無法認定。",
        ),
        "session-without-hours": (
            (
                "{count} of {total} sessions have no `start_time`; their order within a day is the "
                "releases'."
            ),
            "{total} 場中有 {count} 場無 `start_time`；同日順序依新聞稿。",
        ),
        "session-without-talks": (
            (
                "{count} of {total} sessions have no row in `talks`: no summary of them was released, "
                "which does not mean that nothing was said."
            ),
            "{total} 場中有 {count} 場無發言摘要；不表示無人發言。",
        ),
        "stated-figures-are-claims": (
            (
                "`figures` holds {total} numbers as stated. Of those that can be compared with the rows "
                "{holds} hold and {differs} differ (settled or open); {uncheckable} cannot be checked."
            ),
            (
                "`figures` 為新聞稿所述 {total} 個數字；可比對者 {holds} 個相符、{differs} 個不符，"
                "{uncheckable} 個無法查核。"
            ),
        ),
        "years-differ-in-depth": (
            (
                "Kinds of releases differ from year to year, so counts do not compare across years: "
                "{years}."
            ),
            "各年新聞稿種類不同，數量不宜跨年比較：{years}。",
        ),
        "names-not-settled": (
            (
                "{count} of {total} spellings in `names` are `ambiguous` or `unknown`; their rows carry "
                "the printed name."
            ),
            "`names` {total} 種寫法中有 {count} 種尚未認定，資料列仍保留原文。",
        ),
        "names-inferred": (
            (
                "{count} of {total} spellings were settled by sound or likeness (`method` `phonetic`, "
                "`fuzzy`), not by a reviewed list; `score` says how surely."
            ),
            "{total} 種寫法中有 {count} 種依讀音或相似度推定，信心值見 `score`。",
        ),
        "read-by-ocr": (
            (
                "{count} of {total} releases were read by OCR at least in part; compare a name or number "
                "with the page before you cite it."
            ),
            "{total} 份新聞稿中有 {count} 份（部分）以 OCR 辨識；引用前請核對原頁。",
        ),
        "read-the-review-flag": (
            "{count} of {total} seats have `needs_review`: an open finding concerns them.",
            "{total} 席中有 {count} 席標為 `needs_review`，尚有待查事項。",
        ),
        "printed-is-not-corrected": (
            "`*_printed` keeps the source's spelling and slips; the canonical value is beside it.",
            "`*_printed` 照錄原文（含誤植）；標準寫法在旁欄。",
        ),
        "null-is-not-no": (
            "Null means that no source read here carries the value.",
            "空值表示所收新聞稿未載，並非「無」。",
        ),
    }
)
"""Every warning by its code; cautions.py says which apply and fills in the numbers."""

LICENCES: tuple[Notice, ...] = (
    (
        "The tables and what describes them: CC BY 4.0 (Creative Commons Attribution).",
        "資料表及其說明：創用 CC 姓名標示 4.0 國際。",
    ),
    (
        (
            "The words quoted from the releases (`*_printed`, `printed`, `title`, `evidence`, "
            "`talks.text`, `question_zh`) are the city government's, and no part of that licence; under "
            "Article 9 of Taiwan's Copyright Act official documents are not subject to copyright."
        ),
        "引自新聞稿之文字為臺北市政府所作，不在上述授權範圍；依著作權法第九條，公文不得為著作權之標的。",
    ),
    (
        "`geonames_id`, `latitude` and `longitude` are from GeoNames (CC BY 4.0).",
        "`geonames_id`、`latitude`、`longitude` 取自 GeoNames（CC BY 4.0）。",
    ),
)

CITATION = (
    "The summit-press contributors ({year}): Taipei Smart City Mayors' Summit: sessions, speakers and",
    "talks from the press releases, version {version}. CC BY 4.0. Cite the release of a value too: `release_id` names it,",
    "`provenance` the words.",
    "",
    "The summit-press contributors（{year}）：臺北智慧城市首長高峰會資料集，{version} 版，CC BY 4.0。引用個別數值時，請一併註明新聞稿（`release_id`）。",
)
