"""What is read in an HTML page: what a browser shows of the release, and nothing of the site."""

from __future__ import annotations

import pytest

from pipeline.ingest.coverage import uncovered
from pipeline.ingest.document import Document
from pipeline.ingest.html import read_html
from pipeline.ingest.limits import LIMITS
from tests.office_files import (
    document,
    lines,
    links,
    rows,
    shown,
    source,
    spans,
    unlike_their_source,
)

PROSE = "受到疫情影響，今年的高峰會改以線上舉行，各國城市首長分享以科技防疫的經驗。"


def read(page: str) -> Document:
    got = document(read_html, page.encode(), "x.html")
    assert got.source == page
    assert not list(unlike_their_source(got))
    assert uncovered(got) == []
    return got


def reasons(got: Document) -> dict[str, str]:
    """What was set aside, by rule, tags apart."""
    found: dict[str, str] = {}
    for stretch in got.ignored:
        if stretch.reason != "markup":
            words = got.source[stretch.start : stretch.end].strip()
            found[stretch.reason] = found.get(stretch.reason, "") + words
    return found


def test_blocks_inline_tags_and_white_space() -> None:
    page = (
        "<h1>高峰會  登場</h1>\n<div>發布機關：<b>資訊</b>局<p>第一段\n 與 <i>談</i>\n人<br>第二行</div>"
        "<pre>a  b\nc</pre>"
    )
    assert shown(read(page)) == [
        ("heading", "高峰會 登場"),
        ("paragraph", "發布機關：資訊局"),
        ("paragraph", "第一段與 談 人"),
        ("paragraph", "第二行"),
        ("paragraph", "a  b"),
        ("paragraph", "c"),
    ]


def test_positions_are_those_of_the_page() -> None:
    page = "<p>捷克&nbsp;<b>布拉格</b>市長 Zden&#283;k &amp; Co</p>"
    [block] = read(page).blocks
    assert block.text.text == "捷克\u00a0布拉格市長 Zdeněk & Co"
    assert [page[a:b] for a, b in block.text.spans()] == [
        *("捷克&nbsp;", "布拉格", "市長 Zden&#283;k &amp; Co")
    ]


def test_a_line_end_between_wide_characters_is_no_blank() -> None:
    assert lines(read("<p>臺北市\n  市長與\nMayor\n會談</p>")) == ["臺北市市長與 Mayor 會談"]
    office = '<meta name="generator" content="LibreOffice 7.4"><p>臺北市政府\n新聞稿</p>'
    assert lines(read(office)) == ["臺北市政府 新聞稿"]


def test_what_is_not_shown_is_no_text() -> None:
    page = (
        "<title>某新聞網</title><style>p{}</style><script>var a = '<p>程式</p>';</script>"
        "<!-- <p>註解</p> --><noscript><p>請開啟</p></noscript><template><p>樣板</p></template>"
        '<p hidden>甲</p><p style="display: none">乙</p><p>市長<img alt="合影">'
        '<span style="visibility:hidden">丙</span>柯<ruby>文<rp>(</rp><rt>ㄨㄣ</rt></ruby>哲</p>'
    )
    got = read(page)
    assert lines(got) == ["市長柯文哲"]
    assert reasons(got) == {"hidden-text": "樣板甲乙丙(ㄨㄣ"}


@pytest.mark.parametrize(
    "struck",
    [
        "<s>60個城市</s>",
        "<del><b>60個</b>城市</del>",
        "<strike>60個城市</strike>",
        '<span style="color:red; text-decoration: line-through">60個城市</span>',
        '<span style="text-decoration-line:underline line-through">60個城市</span>',
    ],
)
def test_struck_text_is_left_out(struck: str) -> None:
    got = read(f"<p>來自31國、{struck}<ins>58個城市</ins>的首長</p>")
    assert lines(got) == ["來自31國、58個城市的首長"]
    assert reasons(got) == {"struck-text": "60個城市"}


def test_a_stroke_that_is_never_ended_strikes_nothing() -> None:
    assert lines(read("<p>來自31國<s>、58個城市<p>三場")) == ["來自31國、58個城市", "三場"]


