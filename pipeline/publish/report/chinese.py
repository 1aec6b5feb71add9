"""The catalogue of findings in Chinese (Taiwan usage): by code, what is wrong and what to do."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

SENTENCES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        # reading
        "unreadable": ("無法讀取 {file}：{reason}", "請更換檔案，或將它移出原始檔資料夾。"),
        "changed-file": (
            "{file} 已不是執行開始時的檔案：{reason}",
            "請再執行一次；由其他電腦讀取的資料夾，須在其可及之處。",
        ),
        "empty-file": ("{file} 沒有文字", "請重新取得新聞稿，或移除此檔。"),
        "binary-file": (
            "{file} 名為文字檔，實則不是：{reason}",
            "請改用正確的副檔名，或重新匯出新聞稿。",
        ),
        "unknown-format": (
            "{file} 的格式無法讀取：{reason}",
            "請另存為 PDF、DOCX、ODT、HTML、Markdown 或純文字。",
        ),
        "duplicate-stem": (
            "{files} 會共用代碼 {release_id}；只讀了 {used}",
            "請改名或只留一份：主檔名即為新聞稿代碼。",
        ),
        "outside-raw": ("{file} 指向原始檔資料夾之外，未予讀取", "請把檔案本身放進資料夾。"),
        "over-limit": (
            "{file} 超過上限（{what}）：{value}，上限為 {limit}",
            "請分割新聞稿，或審慎提高上限。",
        ),
        "encrypted-file": ("{file} 已加密，需要密碼", "請另存為無密碼的檔案，或重新取得。"),
        "unsafe-archive": (
            "{file} 是不宜開啟的壓縮檔：{reason}",
            "若來源可信，請以辦公室軟體開啟後另存。",
        ),
        "unsafe-xml": (
            "{file} 的 {part} 宣告了文件類型，辦公室軟體不會如此",
            "若來源可信，請以辦公室軟體開啟後另存。",
        ),
        "part-not-read": (
            "{file} 內嵌的 {part} 未予讀取：{reason}",
            "請以辦公室軟體開啟後另存：內嵌的內容即成為其文字。",
        ),
        "worker-fault": (
            "讀取 {file} 時程式出錯：{reason}",
            "請回報此檔；其他新聞稿不受影響。",
        ),
        "decoded-by-guess": (
            "{file} 不是 UTF-8；以 {encoding} 讀取",
            "請核對一兩個名稱；若有誤，請另存為 UTF-8。",
        ),
        "decoding-losses": (
            "{file} 有 {count} 個位元組不屬於 {encoding}",
            "請重新取得新聞稿，或另存為 UTF-8。",
        ),
        "nothing-understood": (
            "{file} 中沒有讀出任何場次、與會者或數字",
            "請確認它是高峰會的新聞稿；若是，請回報其版面。",
        ),
        "folder-in-raw": (
            "{file} 是資料夾；只讀取直接放在原始檔資料夾中的檔案",
            "請把其中的新聞稿上移，或移除此資料夾。",
        ),
        "page-without-text": (
            "{file} 第 {page} 頁只有圖、沒有文字",
            "請看一下；若圖中有文字，則不在資料中。",
        ),
        "characters-without-unicode": (
            "{file} 的字型中有 {count} 個字沒有 Unicode 碼",
            "請將名稱與頁面核對；或嵌入字型後重新匯出。",
        ),
        "turned-text": (
            "{file} 第 {page} 頁有 {count} 個字方向不同，未予讀取",
            "請看一下；浮水印無妨，轉向的標題則可能有關。",
        ),
        "scan-needs-ocr": (
            "{file} 有 {count} 頁是文字的影像，或字元無從辨識，而未安裝 OCR",
            "請以 pip install '.[ocr]' 安裝後再執行，或索取文字檔。",
        ),
        "read-by-ocr": (
            "{file} 第 {page} 頁是影像；OCR 讀出 {characters} 字，放棄 {unread} 行",
            "請將名稱與數字和頁面核對，或索取文字檔。",
        ),
        "ocr-doubtful": (
            "OCR 對 {file} 中的 {doubts} 沒有把握",
            "請與頁面核對；以 curation/corrections.yml 裁定。",
        ),
        # extracting
        "unused-text": ("看似資料的文字沒有用到", "請閱讀；若是資料，請回報其版面。"),
        "unread-row": ("表格中有一列未能理解：{reason}", "請閱讀；並回報其版面。"),
        "unread-seat": (
            "與會名單中有一項未能理解",
            "請閱讀；若是代表團，請回報其寫法。",
        ),
        "person-not-seated": (
            "{printed} 與職稱並列，但未說其與會",
            "不必處理，除非新聞稿說此人與會。",
        ),
        "session-without-date": (
            "{what} 所指場次，各稿均無日期；其資料列歸於該年份",
            "不必處理，或補上載有日期的新聞稿。",
        ),
        "session-not-held": (
            "文字所述為延期或取消的日期；未列為場次",
            "不必處理，除非當日仍然舉行。",
        ),
        "printed-correction": (
            "本稿更正先前所載文字；各列未因此改動",
            "請在 curation/corrections.yml 增列條目，引用被更正的文字。",
        ),
        "link-without-target": ("連結沒有目標：{label}", "不必處理；原稿即無網址。"),
        "link-without-session": ("連結無法歸於場次：{url}", "不必處理，除非它是直播。"),
        # names
        "place-unknown": (
            (
                "{printed}（{country}）是哪個地方，尚不確定；候選：{candidates}；"
                "以第一個候選裁定：{entry}"
            ),
            (
                "請執行 python -m pipeline curate 裁定，或把裁定貼進 curation/names.yml；"
                "不在候選中的地方請加進 curation/places.yml。"
            ),
        ),
        "place-ambiguous": (
            "{printed} 可能是 {candidates}；讀作 {chosen}",
            "請在 curation/judgements.yml 裁定。",
        ),
        "country-unknown": (
            "{printed} 不是資料所知的國名",
            "請在該項補上國名，或把寫法加進 curation/countries.yml。",
        ),
        "title-unknown": ("職稱 {printed} 未收錄", "請加進 curation/titles.yml。"),
        "organisation-unknown": (
            "機關 {printed} 未收錄",
            "不必處理，或加進 curation/organisations.yml。",
        ),
        "person-respelt": ("{printed} 讀作 {name}", "不必處理；兩種寫法視為同一人。"),
        "person-unsure": (
            "{printed} 可能是 {candidates}",
            "請在 curation/people.yml 裁定：是另一寫法，或是另一人。",
        ),
        "place-contradiction": (
            "此處印作 {printed}，他處文字則指 {other}",
            "請在 curation/corrections.yml 附理由裁定。",
        ),
        "event-aside": (
            "{printed} 談的是 {event}，不屬於高峰會；未列入",
            "不必處理，或在 curation/events.yml 列為活動系列。",
        ),
        "event-abroad": (
            "{printed} 在 {place} 舉行，不屬於本系列；未列入",
            "不必處理，或在 curation/events.yml 列為活動系列。",
        ),
        # reconciling
        "seat-replaced": (
            "預告為 {announced}，報導則為 {reported}；採用報導",
            "不必處理，除非另有第三個來源。",
        ),
        "seat-title-differs": ("同一席次的職稱不一：{titles}", "不必處理；採用報導的職稱。"),
        "seat-not-reported": (
            "{printed} 曾預告，但沒有報導提到",
            "不必處理；是否出席不得而知。",
        ),
        "stated-count-holds": ("所述 {stated}，所數 {counted}：相符", "不必處理。"),
        "stated-count-differs": (
            "所述 {stated}，資料列所數 {counted}",
            "請將新聞稿與資料列核對；在 curation/judgements.yml 裁定。",
        ),
        "stated-count-uncheckable": ("所述 {stated}；無法核對：{reason}", "請補上缺少的新聞稿。"),
        "shared-link": (
            "同一連結給了數個場次：{sessions}",
            "請查明它屬於哪一場；在 curation/judgements.yml 裁定。",
        ),
        "session-times-differ": (
            "各稿對同一場次的 {what} 說法不一：{values}",
            "請在 curation/corrections.yml 附理由裁定。",
        ),
        # curation
        "curation-unused": (
            "{file} 的 {entry} 沒有對應到任何資料",
            "請移除，或修正它所預期的內容。",
        ),
        "release-lost": (
            "{release_id} 已發布且在預期之中（curation/expectations.yml 第 {line} 行），但{what}",
            "請放回檔案；若確要移除，請從 curation/expectations.yml 刪去該項。",
        ),
        "too-few-rows": (
            "{table} 有 {count} 列，預期至少 {bound} 列（curation/expectations.yml 第 {line} 行）",
            "請將新聞稿與資料列核對並修正缺漏；或調低該下限。",
        ),
        "too-many-rows": (
            "{table} 有 {count} 列，預期至多 {bound} 列（curation/expectations.yml 第 {line} 行）",
            "請查看新增的內容；若無誤，請調高該上限。",
        ),
        "correction-quote-gone": (
            "更正 {entry} 預期有 {quote}，但 {release_id} 沒有這段文字",
            "請確認來源是否已更正；再移除此項。",
        ),
    }
)
