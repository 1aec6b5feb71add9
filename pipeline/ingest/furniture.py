"""What a site prints around a release: menus, side bars, footers, page numbers.

Only blocks before the first or after the last block of the release itself are looked at, so that
a rule that is too keen can cost a heading, never a paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.ingest.document import Block, Stretch, Text
from pipeline.ingest.pieces import Piece

SITE = "site-furniture"
PAGE_NUMBER = "page-number"

_MENU_WORDS = frozenset(
    "首頁 回首頁 列印 友善列印 轉寄 分享 字級 字體大小 會員登入 登入 註冊 上一則 下一則 上一篇 下一篇 上一頁 下一頁"
    " 回上頁 回上一頁 回頁首 回列表 網站導覽 跳到主要內容 訂閱 服務條款 隱私權政策 隱私權 關於我們 聯絡我們"
    " 首页 打印 登录 注册 上一条 下一条 返回顶部 网站地图 关于我们 联系我们 服务条款 隐私政策"
    " Home Print Share Login Sitemap RSS".split()
)
SIDE_BAR = re.compile(
    r"(?:熱門|相關|最新|推薦|延伸|其他|更多|热门|相关|推荐|延伸)(?:文章|新聞|閱讀|消息|報導|新闻|阅读|报道)"
    r"|上一[則篇]|下一[則篇]|上一[条篇]|下一[条篇]"
    r"|你可能[也還会會]?(?:想看|想知道|有興趣|感興趣|喜歡|喜欢|感兴趣)|(?:其他人|大家|網友|网友)[也都還]?在?看了?"
    r"|(?:網友|网友|讀者|读者)?留言(?:板|區|区|討論|讨论)?"
    r"|(?:相關|附加|相关)(?:檔案|附件|圖片|下載|文件|图片|下载)|(?:檔案|附件|文件)(?:下載|下载)"
    r"|(?:[觀查]?看|閱?讀|阅读)更多(?:文章|新聞|報導|新闻|报道)?|猜你喜[歡欢]|為你推薦|为你推荐"
)
"""What stands above links to other pages of a site."""
_NEIGHBOUR = re.compile(r"[上下]一[則篇筆条条][:：]\s*\S")
"""What stands before the headline of the story before or after on the same site."""
_FOOTER = re.compile(
    r"[‧◎·•※\s]*(?:copyright\b|©|\(c\)\s|all\s+rights\s+reserved|版權所有|版权所有|著作權聲明|服務條款|服务条款"
    r"|隱私權(?:政策|聲明)?(?:\W|$)|本(?:網)?站(?:為|為提供|最佳|內容|所有|資料|聲明|係|建議)|本网站"
    r"|.{0,60}(?:更新日期|更新時間|最後更新|最近更新|更新时间|最后更新)\W{0,2}[:：]\s*\d"
    r"|最佳(?:顯示|瀏覽)|建議使用.{0,20}瀏覽器|(?:瀏覽|點閱|點擊)(?:人次|人數|次數|數)\s*[:：]?\s*\d*$)",
    re.IGNORECASE,
)
_FOOTER_INSIDE = re.compile(
    r"\s[‧◎·•※]\s?(?:本站(?:為|最佳|內容)|服務條款|服务条款|copyright\b|©|版權所有|版权所有)",
    re.IGNORECASE,
)
_TOKEN = re.compile(r"[^\s｜|>＞»／/•·]+")
_PROSE = re.compile(r"[，。；！？,;][^，。；！？,;]{4,}|[。！？]$")
_PAGE_MARK = re.compile(
    r"[-–—]\s?\d{1,3}\s?[-–—]|第\s?\d{1,3}\s?[頁页]\W{0,3}(?:共\s?\d{1,3}\s?[頁页])?"
    r"|page\s?\d{1,3}(?:\s?(?:of|/)\s?\d{1,3})?",
    re.IGNORECASE,
)
_BARE_NUMBER = re.compile(r"\d{1,3}")
_WORD = re.compile(r"\w")
_TITLE_LENGTH = 8
"""A line shorter than this may be a site's name."""