def test_tags_that_are_never_closed() -> None:
    page = "<ul><li>甲<li>乙</ul><p>丙<p>丁<table><tr><td>戊<td>己<tr><td>庚<td>辛</table>壬<b>癸"
    got = read(page)
    assert shown(got) == [
        *(("item", "甲"), ("item", "乙"), ("paragraph", "丙"), ("paragraph", "丁")),
        ("paragraph", "壬癸"),
    ]
    assert rows(got) == [["戊", "己"], ["庚", "辛"]]


@pytest.mark.parametrize(
    ("opening", "marks"),
    [
        ("<ol>", ["1. ", "2. "]),
        ('<ol start="5">', ["5. ", "6. "]),
        ("<ol reversed>", ["2. ", "1. "]),
        ('<ol type="A">', ["A. ", "B. "]),
        ('<ol type="i">', ["i. ", "ii. "]),
        ('<ol style="list-style-type: cjk-ideographic">', ["一、", "二、"]),
        ('<ol style="list-style: none">', ["", ""]),
        ("<ul>", ["", ""]),
    ],
)
def test_numbers_of_lists(opening: str, marks: list[str]) -> None:
    page = f"{opening}<li>開場</li><li><p>座談</p><p>說明</p></li>{opening.replace('<', '</')[:4]}>"
    assert shown(read(page)) == [
        ("item", f"{marks[0]}開場"),
        ("item", f"{marks[1]}座談"),
        ("paragraph", "說明"),
    ]


def test_a_number_that_is_printed_already_is_not_repeated() -> None:
    assert lines(read("<ol><li>1.發展<li>2.溝通<li value='7'>治理</ol>")) == [
        *("1.發展", "2.溝通", "7. 治理")
    ]


def test_spans_of_cells() -> None:
    got = read(
        "<table><caption>表1：講者</caption><thead><tr><th>場次<th colspan=2>講者</thead>"
        "<tfoot><tr><td colspan=9>共二場</tfoot>"
        "<tr><td rowspan=0>一<td>捷克<td>市長<tr><td>波蘭<td><p>副市長<p>局長</table>"
    )
    assert shown(got) == [("caption", "表1：講者")]
    assert rows(got) == [
        ["場次", "講者", None],
        ["一", "捷克", "市長"],
        [None, "波蘭", "副市長\n局長"],
        ["共二場", None, None],
    ]
    assert spans(got)[1][0] == (1, 2)


def test_a_table_that_lays_out_a_page_is_none() -> None:
    data = "<table><tr><td>一<td>捷克<tr><td>二<td>波蘭</table>"
    page = (
        "<table><tr><td><ul><li><a href=/a>首頁</a><li><a href=/b>地方</a><li><a href=/c>生活</a></ul>"
        f"<td><h2>高峰會登場</h2><p>{PROSE}</p>{data}<p>{PROSE}</p></table>"
    )
    got = read(page)
    assert lines(got) == ["高峰會登場", PROSE, PROSE]
    assert rows(got) == [["一", "捷克"], ["二", "波蘭"]]
    assert reasons(got) == {"site-furniture": "首頁地方生活"}


def marked(attribute: str, table: str, row: str, cell: str, group: str = "") -> str:
    """Two rows of three cells, made of elements with an attribute for what they are."""
    rows = (("場次", "城市", "首長"), ("一", "捷克布拉格", "市長"))
    cells = ("".join(f'<div {attribute}="{cell}">{text}</div>' for text in line) for line in rows)
    lines = "\n".join(f'<div {attribute}="{row}">{line}</div>' for line in cells)
    inside = f'<div {attribute}="{group}">{lines}</div>' if group else lines
    return f'<div {attribute}="{table}">{inside}</div>'


@pytest.mark.parametrize(
    "page",
    [
        marked("role", "table", "row", "cell"),
        marked("role", "grid", "row", "gridcell", "rowgroup"),
        marked("role", "table", "row", "columnheader", "presentation"),
        marked("style", "width:9em; display: table", "display:table-row", "display:table-cell"),
        marked("style", "display:table", "display:table-row", "display:table-cell;color:red"),
        marked("class", "table wide", "tr row", "td col", "tbody"),
    ],
)
def test_a_table_made_of_other_elements(page: str) -> None:
    got = read(f"<p>{PROSE}</p>{page}<p>完</p>")
    assert rows(got) == [["場次", "城市", "首長"], ["一", "捷克布拉格", "市長"]]
    assert lines(got) == [PROSE, "完"]


