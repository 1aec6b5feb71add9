"""The known mistakes of the recogniser, put right character for character before anything is cut."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.ingest.scan_read import ReadLine

_VARIANTS = str.maketrans(
    "黄爲内户説衆鷄峯敎啓産奥吕别没强温册彦値税脱悦鋭",
    "黃為內戶說眾雞峰教啟產奧呂別沒強溫冊彥值稅脫悅銳",
)
"""Forms that the recogniser does not tell apart: it has one, print in Taiwan the other."""
_HANT = re.compile("[這來個國說們時會對發經與縣臺灣東長區議論壇學業務處總標應轉資訊]")
_HANS = re.compile("[这来个国说们时会对发经与县台湾东长区议论坛学业务处总标应转资讯]")
_OFFICE = (
    r"(?:[市縣县區区州省鎮镇郡議议院部局處处署司科組组校會会][長长]|主任|委[員员]|[議议][員员]|代表|大使"
    r"|[總总][監监裁]|主席|[執执]行[長长]|[秘祕][書书][長长]|[顧顾][問问])"
)
_DASH = re.compile(
    r"(?:(?<=[\u4e00-\u9fff])|(?<=[\u4e00-\u9fff] )(?=-\S))(?<![第某每另任單单同之統统唯專专萬万十百千有])"
    rf"[一—–-](?=[^\n，。；、一—－–-]{{0,14}}?{_OFFICE}"
    r"(?:[A-Z]|\s|[\u4e00-\u9fff]{0,4}(?=$|[\n，、（(])))"
)
"""A stroke between a place and an office: a dash that was taken for the figure one, or cut short."""
_HALF_CLOSED = re.compile(r"（([^()（）]{0,400})\)")
"""A bracket opened in full width and closed in half: both were of one width."""
_HALF_COLON = re.compile(r"(?<=[\u4e00-\u9fff)）]):(?!//)|:(?=[\u4e00-\u9fff])")
"""A colon of full width beside Han characters, which looks like that of half."""
_VIDEO = re.compile(r"(?<=youtu\.be/)[\w-]*(?: [\w-]+)+(?![\w-])", re.ASCII)
_VIDEO_ID = 11
"""Characters that name a video. One that is a blank was an underscore on a line under the words."""


def mended(lines: Sequence[ReadLine]) -> list[ReadLine]:
    """The lines with what the recogniser is known to mistake put right, character for character."""
    if not lines:
        return []  # a blank page
    whole = "\n".join(line.text for line in lines)
    if len(_HANT.findall(whole)) > len(_HANS.findall(whole)):
        whole = whole.translate(_VARIANTS)
    whole = _HALF_CLOSED.sub("（\\g<1>）", whole)
    whole = _HALF_COLON.sub("：", whole)
    whole = _DASH.sub("－", whole)
    whole = _VIDEO.sub(_with_underscores, whole)
    return [_respelt(line, text) for line, text in zip(lines, whole.split("\n"), strict=True)]


def _respelt(line: ReadLine, text: str) -> ReadLine:
    pairs = zip(line.characters, text, strict=True)
    return replace(line, characters=tuple(replace(read, text=c) for read, c in pairs))


def _with_underscores(match: re.Match[str]) -> str:
    words = match[0]
    return words.replace(" ", "_") if len(words) == _VIDEO_ID else words
