"""What is said of the dataset in words: the fixed texts of its README, English and Chinese."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

Notice = tuple[str, str]
"""The same in English and in Chinese."""

FILES = (
    "Each table is `NAME.csv` (UTF-8, comma, LF, empty = null, lists joined by `;`) and the same as",
    "`NAME.parquet` (typed, lists as lists). `excel/NAME.csv` is for double-clicking in Excel only:",
    "it has a BOM, and text that begins with `=` `+` `-` `@`, a tab or a line break, also in full",
    "width or behind blanks, gets a leading `'` so that no spreadsheet runs it. Do not read it with",
    "a program. `datapackage.json` describes all files (types, keys, SHA-256); `report.html` is the",
    "page for reviewing what was read.",
    "",
    "每張表有 CSV 與 Parquet 兩種格式，內容相同。`excel/` 內的 CSV 僅供以 Excel 直接開啟，",
    "公式開頭的文字前加 `'`，程式請勿讀取。",
)

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
            "`attendance` = `announced` says only that an announcement names the seat.",
            "`announced` 僅表示預告曾列名，不表示實際出席。",
        ),
        "one-seat-is-not-one-person": (
            "A row of `speakers` may be an office or a place; count `person_id` to count people.",
            "`speakers` 一列可能僅為機關或城市；計算人數請用 `person_id`。",
        ),
        "stated-figures-are-claims": (
            "`figures` holds the numbers as stated; `findings` says whether the rows bear them out.",
            "`figures` 為新聞稿所述；是否與資料相符見 `findings`。",
        ),
        "printed-is-not-corrected": (
            "`*_printed` keeps the source's spelling and slips; the canonical value is beside it.",
            "`*_printed` 照錄原文（含誤植）；標準寫法在旁欄。",
        ),
        "null-is-not-no": (
            "Null means that no source read here carries the value.",
            "空值表示所收新聞稿未載，並非「無」。",
        ),
        "years-differ-in-depth": (
            "Releases differ in kind from year to year, so counts do not compare across years.",
            "各年新聞稿種類不同，數量不宜跨年比較。",
        ),
        "read-the-review-flag": (
            "`needs_review` marks a seat that an open finding concerns.",
            "`needs_review` 為真者尚有待查事項。",
        ),
    }
)

LICENCES: tuple[Notice, ...] = (
    (
        "The tables and what describes them: CC BY 4.0 (Creative Commons Attribution).",
        "資料表及其說明：創用 CC 姓名標示 4.0 國際。",
    ),
    (
        "The words quoted from the releases (`printed`, `text` and the like) are the city's.",
        "引自新聞稿之文字屬臺北市政府所有，不在上述授權範圍。",
    ),
)

CITATION = (
    "Taipei Smart City Mayors' Summit: sessions, speakers and talks from the press releases,",
    "version {version}. CC BY 4.0. Cite the release of a value too: `release_id` names it,",
    "`provenance` the words.",
    "",
    "臺北智慧城市首長高峰會資料集，{version} 版，CC BY 4.0。引用個別數值時，請一併註明新聞稿（`release_id`）。",
)