def test_spans_and_the_caption_of_a_table_made_of_other_elements() -> None:
    page = (
        '<div role="table"><p role="caption">講者</p><div role="row"><b role="x"></b></div></div>'
        '<div role="table"><p role="caption">講者</p><div role="row"><span role="columnheader">場次'
        '</span><span role="columnheader" aria-colspan="2">講者</span></div><div role="row">'
        '<span role="cell">一</span><span role="cell">捷克</span><span role="cell">市長</span></div></div>'
    )
    got = read(page)
    assert shown(got) == [("paragraph", "講者"), ("caption", "講者")]
    assert rows(got) == [["場次", "講者", None], ["一", "捷克", "市長"]]


@pytest.mark.parametrize(
    "page",
    [
        '<div style="display:table"><div style="display:table-cell">甲</div></div>',
        '<div class="table"><div class="row"><div class="col">甲</div></div><p>乙</p></div>',
        '<div class="row"><div class="col">甲</div></div><div class="row"><div class="col">乙</div></div>',
    ],
)
def test_marks_of_a_layout_make_no_table(page: str) -> None:
    assert all(block.table is None for block in read(page).blocks)


def test_a_table_in_a_cell_of_data() -> None:
    inner = "<table><tr><td>芬蘭<td>市長<tr><td>德國<td>議員</table>"
    got = read(f"<table><tr><th>場次<th>講者<tr><td>一<td>{inner}<tr><td>二<td>波蘭</table>")
    assert rows(got) == [["場次", "講者"], ["一", "芬蘭 市長\n德國 議員"], ["二", "波蘭"]]


def test_links() -> None:
    page = (
        '<p><a href="https://a.tw/x?b=1&amp;c=2">影片</a>、<a href="/news/1">新聞</a>、'
        '<a href="javascript:go()">全文</a>、<a href="#top">上</a>、<a name="n">名</a>，'
        'https://a.tw/b。<a href="https://youtu.be/abc"><img src="a.jpg"></a></p>'
    )
    got = read(page)
    assert links(got) == [
        ("影片", "https://a.tw/x?b=1&c=2"),
        ("新聞", "/news/1"),
        ("全文", None),
        ("上", None),
        ("https://youtu.be/abc", "https://youtu.be/abc"),
        ("https://a.tw/b", "https://a.tw/b"),
    ]
    target = got.blocks[0].links[0].target
    assert target
    assert page[target.start :].startswith("https://a.tw/x?b=1&amp;c=2")


def test_a_caption_of_a_picture() -> None:
    page = "<figure><img src=a.jpg alt=相片><figcaption>市長柯文哲致詞</figcaption></figure>"
    assert shown(read(page)) == [("caption", "市長柯文哲致詞")]


NEWS = f"""<!DOCTYPE html><html><head><title>某報</title>
<link rel="canonical" href="https://www.paper.tw/news/1"></head><body class="has-sidebar">
<header class="site-header"><h1><a href="/">某報</a></h1><nav><a href="/a">政治</a></nav></header>
<div class="breadcrumb"><a href="/">首頁</a> &gt; 地方</div>
<main><article><header class="entry-header"><h1>高峰會線上登場</h1>
<div class="share-bar"><a href="https://fb.tw/s">分享到臉書</a></div><time>2022-03-22</time></header>
<div class="elementor-widget-text"><p>{PROSE}</p><p>{PROSE}</p>
<ul><li><a href="https://youtu.be/a">歐亞場直播</a><li><a href="https://youtu.be/b">美亞場直播</a>
<li><a href="https://youtu.be/c">女性場直播</a></ul></div>
<ul class="related-posts"><li><a href="https://paper.tw/2">花市登場，人潮眾多，交通管制公布。</a></ul>
<div id="comments"><p>讀者：很棒的活動，希望明年再辦。</p></div></article></main>
<aside><h3>熱門</h3><p>捷運假日加班，民眾多利用。</p></aside>
<div class="cookie-consent"><p>本站使用 Cookie，繼續瀏覽即表示同意。</p><button>同意</button></div>
<footer><p>© 某報</p></footer></body></html>"""


