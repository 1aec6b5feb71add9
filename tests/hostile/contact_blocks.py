"""Releases with contact blocks in many shapes and in every format. Whoever stands in them is made up."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape

from tests.hostile.harmful_office import odt
from tests.office_files import docx
from tests.pdfs import Sheet, pdf

BLOCKS = {
    "two-lines": "聯絡人：龐玳瑁 主任秘書\n聯絡資訊：02-23456781 分機 71234/0911222333",
    "one-line": "新聞聯絡人：龐玳瑁科長 電話：(02)2345-6781 手機：0911-222-333",
    "below-a-label": "新聞聯絡人\n龐玳瑁 專員\n0911222333",
    "after-a-mark": "※ 新聞聯絡人 龐玳瑁 電話 2345-6781 轉 71234",
    "after-a-bullet": "●聯絡人：龐玳瑁 0911-222-333",
    "in-brackets": "【新聞聯絡人】龐玳瑁 0911-222-333",
    "hotline": "業務聯絡人：龐玳瑁（電話：1999轉71234）",
    "two-people": "聯絡人：龐玳瑁股長、訾墨翟專員\n電話：02-2345-6781轉71234、71235",
    "sentence": "如有疑問，請洽資訊局龐玳瑁先生，電話02-2345-6781，Email：z.quimby@mail.example.org。",
    "dots": "聯絡人：龐玳瑁 0911.222.333",
    "wide-digits": "聯絡人：龐玳瑁 ０９１１－２２２－３３３",
    "country-code": "聯絡人：龐玳瑁 +886 911 222 333",
    "no-plus": "聯絡人：龐玳瑁 886-2-23456781",
    "both-labels": "聯絡人/電話：龐玳瑁/0911-222-333",
    "among-others": "發稿單位：資訊局  聯絡人：龐玳瑁  電話：2345-6781分機71234",
    "extension": "承辦單位：資訊局 承辦人：龐玳瑁 分機：71234",
    "number-cut-off": "889 分機 71234/0911222333",
    "spokesman": "發言人：龐玳瑁 副局長 0911-222-333",
    "hard-blanks": "聯絡人：龐玳瑁\u00a00911\u00a0222\u00a0333",
    "simplified": "联系人：龐玳瑁 联系电话：+86 10 8123 4567",
    "english-line": "Media Contact: Zebulon Quimby, +886-2-2345-6781, z.quimby@mail.example.org",
    "english-block": (
        "Press Contact\nZebulon Quimby\nTel: +886 2 2345 6781\nMobile: +886 911 222 333\n"
        "Email: z.quimby@mail.example.org"
    ),
    "who-wrote": "撰稿人：龐玳瑁 電話23456781轉71234",
    "who-provides": "資料提供：龐玳瑁（02）23456781",
    "window": "新聞窗口：龐玳瑁 科長 02-23456781",
    "attention": "Tel: (02) 2345-6781 ext. 71234 Attn: Ms. Zebulon Quimby",
    "capitals": "CONTACT: ZEBULON QUIMBY\nPHONE: 02-2345-6781",
    "english-sentence": "Please contact Zebulon Quimby at z.quimby@mail.example.org.",
}
SECRETS = (
    *("龐玳瑁", "訾墨翟", "Zebulon", "Quimby", "ZEBULON", "QUIMBY", "z.quimby", "example.org"),
    *("23456781", "2345-6781", "2345 6781", "0911222333", "0911-222-333", "0911.222.333"),
    *("911 222 333", "911\u00a0222", "０９１１", "8123 4567", "71234", "71235"),
)
"""What stands in those blocks and must stand nowhere else."""
FORMATS = ("txt", "html", "docx", "odt", "pdf")
_HEAD = (
    "臺北市政府資訊局 新聞稿",
    "發布機關：臺北市政府資訊局",
    "張貼日：2023/3/27",
    "2023 智慧城市首長高峰會 各國首長齊聚臺北",
)
_BODY = (
    "2023 智慧城市首長高峰會將於 3 月 28 日下午 2 時至 4 時在南港展覽館舉行。",
    "與會貴賓名單",
    "波蘭格丁尼亞市副市長 Katarzyna Gruszecka-Spychala",
)
_MAIL = re.compile(r"[\w.]+@[\w.]+")


def files() -> Iterator[tuple[str, bytes]]:
    """A file for each block and format, by name; the block stands at its head or at its foot."""
    for number, (name, block) in enumerate(BLOCKS.items()):
        lines = block.split("\n")
        whole = [*_HEAD, *_BODY, *lines] if number % 2 else [*_HEAD, *lines, *_BODY]
        for suffix in FORMATS:
            yield f"{name}-{suffix}.{suffix}", _file(suffix, whole)


def _file(suffix: str, lines: list[str]) -> bytes:
    if suffix == "txt":
        return "\n\n".join(lines).encode()
    if suffix == "html":
        told = "".join(f"<p>{_linked(line)}</p>" for line in lines)
        return f"<!DOCTYPE html><html><body><article>{told}</article></body></html>".encode()
    if suffix == "docx":
        return docx("".join(f"<w:p><w:r><w:t>{escape(line)}</w:t></w:r></w:p>" for line in lines))
    if suffix == "odt":
        return odt("</text:p><text:p>".join(map(escape, lines)))
    sheet = Sheet()
    for number, line in enumerate(lines):
        sheet.text(40, 60 + 24 * number, line, 10)
    return pdf(sheet)


def _linked(line: str) -> str:
    """A line in HTML, an address as a link to its mailbox."""
    return _MAIL.sub(lambda found: f'<a href="mailto:{found[0]}">{found[0]}</a>', escape(line))
