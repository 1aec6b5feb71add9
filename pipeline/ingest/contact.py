"""How contact details are printed: labels, telephone numbers, mail addresses, values.

Patterns only; `redact` applies them. Labels are closed classes of words that press releases use,
in Traditional and Simplified characters and in English; blanks between their characters (聯 絡 人)
and either colon are allowed for.
"""

from __future__ import annotations

import re

_PEOPLE = (
    "聯絡人 聯絡人員 聯絡窗口 聯絡資訊 聯絡方式 聯絡電話 聯絡信箱 聯絡手機 聯絡 聯繫人 聯繫窗口 聯繫資訊 聯繫方式"
    " 聯繫電話 連絡人 連絡窗口 連絡資訊 連絡方式 連絡電話 承辦人 承辦人員 洽詢窗口 联系人 联系方式 联系电话 联系"
    " 联络人 联络方式 联络电话 承办人 新聞窗口 媒體窗口 新闻窗口 撰稿人 撰稿 發稿人 供稿人 撰寫人 撰文 文稿提供"
).split()
_NUMBERS = (
    "洽詢電話 洽詢專線 電話 手機 行動電話 傳真 電子郵件 電子信箱 電子郵箱 信箱 郵箱 分機 咨询电话 手机 移动电话"
    " 电话 传真 电子邮件 电子邮箱 电邮 邮箱 分机"
).split()
_PREFIX = "(?:(?:新聞|新闻|媒體|媒体|業務|业务|活動|活动|採訪|采访|本案|公司|辦公室)\\s?)?"
_ENGLISH_PEOPLE = (
    r"(?:(?:media|press|news|public\s+relations)\s+)?contacts?"
    r"(?:\s+(?:person|information|details))?"
    r"|(?:media|press)\s+(?:officers?|e?nquir(?:y|ies)|inquir(?:y|ies))|attn"
)
_ENGLISH_NUMBERS = r"tel(?:ephone)?|(?:(?:mobile|cell|office)\s+)?phone|mobile|cell|fax|e-?mail|ext"
_NOTE = r"(?:\s?[(（][^()（）\n]{1,8}[)）])?\.?"
_BULLET = "※＊*●○◎■□◆◇▲△▶►☎✆•‧·★☆"
_BOUND = rf"(?:^|(?<=[\s，。；;、/／|｜(（【\[〔:：{_BULLET}]))"


def _words(words: list[str]) -> str:
    """The words as a pattern, the longest first, blanks allowed between their characters."""
    ordered = sorted(words, key=len, reverse=True)
    return "|".join(r"\s{0,2}".join(word) for word in ordered)


_CHINESE_PERSON = rf"{_PREFIX}(?:{_words(_PEOPLE)})"
_PERSON = rf"(?:{_CHINESE_PERSON}|{_ENGLISH_PEOPLE})"
_LABEL = rf"(?:(?P<person>{_PERSON})|{_PREFIX}(?:{_words(_NUMBERS)})|{_ENGLISH_NUMBERS})"
_UNNAMED_LABEL = _LABEL.replace("?P<person>", "?:")

_AT_TIMES = "發言人 发言人 資料提供 资料提供 承辦 承办 窗口 供稿 提供單位 提供人"
LABEL_COLON = re.compile(
    rf"{_BOUND}(?:{_LABEL}|{_words(_AT_TIMES.split())}){_NOTE}\s*[:：]", re.IGNORECASE
)
"""A label with its colon. The group `person` tells those that a name may follow, whoever that is;
with others it is a contact's where a number follows too."""
LABEL_ALONE = re.compile(rf"\s*{_LABEL}{_NOTE}\s*[:：]?\s*", re.IGNORECASE)
"""For `fullmatch`: a line or a cell that is nothing but a label."""
LABEL_BLANK = re.compile(
    rf"\s*(?:[{_BULLET}(（【\[〔]\s*)?{_PREFIX}(?:{_words([w for w in _PEOPLE if len(w) > 2])})"
    r"(?:\s*[)）】\]〕]\s*|\s+)(?=\S)"
)
"""A label for a person at the start of a line, with a blank or brackets for a colon."""
ANY_LABEL = re.compile(
    rf"{_BOUND}[^\W\d_][^\s\d:：，。；、()（）]{{0,11}}(?:[(（][^()（）\n]{{1,8}}[)）])?\s?[:：](?!//)"
)
"""The start of the next field of a line, whatever it is about."""