def test_the_chrome_of_a_news_site_is_set_aside() -> None:
    got = read(NEWS)
    assert shown(got) == [
        ("heading", "高峰會線上登場"),
        ("paragraph", "2022-03-22"),
        ("paragraph", PROSE),
        ("paragraph", PROSE),
        *(("item", f"{name}場直播") for name in ("歐亞", "美亞", "女性")),
    ]
    assert set(reasons(got)) == {"site-furniture"}
    assert "讀者" in reasons(got)["site-furniture"]


STORIES = ("2025智慧城市首長高峰會 18日登場 吸引61個城市", "大阪市市長訪市府 與蔣萬安市長會談")


def linked(text: str, address: str = "/news/2") -> str:
    return f'<a href="{address}">{text}</a>'


@pytest.mark.parametrize(
    "related",
    [
        "<p>延伸閱讀</p>" + "".join(f"<p>▶{linked(title)}</p>" for title in STORIES),
        "".join(f"<p>{linked(title)}</p>" for title in STORIES),
        f"<h3>【其他人也看了】</h3><ul><li>{linked(STORIES[0], 'https://b.tw/2')} <i>2026/3/9</i></ul>",
        f"<div><p>更多新聞：{linked(STORIES[0])}</p></div>",
        f"<p>你可能也想看<br>&nbsp;{linked(STORIES[0])}<br>{linked(STORIES[1])}</p>",
    ],
)
def test_links_to_other_stories_are_set_aside_wherever_they_stand(related: str) -> None:
    page = f"<article><h1>高峰會</h1><p>{PROSE}</p>{{}}<p>{PROSE}</p></article>"
    got = read(page.format(related))
    assert lines(got) == ["高峰會", PROSE, PROSE]
    assert set(reasons(got)) == {"site-furniture"}
    assert STORIES[0] in reasons(got)["site-furniture"]


@pytest.mark.parametrize(
    "release",
    [
        "".join(
            f"<p>{linked(name, f'https://youtu.be/{name}')}</p>"
            for name in ("2026智慧城市首長高峰會亞太場直播", "2026智慧城市首長高峰會歐美場直播")
        ),
        "".join(f"<p>{linked(f'{name}場中文', '/live')}</p>" for name in ("亞太", "歐美")),
        f"<p>{linked(STORIES[0])}</p>",
        f"<p>{linked(STORIES[0])}報導如下</p><p>{linked(STORIES[1])}</p>",
        f"<h1>{linked(STORIES[0])}</h1><p>{linked(STORIES[1])}</p>",
        "<table><tr><td>場次<td>與談人<tr><td>一<td>{}</table>".format(
            "".join(
                f"<p>{linked(seat)}"
                for seat in ("捷克布拉格市長 Svoboda", "日本京都市市長 松井孝治先生")
            )
        ),
    ],
)
def test_links_of_the_release_stay(release: str) -> None:
    got = read(f"<article><p>{PROSE}</p>{release}<p>{PROSE}</p></article>")
    assert "site-furniture" not in reasons(got)


def test_lines_of_a_list_as_long_as_each_other_do_not_run_on() -> None:
    entries = [
        *(
            "一、亞太場（3月19日 09:00-10:30）：",
            "主持人：臺北市副秘書長許家維",
            "與談人：日本高松市副市長佐藤英一",
        ),
        *(
            "二、歐美場（3月19日 14:00-15:30）：",
            "主持人：臺北市副秘書長許家維",
            "與談人：秘魯利馬市市長Ana Quispe",
        ),
    ]
    page = f"<p>{'<br>'.join(entries)}</p><p>報名請上官網。</p>"
    assert [text for _, text in shown(read(page))] == [*entries, "報名請上官網。"]


