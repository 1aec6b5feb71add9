"""What running text says that people do at a session: speak, take part, stay away."""

from __future__ import annotations

import re

TAKING_PART = re.compile(
    r"主持|主持座談|與談|与谈|對談|对谈|對話|座談|演講|演讲|致(?:[歡欢]迎)?[詞词辭辞]|開場|引言|與會|与会|出席(?![^，。；]{0,6}[晚午]宴)|參與|参与|參加|参加|到[場场]|[蒞莅][臨临會会]|列席|同[台臺](?!北)|"
    r"分享|發表|发表|簡報|简报|對話|对话|座谈|致辞|代表.{0,6}發言"
    r"|(?:率[團团隊队]|[領领][軍军])(?=[，。；,;]|$|[與与參参出])"
)
SPEAKING = re.compile(
    r"表示|指出|說明|说明|強調|强调|認為|认为|提到|提及|呼應|呼应|回應|回应|談到|谈到|暢談|畅谈|透露|說道|介紹|介绍|建議|建议|補充|补充|分析|坦言|直言|闡述|期盼|期許|期许|呼籲|呼吁|宣布|宣佈|(?<![座訪会會洽面對对与與商訪])談(?![判話妥天論论])|"
    r"[說说](?!明)"
)
LEADING_UP = re.compile(
    r"(?:\binclud(?:e[sd]?|ing)|\bwere|\bare|\bby|\bwith|\balongside|\bfeatur(?:es?|ed|ing)|\bwelcomed|brought together|[:：])\s*(?:the\s*)?$"
)
"""What stands before a list of those who take part, in English."""
_PARTICIPANTS = "(?:與談人|与谈人|與談者|与谈者|講者|讲者|主講人|主讲人|[與与][會会談谈]貴賓|[与與][会會谈談]嘉宾|貴賓|贵宾)"
LED_UP_TO = re.compile(
    rf"(?:新增|增加|增列|邀請|邀请)(?:的)?{_PARTICIPANTS}\s*$"
    rf"|(?:{_PARTICIPANTS}|(?:與談|与谈|主講|主讲|講|讲|與會|与会)(?:人|者|員|员|貴賓|贵宾|來賓|来宾))(?:則|则|分別|分别|計|计|共)*(?:有|為|为|是|係|包括|包含)[:：]?\s*$"
)
"""What stands before those who join, or are all there are: 與談人有|…."""
MODERATING = re.compile(
    r"(?:[於于在][^，。；]{2,16}?)?(?:共同|負責|负责|擔任|担任|親自|亲自|[現现][場场]|[線线]上)*主持|\s*,?\s*(?:(?:who|will|also|co-)\s?){0,3}(?:moderat(?:es?|ed)|chair(?:s|ed)?|hosts?|hosted)\b"
)
MODERATED_BY = re.compile(
    r"主持人(?:則|则|分別|分别)?(?:為|为|是|由)\s*$|\b(?:moderated|chaired|hosted|presided over) by\s*(?:the\s*)?$"
)
HOSTING = re.compile(r"(?:[親亲]自|共同|負責|负责|[擔担]任)*(?:主持|致[詞词辭辞]|[開开]場|引言)")
"""What the host's own do, led up to by 由: 由蔣萬安市長|主持."""
SAID_IN_ENGLISH = re.compile(
    r"\b(?:said|says|added|adds|noted|notes|stressed|emphasi[sz]ed|explained|remarked|observed|told|shared|described"
    r"|presented|pointed out|highlighted|outlined|argued|urged|called for|stated|recalled|according to)\b"
)
TAKING_PART_IN_ENGLISH = re.compile(
    r"\b(?:sp(?:ea|o)k(?:e|s|ing)?|speakers?|panel|panell?ists?|join(?:s|ed|ing)?|attend(?:s|ed|ing|ees?)?|took part|tak(?:e|ing) part"
    r"|participat\w+|moderat\w+|chair(?:s|ed)|address(?:es|ed)|keynote|deliver(?:s|ed)?|welcomed|exchanged|discuss(?:ed)?"
    r"|opened|delegates?|brought together|remarks|present(?:s|ed)|(?:sent|by|via|in|with) (?:an? )?(?:pre-?recorded )?video|featur(?:e|es|ed|ing)|share)\b",
    re.IGNORECASE,
)
AT_ANOTHER_TIME = re.compile(
    r"\W*(?:去年|前年|上[一]?屆|上[一]?届|往年|歷屆|历届|(?:last year|previously|in previous years|two years ago)\b)",
    re.IGNORECASE,
)
"""What begins a sentence about another year, where it gives no day."""
ABSENT = re.compile(
    r"缺席|[請请]假|取消(?:行程|[來来][臺台訪访]|此行)|(?<![從从])未(?:出席|參[與加]|参[与加])|因故未[到能]"
    r"|(?:未能|無法|无法|不克)(?:出席|參加|参加|前來|前来|與會|与会|來[臺台])"
)
"""What is said right behind somebody, of him and those named in the same clause."""
NOT_COMING = re.compile(
    r"原[定訂订](?:出席|參加|参加|與談|与谈|邀請|邀请)|(?:取消|婉拒)(?:出席|參加|参加|前來|前来|與會|与会|來[臺台])"
    r"|\b(?:unable to|could not|cannot|will not|did not) (?:attend|join|come|take part)|\bwas to (?:attend|join|speak)|\bwithdrew\b"
)