MAIL = re.compile(
    r"[A-Za-z0-9][A-Za-z0-9._%+\-]{0,63}\s?(?:@|＠|\(at\)|\[at\]|（at）)\s?"
    r"[A-Za-z0-9\-]{1,63}(?:\.[A-Za-z0-9\-]{1,63}){1,5}",
    re.IGNORECASE,
)
_DIGITS = r"[0-9０-９]"
_HYPHEN = r"[-－–—‐‑]"
_EXTENSION = rf"(?:\s*(?:分機|分机|轉|转|[#＃]|ext\.?|x)\s*[:：]?\s*{_DIGITS}{{1,6}}(?:\s*[/、,，~～]\s*{_DIGITS}{{2,6}}(?!{_HYPHEN}?{_DIGITS}))*)?"
PHONE = re.compile(
    rf"(?<![0-9０-９A-Za-z\-.+])(?<![A-Za-z]/)(?:"
    rf"[+＋]\s?{_DIGITS}{{1,3}}[\s\-－()（）.]*(?:{_DIGITS}[\s\-－()（）.]{{0,2}}){{6,13}}{_DIGITS}"
    rf"|00{_DIGITS}{{1,3}}{_HYPHEN}(?:{_DIGITS}{_HYPHEN}?){{7,12}}{_DIGITS}"
    rf"|[0０][9９]{_DIGITS}{{2}}[\s\-－]?{_DIGITS}{{3}}[\s\-－]?{_DIGITS}{{3}}"
    rf"|[(（]\s?[0０]{_DIGITS}{{1,3}}\s?[)）]\s?{_HYPHEN}?\s?{_DIGITS}{{3,4}}[\s\-－]?{_DIGITS}{{3,5}}"
    rf"|[0０](?:{_DIGITS}{{1,2}}|8[23]6)\s?{_HYPHEN}\s?{_DIGITS}{{3,4}}[\s\-－]?{_DIGITS}{{3,5}}"
    rf"|[0０][2-8２-８]{_DIGITS}{{7,8}}"
    rf"|(?:(?<=電話)|(?<=电话)|(?<=專線)|(?<=专线))\s?{_DIGITS}{{3,4}}[\s\-－]?{_DIGITS}{{4}}"
    rf"|{_DIGITS}{{3,4}}[\s\-－]?{_DIGITS}{{4}}(?=\s*(?:分機|分机|轉|转|[#＃])\s*{_DIGITS}{{2,6}})"
    rf"|(?:{_DIGITS}{{1,8}}\s?)?(?:分機|分机)\s?[:：]?\s?{_DIGITS}{{3,6}}"
    rf")(?![:：]?{_DIGITS}){_EXTENSION}",
    re.IGNORECASE,
)
"""Numbers of Taiwan (mobile, landline with area code) and international ones, with extensions, and
extensions alone.

A hotline of four digits (1999) is nobody's own and stays.
"""
ADDRESS = re.compile(r"(?:https?://|www\.)[^\s<>，。；、）】」]+", re.IGNORECASE)

_UNIT = r"[\u4e00-\u9fff]{1,14}(?:科|室|中心|局|處|处|組|组|課|课|股|部|司|署|隊|队|公司)"
_ROLE = (
    r"(?:主任秘書|主任祕書|專門委員|副?(?:局長|處長|主任|科長|組長|股長|課長|秘書長|執行長|總監|經理|所長|隊長)"
    r"|[秘祕]書|科員|課員|專員|專案經理|幹事|辦事員|技士|技正|技佐|工程師|股員|先生|小姐|女士|君|約聘人員)"
)
ROLE_END = re.compile(rf"{_ROLE}\s*$")
"""The end of a line that names somebody with what he is."""
_HAN_NAME = rf"[\u4e00-\u9fff·‧]{{2,4}}{_ROLE}?"
_LATIN_NAME = r"(?:(?:Mr|Ms|Mrs|Dr)\.?\s)?[A-Z][\w.'’\-]*(?:\s[A-Z][\w.'’\-]*){0,3}"
ASKED = re.compile(
    rf"(?:洽(?:詢|询)?\s?(?P<who>[\u4e00-\u9fff·‧]{{2,18}}?{_ROLE})"
    rf"|\b(?i:contact)\s(?P<name>{_LATIN_NAME}\b))"
    rf"(?=[^。；\n]{{0,24}}(?:{PHONE.pattern}|{MAIL.pattern}))"
)
"""In a sentence, the body and person whom one may ask, where a number or address follows; the one
group that matches is the words to be cut."""
_NUMBER = (
    rf"{PHONE.pattern}|{MAIL.pattern}|(?:分機|分机|轉|[#＃]|ext\.?)\s?[:：]?\s?\d{{1,6}}"
    r"|(?!\d{4}[-/.]\d{1,2}[-/.]\d)\d[\d\-－() ]{3,14}\d"
)
_SEPARATOR = r"[\s/／、,，;；|｜．.()（）]*"
_AFTER = r"(?=$|[\s/／、,，;；|｜()（）:：。])"
PERSON_VALUE = re.compile(
    rf"{_SEPARATOR}(?:{_NUMBER}|{_UNNAMED_LABEL}\s?[:：]?|{_ROLE}|{_UNIT}|{_HAN_NAME}|{_LATIN_NAME}){_AFTER}"
)
"""One part of what follows a label for a person: a body, a name, a role, a number."""
NUMBER_VALUE = re.compile(rf"{_SEPARATOR}(?:{_NUMBER})", re.IGNORECASE)
"""One part of what follows a label for a number."""
HAS_NUMBER = re.compile(r"(?:[0-9０-９][\s\-－()（）]{0,2}){3}|[@＠]")
"""What the value of a label for a number must hold to be one: `手機：開發 App` is not."""