def test_the_chrome_of_a_government_site_is_set_aside() -> None:
    menu = "".join(f'<li><a href="/cp.aspx?n={n}">單元{n}</a></li>' for n in range(9))
    page = (
        '<form action="./"><a class="accesskey" href="#C">跳到主要內容</a>'
        f'<div class="group nav-main"><ul>{menu}</ul></div>'
        '<div class="base-page-area" id="print-area"><h2><span>高峰會線上登場</span></h2>'
        '<ul class="list-info"><li>發布機關：資訊局</li><li>發布日期：2022-03-22</li></ul>'
        f'<div class="area-essay"><p>{PROSE}</p><p>{PROSE}</p></div>'
        f'<ul class="area-file">{menu}</ul></div>'
        '<div class="fatfooter"><p>地址：臺北市，市府路1號，本局版權所有。</p></div></form>'
    )
    assert lines(read(page)) == [
        *("高峰會線上登場", "發布機關：資訊局", "發布日期：2022-03-22", PROSE, PROSE)
    ]


@pytest.mark.parametrize("name", ["sidebar", "footer", "share", "comments", "related"])
def test_a_name_alone_makes_no_furniture_of_the_release(name: str) -> None:
    page = f'<div class="{name}"><h2>高峰會</h2><p>{PROSE}</p></div><p>其他。</p>'
    assert lines(read(page)) == ["高峰會", PROSE, "其他。"]
    table = f"<table><tr><th>城市<th>首長<tr><td>布拉格<td>市長</table><p>{PROSE}</p>"
    assert rows(read(f'<div class="{name}"><p>{PROSE}</p></div>{table}')) == [
        ["城市", "首長"],
        ["布拉格", "市長"],
    ]


def test_names_of_the_parts_of_a_table_mean_nothing() -> None:
    page = (
        '<table><tr class="header"><th class="header">城市<th>首長<tr class="odd">'
        '<td class="header">布拉格<td>市長</table>'
    )
    assert rows(read(page)) == [["城市", "首長"], ["布拉格", "市長"]]


BIG5 = f"<html><head><meta charset={{}}></head><body><p>{PROSE}臺灣</p></body></html>"
GB = "<html><head><meta http-equiv=content-type content='text/html; charset={}'></head><p>{}</p>"
HANS = "受到疫情影响，今年的峰会改以线上举行，各国城市首长分享以科技防疫的经验，镕基。"


@pytest.mark.parametrize(
    ("page", "encoding", "told"),
    [
        (BIG5.format("big5"), "cp950", []),
        (BIG5.format("utf-8"), "cp950", ["decoded-by-guess"]),
        (BIG5.format("gb2312"), "cp950", ["decoded-by-guess"]),
        (BIG5.format("big5"), "utf-8", []),
        (BIG5.format("big5"), "utf-16", []),
        (GB.format("gb2312", HANS), "gbk", []),
        (GB.format("big5", HANS), "gb18030", ["decoded-by-guess"]),
        (GB.format("no-such-thing", HANS), "utf-8-sig", []),
    ],
)
def test_the_bytes_say_what_encoding_a_page_has(page: str, encoding: str, told: list[str]) -> None:
    got, findings = read_html(source(page.encode(encoding), "x.html"), LIMITS)
    assert got is not None
    assert got.source == page
    assert [finding.code for finding in findings] == told


def test_contact_details_are_cut_and_leave_no_link() -> None:
    page = f'<p>{PROSE}</p><p>聯絡人：<a href="mailto:a@b.tw">某某</a> 0900-000-000</p>'
    got = read(page)
    assert lines(got) == [PROSE]
    assert links(got) == []
    assert "mailto:a@b.tw" in reasons(got)["contact"]


@pytest.mark.parametrize(
    "unseen", ["<\x01th>", "<\u200bth>", "</\u00adp>", "<\x01/p>", "&#x13;", "&#x200b;", "&zwj;"]
)
def test_what_nobody_sees_parts_no_words_and_is_markup(unseen: str) -> None:
    got = read(f"<!DOCTYPE html><body><p>{PROSE}</p><p>臺北市政府{unseen}資訊局</p><p>{PROSE}</p>")
    text = "".join(block.text.text for block in got.blocks)
    assert text == f"{PROSE}臺北市政府資訊局{PROSE}"