def set_aside(pieces: Sequence[Piece]) -> tuple[list[Piece], list[Stretch]]:
    """The pieces that belong to the release, and the stretches of those that do not."""
    kept: list[Piece] = []
    stretches: list[Stretch] = []
    for piece, page_mark in zip(pieces, _page_marks(pieces), strict=True):
        if page_mark:
            stretches += _stretches(piece.block, PAGE_NUMBER)
        else:
            kept.append(_without_footer(piece, stretches))
    end = _side_bar(kept)
    body = [index for index, piece in enumerate(kept[:end]) if _is_body(piece.block)]
    first, last = (body[0], body[-1]) if body else (0, len(kept))
    aside = {*_head(kept[:first]), *(last + 1 + index for index in _tail(kept[last + 1 :]))}
    for index in sorted(aside):
        stretches += _stretches(kept[index].block, SITE)
    return [piece for index, piece in enumerate(kept) if index not in aside], stretches


def _side_bar(pieces: Sequence[Piece]) -> int:
    """Where a side bar begins below which nothing but short lines stand, or the end."""
    start = len(pieces)
    for index in range(len(pieces) - 1, -1, -1):
        text = pieces[index].block.text.text
        if SIDE_BAR.fullmatch(text.rstrip("：: ")):
            start = index
        elif not (_is_of_site(text) or _is_short(pieces[index].block)):
            break
    return start


def _is_short(block: Block) -> bool:
    return (
        block.kind in ("paragraph", "item")
        and len(block.text) <= 40
        and "。" not in block.text.text
    )


def _is_body(block: Block) -> bool:
    """Whether a block is the release's own beyond doubt."""
    text = block.text.text
    if block.kind in ("table", "caption") or (block.kind == "heading" and not SIDE_BAR.match(text)):
        return True
    bare = any(link.target and link.target.text == link.label.text for link in block.links)
    return (bare or _PROSE.search(text) is not None) and not _is_of_site(text)


def _is_of_site(text: str) -> bool:
    """Whether a line below a release is the site's footer, or leads to another release."""
    return _FOOTER.match(text) is not None or _NEIGHBOUR.match(text) is not None


def _head(pieces: Sequence[Piece]) -> Iterator[int]:
    """Menu lines before the release, and a site's name directly above the first of them."""
    menus = [index for index, piece in enumerate(pieces) if _is_menu(piece.block.text.text)]
    yield from menus
    if menus[:1] == [1] and not pieces[1].blank and len(pieces[0].block.text) < _TITLE_LENGTH:
        yield 0


def _tail(pieces: Sequence[Piece]) -> Iterator[int]:
    """Footer and menu lines after the release, and short lines below the head of a side bar."""
    opened = False
    for index, piece in enumerate(pieces):
        text = piece.block.text.text
        menu = _is_menu(text)
        opened = opened or menu or SIDE_BAR.fullmatch(text.rstrip("：: ")) is not None
        if menu or opened or _is_of_site(text) or not _WORD.search(text):
            yield index


def _is_menu(text: str) -> bool:
    """Whether a line is nothing but short words of which one is a menu's."""
    words = _TOKEN.findall(text.replace(":::", " "))
    return (
        bool(words) and all(len(word) <= 8 for word in words) and not _MENU_WORDS.isdisjoint(words)
    )


def _without_footer(piece: Piece, stretches: list[Stretch]) -> Piece:
    """A piece whose line does not run on into the site's footer; `stretches` gets what is cut."""
    match = _FOOTER_INSIDE.search(piece.block.text.text)
    if match is None or piece.block.table is not None:
        return piece
    text = piece.block.text
    stretches += (Stretch(a, b, SITE) for a, b in text[match.start() :].strip().spans())
    return piece.holding(text[: match.start()].strip())


def _page_marks(pieces: Sequence[Piece]) -> Iterator[bool]:
    """For each piece, whether it is a page's number: marked as one, or alone between gaps."""
    for index, piece in enumerate(pieces):
        text = piece.block.text.text
        after = pieces[index + 1] if index + 1 < len(pieces) else None
        apart = _gap(piece) > 0 and (after is None or _gap(after) > 0)
        page_end = max(_gap(piece), _gap(after) if after else 0) > 1
        alone = apart and page_end and _BARE_NUMBER.fullmatch(text) is not None
        yield piece.block.table is None and (alone or _PAGE_MARK.fullmatch(text) is not None)


def _gap(piece: Piece) -> int:
    return 2 if piece.page else piece.blank


def _stretches(block: Block, reason: str) -> Iterator[Stretch]:
    texts: list[Text] = [block.text, *(link.target for link in block.links if link.target)]
    return (Stretch(a, b, reason) for text in texts for a, b in text.spans())
