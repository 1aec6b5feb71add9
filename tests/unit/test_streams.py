"""Links to watch: which session, which language, and what is no stream."""

from __future__ import annotations

import pytest

from pipeline.extract.links import placed_links
from pipeline.extract.streams import find_streams
from pipeline.ingest.document import Text
from tests.documents import document

Shown = tuple[str | None, str | None, str]
"""Session as printed, language, address."""


def shown(text: str) -> list[Shown]:
    streams, _ = find_streams(document(text))
    return [
        (
            "+".join(str(ref.name or ref.when or ref.event) for ref in s.refs) or None,
            s.language,
            s.url.text,
        )
        for s in streams
    ]


@pytest.mark.parametrize(
    ("text", "streams"),
    [
        (
            "◆ 提供首場直播網址如下，歡迎民眾觀看：\n英文網址 https://youtu.be/b0\n中文網址 https://youtu.be/5B",
            [("首場", "en", "https://youtu.be/b0"), ("首場", "zh", "https://youtu.be/5B")],
        ),
        (
            (
                "「首長高峰會」\n歐亞場 3/22 16:00-18:00\n英語：https://youtu.be/U9\n中譯：[https://youtu.be/y\\_u](https://youtu.be/y_u)\n"
                "「女性領袖峰會」\n3/23 10:00-12:00\n英語：https://youtu.be/8z"
            ),
            [
                ("歐亞場", "en", "https://youtu.be/U9"),
                ("歐亞場", "zh", "https://youtu.be/y_u"),
                ("3/23 10:00-12:00", "en", "https://youtu.be/8z"),
            ],
        ),
        (
            (
                "高峰會線上論壇 Session 1 直播網址:【中文】https://youtu.be/1Q 【英文】https://youtu.be/aW "
                "高峰會線上論壇 Session 2 直播網址:【中文】https://youtu.be/1Q"
            ),
            [
                ("Session 1", "zh", "https://youtu.be/1Q"),
                ("Session 1", "en", "https://youtu.be/aW"),
                ("Session 2", "zh", "https://youtu.be/1Q"),
            ],
        ),
        (
            "三場次線上智慧城市首長高峰會直播，可觀看資訊局粉絲專頁：\nhttps://www.facebook.com/doit/",
            [("三場次", None, "https://www.facebook.com/doit/")],
        ),
        (
            "場次\t英語\t中文\n首場\thttps://youtu.be/a1\thttps://youtu.be/a2",
            [("首場", "en", "https://youtu.be/a1"), ("首場", "zh", "https://youtu.be/a2")],
        ),
        (
            "語言\t首場\t第二場\n英文\thttps://youtu.be/a1\thttps://youtu.be/a2",
            [("首場", "en", "https://youtu.be/a1"), ("第二場", "en", "https://youtu.be/a2")],
        ),
        (
            "首場直播 https://youtu.be/a1 (英文) https://youtu.be/a2 (中文)",
            [("首場", "en", "https://youtu.be/a1"), ("首場", "zh", "https://youtu.be/a2")],
        ),
        (
            "歐亞場與美亞場直播：[英語](https://example.tw/live)",
            [("歐亞場+美亞場", "en", "https://example.tw/live")],
        ),
        (
            "Watch Session 1 live: English https://youtu.be/x1, Chinese https://youtu.be/x2.",
            [
                ("Session 1", "en", "https://youtu.be/x1"),
                ("Session 1", "zh", "https://youtu.be/x2"),
            ],
        ),
        ("直播請上 youtu.be/abc", [(None, None, "https://youtu.be/abc")]),
    ],
)
def test_a_stream_belongs_to_the_session_and_language_named_around_it(
    text: str, streams: list[Shown]
) -> None:
    assert shown(text) == streams


@pytest.mark.parametrize(
    "text",
    [
        "報名網址：https://forms.gle/x",
        "直播資訊與報名網址：https://forms.gle/x",
        "更多資訊請見官網 https://smartcity.taipei",
        "https://smartcity.org.tw/",
        "直播連結\n附件：活動照片 https://flic.kr/s/abc",
        "直播連結\n新聞資料袋：https://reurl.cc/press1",
        "觀看活動照片：https://drive.google.com/drive/folders/1",
        "宣傳影片：https://youtu.be/AAAAAAAAAA1",
        "資訊局YouTube頻道：https://www.youtube.com/@doit",
    ],
)
def test_other_links_are_no_streams(text: str) -> None:
    assert shown(text) == []


def test_a_session_named_above_prose_does_not_reach_below_it() -> None:
    prose = "柯文哲市長表示，城市之間的合作會更加緊密。" * 6
    text = f"歐亞場 3/22 16:00-18:00\n{prose}\nhttps://youtu.be/U9"
    assert shown(text) == [(None, None, "https://youtu.be/U9")]


def test_a_link_that_leads_nowhere_is_told() -> None:
    streams, findings = find_streams(document("播放幽默宣傳影片([影片](#)於1時01分開始)"))
    assert streams == []
    assert [(f.code, f.evidence) for f in findings] == [("link-without-target", "影片")]


@pytest.mark.parametrize(
    ("printed", "address"),
    [
        ("（見 https://youtu.be/a1）", "https://youtu.be/a1"),
        ("(https://youtu.be/a1).", "https://youtu.be/a1"),
        ("((https://youtu.be/a1))!", "https://youtu.be/a1"),
        ("https://youtu.be/a(1)", "https://youtu.be/a(1)"),
        ("(https://youtu.be/a(1))", "https://youtu.be/a(1)"),
        ("youtu.be/a1", "https://youtu.be/a1"),
        ("www.youtube.com/watch?v=a1;", "https://www.youtube.com/watch?v=a1"),
        ("HTTPS://youtu.be/a1", "HTTPS://youtu.be/a1"),
        ("myoutu.be/a1", None),
    ],
)
def test_an_address_ends_where_its_sentence_goes_on(printed: str, address: str | None) -> None:
    found = [link.url and link.url.text for link in placed_links(Text.read(printed), ())]
    assert found == ([] if address is None else [address])


def test_a_link_that_leads_nowhere_hides_no_stream_beside_it() -> None:
    source = document("首場直播：[英文](#) [中文](https://youtu.be/a1)")
    streams, findings = find_streams(source)
    assert [stream.url.text for stream in streams] == ["https://youtu.be/a1"]
    assert [(one.code, one.evidence, one.release_id) for one in findings] == [
        ("link-without-target", "英文", source.release_id)
    ]
